"""Value of pooled resources: members make together the products that sell best (linear production game)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from alliance.language import Message
from alliance.scenario.entries import Amount, Table
from alliance.scenario.kinds.base import PLAYERS, WholeValue
from alliance.scenario.parts import Named
from alliance.scenario.problems import Finding, Steps
from alliance.scenario.references import MemberRef, ResourceRef
from alliance.scenario.refusal import shown
from alliance.scenario.shared_findings import repeated
from alliance.scenario.tables import NAMED, Column, Sheet, Spread
from alliance.scenario.words import identity

if TYPE_CHECKING:
    import allocation as al
    from alliance.scenario.schema import Scenario
    from allocation.rule import Domain

__all__ = ["Product", "ProductionValue", "Resource"]


class Resource(Named):
    """A resource, and how much of it each member brings in."""

    stock: Table[MemberRef, Amount] = {}


class Product(Named):
    """A product: what one unit sells for, and how much of each resource it takes."""

    price: Amount
    use: Table[ResourceRef, Amount] = {}


RESOURCES = Sheet(
    "resources",
    "Resources",
    "Value from production: one row per resource, one column per member that has some of it.",
    "list",
    ("value", "resources"),
    NAMED,
    (Spread("stock", "Stock of", "How much of the resource this member brings in; empty: nothing.", "amount", ("M1", "M2")),),
    ("# R1", "人工", "labour"),
)
PRODUCTS = Sheet(
    "products",
    "Products",
    "Value from production: one row per product, one column per resource that it takes.",
    "list",
    ("value", "products"),
    (*NAMED, Column(("price",), "Price", "What one unit sells for.", "amount", needed=True)),
    (Spread("use", "Use of", "How much of this resource one unit takes; empty: nothing.", "amount", ("R1", "R2")),),
    ("# P1", "某产品", "Some product", 68.0),
)


class ProductionValue(WholeValue):
    """Resources of the members, and products made of them; a group earns the best sales its resources allow."""

    title: ClassVar[str] = "production from pooled resources"
    hint: ClassVar[str] = "   · production from pooled resources: fill in the sheets Resources and Products instead."
    told: ClassVar[str] = "production: the best sales that the resources of a group allow"
    lines: ClassVar[tuple[Column, ...]] = (PLAYERS,)
    sheets: ClassVar[tuple[Sheet, ...]] = (RESOURCES, PRODUCTS)

    kind: Literal["production"]
    players: list[MemberRef] = []  # empty: every member
    resources: Annotated[list[Resource], Field(min_length=1)]
    products: Annotated[list[Product], Field(min_length=1)]

    @property
    def domain(self) -> Domain:
        """The rules of linear production."""
        return "production"

    def members_named(self) -> Iterator[tuple[Steps, str]]:
        """Yield every member with a stock."""
        for position, one in enumerate(self.resources):
            yield from ((("value", "resources", position, "stock", word), word) for word in one.stock)

    def findings(self, scenario: Scenario) -> Iterator[Finding]:
        """Yield resources and products that bear one name, and products that sell but take nothing."""
        for part, items in (("resources", self.resources), ("products", self.products)):
            for position, first in repeated([identity(one.id) for one in items]):
                what = Message("{id} is the same id as {first}.", {"id": shown(items[position].id), "first": shown(items[first].id)})
                yield Finding(
                    ("value", part, position, "id"), what, Message("Give each its own id (case and width of letters do not count).")
                )
        for position, product in enumerate(self.products):
            if product.price > 0 and not any(product.use.values()):
                what = Message("product {id} sells but takes no resource, so there would be no end of it.", {"id": shown(product.id)})
                yield Finding(("value", "products", position), what, Message("Say what one unit takes, or delete the product."))

    def game(self, scenario: Scenario) -> al.Game:
        """Return the linear production game."""
        import allocation as al

        players = self.players_of(scenario)
        return al.ProductionGame(
            resources=[[one.stock.get(p, 0.0) for p in players] for one in self.resources],
            use=[[product.use.get(one.id, 0.0) for product in self.products] for one in self.resources],
            price=[product.price for product in self.products],
            players=players,
        )

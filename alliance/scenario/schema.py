"""What a scenario file may say: one strict model behind TOML, JSON and the Excel workbook.

Money is in the alliance's own unit throughout; probabilities and shares lie between 0 and 1.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from alliance.scenario.between import Between, BetweenShares
from alliance.scenario.entries import (
    Amount,
    Currency,
    Flag,
    Id,
    Number,
    Plain,
    Positive,
    Share,
    Table,
    Whole,
    Word,
    Words,
    by_shape,
    zero_if_empty,
)
from alliance.scenario.kinds import Value
from alliance.scenario.kinds.pairs import PairsValue
from alliance.scenario.kinds.projects import ProjectsValue
from alliance.scenario.kinds.rules import RulesValue
from alliance.scenario.kinds.table import TableValue
from alliance.scenario.numbers import parse_whole
from alliance.scenario.parts import Named, Part, Role, Text
from alliance.scenario.references import CapabilityRef, MemberRef, ProjectRef, RuleRef
from alliance.scenario.selection_schema import Need, Selection, SelectionWeights

__all__ = [
    "MAX_DECIMALS",
    "MAX_MEMBERS",
    "RANGED",
    "SCHEMA_VERSION",
    "Alliance",
    "Allocation",
    "Between",
    "BetweenShares",
    "Capability",
    "Council",
    "CouncilRule",
    "Factor",
    "MarketAccess",
    "Member",
    "Named",
    "Need",
    "PairsValue",
    "Part",
    "Partners",
    "Project",
    "ProjectRanges",
    "ProjectsValue",
    "Provenance",
    "Relation",
    "Role",
    "RuleRequest",
    "RulesValue",
    "Scenario",
    "Selection",
    "SelectionWeights",
    "TableValue",
    "Text",
    "Uncertainty",
    "Value",
]

SCHEMA_VERSION: Final = 1
MAX_MEMBERS = 1000
MAX_DECIMALS = 8


class Alliance(Named):
    """The alliance itself: its name, and the money everything is counted in."""

    currency: Currency = "CNY"
    unit: Text = Text(zh="万元", en="10,000 yuan")
    decimals: Annotated[Whole, Field(ge=0, le=MAX_DECIMALS)] = 2
    year: Annotated[Whole, Field(ge=1, le=9999)] | None = None
    description: Text = Text()


class Capability(Named):
    """A capability that members have and projects require, on one common scale (0 to 5 by custom)."""


MarketAccess = Annotated[
    Annotated[Share, Tag("~number")] | Annotated[Table[ProjectRef, Share], Tag("~table")],
    Discriminator(by_shape(dict, "~table", "~number")),
    BeforeValidator(zero_if_empty),
]


class Member(Named):
    """A member or candidate."""

    role: Role = "enterprise"
    lead: Flag = False
    legal_person: Flag = True
    block: Word | None = None
    capabilities: Table[CapabilityRef, Amount] = {}
    investment: Table[Word, Amount] = {}  # by class: money, staff, equipment, ip, data …
    project_investment: Table[ProjectRef, Amount] = {}  # by project
    stand_alone: Number = 0.0
    market_access: MarketAccess = 0.0  # share of the market it opens: one figure, or one per project
    value: Number = 0.0  # what taking it in is worth by itself (selection)
    cost: Amount = 0.0  # what taking it in costs (selection)
    cost_classes: Table[Word, Amount] = {}  # by class, for the selection's budgets: money, staff …
    cost_deviation: Amount = 0.0  # by how much its cost may come out higher
    deviation: Amount = 0.0  # standard deviation of what it brings
    labels: Table[Word, Words] = {}  # region, stage of the chain …: one word each, or several
    failure: Share = 0.0  # probability that it fails to deliver
    loss: Amount = 0.0  # what is lost then
    votes: Amount = 1.0


class Relation(Part):
    """A pair of members: what they are worth together beyond their own worth, or that they exclude each other."""

    a: MemberRef
    b: MemberRef
    synergy: Number = 0.0
    conflict: Flag = False
    past: Amount = 0.0  # past projects together


Partners = Annotated[
    Annotated[list[MemberRef], Tag("~list")] | Annotated[Literal["choose"], Tag("~word")],
    Discriminator(by_shape(str, "~word", "~list")),
]


class Project(Named):
    """A project in the alliance's own value model (docs/methods: project value)."""

    requirement: Table[CapabilityRef, Positive] = {}
    weights: Table[CapabilityRef, Share] = {}
    base_success: Share = 1.0
    benefit: Amount = 0.0
    cost: Amount = 0.0
    outsourcing: Table[CapabilityRef, Amount] = {}  # price of one whole missing capability
    subsidy: Amount = 0.0
    subsidy_for: Literal["enterprise_and_research", "everyone"] = "enterprise_and_research"
    members: Partners = []


class Factor(Named):
    """One correction factor: its weight, and each member's share of it."""

    weight: Share
    shares: Table[MemberRef, Amount] = {}


class RuleRequest(Plain, Part):
    """An allocation rule to compute; `to` names what a proportional split follows."""

    plain_form: ClassVar[dict[str, Any]] = {"type": "string"}

    rule: RuleRef
    to: Literal["investment", "stand_alone", "votes"] | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, given: Any) -> Any:
        return {"rule": given} if isinstance(given, str) else given


class Allocation(Part):
    """How the council wants to look at the split: the rules to compare and the factors of the correction."""

    rules: list[RuleRequest] = []
    factors: list[Factor] = []
    theta: Share = 1.0  # intensity of the correction


CouncilRule = Literal[
    "majority",
    "two_thirds",
    "three_quarters",
    "unanimous",
    "one_member_one_vote",
    "two_thirds_present_two_thirds",
    "two_thirds_present_majority",
    "majority_present_two_thirds",
]


class Council(Part):
    """How the council decides: by a rule found in charters, or by a quota of its own; votes and blocks are the members'."""

    rule: CouncilRule | None = None  # without a quota either: majority
    quota: Annotated[Share, Field(gt=0)] | None = None  # share of the votes that must say yes
    more_than: Flag = False  # whether the quota must be exceeded, as in "more than half"
    quorum: Annotated[Share, Field(gt=0)] | None = None  # share of the members that must be present
    chair: MemberRef | None = None  # whose side wins a tie
    blocks: Flag = True  # also look at the members of one block voting together


class ProjectRanges(Part):
    """Between which ends the numbers of a project lie; what is left out is certain."""

    base_success: BetweenShares | None = None
    benefit: Between | None = None
    cost: Between | None = None
    subsidy: Between | None = None


RANGED: Final = tuple(ProjectRanges.model_fields)


class Uncertainty(Part):
    """How sure the values are: possible futures are drawn from the ranges, starting from the scenario's seed."""

    samples: Annotated[Whole, Field(ge=1, le=100_000)] = 1000
    shape: Literal["triangular", "uniform"] = "triangular"
    spread: Share = 0.0  # value from a table, pairs or rules: plus or minus this part of every number given there
    projects: Table[ProjectRef, ProjectRanges] = {}


class Provenance(Part):
    """Where a group of numbers comes from."""

    tag: Literal["source", "web", "synthetic"]
    note: Text = Text()


class Scenario(Part):
    """A whole scenario, as read from a TOML, JSON or Excel file."""

    schema_version: Annotated[Literal[1], BeforeValidator(parse_whole)] = SCHEMA_VERSION
    alliance: Alliance
    capabilities: list[Capability] = []
    members: Annotated[list[Member], Field(min_length=1, max_length=MAX_MEMBERS)]
    relations: list[Relation] = []
    projects: list[Project] = []
    value: Value
    allocation: Allocation = Allocation()
    selection: Selection | None = None
    council: Council | None = None
    uncertainty: Uncertainty | None = None
    provenance: Table[Id, Provenance] = {}
    seed: Annotated[Whole, Field(ge=0, lt=2**31)] = 0

"""Every kind of value that a scenario may give: adding one is one file here, and one line in ``Value``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final, get_args

from pydantic import Field

from alliance.scenario.kinds.airport import AirportValue
from alliance.scenario.kinds.assignment import AssignmentValue
from alliance.scenario.kinds.base import GameValue, WholeValue
from alliance.scenario.kinds.claims import ClaimsValue
from alliance.scenario.kinds.pairs import PairsValue
from alliance.scenario.kinds.production import ProductionValue
from alliance.scenario.kinds.projects import ProjectsValue
from alliance.scenario.kinds.rules import RulesValue
from alliance.scenario.kinds.sequencing import SequencingValue
from alliance.scenario.kinds.table import TableValue
from alliance.scenario.kinds.tree import TreeValue
from alliance.scenario.tables import Choices, Column, Sheet

__all__ = ["KINDS", "KIND_LINES", "KIND_SHEETS", "VALUE_KINDS", "GameValue", "Value", "WholeValue", "owner_of"]

Value = Annotated[
    TableValue
    | RulesValue
    | PairsValue
    | ProjectsValue
    | AirportValue
    | ClaimsValue
    | TreeValue
    | AssignmentValue
    | ProductionValue
    | SequencingValue,
    Field(discriminator="kind"),
]

KINDS: Final[Mapping[str, type[GameValue]]] = {
    get_args(kind.model_fields["kind"].annotation)[0]: kind for kind in get_args(get_args(Value)[0])
}
VALUE_KINDS: Final = Choices("Kinds of value", {name: kind.title for name, kind in KINDS.items()})
KIND_LINES: Final[tuple[Column, ...]] = tuple({line.key: line for kind in KINDS.values() for line in kind.lines}.values())
KIND_SHEETS: Final[tuple[Sheet, ...]] = tuple(sheet for kind in KINDS.values() for sheet in kind.sheets)


def owner_of(sheet: Sheet) -> str | None:
    """Return the kind of value that alone uses a sheet, None for sheets of all kinds."""
    return next((name for name, kind in KINDS.items() if sheet in kind.sheets), None)

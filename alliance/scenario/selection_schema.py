"""Which partners may and must be chosen, by what measure, and how closely to look at the choice."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, model_validator

from alliance.scenario.between import Between
from alliance.scenario.choices import OBJECTIVES
from alliance.scenario.entries import Amount, Count, Flag, Number, Plain, Range, Share, Table, Whole, Word, require_order
from alliance.scenario.parts import Part, Role
from alliance.scenario.references import CapabilityRef, MemberRef, ProjectRef

__all__ = ["ClassBudget", "Condition", "LabelCount", "NamedSet", "Need", "Selection", "SelectionWeights", "Shares"]

SelectionTerm = Literal["value", "synergy", "cost", "expected_loss", "coverage", "cvar", "joint_value"]
FrontierObjective = Annotated[
    Literal["objective", "value", "synergy", "coverage", "cost", "expected_loss", "cvar", "joint_value"],
    BeforeValidator(OBJECTIVES.meant),  # by its name in either language too
]


class Need(Plain, Part):
    """A capability level that the chosen partners must reach."""

    plain_form: ClassVar[dict[str, Any]] = {"type": "number", "minimum": 0}

    amount: Amount
    by: Literal["best", "sum", "any"] = "best"  # any: levels are chances between 0 and 1 that a member can do it
    at_least: Annotated[Whole, Field(ge=1)] = 1
    survive_exit: Flag = False  # still reached after any one partner has left

    @model_validator(mode="before")
    @classmethod
    def _from_number(cls, given: Any) -> Any:
        return given if isinstance(given, dict) else {"amount": given}


class ClassBudget(Plain, Part):
    """The most that one class of cost may come to."""

    plain_form: ClassVar[dict[str, Any]] = {"type": "number", "minimum": 0}

    amount: Amount

    @model_validator(mode="before")
    @classmethod
    def _from_number(cls, given: Any) -> Any:
        return given if isinstance(given, dict) else {"amount": given}


class Condition(Part):
    """Members whose places hang together."""

    rule: Literal["at_least_one", "exactly_one", "requires"]  # requires: the first only together with each of the others
    members: Annotated[list[MemberRef], Field(min_length=2)]


class LabelCount(Part):
    """How many partners bear a label, such as a region or a stage of the chain; the members' blocks count as the label block."""

    label: Word
    value: Word
    min: Count = 0
    max: Count | None = None

    @model_validator(mode="after")
    def _in_order(self) -> LabelCount:
        require_order(self.min, self.max)
        return self


class NamedSet(Part):
    """A set of candidates to set beside the best one."""

    name: Word
    members: Annotated[list[MemberRef], Field(min_length=1)]


class Shares(Part):
    """The largest part of the partners' total that one of them may have."""

    cost: Share | None = None
    value: Share | None = None
    expected_loss: Share | None = None


class SelectionWeights(Part):
    """Weights of the selection's objective; every term is counted in the alliance's money unit before weighting."""

    value: Amount = 1.0
    synergy: Amount = 1.0
    cost: Amount = 1.0
    expected_loss: Amount = 1.0
    coverage: Amount = 1.0
    cvar: Amount = 0.0  # average loss in the worst cases
    joint_value: Amount = 0.0  # what the partners would have to split in the open project


class Selection(Part):
    """Which partners may and must be chosen, and by what measure."""

    project: ProjectRef | None = None
    candidates: list[MemberRef] = []  # empty: every member
    budget: Amount | None = None
    gamma: Count | None = None  # the budget holds even if so many costs come out higher by the members' cost_deviation
    budgets: Table[Word, ClassBudget] = {}  # per class of the members' cost_classes
    size: Range = (1, None)
    roles: Table[Role, Range] = {}
    counts: list[LabelCount] = []
    cover: list[Word] = []  # labels of which every value that occurs must be among the partners
    include: list[MemberRef] = []
    exclude: list[MemberRef] = []
    conditions: list[Condition] = []
    needs: Table[CapabilityRef, Need] = {}  # empty: the open project's requirement is covered as far as the objective rewards it
    max_stranger_pairs: Count | None = None  # pairs of partners without a past project together
    max_strangers: Count | None = None  # partners who have a past project with no other partner
    max_expected_loss: Amount | None = None
    min_success: Annotated[Share, Field(gt=0)] | None = None  # chance that no partner fails
    max_cvar: Amount | None = None  # average loss in the worst cases
    cvar_level: Annotated[Share, Field(lt=1)] = 0.95  # the worst cases are the part above it
    max_deviation: Amount | None = None  # standard deviation of what the partners bring
    correlation: Annotated[Share, Field(lt=1)] = 0.2  # between any two members' failures, and between what they bring
    max_share: Shares = Shares()
    keep_outside_options: Flag = False  # every partner's Shapley value at least its stand-alone value
    core_margin: Amount | None = None  # some split gives every group at least so much more than it is worth alone; 0: nobody walks out
    objective: SelectionWeights = SelectionWeights()
    weight_ranges: Table[SelectionTerm, Between] = {}  # ends between which a weight of the objective may lie
    complementarity: Amount = 0.0  # money that one unit of pairwise complementarity is worth
    alternatives: Annotated[Whole, Field(ge=0, le=20)] = 3
    compare: list[NamedSet] = []
    frontier: Annotated[list[FrontierObjective], Field(max_length=3)] = []  # two or three objectives: what one costs in the others
    explain: Flag = False  # what every candidate is worth to the set, and who could take whose place
    within: Share = 0.05  # part of the objective that a set nearly as good may lose
    sweep: Flag = False  # what another budget or another number of partners would bring
    time_limit: Annotated[Number, Field(gt=0, le=86_400)] = 60.0  # seconds

"""What a study keeps of its partner selection, as plain data: the choice itself and every further look at it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from alliance.wording import Record, Wording

__all__ = [
    "Acceptance",
    "CandidateLine",
    "Check",
    "ComparedSet",
    "Coverage",
    "FrontierLine",
    "Limit",
    "PartnerSet",
    "PreviewSplit",
    "Reasons",
    "Repair",
    "RoleCount",
    "SelectionOutcome",
    "SetAcceptance",
    "SplitPreview",
    "SwapLine",
    "Sweep",
    "SweepLine",
    "Term",
    "TradeOff",
]


class Check(Record):
    """One thing that was re-checked, and whether it holds."""

    name: str
    ok: bool
    detail: str = ""


class Term(Record):
    """One term of the selection's objective."""

    name: str
    title: Wording
    amount: float
    weight: float
    contribution: float


class Limit(Record):
    """A limit of the selection and how much of it the chosen set uses."""

    name: str
    title: Wording
    used: float | None
    low: float | None
    high: float | None


class Coverage(Record):
    """A needed capability and what the chosen set reaches."""

    capability: str
    title: Wording
    needed: float
    reached: float
    by: str


class PartnerSet(Record):
    """A partner set, its objective and what there would be to split."""

    members: list[str]
    objective: float
    terms: list[Term]
    joint_value: float | None = None  # what this set would have to split in the open project


class PreviewSplit(Record):
    """What every member of a set would get by one rule; ``payoffs`` follow the set's members."""

    rule: str
    title: Wording
    payoffs: list[float]
    in_core: bool | None


class SplitPreview(Record):
    """How the open project's value would be split if this set were taken."""

    value: float
    stand_alone: list[float]
    core_empty: bool | None
    splits: list[PreviewSplit]


class RoleCount(Record):
    """How many members of a set have a role."""

    role: str
    title: Wording
    count: int


class ComparedSet(Record):
    """One of several sets, on every criterion."""

    label: Wording
    kind: Literal["best", "alternative", "asked"]
    members: list[str]
    feasible: bool
    broken: list[Wording]  # the limits it breaks
    objective: float
    behind: float | None  # how much the best allowed set is worth more
    terms: list[Term]  # every term, counted or not
    coverage: list[Coverage]
    roles: list[RoleCount]
    cost: float
    expected_loss: float
    only_here: list[str]  # members of no other compared set
    preview: SplitPreview | None


class FrontierLine(Record):
    """A set that no allowed set beats in every objective; ``values`` follow the objectives."""

    members: list[str]
    values: list[float]
    proved: bool


class TradeOff(Record):
    """What more of one objective costs in another."""

    objectives: list[str]
    titles: list[Wording]
    smaller_is_better: list[bool]
    points: list[FrontierLine]
    complete: bool  # whether there are no further points


class CandidateLine(Record):
    """What one candidate is worth to the chosen set, and what would change its place."""

    member: str
    chosen: bool
    place: Literal["core", "borderline", "outside"] | None  # in all, some or none of the sets nearly as good
    best_with: float | None
    best_without: float | None
    worth: float | None
    value_to_get_in: float | None
    cost_to_get_in: float | None
    synergy_to_get_in: float | None
    comes: list[str]
    goes: list[str]
    proved: bool


class SwapLine(Record):
    """One member replaced by one outsider, all limits kept."""

    leaves: str
    enters: str
    change: float


class Reasons(Record):
    """Why this set."""

    candidates: list[CandidateLine]
    swaps: list[SwapLine]
    within: float  # share of the objective within which a set is nearly as good
    near: int  # how many sets are nearly as good, the chosen one included
    near_complete: bool  # whether these are all
    complete: bool  # whether every question was answered with a proof


class SweepLine(Record):
    """The best set at another level of a limit."""

    level: float
    members: list[str]
    objective: float | None  # None: no set is allowed, or none was found
    per_unit: float | None  # what one more unit brought since the level before
    proved: bool


class Sweep(Record):
    """What another budget, or another number of partners, would bring."""

    kind: Literal["budget", "size"]
    now: float | None  # the limit as it is
    lines: list[SweepLine]
    complete: bool


class SetAcceptance(Record):
    """How often a set is the best when the weights move."""

    members: list[str]
    share: float
    error: float  # standard error of the share


class Acceptance(Record):
    """Which sets and candidates stay chosen when the weights of the objective are uncertain."""

    ranges: dict[str, tuple[float, float]]  # term -> between which weights
    titles: list[Wording]  # of these terms
    samples: int
    seed: int
    sets: list[SetAcceptance]  # likeliest first
    candidates: dict[str, float]
    complete: bool


class Repair(Record):
    """The least change of one or a few limits that lets some set pass."""

    changes: list[Wording]
    members: list[str]
    proved: bool  # whether nothing less would do


class SelectionOutcome(Record):
    """Which partners were chosen, how good the choice provably is, and what else was close."""

    project: str | None
    status: Literal["proved", "gap", "infeasible", "no solution yet"]
    candidates: list[str]
    chosen: PartnerSet | None
    bound: float | None
    gap: float | None
    limits: list[Limit]
    coverage: list[Coverage]
    alternatives: list[PartnerSet]
    complementarity: list[list[float]]  # candidates × candidates, 0 … 1
    interrupted: bool = False  # Ctrl-C ended the search; the best set so far was kept
    clash: list[Wording]  # which limits contradict each other, when infeasible
    asked: dict[str, Any] = Field(default_factory=dict)  # questions asked in place of the scenario's, as its selection part writes them
    repairs: list[Repair] = Field(default_factory=list)  # least changes that would make it feasible
    comparison: list[ComparedSet] = Field(default_factory=list)
    trade_off: TradeOff | None = None
    reasons: Reasons | None = None
    sweeps: list[Sweep] = Field(default_factory=list)
    acceptance: Acceptance | None = None
    checks: list[Check]
    proof: dict[str, Any]

    @property
    def complete(self) -> bool:
        """Whether everything that was asked for was found and proved."""
        looks = (self.trade_off, self.reasons, *self.sweeps, self.acceptance)
        return self.status == "proved" and not self.interrupted and all(look is None or look.complete for look in looks)

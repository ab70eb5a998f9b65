"""The outcome of a study as plain data: what ``result.json`` holds and what every view of it reads.

Texts are carried in both languages, money in the alliance's unit; nothing in here depends on when or where the study ran.
"""

from __future__ import annotations

from typing import Any, Literal

from alliance.partners.records import Check, Coverage, Limit, PartnerSet, SelectionOutcome, Term
from alliance.wording import Record, Wording, said

DOCUMENT_VERSION: Literal[1] = 1

__all__ = [
    "Block",
    "Check",
    "CouncilOutcome",
    "Coverage",
    "Document",
    "FutureBlocker",
    "FutureShare",
    "GameOutcome",
    "Group",
    "Limit",
    "MemberLine",
    "PartnerSet",
    "Property",
    "Recommendation",
    "SelectionOutcome",
    "Skipped",
    "Source",
    "SplitOutcome",
    "Term",
    "UncertaintyOutcome",
    "Voter",
    "Wording",
    "said",
]


class MemberLine(Record):
    """A member as the views name it."""

    id: str
    name: Wording
    role: str
    lead: bool


class Source(Record):
    """Where a group of numbers comes from."""

    group: str
    tag: Literal["source", "web", "synthetic"]
    note: Wording


class Group(Record):
    """A coalition set against what a split gives it; ``excess`` = what it is worth alone − what it gets."""

    members: list[str]
    value: float
    share: float
    excess: float


class Property(Record):
    """A property of the game: holds, does not hold (and why), or was not decided."""

    name: str
    title: Wording
    holds: bool | None
    witness: Wording | None


class SplitOutcome(Record):
    """One rule's split of one game; arrays follow the game's players."""

    rule: str
    title: Wording
    meaning: Wording
    formula: str
    reference: str
    method: str
    options: dict[str, Any]
    payoffs: list[float]
    money: list[str]  # rounded to the alliance's smallest unit; adds up to money_total
    money_total: str
    gains: list[float]  # payoff − stand-alone value
    in_core: bool | None
    individually_rational: bool | None
    short: list[str]  # members below their stand-alone value
    max_excess: float | None
    tightest: list[Group]  # up to five proper coalitions, largest excess first
    details: dict[str, Any]
    proof: dict[str, Any]
    verified: bool
    checks: list[Check]


class Skipped(Record):
    """A rule that was asked for and has no answer on this game."""

    rule: str
    title: Wording
    why: Wording


class Recommendation(Record):
    """Which split the council can defend, and on what grounds."""

    rule: str
    title: Wording
    reasons: list[Wording]
    cautions: list[Wording]


class FutureShare(Record):
    """How a payoff is distributed over the futures drawn; ``p5`` is not exceeded in one future of twenty."""

    mean: float
    deviation: float
    p5: float
    p50: float
    p95: float
    loss: float | None  # probability of getting less than alone


class FutureBlocker(Record):
    """A group that may be better off alone: how likely that is, and what it gains on average if so."""

    members: list[str]
    chance: float
    gain: float


class UncertaintyOutcome(Record):
    """How sure the recommended split is; ``members`` follows the game's players."""

    rule: str
    title: Wording
    samples: int
    seed: int
    shape: Literal["triangular", "uniform"]
    assumptions: list[Wording]
    members: list[FutureShare]  # the rule applied anew in every future
    total: FutureShare
    undefined: float  # probability of the futures for which the rule has no answer
    kept: Literal["shares", "amounts"]  # what stays as agreed where walking out is looked at
    walk_out: float  # probability that some group is better off alone
    walk_out_error: float  # its standard error
    blockers: list[FutureBlocker]  # likeliest first


class BindingGroup(Record):
    """A group that a split rests on, and what each player gets more if the group becomes worth one unit more."""

    members: list[str]
    rates: list[float]  # exact rates, as floats; they add up to 0, because v(N) stays


class BindingGroups(Record):
    """The groups that determine a split of the nucleolus family; all other groups could change a little without moving it."""

    rule: str
    title: Wording
    groups: list[BindingGroup]
    tied: list[str] | None  # a group as dissatisfied as a binding one: the split bends here, and the rates hold on one side only


class GameOutcome(Record):
    """One game: who plays, what there is to split, and how each rule splits it."""

    id: str
    title: Wording
    kind: str
    sense: Literal["benefit", "cost"] = "benefit"  # of a cost: every amount below is minus what is paid
    chosen_by_selection: bool
    players: list[str]
    grand_value: float
    stand_alone: list[float]
    investment: list[float] | None
    additionality: float  # v(N) − Σ v({i}): what the alliance adds
    properties: list[Property]
    core_empty: bool | None
    cost_of_stability: float | None  # what must be added to v(N) for the core not to be empty
    splits: list[SplitOutcome]
    skipped: list[Skipped]
    recommendation: Recommendation | None
    notes: list[Wording]
    uncertainty: UncertaintyOutcome | None = None
    binding: BindingGroups | None = None


class Voter(Record):
    """A member of the council: votes against power, benefit and investment, each as a share of the council's whole."""

    member: str
    block: str | None
    votes: float
    vote_share: float
    power: float | None  # Shapley–Shubik index
    banzhaf: float | None  # normalised Banzhaf index
    power_in_blocks: float | None  # Owen index, when members of one block vote together
    benefit: float | None  # by the recommended splits
    investment: float | None


class Block(Record):
    """Members who vote together."""

    name: str
    members: list[str]
    vote_share: float
    power: float


class CouncilOutcome(Record):
    """How the council decides, who has a say in it, and what stands out."""

    rule: Wording
    terms: list[Wording]
    voters: list[Voter]
    blocks: list[Block]
    dictator: str | None
    veto: list[str]
    dummies: list[str]
    minimal_winning: list[list[str]]  # the first few
    minimal_total: str | None  # how many there are; text, because it can be longer than numbers in JSON
    chance_to_pass: float | None  # when every member tosses a coin
    findings: list[Wording]
    notes: list[Wording]


class Document(Record):
    """A whole study."""

    document_version: Literal[1] = DOCUMENT_VERSION
    title: Wording
    description: Wording
    unit: Wording
    currency: str
    decimals: int
    year: int | None
    scenario_digest: str
    asked_rules: list[str] | None = None  # rules computed in place of the scenario's
    seed: int
    versions: dict[str, str]
    status: Literal["complete", "interrupted", "limit reached", "infeasible"]
    members: list[MemberLine]
    selection: SelectionOutcome | None
    games: list[GameOutcome]
    council: CouncilOutcome | None = None
    warnings: list[Wording]
    sources: list[Source]

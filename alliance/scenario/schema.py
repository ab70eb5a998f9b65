"""What a scenario file may say: one strict model behind TOML, JSON and the Excel workbook.

Money is in the alliance's own unit throughout; probabilities and shares lie between 0 and 1.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, model_validator

from alliance.scenario.entries import (
    Amount,
    Currency,
    Flag,
    Id,
    Number,
    Plain,
    Positive,
    Range,
    Share,
    Table,
    Whole,
    Word,
    by_shape,
    clean_long_text,
    ends_of,
    name_or_id,
    require_order,
    zero_if_empty,
)
from alliance.scenario.numbers import parse_whole
from alliance.scenario.references import CapabilityRef, MemberRef, ProjectRef, RuleRef

SCHEMA_VERSION: Final = 1
MAX_MEMBERS = 1000
MAX_DECIMALS = 8

Role = Literal["enterprise", "university", "institute", "government", "intermediary", "financial", "other"]


class Part(BaseModel):
    """Base of every part of a scenario: unknown keys are refused, instances do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False, hide_input_in_errors=False)


class Text(Plain, Part):
    """A text in Chinese, English or both; a plain string stands for both."""

    plain_form: ClassVar[dict[str, Any]] = {"type": "string"}

    zh: Annotated[str, BeforeValidator(clean_long_text)] = ""
    en: Annotated[str, BeforeValidator(clean_long_text)] = ""

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, given: Any) -> Any:
        return {"zh": given, "en": given} if isinstance(given, str | int) else given

    def say(self, language: str) -> str:
        """Return the text in a language, or in the other one where it is missing."""
        first, second = (self.zh, self.en) if language == "zh" else (self.en, self.zh)
        return first or second


class Named(Part):
    """Something with an id and a name; where one of the two is left out, the other stands for both."""

    id: Id
    name: Text

    @model_validator(mode="before")
    @classmethod
    def _fill_in(cls, given: Any) -> Any:
        return name_or_id(given)


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
    failure: Share = 0.0  # probability that it fails to deliver
    loss: Amount = 0.0  # what is lost then
    votes: Amount = 1.0


class Relation(Part):
    """A pair of members: what they are worth together beyond their own worth, or that they exclude each other."""

    a: MemberRef
    b: MemberRef
    synergy: Number = 0.0
    conflict: Flag = False


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


class CoalitionValue(Part):
    """What one group of members is worth."""

    members: Annotated[list[MemberRef], Field(min_length=1)]
    value: Number


class TableValue(Part):
    """The worth of every coalition, listed."""

    kind: Literal["table"]
    players: list[MemberRef] = []  # empty: every member
    coalitions: list[CoalitionValue]
    missing: Literal["error", "additive", "superadditive"] = "error"


class ValueRule(Part):
    """`needs` together add `value`, unless one of `without` is there too."""

    value: Number
    needs: Annotated[list[MemberRef], Field(min_length=1)]
    without: list[MemberRef] = []
    note: Text = Text()


class RulesValue(Part):
    """The worth of a coalition as the sum of the rules that hold in it."""

    kind: Literal["rules"]
    players: list[MemberRef] = []  # empty: every member
    rules: list[ValueRule]


class PairValue(Part):
    """What two members add to each other."""

    a: MemberRef
    b: MemberRef
    value: Number


class PairsValue(Part):
    """Own worth plus pair worth; empty tables mean the members' stand-alone values and the relations' synergies."""

    kind: Literal["pairs"]
    players: list[MemberRef] = []  # empty: every member
    own: Table[MemberRef, Number] = {}
    pairs: list[PairValue] = []


class ProjectsValue(Part):
    """The worth of a coalition from the projects it can run, one game per project."""

    kind: Literal["projects"]
    projects: list[ProjectRef] = []  # empty: every project


Value = Annotated[TableValue | RulesValue | PairsValue | ProjectsValue, Field(discriminator="kind")]


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


class Need(Plain, Part):
    """A capability level that the chosen partners must reach."""

    plain_form: ClassVar[dict[str, Any]] = {"type": "number", "minimum": 0}

    amount: Amount
    by: Literal["best", "sum"] = "best"
    at_least: Annotated[Whole, Field(ge=1)] = 1

    @model_validator(mode="before")
    @classmethod
    def _from_number(cls, given: Any) -> Any:
        return given if isinstance(given, dict) else {"amount": given}


class SelectionWeights(Part):
    """Weights of the selection's objective; every term is counted in the alliance's money unit before weighting."""

    value: Amount = 1.0
    synergy: Amount = 1.0
    cost: Amount = 1.0
    expected_loss: Amount = 1.0
    coverage: Amount = 1.0


class Selection(Part):
    """Which partners may and must be chosen, and by what measure."""

    project: ProjectRef | None = None
    candidates: list[MemberRef] = []  # empty: every member
    budget: Amount | None = None
    size: Range = (1, None)
    roles: Table[Role, Range] = {}
    include: list[MemberRef] = []
    exclude: list[MemberRef] = []
    needs: Table[CapabilityRef, Need] = {}  # empty: the open project's requirement is covered as far as the objective rewards it
    max_expected_loss: Amount | None = None
    objective: SelectionWeights = SelectionWeights()
    complementarity: Amount = 0.0  # money that one unit of pairwise complementarity is worth
    alternatives: Annotated[Whole, Field(ge=0, le=20)] = 3
    time_limit: Annotated[Number, Field(gt=0, le=86_400)] = 60.0  # seconds


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


class Between(Plain, Part):
    """An uncertain number: it lies somewhere between two ends."""

    plain_form: ClassVar[dict[str, Any]] = {"type": "array", "items": {"type": "number", "minimum": 0}, "minItems": 2, "maxItems": 2}

    low: Amount
    high: Amount

    @model_validator(mode="before")
    @classmethod
    def _from_list(cls, given: Any) -> Any:
        return ends_of(given)

    @model_validator(mode="after")
    def _in_order(self) -> Between:
        require_order(self.low, self.high)
        return self


class BetweenShares(Between):
    """An uncertain share, between 0 and 1."""

    low: Share
    high: Share


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

"""The sheets of the workbook: the one description that reader, writer and template follow."""

from __future__ import annotations

from collections.abc import Sequence

from alliance.scenario.choices import BASIS, COUNCIL_RULES, ROLES, SUBSIDY_FOR, TAGS, YES_NO
from alliance.scenario.kinds import KIND_LINES, KIND_SHEETS, VALUE_KINDS
from alliance.scenario.selection_sheets import SELECTION_SHEETS
from alliance.scenario.tables import NAMED, Column, Form, Sheet, Spread
from alliance.scenario.uncertainty_sheets import RANGES, UNCERTAINTY

__all__ = ["IGNORED_SHEETS", "LISTS_SHEET", "README_SHEET", "SHEETS", "heading_of", "sheet_of"]

README_SHEET = "Read me"
LISTS_SHEET = "Lists"
IGNORED_SHEETS = (README_SHEET, LISTS_SHEET)


ALLIANCE = Sheet(
    "alliance",
    "Alliance",
    "What the alliance is called, its money, and how its value is given.",
    "form",
    (),
    (
        Column(("alliance", "id"), "Name or code", "Short name of the alliance.", needed=True),
        Column(("alliance", "name", "zh"), "Chinese name", "May be left out."),
        Column(("alliance", "name", "en"), "English name", "May be left out."),
        Column(("alliance", "currency"), "Currency", "Three letters, e.g. CNY.", default="CNY"),
        Column(("alliance", "unit", "zh"), "Money unit in Chinese", "The unit of every amount in this workbook.", default="万元"),
        Column(("alliance", "unit", "en"), "Money unit in English", "The unit of every amount in this workbook.", default="10,000 yuan"),
        Column(("alliance", "decimals"), "Decimals of shares", "Shares are rounded to so many decimals of the unit.", "whole", default=2),
        Column(("alliance", "year"), "Year", "May be left out.", "whole"),
        Column(("alliance", "description", "zh"), "Description in Chinese", "May be left out."),
        Column(("alliance", "description", "en"), "Description in English", "May be left out."),
        Column(("value", "kind"), "Kind of value", "How the sheet Value is to be read.", choices=VALUE_KINDS, needed=True),
        *KIND_LINES,
        Column(("allocation", "theta"), "Intensity of the correction", "0 to 1; 1 applies the factors in full.", "share"),
        Column(("seed",), "Seed", "Start of the random numbers; the same seed gives the same result.", "whole"),
        Column(("schema_version",), "Format version", "Leave as it is.", "whole", default=1),
    ),
)

CAPABILITIES = Sheet(
    "capabilities",
    "Capabilities",
    "What members can do and projects require; needed only for value from projects and for partner selection.",
    "list",
    ("capabilities",),
    NAMED,
    example=("# K1", "检测与验证", "testing"),
)

MEMBERS = Sheet(
    "members",
    "Members",
    "One row per member or candidate. Only the first column must be filled in.",
    "list",
    ("members",),
    (
        *NAMED,
        Column(("role",), "Role", "Empty: enterprise.", choices=ROLES),
        Column(("lead",), "Lead", "Whether it leads the alliance.", choices=YES_NO),
        Column(("legal_person",), "Legal person", "Whether it can sign contracts. Empty: yes.", choices=YES_NO),
        Column(("block",), "Block", "Members of one block negotiate as one, e.g. industry, research."),
        Column(("stand_alone",), "Stand-alone value", "What it earns without the alliance.", "number"),
        Column(("market_access",), "Market access", "Share of the market it opens, 0 to 1.", "share"),
        Column(("value",), "Value of taking in", "Partner selection: what it is worth by itself.", "number"),
        Column(("cost",), "Cost of taking in", "Partner selection: what taking it in costs.", "amount"),
        Column(("cost_deviation",), "Cost may rise by", "Partner selection: by how much its cost may come out higher.", "amount"),
        Column(("deviation",), "Standard deviation", "Partner selection: how far what it brings may vary.", "amount"),
        Column(("failure",), "Probability of failure", "0 to 1: that it does not deliver.", "share"),
        Column(("loss",), "Loss at failure", "What is lost when it does not deliver.", "amount"),
        Column(("votes",), "Votes", "Empty: 1.", "amount"),
    ),
    (
        Spread("capabilities", "Capability", "Level of this capability, 0 to 5 by custom.", "amount", ("K1", "K2")),
        Spread("labels", "Label", "Region, stage of the chain …: one word, or several with 、 or + between them.", "names", ("region",)),
        Spread("cost_classes", "Cost class", "Partner selection: what taking it in costs of this class.", "amount", ("staff",)),
        Spread("investment", "Investment", "What it puts in, one column per class.", "amount", ("money", "staff", "equipment")),
        Spread("project_investment", "Investment in", "What it puts into this project.", "amount", ("P1",)),
        Spread("market_access", "Market access in", "Share of this project's market it opens, 0 to 1.", "share", ("P1",)),
        Spread("factor", "Factor", "Its share of this factor.", "amount", ("F1",)),
    ),
    ("# M1", "某某公司", "Some company", "enterprise", "no", "yes", "industry", 50.0, 0.2, "", "", "", "", 0.05, 100.0, 1.0),
)

PROJECTS = Sheet(
    "projects",
    "Projects",
    "One row per project; needed only for value from projects.",
    "list",
    ("projects",),
    (
        *NAMED,
        Column(("base_success",), "Base probability of success", "0 to 1: when every requirement is met. Empty: 1.", "share"),
        Column(("benefit",), "Benefit in the whole market", "What success earns in the whole market.", "amount"),
        Column(("cost",), "Cost", "What research and development cost.", "amount"),
        Column(("subsidy",), "Subsidy", "What government adds.", "amount"),
        Column(("subsidy_for",), "Subsidy for", "Who gets it. Empty: enterprise together with research.", choices=SUBSIDY_FOR),
        Column(("members",), "Project members", "Names with 、 or + between them; or: choose.", "names", needed=True),
    ),
    example=("# P1", "某项目", "Some project", 0.8, 3000.0, 900.0, 150.0, "", "M1、M2、M3"),
)

REQUIREMENTS = Sheet(
    "requirements",
    "Requirements",
    "One row per project and capability it requires.",
    "requirements",
    ("projects",),
    (
        Column(("project",), "Project", kind="name", source="projects", needed=True),
        Column(("capability",), "Capability", kind="name", source="capabilities", needed=True),
        Column(("requirement",), "Required level", "Above 0, on the same scale as the members' levels.", "amount"),
        Column(("weights",), "Weight", "The weights of a project add to 1.", "share"),
        Column(("outsourcing",), "Price of outsourcing", "What the whole capability would cost if bought.", "amount"),
    ),
    example=("# P1", "K1", 4.0, 0.5, 120.0),
)

RELATIONS = Sheet(
    "relations",
    "Relations",
    "One row per pair of members that fit well together, or not at all.",
    "list",
    ("relations",),
    (
        Column(("a",), "Member A", kind="name", source="members", needed=True),
        Column(("b",), "Member B", kind="name", source="members", needed=True),
        Column(("synergy",), "Synergy", "What the two are worth together beyond their own worth.", "number"),
        Column(("conflict",), "Conflict", "Yes: they cannot both take part.", choices=YES_NO),
        Column(("past",), "Past projects", "How many projects the two have done together.", "amount"),
    ),
    example=("# M1", "M2", 30.0, "", ""),
)

VALUE = Sheet(
    "value",
    "Value",
    "What members are worth together, cost or claim. What a row holds depends on the kind of value: see the first sheet.",
    "value",
    ("value",),
    (
        Column(("members",), "Members together", "Names with 、 or + between them.", "names", needed=True),
        Column(
            ("value",),
            "Value",
            "In the money unit of the alliance; the cost or the claim for such kinds.",
            "number",
            needed=True,
        ),
        Column(("without",), "Unless", "Rules only: the value is not added if one of these is there too.", "names"),
        Column(("note", "zh"), "Note in Chinese", "Rules only."),
        Column(("note", "en"), "Note in English", "Rules only."),
    ),
    example=("# M1、M2", 80.0, "", "", ""),
)

RULES = Sheet(
    "rules",
    "Allocation rules",
    "Which ways of sharing are to be compared; empty: the usual ones.",
    "list",
    ("allocation", "rules"),
    (
        Column(("rule",), "Rule", "Choose from the list.", kind="name", source="rules", needed=True),
        Column(("to",), "In proportion to", "Only for rules that follow weights, such as proportional shares.", choices=BASIS),
    ),
    example=("# shapley", ""),
)

FACTORS = Sheet(
    "factors",
    "Factors",
    "Factors that correct the shares; their weights add to 1. Shares stand on the sheet Members, one column per factor.",
    "list",
    ("allocation", "factors"),
    (*NAMED, Column(("weight",), "Weight", "0 to 1; all weights add to 1.", "share", needed=True)),
    example=("# F1", "风险", "risk", 0.3),
)

COUNCIL = Sheet(
    "council",
    "Council",
    "How the council decides; fill in only to see votes against power. Votes and blocks stand on the sheet Members.",
    "form",
    (),
    (
        Column(("council", "rule"), "Voting rule", "Choose from the list, or leave it empty and give a quota.", choices=COUNCIL_RULES),
        Column(("council", "quota"), "Quota", "0 to 1: share of the votes that must say yes.", "share"),
        Column(("council", "more_than"), "More than the quota", "Yes: the quota must be exceeded. Empty: no.", choices=YES_NO),
        Column(("council", "quorum"), "Quorum", "0 to 1: share of the members that must be present; empty: none.", "share"),
        Column(("council", "chair"), "Chair", "Whose side wins a tie; may be left out.", "name", source="members"),
        Column(("council", "blocks"), "Vote in blocks", "Whether members of one block may vote together. Empty: yes.", choices=YES_NO),
    ),
)

PROVENANCE = Sheet(
    "provenance",
    "Sources",
    "Where groups of numbers come from; made-up numbers are marked in the report.",
    "keyed",
    ("provenance",),
    (
        Column(("what",), "Numbers", "Which group of numbers.", needed=True),
        Column(("tag",), "Origin", "Choose from the list.", choices=TAGS, needed=True),
        Column(("note", "zh"), "Note in Chinese"),
        Column(("note", "en"), "Note in English"),
    ),
    example=("# members.stand_alone", "source", "2025年报", "annual report 2025"),
)

SHEETS: tuple[Sheet, ...] = (
    ALLIANCE,
    MEMBERS,
    VALUE,
    *KIND_SHEETS,
    CAPABILITIES,
    PROJECTS,
    REQUIREMENTS,
    RELATIONS,
    RULES,
    FACTORS,
    *SELECTION_SHEETS,
    COUNCIL,
    UNCERTAINTY,
    RANGES,
    PROVENANCE,
)


def sheet_of(key: str) -> Sheet:
    """Return a sheet by its name in the code."""
    return next(sheet for sheet in SHEETS if sheet.key == key)


def heading_of(steps: Sequence[str | int]) -> tuple[str, str]:
    """Return the titles of the sheet and the column where an entry of the tree belongs; empty where there is none.

    Examples
    --------
    >>> heading_of(("members", 3, "cost"))
    ('Members', 'Cost of taking in')
    """
    way = tuple(step for step in steps if isinstance(step, str))
    if way in _PARTS:
        return _PARTS[way]
    line = next(((sheet.title, one.title) for sheet in SHEETS if sheet.layout == "form" for one in sheet.columns if one.key == way), None)
    if line:
        return line
    for sheet in sorted(SHEETS, key=lambda one: -len(one.at)):
        rest = way[len(sheet.at) :]
        if way[: len(sheet.at)] == sheet.at and (rest or sheet.at):
            column = next((one.title for one in sheet.columns if one.key in (rest, rest[1:])), "")
            if sheet.at or column:
                return sheet.title, column
    return "", ""


_PARTS: dict[Form, tuple[str, str]] = {
    ("alliance",): (ALLIANCE.title, ""),
    ("uncertainty",): (UNCERTAINTY.title, ""),
    ("members",): (MEMBERS.title, ""),
    ("value",): (ALLIANCE.title, "Kind of value"),
    ("council",): (COUNCIL.title, ""),
}

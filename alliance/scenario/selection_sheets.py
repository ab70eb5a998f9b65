"""The sheets on which the workbook says which partners may be chosen, and how closely to look at the choice."""

from __future__ import annotations

from alliance.scenario.choices import BY, CONDITIONS, ROLES, TERMS, YES_NO
from alliance.scenario.tables import Column, Sheet

__all__ = ["SELECTION_SHEETS"]

_EMPTY_ONE = "Empty: 1."
_NAMES = "Names with 、 or + between them."

_SELECTION = Sheet(
    "selection",
    "Selection",
    "Fill in only to have partners chosen from the members listed.",
    "form",
    (),
    (
        Column(("selection", "project"), "Project", "The project whose members are to be chosen.", "name", source="projects"),
        Column(("selection", "candidates"), "Candidates", "Names with 、 or + between them; empty: all members.", "names"),
        Column(("selection", "budget"), "Budget", "Most that taking in may cost in all.", "amount"),
        Column(("selection", "gamma"), "Costs that may rise", "The budget holds even if so many costs rise as the members say.", "whole"),
        Column(("selection", "size", "min"), "At least so many partners", "", "whole"),
        Column(("selection", "size", "max"), "At most so many partners", "", "whole"),
        Column(("selection", "include"), "Must be chosen", _NAMES, "names"),
        Column(("selection", "exclude"), "Must not be chosen", _NAMES, "names"),
        Column(("selection", "cover"), "Labels to cover", "Every value of these labels must be among the partners.", "names"),
        Column(("selection", "max_stranger_pairs"), "Most pairs of strangers", "Pairs without a past project together.", "whole"),
        Column(("selection", "max_strangers"), "Most strangers", "Partners with no past project with another one.", "whole"),
        Column(("selection", "max_expected_loss"), "Largest expected loss", "", "amount"),
        Column(("selection", "min_success"), "Smallest chance that nobody fails", "0 to 1.", "share"),
        Column(("selection", "max_cvar"), "Largest loss in the worst cases", "Average over the worst cases.", "amount"),
        Column(("selection", "cvar_level"), "Level of the worst cases", "0 to 1. Empty: 0.95, the worst 5 %.", "share"),
        Column(("selection", "max_deviation"), "Largest standard deviation", "Of what the partners bring.", "amount"),
        Column(("selection", "correlation"), "Correlation", "0 to 1: between any two members. Empty: 0.2.", "share"),
        Column(("selection", "max_share", "cost"), "Largest share of the cost", "0 to 1: of one partner in the total.", "share"),
        Column(("selection", "max_share", "value"), "Largest share of the value", "0 to 1: of one partner in the total.", "share"),
        Column(
            ("selection", "max_share", "expected_loss"),
            "Largest share of the expected loss",
            "0 to 1: of one partner in the total.",
            "share",
        ),
        Column(
            ("selection", "keep_outside_options"),
            "Nobody below its stand-alone value",
            "Yes: every partner's Shapley value is at least that.",
            choices=YES_NO,
        ),
        Column(("selection", "core_margin"), "Margin for every group", "0: some split keeps everybody in. Empty: not asked for.", "amount"),
        Column(("selection", "objective", "value"), "Weight of value", _EMPTY_ONE, "amount"),
        Column(("selection", "objective", "synergy"), "Weight of synergy", _EMPTY_ONE, "amount"),
        Column(("selection", "objective", "cost"), "Weight of cost", _EMPTY_ONE, "amount"),
        Column(("selection", "objective", "expected_loss"), "Weight of expected loss", _EMPTY_ONE, "amount"),
        Column(("selection", "objective", "coverage"), "Weight of coverage", _EMPTY_ONE, "amount"),
        Column(("selection", "objective", "cvar"), "Weight of loss in the worst cases", "Empty: 0.", "amount"),
        Column(("selection", "objective", "joint_value"), "Weight of joint value", "Empty: 0. With it, set coverage to 0.", "amount"),
        Column(("selection", "complementarity"), "Money per unit of complementarity", "Empty: 0.", "amount"),
        Column(("selection", "alternatives"), "Number of alternatives", "Empty: 3.", "whole"),
        Column(
            ("selection", "frontier"),
            "Frontier",
            "Two or three of: objective, value, synergy, coverage, cost, expected_loss, cvar, joint_value.",
            "names",
        ),
        Column(("selection", "explain"), "Explain the choice", "Yes: what every candidate is worth, and swaps.", choices=YES_NO),
        Column(("selection", "within"), "Nearly as good", "0 to 1: part of the objective. Empty: 0.05.", "share"),
        Column(("selection", "sweep"), "Other budgets and sizes", "Yes: what they would bring.", choices=YES_NO),
        Column(("selection", "time_limit"), "Time limit in seconds", "Empty: 60.", "amount"),
    ),
)

_ROLE_LIMITS = Sheet(
    "role_limits",
    "Role limits",
    "Partner selection: how many partners of a role.",
    "keyed",
    ("selection", "roles"),
    (
        Column(("role",), "Role", choices=ROLES, needed=True),
        Column(("min",), "At least", "", "whole"),
        Column(("max",), "At most", "", "whole"),
    ),
    example=("# university", 1, 3),
)

_LABEL_LIMITS = Sheet(
    "label_limits",
    "Label limits",
    "Partner selection: how many partners of a region, a stage, a block. The labels are columns of the sheet Members.",
    "list",
    ("selection", "counts"),
    (
        Column(("label",), "Label", "Such as region, or block.", needed=True),
        Column(("value",), "What it says", "Such as east.", needed=True),
        Column(("min",), "At least", "", "whole"),
        Column(("max",), "At most", "", "whole"),
    ),
    example=("# region", "east", 1, 3),
)

_CLASS_BUDGETS = Sheet(
    "class_budgets",
    "Class budgets",
    "Partner selection: most that one class of cost may come to. The classes are columns of the sheet Members.",
    "keyed",
    ("selection", "budgets"),
    (Column(("class",), "Class of cost", needed=True), Column(("amount",), "Budget", "", "amount", needed=True)),
    example=("# staff", 12.0),
)

_CONDITIONS = Sheet(
    "conditions",
    "Conditions",
    "Partner selection: members whose places hang together.",
    "list",
    ("selection", "conditions"),
    (
        Column(("rule",), "Condition", "Choose from the list.", choices=CONDITIONS, needed=True),
        Column(("members",), "Members", _NAMES, "names", needed=True),
    ),
    example=("# at_least_one", "M1、M2"),
)

_NEEDS = Sheet(
    "needs",
    "Needs",
    "Partner selection: capability levels that the partners must reach.",
    "keyed",
    ("selection", "needs"),
    (
        Column(("capability",), "Capability", kind="name", source="capabilities", needed=True),
        Column(("amount",), "Level", "", "amount", needed=True),
        Column(("by",), "Reached by", "Empty: the best member.", choices=BY),
        Column(("at_least",), "By at least so many", _EMPTY_ONE, "whole"),
        Column(("survive_exit",), "After any exit", "Yes: still reached when any one partner has left.", choices=YES_NO),
    ),
    example=("# K1", 3.0, "", "", ""),
)

_WEIGHT_RANGES = Sheet(
    "weight_ranges",
    "Weight ranges",
    "Partner selection: weights that are not known for sure; shows how often each candidate is chosen.",
    "keyed",
    ("selection", "weight_ranges"),
    (
        Column(("term",), "Term", "Choose from the list.", choices=TERMS, needed=True),
        Column(("low",), "Lowest weight", "", "amount", needed=True),
        Column(("high",), "Highest weight", "", "amount", needed=True),
    ),
    example=("# cost", 0.5, 2.0),
)

_COMPARED = Sheet(
    "compared",
    "Sets to compare",
    "Partner selection: sets to set beside the best one.",
    "list",
    ("selection", "compare"),
    (
        Column(("name",), "Name of the set", "Such as: without the bank.", needed=True),
        Column(("members",), "Members", _NAMES, "names", needed=True),
    ),
    example=("# ours", "M1、M2"),
)

SELECTION_SHEETS: tuple[Sheet, ...] = (
    _SELECTION,
    _ROLE_LIMITS,
    _LABEL_LIMITS,
    _CLASS_BUDGETS,
    _CONDITIONS,
    _NEEDS,
    _WEIGHT_RANGES,
    _COMPARED,
)

"""Sets side by side: worth, limits, needs and splits, worked out by hand."""

from __future__ import annotations

import pytest
from partner_cases import asked, document, outcome

import alliance
from alliance.choice import choose
from alliance.partners.preview import preview

OURS = {"name": "ours", "members": ["C", "D"]}


def compared(**selection):
    return {one.label.en: one for one in outcome(**selection).comparison}


def test_one_set_alone_is_not_compared():
    assert outcome().comparison == []


def test_asked_sets_stand_beside_the_best_and_the_alternatives():
    found = outcome(compare=[OURS], alternatives=2).comparison
    assert [(one.label.en, one.kind) for one in found] == [
        ("best set", "best"),
        ("alternative 1", "alternative"),
        ("alternative 2", "alternative"),
        ("ours", "asked"),
    ]


def test_worth_by_hand():
    one = compared(compare=[OURS])["ours"]
    assert (one.objective, one.cost, one.expected_loss) == (15 + 4 - 12 - 6 - 3, 18.0, 3.0)
    assert [(term.name, term.amount) for term in one.terms if term.amount and term.weight] == [
        ("value", 19.0),
        ("cost", 18.0),
        ("expected_loss", 3.0),
    ]


def test_behind_the_best_allowed_set():
    found = compared(compare=[OURS])
    assert found["best set"].behind == 0
    assert found["ours"].behind == found["best set"].objective - found["ours"].objective


def test_needs_and_roles_of_every_set():
    one = compared(compare=[OURS])["ours"]
    assert [(need.capability, need.needed, need.reached) for need in one.coverage] == [("K", 4.0, 4.0), ("L", 4.0, 3.0)]
    assert {count.role: count.count for count in one.roles} == {"institute": 1, "enterprise": 1}


def test_members_of_no_other_set():
    found = compared(compare=[OURS])
    assert set(found["ours"].only_here) == {"C", "D"} - set(found["best set"].members)


def test_sets_without_a_name_are_numbered_in_both_languages():
    (one,) = [one for one in outcome(compare=[{"name": "2", "members": ["A"]}]).comparison if one.kind == "asked"]
    assert (one.label.en, one.label.zh) == ("set 2", "方案 2")


@pytest.mark.parametrize(
    ("limits", "members", "words"),
    [
        ({"budget": 25}, ["A", "C"], "the budget of 25: here 32"),
        ({"size": [1, 2]}, ["A", "B", "C"], "number of partners at most 2: here 3"),
        ({"size": [2, 3]}, ["A"], "number of partners at least 2: here 1"),
        ({"roles": {"university": [1, 1]}}, ["A", "C"], "at least 1 with the role “university”: here 0"),
        ({"include": ["B"]}, ["A"], "Beta must be in"),
        ({"exclude": ["D"]}, ["D"], "Delta must not be in"),
        ({"needs": {"L": 4}}, ["A", "C"], "capability coating to the required level 4: here 2"),
        ({"needs": {"K": {"amount": 6, "by": "sum"}}, "size": [1, 3]}, ["B", "D"], "capability weaving to the required level 6: here 1"),
        ({"max_expected_loss": 2}, ["C"], "the expected loss of at most 2: here 3"),
        ({"conditions": [{"rule": "requires", "members": ["A", "B"]}]}, ["A"], "Alpha only together with Beta"),
    ],
)
def test_broken_limits_are_named_with_what_the_set_has(limits, members, words):
    one = compared(compare=[{"name": "ours", "members": members}], **limits)["ours"]
    assert not one.feasible
    assert words in [text.en for text in one.broken]
    assert all(text.zh and text.zh != text.en for text in one.broken)


def test_a_set_that_keeps_everything_breaks_nothing():
    one = compared(compare=[{"name": "ours", "members": ["B"]}])["ours"]
    assert (one.feasible, one.broken) == (True, [])


def test_a_set_beyond_the_limits_may_be_worth_more_than_the_best():
    found = compared(compare=[{"name": "ours", "members": ["A", "B", "D"]}], objective={"cost": 0, "coverage": 0})
    assert found["ours"].behind < 0
    assert not found["ours"].feasible


def test_asked_sets_are_compared_though_nothing_is_allowed():
    found = outcome(budget=1, include=["A"], compare=[OURS])
    assert found.status == "infeasible"
    assert [(one.label.en, one.behind) for one in found.comparison] == [("ours", None)]


def test_payoffs_of_the_preview_add_up_to_what_there_is_to_split():
    one = compared(compare=[{"name": "ours", "members": ["A", "B"]}])["ours"]
    assert one.preview.value == pytest.approx(0.8 * 100 * 0.7 - 10)
    assert [split.rule for split in one.preview.splits] == ["shapley", "nucleolus"]
    for split in one.preview.splits:
        assert sum(split.payoffs) == pytest.approx(one.preview.value)
        assert split.in_core


def test_preview_is_the_split_that_the_study_makes():
    study = alliance.run(asked(compare=[OURS]))
    (game,) = [game for game in study.document.games if game.chosen_by_selection]
    best = study.document.selection.comparison[0]
    assert best.members == game.players
    assert best.preview.splits[0].payoffs == game.splits[0].payoffs


def test_no_preview_without_an_open_project():
    found = choose(asked(open_project=False, compare=[OURS]))
    assert [one.preview for one in found.comparison] == [None, None]


def test_no_preview_of_very_large_sets():
    many = [{"id": f"M{k}", "market_access": 0.05} for k in range(16)]
    large = asked(members=[*many])
    assert preview(large, [one["id"] for one in many]) is None
    assert preview(large, [one["id"] for one in many[:3]]) is not None


def test_nobody_has_nothing_to_preview():
    assert preview(asked(), []) is None


def test_labels_of_the_user_are_kept_as_they_are():
    label = "<b>{x}</b>"
    (one,) = [one for one in outcome(compare=[{"name": label, "members": ["A"]}]).comparison if one.kind == "asked"]
    assert (one.label.zh, one.label.en) == (label, label)


def test_comparison_is_confirmed_and_a_forged_one_is_not():
    wanted = asked(compare=[OURS])
    found = document(compare=[OURS])
    assert all(check.ok for check in alliance.verify(found, wanted))
    first, *rest = found.selection.comparison
    forged = first.model_copy(update={"cost": first.cost + 1})
    selection = found.selection.model_copy(update={"comparison": [forged, *rest]})
    wrong = [check.name for check in alliance.verify(found.model_copy(update={"selection": selection}), wanted) if not check.ok]
    assert wrong == ["selection: sets compared"]


def test_a_scenario_without_selection_has_no_choice():
    with pytest.raises(ValueError, match="no selection"):
        choose(asked().model_copy(update={"selection": None}))

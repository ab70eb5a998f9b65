"""What a split rests on: said from exact rates, re-checked, and true when the game really changes."""

import pytest

import alliance
import allocation as al
from alliance.binding import MOST_PLAYERS, binding_groups, preferred
from alliance.document import Wording
from alliance.report.html import render_html
from alliance.report.view import View
from alliance.scenario.parse import parse
from alliance.scenario.places import TextPlaces

VALUES = {"A": 0, "B": 0, "C": 0, "AB": 9, "AC": 4, "BC": 2, "ABC": 11}
BENT = VALUES | {"AB": 7, "AC": 5, "BC": 4}  # four groups are equally dissatisfied


def scenario_of(values, rules=("shapley", "nucleolus"), **value):
    coalitions = [{"members": list(names), "value": worth} for names, worth in values.items()]
    return parse(
        {
            "alliance": {"id": "three", "unit": {"zh": "万元", "en": "k"}},
            "members": [{"id": one} for one in "ABC"],
            "value": {"kind": "table", "coalitions": coalitions, **value},
            "allocation": {"rules": list(rules)},
        },
        TextPlaces(),
        "three.toml",
    )


@pytest.fixture(scope="module")
def scenario():
    return scenario_of(VALUES)


@pytest.fixture(scope="module")
def study(scenario):
    return alliance.run(scenario)


def shares(values, rule="nucleolus"):
    game = al.TableGame.from_coalitions({tuple(names): worth for names, worth in values.items()}, players="ABC")
    return al.split(game, rule=rule).payoffs


def test_the_rates_are_what_happens_when_a_group_becomes_worth_more(study):
    binding = study.document.games[0].binding
    assert binding.rule == "nucleolus"
    step, before = 1e-3, shares(VALUES)
    for group in binding.groups:
        changed = VALUES | {"".join(group.members): VALUES["".join(group.members)] + step}
        assert (shares(changed) - before) / step == pytest.approx(group.rates, abs=1e-6)


def test_other_groups_move_nothing(study):
    binding = study.document.games[0].binding
    resting = {"".join(group.members) for group in binding.groups}
    for names in set(VALUES) - resting - {"ABC"}:
        assert shares(VALUES | {names: VALUES[names] + 1e-3}) == pytest.approx(shares(VALUES), abs=1e-9)


def test_rates_of_a_group_take_from_others_what_they_give(study):
    for group in study.document.games[0].binding.groups:
        assert sum(group.rates) == pytest.approx(0)
        gained = sum(rate for player, rate in zip("ABC", group.rates, strict=True) if player in group.members)
        assert gained > 0


@pytest.mark.parametrize(
    ("asked", "explained"),
    [
        (["shapley", "nucleolus", "prenucleolus"], "prenucleolus"),
        (["per_capita_nucleolus", "nucleolus"], "nucleolus"),
        (["equal", "per_capita_nucleolus"], "per_capita_nucleolus"),
        (["shapley", "gately"], None),
        ([], None),
    ],
)
def test_which_rule_is_explained(asked, explained):
    assert preferred(asked) == explained


def test_without_the_family_nothing_is_claimed():
    assert alliance.run(scenario_of(VALUES, rules=["shapley"])).document.games[0].binding is None


def test_large_games_are_left_out():
    game = al.PairwiseGame([1.0] * (MOST_PLAYERS + 1), {("1", "2"): 3.0})
    assert binding_groups(game, {"nucleolus": al.nucleolus(game)}, {"nucleolus": Wording(zh="核仁", en="nucleolus")}) is None


def test_a_single_member_has_nobody_to_bargain_with():
    game = al.TableGame([0.0, 5.0])
    assert binding_groups(game, {"nucleolus": al.nucleolus(game)}, {"nucleolus": Wording(zh="核仁", en="nucleolus")}) is None


def test_a_split_that_does_not_belong_to_the_game_claims_nothing():
    other = al.nucleolus(al.TableGame([0, 1, 1, 9, 1, 5, 4, 11], players="ABC"))
    game = al.TableGame([0, 1, 1, 7, 1, 5, 4, 11], players="ABC")
    assert binding_groups(game, {"nucleolus": other}, {"nucleolus": Wording(zh="核仁", en="nucleolus")}) is None


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "were worth 1 k more on their own, the shares would change by"), ("zh", "自行合作的价值增加 1 万元，各方份额变化为")],
)
def test_the_report_says_what_moves_the_split(study, language, said):
    page = render_html(study.document, language)
    assert said in page
    assert "+0.5" in page


def test_a_cost_speaks_of_payments():
    costs = {"A": 6, "B": 7, "C": 8, "AB": 9, "AC": 11, "BC": 12, "ABC": 14}
    document = alliance.run(scenario_of(costs, are_costs=True)).document
    view = View(document, "en")
    game = view.games[0]
    sentences = [view.verdicts.binding(game, group) for group in game.binding.groups]
    assert all("alone cost 1 k less, the payments would change by" in one for one in sentences)
    group = game.binding.groups[0]
    leaving = view.verdicts.binding(game, group)
    gains = [rate for player, rate in zip(game.players, group.rates, strict=True) if player in group.members]
    assert max(gains) > 0  # whoever could do it for less pays less …
    assert "−" in leaving  # … and that is written with a minus


def test_a_bend_is_said(study):
    view, bent = View(study.document, "en"), View(alliance.run(scenario_of(BENT)).document, "en")
    assert "It bends here" in bent.verdicts.resting(bent.games[0])
    assert "It bends here" not in view.verdicts.resting(view.games[0])
    assert view.verdicts.resting(view.games[0].model_copy(update={"binding": None})) == ""


def failed(document, scenario):
    return [check.name for check in alliance.verify(document, scenario) if not check.ok]


def test_what_is_claimed_is_checked_again(study, scenario):
    assert failed(study.document, scenario) == []


@pytest.mark.parametrize("forgery", ["rates", "members", "missing", "tied"])
def test_a_forged_claim_is_found(study, scenario, forgery):
    game = study.document.games[0]
    binding = game.binding
    first = binding.groups[0]
    forged = {
        "rates": binding.model_copy(update={"groups": [first.model_copy(update={"rates": [9.0, -9.0, 0.0]}), *binding.groups[1:]]}),
        "members": binding.model_copy(update={"groups": [first.model_copy(update={"members": ["B", "C"]}), *binding.groups[1:]]}),
        "missing": None,
        "tied": binding.model_copy(update={"tied": ["A", "B"]}),
    }[forgery]
    document = study.document.model_copy(update={"games": [game.model_copy(update={"binding": forged})]})
    assert "alliance: binding groups" in failed(document, scenario)

"""The uncertainty of recommended splits in the document."""

from __future__ import annotations

import numpy as np
import pytest
from uncertain_cases import PAIRS, RANGES, RULES, TABLE, only_plan, project_scenario, value_scenario

import alliance
import allocation as al
from alliance.document import Document
from alliance.scenario.schema import Scenario
from alliance.uncertainty.agreement import agree
from alliance.uncertainty.draws import futures
from alliance.verification import verify

EVERY = [project_scenario(RANGES), *(value_scenario(value, spread=0.3, samples=200) for value in (PAIRS, RULES, TABLE))]
IDS = ["projects", "pairs", "rules", "table"]


@pytest.fixture(scope="module", params=EVERY, ids=IDS)
def study(request):
    return alliance.run(request.param)


@pytest.fixture(scope="module")
def table_study():
    return alliance.run(EVERY[3])


def outcome(study):
    return study.document.games[0]


def test_figures_are_those_of_the_drawn_tables(study):
    game, scenario = outcome(study), study.scenario
    plan, found = only_plan(scenario), outcome(study).uncertainty
    drawn = futures(scenario, plan)
    assert found.rule == game.recommendation.rule
    options = next(s.options for s in game.splits if s.title == game.recommendation.title)
    shares = np.array([al.split(al.TableGame(t, plan.game.players), rule=found.rule, **options).payoffs for t in drawn.tables])
    for i, one in enumerate(found.members):
        assert one.mean == pytest.approx(shares[:, i].mean(), abs=1e-9)
        assert one.deviation == pytest.approx(shares[:, i].std(), abs=1e-7)
        assert [one.p5, one.p50, one.p95] == pytest.approx(
            np.quantile(shares[:, i], [0.05, 0.5, 0.95], method="inverted_cdf").tolist(), abs=1e-9
        )
    assert found.total.mean == pytest.approx(drawn.tables[:, -1].mean())
    assert sum(one.mean for one in found.members) == pytest.approx(found.total.mean)


def test_walking_out_is_looked_at_with_the_agreed_shares(study):
    game, scenario = outcome(study), study.scenario
    drawn = futures(scenario, only_plan(scenario)).tables
    agreed = np.array(next(s.payoffs for s in game.splits if s.title == game.recommendation.title))
    masks = np.arange(drawn.shape[1])
    sums = sum(x * (masks >> i & 1) for i, x in enumerate(agreed))
    better = drawn - np.outer(drawn[:, -1] / agreed.sum(), sums) > 1e-6
    assert game.uncertainty.kept == "shares"
    assert game.uncertainty.walk_out == pytest.approx(better[:, 1:-1].any(axis=1).mean())
    chances = better[:, 1:-1].mean(axis=0)
    assert [one.chance for one in game.uncertainty.blockers] == pytest.approx(sorted(chances[chances > 0], reverse=True)[:5])


def test_a_narrow_core_is_left_often(table_study):
    """Around the textbook game whose core is small, thirty per cent is a lot."""
    found = outcome(table_study).uncertainty
    assert 0.2 < found.walk_out < 1
    assert 0 < found.walk_out_error < 0.05
    assert found.blockers[0].gain > 0


def test_seed_and_number_are_written_down(study):
    found, scenario = outcome(study).uncertainty, study.scenario
    assert (found.seed, found.samples, found.shape) == (scenario.seed, scenario.uncertainty.samples, scenario.uncertainty.shape)


def test_what_was_assumed_is_said_in_both_languages(study):
    found = outcome(study).uncertainty
    assert found.assumptions
    assert all(one.zh and one.en and one.zh != one.en for one in found.assumptions)


def test_only_ranges_that_are_given_are_named():
    found = outcome(alliance.run(project_scenario({"benefit": [700, 1100]}, uncertainty={"samples": 20}))).uncertainty
    assert [one.en for one in found.assumptions] == ["benefit in the whole market: 700 to 1100"]
    assert [one.zh for one in found.assumptions] == ["全市场收益：700 到 1100"]


def test_the_document_survives_json(study):
    assert Document.model_validate_json(study.document.model_dump_json()) == study.document


def test_the_same_scenario_gives_the_same_document(study):
    assert alliance.run(study.scenario).document == study.document


def test_another_seed_gives_other_figures(table_study):
    other = alliance.run(EVERY[3].model_copy(update={"seed": 6}))
    assert outcome(other).uncertainty.members != outcome(table_study).uncertainty.members
    assert outcome(other).splits == outcome(table_study).splits


def test_nothing_else_of_the_document_changes(table_study):
    plain = outcome(alliance.run(value_scenario(TABLE)))
    assert plain.uncertainty is None
    assert outcome(table_study).model_copy(update={"uncertainty": None}) == plain


def test_nothing_is_simulated_unless_asked(monkeypatch):
    def stop(*_args, **_options):
        raise AssertionError("simulated unasked")

    monkeypatch.setattr(al, "simulate", stop)
    monkeypatch.setattr(al, "scenario_tables", stop)
    assert outcome(alliance.run(value_scenario(TABLE))).uncertainty is None


def test_without_a_recommendation_there_is_no_outlook():
    bare = value_scenario(TABLE, spread=0.1).model_dump()
    scenario = Scenario.model_validate({**bare, "allocation": {"rules": ["corrected_shapley"]}})
    game = outcome(alliance.run(scenario))
    assert game.recommendation is None
    assert game.uncertainty is None


def test_a_split_of_nothing_keeps_amounts():
    """The total is zero, so that nobody has a share of it."""
    value = {"kind": "pairs", "own": {"A": 10, "B": -10}}
    found = outcome(alliance.run(value_scenario(value, spread=0.2, samples=50))).uncertainty
    assert found.kept == "amounts"
    assert found.members[0].mean == pytest.approx(10, abs=1)


def test_too_many_futures_are_left_out_with_a_word():
    members = [{"id": f"M{i}"} for i in range(12)]
    scenario = Scenario.model_validate(
        {
            "alliance": {"id": "a"},
            "members": members,
            "value": {"kind": "pairs", "own": {"M0": 5}},
            "allocation": {"rules": ["shapley"]},
            "uncertainty": {"spread": 0.1, "samples": 20_000},
        }
    )
    game = outcome(alliance.run(scenario))
    assert game.uncertainty is None
    assert "was not looked at: 12 members" in game.notes[-1].en
    assert "未考察份额的把握程度" in game.notes[-1].zh


def test_verification_draws_the_futures_again(study):
    checks = {check.name: check.ok for check in verify(study.document, study.scenario)}
    name = f"{outcome(study).id}: futures"
    assert checks[name] is True
    found = outcome(study).uncertainty
    forged = outcome(study).model_copy(update={"uncertainty": found.model_copy(update={"walk_out": found.walk_out / 2 + 0.01})})
    document = study.document.model_copy(update={"games": [forged]})
    assert {check.name: check.ok for check in verify(document, study.scenario)}[name] is False


def test_figures_that_are_missing_are_noticed(table_study):
    emptied = outcome(table_study).model_copy(update={"uncertainty": None})
    document = table_study.document.model_copy(update={"games": [emptied]})
    assert not all(check.ok for check in verify(document, table_study.scenario))


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (1.0, 1.0 + 1e-12, True),
        (1e6, 1e6 * (1 + 1e-8), False),
        ([1.0, 2.0], [1.0], False),
        ({"a": 1}, {"b": 1}, False),
        ("x", "x", True),
        (None, 1.0, False),
        (0.0, 1e-12, True),
    ],
)
def test_agreement_is_up_to_rounding(first, second, same):
    assert agree(first, second) is same

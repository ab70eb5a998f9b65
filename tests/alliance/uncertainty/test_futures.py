"""Possible futures: each is the game of the drawn numbers, and nothing moves that is not uncertain."""

from __future__ import annotations

import numpy as np
import pytest
from uncertain_cases import GIVEN, PAIRS, RANGES, RULES, TABLE, TOGETHER, only_plan, project_scenario, value_scenario

from alliance.uncertainty.draws import MOST_VALUES, futures, is_uncertain, too_large
from alliance.uncertainty.project_tables import _drawn, project_tables
from alliance.uncertainty.shapes import draw_between
from alliance.valuation import project_game

PLAYERS = ["A", "B", "C", "D"]


@pytest.mark.parametrize("shape", ["triangular", "uniform"])
def test_drawn_numbers_lie_between_the_ends(shape):
    drawn = draw_between(np.random.default_rng(1), shape, 2.0, 3.0, 7.0, 20_000)
    assert drawn.min() >= 2
    assert drawn.max() <= 7
    mean, deviation = (4.0, np.sqrt(7 / 6)) if shape == "triangular" else (4.5, 5 / np.sqrt(12))
    assert drawn.mean() == pytest.approx(mean, abs=5 * deviation / np.sqrt(20_000))
    assert drawn.std() == pytest.approx(deviation, rel=0.03)


@pytest.mark.parametrize(("low", "given", "high"), [(0, 0, 5), (0, 5, 5), (3, 3, 3)])
def test_the_given_value_may_be_an_end(low, given, high):
    drawn = draw_between(np.random.default_rng(1), "triangular", low, given, high, 50)
    assert np.all((drawn >= low) & (drawn <= high))


@pytest.mark.parametrize("subsidy_for", ["everyone", "enterprise_and_research"])
def test_every_future_of_a_project_is_the_game_of_its_numbers(subsidy_for):
    """Table by table against the value model itself."""
    scenario = project_scenario(RANGES)
    project = scenario.projects[0].model_copy(update={"subsidy_for": subsidy_for})
    numbers = _drawn(scenario, project, np.random.default_rng(3), 25)
    tables = project_tables(scenario, project, PLAYERS, np.random.default_rng(3), 25)
    for k, table in enumerate(tables):
        one = project.model_copy(update={name: float(numbers[name][k]) for name in GIVEN})
        assert np.allclose(table, project_game(scenario, one, PLAYERS).table(), rtol=0, atol=1e-9)


def test_a_project_without_ranges_is_always_the_given_game():
    scenario = project_scenario({})
    tables = project_tables(scenario, scenario.projects[0], PLAYERS, np.random.default_rng(0), 3)
    assert np.allclose(tables, project_game(scenario, scenario.projects[0], PLAYERS).table(), rtol=0, atol=1e-9)


def test_a_project_without_requirements_or_prices_is_drawn_too():
    scenario = project_scenario(RANGES)
    bare = scenario.projects[0].model_copy(update={"requirement": {}, "weights": {}, "outsourcing": {}})
    tables = project_tables(scenario, bare, PLAYERS, np.random.default_rng(2), 4)
    assert np.all(np.isfinite(tables))
    assert np.ptp(tables[:, -1]) > 0


@pytest.mark.parametrize("value", [PAIRS, RULES, TABLE, {**TOGETHER, "missing": "additive"}, {**TOGETHER, "missing": "superadditive"}])
def test_without_a_spread_futures_are_the_given_game(value):
    scenario = value_scenario(value, spread=1e-12, samples=4)
    plan = only_plan(scenario)
    assert np.allclose(futures(scenario, plan).tables, plan.game.table(), rtol=0, atol=1e-9)


@pytest.mark.parametrize("value", [PAIRS, RULES, TABLE])
@pytest.mark.parametrize("shape", ["triangular", "uniform"])
def test_numbers_move_by_at_most_the_spread(value, shape):
    scenario = value_scenario(value, spread=0.2, samples=400, shape=shape)
    plan = only_plan(scenario)
    tables, singles = futures(scenario, plan).tables, plan.game.singles()
    for i, given in enumerate(singles):
        moved = tables[:, 1 << i]
        assert np.abs(moved - given).max() <= 0.2 * abs(given) + 1e-9
        assert np.ptp(moved) > 0.2 * abs(given) or given == 0


def test_pairs_move_on_their_own():
    """What B and C lose together is uncertain for its own sake, beside their own worths."""
    scenario = value_scenario(PAIRS, spread=0.5, samples=2000)
    tables = futures(scenario, only_plan(scenario)).tables
    extra = tables[:, 6] - tables[:, 2] - tables[:, 4]
    assert np.all((extra >= -9) & (extra <= -3))
    assert abs(np.corrcoef(extra, tables[:, 2])[0, 1]) < 0.1
    assert np.allclose(tables[:, 5], tables[:, 1] + tables[:, 4])


def test_rules_hold_in_every_future_where_they_held():
    scenario = value_scenario(RULES, spread=0.5, samples=50)
    tables = futures(scenario, only_plan(scenario)).tables
    assert np.all(tables[:, 3] > 0)
    assert np.array_equal(tables[:, 7], tables[:, 4])


@pytest.mark.parametrize("missing", ["additive", "superadditive"])
def test_coalitions_that_are_not_listed_follow_from_those_that_are(missing):
    scenario = value_scenario({**TOGETHER, "missing": missing}, spread=0.5, samples=50)
    tables = futures(scenario, only_plan(scenario)).tables
    for pair, (first, second) in {3: (1, 2), 5: (1, 4), 6: (2, 4)}.items():
        assert np.allclose(tables[:, pair], tables[:, first] + tables[:, second])
    assert np.ptp(tables[:, 7]) > 10


def test_the_best_parts_are_found_anew_in_every_future():
    value = {"kind": "table", "missing": "superadditive", "coalitions": [*TABLE["coalitions"][:3], *TABLE["coalitions"][3:5]]}
    scenario = value_scenario(value, spread=0.9, samples=200)
    tables = futures(scenario, only_plan(scenario)).tables
    best = np.max([tables[:, 1] + tables[:, 6], tables[:, 2] + tables[:, 5], tables[:, 4] + tables[:, 3]], axis=0)
    assert np.allclose(tables[:, 7], best)
    assert len({int(np.argmax([row[2] + row[5], row[4] + row[3]])) for row in tables}) == 2


def test_the_seed_of_the_scenario_decides():
    first, second = (value_scenario(PAIRS, spread=0.1, samples=9) for _ in range(2))
    other = first.model_copy(update={"seed": 6})
    drawn = [futures(one, only_plan(one)) for one in (first, second, other)]
    assert np.array_equal(drawn[0].tables, drawn[1].tables)
    assert not np.array_equal(drawn[0].tables, drawn[2].tables)
    assert (drawn[0].seed, drawn[2].seed) == (5, 6)


def test_a_game_is_uncertain_where_something_is_asked_of_it():
    assert not is_uncertain(value_scenario(PAIRS), only_plan(value_scenario(PAIRS)))
    asked = value_scenario(PAIRS, spread=0.1)
    assert is_uncertain(asked, only_plan(asked))
    ranged, plain = project_scenario(RANGES), project_scenario(None)
    assert is_uncertain(ranged, only_plan(ranged))
    assert not is_uncertain(plain, only_plan(plain))


@pytest.mark.parametrize(("samples", "large"), [(1000, False), (MOST_VALUES // 8, False), (MOST_VALUES // 8 + 1, True)])
def test_too_many_futures_are_seen_before_they_are_drawn(samples, large):
    scenario = value_scenario(PAIRS, spread=0.1)
    asked = scenario.uncertainty.model_copy(update={"samples": samples})
    assert too_large(scenario.model_copy(update={"uncertainty": asked}), only_plan(scenario)) is large


def test_nothing_is_drawn_unasked():
    scenario = value_scenario(PAIRS)
    assert not too_large(scenario, only_plan(scenario))
    with pytest.raises(ValueError, match="nothing uncertain"):
        futures(scenario, only_plan(scenario))

"""The least core by integer programs: its value where the search ends, proven bounds where it does not."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from test_structured_oracles import rules

import allocation as al
from allocation.excess.oracles.bracket import least_core_bracket
from allocation.excess.oracles.choice import oracle_for
from allocation.excess.oracles.integer_program import IntegerProgramOracle
from allocation.excess.oracles.least_core import least_core_without_table
from allocation.excess.oracles.oracle import Worst
from allocation.proofs.bracket import lower_bound
from allocation.proofs.row_levels import RowLevel
from allocation.result import Proof


@pytest.mark.parametrize("make", [rules])
@pytest.mark.parametrize("seed", range(8))
def test_the_bounds_meet_at_the_value_of_the_table(make, seed):
    game = make(np.random.default_rng(seed), 2 + seed % 6)
    epsilon = al.least_core(al.TableGame(game.table())).details["epsilon"]
    found = least_core_bracket(game, oracle_for(game))
    assert found.closed
    assert found.lower == pytest.approx(epsilon, abs=1e-7)
    assert found.upper == pytest.approx(epsilon, abs=1e-7)
    assert float(lower_bound(game, RowLevel(0.0, found.coalitions))) == pytest.approx(epsilon, abs=1e-9)


def test_a_result_with_its_value_and_its_way():
    game = rules(np.random.default_rng(1), 4)
    found = least_core_without_table(game)
    assert found.method == "row generation"
    assert found.details["oracle"] == "integer program (CP-SAT)"
    assert found.details["epsilon"] == found.details["epsilon_bounds"][1]
    assert not found.details["certified"]
    assert al.verify(game, found).ok  # the table is small enough to confirm the upper bound too


@pytest.fixture(scope="module")
def matched():
    return al.AssignmentGame(np.random.default_rng(0).integers(1, 30, (32, 32)).astype(float))


def test_sixty_four_traders_who_would_walk_out(matched):
    s = al.stability(matched, np.full(64, matched.grand_value / 64))
    assert (s.in_core, s.core_empty, s.cost_of_stability) == (False, False, 0.0)
    assert s.max_excess > 0
    assert s.max_excess == pytest.approx(matched.value(s.coalition) - len(s.coalition) * matched.grand_value / 64)


def test_a_core_point_of_sixty_four_traders_is_recognised(matched):
    assert al.stability(matched, matched.fair_point().payoffs).in_core


class Silent(IntegerProgramOracle):
    """A solver that stops at once: it names nobody and proves little."""

    scale = 10.0

    def add_worth(self, model, inside):
        return [], np.empty(0)

    def worst(self, payoffs):
        return Worst(np.zeros((0, len(payoffs)), dtype=bool), np.empty(0), 7.0)


def test_a_search_that_stops_leaves_a_bracket():
    game = rules(np.random.default_rng(3), 4)
    found = least_core_bracket(game, Silent(game, 0.0))
    assert not found.closed
    assert found.upper == 7.0
    epsilon = al.least_core(game).details["epsilon"]
    assert found.lower <= epsilon <= found.upper
    assert lower_bound(game, RowLevel(0.0, found.coalitions)) <= Fraction(epsilon) + Fraction(1, 10**9)


def test_a_bracket_is_not_sold_as_a_point(monkeypatch):
    from allocation.excess.oracles import least_core

    game = rules(np.random.default_rng(3), 4)
    monkeypatch.setattr(least_core, "oracle_for", lambda game, limit: Silent(game, limit))
    found = least_core_without_table(game)
    assert found.details["epsilon"] is None
    low, high = found.details["epsilon_bounds"]
    assert low < high
    assert found.proof.kind == "least core bracket"
    assert not found.details["certified"]


def hard(n=50, seed=4):
    random = np.random.default_rng(seed)
    names = [f"P{i}" for i in range(n)]
    made = []
    for _ in range(6 * n):
        chosen = random.permutation(n)[:6]
        made.append(al.Rule(float(random.integers(-60, 61)), tuple(names[i] for i in chosen[:3]), tuple(names[i] for i in chosen[3:])))
    return al.RuleGame(made, names)


def test_a_solver_at_its_limit_still_bounds_the_truth():
    game = hard()
    payoffs = np.full(50, game.grand_value / 50)
    short, longer = (oracle_for(game, limit).worst(payoffs) for limit in (0.02, 1.0))
    best = float(longer.excesses.max(initial=-np.inf))  # a busy machine may not find any in a second
    assert short.bound >= best - 1e-6
    assert longer.bound >= best
    if short.excesses.size:
        assert short.excesses[0] <= longer.bound + 1e-6


def test_no_time_at_all_gives_no_coalition_but_a_bound():
    game = hard()
    found = oracle_for(game, 1e-9).worst(np.zeros(50))
    assert np.isfinite(found.bound)
    assert found.bound >= game.worth(np.eye(50, dtype=bool)).max()


@pytest.fixture
def proved():
    game = rules(np.random.default_rng(5), 5)
    return game, least_core_without_table(game)


def changed(proved, **parts):
    game, found = proved
    return al.verify(game, replace(found, proof=Proof(found.proof.kind, "", {**found.proof.data, **parts})))


def test_the_bounds_verify(proved):
    assert changed(proved).ok


def test_a_lower_bound_that_is_too_high_does_not_verify(proved):
    assert [c.name for c in changed(proved, lower=proved[1].proof.data["lower"] + 0.1).failed] == ["lower bound"]


def test_an_upper_bound_that_is_too_low_does_not_verify(proved):
    assert [c.name for c in changed(proved, upper=proved[1].proof.data["upper"] - 0.1).failed] == ["upper bound"]


def test_coalitions_that_do_not_balance_do_not_verify(proved):
    levels = [{"excess": 0.0, "coalitions": [[0], [1]], "floors": []}]
    assert [c.name for c in changed(proved, levels=levels).failed] == ["balanced"]


def test_levels_of_another_shape_do_not_verify(proved):
    assert not changed(proved, levels=[]).ok


def test_without_a_table_the_upper_bound_is_not_called_verified(matched):
    oracle = oracle_for(matched, 5.0)
    split = matched.fair_point()
    bound = oracle.worst(split.payoffs).bound
    levels = [{"excess": 0.0, "coalitions": [[i] for i in range(64)], "floors": []}]
    data = {"levels": levels, "lower": -matched.grand_value, "upper": bound}
    claimed = al.Allocation(matched.players, split.payoffs, "least_core", "row generation", Proof("least core bracket", "", data))
    found = al.verify(matched, claimed)
    assert [c.name for c in found.failed] == ["upper bound"]
    assert "rests on the search of a solver" in found.failed[0].detail

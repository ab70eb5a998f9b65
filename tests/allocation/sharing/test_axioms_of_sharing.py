"""What the rules of negotiators promise, game by game."""

import numpy as np
import pytest
import twins
from hypothesis import given
from hypothesis import strategies as st

import allocation as al

TABLES = (
    st.integers(2, 5).flatmap(lambda n: st.lists(st.integers(-20, 20), min_size=2**n - 1, max_size=2**n - 1)).map(lambda rest: [0, *rest])
)
LINEAR = ["equal", "equal_surplus", "cis", "ensc", "raiffa", "enpac"]
EFFICIENT = [*LINEAR, "gately", "scrb"]


def paid(rule, values):
    return al.split(al.TableGame(values), rule=rule).payoffs


def dual(values):
    return [values[-1] - values[len(values) - 1 - mask] for mask in range(len(values))]


@pytest.mark.parametrize("rule", EFFICIENT)
@given(values=TABLES)
def test_all_of_the_total_is_handed_out(rule, values):
    payoffs = paid(rule, values)
    assert payoffs.sum() == pytest.approx(values[-1], abs=1e-9 * max(1.0, np.abs(payoffs).max()))


@pytest.mark.parametrize("rule", LINEAR)
@given(pair=st.tuples(TABLES, TABLES))
def test_two_projects_may_be_split_together_or_one_by_one(rule, pair):
    size = min(map(len, pair))
    one, other = (np.array(values[:size]) for values in pair)
    assert paid(rule, one + other) == pytest.approx(paid(rule, one) + paid(rule, other), abs=1e-9)


@given(TABLES)
def test_ensc_is_the_equal_surplus_split_of_the_dual_game(values):
    assert paid("ensc", values) == pytest.approx(paid("equal_surplus", dual(values)), abs=1e-9)


@given(TABLES)
def test_the_surplus_is_the_same_for_everybody(values):
    gains = paid("equal_surplus", values) - [float(x) for x in twins.singles(values)]
    assert gains == pytest.approx(np.full(len(gains), gains[0]), abs=1e-9)


@given(TABLES)
def test_what_ensc_corrects_is_the_same_for_everybody(values):
    corrections = paid("ensc", values) - [float(x) for x in twins.utopia(values)]
    assert corrections == pytest.approx(np.full(len(corrections), corrections[0]), abs=1e-9)


@given(TABLES)
def test_two_names_for_one_point(values):
    assert paid("cis", values).tolist() == paid("equal_surplus", values).tolist()


@given(st.lists(st.integers(-20, 20), min_size=3, max_size=3))
@pytest.mark.parametrize("rule", ["equal_surplus", "ensc", "enpac", "shapley", "consensus", "gately"])
def test_two_players_always_split_the_surplus_equally(rule, rest):
    expected = [float(x) for x in twins.spread([0, *rest], twins.singles([0, *rest]))]
    assert paid(rule, [0, *rest]) == pytest.approx(expected, abs=1e-9)


@given(TABLES)
def test_tau_lies_between_rights_and_utopia(values):
    game = al.TableGame(values)
    try:
        payoffs = al.tau(game).payoffs
    except al.RuleError:
        assert twins.tau(values) is None
        return
    assert np.all(payoffs >= al.minimal_rights(game) - 1e-9)
    assert np.all(payoffs <= game.marginals_to_grand() + 1e-9)


@given(TABLES)
def test_minimal_rights_are_at_least_what_one_earns_alone(values):
    game = al.TableGame(values)
    assert np.all(al.minimal_rights(game) >= game.singles() - 1e-12)


@given(TABLES)
def test_minimal_rights_follow_their_definition(values):
    assert al.minimal_rights(al.TableGame(values)).tolist() == [float(x) for x in twins.minimal_rights(values)]


@given(TABLES, st.integers(1, 6))
def test_weights_need_not_be_scaled(values, factor):
    game = al.TableGame(values)
    weights = np.arange(1.0, game.n + 1)
    for rule in ("proportional", "weighted_shapley"):
        plain = al.split(game, rule=rule, weights=weights).payoffs
        assert al.split(game, rule=rule, weights=weights * factor).payoffs == pytest.approx(plain, abs=1e-9)


@given(TABLES)
def test_equal_weights_split_equally(values):
    game = al.TableGame(values)
    assert al.proportional(game, weights=[1] * game.n).payoffs == pytest.approx(al.equal(game).payoffs, abs=1e-12)


@given(TABLES, st.integers(-9, 9))
def test_nash_moves_with_the_point_of_disagreement(values, shift):
    game = al.TableGame(values)
    low = float(min(0, values[-1])) - 100
    point = np.full(game.n, low)
    moved = point.copy()
    moved[0] += shift
    change = al.nash(game, disagreement=moved).payoffs - al.nash(game, disagreement=point).payoffs
    assert change[0] == pytest.approx(shift * (1 - 1 / game.n), abs=1e-9)
    assert change[1:] == pytest.approx(np.full(game.n - 1, -shift / game.n), abs=1e-9)


@given(TABLES, st.data())
def test_nash_maximises_the_product_of_gains(values, data):
    game = al.TableGame(values)
    point = np.full(game.n, values[-1] / game.n - 3.0)
    weights = np.arange(1.0, game.n + 1) / np.arange(1.0, game.n + 1).sum()
    best = al.asymmetric_nash(game, weights=weights, disagreement=point).payoffs
    step = np.array(data.draw(st.lists(st.floats(-0.5, 0.5), min_size=game.n, max_size=game.n)))
    step -= step.mean()
    other = best + step * (best - point).min()
    if np.all(other > point):
        assert weights @ np.log(other - point) <= weights @ np.log(best - point) + 1e-9

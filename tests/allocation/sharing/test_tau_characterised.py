"""The τ-value: minimal rights, restricted proportionality, known families of games, and games on the edge of being quasi-balanced."""

import numpy as np
import pytest
import twins
from game_strategies import additive, given, pay, tables
from hypothesis import strategies as st

import allocation as al

CLOSE = {"abs": 1e-9}


def quasi_balanced(values):
    """Enough for everybody: v(N) raised until the τ-value exists."""
    table = list(values)
    for _ in range(40):
        if twins.tau(table) is not None:
            return table
        table[-1] += 7
    return table


BALANCED = tables(2, 4).map(quasi_balanced)


def bankruptcy(claims, estate):
    return [max(0, estate - sum(d for i, d in enumerate(claims) if not mask >> i & 1)) for mask in range(1 << len(claims))]


@given(BALANCED)
def test_it_lies_on_the_line_from_rights_to_utopia(values):
    found = pay("tau", values)
    low, high = (np.array([float(x) for x in end(values)]) for end in (twins.minimal_rights, twins.utopia))
    assert found.sum() == pytest.approx(values[-1], abs=1e-8)
    assert np.linalg.matrix_rank(np.array([found - low, high - low]), tol=1e-7) <= 1


@given(BALANCED)
def test_the_minimal_right_property(values):
    """Tijs, 1987: paying out the minimal rights first changes nothing."""
    rights = np.array([float(x) for x in twins.minimal_rights(values)])
    assert pay("tau", np.array(values, dtype=float) - additive(rights)) + rights == pytest.approx(pay("tau", values), abs=1e-8)


@given(BALANCED)
def test_restricted_proportionality(values):
    """Once minimal rights are nothing, payoffs are in proportion to utopia."""
    rights = [float(x) for x in twins.minimal_rights(values)]
    reduced = np.array(values, dtype=float) - additive(rights)
    found, top = pay("tau", reduced), np.array([float(x) for x in twins.utopia(values)]) - rights
    assert found * top.sum() == pytest.approx(top * found.sum(), abs=1e-6 * max(1, abs(values[-1])) ** 2)


@given(BALANCED, st.integers(0, 3))
def test_dummies_get_their_own(values, own):
    table = [*values, *(v + own for v in values)]
    assert pay("tau", table)[-1] == pytest.approx(own, abs=1e-8)


@pytest.mark.parametrize(
    ("claims", "estate"),
    [([100, 200, 300], 100), ([100, 200, 300], 200), ([100, 200, 300], 300), ([30, 30, 60], 50), ([5, 9], 10), ([4, 4, 4, 4], 9)],
)
def test_bankruptcy_games_are_split_by_the_adjusted_proportional_rule(claims, estate):
    """Curiel, Maschler and Tijs, 1987."""
    expected = al.split(al.ClaimsGame(claims, estate), rule="adjusted_proportional").payoffs
    assert pay("tau", bankruptcy(claims, estate)) == pytest.approx(expected, **CLOSE)


@pytest.mark.parametrize("seed", range(5))
def test_in_games_that_only_the_whole_can_play_rights_are_nothing(seed):
    """Big boss game (Muto et al., 1988): the boss is needed by all; τ gives each worker half of its contribution."""
    adds = np.random.default_rng(seed).integers(1, 9, 3).astype(float)
    values = [sum(adds[i - 1] for i in twins.members(mask) if i) if mask & 1 else 0.0 for mask in range(16)]
    found = pay("tau", values)
    assert found[1:] == pytest.approx(adds / 2, **CLOSE)
    assert found[0] == pytest.approx(adds.sum() / 2, **CLOSE)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0, 0, 0, 0, 0, 0, 0, 6], [2, 2, 2]),
        ([0, 0, 0, 1, 0, 1, 0, 1], [1, 0, 0]),
        ([0, 0, 0, 60, 0, 60, 60, 72], None),
        ([0, 4, 7, 11], [4, 7]),
        ([0, -5, -7, 0], [1, -1]),
        ([0, 3], [3]),
    ],
)
def test_games_solved_by_hand(values, expected):
    if expected is None:
        with pytest.raises(al.RuleError, match="not quasi-balanced"):
            pay("tau", values)
    else:
        assert pay("tau", values) == pytest.approx(expected, **CLOSE)


@pytest.mark.parametrize("surplus", [1e-6, 0.01, 0.5, 1.0])
def test_a_small_surplus_of_large_players_is_not_lost(surplus):
    """The whole surplus is below the rounding slack of the existence test, yet it is money: half of it to each."""
    found = al.tau(al.TableGame([0, 1e9, 0, 1e9 + surplus]))
    assert found.total == 1e9 + surplus
    assert found["2"] == pytest.approx(surplus / 2, abs=2e-7)


@pytest.mark.parametrize("noise", [0.0, 1e-17, -1e-17, 3e-16])
def test_rounding_in_an_additive_game_throws_nobody_out(noise):
    values = additive([0.1, 0.2, 0.3])
    values[-1] += noise
    assert pay("tau", values) == pytest.approx([0.1, 0.2, 0.3], abs=1e-15)


@given(BALANCED, st.sampled_from([-900, -40, 40, 900]))
def test_the_unit_does_not_matter(values, power):
    assert np.ldexp(pay("tau", np.ldexp(np.array(values, dtype=float), power)), -power) == pytest.approx(pay("tau", values), **CLOSE)


def test_details_are_plain_numbers_in_the_order_of_the_players():
    details = al.tau(al.TableGame([0, 2, 5, 14, 4, 18, 9, 24])).details
    assert details == {"utopia": [15.0, 6.0, 10.0], "minimal_rights": [8.0, 5.0, 4.0]}

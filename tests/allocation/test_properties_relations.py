"""Properties of whole families of games, their relations, and witnesses on the edge of rounding."""

from itertools import pairwise

import numpy as np
import pytest
import twins
from game_strategies import additive, carrier, given, tables
from hypothesis import strategies as st

import allocation as al

FAMILIES = {
    "airport, as savings": al.SavingsGame(al.AirportGame([1, 4, 2, 2])),
    "claims": al.ClaimsGame([3, 5, 8, 1], 9),
    "induced subgraph": al.InducedSubgraphGame([("1", "2", 3), ("2", "3", 4), ("3", "4", 1)]),
    "sequencing": al.SequencingGame([4, 2, 3, 1], [1, 2, 1, 5]),
    "unanimity": al.TableGame(carrier(4, range(4))),
}


def look(values):
    return al.properties(al.TableGame(values))


@pytest.mark.parametrize("game", FAMILIES.values(), ids=FAMILIES)
def test_families_known_to_be_convex(game):
    found = al.properties(game)
    assert (found.convex, found.superadditive, found.balanced, found.monotone) == (True,) * 4
    assert "convex" not in found.witnesses


@given(tables(1, 4))
def test_what_follows_from_what(values):
    """Shapley, 1971: convex games are superadditive and balanced; balanced means that the whole is worth its parts."""
    found = look(values)
    if found.convex:
        assert found.superadditive
        assert found.balanced
    if found.balanced:
        assert values[-1] >= sum(twins.singles(values))
    if found.essential and found.superadditive:
        assert values[-1] > 0 or min(twins.singles(values)) < 0
    assert set(found.witnesses) == {
        name for name in ("superadditive", "convex", "monotone", "essential", "balanced") if getattr(found, name) is False
    }


@given(tables(2, 4), st.lists(st.integers(-9, 9), min_size=4, max_size=4))
def test_additive_shifts_change_nothing_but_monotony(values, own):
    n = twins.count_players(values)
    plain, moved = look(values), look(np.array(values) + additive(own[:n]))
    for name in ("superadditive", "convex", "essential", "balanced", "dummies"):
        assert getattr(moved, name) == getattr(plain, name), name


@given(tables(2, 4), st.sampled_from([-800, -30, 30, 800]))
def test_the_unit_changes_nothing(values, power):
    plain, scaled = look(values), look(np.ldexp(np.array(values, dtype=float), power))
    for name in ("superadditive", "convex", "monotone", "essential", "symmetric", "null", "dummies"):
        assert getattr(scaled, name) == getattr(plain, name), name


@given(tables(2, 4))
def test_the_dual_of_a_convex_game_is_concave_and_alike_players_stay_alike(values):
    game = al.TableGame(values)
    first, second = al.properties(game), al.properties(al.DualGame(game))
    assert second.symmetric == first.symmetric
    assert second.monotone == first.monotone
    assert second.null == first.null
    if first.convex and second.convex:
        assert values == additive([float(x) for x in twins.singles(values)]).tolist()


@pytest.mark.parametrize("own", [[0.1, 0.2], [0.1, 0.7], [0.1] * 10, [1e9, 0.1, 0.3]])
def test_what_floats_lose_is_no_surplus_and_no_loss(own):
    """0.1 + 0.2 is not 0.3 in floats: the witness says equality, not that 5e-17 is missing."""
    witness = look(additive(own)).witnesses["essential"]
    assert witness.by == 0
    assert str(witness) == "together they earn what they earn alone"


@pytest.mark.parametrize("together", [0.30000000000000004, 0.3, 0.29999999999999993])
def test_a_witness_never_says_that_less_than_nothing_is_missing(together):
    for name, witness in look([0, 0.1, 0.2, together]).witnesses.items():
        assert witness.by >= 0, name


@pytest.mark.parametrize(
    ("values", "name", "by", "groups"),
    [
        ([0, 5, 5, 7], "superadditive", 3, {("1",), ("2",)}),
        ([0, 5, 5, 7], "essential", 3, {("1",), ("2",)}),
        ([0, 4, 0, 3], "monotone", 1, {("1",), ("1", "2")}),
        ([0, 0, 0, 5, 0, 5, 0, 6], "convex", 4, {("1", "2"), ("1", "3")}),
        ([0, 0, 0, 5, 0, 5, 5, 6], "balanced", 1.5, {("1", "2"), ("1", "3"), ("2", "3")}),
    ],
)
def test_witnesses_by_hand(values, name, by, groups):
    witness = look(values).witnesses[name]
    assert witness.by == pytest.approx(by, abs=1e-9)
    assert set(witness.coalitions) == groups


@pytest.mark.parametrize("n", [3, 5, 8])
def test_alike_players_form_one_group_each(n):
    """Left and right gloves."""
    masks, left = np.arange(1 << n), n // 2
    values = np.minimum(np.bitwise_count(masks & (1 << left) - 1), np.bitwise_count(masks >> left)).astype(float)
    found = look(values)
    names = [str(i + 1) for i in range(n)]
    expected = [tuple(group) for group in (names[:left], names[left:]) if len(group) > 1]
    assert list(found.symmetric) == expected
    assert found.monotone
    assert not found.null


@given(tables(3, 3))
def test_being_alike_is_transitive(values):
    """Groups do not overlap, and members of different groups are not alike."""
    found = look(values)
    inside = [name for group in found.symmetric for name in group]
    assert len(inside) == len(set(inside))
    for group in found.symmetric:
        for a, b in pairwise(group):
            i, j = int(a) - 1, int(b) - 1
            assert all(values[s | 1 << i] == values[s | 1 << j] for s in range(8) if not (s >> i | s >> j) & 1)


def test_games_of_single_precision_are_examined_in_double():
    table = np.array([0, 0.1, 0.2, 0.3], dtype=np.float32)
    assert al.properties(al.TableGame(table)).superadditive is (
        float(table[3]) >= float(table[1]) + float(table[2]) - 1e-9 * float(table[3])
    )


def test_values_near_the_end_of_the_range_are_examined_without_overflow():
    found = look([0, 1e307, 1e307, 3e307])
    assert (found.superadditive, found.convex, found.monotone, found.essential) == (True,) * 4

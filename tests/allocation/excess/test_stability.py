import json

import numpy as np
import pytest
import twins_excess as twin

import allocation as al

THREE = al.TableGame([0, 1, 1, 7, 1, 5, 4, 11], players=["A", "B", "C"])


@pytest.fixture
def endless(monkeypatch):
    """A game whose table does not fit in memory."""
    from allocation.errors import TableTooLargeError

    class Endless(al.Game):
        def __init__(self):
            super().__init__(tuple(f"P{i}" for i in range(70)))

        def worth(self, members):
            return members.sum(axis=1).astype(float) ** 2

    with pytest.raises(TableTooLargeError):
        Endless().table()
    return Endless()


def test_split_in_the_core():
    s = al.stability(THREE, [4.75, 3.75, 2.5])
    assert (s.in_core, s.efficient, s.individually_rational, s.max_excess) == (True, True, True, -1.5)
    assert s.coalition == ("A", "B")
    assert (s.core_empty, s.cost_of_stability, s.blocking, s.limits) == (False, 0.0, (), "")


def test_split_outside_the_core_names_who_gains_most():
    s = al.stability(THREE, [1, 4, 6])
    assert not s.in_core
    assert (s.coalition, s.max_excess) == (("A", "B"), 2.0)


def test_who_is_short_of_its_own_value_and_by_how_much():
    s = al.stability(THREE, [0.5, 11, -0.5])
    assert not s.individually_rational
    assert s.shortfalls == {"A": 0.5, "C": 1.5}


def test_too_small_a_total_is_not_in_the_core():
    s = al.stability(THREE, [5, 4, 3 - 1.5])
    assert (s.efficient, s.in_core) == (False, False)


def test_too_large_a_total_is_not_in_the_core():
    assert al.stability(THREE, [10, 10, 10]).in_core is False


def test_rounding_of_payoffs_is_tolerated():
    assert al.stability(THREE, np.array([7, 3, 1]) + 1e-12).in_core


def test_an_excess_above_the_tolerance_is_not_tolerated():
    assert not al.stability(THREE, [7 + 1e-6, 3 - 1e-6, 1]).in_core or THREE.n == 0


def test_tightest_coalitions_fall_and_carry_value_and_payoff():
    tight = al.stability(THREE, [4, 4, 3]).tightest(3)
    assert [t.members for t in tight] == [("A", "B"), ("C",), ("A", "C")]
    assert tight[0] == al.Tight(("A", "B"), -1.0, 7.0, 8.0)


@pytest.mark.parametrize("k", [1, 3, 6, 100])
def test_tightest_returns_at_most_what_there_is(k):
    assert len(al.stability(THREE, [4, 4, 3]).tightest(k)) == min(k, 6)


@pytest.mark.parametrize("k", [0, -1])
def test_tightest_of_none(k):
    assert al.stability(THREE, [4, 4, 3]).tightest(k) == ()


@pytest.mark.parametrize("n", [2, 5, 9, 12])
def test_tightest_agrees_with_sorting_all_excesses(n):
    random = np.random.default_rng(n)
    values = random.integers(0, 9, 2**n).astype(float)
    values[0] = 0
    payoffs = random.integers(0, 5, n).astype(float)
    x = (np.arange(2**n)[:, None] >> np.arange(n) & 1) @ payoffs
    order = sorted(range(1, 2**n - 1), key=lambda mask: (x[mask] - values[mask], mask))[:20]
    tight = al.stability(al.TableGame(values), payoffs).tightest(20)
    assert [sum(2 ** (int(name) - 1) for name in t.members) for t in tight] == order
    assert [t.excess for t in tight] == [values[m] - x[m] for m in order]


def test_empty_core_names_the_blocking_coalitions():
    s = al.stability(al.TableGame([0, 0, 0, 1, 0, 1, 1, 1]), [1 / 3] * 3)
    assert s.core_empty
    assert s.blocking == ((("1", "2"), "1/2"), (("1", "3"), "1/2"), (("2", "3"), "1/2"))
    assert s.cost_of_stability == 0.5


def test_single_player():
    s = al.stability(al.TableGame([0, 5]), [5])
    assert (s.in_core, s.max_excess, s.coalition, s.core_empty, s.tightest()) == (True, None, (), False, ())


def test_plain_data_goes_through_json():
    plain = al.stability(THREE, [1, 4, 6]).to_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert plain["tightest"][0] == {"members": ["A", "B"], "excess": 2.0, "value": 7.0, "payoff": 5.0}
    assert plain["coalition"] == ["A", "B"]


def test_without_a_table_says_what_was_not_looked_at(endless):
    s = al.stability(endless, np.full(70, 70.0))
    assert s.efficient
    assert s.individually_rational
    assert (s.in_core, s.max_excess, s.core_empty, s.cost_of_stability) == (None, None, None, None)
    assert "only single players" in s.limits
    assert s.tightest() == ()
    assert json.dumps(s.to_dict())


def test_without_a_table_a_short_player_is_enough_to_leave_the_core(endless):
    s = al.stability(endless, [0.5, *[70.0] * 68, 139.5])
    assert s.in_core is False
    assert s.shortfalls == {"P0": 0.5}


@pytest.mark.parametrize("payoffs", [[1, 2], [1, 2, float("nan")], [1, 2, float("inf")], ["a", "b", "c"], [[1, 2, 3]], 7])
def test_payoffs_must_be_n_finite_numbers(payoffs):
    with pytest.raises(al.GameError, match="payoffs"):
        al.stability(THREE, payoffs)
    with pytest.raises(al.GameError, match="payoffs"):
        al.in_core(THREE, payoffs)


@pytest.mark.parametrize(("payoffs", "inside"), [([4.75, 3.75, 2.5], True), ([1, 4, 6], False), ([5, 4, 1.5], False), ([7, 3, 1], True)])
def test_in_core(payoffs, inside):
    assert al.in_core(THREE, payoffs) is inside
    assert al.stability(THREE, payoffs).in_core is inside


def test_in_core_of_a_single_player():
    assert al.in_core(al.TableGame([0, 5]), [5])
    assert not al.in_core(al.TableGame([0, 5]), [4])


def test_in_core_agrees_with_the_definition_on_random_splits():
    random = np.random.default_rng(9)
    for _ in range(50):
        values = [0, *random.integers(0, 4, 6).tolist(), 9]
        split = random.multinomial(9, [1 / 3] * 3).tolist()
        expected = max(twin.excesses(values, [twin.Fraction(x) for x in split])) <= 0
        assert al.in_core(al.TableGame(values), split) is expected


def test_sentences_say_what_each_coalition_would_gain_or_lose():
    game = al.TableGame([0, 3, 0, 8, 0, 1, 0, 9], players=["A", "B", "C"])
    assert al.stability(game, [3, 3, 3]).sentences(3) == (
        "{A, B} is worth 8 and gets 6: it would gain 2 by leaving.",
        "{A} is worth 3 and gets 3: it would gain and lose nothing by leaving.",
        "{B} is worth 0 and gets 3: it would lose 3 by leaving.",
    )


def test_a_single_player_has_no_sentence():
    assert al.stability(al.TableGame([0, 4]), [4]).sentences() == ()

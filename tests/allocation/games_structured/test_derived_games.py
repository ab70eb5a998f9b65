"""Games made from other games: their tables, and closed forms that carry over."""

import numpy as np
import pytest
from twins_structured import cover_worth, is_prenucleolus, rows_of, tau_of_table

import allocation as al


def random_table(seed, n=4):
    values = np.random.default_rng(seed).integers(-9, 20, 2**n).astype(float)
    values[0] = 0
    return al.TableGame(values, players=[f"P{i}" for i in range(n)])


DERIVED = {
    "dual": al.DualGame,
    "zero-normalised": al.ZeroNormalisedGame,
    "scaled": lambda game: al.ScaledGame(game, 2.5),
    "turned": lambda game: al.ScaledGame(game, -1),
    "sum": lambda game: al.SumGame([game, game]),
    "everybody": lambda game: al.Subgame(game, game.players),
}
SOURCES = {
    "airport": lambda: al.AirportGame([1, 4, 2, 2]),
    "claims": lambda: al.ClaimsGame([3, 5, 8, 1], 9),
    "pairwise": lambda: al.InducedSubgraphGame([("1", "2", 3), ("2", "3", 4), ("3", "4", 1)]),
    "sequencing": lambda: al.SequencingGame([4, 2, 3, 1], [1, 2, 1, 5]),
}


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("derived", DERIVED)
def test_worths_are_those_of_the_table(source, derived):
    game = DERIVED[derived](SOURCES[source]())
    assert game.worth(rows_of(4)) == pytest.approx(game.table(), abs=1e-12)


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("derived", DERIVED)
def test_shapley_carries_over(source, derived):
    game = DERIVED[derived](SOURCES[source]())
    found = al.shapley(game)
    assert found.method == "closed form"
    assert found.payoffs == pytest.approx(al.shapley(al.TableGame(game.table())).payoffs, abs=1e-12)


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("derived", ["zero-normalised", "scaled", "turned", "dual"])
@pytest.mark.parametrize("rule", ["nucleolus", "tau"])
def test_covariant_rules_carry_over_where_they_may(source, derived, rule):
    game = DERIVED[derived](SOURCES[source]())
    payoffs = game.closed_form(rule)
    if derived in ("turned", "dual"):
        assert payoffs is None
    elif rule == "tau" and payoffs is not None:
        assert payoffs == pytest.approx(tau_of_table(game.table()), abs=1e-12)
    elif payoffs is not None:
        assert is_prenucleolus(game.table(), payoffs)


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("derived", DERIVED)
def test_exact_closed_forms_carry_over(source, derived):
    game = DERIVED[derived](SOURCES[source]())
    assert game.closed_form("shapley") == pytest.approx([float(x) for x in game.exact_closed_form("shapley")], abs=1e-12)


@pytest.mark.parametrize("derived", DERIVED)
def test_games_without_closed_forms_have_none_when_derived(derived):
    game = DERIVED[derived](random_table(1))
    assert game.closed_form("shapley") is None
    assert game.exact_closed_form("shapley") is None


def test_the_dual_is_what_all_lose():
    game = random_table(2)
    dual = al.DualGame(game)
    assert dual.value(["P0", "P2"]) == game.grand_value - game.value(["P1", "P3"])


def test_the_dual_of_the_dual_is_the_game():
    game = random_table(3)
    assert al.DualGame(al.DualGame(game)).table().tolist() == game.table().tolist()


def test_zero_normalised_players_are_worth_nothing_alone():
    game = al.ZeroNormalisedGame(random_table(4))
    assert game.singles().tolist() == [0.0] * 4
    assert game.worth(np.eye(4, dtype=bool)).tolist() == [0.0] * 4


def test_a_subgame_keeps_the_worths_of_its_players():
    game = random_table(5)
    sub = al.Subgame(game, ["P3", "P1"])
    assert sub.players == ("P1", "P3")
    assert sub.value(["P3"]) == game.value(["P3"])
    assert sub.grand_value == game.value(["P1", "P3"])
    assert sub.closed_form("shapley") is None


def test_a_subgame_of_nobody_is_refused():
    with pytest.raises(al.GameError, match="at least one player"):
        al.Subgame(random_table(1), [])


def test_a_subgame_of_strangers_is_refused():
    with pytest.raises(al.GameError, match="unknown player 'Q'"):
        al.Subgame(random_table(1), ["Q"])


def test_a_quotient_is_worth_what_its_unions_are():
    game = random_table(6)
    quotient = al.QuotientGame(game, [["P2", "P0"], ["P1"], ["P3"]], names=["X", "Y", "Z"])
    assert quotient.value(["X", "Z"]) == game.value(["P0", "P2", "P3"])
    assert quotient.grand_value == game.grand_value


def test_a_quotient_of_single_players_is_the_game():
    game = random_table(7)
    assert al.QuotientGame(game, list(game.players)).table().tolist() == game.table().tolist()


@pytest.mark.parametrize(
    ("unions", "message"),
    [
        ([["P0", "P1"], ["P1", "P2", "P3"]], "'P1' is in 2 unions"),
        ([["P0"], ["P2"]], "'P1' is in no union, 'P3' is in no union"),
        ([["P0", "P1", "P2", "P3"], []], "union 1 is empty"),
        ([["P0", "Q"]], "unknown player 'Q'"),
    ],
)
def test_unions_that_are_no_partition_are_refused(unions, message):
    with pytest.raises(al.GameError, match=message):
        al.QuotientGame(random_table(1), unions)


def test_a_sum_adds_worths():
    one, other = random_table(8), random_table(9)
    assert al.SumGame([one, other]).table().tolist() == (one.table() + other.table()).tolist()


def test_a_sum_does_not_change_its_parts():
    one = random_table(8)
    before = one.table().copy()
    al.SumGame([one, one]).table()
    assert one.table().tolist() == before.tolist()


def test_a_sum_with_one_part_without_formula_has_none():
    players = ["A", "B"]
    game = al.SumGame([al.InducedSubgraphGame([("A", "B")]), al.TableGame([0, 1, 2, 4], players)])
    assert game.closed_form("shapley") is None
    assert game.exact_closed_form("shapley") is None


def test_an_empty_sum_is_refused():
    with pytest.raises(al.GameError, match="at least one game"):
        al.SumGame([])


def test_a_sum_over_other_players_is_refused():
    with pytest.raises(al.GameError, match="same players"):
        al.SumGame([al.TableGame([0, 1], ["A"]), al.TableGame([0, 1], ["B"])])


def test_benefits_and_costs_are_not_added():
    with pytest.raises(al.GameError, match="SavingsGame"):
        al.SumGame([al.TableGame([0, 1]), al.AirportGame([1])])


@pytest.mark.parametrize("factor", [np.nan, np.inf])
def test_a_factor_that_is_none_is_refused(factor):
    with pytest.raises(al.GameError, match="finite"):
        al.ScaledGame(random_table(1), factor)


def test_a_game_times_nothing_is_worth_nothing():
    assert (al.ScaledGame(random_table(1), 0).table() == 0).all()


def test_a_negative_factor_turns_benefits_into_costs():
    assert al.ScaledGame(random_table(1), -2).sense == "cost"
    assert al.ScaledGame(al.AirportGame([1]), -2).sense == "benefit"


@pytest.mark.parametrize("derived", ["dual", "zero-normalised", "scaled", "sum", "everybody"])
def test_games_of_costs_stay_games_of_costs(derived):
    assert DERIVED[derived](al.AirportGame([1, 2])).sense == "cost"


def test_savings_are_what_is_not_paid():
    costs = al.AirportGame([1, 3, 3])
    savings = al.SavingsGame(costs)
    assert savings.sense == "benefit"
    assert savings.table().tolist() == [0, 0, 0, 1, 0, 1, 3, 4]


def test_savings_of_a_table_and_of_its_game_agree():
    costs = al.TreeGame([[0, 5, 9, 12], [5, 0, 4, 7], [9, 4, 0, 3], [12, 7, 3, 0]])
    assert al.SavingsGame(costs.cost_table()).table().tolist() == al.SavingsGame(costs).table().tolist()


def test_savings_split_like_the_costs():
    """What one saves is its cost alone less its cost share."""
    costs = al.AirportGame([1, 3, 7])
    assert al.SavingsGame(costs).closed_form("nucleolus") == pytest.approx(costs.costs + costs.closed_form("nucleolus"))


def test_savings_of_benefits_are_refused():
    with pytest.raises(al.GameError, match="these are benefits"):
        al.SavingsGame(random_table(1))


def test_players_of_a_game_are_not_given_again():
    with pytest.raises(al.GameError, match="has its own"):
        al.SavingsGame(al.AirportGame([1]), players=["A"])


@pytest.mark.parametrize("costs", [[1, 2], [0, 1, 2], [0, np.nan], ["a", "b"]])
def test_a_table_of_costs_that_is_none_is_refused(costs):
    with pytest.raises(al.GameError):
        al.SavingsGame(costs)


@pytest.mark.parametrize("seed", range(6))
def test_the_cover_is_the_best_partition(seed):
    game = random_table(seed, n=seed + 1)
    table = game.table()
    assert al.superadditive_cover(game).table().tolist() == [cover_worth(table, mask) for mask in range(len(table))]


@pytest.mark.parametrize("seed", range(4))
def test_the_cover_is_superadditive_and_covers_itself(seed):
    cover = al.superadditive_cover(random_table(seed))
    table = cover.table()
    assert all(table[a | b] >= table[a] + table[b] for a in range(16) for b in range(16) if a & b == 0)
    assert al.superadditive_cover(cover).table().tolist() == table.tolist()


def test_the_cover_keeps_names_and_sense():
    cover = al.superadditive_cover(al.AirportGame([1, 2], players=["A", "B"]))
    assert (cover.players, cover.sense) == (("A", "B"), "cost")


def test_the_cover_of_many_players_is_refused():
    with pytest.raises(al.GameError, match="at most 20 players, got 21"):
        al.superadditive_cover(al.AirportGame(np.arange(21)))

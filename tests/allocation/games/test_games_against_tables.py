"""Games that need no table, against the table of their worths: every rule must see the same game."""

from itertools import pairwise

import numpy as np
import pytest
import twins
from game_strategies import given, tables
from hypothesis import strategies as st

import allocation as al

CLOSE = {"abs": 1e-8}
RULES = ["shapley", "banzhaf", "solidarity", "consensus", "cis", "ensc", "enpac", "gately", "raiffa", "equal", "scrb"]
NAMES = [f"m{i}" for i in range(9)]


def rules_game(seed, players=NAMES):
    random = np.random.default_rng(seed)
    listed = []
    for _ in range(15):
        order = random.permutation(players).tolist()
        needs, without = int(random.integers(1, 4)), int(random.integers(0, 3))
        listed.append(al.Rule(float(random.integers(-9, 20)) / 10, tuple(order[:needs]), tuple(order[needs : needs + without])))
    return al.RuleGame(listed, players)


def pairs_game(seed, players=NAMES):
    random = np.random.default_rng(seed)
    upper = np.triu(random.integers(-3, 9, (len(players), len(players))), 1)
    return al.PairwiseGame(random.integers(-5, 9, len(players)) / 4, upper + upper.T, players)


def project_game(seed, players=NAMES):
    random = np.random.default_rng(seed)
    n = len(players)
    return al.ProjectGame(
        players,
        capabilities=random.integers(0, 6, (n, 3)),
        requirement=[4, 3, 5],
        weights=[0.5, 0.25, 0.25],
        base_success=0.9,
        benefit=500,
        cost=60,
        outsourcing=[20, 10, 30],
        subsidy=15,
        market_access=np.round(random.random(n) / 3, 2),
        stand_alone=random.integers(0, 9, n),
        subsidy_needs=[players[:3], players[3:]],
        coordination_cost=2,
    )


GAMES = {"rules": rules_game, "pairs": pairs_game, "project": project_game}


@pytest.fixture(scope="module", params=GAMES)
def both(request):
    """A game, and the plain table that somebody would get by asking it for one coalition after the other."""
    game = GAMES[request.param](3)
    values = [game.value(game.names_of(twins.members(mask))) for mask in range(1 << game.n)]
    return game, al.TableGame(values, game.players)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_sees_the_same_game(both, rule):
    game, table = both
    assert al.split(game, rule=rule).payoffs == pytest.approx(al.split(table, rule=rule).payoffs, **CLOSE)


@pytest.mark.parametrize(
    ("rule", "options"),
    [
        ("owen", {"unions": [NAMES[:4], NAMES[4:6]]}),
        ("banzhaf_owen", {"unions": [NAMES[:4], NAMES[4:6]]}),
        ("aumann_dreze", {"unions": [NAMES[:4], NAMES[4:6]]}),
        ("myerson", {"graph": list(pairwise(NAMES))}),
        ("position", {"graph": list(pairwise(NAMES))}),
        ("weighted_shapley", {"weights": range(1, 10)}),
        ("corrected_shapley", {"factors": [1 / 9] * 9}),
    ],
)
def test_rules_with_options_see_the_same_game(both, rule, options):
    game, table = both
    assert al.split(game, rule=rule, **options).payoffs == pytest.approx(al.split(table, rule=rule, **options).payoffs, **CLOSE)


def test_landmarks_are_those_of_the_table(both):
    game, table = both
    assert game.grand_value == pytest.approx(table.grand_value, abs=1e-12)
    assert game.singles() == pytest.approx(table.singles(), abs=1e-12)
    assert game.marginals_to_grand() == pytest.approx(table.marginals_to_grand(), abs=1e-11)
    assert game.table() == pytest.approx(table.table(), abs=1e-11)


@pytest.mark.parametrize("wrap", [al.DualGame, al.ZeroNormalisedGame, lambda g: al.ScaledGame(g, -2), lambda g: al.SumGame([g, g])])
@pytest.mark.parametrize("rule", ["shapley", "banzhaf", "ensc", "solidarity"])
def test_derived_games_of_both_are_the_same(both, wrap, rule):
    game, table = both
    assert al.split(wrap(game), rule=rule).payoffs == pytest.approx(al.split(wrap(table), rule=rule).payoffs, **CLOSE)


@pytest.mark.parametrize("shape", [(1, 8), (1, 10), (9,), (0, 3), (2, 2, 9)])
def test_rows_of_another_width_are_refused_before_a_kernel_reads_them(both, shape):
    for game in (*both, al.FunctionGame(len, NAMES)):
        if not isinstance(game, al.ProjectGame):
            with pytest.raises(al.GameError, match="rows of 9 Booleans, one per player"):
                game.worth(np.ones(shape, dtype=bool))


@pytest.mark.parametrize(
    "rows", [np.eye(9), np.eye(9, dtype=int), np.asfortranarray(np.eye(9, dtype=bool)), np.eye(9, dtype=bool)[::-1][::-1]]
)
def test_rows_of_any_layout_are_read(both, rows):
    for game in both:
        assert game.worth(rows) == pytest.approx(game.singles(), abs=1e-12)


def test_no_coalitions_have_no_worths(both):
    for game in both:
        assert game.worth(np.empty((0, 9), dtype=bool)).shape == (0,)


# Identities of derived games


@given(tables(1, 4))
def test_the_dual_of_the_dual_and_twice_turned(values):
    game = al.TableGame(values)
    assert al.DualGame(al.DualGame(game)).table().tolist() == values
    assert al.ScaledGame(al.ScaledGame(game, -1), -1).table().tolist() == values
    assert al.ScaledGame(al.ScaledGame(game, -1), -1).sense == "benefit"


@given(tables(1, 4))
def test_zero_normalising_twice_is_once(values):
    once = al.ZeroNormalisedGame(al.TableGame(values))
    assert al.ZeroNormalisedGame(once).table().tolist() == once.table().tolist()
    assert once.singles().tolist() == [0] * once.n == [once.table()[1 << i] for i in range(once.n)]


@given(tables(3, 4), st.data())
def test_a_subgame_of_a_subgame_is_a_subgame(values, data):
    game = al.TableGame(values)
    large = data.draw(st.lists(st.sampled_from(game.players), min_size=2, unique=True))
    small = data.draw(st.lists(st.sampled_from(large), min_size=1, unique=True))
    nested, direct = al.Subgame(al.Subgame(game, large), small), al.Subgame(game, small)
    assert nested.players == direct.players
    assert nested.table().tolist() == direct.table().tolist()


@given(tables(4, 4))
def test_a_quotient_of_a_quotient_joins_the_unions(values):
    game = al.TableGame(values, list("ABCD"))
    twice = al.QuotientGame(al.QuotientGame(game, [["A", "B"], ["C"], ["D"]], ["AB", "C", "D"]), [["AB", "D"], ["C"]])
    assert twice.table().tolist() == al.QuotientGame(game, [["A", "B", "D"], ["C"]]).table().tolist()


@given(tables(2, 4))
def test_the_dual_of_a_sum_is_the_sum_of_the_duals(values):
    game = al.TableGame(values)
    other = al.TableGame(values[:1] + values[:0:-1])
    first = al.DualGame(al.SumGame([game, other]))
    assert first.table() == pytest.approx(al.SumGame([al.DualGame(game), al.DualGame(other)]).table(), **CLOSE)


@given(tables(2, 4))
def test_a_convex_cover_of_itself(values):
    """The superadditive cover never falls, is superadditive, and leaves superadditive games as they are."""
    game = al.TableGame(values)
    cover = al.superadditive_cover(game)
    assert np.all(cover.table() >= game.table())
    assert twins.superadditive(cover.table().tolist())
    assert (cover.table().tolist() == values) == twins.superadditive(values)


@pytest.mark.parametrize("factor", [1e300, -1e300])
def test_a_worth_beyond_float64_is_refused_by_name(factor):
    with np.errstate(over="ignore"), pytest.raises(al.GameError, match=r"worth of \{A, B\} leaves the range of float64"):
        al.ScaledGame(al.TableGame([0, 1, 2, 1e9], ["A", "B"]), factor).table()


def test_a_sum_beyond_float64_is_refused_by_name():
    huge = al.TableGame([0, 1, 1e308, 2], ["A", "B"])
    with np.errstate(over="ignore"), pytest.raises(al.GameError, match=r"worth of \{B\} leaves the range"):
        al.SumGame([huge, huge]).table()


def test_pairs_keyed_by_something_else_are_refused():
    for key in (5, "AB", ("A",), ("A", "B", "C"), frozenset({"A", "B"})):
        with pytest.raises(al.GameError, match="must name two of the players A, B, C"):
            al.PairwiseGame([1, 2, 3], {key: 1.0}, players=["A", "B", "C"])


@pytest.mark.parametrize("value", ["10", None, [1.0], 1j])
def test_a_rule_worth_no_number_is_listed_with_the_others(value):
    rules = [al.Rule(value, ("A",)), al.Rule(1.0, ())]
    with pytest.raises(al.GameError, match=r"rule 1 is worth .*; rule 2 needs nobody"):
        al.RuleGame(rules, ["A"])


@pytest.mark.parametrize("value", [np.int64(3), np.float32(3), 3, True, 3.0])
def test_numbers_of_every_kind_are_worths(value):
    worth = float(value)
    assert al.RuleGame([al.Rule(value, ("A",))], ["A"]).grand_value == worth
    assert al.TableGame.from_coalitions({("A",): value}, ["A"]).grand_value == worth


@pytest.mark.parametrize("value", [None, "12", [1], 1j, float("inf"), float("-inf")])
def test_a_coalition_worth_no_number_is_named(value):
    with pytest.raises(al.GameError, match=r"coalition \('A', 'B'\) is worth .*: give a finite number"):
        al.TableGame.from_coalitions({"A": 1, "B": 2, ("A", "B"): value}, ["A", "B"])


@pytest.mark.parametrize(
    ("missing", "advice"), [("error", "missing='additive'"), ("additive", "never guessed"), ("superadditive", "never guessed")]
)
def test_advice_about_missing_coalitions_fits_what_was_asked(missing, advice):
    with pytest.raises(al.GameError, match=advice):
        al.TableGame.from_coalitions({("A",): 1, ("A", "B"): 3}, ["A", "B"], missing=missing)


def test_a_function_game_of_62_players_reaches_the_last_bit():
    import numba

    @numba.njit
    def worth(mask):
        return float(mask >> np.uint64(61)) + float(mask & np.uint64(1))

    names = [str(i) for i in range(62)]
    game = al.FunctionGame(worth, names)
    assert game.value(["61"]) == 1
    assert game.value(["0", "61", "30"]) == 2
    assert al.ensc(game).payoffs[[0, 30, 61]].tolist() == [1, 0, 1]
    with pytest.raises(al.GameError, match="at most 62 players"):
        al.FunctionGame(worth, [*names, "62"]).value(["62"])

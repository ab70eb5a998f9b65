"""What every structured game keeps: names, relabelling, units, shape of the worths, refusals, the same bits again."""

import os
import subprocess
import sys

import numpy as np
import pytest
from twins_structured import rows_of

import allocation as al

N = 5
RNG = np.random.default_rng(99)
COSTS = RNG.integers(1, 9, N).astype(float)
CLAIMS = RNG.integers(1, 9, N).astype(float)
TIMES, WEIGHTS = RNG.integers(1, 9, (2, N)).astype(float)
ARCS = np.triu(RNG.integers(1, 9, (N + 1, N + 1)), 1).astype(float)
ARCS += ARCS.T
PROFITS = RNG.integers(1, 9, (2, 3)).astype(float)
RESOURCES, USE, PRICE = RNG.integers(1, 9, (2, N)).astype(float), RNG.integers(1, 4, (2, 3)).astype(float), np.array([5.0, 7.0, 3.0])

GAMES = {
    "airport": (lambda a, **names: al.AirportGame(a, **names), COSTS),
    "claims": (lambda a, **names: al.ClaimsGame(a, 11 * a[0] / CLAIMS[0], **names), CLAIMS),
    "sequencing": (lambda a, **names: al.SequencingGame(a, WEIGHTS, **names), TIMES),
    "tree": (lambda a, **names: al.TreeGame(a, **names), ARCS),
    "assignment": (lambda a, **names: al.AssignmentGame(a, **names), PROFITS),
    "production": (lambda a, **names: al.ProductionGame(a, USE, PRICE, **names), RESOURCES),
}
KINDS = sorted(GAMES)
CONVEX = ["airport", "claims", "sequencing"]
POINTS = {
    "airport": ["shapley", "nucleolus", "prenucleolus", "tau"],
    "claims": ["shapley", "nucleolus", "prenucleolus", "tau"],
    "sequencing": ["shapley", "banzhaf", "tau", "equal_gain_splitting"],
    "tree": ["bird", "folk"],
    "assignment": ["seller_optimal", "buyer_optimal", "fair_point", "tau"],
}
PAIRS = [(kind, point) for kind in POINTS for point in POINTS[kind]]


def game_of(kind, scale=1.0, **names):
    make, given = GAMES[kind]
    return make(given * scale, **names)


@pytest.mark.parametrize("kind", KINDS)
def test_players_are_numbered_from_one_when_unnamed(kind):
    assert game_of(kind).players == ("1", "2", "3", "4", "5")


@pytest.mark.parametrize("kind", KINDS)
def test_names_are_kept(kind):
    assert game_of(kind, players=list("ABCDE")).players == tuple("ABCDE")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("players", [["A"] * 5, list("ABCD"), ["A", "B", "C", "D", " "], ["A", "B", "C", "D", "ａ"]])
def test_names_that_do_not_tell_players_apart_are_refused(kind, players):
    with pytest.raises(al.GameError):
        game_of(kind, players=players)


@pytest.mark.parametrize("kind", KINDS)
def test_the_empty_coalition_is_worth_nothing(kind):
    game = game_of(kind)
    assert game.table()[0] == 0.0
    assert game.worth(np.zeros((1, N), dtype=bool)).tolist() == [0.0]


@pytest.mark.parametrize("kind", KINDS)
def test_no_coalition_at_all_has_no_worth(kind):
    assert game_of(kind).worth(np.zeros((0, N), dtype=bool)).shape == (0,)


@pytest.mark.parametrize("kind", KINDS)
def test_the_grand_value_is_the_last_of_the_table(kind):
    game = game_of(kind)
    assert game.grand_value == pytest.approx(game.table()[-1], rel=1e-14)


@pytest.mark.parametrize("kind", KINDS)
def test_singles_and_marginals_are_those_of_the_table(kind):
    game = game_of(kind)
    table = al.TableGame(game.table())
    assert game.singles() == pytest.approx(table.singles(), rel=1e-14)
    assert game.marginals_to_grand() == pytest.approx(table.marginals_to_grand(), rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("kind", KINDS)
def test_a_coalition_is_found_by_name(kind):
    game = game_of(kind, players=list("ABCDE"))
    assert game.value(["D", "B"]) == pytest.approx(game.table()[0b01010], rel=1e-14)


@pytest.mark.parametrize("kind", KINDS)
def test_the_table_is_kept_and_read_only(kind):
    game = game_of(kind)
    assert game.table() is game.table()
    with pytest.raises(ValueError, match="read-only"):
        game.table()[1] = 7


@pytest.mark.parametrize("kind", KINDS)
def test_input_stays_as_it_was_and_may_be_read_only(kind):
    make, given = GAMES[kind]
    frozen = given.copy()
    frozen.setflags(write=False)
    make(frozen).table()
    assert frozen.tolist() == given.tolist()


@pytest.mark.parametrize("kind", KINDS)
def test_later_changes_of_the_input_do_not_reach_the_game(kind):
    make, given = GAMES[kind]
    own = given.copy()
    game = make(own)
    own *= 0
    assert game.table().tolist() == make(given).table().tolist()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "production"])
@pytest.mark.parametrize("scale", [2.0**-300, 0.25, 2.0**20, 2.0**300])
def test_a_power_of_two_scales_the_table_exactly(kind, scale):
    assert game_of(kind, scale).table().tolist() == (game_of(kind).table() * scale).tolist()


@pytest.mark.parametrize("scale", [2.0**-300, 0.25, 2.0**20, 2.0**300])
def test_resources_scale_production(scale):
    assert game_of("production", scale).table() == pytest.approx(game_of("production").table() * scale, rel=1e-13)


@pytest.mark.parametrize(("kind", "point"), PAIRS)
@pytest.mark.parametrize("scale", [2.0**-300, 0.5, 2.0**300])
def test_closed_forms_scale_with_the_unit(kind, point, scale):
    assert game_of(kind, scale).closed_form(point) == pytest.approx(game_of(kind).closed_form(point) * scale, rel=1e-13, abs=1e-13 * scale)


@pytest.mark.parametrize(("kind", "point"), [pair for pair in PAIRS if pair[1] != "banzhaf"])
def test_closed_forms_add_up_to_the_worth_of_all(kind, point):
    game = game_of(kind)
    assert game.closed_form(point).sum() == pytest.approx(game.grand_value, rel=1e-13)


@pytest.mark.parametrize(("kind", "point"), PAIRS)
def test_closed_forms_are_new_arrays_every_time(kind, point):
    """Whoever changes one must not change the next."""
    game = game_of(kind)
    first = game.closed_form(point)
    before = first.copy()
    first[:] = 0
    assert game.closed_form(point).tolist() == before.tolist()


@pytest.mark.parametrize(("kind", "point"), PAIRS)
def test_the_same_call_gives_the_same_bits(kind, point):
    assert game_of(kind).closed_form(point).tobytes() == game_of(kind).closed_form(point).tobytes()


@pytest.mark.parametrize(("kind", "point"), PAIRS)
def test_exact_closed_forms_agree(kind, point):
    game = game_of(kind, 0.1)
    assert game.closed_form(point) == pytest.approx([float(x) for x in game.exact_closed_form(point)], rel=1e-13, abs=1e-14)


@pytest.mark.parametrize("kind", [*POINTS, "production"])
def test_unknown_rules_have_no_closed_form(kind):
    assert game_of(kind).closed_form("no such rule") is None
    assert game_of(kind).exact_closed_form("no such rule") is None


ORDER = np.array([3, 0, 4, 1, 2])


@pytest.mark.parametrize("kind", ["airport", "claims"])
@pytest.mark.parametrize("point", ["shapley", "nucleolus", "tau"])
def test_relabelling_players_relabels_payoffs(kind, point):
    plain, game = {
        "airport": lambda: (al.AirportGame(COSTS), al.AirportGame(COSTS[ORDER])),
        "claims": lambda: (al.ClaimsGame(CLAIMS, 11), al.ClaimsGame(CLAIMS[ORDER], 11)),
    }[kind]()
    assert game.closed_form(point) == pytest.approx(plain.closed_form(point)[ORDER], abs=1e-13)


def test_relabelling_the_queue_relabels_payoffs():
    names = np.array(list("ABCDE"))
    plain = al.SequencingGame(TIMES, WEIGHTS, queue=list("CADEB"), players=names.tolist())
    game = al.SequencingGame(TIMES[ORDER], WEIGHTS[ORDER], queue=list("CADEB"), players=names[ORDER].tolist())
    for point in POINTS["sequencing"]:
        assert game.closed_form(point) == pytest.approx(plain.closed_form(point)[ORDER], abs=1e-12)


def test_relabelling_owners_relabels_the_table_of_production():
    table = al.ProductionGame(RESOURCES, USE, PRICE).worth(rows_of(N)[:, np.argsort(ORDER)])
    assert al.ProductionGame(RESOURCES[:, ORDER], USE, PRICE).worth(rows_of(N)) == pytest.approx(table, rel=1e-13)


def test_sellers_and_buyers_may_change_sides():
    plain, turned = al.AssignmentGame(PROFITS), al.AssignmentGame(PROFITS.T)
    assert turned.buyer_optimal().payoffs == pytest.approx(np.roll(plain.seller_optimal().payoffs, 3), abs=1e-13)
    assert turned.fair_point().payoffs == pytest.approx(np.roll(plain.fair_point().payoffs, 3), abs=1e-13)


def disjoint_pairs():
    return [(a, b) for a in range(2**N) for b in range(a) if a & b == 0]


@pytest.mark.parametrize("kind", KINDS)
def test_all_these_games_are_superadditive(kind):
    table = game_of(kind).table()
    assert all(table[a | b] >= table[a] + table[b] - 1e-9 for a, b in disjoint_pairs())


@pytest.mark.parametrize("kind", CONVEX)
def test_games_called_convex_are(kind):
    table = game_of(kind).table()
    assert all(table[a | b] + table[a & b] >= table[a] + table[b] - 1e-9 for a in range(2**N) for b in range(a))


def test_an_assignment_game_need_not_be_convex():
    table = al.AssignmentGame([[1, 1]]).table()
    assert table[0b111] + table[0b001] < table[0b011] + table[0b101]


@pytest.mark.parametrize("kind", ["airport", "claims", "sequencing", "tree"])
def test_a_table_of_seventy_players_is_refused_at_once(kind):
    game = {
        "airport": lambda: al.AirportGame(np.arange(70.0)),
        "claims": lambda: al.ClaimsGame(np.arange(70.0), 5),
        "sequencing": lambda: al.SequencingGame(np.arange(70.0), np.ones(70)),
        "tree": lambda: al.TreeGame(1.0 - np.eye(71)),
    }[kind]()
    assert game.closed_form(POINTS[kind][0]).shape == (70,)
    with pytest.raises(al.TableTooLargeError, match="70 players"):
        game.table()


def test_a_table_of_many_traders_is_refused_at_once():
    with pytest.raises(al.TableTooLargeError, match="80 players"):
        al.AssignmentGame(np.ones((40, 40))).table()


@pytest.mark.parametrize(
    ("kind", "point"), [("tree", "bird"), ("tree", "folk"), ("assignment", "fair_point"), ("sequencing", "equal_gain_splitting")]
)
def test_points_go_through_json_and_stay_verified(kind, point):
    game = game_of(kind)
    again = al.Allocation.from_dict(getattr(game, point)().to_dict())
    assert again.rule == point
    assert al.verify(game, again).ok


def test_an_owen_point_goes_through_json_and_stays_verified():
    game = game_of("production")
    assert al.verify(game, al.Allocation.from_dict(game.owen_point().to_dict())).ok


PLAIN = """
import numpy as np, allocation as al
rng = np.random.default_rng(3)
arcs = np.triu(rng.random((6, 6)), 1)
print(al.TreeGame(arcs + arcs.T).table().tolist())
print(al.AssignmentGame(rng.random((2, 3))).table().tolist())
print(al.divide(rng.random(6), 1.5, "random_arrival").payoffs.tolist())
print(al.divide(rng.integers(1, 5, 16), 9, "random_arrival").payoffs.tolist())
print(al.superadditive_cover(al.TableGame([0, *rng.random(15)])).table().tolist())
"""


def test_compiled_and_plain_kernels_agree():
    """The kernels are ordinary Python: without the compiler they give the same numbers."""
    runs = [
        subprocess.run(
            [sys.executable, "-c", PLAIN], capture_output=True, text=True, check=True, env={**os.environ, "NUMBA_DISABLE_JIT": off}
        )
        for off in ("0", "1")
    ]
    compiled, plain = ([[float(x) for x in line.strip("[]").split(", ")] for line in run.stdout.splitlines()] for run in runs)
    for fast, slow in zip(compiled, plain, strict=True):
        assert fast == pytest.approx(slow, rel=1e-14)

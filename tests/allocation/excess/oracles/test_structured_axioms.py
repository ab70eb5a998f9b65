"""What every nucleolus keeps, asked of splits that were found without a table: symmetry, dummies, units, renaming, further players."""

import numpy as np
import pytest
import structured_games as made

import allocation as al
from allocation.excess.oracles.structured_split import solve_structured

SEEDS = range(4)


def assignment(profits, players=None):
    return solve_structured(al.AssignmentGame(profits, players), "nucleolus").payoffs


def rules(made_of, players):
    return solve_structured(al.RuleGame(made_of, players), "prenucleolus").payoffs


def profits(seed, sellers=3, buyers=4):
    return np.random.default_rng(seed).integers(0, 20, (sellers, buyers)).astype(float)


@pytest.mark.parametrize("seed", SEEDS)
def test_sellers_in_another_order_get_the_same(seed):
    before, order = profits(seed), np.array([2, 0, 1])
    plain, turned = assignment(before), assignment(before[order])
    assert turned[:3] == pytest.approx(plain[:3][order])
    assert turned[3:] == pytest.approx(plain[3:])


@pytest.mark.parametrize("seed", SEEDS)
def test_sellers_and_buyers_may_change_sides(seed):
    before = profits(seed)
    assert assignment(before.T) == pytest.approx(np.roll(assignment(before), 4))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("factor", [0.25, 100.0])
def test_another_unit_of_money_scales_the_split(seed, factor):
    before = profits(seed)
    assert assignment(before * factor) == pytest.approx(assignment(before) * factor)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_seller_nobody_wants_gets_nothing_and_changes_nothing(seed):
    before = profits(seed)
    with_one_more = assignment(np.vstack((before, np.zeros(4))))
    assert with_one_more[3] == 0.0
    assert np.delete(with_one_more, 3) == pytest.approx(assignment(before))


@pytest.mark.parametrize("seed", SEEDS)
def test_two_sellers_alike_get_the_same(seed):
    before = profits(seed)
    found = assignment(np.vstack((before, before[:1])))
    assert found[0] == pytest.approx(found[3])


@pytest.mark.parametrize("seed", SEEDS)
def test_traders_get_at_least_nothing_and_pairs_at_least_their_profit(seed):
    before = profits(seed)
    found = assignment(before)
    assert found.min() >= -1e-9
    assert np.all(found[:3, None] + found[3:] >= before - 1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_pair_that_matches_shares_exactly_its_profit(seed):
    game = al.AssignmentGame(profits(seed))
    found = solve_structured(game, "nucleolus")
    for seller, buyer in game.matching():
        assert found[seller] + found[buyer] == pytest.approx(game.value([seller, buyer]))


@pytest.mark.parametrize("shape", [(1, 1), (1, 5), (2, 2), (5, 1)])
def test_one_profit_for_all_is_shared_by_the_scarce_side(shape):
    found = assignment(np.full(shape, 6.0))
    sellers, buyers = shape
    expected = 3.0 if sellers == buyers else 6.0 if sellers < buyers else 0.0
    assert found[:sellers] == pytest.approx(expected)


def test_gloves_of_two_and_three():
    # three right gloves for two left ones: the left ones take all
    found = assignment(np.ones((2, 3)))
    assert found == pytest.approx([1.0, 1.0, 0.0, 0.0, 0.0])


NAMES = ["A", "B", "C", "D"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([al.Rule(12.0, ("A", "B"))], [6.0, 6.0, 0.0, 0.0]),
        ([al.Rule(12.0, ("A", "B", "C", "D"))], [3.0, 3.0, 3.0, 3.0]),
        ([al.Rule(5.0, ("A",)), al.Rule(2.0, ("D",))], [5.0, 0.0, 0.0, 2.0]),
        ([al.Rule(4.0, ("A", "B")), al.Rule(4.0, ("C", "D"))], [2.0, 2.0, 2.0, 2.0]),
    ],
)
def test_rules_whose_nucleolus_is_plain(given, expected):
    assert rules(given, NAMES) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_one_player_earns_alone_goes_to_it_alone(seed):
    game = made.rules(np.random.default_rng(seed), 5)
    more = al.RuleGame([*game.rules, al.Rule(7.0, (game.players[2],))], game.players)
    plain, richer = (solve_structured(g, "prenucleolus").payoffs for g in (game, more))
    assert richer - plain == pytest.approx([0, 0, 7, 0, 0], abs=1e-8)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_player_in_no_rule_gets_nothing(seed):
    game = made.rules(np.random.default_rng(seed), 4)
    found = solve_structured(al.RuleGame(game.rules, [*game.players, "idle"]), "prenucleolus")
    assert found["idle"] == pytest.approx(0.0, abs=1e-8)
    assert found.payoffs[:4] == pytest.approx(solve_structured(game, "prenucleolus").payoffs, abs=1e-8)


@pytest.mark.parametrize("seed", SEEDS)
def test_rules_in_another_order_change_nothing(seed):
    game = made.rules(np.random.default_rng(seed), 5)
    turned = al.RuleGame(game.rules[::-1], game.players)
    assert solve_structured(turned, "prenucleolus").payoffs == pytest.approx(solve_structured(game, "prenucleolus").payoffs, abs=1e-8)


@pytest.mark.parametrize("seed", SEEDS)
def test_members_who_own_the_same_get_the_same(seed):
    random = np.random.default_rng(seed)
    resources = random.integers(1, 20, (2, 4)).astype(float)
    resources[:, 3] = resources[:, 0]
    game = al.ProductionGame(resources, random.integers(1, 6, (2, 3)), random.integers(5, 30, 3))
    found = solve_structured(game, "nucleolus").payoffs
    assert found[0] == pytest.approx(found[3], rel=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_an_owner_of_nothing_gets_nothing(seed):
    random = np.random.default_rng(seed)
    resources = random.integers(1, 20, (2, 4)).astype(float)
    resources[:, 1] = 0.0
    game = al.ProductionGame(resources, random.integers(1, 6, (2, 3)), random.integers(5, 30, 3))
    assert solve_structured(game, "nucleolus").payoffs[1] == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_production_nucleolus_is_in_the_core(seed):
    game = made.production(np.random.default_rng([4, seed]), 5)
    assert al.in_core(al.TableGame(game.table()), solve_structured(game, "nucleolus").payoffs)


@pytest.mark.parametrize("seed", SEEDS)
def test_stand_alone_worth_goes_to_its_owner(seed):
    game = made.project(np.random.default_rng([6, seed]), 4)
    extra = np.array([0.0, 50.0, 0.0, 0.0])
    richer = al.ProjectGame.of_projects(game.players, game.projects, game.stand_alone + extra)
    plain, more = (solve_structured(g, "prenucleolus").payoffs for g in (game, richer))
    assert more - plain == pytest.approx(extra, abs=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_two_members_with_the_same_capabilities_and_market_get_the_same(seed):
    random = np.random.default_rng([8, seed])
    levels = random.integers(0, 6, (4, 2))
    levels[2] = levels[1]
    access = np.array([0.3, 0.2, 0.2, 0.1])
    game = al.ProjectGame(NAMES, levels, [4, 3], [0.5, 0.5], 0.8, 900, 100, [40, 30], 0, access)
    found = solve_structured(game, "prenucleolus").payoffs
    assert found[1] == pytest.approx(found[2], abs=1e-6)

"""Linear production games: table, shadow prices, the Owen point and its proof."""

import numpy as np
import pytest
from twins_structured import as_fractions, is_in_core, production_worth, rows_of, table_of

import allocation as al
from allocation.games import production

EXAMPLE = {"resources": [[4, 6, 60], [33, 39, 0]], "use": [[4, 5], [6, 2]], "price": [68, 52]}


def random_game(seed):
    rng = np.random.default_rng(seed)
    resources, products, n = rng.integers(1, 5), rng.integers(1, 5), rng.integers(3, 7)
    use = rng.integers(0, 5, (resources, products))
    use[0] += 1
    return rng.integers(0, 9, (resources, n)), use, rng.integers(-3, 20, products)


def test_reference_numbers(vectors):
    found = 0
    for vector in vectors("structured"):
        if vector["game"]["kind"] != "linear_production":
            continue
        given, expected = vector["game"], {k: [float(x) for x in as_fractions(v)] for k, v in vector["expect"].items()}
        game = al.ProductionGame(given["endowments"], given["A"], given["prices"])
        assert game.table() == pytest.approx(expected["table"], abs=1e-9)
        assert game.shadow_prices() == pytest.approx(expected["dual"], abs=1e-9)
        assert game.owen_point().payoffs == pytest.approx(expected["owen_point"], abs=1e-9)
        assert al.shapley(game).payoffs == pytest.approx(expected["shapley"], abs=1e-9)
        found += 1
    assert found


@pytest.mark.parametrize("seed", range(15))
def test_the_table_is_that_of_single_programs(seed):
    resources, use, price = random_game(seed)
    game = al.ProductionGame(resources, use, price)
    expected = table_of(lambda members: production_worth(resources, use, price, members) if members else 0.0, game.n)
    assert game.table() == pytest.approx(expected, rel=1e-6, abs=1e-6)


def test_few_programs_are_solved(monkeypatch):
    solved = []

    def counted(*given):
        solved.append(given)
        return best_plan(*given)

    best_plan = production.best_plan
    monkeypatch.setattr(production, "best_plan", counted)
    rng = np.random.default_rng(1)
    al.ProductionGame(rng.integers(1, 20, (3, 10)), rng.integers(1, 6, (3, 5)), rng.integers(1, 30, 5)).table()
    assert len(solved) <= 20


@pytest.mark.parametrize("seed", range(15))
def test_the_owen_point_is_in_the_core(seed):
    game = al.ProductionGame(*random_game(seed))
    assert is_in_core(game.table(), game.owen_point().payoffs)


@pytest.mark.parametrize("seed", range(15))
def test_the_owen_point_is_verified(seed):
    game = al.ProductionGame(*random_game(seed))
    assert al.verify(game, game.owen_point()).ok


def test_the_plan_uses_no_more_than_there_is():
    game = al.ProductionGame(**EXAMPLE)
    made = game.production()
    assert (game.use @ made <= game.resources.sum(axis=1) * (1 + 1e-12)).all()
    assert game.price @ made == pytest.approx(992)


@pytest.mark.parametrize(
    ("change", "failing"),
    [
        ({"prices": [7.0, 6.0]}, "prices"),
        ({"prices": [9.0, 6.0]}, "duality"),
        ({"amounts": [90.0, 0.0]}, "amounts"),
        ({"amounts": [-1.0, 5.0]}, "signs"),
    ],
)
def test_a_forged_proof_is_found(change, failing):
    game = al.ProductionGame(**EXAMPLE)
    a = game.owen_point()
    forged = al.Allocation(a.players, a.payoffs, a.rule, a.method, al.Proof(a.proof.kind, a.proof.claim, {**a.proof.data, **change}))
    assert failing in [check.name for check in al.verify(game, forged).failed]


@pytest.mark.parametrize("change", [{"prices": [8.0]}, {"amounts": [1.0]}, {"prices": "many"}])
def test_a_proof_of_another_size_is_refused(change):
    game = al.ProductionGame(**EXAMPLE)
    a = game.owen_point()
    forged = al.Allocation(a.players, a.payoffs, a.rule, a.method, al.Proof(a.proof.kind, a.proof.claim, {**a.proof.data, **change}))
    assert not al.verify(game, forged).ok


def test_an_owen_point_is_not_verified_against_a_table():
    game = al.ProductionGame(**EXAMPLE)
    assert not al.verify(al.TableGame(game.table()), game.owen_point()).ok


def test_units_do_not_matter():
    """Grams and tonnes, cents and millions give the same worths."""
    game = al.ProductionGame(**EXAMPLE)
    units = np.array([1e9, 1e-9])
    other = al.ProductionGame(
        np.array(EXAMPLE["resources"]) * units[:, None], np.array(EXAMPLE["use"]) * units[:, None], np.array(EXAMPLE["price"]) * 1e-12
    )
    assert other.table() == pytest.approx(game.table() * 1e-12, rel=1e-12)
    assert other.owen_point().payoffs == pytest.approx(game.owen_point().payoffs * 1e-12, rel=1e-12)


def test_a_coalition_far_smaller_than_all_is_priced_well():
    game = al.ProductionGame([[1e-6, 1e6], [2e-6, 1e6]], [[1, 2], [3, 1]], [3, 2])
    alone = al.ProductionGame([[1e-6], [2e-6]], [[1, 2], [3, 1]], [3, 2])
    assert game.value(["1"]) == pytest.approx(alone.value(["1"]), rel=1e-12)


def test_nothing_owned_makes_nothing():
    game = al.ProductionGame([[0, 0], [0, 0]], [[1], [1]], [5])
    assert game.table().tolist() == [0.0] * 4
    assert game.owen_point().payoffs.tolist() == [0.0, 0.0]
    assert al.verify(game, game.owen_point()).ok


def test_products_that_sell_for_nothing_are_not_made():
    game = al.ProductionGame([[3, 4]], [[1, 0]], [-5, 0])
    assert game.table().tolist() == [0.0] * 4
    assert game.production().tolist() == [0.0, 0.0]


def test_a_missing_resource_stops_a_product_only():
    game = al.ProductionGame([[4, 0], [0, 5]], [[1, 1], [1, 0]], [10, 1])
    assert game.worth(rows_of(2)) == pytest.approx([0, 4, 0, 40], abs=1e-12)


def test_one_resource_and_one_product_are_additive():
    assert al.ProductionGame([[1, 2, 4]], [[2]], [10]).table() == pytest.approx([0, 5, 10, 15, 20, 25, 30, 35])


def test_sizes_that_do_not_match_are_all_named():
    with pytest.raises(al.GameError) as error:
        al.ProductionGame([[1, 2]], [[1, 2], [3, 4]], [1])
    assert "got 1 and 2 rows" in str(error.value)
    assert "2 columns and 1 prices" in str(error.value)


def test_amounts_that_are_wrong_are_all_named():
    with pytest.raises(al.GameError) as error:
        al.ProductionGame([[-1, 2]], [[0, -1]], [5, 1])
    for part in ("resources must be at least 0", "use must be at least 0", "product 0 sells for 5.0 but takes no resource"):
        assert part in str(error.value)


@pytest.mark.parametrize("name", ["resources", "use", "price"])
def test_numbers_that_are_none_are_refused(name):
    broken = np.array(EXAMPLE[name], dtype=float)
    broken.flat[0] = np.nan
    with pytest.raises(al.GameError, match="finite"):
        al.ProductionGame(**{**EXAMPLE, name: broken})


def test_no_product_is_refused():
    with pytest.raises(al.GameError, match="at least one"):
        al.ProductionGame([[1]], np.zeros((1, 0)), [])

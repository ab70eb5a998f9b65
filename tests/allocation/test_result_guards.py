"""Results that cannot be: refused where they are made, so that no NaN and no missing payoff travels on."""

import json

import numpy as np
import pytest

import allocation as al
from allocation.proofs.definition import by_definition


def made(payoffs, players=("A", "B")):
    return al.Allocation(players, payoffs, "equal", "closed form", by_definition("equal"))


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -float("inf")])
def test_payoffs_are_finite(bad):
    with pytest.raises(al.RuleError, match="rule 'equal' leaves the range of float64"):
        made([1.0, bad])


@pytest.mark.parametrize("payoffs", [[], [1.0], [1.0, 2.0, 3.0], [[1.0, 2.0]], 5.0])
def test_there_is_one_payoff_per_player(payoffs):
    with pytest.raises(al.RuleError, match="each of the 2 players one number"):
        made(payoffs)


@pytest.mark.parametrize("payoffs", [[1.0, float("nan")], [1.0]])
def test_damaged_records_are_refused_when_they_are_read(payoffs):
    data = json.loads(json.dumps(made([1.0, 1.0]).to_dict())) | {"payoffs": payoffs}
    with pytest.raises(al.RuleError):
        al.Allocation.from_dict(data)


def test_an_unknown_player_is_answered_with_the_known_ones():
    with pytest.raises(al.GameError, match="unknown player 'C': the players are A, B"):
        made([1.0, 2.0])["C"]


def test_shapley_of_values_near_the_end_of_the_range_is_refused():
    with np.errstate(over="ignore", invalid="ignore"), pytest.raises(al.RuleError, match="'shapley' leaves the range"):
        al.shapley(al.TableGame([0, 1e308, 1e308, 1e308, 1e308, 1e308, 1e308, 1.7e308]))


@pytest.mark.parametrize("which", [0, 2])
def test_a_batch_names_the_table_that_overflows(which):
    tables = np.zeros((3, 8))
    tables[which, 1:] = 1.5e308
    with np.errstate(over="ignore", invalid="ignore"), pytest.raises(al.GameError, match=f"values of table {which} add up to more"):
        al.shapley_batch(tables)


@pytest.mark.parametrize("tables", [[[0, 1], [0, 1, 2, 3]], [["a", "b"]], [[0, {}]], "ab", [[0, 1j]], 5.0, [0, 1]])
def test_a_batch_of_something_else_is_refused(tables):
    with pytest.raises(al.GameError, match="tables must have m rows"):
        al.shapley_batch(tables)


@pytest.mark.parametrize("n", [1, 2, 5, 10, 11])
@pytest.mark.parametrize("precision", [np.float32, np.float64, np.int64, ">f8"])
def test_a_batch_is_its_tables_one_by_one(n, precision):
    tables = np.random.default_rng(n).integers(-50, 50, (3, 1 << n))
    tables[:, 0] = 0
    found = al.shapley_batch(tables.astype(precision))
    for row, payoffs in zip(tables, found, strict=True):
        assert payoffs == pytest.approx(al.shapley(al.TableGame(row)).payoffs, abs=1e-11)


@pytest.mark.parametrize("view", [lambda t: t[::2], lambda t: np.asfortranarray(t), lambda t: t[:, ::-1][:, ::-1]])
def test_a_batch_of_any_layout_is_read_and_left_alone(view):
    tables = np.random.default_rng(0).integers(-9, 9, (6, 8)).astype(float)
    tables[:, 0] = 0
    given = view(tables)
    given.setflags(write=False)
    before = given.copy()
    expected = [al.shapley(al.TableGame(row)).payoffs for row in before]
    assert al.shapley_batch(given) == pytest.approx(np.array(expected), abs=1e-12)
    assert np.array_equal(given, before)


@pytest.mark.parametrize("step", ["0.01", "1", "0.5"])
def test_rounded_payoffs_of_every_rule_add_up(step):
    game = al.TableGame([0, 10, 10, 70, 10, 50, 40, 100.03])
    for rule in ("shapley", "equal", "gately", "nucleolus", "raiffa"):
        rounded = al.split(game, rule=rule).rounded(step)
        assert abs(float(sum(rounded)) - 100.03) <= float(step) / 2 + 1e-9


def test_a_frame_keeps_the_order_of_the_players():
    frame = al.shapley(al.TableGame([0, 1, 3, 10], ["Zoe", "Ann"])).to_frame()
    assert frame.index.tolist() == ["Zoe", "Ann"]
    assert frame["share"].sum() == pytest.approx(1)
    assert frame["payoff"].tolist() == [4, 6]


@pytest.mark.parametrize("values", [[0, 1j], np.array([0, 1j]), np.array([0, 1 + 0j])])
def test_complex_worths_are_refused_instead_of_losing_a_part(values):
    with pytest.raises(al.GameError, match="must be numbers"):
        al.TableGame(values)

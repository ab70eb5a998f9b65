"""A proof of levels holds for the right point and for no tampered one."""

import copy
from fractions import Fraction

import numpy as np
import pytest

import allocation as al
from allocation.excess.weighting import UNIT
from allocation.proofs import exact_excess
from allocation.proofs.exact_excess import ExactExcess
from allocation.proofs.integer_table import IntegerTable
from allocation.proofs.kohlberg import LevelClaim, check_levels, exact_levels, read_levels

GAME = al.TableGame([0, 1, 1, 7, 1, 5, 4, 11], players=["A", "B", "C"])


def tampered(change, rule="prenucleolus", game=GAME):
    stored = copy.deepcopy(al.split(game, rule).to_dict())
    change(stored)
    return al.verify(game, al.Allocation.from_dict(stored))


def failed(found):
    assert not found.ok
    return {check.name for check in found.failed}


def test_untouched_proof_holds():
    assert tampered(lambda stored: None).ok


def test_payoffs_moved():
    def change(stored):
        stored["payoffs"] = [4.75 + 1e-6, 3.75 - 1e-6, 2.5]

    assert failed(tampered(change)) == {"payoffs"}


def test_payoffs_that_do_not_add_up():
    def change(stored):
        stored["payoffs"][0] += 1

    assert "efficient" in failed(tampered(change))


def test_level_left_out():
    def change(stored):
        del stored["proof"]["data"]["levels"][1]

    assert "tight coalitions" in failed(tampered(change))


def test_level_value_changed():
    def change(stored):
        stored["proof"]["data"]["levels"][0]["excess"] = -1.0

    assert failed(tampered(change)) == {"levels as claimed"}


def test_levels_exchanged():
    def change(stored):
        stored["proof"]["data"]["levels"].reverse()

    assert {"balanced", "order of levels"} & failed(tampered(change))


def test_unbalanced_coalitions():
    def change(stored):
        stored["proof"]["data"]["levels"] = [
            {"excess": -3.0, "coalitions": [1, 2, 4], "floors": []},
        ]
        stored["proof"]["data"]["levels"][0]["coalitions"] = [1, 3, 2]

    assert not tampered(change).ok


def test_another_balanced_point_has_a_coalition_above():
    values = IntegerTable.of(GAME.table())
    checks, payoffs = check_levels(ExactExcess(values, UNIT), [LevelClaim(-8 / 3, (1, 2, 4))], 3)
    assert payoffs == [Fraction(11, 3)] * 3
    assert [check.name for check in checks if not check.ok] == ["all coalitions"]


@pytest.mark.parametrize(
    "levels",
    [
        None,
        "text",
        [{}],
        [{"excess": 1, "coalitions": [0], "floors": []}],
        [{"excess": 1, "coalitions": [7], "floors": []}],
        [{"excess": 1, "coalitions": [8], "floors": []}],
        [{"excess": 1, "coalitions": [-1], "floors": []}],
        [{"excess": 1, "coalitions": [], "floors": []}],
        [{"excess": "x", "coalitions": [1], "floors": []}],
        [{"excess": 1, "coalitions": [1], "floors": [3]}],
    ],
)
def test_nonsense_is_an_outcome_not_an_error(levels):
    def change(stored):
        stored["proof"]["data"]["levels"] = levels

    assert failed(tampered(change)) == {"proof"}


def test_missing_data_is_an_outcome_not_an_error():
    def change(stored):
        stored["proof"]["data"] = {}

    assert failed(tampered(change)) == {"proof"}


def test_proof_of_another_rule():
    def change(stored):
        stored["rule"] = "nucleolus"

    assert failed(tampered(change)) == {"proof"}


def test_floors_are_no_part_of_the_prenucleolus():
    def change(stored):
        stored["proof"]["data"]["levels"][0]["floors"] = [0]

    assert failed(tampered(change)) == {"tight coalitions"}


BINDING = al.TableGame([0, 0, 0, 0, 3, 0, 9, 6])


def test_nucleolus_with_binding_floors_holds():
    stored = al.nucleolus(BINDING).to_dict()
    assert any(level["floors"] for level in stored["proof"]["data"]["levels"])
    assert al.verify(BINDING, al.Allocation.from_dict(stored)).ok


def test_floor_left_out():
    def change(stored):
        for level in stored["proof"]["data"]["levels"]:
            level["floors"] = []

    assert not tampered(change, "nucleolus", BINDING).ok


def test_prenucleolus_is_no_nucleolus_where_it_breaks_a_floor():
    stored = al.prenucleolus(BINDING).to_dict()
    stored["rule"] = "nucleolus"
    stored["proof"]["data"]["imputations"] = True
    found = al.verify(BINDING, al.Allocation.from_dict(stored))
    assert "imputation" in failed(found)


def test_proof_for_another_game():
    other = al.TableGame([0, 1, 1, 7, 1, 6, 4, 11], players=["A", "B", "C"])
    assert not al.verify(other, al.prenucleolus(GAME)).ok


def test_every_single_value_matters_that_is_tight():
    for mask in (3, 4, 5, 6):
        values = GAME.table().copy()
        values[mask] += 0.25
        other = al.TableGame(values, players=["A", "B", "C"])
        assert not al.verify(other, al.prenucleolus(GAME)).ok


def test_a_slack_value_does_not_matter():
    values = GAME.table().copy()
    values[1] += 0.25
    assert al.verify(al.TableGame(values, players=["A", "B", "C"]), al.prenucleolus(GAME)).ok


def test_python_integers_where_64_bits_are_too_few(monkeypatch):
    monkeypatch.setattr(exact_excess, "fits_64_bits", lambda *_: False)
    for n in (3, 5, 8):
        values = np.random.default_rng(n).integers(0, 9, 2**n).astype(float)
        values[0] = 0
        game = al.TableGame(values)
        allocation = al.prenucleolus(game)
        assert al.verify(game, allocation).ok
        assert not al.verify(al.TableGame(values + (np.arange(2**n) == 2**n - 2) * 9.0), allocation).ok


def test_values_that_fill_64_bits():
    values = np.array([0, 1, 1, 7, 1, 5, 4, 11.0]) * 2**49
    game = al.TableGame(values)
    found = al.verify(game, al.prenucleolus(game))
    assert found.ok
    assert found.payoffs == tuple(Fraction(x) * 2**49 for x in ("19/4", "15/4", "5/2"))


def test_values_that_are_no_short_decimals_give_no_exact_payoffs():
    game = al.TableGame(np.array([0, 1, 1, 7, 1, 5, 4, 11.0]) / 7)
    found = al.verify(game, al.prenucleolus(game))
    assert found.ok
    assert found.payoffs is None
    assert "no short decimals" in {c.name: c for c in found.checks}["values"].detail


def test_moved_payoffs_of_such_a_game_are_refused():
    game = al.TableGame(np.array([0, 1, 1, 7, 1, 5, 4, 11.0]) / 7)
    stored = al.prenucleolus(game).to_dict()
    stored["payoffs"][0] += 1e-7
    stored["payoffs"][1] -= 1e-7
    assert failed(al.verify(game, al.Allocation.from_dict(stored))) == {"payoffs"}


def test_exact_levels():
    levels = read_levels(al.prenucleolus(GAME).proof.data, 3)
    assert exact_levels(ExactExcess(IntegerTable.of(GAME.table()), UNIT), levels, 3) == [Fraction(-3, 2), Fraction(-9, 4)]


def test_exact_levels_of_nothing():
    with pytest.raises(al.AllocationError, match="one point"):
        exact_levels(ExactExcess(IntegerTable.of(GAME.table()), UNIT), [], 3)


def test_single_player():
    game = al.TableGame([0, 7])
    found = al.verify(game, al.prenucleolus(game))
    assert found.ok
    assert found.payoffs == (7,)

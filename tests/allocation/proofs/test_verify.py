import json
from fractions import Fraction

import numpy as np
import pytest

import allocation as al
from allocation.proofs.check import Check, Verification

GAME = al.TableGame([0, 0, 0, 1, 0, 1, 0, 1], players=["A", "B", "C"])


def changed(allocation, **parts):
    return al.Allocation.from_dict({**allocation.to_dict(), **parts})


def test_definition_is_recomputed():
    found = al.verify(GAME, al.shapley(GAME))
    assert found.ok
    assert found.payoffs == (Fraction(2, 3), Fraction(1, 6), Fraction(1, 6))


def test_payoffs_off_the_definition_are_refused():
    found = al.verify(GAME, changed(al.shapley(GAME), payoffs=[0.6, 0.2, 0.2]))
    assert [check.name for check in found.failed] == ["payoffs"]


def test_payoffs_of_another_rule_are_refused():
    assert not al.verify(GAME, changed(al.shapley(GAME), payoffs=al.nucleolus(GAME).payoffs.tolist())).ok


def test_other_players_are_refused():
    found = al.verify(al.TableGame(GAME.table(), players=["A", "B", "D"]), al.shapley(GAME))
    assert [check.name for check in found.failed] == ["players"]


@pytest.mark.parametrize("payoffs", [[1.0, 0.0], [np.nan, 0, 1], [np.inf, 0, 0]])
def test_payoffs_that_are_no_split_are_refused(payoffs):
    with pytest.raises(al.AllocationError):
        changed(al.shapley(GAME), payoffs=payoffs)


def test_unknown_rule_is_an_outcome():
    assert not al.verify(GAME, changed(al.shapley(GAME), rule="no such rule")).ok


def test_unknown_kind_of_proof_is_an_outcome():
    found = al.verify(GAME, changed(al.shapley(GAME), proof={"kind": "faith", "claim": "", "data": {}}))
    assert "no checker" in found.failed[0].detail


def test_closed_form_without_formula_is_refused():
    found = al.verify(GAME, changed(al.shapley(GAME), proof={"kind": "closed form", "claim": "", "data": {}}))
    assert "no exact formula" in found.failed[0].detail


def test_rule_with_a_certificate_is_not_proved_by_definition():
    found = al.verify(GAME, changed(al.nucleolus(GAME), proof={"kind": "definition", "claim": "", "data": {}}))
    assert not found.ok


def test_plain_data_goes_through_json():
    plain = al.verify(GAME, al.shapley(GAME)).to_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert plain["ok"] is True
    assert plain["payoffs"] == ["2/3", "1/6", "1/6"]


def test_plain_data_without_exact_payoffs():
    assert Verification((Check("a", False, "b"),)).to_dict() == {
        "ok": False,
        "checks": [{"name": "a", "ok": False, "detail": "b"}],
        "payoffs": None,
    }


def test_nothing_checked_twice_hides_a_failure():
    found = Verification((Check("a", True, ""), Check("b", False, "why")))
    assert not found.ok
    assert found.failed == (Check("b", False, "why"),)


@pytest.mark.parametrize("rule", ["nucleolus", "prenucleolus", "least_core", "mcrs", "shapley"])
@pytest.mark.parametrize("scale", [1e-12, 1.0, 1e12])
def test_size_of_the_values_does_not_matter(rule, scale):
    values = np.array([0, 1, 1, 7, 1, 5, 4, 11.0]) * scale
    game = al.TableGame(values)
    assert al.verify(game, al.split(game, rule)).ok
    off = al.split(game, rule).payoffs + np.array([1, -1, 0]) * 1e-6 * scale
    assert not al.verify(game, changed(al.split(game, rule), payoffs=off.tolist())).ok

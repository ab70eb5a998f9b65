"""What a rule returns."""

import json
from decimal import Decimal

import numpy as np
import pytest

import allocation as al

GAME = al.TableGame([0, 10, 10, 70, 10, 50, 40, 100], players=["A", "B", "C"])


def test_payoffs_cannot_be_changed_afterwards():
    with pytest.raises(ValueError, match="read-only"):
        al.shapley(GAME).payoffs[0] = 1


def test_a_result_does_not_share_the_memory_it_was_made_from():
    payoffs = np.array([1.0, 2.0])
    found = al.Allocation(("A", "B"), payoffs, "equal", "exact", al.Proof("definition", "as defined"))
    payoffs[0] = 9
    assert found.payoffs.tolist() == [1, 2]


def test_options_cannot_be_changed_afterwards():
    with pytest.raises(TypeError):
        al.proportional(GAME, weights=[1, 2, 3]).options["weights"] = {}


def test_a_payoff_is_found_by_name():
    assert al.proportional(GAME, weights=[1, 2, 1])["B"] == 50


def test_a_frame_has_payoffs_and_shares():
    frame = al.proportional(GAME, weights=[1, 2, 1]).to_frame()
    assert frame.loc["B"].tolist() == [50, 0.5]


def test_a_total_of_zero_has_no_shares():
    assert al.equal(al.TableGame([0, 0])).to_frame()["share"].isna().all()


def test_rounded_payoffs_add_up():
    assert sum(al.equal(GAME).rounded("0.01")) == Decimal("100.00")


@pytest.mark.parametrize(
    "found",
    [
        al.corrected_shapley(GAME, factors=[0.5, 0.3, 0.2]),
        al.owen(GAME, unions=[["A", "B"]]),
        al.gately(GAME),
        al.proportional(GAME, weights={"C": 1, "A": 2, "B": 1}),
    ],
    ids=lambda found: found.rule,
)
def test_a_result_survives_json(found):
    again = al.Allocation.from_dict(json.loads(json.dumps(found.to_dict(), allow_nan=False)))
    assert again.payoffs.tolist() == found.payoffs.tolist()
    assert again.to_dict() == found.to_dict()

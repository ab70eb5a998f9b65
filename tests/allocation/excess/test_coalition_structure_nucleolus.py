"""The nucleolus of a coalition structure: by its definition, in special cases, and its proof."""

import json

import numpy as np
import pytest
import twins_excess as twin

import allocation as al

NAMES = ["A", "B", "C", "D"]


def zero_normalised(n, seed, high=9):
    """Every union is worth at least its members alone."""
    values = np.random.default_rng([n, seed]).integers(0, high, 2**n).astype(float)
    values[[0, *(1 << i for i in range(n))]] = 0
    return values


def by_definition(values, blocks):
    """The sequence of linear programs over all coalitions, every block held at its worth."""
    n = len(values).bit_length() - 1
    settled = {mask: twin.Fraction(values[mask]) for mask in blocks}
    known = [twin.row(mask, n) for mask in settled]
    active = [m for m in range(1, 2**n - 1) if twin._rank([*known, twin.row(m, n)]) > twin._rank(known)]
    x = [twin.Fraction(values[2**i]) for i in range(n)]
    while active:
        rows, right = twin._level(values, n, lambda mask: 1, settled, active, True)
        level, point = twin.minimise([twin.Fraction(0)] * n + [twin.Fraction(1)], rows, right)
        x = point[:n]
        held = [*rows, [twin.Fraction(0)] * n + [twin.Fraction(-1)]]
        for mask in [m for m in active if twin.excess(values, x, m) == level]:
            most = twin.minimise([-a for a in twin.row(mask, n)] + [twin.Fraction(0)], held, [*right, -level])
            if -most[0] == twin.payoff(mask, x):
                settled[mask] = twin.payoff(mask, x)
        known = [twin.row(m, n) for m in settled]
        rank = twin._rank(known)
        active = [m for m in active if twin._rank([*known, twin.row(m, n)]) > rank]
    return x


@pytest.mark.parametrize("unions", [[["A", "B"], ["C", "D"]], [["A", "C", "D"]], [["B", "D"]], [["A", "B", "C", "D"]]])
@pytest.mark.parametrize("seed", range(5))
def test_by_definition(unions, seed):
    values = zero_normalised(4, seed, 4 if seed % 2 else 9)
    game = al.TableGame(values, NAMES)
    found = al.coalition_structure_nucleolus(game, unions)
    blocks = [sum(1 << NAMES.index(name) for name in union) for union in found.options["unions"]]
    exact = by_definition([int(v) for v in values], blocks)
    np.testing.assert_allclose(found.payoffs, [float(x) for x in exact], atol=1e-9)
    assert al.verify(game, found).payoffs == tuple(exact)


@pytest.mark.parametrize("seed", range(4))
def test_one_union_of_all_is_the_nucleolus(seed):
    values = zero_normalised(5, seed)
    values[-1] = 30
    game = al.TableGame(values)
    found = al.coalition_structure_nucleolus(game, [game.players])
    np.testing.assert_allclose(found.payoffs, al.nucleolus(game).payoffs, atol=1e-9)


def test_without_unions_everybody_gets_what_it_earns_alone():
    game = al.TableGame([0, 1, 2, 9, 3, 9, 9, 20])
    found = al.coalition_structure_nucleolus(game, [])
    assert found.payoffs.tolist() == [1, 2, 3]
    assert al.verify(game, found).ok


def test_an_outside_offer_counts():
    game = al.TableGame([0, 0, 0, 10, 0, 8, 0, 12], ["A", "B", "C"])
    found = al.coalition_structure_nucleolus(game, [["A", "B"]])
    assert found.payoffs.round(9).tolist() == [9, 1, 0]
    assert al.aumann_dreze(game, [["A", "B"]]).payoffs.tolist() == [5, 5, 0]


@pytest.mark.parametrize("n", [8, 11])
def test_unions_hand_out_their_worth_and_the_split_verifies(n):
    values = zero_normalised(n, 1)
    values[3], values[28] = 9, 20
    game = al.TableGame(values)
    found = al.coalition_structure_nucleolus(game, [["1", "2"], ["3", "4", "5"]])
    assert found.details["certified"]
    assert found["1"] + found["2"] == pytest.approx(9)
    assert found["3"] + found["4"] + found["5"] == pytest.approx(20)
    assert al.verify(game, al.Allocation.from_dict(json.loads(json.dumps(found.to_dict())))).ok


@pytest.mark.parametrize("unions", [[["A", "B", "C"]], [["A"], ["B", "C"]], [["A", "X"]]])
def test_a_proof_holds_for_its_own_unions_only(unions):
    game = al.TableGame([0, 0, 0, 10, 0, 8, 0, 12], ["A", "B", "C"])
    stored = al.coalition_structure_nucleolus(game, [["A", "B"]]).to_dict()
    stored["options"] = {"unions": unions}
    assert not al.verify(game, al.Allocation.from_dict(stored)).ok


def test_unions_of_another_rule_change_nothing():
    game = al.TableGame([0, 0, 0, 10, 0, 8, 0, 12], ["A", "B", "C"])
    stored = al.nucleolus(game).to_dict()
    stored["options"] = {"unions": [["A", "B"]]}
    assert not al.verify(game, al.Allocation.from_dict(stored)).ok


def test_a_union_that_loses_is_refused():
    with pytest.raises(al.RuleError, match=r"union of A, B is worth 1 less"):
        al.coalition_structure_nucleolus(al.TableGame([0, 1, 2, 2], ["A", "B"]), [["A", "B"]])


@pytest.mark.parametrize("unions", [[["A", "B"], ["B", "C"]], [["A", "Z"]], [[]], "AB"])
def test_bad_unions_are_refused(unions):
    with pytest.raises(al.RuleError, match="unions"):
        al.coalition_structure_nucleolus(al.TableGame(np.zeros(8), ["A", "B", "C"]), unions)

"""Faults put in on purpose: a result that is not right must say that it is not certified."""

import numpy as np
import pytest
import twins_excess as twin

import allocation as al
from allocation.excess import lexicographic, small
from allocation.excess.master import Master

TIED = [0, 0, 0, 2, 0, 2, 1, 4, 0, 2, 1, 3, 2, 3, 3, 5]


@pytest.fixture(params=[0, 10], ids=["from a pool of rows", "all rows at once"], autouse=True)
def way(request, monkeypatch):
    """Few players go another way: each fault has to be seen on both."""
    monkeypatch.setattr(lexicographic, "SMALL", request.param)
    return request.param


def settle_every_tight_row(monkeypatch):
    monkeypatch.setattr(lexicographic, "POSITIVE", -1.0)
    monkeypatch.setattr(small, "POSITIVE", -1.0)


def corpus():
    random = np.random.default_rng(5)
    for n in (3, 4, 4, 5, 5):
        for _ in range(12):
            values = random.integers(0, 4, 2**n)
            values[0] = 0
            yield [int(v) for v in values]


def test_settling_every_tight_row_is_wrong_and_is_caught(monkeypatch):
    right = [al.prenucleolus(al.TableGame(v)).payoffs for v in corpus()]
    settle_every_tight_row(monkeypatch)
    wrong = 0
    for values, expected in zip(corpus(), right, strict=True):
        mutant = al.prenucleolus(al.TableGame(values))
        if np.abs(mutant.payoffs - expected).max() > 1e-6:
            wrong += 1
            assert not mutant.details["certified"], values
    assert wrong >= 3


def test_the_mutant_is_not_lexicographically_smallest(monkeypatch):
    settle_every_tight_row(monkeypatch)
    worse = 0
    for values in corpus():
        if len(values) > 16:
            continue
        mutant = al.prenucleolus(al.TableGame(values)).payoffs
        reference = [float(x) for x in twin.excesses(values, twin.lexicographic(values)[0])]
        worse += not np.allclose([float(x) for x in twin.excesses(values, [twin.Fraction(x) for x in mutant])], reference, atol=1e-6)
    assert worse >= 1


@pytest.fixture
def lying(monkeypatch):
    def lie(by):
        honest, plain = Master.solve, small.maximise

        def maximise(*arguments):
            status, point, weights = plain(*arguments)
            return status, point + by * np.linspace(1, 2, point.size), weights

        monkeypatch.setattr(small, "maximise", maximise)

        def solve(self):
            point = honest(self)
            return None if point is None else point + by * np.linspace(1, 2, point.size)

        monkeypatch.setattr(Master, "solve", solve)

    return lie


@pytest.mark.parametrize("by", [1e-6, 1e-3, -0.2])
def test_a_linear_program_that_lies_is_not_certified(lying, by):
    lying(by)
    allocation = al.prenucleolus(al.TableGame(TIED))
    assert not allocation.details["certified"]
    assert allocation.proof.kind == "none"
    assert "not certified" in allocation.proof.claim


def test_an_uncertified_result_does_not_verify(lying):
    lying(1e-3)
    game = al.TableGame(TIED)
    found = al.verify(game, al.prenucleolus(game))
    assert not found.ok
    assert any("not certified" in check.detail for check in found.failed)


def test_dual_values_that_lie_are_not_certified(monkeypatch):
    honest, plain = Master.solve, small.maximise

    def maximise(*arguments):
        status, point, weights = plain(*arguments)
        return status, point, np.roll(weights, 1)

    monkeypatch.setattr(small, "maximise", maximise)

    def solve(self):
        point = honest(self)
        self.weights = np.roll(self.weights, 1)
        return point

    monkeypatch.setattr(Master, "solve", solve)
    doubtful = 0
    for values in corpus():
        try:
            doubtful += not al.prenucleolus(al.TableGame(values)).details["certified"]
        except (np.linalg.LinAlgError, al.AllocationError):
            doubtful += 1
    assert doubtful >= 40


def test_a_scan_that_finds_nothing_is_not_certified(monkeypatch):
    from allocation.excess.scanner import Scanner

    monkeypatch.setattr(Scanner, "most_violated", lambda *_: np.empty(0, dtype=np.int64))
    values = np.random.default_rng(0).integers(0, 30, 2**11).astype(float)
    values[0] = 0
    allocation = al.prenucleolus(al.TableGame(values))
    assert not allocation.details["certified"]
    assert "above its level" in allocation.proof.claim


def test_exhausted_steps_are_an_error(monkeypatch):
    from allocation.excess import master

    monkeypatch.setattr(master, "STEPS", 1)
    monkeypatch.setattr(small, "STEPS", 1)
    with pytest.raises(al.AllocationError, match="ill-conditioned"):
        al.prenucleolus(al.TableGame(TIED))

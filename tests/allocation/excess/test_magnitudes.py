"""Tables that mix huge and tiny values, or hold the smallest numbers there are: certified and right, or not certified and why."""

import numpy as np
import pytest

import allocation as al
from allocation.excess.lexicographic_split import SAMPLE

RULES = ["prenucleolus", "per_capita_prenucleolus", "least_core", "anti_nucleolus"]


def mixed(seed):
    random = np.random.default_rng(seed)
    n = int(random.integers(2, 6))
    values = random.integers(-9, 9, 2**n) * np.where(random.random(2**n) < 0.5, 1e15, 1e-9)
    values[0] = 0
    return values


def denormal(seed):
    random = np.random.default_rng(seed)
    values = random.integers(0, 9, 2 ** int(random.integers(2, 5))) * 5e-324
    values[0] = 0
    return values


def nearly_equal(seed):
    random = np.random.default_rng(seed)
    values = 1e15 + random.integers(0, 3, 2**4)
    values[0] = 0
    return values


@pytest.mark.parametrize("make", [mixed, denormal, nearly_equal])
@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("seed", range(12))
def test_certified_means_verified(make, rule, seed):
    game = al.TableGame(make(seed))
    found = al.split(game, rule)
    assert found.details["certified"] is al.verify(game, found).ok
    if not found.details["certified"]:
        assert found.proof.claim.startswith("not certified: ")
        assert len(found.proof.claim) > len("not certified: ")


def test_levels_that_rounding_swallows_are_no_wrong_claim():
    # the difference that decides the only level is lost beside 1e15
    game = al.TableGame(mixed(24))
    found = al.prenucleolus(game)
    assert found.details["certified"] is al.verify(game, found).ok


def test_halves_of_the_smallest_number_are_not_certified():
    game = al.TableGame([0, 0, 0, 5e-324])
    found = al.prenucleolus(game)
    assert not found.details["certified"]
    assert not al.verify(game, found).ok


def test_a_level_is_compared_with_the_size_of_the_values():
    from dataclasses import replace

    from allocation.result import Proof

    game = al.TableGame(np.array([0, 0, 0, 1, 0, 1, 1, 1]) * 1e-6)
    found = al.prenucleolus(game)
    assert al.verify(game, found).ok
    levels = [dict(level) for level in found.proof.data["levels"]]
    levels[0]["excess"] += 1e-7
    other = replace(found, proof=Proof(found.proof.kind, "", {**found.proof.data, "levels": levels}))
    assert [check.name for check in al.verify(game, other).failed] == ["levels as claimed"]


def test_a_level_that_is_no_number_is_not_as_claimed():
    from dataclasses import replace

    from allocation.result import Proof

    game = al.TableGame([0, 0, 0, 1, 0, 1, 1, 1])
    found = al.prenucleolus(game)
    levels = [{**level, "excess": float("nan")} for level in found.proof.data["levels"]]
    other = replace(found, proof=Proof(found.proof.kind, "", {**found.proof.data, "levels": levels}))
    assert [check.name for check in al.verify(game, other).failed] == ["levels as claimed"]


@pytest.mark.parametrize("players", [13, 14])
def test_a_large_table_is_sampled(monkeypatch, players):
    from allocation.excess import lexicographic_split as module

    asked = []
    monkeypatch.setattr(module, "_exact_doubt", lambda *given: asked.append(given))
    values = np.random.default_rng(players).integers(1, 50, 2**players).astype(float)
    values[0] = 0
    al.prenucleolus(al.TableGame(values))
    assert not asked
    values[:: 2**players // SAMPLE] *= 1e13
    values[0] = 0
    al.prenucleolus(al.TableGame(values))
    assert len(asked) == 1


def test_what_the_exact_check_finds_is_the_reason(monkeypatch):
    from allocation.excess import lexicographic_split as module

    monkeypatch.setattr(module, "_beyond_float64", lambda _: True)
    monkeypatch.setattr(module, "_exact_doubt", lambda *_: "a coalition is above its level")
    found = al.prenucleolus(al.TableGame([0, 1, 1, 4]))
    assert found.proof.claim == "not certified: a coalition is above its level"
    assert (found.details["certified"], found.proof.kind) == (False, "none")


def test_a_level_of_nothing_holds_although_the_values_are_no_short_decimals():
    """Optima of linear programs: the grand coalition is stable up to rounding, so the first level is 0 up to what reading adds."""
    thirds = np.array([0, 1, 1, 2, 1, 2, 2, 3]) / 3.0
    for factor in (1.0, np.pi, 1e6 / 7):
        game = al.TableGame(thirds * factor)
        found = al.prenucleolus(game)
        assert al.verify(game, found).ok


def test_production_games_of_any_prices_are_certified_and_verified():
    random = np.random.default_rng([0, 10])
    resources, use = random.integers(0, 20, (3, 10)), random.integers(0, 6, (3, 4)) + np.eye(3, 4)
    game = al.ProductionGame(resources, use, random.integers(5, 30, 4))
    found = al.prenucleolus(game)
    assert found.details["certified"]
    assert al.verify(game, found).ok

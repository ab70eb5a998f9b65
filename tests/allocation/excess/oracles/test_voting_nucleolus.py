"""The nucleolus of voting games without a table: equal to the table's, certified, and honest when something lies."""

import json
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

import allocation as al
from allocation.excess import lexicographic
from allocation.excess.master import Master
from allocation.excess.oracles import voting, voting_split
from allocation.excess.oracles.voting import VotingOracle
from allocation.result import Proof


@pytest.fixture(autouse=True)
def always(monkeypatch):
    """Take the way without a table for few voters too."""
    monkeypatch.setattr(voting_split, "TABLE_PLAYERS", 0)
    monkeypatch.setattr(voting, "states", lambda rule: 0)


def without_table(game, rule):
    return voting_split.solve_voting(game, game.condition, rule, voting.voting_oracle(game))


def drawn(seed, most=12):
    random = np.random.default_rng(seed)
    n = int(random.integers(2, most + 1))
    weights = random.integers(0, 7, n)
    weights[0] += 1
    return al.VotingGame(weights.tolist(), int(random.integers(1, weights.sum() + 1)))


def compare(game, rule):
    found = without_table(game, rule)
    expected = al.split(al.TableGame(game.table()), rule)
    assert np.allclose(found.payoffs, expected.payoffs, atol=1e-10, rtol=0)
    assert found.details["certified"]
    assert al.verify(game, found).ok
    return found


@pytest.mark.parametrize("seed", range(40))
def test_random_votes_equal_the_table(seed):
    compare(drawn(seed), "prenucleolus")


@pytest.mark.parametrize("seed", range(15))
def test_nucleolus_equals_the_table_where_it_exists(seed):
    game = drawn(seed, 9)
    if game.singles().sum() > 1:
        with pytest.raises(al.RuleError, match="v\\(N\\) = 1"):
            al.nucleolus(game)
    else:
        compare(game, "nucleolus")


@pytest.mark.parametrize(
    ("weights", "quota", "shares"),
    [
        ([1, 1, 1], 2, [1 / 3, 1 / 3, 1 / 3]),
        ([2, 1, 1], 3, [1, 0, 0]),  # a veto player gets all
        ([2, 2, 1], 4, [1 / 2, 1 / 2, 0]),  # two veto players, and one who does not count
        ([5, 1, 1, 1], 5, [1, 0, 0, 0]),  # a dictator
        ([3, 2, 2, 0], 4, [1 / 3, 1 / 3, 1 / 3, 0]),  # no weight at all
        ([3, 1, 1, 1], 4, [1, 0, 0, 0]),
        ([2, 1, 1, 1], 3, [2 / 5, 1 / 5, 1 / 5, 1 / 5]),  # an apex game
        ([1, 1, 1, 1], 4, [1 / 4, 1 / 4, 1 / 4, 1 / 4]),  # unanimity
    ],
)
def test_textbook_votes(weights, quota, shares):
    found = without_table(al.VotingGame(weights, quota), "nucleolus")
    assert found.payoffs.tolist() == pytest.approx(shares, abs=1e-15)
    assert al.verify(al.VotingGame(weights, quota), found).ok


def test_a_single_voter_gets_all():
    found = without_table(al.VotingGame([3], 2), "prenucleolus")
    assert found.payoffs.tolist() == [1.0]
    assert al.verify(al.VotingGame([3], 2), found).ok


def test_many_who_win_alone_may_have_negative_payoffs_elsewhere():
    compare(al.VotingGame([3, 3, 3, 1], 3), "prenucleolus")


def test_equal_voters_get_the_same_to_the_last_bit():
    payoffs = without_table(al.VotingGame([7, 7, 5, 5, 5, 3, 3, 1], 19), "prenucleolus").payoffs
    assert payoffs[0] == payoffs[1]
    assert len(set(payoffs[2:5].tolist())) == 1
    assert payoffs[5] == payoffs[6]


def test_the_result_says_how_it_was_found():
    found = without_table(al.VotingGame([2, 1, 1, 1], 3), "prenucleolus")
    assert found.method == "row generation"
    assert found.details["oracle"] == "dynamic programming over weights"
    assert found.details["largest_excess"] == pytest.approx(2 / 5)
    assert found.proof.data["levels"][0]["coalitions"]


def test_coalitions_of_the_proof_are_lists_of_positions():
    found = without_table(al.VotingGame([2, 1, 1, 1], 3), "prenucleolus")
    listed = {tuple(s) for level in found.proof.data["levels"] for s in level["coalitions"]}
    assert (1, 2, 3) in listed


def test_a_result_survives_json():
    game = al.VotingGame([9, 8, 7, 3, 2], 15)
    stored = json.loads(json.dumps(without_table(game, "nucleolus").to_dict()))
    assert al.verify(game, al.Allocation.from_dict(stored)).ok


def test_a_least_core_point_and_its_value():
    game = al.VotingGame([5, 4, 3, 2, 1], 8)
    found = al.least_core(game)
    expected = al.least_core(al.TableGame(game.table()))
    assert found.details["oracle"]
    assert found.details["epsilon"] == pytest.approx(expected.details["epsilon"], abs=1e-12)
    assert al.verify(game, found).ok


def test_few_voters_keep_their_table(monkeypatch):
    monkeypatch.undo()
    assert "oracle" not in al.prenucleolus(al.VotingGame([3, 2, 2, 1], 5)).details


def test_combined_rules_have_no_dynamic_program():
    both = al.VotingGame.all_of([al.VotingGame([3, 2, 2, 1], 5), al.VotingGame([1, 1, 1, 1], 3)])
    assert "oracle" not in al.prenucleolus(both).details


def test_weights_too_heavy_for_memory_are_left_to_the_table(monkeypatch):
    monkeypatch.undo()
    monkeypatch.setattr(voting, "available_memory", lambda: 1000)
    assert voting.voting_oracle(al.VotingGame([300, 200, 100], 301)) is None


# faults


def test_settling_every_tight_row_is_caught(monkeypatch):
    right = {seed: without_table(drawn(seed, 7), "prenucleolus").payoffs for seed in range(30)}
    monkeypatch.setattr(lexicographic, "POSITIVE", -1.0)
    wrong = 0
    for seed, expected in right.items():
        mutant = without_table(drawn(seed, 7), "prenucleolus")
        if np.abs(mutant.payoffs - expected).max() > 1e-6:
            wrong += 1
            assert not mutant.details["certified"]
    assert wrong >= 1


@pytest.mark.parametrize("by", [1e-6, 1e-3, -0.2])
def test_a_linear_program_that_lies_cannot_make_a_wrong_split_certified(monkeypatch, by):
    honest, game = Master.solve, al.VotingGame([5, 4, 3, 3, 2, 1, 1], 11)
    expected = without_table(game, "prenucleolus").payoffs

    def solve(self):
        point = honest(self)
        return None if point is None else point + by * np.linspace(1, 2, point.size)

    monkeypatch.setattr(Master, "solve", solve)
    found = without_table(game, "prenucleolus")
    assert not found.details["certified"] or np.allclose(found.payoffs, expected, atol=1e-12)
    if not found.details["certified"]:
        assert "not certified" in found.proof.claim
        assert not al.verify(game, found).ok


def test_an_oracle_that_finds_nothing_is_not_certified(monkeypatch):
    from allocation.excess.oracles.oracle import Worst

    nothing = Worst(np.zeros((0, 12), dtype=bool), np.empty(0), -np.inf)
    monkeypatch.setattr(VotingOracle, "worst_outside", lambda *_: nothing)
    found = without_table(al.VotingGame([9, 9, 8, 7, 6, 5, 4, 3, 3, 2, 1, 1], 30), "prenucleolus")
    assert not found.details["certified"]
    assert found.proof.kind == "none"


def test_dual_values_that_lie_are_not_certified(monkeypatch):
    honest, doubtful = Master.solve, 0

    def solve(self):
        point = honest(self)
        self.weights = np.roll(self.weights, 1)
        return point

    monkeypatch.setattr(Master, "solve", solve)
    for seed in range(20):
        try:
            doubtful += not without_table(drawn(seed, 7), "prenucleolus").details["certified"]
        except (np.linalg.LinAlgError, al.AllocationError):
            doubtful += 1
    assert doubtful >= 10


# tampered proofs

GAME = al.VotingGame([9, 8, 7, 3, 2, 1], 16)


@pytest.fixture(scope="module")
def genuine():
    return voting_split.solve_voting(GAME, GAME.condition, "nucleolus", voting.voting_oracle(GAME))


def tampered(genuine, change):
    data = json.loads(json.dumps(dict(genuine.proof.data)))
    change(data)
    return al.verify(GAME, replace(genuine, proof=Proof(genuine.proof.kind, genuine.proof.claim, data)))


def test_the_genuine_proof_holds(genuine):
    found = tampered(genuine, lambda data: None)
    assert found.ok
    assert sum(found.payoffs) == 1


def _drop_coalition(data):
    data["levels"][0]["coalitions"].pop()


def _swap_coalition(data):
    data["levels"][0]["coalitions"][0] = [0]


def _drop_level(data):
    data["levels"].pop()


def _move_level(data):
    data["levels"][0]["excess"] += 0.01


def _not_a_number(data):
    data["levels"][0]["excess"] = float("nan")


def _stranger(data):
    data["levels"][0]["coalitions"][0] = [0, 17]


def _twice(data):
    data["levels"][0]["coalitions"][0] = [0, 0, 1]


def _everybody(data):
    data["levels"][0]["coalitions"][0] = list(range(6))


def _nobody(data):
    data["levels"][0]["coalitions"][0] = []


def _no_levels(data):
    del data["levels"]


def _other_rule(data):
    data["imputations"] = False


def _masks(data):
    data["levels"][0]["coalitions"] = [3, 5]


@pytest.mark.parametrize(
    "change",
    [
        _drop_coalition,
        _swap_coalition,
        _drop_level,
        _move_level,
        _not_a_number,
        _stranger,
        _twice,
        _everybody,
        _nobody,
        _no_levels,
        _other_rule,
        _masks,
    ],
)
def test_a_changed_proof_does_not_verify(genuine, change):
    assert not tampered(genuine, change).ok


def test_changed_payoffs_do_not_verify(genuine):
    moved = genuine.payoffs + np.array([1e-6, -1e-6, 0, 0, 0, 0])
    assert not al.verify(GAME, replace(genuine, payoffs=moved)).ok


@pytest.mark.parametrize("other", [al.VotingGame([9, 8, 7, 3, 2, 1], 21), al.VotingGame([9, 1, 7, 3, 2, 8], 16)])
def test_the_proof_of_another_vote_does_not_verify(genuine, other):
    assert not al.verify(other, genuine).ok


def test_a_voting_proof_is_no_proof_of_a_table(genuine):
    found = al.verify(al.TableGame(GAME.table()), genuine)
    assert any("voting game with one weighted rule" in check.detail for check in found.failed)


def test_a_balanced_but_wrong_level_is_seen_by_the_dynamic_program():
    votes = al.VotingGame([3, 1, 1, 1, 1], 4)
    genuine = without_table(votes, "prenucleolus")
    equal = {**genuine.proof.data, "levels": [{"excess": -0.2, "coalitions": [[i] for i in range(5)], "floors": []}]}
    forged = replace(genuine, payoffs=np.full(5, 0.2), proof=Proof(genuine.proof.kind, "", equal))
    assert [check.name for check in al.verify(votes, forged).failed] == ["all coalitions"]


def test_floors_are_no_part_of_a_prenucleolus():
    votes = al.VotingGame([2, 1, 1], 3)
    proof = without_table(votes, "prenucleolus")
    levels = [{**level, "floors": [1]} for level in proof.proof.data["levels"]]
    forged = replace(proof, proof=Proof(proof.proof.kind, "", {**proof.proof.data, "levels": levels}))
    assert not al.verify(votes, forged).ok


def test_checking_loads_no_solver():
    votes = al.VotingGame([9, 8, 7, 3, 2, 1], 16)
    stored = without_table(votes, "nucleolus").to_dict()
    child = (
        "import json, sys\nimport allocation as al\n"
        "found = al.verify(al.VotingGame([9, 8, 7, 3, 2, 1], 16), al.Allocation.from_dict(json.loads(sys.stdin.read())))\n"
        "bad = ('allocation.kernels.simplex', 'allocation.excess.lexicographic', 'allocation.excess.oracles.separation')\n"
        "print(found.ok, [m for m in sys.modules if m.startswith('ortools') or m in bad])"
    )
    told = subprocess.run([sys.executable, "-c", child], input=json.dumps(stored), capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "True []"


# large


def test_thirty_voters_are_certified_without_their_table():
    random = np.random.default_rng(3)
    votes = al.VotingGame(random.integers(1, 101, 30).tolist(), 800)
    found = al.nucleolus(votes)
    assert found.details["certified"]
    assert al.verify(votes, found).ok


def test_seventy_voters_are_more_than_a_mask_holds():
    votes = al.VotingGame([3] * 20 + [1] * 50, 60)
    found = al.prenucleolus(votes)
    assert al.verify(votes, found).ok
    assert found.payoffs.tolist() == pytest.approx([3 / 110] * 20 + [1 / 110] * 50, abs=1e-15)

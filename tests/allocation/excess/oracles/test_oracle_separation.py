"""The book of coalitions and the linear programs' view of a game without a table agree with the view of its table."""

import numpy as np
import pytest

import allocation as al
from allocation.excess.lexicographic import lexicographic
from allocation.excess.master import FLOOR, POOL, SETTLED
from allocation.excess.oracles.book import Book, BookSpan
from allocation.excess.oracles.oracle import Oracle, Worst
from allocation.excess.oracles.separation import OracleSeparation
from allocation.excess.oracles.voting import VotingOracle, states, voting_oracle
from allocation.excess.problem import Problem
from allocation.excess.span import Span
from allocation.voting.condition import Threshold

VOTES = al.VotingGame([4, 3, 2, 2, 1], 7)


@pytest.fixture
def by_oracle():
    return OracleSeparation(VOTES, voting_oracle(VOTES), 1.0)


@pytest.fixture
def by_table():
    return Problem(VOTES.table(), VOTES.n)


def mask(members):
    return sum(2**i for i in members)


def test_a_book_starts_with_nobody_everybody_and_everyone_alone():
    book = Book(3)
    assert book.members(np.arange(5)).astype(int).tolist() == [[0, 0, 0], [1, 1, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]]


def test_a_book_of_one_player_knows_that_alone_is_everybody():
    book = Book(1)
    assert book.numbers(np.array([[True], [False]])).tolist() == [1, 0]


def test_a_coalition_keeps_its_number():
    book = Book(4)
    row = np.array([[True, True, False, False]])
    first = book.numbers(row)
    book.numbers(np.array([[True, False, True, False]]))
    assert book.numbers(row) == first


def test_a_book_copies_what_it_is_given():
    book, row = Book(3), np.array([[True, True, False]])
    number = book.numbers(row)
    row[0, 2] = True
    assert book.members(number).tolist() == [[True, True, False]]


def test_no_numbers_are_no_coalitions():
    assert Book(3).members(np.empty(0, dtype=np.int64)).shape == (0, 3)


@pytest.mark.parametrize("n", [4, 9])
def test_the_span_of_a_book_is_the_span_of_its_masks(n):
    random = np.random.default_rng(n)
    rows = random.random((3 * n, n)) < 0.5
    book = Book(n)
    span, masks = BookSpan(book), Span(n)
    grew = span.add_all(book.numbers(rows))
    assert grew.tolist() == masks.add_all(rows @ (2 ** np.arange(n))).tolist()
    assert span.rank == masks.rank


def test_a_copied_span_of_a_book_grows_alone():
    span = BookSpan(Book(3))
    span.add(1)
    other = span.copy()
    assert other.add(2)
    assert (span.rank, other.rank) == (1, 2)


def test_the_span_of_seventy_players():
    book = Book(70)
    span = BookSpan(book)
    assert span.add_all(np.arange(2, 72)).all()
    assert span.rank == 70
    assert not span.add(1)


def test_rows_are_those_of_the_table(by_oracle, by_table):
    members = [[0], [0, 1], [1, 2, 4], [2, 3]]
    rows = np.array([[i in s for i in range(5)] for s in members])
    for kind in (POOL, SETTLED, FLOOR):
        ours = by_oracle.rows(by_oracle.book.numbers(rows), kind)
        theirs = by_table.rows([mask(s) for s in members], kind)
        assert np.array_equal(ours.coefficients, theirs.coefficients)
        assert np.array_equal(ours.values, theirs.values / by_oracle.scale * by_table.scale)
        assert np.array_equal(ours.kinds, theirs.kinds)


def test_numbers_mean_the_same_coalitions(by_oracle, by_table):
    assert by_oracle.coalitions([by_oracle.everyone]) == (tuple(range(5)),)
    assert by_table.everyone == 31
    for i in range(5):
        assert by_oracle.coalitions([by_oracle.single(i)]) == ((i,),)
        assert by_oracle.player_of(by_oracle.single(i)) == by_table.player_of(by_table.single(i)) == i


def test_the_first_pool_has_everyone_alone_and_everyone_but_one(by_oracle):
    listed = by_oracle.coalitions(by_oracle.first_pool().tolist())
    assert {len(s) for s in listed} == {1, 4}
    assert len(listed) == 10


def test_two_players_are_each_others_complement():
    game = al.VotingGame([2, 1], 2)
    pool = OracleSeparation(game, voting_oracle(game), 1.0).first_pool()
    assert len(pool) == 2


def test_a_single_player_has_no_proper_coalition():
    game = al.VotingGame([1], 1)
    assert OracleSeparation(game, voting_oracle(game), 1.0).first_pool().size == 0


@pytest.mark.parametrize("seed", range(10))
def test_the_most_violated_of_the_oracle_is_that_of_the_table(by_oracle, by_table, seed):
    random = np.random.default_rng(seed)
    settled = random.random((seed % 4, 5)) < 0.5
    ours, theirs = by_oracle.span(), by_table.span()
    ours.add(by_oracle.everyone)
    theirs.add(by_table.everyone)
    ours.add_all(by_oracle.book.numbers(settled))
    theirs.add_all((settled @ (2 ** np.arange(5))).astype(np.int64))
    payoffs = random.dirichlet(np.ones(5))
    one = by_oracle.most_violated(payoffs, -0.5, 1e-12, ours.orthogonal(random), 100)
    other = by_table.most_violated(payoffs, -0.5, 1e-12, theirs.orthogonal(random), 100)
    (best,) = by_oracle.coalitions(one[:1].tolist())
    (same,) = other[:1].tolist()
    assert VOTES.table()[mask(best)] - payoffs[list(best)].sum() == pytest.approx(
        VOTES.table()[same] - sum(payoffs[i] for i in range(5) if same >> i & 1)
    )
    assert by_oracle.calls == 1


def test_no_more_than_asked_for_are_returned(by_oracle):
    y = voting_oracle(VOTES)._proper
    assert len(by_oracle.most_violated(np.full(5, 0.2), -1.0, 1e-12, y, 3)) == 3


def test_nobody_is_violated_at_a_high_level(by_oracle):
    assert by_oracle.most_violated(np.full(5, 0.2), 1.0, 1e-12, voting_oracle(VOTES)._proper, 9).size == 0


def test_what_lies_in_a_span_is_recognised(by_oracle):
    span = by_oracle.span()
    span.add(by_oracle.everyone)
    y = span.orthogonal(np.random.default_rng(0))
    numbers = np.array([0, by_oracle.everyone, by_oracle.single(2)])
    assert by_oracle.inside(numbers, y).tolist() == [True, True, False]


def test_an_oracle_without_spans_is_asked_plainly():
    class Plain(Oracle):
        name = "plain"

        def worst(self, payoffs):
            return Worst.sorted(np.eye(5, dtype=bool)[:1], np.array([0.5]))

    problem = OracleSeparation(VOTES, Plain(), 1.0)
    found = problem.most_violated(np.zeros(5), 0.0, 0.0, np.zeros(5, dtype=np.uint64), 9)
    assert problem.coalitions(found.tolist()) == ((0,),)


def test_the_scale_does_not_change_the_result():
    one, ten = (lexicographic(OracleSeparation(VOTES, voting_oracle(VOTES), scale)) for scale in (1.0, 10.0))
    assert one.payoffs == pytest.approx(ten.payoffs, abs=1e-12)
    assert one.passes >= len(one.levels)


@pytest.mark.parametrize("floors", [False, True])
def test_levels_of_oracle_and_table_are_the_same(by_table, floors):
    table = Problem(VOTES.table(), 5, floors=floors)
    ours = lexicographic(OracleSeparation(VOTES, voting_oracle(VOTES), 1.0, floors))
    theirs = lexicographic(table)
    assert ours.levels[0].excess == pytest.approx(theirs.levels[0].excess)
    assert ours.payoffs == pytest.approx(theirs.payoffs, abs=1e-12)


# the voting oracle itself


def test_states_count_the_heavier_side():
    assert states(Threshold((3, 2, 1), 2)) == 4 * (max(2, 5) + 1)


@pytest.mark.parametrize("quota", [1, 4, 8, 12])
def test_the_oracle_names_winners_and_losers_with_and_without_everybody(quota):
    rule = Threshold((4, 3, 2, 2, 1), quota)
    found = VotingOracle(rule).worst(np.array([0.3, 0.25, 0.2, 0.15, 0.1]))
    wins = rule.wins(found.rows)
    assert found.excesses == pytest.approx(wins - found.rows @ np.array([0.3, 0.25, 0.2, 0.15, 0.1]))
    assert wins.any() or quota == 12
    assert not wins.all() or quota == 1


def test_a_whole_span_leaves_nobody():
    found = VotingOracle(Threshold((2, 1, 1), 3)).worst_outside(np.zeros(3), np.zeros(3, dtype=np.uint64))
    assert not found.excesses.size
    assert found.bound == -np.inf


def test_the_same_call_gives_the_same_bits():
    votes = al.VotingGame(np.random.default_rng(8).integers(1, 50, 20).tolist(), 300)
    one, two = al.prenucleolus(votes), al.prenucleolus(votes)
    assert np.array_equal(one.payoffs, two.payoffs)
    assert dict(one.proof.data) == dict(two.proof.data)


def test_relabelled_voters_get_relabelled_payoffs():
    weights = np.random.default_rng(9).integers(1, 50, 18)
    order = np.random.default_rng(10).permutation(18)
    quota = int(weights.sum() * 0.8)
    plain = al.prenucleolus(al.VotingGame(weights.tolist(), quota)).payoffs
    moved = al.prenucleolus(al.VotingGame(weights[order].tolist(), quota)).payoffs
    assert np.array_equal(plain[order], moved)


def test_a_voter_without_weight_gets_nothing():
    weights = [*np.random.default_rng(12).integers(5, 60, 16).tolist(), 0]
    assert al.nucleolus(al.VotingGame(weights, sum(weights) // 2 + 1)).payoffs[-1] == 0


def test_decimal_weights_are_the_same_vote():
    whole = np.random.default_rng(13).integers(1, 60, 16)
    one = al.nucleolus(al.VotingGame(whole.tolist(), int(whole.sum() * 0.6)))
    tenth = al.nucleolus(al.VotingGame((whole / 10).tolist(), int(whole.sum() * 0.6) / 10))
    assert np.array_equal(one.payoffs, tenth.payoffs)

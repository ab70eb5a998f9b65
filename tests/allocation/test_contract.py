"""The contract, run on every rule of the registry that splits any game: a new rule is tested the moment it is registered."""

import os
import subprocess
import sys

import contract
import numpy as np
import pytest

import allocation as al
from allocation.registry import RULES

ANY_GAME = [rule for rule in RULES.values() if rule.domain == "game"]
every_rule = pytest.mark.parametrize("rule", ANY_GAME, ids=lambda rule: rule.name)
seeds = pytest.mark.parametrize("seed", [0, 1, 2])


def promising(axiom):
    rules = [rule for rule in ANY_GAME if axiom in rule.promises]
    return pytest.mark.parametrize("rule", rules, ids=lambda rule: rule.name)


def close(first, second, table):
    return np.allclose(first, second, rtol=0, atol=contract.TOLERANCE * max(1.0, np.abs(table).max()))


@promising("efficient")
@seeds
def test_efficient_rules_hand_out_all_there_is(rule, seed):
    table = contract.convex_table(5, seed)
    assert close(contract.split(rule, table, contract.names(5)).total, table[-1], table)


@every_rule
@seeds
def test_relabelled_players_get_relabelled_payoffs(rule, seed):
    table, players = contract.convex_table(5, seed), contract.names(5)
    order = np.random.default_rng(seed).permutation(5)
    options = contract.options_for(rule, players)
    plain = al.split(al.TableGame(table, players), rule=rule.name, **options)
    moved = al.split(al.TableGame(contract.relabelled(table, order), [players[i] for i in order]), rule=rule.name, **options)
    assert close(moved.payoffs, plain.payoffs[order], table)


@promising("dummy")
def test_dummies_get_what_they_earn_alone(rule):
    inner = contract.convex_table(4, 3)
    table = np.concatenate((inner, inner + 7.0))  # the fifth player adds 7 to everybody
    assert close(contract.split(rule, table, contract.names(5)).payoffs[4], 7.0, table)


@promising("homogeneous")
@pytest.mark.parametrize("power", [-30, 40])
def test_scaling_by_powers_of_two_scales_the_payoffs(rule, power):
    table = contract.convex_table(5, 4)
    plain = contract.split(rule, table, contract.names(5)).payoffs
    scaled = contract.split(rule, np.ldexp(table, power), contract.names(5)).payoffs
    assert close(np.ldexp(scaled, -power), plain, table)


@promising("covariant")
def test_an_additive_game_on_top_is_paid_out_as_it_is(rule):
    table, extra = contract.convex_table(5, 5), np.array([3.0, -2.0, 0.0, 11.0, 5.0])
    masks = np.arange(32)
    added = sum(extra[i] * (masks >> i & 1) for i in range(5))
    plain = contract.split(rule, table, contract.names(5)).payoffs
    assert close(contract.split(rule, table + added, contract.names(5)).payoffs, plain + extra, table)


@pytest.mark.parametrize("rule", [rule for rule in ANY_GAME if "symmetric" in rule.promises and not rule.needs], ids=lambda rule: rule.name)
def test_alike_players_get_alike_payoffs(rule):
    table = np.bitwise_count(np.arange(32, dtype=np.uint64)).astype(float) ** 3
    payoffs = contract.split(rule, table, contract.names(5)).payoffs
    assert close(payoffs, np.full(5, payoffs.mean()), table)


@promising("individually rational")
def test_nobody_falls_below_its_own_value_where_that_is_promised(rule):
    table = contract.convex_table(5, 6)
    assert np.all(contract.split(rule, table, contract.names(5)).payoffs >= table[1 << np.arange(5)] - 1e-9 * table.max())


@every_rule
def test_the_given_array_is_neither_changed_nor_needed_writable(rule):
    table = contract.convex_table(4, 7)
    before = table.copy()
    table.setflags(write=False)
    contract.split(rule, table, contract.names(4))
    assert np.array_equal(table, before)


@every_rule
def test_the_same_call_gives_the_same_bits(rule):
    table = contract.convex_table(5, 8)
    first, second = (contract.split(rule, table, contract.names(5)).payoffs for _ in range(2))
    assert first.tobytes() == second.tobytes()


@every_rule
def test_four_threads_agree_with_one(rule):
    table = contract.convex_table(5, 9)
    results = []
    for threads in (1, 4):
        al.set_thread_count(threads)
        results.append(contract.split(rule, table, contract.names(5)).payoffs)
    al.set_thread_count(None)
    assert close(*results, table)


@pytest.mark.parametrize("rule", [rule for rule in ANY_GAME if rule.exact], ids=lambda rule: rule.name)
@pytest.mark.parametrize("n", [1, 2, 4, 6])
def test_the_definition_in_fractions_gives_the_same(rule, n):
    table = contract.convex_table(n, 10 + n)
    game = al.TableGame(table, contract.names(n))
    found = al.split(game, rule=rule.name, **contract.options_for(rule, contract.names(n)))
    assert close(found.payoffs, [float(x) for x in rule.exact_payoffs(game.exact_table(), found.options)], table)


@every_rule
def test_recorded_options_repeat_the_call(rule):
    table = contract.convex_table(4, 15)
    first = contract.split(rule, table, contract.names(4))
    again = al.split(al.TableGame(table, contract.names(4)), rule=rule.name, **first.options)
    assert close(first.payoffs, again.payoffs, table)


@every_rule
def test_an_unknown_option_is_refused_by_name(rule):
    with pytest.raises(al.RuleError, match="no option colour"):
        al.split(al.TableGame([0, 1]), rule=rule.name, colour="red")


@pytest.mark.parametrize("rule", [rule for rule in ANY_GAME if rule.needs], ids=lambda rule: rule.name)
def test_a_needed_option_is_asked_for_by_name(rule):
    with pytest.raises(al.RuleError, match=next(iter(rule.needs))):
        al.split(al.TableGame([0, 1]), rule=rule.name)


@every_rule
def test_every_rule_says_in_both_languages_what_it_is(rule):
    for text in (rule.title, rule.meaning, *rule.needs.values(), *rule.takes.values()):
        assert text.en
        assert not any("\u4e00" <= c <= "\u9fff" for c in text.en), text
        assert any("\u4e00" <= c <= "\u9fff" for c in text.zh), text
    assert rule.formula
    assert any(c.isdigit() for c in rule.reference) or "Aristotle" in rule.reference


@every_rule
def test_every_rule_is_also_a_function_of_the_package(rule):
    assert getattr(al, rule.name) is rule.compute


def test_interpreted_kernels_agree_with_compiled_ones():
    """One child process without the compiler recomputes every rule."""
    code = (
        "import contract, allocation as al\n"
        "from allocation.registry import RULES\n"
        "table = contract.convex_table(4, 20)\n"
        "for rule in RULES.values():\n"
        "    if rule.domain == 'game':\n"
        "        print(rule.name, *contract.split(rule, table, contract.names(4)).payoffs.tolist())\n"
    )
    environment = os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    told = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True, timeout=300).stdout
    table = contract.convex_table(4, 20)
    interpreted = {line.split()[0]: [float(x) for x in line.split()[1:]] for line in told.splitlines()}
    assert set(interpreted) == {rule.name for rule in ANY_GAME}
    for rule in ANY_GAME:
        assert close(interpreted[rule.name], contract.split(rule, table, contract.names(4)).payoffs, table), rule.name

"""Every rule at the edges of float64 and of the number of players: huge, tiny, denormal, tied, negative, one, two and many."""

import contract
import numpy as np
import pytest

import allocation as al
from allocation.registry import RULES

PLAIN = [rule for rule in RULES.values() if rule.domain == "game"]
FAST = [rule for rule in PLAIN if not rule.compute.__module__.startswith("allocation.excess")]  # no linear programs
fast_rules = pytest.mark.parametrize("rule", FAST, ids=lambda rule: rule.name)
every_rule = pytest.mark.parametrize("rule", PLAIN, ids=lambda rule: rule.name)

TABLES = {
    "convex": contract.convex_table(4, 30),
    "nothing": np.zeros(16),
    "all alike": np.append(0.0, np.ones(15)),
    "losses": -contract.convex_table(4, 31),
    "one needed": np.where(np.arange(16) & 1, 5.0, 0.0),
    "mixed signs": np.append(0.0, np.random.default_rng(32).integers(-9, 10, 15)).astype(float),
}


def outcome(rule, table):
    """Payoffs, or the refusal: a rule may be undefined on a game, but must then say so in its own words."""
    try:
        return contract.split(rule, np.asarray(table), contract.names(len(table).bit_length() - 1)).payoffs
    except al.RuleError as error:
        return str(error)


@pytest.mark.parametrize("rule", [rule for rule in FAST if "homogeneous" in rule.promises], ids=lambda rule: rule.name)
@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize("power", [-900, 900])
def test_what_is_decided_does_not_depend_on_the_unit(rule, kind, power):
    """2**900 is about 1e271: no rule may square, multiply or compare with an absolute number on its way."""
    plain, scaled = outcome(rule, TABLES[kind]), outcome(rule, np.ldexp(TABLES[kind], power))
    assert isinstance(plain, str) == isinstance(scaled, str)
    if not isinstance(plain, str):
        assert np.ldexp(scaled, -power) == pytest.approx(plain, abs=1e-9)


@fast_rules
@pytest.mark.parametrize("size", [1e300, 1e-300, 5e-324])
def test_all_that_comes_out_is_finite(rule, size):
    for table in TABLES.values():
        found = outcome(rule, np.sign(table) * size)
        assert isinstance(found, str) or np.all(np.isfinite(found))


@fast_rules
@pytest.mark.parametrize("size", [1e308, -1.7e308])
def test_values_that_overflow_are_refused_or_paid_but_never_paid_out_as_nan(rule, size):
    table = np.array([0, size, -size, size, size, -size, size, size])
    with np.errstate(over="ignore", invalid="ignore"):
        try:
            found = contract.split(rule, table, contract.names(3)).payoffs
        except al.AllocationError:
            found = np.zeros(0)
    assert np.all(np.isfinite(found))


@every_rule
@pytest.mark.parametrize("own", [-3.5, 0.0, 7.25])
def test_one_player_gets_what_it_earns(rule, own):
    found = outcome(rule, [0.0, own])
    if isinstance(found, str):
        assert rule.name in ("banzhaf_normalised", "proportional_nucleolus", "disruption_nucleolus")
    else:
        assert found == pytest.approx([own], abs=1e-12)


@pytest.mark.parametrize("rule", [rule for rule in PLAIN if {"efficient", "symmetric"} <= rule.promises], ids=lambda rule: rule.name)
@pytest.mark.parametrize("worth", [-4.0, 0.0, 6.0])
def test_two_alike_players_share_equally(rule, worth):
    found = outcome(rule, [0.0, 1.0, 1.0, worth])
    if not isinstance(found, str):
        assert found == pytest.approx([worth / 2] * 2, abs=1e-9)


@pytest.mark.parametrize("rule", [rule for rule in FAST if not rule.needs], ids=lambda rule: rule.name)
@pytest.mark.parametrize("n", [10, 11])
def test_either_side_of_the_block_size_symmetric_games_are_split_equally(rule, n):
    table = np.bitwise_count(np.arange(1 << n, dtype=np.uint64)).astype(float) ** 2
    assert al.split(al.TableGame(table), rule=rule.name).payoffs == pytest.approx([float(n)] * n, rel=1e-9)


@fast_rules
def test_single_precision_is_the_same_game(rule):
    table = contract.convex_table(5, 33)
    single = contract.split(rule, table.astype(np.float32), contract.names(5))
    assert single.payoffs == pytest.approx(contract.split(rule, table, contract.names(5)).payoffs, abs=1e-10)


@fast_rules
def test_a_memory_map_is_the_same_game(rule, tmp_path):
    table = contract.convex_table(5, 34)
    table.tofile(tmp_path / "table.bin")
    mapped = np.memmap(tmp_path / "table.bin", dtype=np.float64, mode="r")
    found = contract.split(rule, mapped, contract.names(5)).payoffs
    assert found.tobytes() == contract.split(rule, table, contract.names(5)).payoffs.tobytes()


@fast_rules
@pytest.mark.parametrize("layout", [">f8", "strided", "list", "integers"])
def test_any_layout_of_the_same_numbers_is_the_same_game(rule, layout):
    table = contract.convex_table(4, 35)
    given = {
        ">f8": table.astype(">f8"),
        "strided": np.repeat(table, 2)[::2],
        "list": table.tolist(),
        "integers": table.astype(np.int32),
    }[layout]
    found = contract.split(rule, given, contract.names(4)).payoffs
    assert found.tobytes() == contract.split(rule, table, contract.names(4)).payoffs.tobytes()


@pytest.mark.parametrize("rule", [rule for rule in FAST if rule.exact], ids=lambda rule: rule.name)
def test_payoffs_lie_in_the_exact_ones_to_a_few_digits_of_rounding(rule):
    """Cents, which no float holds: the exact route reads 0.1 as a tenth, the float route may be off by rounding only."""
    table = np.round(contract.convex_table(5, 36) * 0.37, 2)
    game = al.TableGame(table, contract.names(5))
    found = al.split(game, rule=rule.name, **contract.options_for(rule, contract.names(5)))
    exact = [float(x) for x in rule.exact_payoffs(game.exact_table(), found.options)]
    assert found.payoffs == pytest.approx(exact, abs=1e-13 * table.max())


@fast_rules
def test_every_result_is_confirmed_and_a_shifted_cent_is_not(rule):
    table = contract.convex_table(4, 37)
    game = al.TableGame(table, contract.names(4))
    found = al.split(game, rule=rule.name, **contract.options_for(rule, contract.names(4)))
    assert al.verify(game, found).ok
    data = found.to_dict()
    data["payoffs"] = [found.payoffs[0] + 0.01, found.payoffs[1] - 0.01, *found.payoffs[2:]]
    assert not al.verify(game, al.Allocation.from_dict(data)).ok


@pytest.mark.parametrize("n", [20, 21])
def test_large_tables_of_known_dividends(n):
    """Four rules, one table, eight megabytes and more: all payoffs follow from two dividends."""
    masks = np.arange(1 << n)
    table = np.where(masks & 0b111 == 0b111, 6.0, 0.0) + np.where(masks >> (n - 2) == 3, 4.0, 0.0)
    table.setflags(write=False)
    game = al.TableGame(table)
    expected = np.zeros(n)
    expected[:3], expected[-2:] = 2.0, 2.0
    assert al.shapley(game).payoffs == pytest.approx(expected, abs=1e-12)
    expected[:3] = 6 / 4
    assert al.banzhaf(game).payoffs == pytest.approx(expected, abs=1e-12)
    own = al.semivalue(game, chances=al.binomial_chances(n, 0.0)).payoffs
    assert own == pytest.approx(np.zeros(n), abs=1e-12)
    assert al.ensc(game).payoffs == pytest.approx(np.where(expected, [6.0] * 3 + [0.0] * (n - 5) + [4.0] * 2, 0) + (10 - 26) / n, abs=1e-12)


@pytest.mark.parametrize("n", [62, 63, 1000])
@pytest.mark.parametrize(
    "rule", ["shapley", "banzhaf", "consensus", "owen", "cis", "ensc", "gately", "raiffa", "equal", "nash", "tau", "scrb"]
)
def test_games_without_a_table_have_no_largest_size(rule, n):
    """A ring of partners: by symmetry everybody gets its own worth and two halves of a pair."""
    names = [f"m{i}" for i in range(n)]
    game = al.PairwiseGame(np.full(n, 3.0), {(names[i], names[(i + 1) % n]): 2.0 for i in range(n)}, names)
    options = {"unions": [names[:2]]} if rule == "owen" else {}
    assert al.split(game, rule=rule, **options).payoffs == pytest.approx([5.0] * n, rel=1e-12)


@pytest.mark.parametrize("n", [40, 62, 63, 64, 65])
@pytest.mark.parametrize("rule", ["solidarity", "weighted_shapley", "myerson", "position", "semivalue", "banzhaf_owen"])
def test_games_that_need_a_table_refuse_one_that_cannot_be(rule, n):
    names = [f"m{i}" for i in range(n)]
    game = al.FunctionGame(lambda rows: rows.sum(axis=1) ** 1.5, names, vectorised=True)
    options = {
        "weighted_shapley": {"weights": [1.0] * n},
        "myerson": {"graph": [names[:2]]},
        "position": {"graph": [names[:2]]},
        "semivalue": {"chances": al.binomial_chances(n)},
        "banzhaf_owen": {"unions": [names[:2]]},
    }.get(rule, {})
    with pytest.raises(al.TableTooLargeError, match=f"{n} players"):
        al.split(game, rule=rule, **options)

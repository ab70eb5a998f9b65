"""Entropy, CRITIC and MEREC: other ways to write the same numbers, and what has to move a weight up or down."""

import math
from fractions import Fraction

import numpy as np
import pytest

from partner_select.criteria import critic, decision_table, entropy, merec

RANDOM = np.random.default_rng(79)
TABLES = [RANDOM.integers(1, 50, (m, k)).astype(float) for m, k in ((2, 2), (3, 3), (5, 4), (8, 3), (4, 6))]
METHODS = [entropy, critic, merec]


def covariance_weights(table, directions):
    """CRITIC from covariances: σ_j Σ_k (1 - cov_jk / (σ_j σ_k)) = kσ_j - Σ_k cov_jk / σ_k."""
    low, high = table.min(axis=0), table.max(axis=0)
    scaled = np.where(np.array(directions) > 0, (table - low) / (high - low), (high - table) / (high - low))
    covariance = np.cov(scaled, rowvar=False)
    sigma = np.sqrt(np.diag(covariance))
    information = len(sigma) * sigma - (covariance / sigma[None, :]).sum(axis=1)
    return information / information.sum()


def entropy_by_counting(column):
    """ln m - (1/Σx) Σ x ln x ... rearranged: e = (ln Σx - Σ x ln x / Σx) / ln m, from whole numbers."""
    total = sum(column)
    return (math.log(total) - sum(x * math.log(x) for x in column) / total) / math.log(len(column))


def removal_effects(table, directions):
    """MEREC with the products it came from: exp(S_i) = 1 + ln(1/Π n_ij)/k."""
    effects = []
    shares = [
        [Fraction(min(c), x) if d > 0 else Fraction(x, max(c)) for x in c]
        for c, d in zip((tuple(map(int, c)) for c in table.T), directions, strict=True)
    ]
    k = len(shares)
    for gone in range(k):
        effect = 0.0
        for i in range(len(table)):
            whole = math.log1p(-math.log(math.prod(column[i] for column in shares)) / k)
            part = math.log1p(-math.log(math.prod(column[i] for j, column in enumerate(shares) if j != gone)) / k)
            effect += abs(part - whole)
        effects.append(effect)
    return effects


@pytest.mark.parametrize("table", TABLES, ids=lambda t: str(t.shape))
def test_entropy_from_whole_numbers(table):
    assert entropy(table).details["entropy"] == pytest.approx([entropy_by_counting(c) for c in table.T.tolist()], abs=1e-12)


@pytest.mark.parametrize("table", TABLES[1:], ids=lambda t: str(t.shape))
def test_critic_from_covariances(table):
    directions = [(-1) ** j for j in range(table.shape[1])]
    assert critic(table, directions).weights == pytest.approx(covariance_weights(table, directions).tolist(), abs=1e-9)


def test_critic_tells_the_deviation_of_a_sample():
    """Of 0, 1/2, 1 after scaling: √(2 · (1/2)² / (3 - 1)) = 1/2."""
    found = critic([[1, 9], [2, 5], [3, 8]])
    assert found.details["standard_deviation"][0] == pytest.approx(0.5)
    assert found.details["information"] == pytest.approx(
        [s * c for s, c in zip(found.details["standard_deviation"], found.details["conflict"], strict=True)]
    )


@pytest.mark.parametrize("table", TABLES, ids=lambda t: str(t.shape))
def test_merec_from_products_of_fractions(table):
    directions = [(-1) ** j for j in range(table.shape[1])]
    assert merec(table, directions).details["effect"] == pytest.approx(removal_effects(table, directions), abs=1e-12)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("table", TABLES[1:], ids=lambda t: str(t.shape))
def test_the_order_of_the_alternatives_does_not_matter(method, table):
    order = RANDOM.permutation(len(table))
    assert method(table[order]).weights == pytest.approx(method(table).weights, abs=1e-12)


@pytest.mark.parametrize("method", [entropy, merec])
def test_every_alternative_counted_twice_changes_nothing_much(method):
    """Shares of MEREC are the same; entropies move towards 1 together, so the order of the weights stays."""
    table = TABLES[2]
    single, double = method(table), method(np.vstack((table, table)))
    assert double.ranking == single.ranking
    if method is merec:
        assert double.weights == pytest.approx(single.weights, abs=1e-12)


def test_entropy_lies_between_nothing_and_one():
    levels = [x for table in TABLES for x in entropy(table).details["entropy"]]
    assert all(0 <= x <= 1 for x in levels)


def test_a_wider_spread_gives_a_heavier_criterion():
    """The second criterion is the first one pulled apart around its mean."""
    base = np.array([4.0, 5.0, 6.0, 5.0])
    wide = 5 + 3 * (base - 5)
    for method in (entropy, merec):
        weights = method(np.column_stack((base, wide))).weights
        assert weights[1] > weights[0]


def test_a_criterion_that_goes_its_own_way_outweighs_two_that_repeat_each_other():
    same, other = [1.0, 2, 3, 4, 5], [3.0, 5, 1, 2, 4]
    weights = critic(np.column_stack((same, same, other))).weights
    assert weights[0] == pytest.approx(weights[1])
    assert weights[2] > weights[0]


def test_critic_ignores_where_a_scale_starts_and_how_long_it_is():
    table = TABLES[2]
    moved = table * [2, 0.1, 7, 1] + [-500, 3, 0, 1000]
    assert critic(moved).weights == pytest.approx(critic(table).weights, abs=1e-9)


def test_directions_do_not_enter_entropy_and_mirror_merec():
    table = decision_table(TABLES[1], directions=[-1, 1, -1])
    assert entropy(table).weights == entropy(TABLES[1]).weights
    reciprocal = 1 / TABLES[1]
    assert merec(reciprocal, [1, 1, 1]).weights == pytest.approx(merec(TABLES[1], [-1, -1, -1]).weights, abs=1e-9)


@pytest.mark.parametrize("method", METHODS)
def test_names_come_back_with_the_weights(method):
    found = method(TABLES[1], criteria=["能力", "信誉", "成本"])
    assert found.of("信誉") == found.weights[1]
    assert found.to_dict()["criteria"] == ["能力", "信誉", "成本"]
    assert found.ranking[int(np.argmax(found.weights))] == 1
    with pytest.raises(KeyError):
        found.of("nothing")

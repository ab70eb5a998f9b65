"""Judged and measured weights brought together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_select import SelectionError
from partner_select.criteria import Weights, combined

NAMES = ("a", "b", "c")
JUDGED = Weights("ahp", NAMES, (0.5, 0.3, 0.2))
MEASURED = Weights("entropy", NAMES, (0.1, 0.6, 0.3))


def test_product():
    products = [0.05, 0.18, 0.06]
    assert combined([JUDGED, MEASURED]).weights == pytest.approx([p / sum(products) for p in products])


def test_mean():
    assert combined([JUDGED, MEASURED], how="additive").weights == pytest.approx((0.3, 0.45, 0.25))


def test_unequal_mean():
    found = combined([JUDGED, MEASURED], how="additive", shares=[3, 1])
    assert found.weights == pytest.approx((0.4, 0.375, 0.225))
    assert found.details["shares"] == [0.75, 0.25]


def test_exponents():
    powers = [0.5**2 * 0.1**0.5, 0.3**2 * 0.6**0.5, 0.2**2 * 0.3**0.5]
    assert combined([JUDGED, MEASURED], shares=[2, 0.5]).weights == pytest.approx([p / sum(powers) for p in powers])


@pytest.mark.parametrize("how", ["multiplicative", "additive"])
def test_one_source_stays_itself(how):
    assert combined([JUDGED], how=how).weights == pytest.approx(JUDGED.weights)


@pytest.mark.parametrize("how", ["multiplicative", "additive"])
def test_a_source_without_share_says_nothing(how):
    assert combined([JUDGED, MEASURED], how=how, shares=[1, 0]).weights == pytest.approx(JUDGED.weights)


@pytest.mark.parametrize("how", ["multiplicative", "additive"])
def test_criteria_are_matched_by_name(how):
    turned = Weights("entropy", NAMES[::-1], MEASURED.weights[::-1])
    assert combined([JUDGED, turned], how=how) == combined([JUDGED, MEASURED], how=how)


@given(st.lists(st.tuples(*[st.integers(1, 99)] * 3), min_size=1, max_size=4))
def test_the_order_of_the_sources_does_not_matter(rows):
    sources = [Weights(str(i), NAMES, tuple(x / sum(row) for x in row)) for i, row in enumerate(rows)]
    assert combined(sources[::-1]).weights == pytest.approx(combined(sources).weights, abs=1e-12)


def test_equal_weights_change_nothing_in_a_product():
    level = Weights("equal", NAMES, (1 / 3, 1 / 3, 1 / 3))
    assert combined([JUDGED, level]).weights == pytest.approx(JUDGED.weights)


def test_many_tiny_weights_do_not_vanish_together():
    tiny = Weights("tiny", NAMES, (1e-200, 2e-200, 1.0))
    assert combined([tiny, tiny, Weights("w", NAMES, (0.4, 0.6, 0.0))]).weights == pytest.approx((0.4 / 2.8, 2.4 / 2.8, 0))


def test_a_zero_wins_in_a_product_and_not_in_a_mean():
    sources = [Weights("x", ("a", "b"), (1.0, 0.0)), Weights("y", ("a", "b"), (0.5, 0.5))]
    assert combined(sources).weights == (1.0, 0.0)
    assert combined(sources, how="additive").weights == (0.75, 0.25)


def test_products_that_are_all_zero():
    sources = [Weights("x", ("a", "b"), (1.0, 0.0)), Weights("y", ("a", "b"), (0.0, 1.0))]
    with pytest.raises(SelectionError, match="all products are 0"):
        combined(sources)


def test_the_result_names_its_sources():
    assert combined([JUDGED, MEASURED]).to_dict()["details"]["sources"] == ["ahp", "entropy"]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (([],), "sources"),
        (([(0.5, 0.5)],), "sources"),
        (([JUDGED, Weights("x", ("a", "b"), (0.5, 0.5))],), "has the criteria"),
        (([JUDGED], "harmonic"), "how: must be"),
        (([JUDGED, MEASURED], "additive", [1]), "shares: must have shape"),
        (([JUDGED, MEASURED], "additive", [1, -1]), "shares: must be at least 0"),
        (([JUDGED, MEASURED], "additive", [0, 0]), "shares: at least one"),
    ],
)
def test_misuse(arguments, problem):
    with pytest.raises(SelectionError, match=problem):
        combined(*arguments)

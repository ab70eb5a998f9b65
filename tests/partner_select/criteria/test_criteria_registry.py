"""Every method by name, in two languages; and the package stays cheap to import."""

import subprocess
import sys

import pytest

import partner_select as ps
from partner_select import SelectionError, criteria

ROUGHLY_HAN = range(0x4E00, 0x9FFF)


@pytest.mark.parametrize("method", criteria.methods(), ids=lambda m: m.name)
def test_a_method_is_found_by_its_name_and_is_the_function_of_that_name(method):
    assert criteria.find_method(method.name) is method
    assert getattr(criteria, method.name) is method.compute


@pytest.mark.parametrize("method", criteria.methods(), ids=lambda m: m.name)
def test_titles_and_meanings_in_both_languages(method):
    for text in (method.title, method.meaning):
        assert any(ord(c) in ROUGHLY_HAN for c in text.zh)
        assert text.en
        assert not any(ord(c) in ROUGHLY_HAN for c in text.en)
    assert any(c.isdigit() for c in method.reference)


def test_kinds():
    assert [m.name for m in criteria.methods("evaluation")] == [
        "fuzzy_evaluation",
        "topsis",
        "vikor",
        "grey_relational",
        "promethee",
        "dea",
    ]
    assert len(criteria.methods()) == len(criteria.methods("weighting")) + len(criteria.methods("evaluation"))


def test_an_unknown_method_names_its_neighbours():
    with pytest.raises(SelectionError, match="did you mean topsis"):
        criteria.find_method("topsi")


@pytest.mark.parametrize("name", criteria.__all__)
def test_every_public_name_is_documented(name):
    assert getattr(criteria, name).__doc__


def test_results_carry_the_name_of_their_method():
    matrix, directions = [[1, 2], [3, 5], [2, 9]], [-1, 1]
    for name in ("topsis", "vikor", "grey_relational", "promethee", "dea"):
        assert criteria.find_method(name).compute(matrix, directions=directions).method == name
    for name in ("entropy", "critic", "merec"):
        assert criteria.find_method(name).compute(matrix).method == name


def test_importing_loads_no_solver():
    code = "import sys, partner_select.criteria; print([m for m in ('scipy', 'numba', 'ortools', 'allocation', 'tomllib') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_package_is_at_hand():
    assert ps.criteria is criteria

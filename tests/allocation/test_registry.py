"""Rules by name."""

import subprocess
import sys

import pytest

import allocation as al
from allocation.registry import find_rule

GAME = al.TableGame([0, 1, 3, 10], players=["A", "B"])


def test_split_is_the_function_of_that_name():
    assert al.split(GAME, rule="ensc").payoffs.tolist() == al.ensc(GAME).payoffs.tolist()


def test_the_names_are_those_of_the_rules():
    assert set(al.rule_names()) == {rule.name for rule in al.rules()}


@pytest.mark.parametrize("domain", ["game", "voting", "claims", "tree", "assignment", "production", "sequencing"])
def test_no_name_is_taken_twice_in_a_domain(domain):
    assert al.rule_names(domain) == tuple(rule.name for rule in al.rules(domain))
    assert len(set(al.rule_names(domain))) == len(al.rules(domain))


def test_a_misspelt_rule_is_answered_with_the_closest_names():
    with pytest.raises(al.RuleError, match=r"no rule 'shaply': did you mean shapley"):
        al.split(GAME, rule="shaply")


def test_a_missing_option_is_named_with_what_it_is():
    with pytest.raises(al.RuleError, match=r"'proportional' needs the option weights: one non-negative weight per player"):
        al.split(GAME, rule="proportional")


def test_an_unknown_option_is_answered_with_the_known_ones():
    with pytest.raises(al.RuleError, match=r"no option wieghts; its options: weights"):
        al.split(GAME, rule="proportional", wieghts=[1, 2])


def test_a_rule_without_a_definition_in_fractions_says_so():
    from dataclasses import replace

    with pytest.raises(al.RuleError, match="certificate"):
        replace(find_rule("shapley"), exact=None).exact_payoffs(GAME.exact_table(), {})


def test_importing_the_package_loads_no_heavy_library():
    heavy = {"scipy.optimize", "scipy.sparse", "scipy.linalg", "networkx", "pandas", "ortools"}
    code = f"import allocation, sys; print(*sorted({heavy} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True)
    assert told.stdout.strip() == ""

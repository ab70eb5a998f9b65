"""The page of rules: one part per kind of game, every rule once in its part."""

import re

import allocation as al
from alliance.rules_page import PARTS, rules_page


def part(page, domain):
    return page.split(f"# {PARTS[domain]}\n")[1].split("\n# ")[0]


def test_every_rule_stands_in_the_part_of_its_domain():
    page = rules_page(al.rules())
    for domain in PARTS:
        assert tuple(re.findall(r"^## `(\w+)`", part(page, domain), re.MULTILINE)) == al.rule_names(domain)


def test_a_name_of_two_domains_is_described_twice():
    assert rules_page(al.rules()).count("## `proportional`") == 2


def test_a_part_without_rules_is_left_out():
    page = rules_page(al.rules("claims"))
    assert PARTS["claims"] in page
    assert PARTS["voting"] not in page


def test_scenario_files_offer_rules_for_games_only():
    from alliance.scenario.choices import rule_choices
    from alliance.scenario.references import known_rules

    assert tuple(rule_choices().words) == al.rule_names("game")
    assert set(known_rules().values()) == set(al.rule_names("game"))

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


def test_scenario_files_offer_the_rules_whose_data_they_can_give():
    from alliance.scenario.choices import rule_choices

    offered = set(rule_choices().words)
    assert offered == set(al.rule_names()) - (set(al.rule_names("voting")) - set(al.rule_names("game"))) - {"semivalue"}


def test_scenario_files_know_every_rule_but_power_indices():
    from alliance.scenario.references import known_rules

    assert set(known_rules().values()) == set(rule_names_of_games())
    assert known_rules()["semivalue"] == "semivalue"


def rule_names_of_games():
    return [rule.name for rule in al.rules() if rule.domain != "voting"]


def test_every_spelling_of_an_offered_rule_leads_back_to_it():
    from alliance.scenario.choices import rule_choices

    choices = rule_choices()
    for word in choices.words:
        for language in ("zh", "en"):
            assert choices.meant(choices.shown(word, language)) == word

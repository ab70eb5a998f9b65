"""Rules for any game, for voting games and for claims games: which is meant, what each promises, and what is refused."""

from fractions import Fraction

import numpy as np
import pytest

import allocation as al
from allocation.registry import RULES, find_rule

BODY = al.VotingGame([4, 4, 4, 2, 2, 1], quota=12, players=list("DFINBL"))
ESTATE = al.ClaimsGame({"A": 100, "B": 200, "C": 300}, estate=400)
PLAIN = al.TableGame([0, 1, 3, 10], players=["A", "B"])
TREE = al.TreeGame([[0, 5, 9, 12], [5, 0, 4, 7], [9, 4, 0, 3], [12, 7, 3, 0]], players=["A", "B", "C"])
MARKET = al.AssignmentGame([[5, 8, 2], [7, 9, 6]], players=list("ABXYZ"))
PLANT = al.ProductionGame(resources=[[4, 6, 60], [33, 39, 0]], use=[[4, 5], [6, 2]], price=[68, 52], players=["A", "B", "C"])
QUEUE = al.SequencingGame(times=[2, 1, 1], weights=[1, 2, 3], players=["A", "B", "C"])
KINDS = {"voting": BODY, "claims": ESTATE, "tree": TREE, "assignment": MARKET, "production": PLANT, "sequencing": QUEUE}
NAMES = {domain: type(game).__name__ for domain, game in KINDS.items()}
special = pytest.mark.parametrize(
    "rule", [rule for domain in KINDS for rule in al.rules(domain)], ids=lambda rule: f"{rule.domain}-{rule.name}"
)
voting = pytest.mark.parametrize("rule", al.rules("voting"), ids=lambda rule: rule.name)
claims = pytest.mark.parametrize("rule", al.rules("claims"), ids=lambda rule: rule.name)


def options_of(rule, game):
    return {"unions": [list(game.players[:2]), [game.players[3]]]} if "unions" in rule.needs else {}


def split_of(rule, game=None):
    game = game or KINDS[rule.domain]
    return al.split(game, rule=rule.name, **options_of(rule, game))


# What is there


def test_without_a_domain_all_rules_are_listed():
    assert al.rules() == (*al.rules("game"), *(rule for domain in KINDS for rule in al.rules(domain)))


def test_each_domain_holds_only_its_own_rules():
    for domain in ("game", *KINDS):
        assert {rule.domain for rule in al.rules(domain)} == {domain}


def test_rules_for_any_game_are_those_of_the_registry():
    assert al.rules("game") == tuple(RULES.values())


def test_a_name_of_two_domains_is_listed_once():
    names = al.rule_names()
    assert "proportional" in al.rule_names("game")
    assert "proportional" in al.rule_names("claims")
    assert names.count("proportional") == 1


@pytest.mark.parametrize("name", ["shapley_shubik", "johnston", "deegan_packel", "public_good", "coleman_prevent", "coleman_initiate"])
def test_power_indices_of_the_literature_are_rules(name):
    assert name in al.rule_names("voting")
    assert name not in al.rule_names("game")


@pytest.mark.parametrize("name", ["cea", "cel", "talmud", "piniles", "random_arrival", "minimal_overlap", "adjusted_proportional"])
def test_claims_rules_of_the_literature_are_rules(name):
    assert name in al.rule_names("claims")
    assert name not in al.rule_names("game")


def test_an_unknown_domain_names_the_known_ones():
    with pytest.raises(al.RuleError, match="no domain of rules 'votes': choose among game, voting, claims"):
        al.rules("votes")


@special
def test_every_special_rule_is_described_in_both_languages(rule):
    for text in (rule.title, rule.meaning, *rule.needs.values(), *rule.takes.values()):
        assert text.en
        assert any("\u4e00" <= letter <= "\u9fff" for letter in text.zh)
    assert rule.formula
    assert any(letter.isdigit() for letter in rule.reference) or "Aristotle" in rule.reference


# Which rule a name stands for


def test_proportional_on_claims_follows_the_claims():
    assert al.split(ESTATE, rule="proportional").payoffs == pytest.approx([400 / 6, 800 / 6, 200])


def test_proportional_on_claims_follows_weights_where_they_are_given():
    found = al.split(ESTATE, rule="proportional", weights=[1, 1, 2])
    assert found.payoffs.tolist() == [100, 100, 200]
    assert found.options["weights"] == {"A": 1.0, "B": 1.0, "C": 2.0}


def test_proportional_on_other_games_still_needs_weights():
    with pytest.raises(al.RuleError, match="needs the option weights"):
        al.split(PLAIN, rule="proportional")


def test_a_misspelt_option_is_answered_with_those_of_the_rule_that_has_options():
    with pytest.raises(al.RuleError, match="no option wieghts; its options: weights"):
        al.split(ESTATE, rule="proportional", wieghts=[1, 1, 1])


def test_rules_for_any_game_split_voting_games_and_claims():
    assert al.split(BODY, rule="banzhaf").payoffs.tolist() == al.banzhaf(BODY).payoffs.tolist()
    assert al.split(ESTATE, rule="nucleolus").payoffs == pytest.approx([50, 125, 225])


def test_owen_of_a_voting_game_counts_by_weights_and_needs_no_table():
    parliament = al.VotingGame(list(range(1, 61)), quota=916)
    unions = [[str(i) for i in range(1, 31)]]
    found = al.split(parliament, rule="owen", unions=unions)
    assert found.payoffs.tolist() == al.power(parliament, index="owen", unions=unions).values.tolist()


def test_finding_a_rule_prefers_the_one_for_any_game():
    assert find_rule("owen").domain == "game"
    assert find_rule("owen", "voting").domain == "voting"
    assert find_rule("proportional", "claims").domain == "claims"


# What is refused


@special
@pytest.mark.parametrize("game", [PLAIN, BODY, ESTATE], ids=["table", "voting", "claims"])
def test_a_rule_meets_only_games_of_its_domain(rule, game):
    if game is KINDS[rule.domain] or rule.name in al.rule_names("game"):
        return
    kind = NAMES[rule.domain]
    with pytest.raises(al.RuleError, match=f"'{rule.name}' is for {rule.domain} games only: give it a {kind}, not a {type(game).__name__}"):
        al.split(game, rule=rule.name)


def test_a_misspelt_power_index_is_answered_with_close_names():
    with pytest.raises(al.RuleError, match=r"did you mean.*coleman_prevent"):
        al.split(BODY, rule="colman_prevent")


def test_asking_a_domain_for_a_rule_of_another_says_which():
    with pytest.raises(al.RuleError, match="'cea' is for claims games only"):
        find_rule("cea", "game")
    with pytest.raises(al.RuleError, match="'nucleolus' is for any game"):
        find_rule("nucleolus", "voting")


@special
def test_unknown_options_are_refused(rule):
    if rule.name in al.rule_names("game") and rule.domain == "claims":
        return
    with pytest.raises(al.RuleError, match="no option colour"):
        al.split(KINDS[rule.domain], rule=rule.name, colour="red", **options_of(rule, BODY))


@pytest.mark.parametrize("name", ["owen", "banzhaf_owen"])
def test_voting_in_unions_needs_the_unions(name):
    with pytest.raises(al.RuleError, match="needs the option unions"):
        al.split(BODY, rule=name)


@pytest.mark.parametrize("unions", [[["D", "X"]], [["D"], ["D"]], [[]], "DF"])
def test_voting_in_unions_refuses_what_is_no_partition(unions):
    with pytest.raises(al.RuleError, match="unions"):
        al.split(BODY, rule="owen", unions=unions)


# What comes back


@voting
def test_payoffs_are_the_values_of_the_index(rule):
    found = split_of(rule)
    assert found.payoffs.tolist() == al.power(BODY, index=rule.name, **options_of(rule, BODY)).values.tolist()
    assert (found.rule, found.method, found.players) == (rule.name, "exact", BODY.players)
    assert 0 <= found.details["error_bound"] < 1e-15


@claims
def test_payoffs_are_the_division_of_the_estate(rule):
    found, divided = split_of(rule), al.divide({"A": 100, "B": 200, "C": 300}, 400, rule=rule.name)
    assert found.payoffs.tolist() == divided.payoffs.tolist()
    assert (found.rule, found.method) == (divided.rule, divided.method)


@special
def test_the_result_survives_plain_data(rule):
    found = split_of(rule)
    again = al.Allocation.from_dict(found.to_dict())
    assert again.payoffs.tolist() == found.payoffs.tolist()
    assert al.verify(KINDS[rule.domain], again).ok


@voting
def test_recorded_options_repeat_the_call(rule):
    found = split_of(rule)
    assert al.split(BODY, rule=rule.name, **found.options).payoffs.tolist() == found.payoffs.tolist()


def test_unions_given_once_only_are_recorded_all_the_same():
    found = al.split(BODY, rule="owen", unions=(list(union) for union in ("DF", "IN")))
    assert found.options == {"unions": [["D", "F"], ["I", "N"], ["B"], ["L"]]}


# What is promised


@special
def test_what_is_promised_to_add_up_adds_up(rule):
    total = split_of(rule).total
    grand = KINDS[rule.domain].grand_value
    assert (total == pytest.approx(grand, abs=1e-12)) == ("efficient" in rule.promises)


STRUCTURED_ORDERS = {"tree": [2, 0, 1], "assignment": [1, 0, 4, 2, 3], "production": [2, 0, 1], "sequencing": [2, 0, 1]}


def relabelled(domain):
    order = STRUCTURED_ORDERS[domain]
    game, names = KINDS[domain], [KINDS[domain].players[i] for i in order]
    if domain == "tree":
        nodes = [0, *(i + 1 for i in order)]
        return al.TreeGame(game.costs[np.ix_(nodes, nodes)], names)
    if domain == "assignment":
        return al.AssignmentGame(game.profits[np.ix_(order[:2], [i - 2 for i in order[2:]])], names)
    if domain == "production":
        return al.ProductionGame(game.resources[:, order], game.use, game.price, names)
    return al.SequencingGame(game.times[order], game.weights[order], queue=["A", "B", "C"], players=names)


@pytest.mark.parametrize("rule", [rule for domain in STRUCTURED_ORDERS for rule in al.rules(domain)], ids=lambda rule: rule.name)
def test_relabelled_players_of_structured_games_get_relabelled_payoffs(rule):
    found = al.split(relabelled(rule.domain), rule=rule.name)
    assert found.payoffs == pytest.approx(split_of(rule).payoffs[STRUCTURED_ORDERS[rule.domain]], abs=1e-9)


@pytest.mark.parametrize(
    ("name", "payoffs"),
    [
        ("bird", [-5, -4, -3]),
        ("seller_optimal", [6, 7, 0, 2, 0]),
        ("owen_point", [230, 282, 480]),
        ("equal_gain_splitting", [4, 2, 3]),
    ],
)
def test_points_that_only_one_kind_of_game_has(name, payoffs):
    game = next(KINDS[domain] for domain in STRUCTURED_ORDERS if name in al.rule_names(domain))
    found = al.split(game, rule=name)
    assert found.rule == name
    assert found.payoffs == pytest.approx(payoffs)
    assert al.verify(game, found).ok
    assert al.stability(game, found.payoffs).in_core


def test_points_of_a_derived_game_are_not_those_of_its_base():
    with pytest.raises(al.RuleError, match="'bird' is for tree games only: give it a TreeGame, not a SavingsGame"):
        al.split(al.SavingsGame(TREE), rule="bird")


@pytest.mark.parametrize("rule", [*al.rules("voting"), *al.rules("claims")], ids=lambda rule: f"{rule.domain}-{rule.name}")
def test_relabelled_players_get_relabelled_payoffs(rule):
    order = [2, 0, 1] if rule.domain == "claims" else [5, 2, 0, 3, 1, 4]
    plain = KINDS[rule.domain]
    names = [plain.players[i] for i in order]
    if rule.domain == "claims":
        moved = al.ClaimsGame({name: {"A": 100, "B": 200, "C": 300}[name] for name in names}, 400)
    else:
        weights = [4, 4, 4, 2, 2, 1]
        moved = al.VotingGame([weights[i] for i in order], 12, names)
    first = split_of(rule, plain)
    second = al.split(moved, rule=rule.name, **options_of(rule, plain))
    assert second.payoffs == pytest.approx(first.payoffs[order], abs=1e-12)


@voting
def test_alike_voters_have_alike_power_where_that_is_promised(rule):
    if "symmetric" in rule.promises:
        assert len(set(split_of(rule).payoffs[:3].tolist())) == 1


@voting
def test_dummies_get_nothing_where_that_is_promised(rule):
    powerless = split_of(rule)["L"]
    assert (powerless == 0) == ("dummy" in rule.promises)


@voting
def test_dictators_get_everything_where_dummies_get_nothing(rule):
    if "dummy" in rule.promises:
        game = al.VotingGame([5, 1, 1, 1], quota=5, players=list("ABCD"))
        assert split_of(rule, game).payoffs.tolist() == [1, 0, 0, 0]


@claims
def test_divisions_lie_in_the_core_and_between_nothing_and_the_claim(rule):
    found = split_of(rule)
    assert al.in_core(ESTATE, found.payoffs)
    assert np.all(found.payoffs >= 0)
    assert np.all(found.payoffs <= [100, 200, 300])


@claims
@pytest.mark.parametrize("power", [-40, 30])
def test_divisions_scale_with_the_money(rule, power):
    scaled = al.ClaimsGame(np.ldexp([100.0, 200.0, 300.0], power), float(np.ldexp(400.0, power)))
    assert np.ldexp(al.split(scaled, rule=rule.name).payoffs, -power) == pytest.approx(split_of(rule).payoffs, rel=1e-12)


@claims
def test_who_claims_nothing_gets_nothing(rule):
    assert al.split(al.ClaimsGame([0, 50, 100], 90), rule=rule.name).payoffs[0] == 0


@claims
@pytest.mark.parametrize(("estate", "paid"), [(0, [0, 0]), (300, [100, 200])])
def test_nothing_and_everything_leave_no_choice(rule, estate, paid):
    assert al.split(al.ClaimsGame([100, 200], estate), rule=rule.name).payoffs == pytest.approx(paid, abs=1e-12)


# What can be re-checked


@special
def test_results_are_confirmed(rule):
    verdict = al.verify(KINDS[rule.domain], split_of(rule))
    assert verdict.ok
    assert verdict.payoffs is not None


@special
def test_a_changed_payoff_is_seen(rule):
    data = split_of(rule).to_dict()
    data["payoffs"][0] += 1e-3
    data["payoffs"][1] -= 1e-3
    assert not al.verify(KINDS[rule.domain], al.Allocation.from_dict(data)).ok


@voting
def test_power_is_not_confirmed_against_a_game_of_another_kind(rule):
    table = al.TableGame(BODY.table(), BODY.players)
    verdict = al.verify(table, split_of(rule))
    assert [check.name for check in verdict.failed] == ["power"]


def test_power_of_a_large_council_is_counted_again():
    council = al.VotingGame([*range(1, 31)], quota=233)
    verdict = al.verify(council, al.split(council, rule="johnston"))
    assert verdict.ok
    assert "counted again" in next(check.detail for check in verdict.checks if check.name == "power")


def test_power_found_by_integration_is_confirmed_within_its_error_bound():
    council = al.VotingGame([*range(1, 31)], quota=233)
    found = al.split(council, rule="shapley_shubik", how="floating")
    assert al.verify(council, found).ok
    data = found.to_dict()
    data["payoffs"][0] += 1e-6
    data["payoffs"][29] -= 1e-6
    assert not al.verify(council, al.Allocation.from_dict(data)).ok


def test_power_that_need_not_add_up_is_not_blamed_for_it():
    verdict = al.verify(BODY, al.split(BODY, rule="coleman_prevent"))
    assert "efficient" not in {check.name for check in verdict.checks}
    assert verdict.payoffs == tuple(Fraction(swings, 14) for swings in (10, 10, 10, 6, 6, 0))

"""The reference numbers, for every rule and property that the package computes."""

from fractions import Fraction

import numpy as np
import pytest

import allocation as al

TABLES = ["values", "alliance"]


def number(x):
    return float(Fraction(x)) if isinstance(x, str) else float(x)


def close(found, expected, scale):
    return np.allclose(found, [number(x) for x in expected], rtol=1e-9, atol=1e-9 * scale)


def tables(vectors):
    for family in TABLES:
        for vector in vectors(family):
            if vector["game"]["kind"] == "table":
                sign = -1.0 if vector["game"].get("sense") == "cost" else 1.0
                yield vector, sign, al.TableGame(0.0 + sign * np.array(vector["game"]["values"], dtype=float), vector["players"])


def options_of(rule, vector, game):
    params, names = vector.get("params", {}), game.players
    if rule in ("owen", "banzhaf_owen"):
        return {"unions": [[names[i] for i in union] for union in params["partition"]]}
    if rule in ("myerson", "position"):
        return {"graph": [[names[i] for i in edge] for edge in params["edges"]]}
    if rule == "weighted_shapley":
        return {"weights": params.get("weights") or vector["expect"]["lambda"]}
    if rule == "asymmetric_nash":
        return {"weights": vector["expect"]["lambda"], "disagreement": params["disagreement"]}
    return {}


RULES = {
    "shapley": "shapley",
    "cis": "cis",
    "eansc": "ensc",
    "gately": "gately",
    "owen": "owen",
    "banzhaf_owen": "banzhaf_owen",
    "banzhaf": "banzhaf",
    "banzhaf_normalised": "banzhaf_normalised",
    "solidarity": "solidarity",
    "tau": "tau",
    "raiffa": "raiffa",
    "scrb": "scrb",
    "myerson": "myerson",
    "position": "position",
    "weighted_shapley": "weighted_shapley",
    "asymmetric_nash": "asymmetric_nash",
}
LEAST = {
    "shapley": 36,
    "cis": 36,
    "eansc": 36,
    "gately": 31,
    "banzhaf": 32,
    "solidarity": 32,
    "tau": 31,
    "raiffa": 6,
    "scrb": 4,
    "myerson": 5,
    "position": 5,
}


@pytest.mark.parametrize(("key", "rule"), RULES.items())
def test_rules_meet_the_reference_numbers(vectors, key, rule):
    met = 0
    for vector, sign, game in tables(vectors):
        if key in vector["expect"]:
            found = al.split(game, rule=rule, **options_of(key, vector, game)).payoffs
            assert close(sign * found, vector["expect"][key], abs(game.grand_value)), vector["id"]
            met += 1
    assert met >= LEAST.get(key, 1)


def test_the_tau_value_is_refused_where_the_reference_says_so(vectors):
    for vector, _, game in tables(vectors):
        if vector["expect"].get("tau_exists") is False:
            with pytest.raises(al.RuleError, match="not defined"):
                al.tau(game)


@pytest.mark.parametrize(
    ("key", "function"), [("utopia", al.Game.marginals_to_grand), ("minimal_rights", al.minimal_rights), ("dividends", al.dividends)]
)
def test_landmarks_meet_the_reference_numbers(vectors, key, function):
    met = 0
    for vector, _, game in tables(vectors):
        if key in vector["expect"]:
            assert close(function(game), vector["expect"][key], abs(game.grand_value)), vector["id"]
            met += 1
    assert met >= 32


@pytest.mark.parametrize(
    ("key", "function"), [("shapley_interaction_pairs", al.shapley_interaction), ("banzhaf_interaction_pairs", al.banzhaf_interaction)]
)
def test_interactions_meet_the_reference_numbers(vectors, key, function):
    met = 0
    for vector, _, game in tables(vectors):
        for pair, expected in vector["expect"].get(key, {}).items():
            i, j = map(int, pair.split(","))
            assert close(function(game)[[i, j], [j, i]], [expected] * 2, abs(game.grand_value)), vector["id"]
            met += 1
    assert met >= 32


def test_combined_schemes_meet_the_reference_numbers(vectors):
    vector = next(v for v in vectors("alliance") if v["game"]["kind"] == "schemes")
    schemes, expect = vector["game"]["schemes"], vector["expect"]
    game = al.TableGame([0, 10, 10, 70, 10, 50, 40, 100], vector["players"])
    found = al.topsis_combined(game, schemes=schemes)
    assert close(found.payoffs, expect["combination"], 100)
    for key in ("d_plus", "d_minus", "closeness"):
        assert close(found.details[key], expect[key], 1)
    assert close(al.centroid(game, schemes=schemes).payoffs, expect["centroid"], 100)


def test_batches_of_tables_meet_the_reference_numbers(vectors):
    vector = next(v for v in vectors("alliance") if v["game"]["kind"] == "interval")
    low, high = al.shapley_batch([vector["game"]["lower"], vector["game"]["upper"]])
    assert close(low, vector["expect"]["shapley_lower_game"], 100)
    assert close(high, vector["expect"]["shapley_upper_game"], 100)


def test_the_game_of_scores_meets_the_reference_numbers(vectors):
    vector = next(v for v in vectors("alliance") if v["game"]["kind"] == "dea_game")
    scores = np.array(vector["game"]["scores"])
    for key, best in (("max", np.max), ("min", np.min)):
        game = al.FunctionGame(lambda rows, best=best: best(rows @ scores, axis=1), vector["players"], vectorised=True)
        assert close(game.table(), vector["expect"][f"table_{key}"], 1)
        assert close(al.shapley(game).payoffs, vector["expect"][f"shapley_{key}"], 1)


@pytest.mark.parametrize("name", ["superadditive", "convex", "monotone"])
def test_properties_meet_the_reference_answers(vectors, name):
    met = 0
    for vector, _, game in tables(vectors):
        if name in vector["expect"]:
            assert getattr(al.properties(game), name) is vector["expect"][name], vector["id"]
            met += 1
    assert met >= 27


def corrected(vectors):
    vector = next(v for v in vectors("alliance") if v["id"] == "ali-gstar-corrected")
    return vector["expect"], vector["params"], al.TableGame(np.array(vector["game"]["values"], dtype=float), vector["players"])


def test_the_corrected_shapley_value_meets_the_reference_numbers(vectors):
    expect, params, game = corrected(vectors)
    found = al.corrected_shapley(game, factors=params["factors"], weights=expect["ahp_weights"])
    assert close(found.payoffs, expect["corrected_shapley"], 100)
    assert close(list(found.details["lambda"].values()), expect["lambda"], 1)
    assert found.details["theta_max"] == pytest.approx(expect["theta_max"], rel=1e-9)
    assert found.details["theta_max_coalitions"] == [[game.players[2]]]
    assert found.details["individually_rational"] is expect["corrected_individually_rational"]


def test_the_largest_correction_meets_the_reference_numbers(vectors):
    expect, _, game = corrected(vectors)
    found = al.corrected_shapley(game, factors=expect["lambda"], theta=expect["theta_max"])
    assert close(found.payoffs, expect["corrected_at_theta_max"], 100)


def test_the_surplus_scaled_correction_meets_the_reference_numbers(vectors):
    expect, _, game = corrected(vectors)
    assert close(al.corrected_shapley(game, factors=expect["lambda"], scale="surplus").payoffs, expect["surplus_scaled"], 100)


def test_risk_shares_correct_the_shapley_value(vectors):
    vector = next(v for v in vectors("alliance") if v["id"] == "ali-cvar-075")
    _, _, game = corrected(vectors)
    found = al.corrected_shapley(game, factors=[number(x) for x in vector["expect"]["euler_shares"]])
    assert close(found.payoffs, vector["expect"]["corrected_gstar"], 100)


def test_the_split_in_proportion_to_contributions_meets_the_reference_numbers(vectors):
    vector = next(v for v in vectors("alliance") if "proportional_to_M" in v["expect"])
    game = al.TableGame(vector["game"]["values"], vector["players"])
    assert close(al.proportional(game, weights=game.marginals_to_grand()).payoffs, vector["expect"]["proportional_to_M"], 11)


def test_rule_games_meet_the_reference_numbers(vectors):
    for vector in vectors("structured"):
        if vector["game"]["kind"] == "mcnet":
            names = vector["players"]
            rules = [al.Rule(r["value"], [names[i] for i in r["pos"]], [names[i] for i in r["neg"]]) for r in vector["game"]["rules"]]
            game = al.RuleGame(rules, names)
            assert close(game.table(), vector["expect"]["table"], 10)
            assert close(al.shapley(game).payoffs, vector["expect"]["shapley"], 10)


@pytest.mark.parametrize(("kind", "own", "pairs"), [("two_additive", "a", "b"), ("induced_subgraph", None, "edges")])
@pytest.mark.parametrize("rule", ["shapley", "prenucleolus"])
def test_pairwise_games_meet_the_reference_numbers(vectors, kind, own, pairs, rule):
    for vector in vectors("structured"):
        if vector["game"]["kind"] == kind and rule in vector["expect"]:
            n = len(vector["players"])
            pair = {(vector["players"][i], vector["players"][j]): value for i, j, value in vector["game"][pairs]}
            game = al.PairwiseGame(vector["game"].get(own, [0] * n), pair, vector["players"])
            assert close(game.closed_form(rule), vector["expect"][rule], 10)


def test_the_textile_project_meets_the_reference_numbers(vectors):
    vector = vectors("scenarios")[0]
    scenario, expect = vector["scenario"], vector["expect"]["P2"]
    members = {m["id"]: m for m in scenario["members"]}
    project = next(p for p in scenario["projects"] if p["id"] == "P2")
    chosen = [members[i] for i in expect["players"]]
    game = al.ProjectGame(
        players=expect["players"],
        capabilities=[m["capabilities"] for m in chosen],
        requirement=project["requirement"],
        weights=project["omega"],
        base_success=project["pi0"],
        benefit=project["benefit_R"],
        cost=project["cost_C"],
        outsourcing=project["outsourcing_m"],
        subsidy=project["subsidy_s"],
        market_access=[m["market_access"]["P2"] for m in chosen],
        subsidy_needs=[[m["id"] for m in chosen if m["role"] == "enterprise"], [m["id"] for m in chosen if m["role"] != "enterprise"]],
    )
    assert game.grand_value == pytest.approx(expect["grand_value"], abs=0.01)
    assert np.allclose(al.shapley(game).payoffs, expect["shapley"], rtol=0, atol=0.01)

"""Every reference number of the voting vectors, met exactly."""

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

import allocation as al

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "voting.json").read_text(encoding="utf-8"))["vectors"]
FRACTIONS = {
    "shapley_shubik": "shapley_shubik",
    "banzhaf_absolute": "banzhaf",
    "banzhaf_normalised": "banzhaf_normalised",
    "johnston": "johnston",
    "deegan_packel": "deegan_packel",
    "pgi": "public_good",
    "coleman_prevent": "coleman_prevent",
    "coleman_initiate": "coleman_initiate",
    "public_help_theta": "public_help_theta",
    "public_help_chi": "public_help_chi",
    "owen": "owen",
    "banzhaf_owen": "banzhaf_owen",
}
CASES = [pytest.param(v, key, id=f"{v['id']}-{key}") for v in VECTORS for key in FRACTIONS if key in v["expect"]]
by_id = pytest.mark.parametrize("vector", VECTORS, ids=[v["id"] for v in VECTORS])


def game_of(vector):
    return al.VotingGame(vector["game"]["weights"], vector["game"]["quota"], vector["players"])


def options_of(vector, key):
    if "owen" not in key:
        return {}
    return {"unions": [[vector["players"][i] for i in union] for union in vector["params"]["partition"]]}


@pytest.mark.parametrize(("vector", "key"), CASES)
def test_index_is_the_reference_fraction(vector, key):
    found = al.power(game_of(vector), index=FRACTIONS[key], **options_of(vector, key))
    assert list(found.fractions) == [Fraction(x) for x in vector["expect"][key]]


@pytest.mark.parametrize(("vector", "key"), CASES)
def test_values_are_the_fractions_rounded_once(vector, key):
    found = al.power(game_of(vector), index=FRACTIONS[key], **options_of(vector, key))
    assert found.values.tolist() == [float(Fraction(x)) for x in vector["expect"][key]]


@by_id
def test_swings(vector):
    assert list(al.power(game_of(vector), index="banzhaf").swings) == vector["expect"]["banzhaf_swings"]


@by_id
def test_roles(vector):
    roles = al.roles_of_voters(game_of(vector))
    names, expect = vector["players"], vector["expect"]
    assert roles.veto == tuple(names[i] for i in expect["veto"])
    assert roles.dummies == tuple(names[i] for i in expect["dummies"])
    assert ([roles.dictator] if roles.dictator else []) == [names[i] for i in expect.get("dictators", [])]


@pytest.mark.parametrize("vector", [v for v in VECTORS if "mwc_count" in v["expect"]], ids=lambda v: v["id"])
def test_winning_and_minimal_winning_coalitions(vector):
    game, expect = game_of(vector), vector["expect"]
    assert al.roles_of_voters(game).winning == expect["winning_count"]
    assert al.public_good(game).totals["minimal winning"] == expect["mwc_count"]
    assert len(al.minimal_winning_coalitions(game)) == expect["mwc_count"]


@by_id
def test_floating_route_keeps_its_bound(vector):
    found = al.shapley_shubik(game_of(vector), how="floating")
    off = np.abs(found.values - [float(Fraction(x)) for x in vector["expect"]["shapley_shubik"]]).max()
    assert found.method == "floating DP with error bound"
    assert off <= found.error_bound < 1e-12


@by_id
def test_shapley_of_the_game_is_the_index_without_a_table(vector):
    payoffs = al.shapley(game_of(vector))
    assert payoffs.method == "closed form"
    assert payoffs.payoffs.tolist() == [float(Fraction(x)) for x in vector["expect"]["shapley_shubik"]]

"""The reference numbers of AHP, entropy weights and TOPSIS, to their tolerance."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from partner_select import criteria

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "criteria.json").read_text(encoding="utf-8"))["vectors"]


def of_kind(*kinds):
    return [pytest.param(v, id=v["id"]) for v in VECTORS if v["game"]["kind"] in kinds]


def computed(vector):
    game = vector["game"]
    if game["kind"] == "ahp":
        return criteria.ahp(game["matrix"])
    if game["kind"] == "entropy":
        return criteria.entropy(game["matrix"])
    return criteria.topsis(game["matrix"], game["weights"], game["types"])


def test_every_kind_of_vector_is_known():
    assert {v["game"]["kind"] for v in VECTORS} == {"ahp", "entropy", "topsis"}


@pytest.mark.parametrize("vector", of_kind("ahp"))
def test_ahp(vector):
    result, expected = computed(vector), vector["expect"]
    assert result.weights == pytest.approx(expected["weights"], abs=vector["float_tol"])
    for name in ("lambda_max", "consistency_index", "consistency_ratio"):
        assert result.details[name] == pytest.approx(expected[name], abs=vector["float_tol"])
    assert result.details["consistent"] is expected["consistent"]


@pytest.mark.parametrize("vector", of_kind("entropy"))
def test_entropy(vector):
    result, expected = computed(vector), vector["expect"]
    assert result.weights == pytest.approx(expected["weights"], abs=vector["float_tol"])
    assert result.details["entropy"] == pytest.approx(expected["entropy"], abs=vector["float_tol"])


@pytest.mark.parametrize("vector", of_kind("topsis"))
def test_topsis(vector):
    result, expected = computed(vector), vector["expect"]
    assert result.scores == pytest.approx(expected["closeness"], abs=vector["float_tol"])
    assert result.details["d_plus"] == pytest.approx(expected["d_plus"], abs=vector["float_tol"])
    assert result.details["d_minus"] == pytest.approx(expected["d_minus"], abs=vector["float_tol"])
    assert result.ranking.index(1) == expected["best_index"]


@pytest.mark.parametrize("vector", [v for v in of_kind("ahp", "entropy") if "published" in v.values[0]])
def test_published_digits(vector):
    """Every printed number is the computed one, rounded to as many places."""
    for printed, weight in zip(vector["published"]["weights"], computed(vector).weights, strict=True):
        places = len(printed.split(".")[1])
        assert abs(Fraction(printed) - Fraction(weight)) <= Fraction(51, 100) / 10**places


@pytest.mark.parametrize("vector", of_kind("ahp"))
def test_geometric_means_are_near_the_eigenvector_where_judgements_are_consistent(vector):
    if vector["expect"]["consistent"]:
        geometric = criteria.ahp(vector["game"]["matrix"], prioritisation="geometric")
        assert geometric.weights == pytest.approx(vector["expect"]["weights"], abs=0.01)
        assert geometric.details["lambda_max"] == pytest.approx(vector["expect"]["lambda_max"], abs=1e-9)

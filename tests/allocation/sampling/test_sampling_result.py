"""Estimates as data: shapes, intervals, files, going on, and what verification refuses."""

import json
from statistics import NormalDist

import numpy as np
import pytest
from sampling_games import names, scaled, smooth_game, table_game

import allocation as al

GAME = smooth_game(8)
GOING = ["permutations", "antithetic", "reuse", "stratified", "linear", "linear_by_size"]
METHODS = [*GOING, "leverage", "kernel"]
UNIONS = [["1", "2"], ["3", "4", "5"]]
OTHERS = {
    "banzhaf": ("linear", {}),
    "semivalue": ("stratified", {"chances": al.beta_chances(8, 2.0, 1.0)}),
    "owen": ("permutations", {"unions": UNIONS}),
    "myerson": ("linear", {"graph": [("1", "2"), ("2", "3")]}),
}


def read(e):
    return al.Estimate.from_dict(json.loads(json.dumps(e.to_dict())))


def failed(e, **changes):
    return {check.name for check in al.verify(GAME, al.Estimate.from_dict({**e.to_dict(), **changes})).failed}


@pytest.fixture(scope="module")
def found():
    return {method: al.estimate(GAME, samples=60, seed=3, method=method) for method in METHODS}


@pytest.mark.parametrize("method", METHODS)
def test_shapes_and_signs(found, method):
    e = found[method]
    assert e.payoffs.shape == e.standard_error.shape == (8,)
    assert e.interval().shape == (8, 2)
    assert (e.standard_error > 0).all()
    assert (e.interval()[:, 0] < e.interval()[:, 1]).all()
    assert 40 < e.evaluations <= 60


@pytest.mark.parametrize("level", [0.01, 0.5, 0.9, 0.99])
def test_intervals_are_quantiles_of_the_normal_law(found, level):
    e = found["linear"]
    factor = NormalDist().inv_cdf(0.5 + level / 2)
    np.testing.assert_allclose(e.interval(level)[:, 1], e.payoffs + factor * e.standard_error)
    np.testing.assert_allclose(e.interval(level)[:, 0], e.payoffs - factor * e.standard_error)


def test_higher_levels_hold_lower_ones(found):
    narrow, wide = (found["linear"].interval(level) for level in (0.6, 0.95))
    assert (wide[:, 0] < narrow[:, 0]).all()
    assert (narrow[:, 1] < wide[:, 1]).all()


@pytest.mark.parametrize("method", METHODS)
def test_a_file_gives_back_every_bit(found, method):
    e, back = found[method], read(found[method])
    assert isinstance(back, al.Estimate)
    assert back.to_dict() == e.to_dict()
    assert back.payoffs.tobytes() == e.payoffs.tobytes()
    assert back.standard_error.tobytes() == e.standard_error.tobytes()
    assert (back.rule, back.method, back.evaluations) == ("shapley", "estimate", e.evaluations)


@pytest.mark.parametrize("method", METHODS)
def test_true_estimates_pass(found, method):
    assert al.verify(GAME, read(found[method])).ok


@pytest.mark.parametrize("value", OTHERS)
def test_true_estimates_of_other_values_pass(value):
    method, options = OTHERS[value]
    e = read(al.estimate(GAME, value, samples=60, method=method, **options))
    assert al.verify(GAME, e).ok
    assert e.rule == value


@pytest.mark.parametrize("method", METHODS)
def test_exchanged_payoffs_are_seen(found, method):
    assert failed(found[method], payoffs=found[method].payoffs[::-1].tolist()) == {"repeated"}


@pytest.mark.parametrize("method", METHODS)
def test_payoffs_that_do_not_add_up_are_seen(found, method):
    assert "efficient" in failed(found[method], payoffs=(found[method].payoffs + 1).tolist())


@pytest.mark.parametrize("factor", [0.0, 0.5, 0.999, 2.0])
def test_changed_errors_are_seen(found, factor):
    e = found["linear"]
    assert failed(e, details={**e.details, "standard_error": (factor * e.standard_error).tolist()}) == {"repeated"}


@pytest.mark.parametrize("errors", [[0.1] * 7, [-0.1] * 8, [float("inf")] * 8, []])
def test_errors_of_the_wrong_kind_are_seen(found, errors):
    e = found["linear"]
    assert failed(e, details={**e.details, "standard_error": errors}) == {"standard errors"}


@pytest.mark.parametrize("evaluations", [1, 58, 10**6])
def test_changed_evaluations_are_seen(found, evaluations):
    e = found["linear"]
    assert e.evaluations != evaluations
    assert failed(e, details={**e.details, "evaluations": evaluations}) == {"evaluations"}


@pytest.mark.parametrize("change", [{"seed": 4}, {"method": "reuse"}, {"samples": 50}])
def test_another_seed_method_or_number_is_another_estimate(found, change):
    plain = found["linear"].to_dict()
    plain["proof"] = json.loads(json.dumps(plain["proof"]))
    plain["proof"]["data"].update(change)
    assert "repeated" in {check.name for check in al.verify(GAME, al.Estimate.from_dict(plain)).failed}


def test_another_game_is_seen(found):
    assert not al.verify(scaled(GAME, 1.001), found["linear"]).ok


def test_other_unions_are_seen():
    plain = al.estimate(GAME, "owen", samples=60, method="permutations", unions=UNIONS).to_dict()
    plain["options"] = {"unions": [["1", "8"]]}
    assert not al.verify(GAME, al.Estimate.from_dict(plain)).ok


@pytest.mark.parametrize("method", GOING)
def test_going_on_asks_more_and_errs_less(found, method):
    more = found[method].continue_(samples=140)
    assert found[method].evaluations < more.evaluations <= 200
    assert more.standard_error.mean() < found[method].standard_error.mean()
    assert more.payoffs.sum() == pytest.approx(GAME.grand_value)
    assert more.details["parts"] == 1
    assert more.players == tuple(names(8))


@pytest.mark.parametrize("method", METHODS)
def test_going_on_twice_is_reproducible(found, method):
    runs = [found[method].continue_(samples=60).continue_(samples=60) for _ in range(2)]
    assert runs[0].payoffs.tobytes() == runs[1].payoffs.tobytes()
    assert runs[0].evaluations > found[method].continue_(samples=60).evaluations


@pytest.mark.parametrize("method", ["leverage", "kernel"])
def test_regressions_average_two_parts(found, method):
    more = found[method].continue_(samples=60)
    fresh = al.estimate(GAME, samples=60, seed=5, method=method)
    assert more.details["parts"] == 2
    np.testing.assert_allclose(more.payoffs, (found[method].payoffs + fresh.payoffs) / 2)
    np.testing.assert_allclose(more.standard_error**2, (found[method].standard_error ** 2 + fresh.standard_error**2) / 4)


@pytest.mark.parametrize("samples", [30, 60, 120])
def test_a_part_from_a_file_weighs_as_much_as_it_asked(found, samples):
    first = read(found["permutations"])
    more = al.estimate(GAME, samples=samples, seed=3, method="permutations", start=first)
    fresh = al.estimate(GAME, samples=samples, seed=5, method="permutations")
    share = fresh.evaluations / (fresh.evaluations + first.evaluations)
    np.testing.assert_allclose(more.payoffs, share * fresh.payoffs + (1 - share) * first.payoffs)
    assert more.evaluations == fresh.evaluations + first.evaluations


def test_a_continued_estimate_passes_without_being_repeated(found):
    verified = al.verify(GAME, read(found["linear"].continue_(samples=60)))
    assert verified.ok
    assert "repeated" not in {check.name for check in verified.checks}


@pytest.mark.parametrize(("tolerance", "reached"), [(1e3, True), (1e-12, False)])
@pytest.mark.parametrize("method", ["permutations", "linear", "stratified"])
def test_the_flag_says_whether_the_tolerance_was_met(method, tolerance, reached):
    e = al.estimate(GAME, tolerance=tolerance, samples=200, method=method)
    assert e.details["reached"] is reached
    assert e.evaluations <= 200
    assert bool(1.96 * e.standard_error.max() <= tolerance) is reached


def test_without_a_tolerance_there_is_no_flag(found):
    assert "reached" not in found["linear"].details


def test_a_loose_tolerance_asks_less_than_a_tight_one():
    loose, tight = (al.estimate(smooth_game(14), tolerance=t, samples=12_000, method="permutations") for t in (3.0, 1.0))
    assert loose.details["reached"] is tight.details["reached"] is True
    assert loose.evaluations < tight.evaluations
    assert 1.95 * tight.standard_error.max() <= 1.0


def test_exact_estimates_are_written_and_read():
    game = table_game("random", 4)
    e = read(al.estimate(game, samples=15))
    assert al.verify(game, e).ok
    assert e.interval()[:, 0].tolist() == e.interval()[:, 1].tolist() == e.payoffs.tolist()


def test_the_payoffs_of_an_estimate_have_names(found):
    e = found["reuse"]
    assert e.players == tuple(names(8))
    assert e.total == pytest.approx(GAME.grand_value)
    assert "standard errors" in e.proof.claim

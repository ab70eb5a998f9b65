"""The same numbers as pymcdm, where it is installed."""

import numpy as np
import pytest

from partner_select.criteria import Preference, critic, entropy, merec, promethee, topsis, vikor

pytest.importorskip("pymcdm", reason="pymcdm is not installed (extra: bench); the definitions in criteria_twin are checked all the same")

from pymcdm import methods, normalizations, weights

CASES = [np.random.default_rng(seed).integers(1, 100, (3 + seed, 2 + seed % 4)).astype(float) for seed in range(6)]
NORMALISATIONS = {
    "vector": normalizations.vector_normalization,
    "minmax": normalizations.minmax_normalization,
    "sum": normalizations.sum_normalization,
    "max": normalizations.max_normalization,
}


def given_weights(matrix):
    raw = np.arange(1.0, matrix.shape[1] + 1)
    return raw / raw.sum()


def types(matrix):
    return np.where(np.arange(matrix.shape[1]) % 2 == 0, 1, -1)


@pytest.mark.filterwarnings("ignore:Alternatives with indices")  # pymcdm advises against alternatives that are best or worst throughout
@pytest.mark.parametrize("matrix", CASES, ids=range(len(CASES)))
class TestPymcdm:
    def test_entropy(self, matrix):
        assert entropy(matrix).weights == pytest.approx(weights.entropy_weights(matrix), abs=1e-9)

    def test_merec(self, matrix):
        assert merec(matrix, types(matrix)).weights == pytest.approx(weights.merec_weights(matrix, types(matrix)), abs=1e-9)

    def test_critic_of_benefits(self, matrix):
        assert critic(matrix).weights == pytest.approx(weights.critic_weights(matrix), abs=1e-9)

    @pytest.mark.parametrize("how", NORMALISATIONS)
    def test_topsis(self, matrix, how):
        theirs = methods.TOPSIS(NORMALISATIONS[how])(matrix, given_weights(matrix), types(matrix))
        assert topsis(matrix, given_weights(matrix), types(matrix), normalisation=how).scores == pytest.approx(theirs, abs=1e-9)

    def test_vikor(self, matrix):
        theirs = methods.VIKOR()(matrix, given_weights(matrix), types(matrix))
        assert vikor(matrix, given_weights(matrix), types(matrix)).scores == pytest.approx(theirs, abs=1e-9)

    @pytest.mark.parametrize(("shape", "theirs"), [("usual", "usual"), ("v-shape", "vshape"), ("linear", "vshape_2")])
    def test_promethee(self, matrix, shape, theirs):
        low, high = np.full(matrix.shape[1], 5.0), np.full(matrix.shape[1], 40.0)
        method = methods.PROMETHEE_II(theirs, p=high, q=low)
        ours = promethee(matrix, given_weights(matrix), types(matrix), preferences=Preference(shape, indifference=5, preference=40))
        assert ours.scores == pytest.approx(method(matrix, given_weights(matrix), types(matrix)), abs=1e-9)

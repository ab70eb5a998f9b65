"""Combined weights: judged ones and measured ones brought together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from partner_select.criteria.decision_table import read_weights
from partner_select.criteria.method import Bilingual, Method
from partner_select.criteria.results import Weights
from partner_select.reading import Findings

__all__ = ["COMBINED", "combined"]


def combined(
    sources: Sequence[Weights], how: Literal["multiplicative", "additive"] = "multiplicative", shares: ArrayLike | None = None
) -> Weights:
    """Return one set of weights from several.

    Parameters
    ----------
    sources
        Results of weighting methods over the same criteria; the first one's order is kept.
    how
        ``"multiplicative"``: w_j ∝ Π_s w_sj^share; a criterion that any source gives 0 gets 0. ``"additive"``: w_j = Σ_s share·w_sj.
    shares
        How much each source counts, at least 0. Default: multiplicative 1 each; additive equal. Additive shares are brought to the sum 1.

    Returns
    -------
    Weights
        ``details``: ``how``, ``sources`` (their methods) and ``shares``. O(s k).

    Raises
    ------
    SelectionError
        Listing every problem: different criteria, wrong shares, or products that are all 0.

    References
    ----------
    综合赋权法: 乘法合成与线性加权. J. Ma, Z. P. Fan and L. H. Huang, "A subjective and objective integrated approach to determine attribute
    weights", European Journal of Operational Research 112, 1999.

    Examples
    --------
    >>> judged, measured = Weights("ahp", ("a", "b"), (0.6, 0.4)), Weights("entropy", ("a", "b"), (0.2, 0.8))
    >>> [round(x, 3) for x in combined([judged, measured]).weights]
    [0.273, 0.727]
    >>> [round(x, 3) for x in combined([judged, measured], how="additive").weights]
    [0.4, 0.6]
    """
    found = Findings()
    if how not in ("multiplicative", "additive"):
        found.add(f"how: must be 'multiplicative' or 'additive', got {how!r}")
    if not sources or not all(isinstance(source, Weights) for source in sources):
        found.add("sources: must be one or more results of weighting methods")
    found.stop()
    rows = _rows(found, sources)
    parts = _shares(found, shares, len(sources), how)
    mixed = _product(rows, parts) if how == "multiplicative" else parts @ rows
    if not mixed.max() > 0 and not found.problems:
        found.add("sources: every criterion is 0 in one of them, so all products are 0; use how='additive'")
    found.stop()
    details = {"how": how, "sources": [source.method for source in sources], "shares": parts.tolist()}
    return Weights("combined", sources[0].criteria, tuple((mixed / mixed.sum()).tolist()), details)


def _rows(found: Findings, sources: Sequence[Weights]) -> NDArray[np.float64]:
    criteria = sources[0].criteria
    for source in sources:
        if set(source.criteria) != set(criteria) or len(source.criteria) != len(criteria):
            found.add(f"sources: {source.method!r} has the criteria {source.criteria}, {sources[0].method!r} has {criteria}")
    found.stop()
    return np.array([read_weights(found, source, criteria) for source in sources])


def _shares(found: Findings, given: ArrayLike | None, count: int, how: str) -> NDArray[np.float64]:
    shares = np.ones(count) if given is None else found.numbers("shares", given, (count,), low=0)
    if shares.sum() == 0 and not found.problems:
        found.add("shares: at least one must be above 0")
    return shares / shares.sum() if how == "additive" and shares.sum() > 0 else shares


def _product(rows: NDArray[np.float64], exponents: NDArray[np.float64]) -> NDArray[np.float64]:
    """Π rows^exponents up to a common factor, through logarithms: many small weights must not vanish together."""
    zero = ((rows == 0) & (exponents[:, None] > 0)).any(axis=0)
    logs = exponents @ np.log(np.where(rows > 0, rows, 1.0))
    largest = logs[~zero].max() if not zero.all() else 0.0
    product: NDArray[np.float64] = np.exp(np.where(zero, -np.inf, logs - largest))
    return product


COMBINED = Method(
    name="combined",
    kind="weighting",
    compute=combined,
    title=Bilingual("组合赋权法", "Combined weights"),
    meaning=Bilingual(
        "把主观权重与客观权重用乘法或加法合成",
        "judged and measured weights brought together by product or by mean",
    ),
    reference="J. Ma, Z. P. Fan and L. H. Huang, European Journal of Operational Research 112, 1999",
)

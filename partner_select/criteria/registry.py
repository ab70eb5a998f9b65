"""Every method of weighting and evaluation by name.

Adding one is a file that ends in a :class:`Method`, and one line in ``METHODS`` below.
"""

from __future__ import annotations

from difflib import get_close_matches

from partner_select.criteria.evaluation.dea import DEA
from partner_select.criteria.evaluation.fuzzy import FUZZY
from partner_select.criteria.evaluation.grey import GREY
from partner_select.criteria.evaluation.promethee import PROMETHEE
from partner_select.criteria.evaluation.topsis import TOPSIS
from partner_select.criteria.evaluation.vikor import VIKOR
from partner_select.criteria.method import Kind, Method
from partner_select.criteria.weighting.ahp import AHP
from partner_select.criteria.weighting.bwm import BWM
from partner_select.criteria.weighting.combined import COMBINED
from partner_select.criteria.weighting.critic import CRITIC
from partner_select.criteria.weighting.entropy import ENTROPY
from partner_select.criteria.weighting.merec import MEREC
from partner_select.errors import SelectionError

__all__ = ["METHODS", "find_method", "methods"]

METHODS: dict[str, Method] = {
    method.name: method for method in (AHP, BWM, ENTROPY, CRITIC, MEREC, COMBINED, FUZZY, TOPSIS, VIKOR, GREY, PROMETHEE, DEA)
}


def methods(kind: Kind | None = None) -> tuple[Method, ...]:
    """Return the registered methods, all or of one kind, with their titles and meanings in Chinese and English.

    Examples
    --------
    >>> [m.name for m in methods("weighting")]
    ['ahp', 'bwm', 'entropy', 'critic', 'merec', 'combined']
    """
    return tuple(method for method in METHODS.values() if kind in (None, method.kind))


def find_method(name: str) -> Method:
    """Return one method by name.

    Raises
    ------
    SelectionError
        If there is none of that name; the message names the closest ones.

    Examples
    --------
    >>> find_method("ahp").title.zh
    '层次分析法（AHP）'
    """
    if name not in METHODS:
        close = get_close_matches(name, METHODS, n=3) or sorted(METHODS)
        raise SelectionError(f"there is no method {name!r}: did you mean {', '.join(close)}?")
    return METHODS[name]

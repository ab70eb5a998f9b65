"""Whether two computations of the same figures agree."""

from __future__ import annotations

import math
from typing import Any

__all__ = ["agree"]

SLACK = 1e-9  # relative; sums over the futures are taken in an order that depends on the kind of processor


def agree(first: Any, second: Any) -> bool:
    """Compare plain data: numbers up to rounding, everything else exactly.

    Parameters
    ----------
    first, second
        Dicts, lists, texts, numbers, as a document's ``model_dump`` gives them.

    Examples
    --------
    >>> agree({"a": [0.1 + 0.2]}, {"a": [0.3]}), agree({"a": 1.0}, {"a": 1.1})
    (True, False)
    """
    if isinstance(first, dict) and isinstance(second, dict):
        return first.keys() == second.keys() and all(agree(first[key], second[key]) for key in first)
    if isinstance(first, list) and isinstance(second, list):
        return len(first) == len(second) and all(map(agree, first, second))
    if isinstance(first, float) and isinstance(second, float):
        return math.isclose(first, second, rel_tol=SLACK, abs_tol=SLACK)
    return bool(first == second)

"""The description of one method of weighting or evaluation, as the registry knows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

__all__ = ["Bilingual", "Kind", "Method"]

Kind = Literal["weighting", "evaluation"]


class Bilingual(NamedTuple):
    """One text in Chinese and English."""

    zh: str
    en: str


@dataclass(frozen=True)
class Method:
    """A method as the registry knows it.

    Parameters
    ----------
    name
        Its name everywhere; also the name of its function in :mod:`partner_select.criteria`.
    kind
        ``"weighting"``: returns :class:`~partner_select.criteria.Weights`; ``"evaluation"``: returns
        :class:`~partner_select.criteria.Ranking`.
    compute
        The function.
    title, meaning
        Chinese and English; ``meaning`` says in one sentence what it does and from what.
    reference
        Author, title, year.

    Examples
    --------
    >>> from partner_select.criteria import find_method
    >>> find_method("topsis").kind
    'evaluation'
    """

    name: str
    kind: Kind
    compute: Callable[..., Any]
    title: Bilingual
    meaning: Bilingual
    reference: str

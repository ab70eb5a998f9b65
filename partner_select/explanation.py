"""Why there is no partner set: the smallest clash among the limits, in plain data and in words."""

from __future__ import annotations

import time
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Literal, TypedDict

from partner_select.best_set import require_settings
from partner_select.interrupt import Interrupt
from partner_select.model import Limit, limits_of
from partner_select.problem import Problem
from partner_select.questions import Question

__all__ = ["Clash", "why_infeasible"]


class Clash(TypedDict):
    """What :func:`why_infeasible` returns: plain data.

    ``status`` is ``"infeasible"``, ``"feasible"`` (there is nothing to explain) or ``"no answer yet"``; ``limits`` are the clashing
    limits, each with its stable code under ``"limit"``; ``minimal`` says whether every one of them was proved necessary.
    """

    status: Literal["infeasible", "feasible", "no answer yet"]
    limits: list[dict[str, Any]]
    minimal: bool
    sentence: str


def _sentence(limits: Sequence[Limit], found: Sequence[Fraction | None]) -> str:
    parts = []
    for limit, reachable in zip(limits, found, strict=True):
        data = limit.parameters(reachable)
        extra = ""
        if "needed_at_least" in data:
            extra = f" (at least {data['needed_at_least']} would be needed)"
        elif "possible_at_most" in data:
            extra = f" (at most {data['possible_at_most']} is possible)"
        parts.append(limit.words + extra)
    return "No set of partners keeps all of these limits at once: " + "; ".join(parts) + "."


def _explain(question: Question, limits: Sequence[Limit]) -> Clash:
    answer, core = question.core(limits)
    if answer.status == "unknown":
        return Clash(
            status="no answer yet", limits=[], minimal=False, sentence="Time was up before it was known whether any set keeps all limits."
        )
    if answer.status != "infeasible":
        return Clash(status="feasible", limits=[], minimal=True, sentence="There are sets that keep all limits.")
    clash, minimal = question.shrink(core)
    found = [question.reachable(x, [y for y in clash if y is not x]) if minimal and x.measured else None for x in clash]
    data = [limit.parameters(reachable) for limit, reachable in zip(clash, found, strict=True)]
    return Clash(status="infeasible", limits=data, minimal=minimal, sentence=_sentence(clash, found))


def why_infeasible(problem: Problem, time_limit: float = 60.0, seed: int = 0) -> Clash:
    """Name a smallest set of limits that no partner set can keep together.

    Parameters
    ----------
    problem
        The problem.
    time_limit
        Seconds for everything.
    seed
        Seed of the solver.

    Returns
    -------
    Clash
        Plain data. Every limit carries ``"limit"``: ``budget size_min size_max role_min role_max include exclude conflict need
        expected_loss class_budget count_min count_max cover either one_of implies stranger_pairs strangers success variance cvar share
        robust_budget outside core``, its parameters (``role``, ``capability``, ``member``, ``members`` …) and, as far as it was settled,
        ``allowed`` and ``needed_at_least``, or ``required`` and ``possible_at_most``: how far it would have to give way if the other
        limits named stay. With ``minimal`` true, the clash disappears when any one of them is dropped (another clash may remain).

    Raises
    ------
    SelectionError
        If a setting makes no sense.

    References
    ----------
    Chinneck, J. W. and Dravnieks, E. W. (1991). Locating minimal infeasible constraint sets in linear programs.
    ORSA Journal on Computing 3, 157-168.

    Examples
    --------
    >>> from partner_select import Pool, Problem
    >>> pool = Pool(["A", "B"], cost=[8, 9.5])
    >>> why_infeasible(Problem(pool, budget=10, size=(2, None)))["limits"]
    [{'limit': 'size_min', 'required': 2, 'possible_at_most': 1}, {'limit': 'budget', 'allowed': 10, 'needed_at_least': 17.5}]
    """
    require_settings(time_limit, seed, 1)
    with Interrupt() as interrupt:
        return _explain(Question(problem, seed, time.monotonic() + time_limit, interrupt), limits_of(problem))

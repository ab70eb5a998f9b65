"""Why there is no partner set: the smallest clash among the limits, in plain data and in words."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, TypedDict

from partner_select.best_set import require_settings
from partner_select.interrupt import Interrupt
from partner_select.model import Limit, Variables, limits_of
from partner_select.model.differ import away_from
from partner_select.model.scaling import Part
from partner_select.problem import Problem
from partner_select.solve import Answer, Settings, solve

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


@dataclass
class _Question:
    """Asks the solver about subsets of the limits until time is up."""

    problem: Problem
    seed: int
    deadline: float
    interrupt: Interrupt

    def once(self, variables: Variables, guards: Sequence[Any] = ()) -> Answer:
        """Ask the solver, if there is time."""
        left = self.deadline - time.monotonic()
        if left <= 0 or self.interrupt.wanted:
            return Answer("unknown")
        return solve(variables, Settings(left, self.seed), self.interrupt, guards=guards)

    def ask(self, variables: Variables, limits: Sequence[Limit]) -> Answer:
        """Solve; a set that only rounding let through is cut off and the question asked again."""
        while (answer := self.once(variables)).members is not None:
            if all(limit.holds(answer.members) for limit in limits):
                break
            away_from(self.problem.pool.n, answer.members).add(variables)
        return answer

    def model(self, limits: Sequence[Limit]) -> Variables:
        """A model of these limits alone."""
        variables = Variables.of(self.problem.pool.n, self.problem.pool.n)
        for limit in limits:
            limit.add(variables)
        return variables

    def core(self, limits: Sequence[Limit]) -> tuple[Answer, list[Limit]]:
        """Some clashing limits, by switching each on through an assumption."""
        variables = Variables.of(self.problem.pool.n, self.problem.pool.n)
        guards = [variables.model.new_bool_var(f"limit{k}") for k in range(len(limits))]
        for limit, guard in zip(limits, guards, strict=True):
            limit.add(variables, guard)
        answer = self.once(variables, guards)
        if answer.members is None:
            return answer, [limits[k] for k in answer.core] or list(limits)
        return self.ask(self.model(limits), limits), list(limits)  # cuts of the exact question would take blame from the limits

    def shrink(self, limits: list[Limit]) -> tuple[list[Limit], bool]:
        """Leave out every limit without which the rest still clashes; deletion filter, one question per limit."""
        kept, minimal = list(limits), True
        for limit in limits:
            rest = [other for other in kept if other is not limit]
            status = self.ask(self.model(rest), rest).status
            if status == "infeasible":
                kept = rest
            minimal = minimal and status != "unknown"
        return kept, minimal

    def reachable(self, limit: Limit, others: Sequence[Limit]) -> Fraction | None:
        """How near the others let any set come to the limit, if that is settled exactly."""
        variables = self.model(others)
        row = limit.coefficients
        worth = Fraction(-1 if limit.sense == "at most" else 1, row.denominator)
        variables.parts.append(Part(limit.source, variables.chosen, row.numerators, worth))
        exact = variables.maximise().error == 0
        answer = self.ask(variables, others)
        return limit.used(answer.members) if exact and answer.status == "optimal" and answer.members is not None else None


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


def _explain(question: _Question, limits: Sequence[Limit]) -> Clash:
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
        expected_loss``, its parameters (``role``, ``capability``, ``member``, ``members`` …) and, as far as it was settled,
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
        return _explain(_Question(problem, seed, time.monotonic() + time_limit, interrupt), limits_of(problem))

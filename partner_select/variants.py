"""The same question asked a little differently: another budget or size, a candidate forced in or out."""

from __future__ import annotations

import copy
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from partner_select.best_set import best_set
from partner_select.interrupt import Interrupt
from partner_select.model import Limit
from partner_select.model.limit import counting
from partner_select.problem import Problem
from partner_select.reading import Findings
from partner_select.selection import Selection
from partner_select.solve import Settings

__all__ = ["Asker", "forced", "with_budget", "with_size"]


def with_budget(problem: Problem, budget: float, of: str | None = None) -> Problem:
    """Return the problem with another budget: of money, or of a class of cost.

    Raises
    ------
    SelectionError
        If the budget is not a number from 0, or there is no cost to hold it against.
    """
    found = Findings()
    other = copy.copy(problem)
    most = found.number("budget", budget, low=0)
    if of is None:
        other.budget = most
        if not problem.pool.has_cost:
            found.add("budget: the pool has no cost to hold it against")
    elif of in problem.pool.cost_classes:
        other.budgets = {**problem.budgets, of: most}
    else:
        found.add(f"of: the pool has no such class of cost: {of!r}")
    found.stop()
    return other


def with_size(problem: Problem, size: tuple[int, int | None]) -> Problem:
    """Return the problem with another fewest and most.

    Raises
    ------
    SelectionError
        If the counts contradict each other.
    """
    found = Findings()
    other = copy.copy(problem)
    other.size = found.span("size", size)
    found.stop()
    return other


def forced(problem: Problem, i: int, inside: bool) -> Limit:
    """Return the limit that candidate i is in, or out."""
    name = problem.pool.names[i]
    code, sense, words = ("include", "at least", "must be in") if inside else ("exclude", "at most", "must stay out")
    bound = Fraction(int(inside))
    coefficients = counting(problem.pool.n, [i])
    if sense == "at least":
        return Limit(code, "at least", coefficients, bound, code, f"{name} {words}", {"member": name}, measured=False)
    return Limit(code, "at most", coefficients, bound, code, f"{name} {words}", {"member": name}, measured=False)


@dataclass
class Asker:
    """Asks for best sets until a common time limit or Ctrl-C; remembers whether every answer was final.

    Parameters
    ----------
    time_limit
        Seconds for all questions together.
    seed, workers
        As for :func:`partner_select.select`.
    interrupt
        Ends the questions when it is wanted.
    """

    time_limit: float
    seed: int
    workers: int
    interrupt: Interrupt
    final: bool = True
    start: float = field(default_factory=time.monotonic)

    @property
    def over(self) -> bool:
        """Whether no time is left for another question."""
        return self.interrupt.wanted or time.monotonic() - self.start >= self.time_limit

    def ask(self, problem: Problem, further: Sequence[Limit] = (), avoid: Sequence[frozenset[int]] = ()) -> Selection | None:
        """Return the best set under further limits and beside known sets, None when time is up."""
        left = self.time_limit - (time.monotonic() - self.start)
        if left <= 0 or self.interrupt.wanted:
            self.final = False
            return None
        settings = Settings(left, self.seed, self.workers)
        found = best_set(problem, settings, self.interrupt, avoid=[(members, 1) for members in avoid], further=further)
        self.final = self.final and found.status in ("proved", "infeasible")
        return found

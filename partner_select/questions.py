"""Questions about subsets of the limits: does any set keep them all, which of them clash, how near does one come to another."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from partner_select.interrupt import Interrupt
from partner_select.model import Limit, Variables
from partner_select.model.differ import away_from
from partner_select.problem import Problem
from partner_select.solve import Answer, Settings, solve

__all__ = ["Question"]


@dataclass
class Question:
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
        part = limit.part(variables)
        variables.parts.append(replace(part, factor=-part.factor) if limit.sense == "at most" else part)
        exact = variables.maximise().error == 0
        answer = self.ask(variables, others)
        return limit.used(answer.members) if exact and answer.status == "optimal" and answer.members is not None else None

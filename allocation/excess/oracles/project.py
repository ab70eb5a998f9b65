"""The worst coalitions of a game of projects: which projects they run, at which levels of capability, with how much of the market."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.excess.oracles.mixed_integer import MixedIntegerOracle, Program
from allocation.games.project import CheckedProject, ProjectGame

__all__ = ["ProjectOracle"]


class ProjectOracle(MixedIntegerOracle):
    """The success of a project is a product over capabilities: what reaches the market flows through one level of each of them.

    A coalition may use a lower level than it has, or leave a project alone: both earn less, so that the best plan is what it is worth.
    """

    game: ProjectGame

    @property
    def scale(self) -> float:
        """What all projects earn at best, or all players in projects of their own."""
        best = sum(max(0.0, p.base_success * p.benefit + p.subsidy) for p in self.game.checked_projects)
        return max(best, float(np.abs(self.game.singles() - self.game.stand_alone).sum())) or 1.0

    def add_worth(self, program: Program, inside: list[int], unit: float) -> None:
        """Add what everybody earns alone, and the plan of every project."""
        for one, alone in zip(inside, self.game.stand_alone.tolist(), strict=True):
            program.gains[one] += alone / unit
        for project in self.game.checked_projects:
            _add_project(program, inside, project, unit)


def _add_project(program: Program, inside: list[int], project: CheckedProject, unit: float) -> None:
    members = project.coordination_cost * (len(inside) - 1) / unit
    run = program.variable(-project.cost / unit, whole=True)
    if project.coordination_cost:
        # the share of the other players that is in, if the project is run
        many = program.variable(-members)
        others = float(len(inside) - 1)
        program.row({many: others, run: -others, **dict.fromkeys(inside, -1.0)}, low=-1.0 - others)
    _add_subsidy(program, inside, run, project, unit)
    reached = program.variable()
    program.row({reached: 1.0, run: -1.0}, high=0.0)
    program.row({reached: 1.0, **_negative(inside, project.market_access)}, high=0.0)
    flow = {reached: 1.0}
    for k in np.flatnonzero(project.requirement > 0).tolist():
        flow = _add_capability(program, inside, run, project, k, flow, unit)
    success = program.variable(project.base_success * project.benefit / unit)
    program.row({success: 1.0, **{k: -c for k, c in flow.items()}}, high=0.0)


def _add_subsidy(program: Program, inside: list[int], run: int, project: CheckedProject, unit: float) -> None:
    subsidised = program.variable(project.subsidy / unit, whole=True)
    program.row({subsidised: 1.0, run: -1.0}, high=0.0)
    for group in project.groups:
        program.row({subsidised: 1.0, **_negative(inside, group)}, high=0.0)


def _add_capability(
    program: Program, inside: list[int], run: int, project: CheckedProject, k: int, flow: dict[int, float], unit: float
) -> dict[int, float]:
    """Let the flow pass one level of a capability, which takes its part of it; return the flow that is left."""
    met = np.minimum(1.0, project.capabilities[:, k] / project.requirement[k])
    chosen, passed = {}, {}
    for level in np.unique(np.append(met, 0.0)).tolist():
        used = program.variable(-project.outsourcing[k] * (1.0 - level) / unit, whole=True)
        through = program.variable()
        program.row({through: 1.0, used: -1.0}, high=0.0)
        if level > 0:
            program.row({used: 1.0, **_negative(inside, met >= level)}, high=0.0)
        chosen[used] = 1.0
        passed[through] = float(level ** project.weights[k])
    program.row({**chosen, run: -1.0}, low=0.0, high=0.0)
    program.row({**dict.fromkeys(passed, 1.0), **{one: -c for one, c in flow.items()}}, high=0.0)
    return passed


def _negative(inside: list[int], shares: NDArray[Any]) -> dict[int, float]:
    return {one: -float(share) for one, share in zip(inside, shares.tolist(), strict=True) if share}

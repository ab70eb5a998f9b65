"""The worth of a set in a game of projects, bounded from above for the solver and drawn in where it goes.

V(S) = max{0, π(S)·benefit·min(1, Σ a_i) + subsidy·[eligible] - cost - Σ outsourcing_k (1 - g_k) - coordination (|S| - 1)} with
π = π0 Π g_k^{ω_k}. The logarithm of π is a sum of steps between the levels that best members reach. Its exponential times the market is
held by one row per breakpoint t: while log π is at most t, revenue is at most benefit·e^t·market. A row with t at a set's own log π says
exactly what that set earns, so that every round of solving settles all sets of one capability profile; there are finitely many.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, exp, floor, log, log10
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from partner_select.errors import SelectionError
from partner_select.exact import ExactVector, as_fraction
from partner_select.joint import JointValue
from partner_select.model.scaling import Part
from partner_select.model.variables import Meaning, Variables

if TYPE_CHECKING:
    from allocation.games.project import Project

__all__ = ["add_projects", "is_project", "most_of_projects"]

GRAIN = 2**32  # steps of log π: 2e-10 each, so that rounding them moves no revenue by more than 1e-8 of itself
MARKET = 2**20  # steps of the market share
MONEY = 2.0**20  # steps of money, about, between nothing and the best that a project can bring: with 2**26 some proofs took minutes
SMALLEST = 1e-6  # money: below it a project's numbers are as good as nothing
BREAKS = 16  # rows to start with; more slowed the first round down and saved none
TINY = 1e-9  # relative: float error of a project's best worth, far above what sums and powers of some hundred numbers lose


def is_project(joint: JointValue) -> bool:
    """Return whether the game is one of projects."""
    from allocation.games.project import ProjectGame

    return isinstance(joint.game, ProjectGame)


@dataclass(frozen=True, eq=False)
class _Project:
    """One project with its players in the order of the pool.

    levels float64[n, k] from 0 to 1, weights [k], outsourcing [k], access [n], groups of positions; success·benefit is ``benefit``.
    """

    levels: NDArray[np.float64]
    weights: NDArray[np.float64]
    outsourcing: NDArray[np.float64]
    access: NDArray[np.float64]
    benefit: float
    cost: float
    subsidy: float
    coordination: float
    groups: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, project: Project, joint: JointValue) -> _Project:
        """Read a project; capabilities that it does not require are left out."""
        n = len(joint.order)
        required = np.asarray(project.requirement, dtype=np.float64)
        used = required > 0
        reached = np.minimum(1.0, np.asarray(project.capabilities, dtype=np.float64)[:, used] / required[used])
        levels, access = np.zeros((n, int(used.sum()))), np.zeros(n)
        levels[joint.order], access[joint.order] = reached, np.asarray(project.market_access, dtype=np.float64)
        where = dict(zip(joint.game.players, joint.order.tolist(), strict=True))
        weights, outsourcing = (np.asarray(x, dtype=np.float64)[used] for x in (project.weights, project.outsourcing))
        groups = tuple(tuple(where[name] for name in group) for group in project.subsidy_needs)
        benefit = project.base_success * project.benefit
        return cls(
            levels, weights, outsourcing, access, benefit, project.cost, project.subsidy, project.coordination_cost, groups
        )  # fmt: skip

    @property
    def most(self) -> float:
        """What no set exceeds: everybody's capabilities and markets, nobody's coordination."""
        best = self.levels.max(axis=0, initial=0.0)
        revenue = self.benefit * float(np.prod(best**self.weights)) * min(1.0, float(self.access.sum()))
        spent = self.cost + float((1.0 - best) @ self.outsourcing)
        return max(0.0, revenue + self.subsidy - spent) * (1 + TINY)

    def log_success(self, members: list[int]) -> float:
        """log of Π g^ω of a set; minus infinity where something needed is missing altogether."""
        best = self.levels[members].max(axis=0, initial=0.0)
        with np.errstate(divide="ignore"):
            return float(np.log(best[self.weights > 0]) @ self.weights[self.weights > 0])


def _projects(joint: JointValue) -> list[_Project]:
    from allocation.games.project import ProjectGame

    if not isinstance(joint.game, ProjectGame):
        raise SelectionError("route: 'cp-sat' takes pairwise games, games of rules and games of projects; 'enumeration' takes every game")
    return [_Project.of(project, joint) for project in joint.game.projects]


def _alone(joint: JointValue) -> ExactVector:
    from allocation.games.project import ProjectGame

    alone = np.zeros(len(joint.order))
    if isinstance(joint.game, ProjectGame):
        alone[joint.order] = joint.game.stand_alone
    return ExactVector.of(alone)


def most_of_projects(joint: JointValue) -> tuple[ExactVector, Fraction]:
    """Return what everybody earns alone, and what all projects together bring at most."""
    return _alone(joint), sum((Fraction(project.most) for project in _projects(joint)), Fraction(0))


@dataclass
class _Revenue:
    """The revenue of one project in the solver's model: a variable under rows that more can be added to."""

    project: _Project
    variables: Variables
    unit: Fraction
    slack: int  # by how much rounded steps of log π may add up to more than it is
    revenue: Any
    market: Any
    whole: int  # steps of the whole market
    success: Any  # log π in steps of 1 / GRAIN, an expression of the levels reached
    breaks: set[int]

    def hold(self, log_success: int) -> None:
        """Add the row of one breakpoint."""
        model = self.variables.model
        self.breaks.add(log_success)
        most = ceil(as_fraction(self.project.benefit * exp(log_success / GRAIN) * (1 + TINY)) / self.unit)
        beyond = model.new_bool_var(f"beyond{log_success}")
        model.add(self.whole * self.revenue <= most * self.market).only_enforce_if(beyond.negated())
        model.add(self.success >= log_success + 1).only_enforce_if(beyond)

    def sharpen(self, members: AbstractSet[int]) -> bool:
        """Add the row of this set's own log π, unless it is there."""
        found = self.project.log_success(sorted(members))
        if found == float("-inf"):
            return False
        here = ceil(found * GRAIN) + self.slack
        above = min((x for x in self.breaks if x >= here), default=here)
        if above in self.breaks and self.project.benefit * (exp(above / GRAIN) - exp(here / GRAIN)) < self.unit:
            return False
        self.hold(here)
        return True


def _reaches(able: list[int]) -> Meaning:
    return lambda members: int(members[able].any())


def _steps(project: _Project, variables: Variables, k: int) -> list[tuple[float, float, Any]]:
    """Every level above 0 of a capability, the level below it, and a Boolean "somebody reaches it"."""
    column = project.levels[:, k]
    levels = [x for x in np.unique(column).tolist() if x > 0]
    found = []
    for below, level in zip([0.0, *levels], levels, strict=False):
        able = np.flatnonzero(column >= level).tolist()
        reached = variables.new_bool(f"g{k}_{level}", _reaches(able))
        variables.model.add_bool_or([variables.chosen[i] for i in able] + [reached.negated()])
        found.append((below, level, reached))
    return found


def _market(project: _Project, variables: Variables) -> tuple[Any, int]:
    """min(1, Σ access) in steps, rounded up where decimals have too many places, and how many steps are everything."""
    exact = ExactVector.of(project.access)
    whole = min(exact.denominator, MARKET)
    steps = np.array([-(-x * whole // exact.denominator) for x in exact.numerators], dtype=np.int64)
    market = variables.new_int(whole, "market", lambda members: min(whole, int(steps[members].sum())))
    variables.model.add(market <= variables.weighted(variables.chosen, steps.tolist()))
    return market, whole


def _revenue(project: _Project, variables: Variables, unit: Fraction, steps: list[list[tuple[float, float, Any]]]) -> Any | None:
    """Revenue in whole units, at most what the rows allow; None where there can be none."""
    lowest, flags, sizes, needed = 0.0, [], [], []
    for weight, levels in zip(project.weights.tolist(), steps, strict=True):
        if weight and not levels:
            return None
        if weight:
            lowest += weight * log(levels[0][1])
            needed.append(levels[0][2])
            flags += [flag for _, _, flag in levels[1:]]
            sizes += [ceil(weight * log(level / below) * GRAIN) for below, level, _ in levels[1:]]
    most = ceil(as_fraction(project.benefit * (1 + TINY)) / unit)
    revenue = variables.model.new_int_var(0, most, "revenue")
    for flag in needed:
        variables.model.add(revenue <= most * flag)
    base = ceil(lowest * GRAIN)
    success = variables.weighted(flags, sizes) + base if flags else variables.model.new_constant(base)
    found = _Revenue(project, variables, unit, len(sizes) + 1, revenue, *_market(project, variables), success, set())
    top = base + sum(sizes)
    for step in range(BREAKS):
        at = top + floor(log((BREAKS - step) / BREAKS) * GRAIN)
        if step == 0 or at >= base:
            found.hold(at)
    variables.sharpen.append(found.sharpen)
    return revenue


def _eligible(project: _Project, variables: Variables) -> Any:
    groups = [list(group) for group in project.groups]
    eligible = variables.new_bool("eligible", lambda members: int(all(members[group].any() for group in groups)))
    for group in groups:
        variables.model.add_bool_or([variables.chosen[i] for i in group] + [eligible.negated()])
    return eligible


@dataclass
class _Account:
    """What a project earns and spends in whole units, every number rounded so that no set is undervalued, and what that may add."""

    unit: Fraction
    terms: list[Any] = field(default_factory=list)
    weights: list[int] = field(default_factory=list)
    lost: Fraction = Fraction(0)

    def whole(self, amount: float) -> int:
        """Round up."""
        exact = as_fraction(amount) / self.unit
        self.lost += (ceil(exact) - exact) * self.unit
        return ceil(exact)

    def earn(self, term: Any, amount: float) -> None:
        """Add an amount that counts once per unit of the term."""
        self.terms.append(term)
        self.weights.append(self.whole(amount))


def _account(project: _Project, variables: Variables, unit: Fraction) -> tuple[_Account, int]:
    """Everything but the market's revenue as terms, and a constant."""
    account = _Account(unit)
    steps = [_steps(project, variables, k) for k in range(len(project.weights))]
    revenue = _revenue(project, variables, unit, steps)
    if revenue is not None:
        account.earn(revenue, float(unit))
        account.lost += 2 * unit + as_fraction(project.benefit) * (len(project.access) * _coarse(project) + as_fraction(4 * TINY))
    for k, levels in enumerate(steps):
        for below, level, flag in levels:
            account.earn(flag, (level - below) * float(project.outsourcing[k]))
    account.earn(_eligible(project, variables), project.subsidy)
    for chosen in variables.chosen:
        account.earn(chosen, -project.coordination)
    return account, account.whole(project.coordination - project.cost - float(project.outsourcing.sum()))


def _coarse(project: _Project) -> Fraction:
    """Share of the market by which a member's access may be rounded."""
    return Fraction(int(ExactVector.of(project.access).denominator > MARKET), MARKET)


def _add_project(project: _Project, variables: Variables, weight: Fraction) -> None:
    """Profit if the project is run, else 0."""
    size = max(project.benefit, project.subsidy, project.cost, float(project.outsourcing.sum()), project.coordination, SMALLEST)
    unit = Fraction(10) ** -floor(log10(MONEY / size))
    account, constant = _account(project, variables, unit)
    reach = ceil(as_fraction(project.most) / unit) + len(account.terms) + 2
    profit, run = variables.model.new_int_var(0, reach, "profit"), variables.model.new_bool_var("run")
    variables.model.add(profit <= variables.weighted(account.terms, account.weights) + constant).only_enforce_if(run)
    variables.model.add(profit <= reach * run)
    variables.model.add_bool_or([*variables.chosen, run.negated()])
    variables.parts.append(Part("game", [profit], [1], weight * unit, reach=reach, error=weight * account.lost))


def add_projects(joint: JointValue, variables: Variables, weight: Fraction) -> None:
    """Add the worth of a set in a game of projects to the objective, from above.

    Raises
    ------
    SelectionError
        If it is no game of projects.
    """
    alone = _alone(joint)
    variables.parts.append(Part("game", variables.chosen, alone.numerators, weight / alone.denominator))
    for project in _projects(joint):
        _add_project(project, variables, weight)

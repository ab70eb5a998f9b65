"""The alliance's own value model: what a coalition earns by running projects with the best capabilities it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from allocation.arrays import finite_matrix, finite_vector
from allocation.errors import GameError
from allocation.games.base import Game, player_names

__all__ = ["CheckedProject", "Project", "ProjectGame"]

WEIGHT_TOLERANCE = 1e-6  # how far typed weights may add up beside one: three thirds typed as 0.333333 pass


@dataclass(frozen=True)
class Project:
    """One project, with plain arrays for n players and k capabilities.

    Parameters
    ----------
    capabilities
        float64[n, k]: level of each player, for instance 0 to 5.
    requirement
        float64[k]: level the project needs; 0 means that it does not need this one.
    weights
        float64[k]: how much each capability counts for success; non-negative, sum 1.
    base_success
        Probability of success with every requirement met.
    benefit, cost, subsidy
        Benefit of success with full market access, cost, and subsidy of eligible coalitions; money.
    outsourcing
        float64[k]: price of buying a capability that is missing altogether; money.
    market_access
        float64[n]: share of the market each player reaches, 0 to 1.
    subsidy_needs
        Groups of names; a coalition is eligible if it has somebody of every group.
    coordination_cost
        Money per member beyond the first.
    """

    capabilities: ArrayLike
    requirement: ArrayLike
    weights: ArrayLike
    base_success: float
    benefit: float
    cost: float
    outsourcing: ArrayLike
    subsidy: float
    market_access: ArrayLike
    subsidy_needs: Sequence[Iterable[str]] = ()
    coordination_cost: float = 0.0


@dataclass(frozen=True)
class CheckedProject:
    """A project as float arrays, the groups as rows of Booleans."""

    capabilities: NDArray[np.float64]
    requirement: NDArray[np.float64]
    weights: NDArray[np.float64]
    outsourcing: NDArray[np.float64]
    market_access: NDArray[np.float64]
    base_success: float
    benefit: float
    cost: float
    subsidy: float
    coordination_cost: float
    groups: tuple[NDArray[np.bool_], ...]

    def worth(self, members: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Evaluate the formula of :class:`ProjectGame` for one project."""
        best = np.zeros((len(members), len(self.requirement)))
        for i, levels in enumerate(self.capabilities):
            np.maximum(best, members[:, i, None] * levels, out=best)
        needed = self.requirement > 0
        met = np.where(needed, np.minimum(1.0, best / np.where(needed, self.requirement, 1.0)), 1.0)
        success = self.base_success * np.prod(met**self.weights, axis=1)
        market = np.minimum(1.0, members @ self.market_access)
        eligible = np.all([members @ group for group in self.groups], axis=0) if self.groups else np.True_
        spent = self.cost + (1.0 - met) @ self.outsourcing + self.coordination_cost * (members.sum(axis=1) - 1)
        profit = success * self.benefit * market + self.subsidy * eligible - spent
        return np.where(members.any(axis=1), np.maximum(0.0, profit), 0.0)

    def problems(self) -> Iterator[str]:
        """Say everything that is wrong with the numbers."""
        n, k = self.capabilities.shape
        for name, array, size in (
            ("requirement", self.requirement, k),
            ("weights", self.weights, k),
            ("outsourcing", self.outsourcing, k),
            ("market_access", self.market_access, n),
        ):
            if len(array) != size:
                yield f"{name} must have {size} numbers, got {len(array)}"
        for name, numbers in (("capabilities", self.capabilities), ("requirement", self.requirement), ("weights", self.weights)):
            if np.any(numbers < 0):
                yield f"{name} must not be negative, got {numbers.min()}"
        if k and abs(float(self.weights.sum()) - 1) > WEIGHT_TOLERANCE:
            yield f"weights must add up to 1, got {self.weights.sum():.6g}"
        if np.any(self.outsourcing < 0):
            yield f"outsourcing must not be negative, got {self.outsourcing.min()}"
        if np.any((self.market_access < 0) | (self.market_access > 1)):
            yield "market_access must lie between 0 and 1"
        if not 0 <= self.base_success <= 1:
            yield f"base_success must lie between 0 and 1, got {self.base_success}"
        for name, amount in (
            ("benefit", self.benefit),
            ("cost", self.cost),
            ("subsidy", self.subsidy),
            ("coordination_cost", self.coordination_cost),
        ):
            if not 0 <= amount < np.inf:
                yield f"{name} must be a finite amount of at least 0, got {amount}"


class ProjectGame(Game):
    """A game of projects: v(S) = Σ_{i∈S} stand_alone_i + Σ_p V_p(S).

    V(S) = max{0, π(S)·benefit·min(1, Σ_{i∈S} a_i) + subsidy·[S eligible] − cost − Σ_k outsourcing_k (1 − g_k) − coordination (|S| − 1)}
    with g_k = min(1, max_{i∈S} c_ik / requirement_k) and π(S) = base_success · Π_k g_k^{weight_k}.

    Parameters
    ----------
    players
        n distinct names.
    capabilities, requirement, weights, base_success, benefit, cost, outsourcing, subsidy, market_access, subsidy_needs, coordination_cost
        The numbers of one project, see :class:`Project`; for several projects use :meth:`of_projects`.
    stand_alone
        float64[n]: what each player earns without the alliance; 0 when left out.

    Raises
    ------
    GameError
        Listing everything that is wrong with the project.

    Notes
    -----
    Capabilities are substitutes, so that the game is not convex in general; market shares keep it superadditive as long as
    subsidy ≤ cost + outsourcing and nothing is lost in coordination. :func:`allocation.properties` says whether it is.

    Examples
    --------
    >>> g = ProjectGame(
    ...     players=["firm", "university"], capabilities=[[4, 1], [1, 5]], requirement=[4, 5], weights=[0.5, 0.5], base_success=0.8,
    ...     benefit=1000, cost=100, outsourcing=[50, 50], subsidy=30, market_access=[0.6, 0.0], subsidy_needs=[["firm"], ["university"]])
    >>> g.grand_value
    410.0
    """

    def __init__(
        self,
        players: Iterable[str],
        capabilities: ArrayLike,
        requirement: ArrayLike,
        weights: ArrayLike,
        base_success: float,
        benefit: float,
        cost: float,
        outsourcing: ArrayLike,
        subsidy: float,
        market_access: ArrayLike,
        stand_alone: ArrayLike | None = None,
        subsidy_needs: Sequence[Iterable[str]] = (),
        coordination_cost: float = 0.0,
    ) -> None:
        numbers = (capabilities, requirement, weights, base_success, benefit, cost, outsourcing, subsidy, market_access)
        self._set_up(players, [Project(*numbers, subsidy_needs, coordination_cost)], stand_alone)

    @classmethod
    def of_projects(cls, players: Iterable[str], projects: Iterable[Project], stand_alone: ArrayLike | None = None) -> ProjectGame:
        """Add up several projects that every coalition may run side by side.

        Parameters
        ----------
        players
            n distinct names.
        projects
            At least one project, each with its own numbers for the same players.
        stand_alone
            float64[n]: what each player earns without the alliance.
        """
        game = cls.__new__(cls)
        game._set_up(players, list(projects), stand_alone)
        return game

    def _set_up(self, players: Iterable[str], projects: Sequence[Project], stand_alone: ArrayLike | None) -> None:
        names = tuple(players)
        super().__init__(player_names(names, len(names)))
        self._alone = finite_vector(np.zeros(self.n) if stand_alone is None else stand_alone, "stand_alone")
        if len(self._alone) != self.n:
            raise GameError(f"stand_alone must have {self.n} numbers, got {len(self._alone)}")
        if not projects:
            raise GameError("a project game needs at least one project")
        self._given = tuple(projects)
        self._projects = tuple(self._checked(project) for project in projects)
        problems = [
            problem if len(projects) == 1 else f"project {number}: {problem}"
            for number, checked in enumerate(self._projects, 1)
            for problem in checked.problems()
        ]
        if problems:
            raise GameError("; ".join(problems))

    def _checked(self, project: Project) -> CheckedProject:
        capabilities = finite_matrix(project.capabilities, "capabilities")
        if len(capabilities) != self.n:
            raise GameError(f"capabilities must have {self.n} rows, one per player, got {len(capabilities)}")
        return CheckedProject(
            capabilities,
            finite_vector(project.requirement, "requirement"),
            finite_vector(project.weights, "weights"),
            finite_vector(project.outsourcing, "outsourcing"),
            finite_vector(project.market_access, "market_access"),
            float(project.base_success),
            float(project.benefit),
            float(project.cost),
            float(project.subsidy),
            float(project.coordination_cost),
            tuple(self.members(group) for group in project.subsidy_needs),
        )

    @property
    def projects(self) -> tuple[Project, ...]:
        """The projects, as given."""
        return self._given

    @property
    def checked_projects(self) -> tuple[CheckedProject, ...]:
        """The projects as float arrays, groups as rows of Booleans."""
        return self._projects

    @property
    def stand_alone(self) -> NDArray[np.float64]:
        """float64[n], what each player earns without the alliance."""
        return self._alone

    def worth(self, members: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Evaluate the model. O(m · n · k) per project."""
        rows = np.asarray(members, dtype=np.bool_)
        return np.asarray(rows @ self._alone + sum(project.worth(rows) for project in self._projects), dtype=np.float64)

"""The least core: the smallest amount every coalition can be kept short of, and a split that does it."""

from __future__ import annotations

from allocation.errors import TableTooLargeError
from allocation.excess.definition import PLAIN
from allocation.excess.lexicographic_split import lexicographic_split
from allocation.excess.oracles.least_core import least_core_without_table
from allocation.excess.oracles.structured_split import has_structure
from allocation.excess.oracles.voting_split import voting_split
from allocation.games.base import Game
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual

__all__ = ["LEAST_CORE", "least_core", "least_core_value"]


def least_core(game: Game) -> Allocation:
    """Split v(N) so that the largest excess of a coalition is as small as possible.

    Many splits do so; the one returned is the prenucleolus, which lies in the least core, depends on no order of the players and on no
    solver.

    Parameters
    ----------
    game
        Any game whose table fits in memory; without a table, voting games with one rule, airport, claims, assignment, rule, project
        and production games, and pairwise games without negative pairs.

    Returns
    -------
    Allocation
        ``details["epsilon"]`` is the smallest largest excess: positive exactly if the core is empty; None for a single player, who has
        no proper coalition. Games of rules, projects and production of more than 24 players: some split of the least core, or, where the
        search stopped at its limit, ``epsilon`` None and what is proved in ``details["epsilon_bounds"]``.

    Raises
    ------
    TableTooLargeError
        If the table does not fit in memory and the game has no other way.

    References
    ----------
    M. Maschler, B. Peleg and L. S. Shapley, "Geometric properties of the kernel, nucleolus, and related solution concepts", 1979.

    Examples
    --------
    >>> import allocation as al
    >>> a = al.least_core(al.TableGame([0, 0, 0, 1, 0, 1, 1, 1]))
    >>> a.payoffs.round(6).tolist(), round(a.details["epsilon"], 6)
    ([0.333333, 0.333333, 0.333333], 0.333333)
    """
    found = voting_split(game, "least_core")
    if found is None and has_structure(game):
        found = least_core_without_table(game)
        if found is not None:
            return found
    if found is None:
        try:
            found = lexicographic_split(game, "least_core", PLAIN)
        except TableTooLargeError:
            found = least_core_without_table(game)
            if found is None:
                raise
            return found
    details = {**found.details, "epsilon": found.details.get("largest_excess")}
    return Allocation(found.players, found.payoffs, "least_core", found.method, found.proof, {}, details)


def least_core_value(game: Game) -> float:
    """Return the smallest largest excess of a proper coalition; 0 for a single player.

    Raises
    ------
    TableTooLargeError
        If the table does not fit in memory.

    Examples
    --------
    >>> from allocation import TableGame
    >>> least_core_value(TableGame([0, 1, 1, 7, 1, 5, 4, 11]))
    -1.5
    """
    return float(least_core(game).details["epsilon"] or 0.0)


LEAST_CORE = AllocationRule(
    name="least_core",
    compute=least_core,
    title=Bilingual("最小核心", "Least core"),
    meaning=Bilingual(
        "使任何小集体的最大不满降到最低；在满足条件的分配中取预核仁",
        "keeps the worst grievance of any coalition as small as possible; among the splits that do so, the prenucleolus is taken",
    ),
    formula="min ε with x(S) ≥ v(S) − ε for all proper S, x(N) = v(N)",
    reference="M. Maschler, B. Peleg and L. S. Shapley, Geometric properties of the kernel, nucleolus, and related solution concepts, 1979",
    promises=frozenset({"efficient", "symmetric", "dummy", "covariant", "homogeneous"}),
)

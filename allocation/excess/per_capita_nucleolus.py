"""The nucleolus of excesses per head: a large coalition's grievance counts for what each member of it loses."""

from __future__ import annotations

from allocation.excess.definition import RULES
from allocation.excess.lexicographic_split import lexicographic_split
from allocation.excess.nucleolus import require_imputations
from allocation.games.base import Game
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual

__all__ = ["PER_CAPITA_NUCLEOLUS", "PER_CAPITA_PRENUCLEOLUS", "per_capita_nucleolus", "per_capita_prenucleolus"]


def per_capita_prenucleolus(game: Game) -> Allocation:
    """Split v(N) so that the sorted excesses per head (v(S) - x(S)) / \\|S\\| are lexicographically smallest.

    Unlike the prenucleolus it gives nobody less when v(N) grows.

    Parameters
    ----------
    game
        Any game whose table fits in memory.

    Returns
    -------
    Allocation
        Payoffs in the game's unit, see :func:`allocation.prenucleolus`.

    Raises
    ------
    TableTooLargeError
        If the table does not fit in memory.

    References
    ----------
    J. H. Grotte, "Computation of and observations on the nucleolus, the normalized nucleolus and the central games", 1970.

    Examples
    --------
    >>> import allocation as al
    >>> al.per_capita_prenucleolus(al.TableGame([0, 1, 1, 7, 1, 5, 4, 11])).payoffs.tolist()
    [5.0, 4.0, 2.0]
    """
    return lexicographic_split(game, "per_capita_prenucleolus", RULES["per_capita_prenucleolus"])


def per_capita_nucleolus(game: Game) -> Allocation:
    """Split v(N) so that the sorted excesses per head are lexicographically smallest among splits that give every player at least v(i).

    Parameters
    ----------
    game
        Any game with v(N) ≥ Σ v(i) whose table fits in memory.

    Returns
    -------
    Allocation
        Payoffs in the game's unit, see :func:`allocation.prenucleolus`.

    Raises
    ------
    RuleError
        If v(N) < Σ v(i).
    TableTooLargeError
        If the table does not fit in memory.

    References
    ----------
    J. H. Grotte, "Computation of and observations on the nucleolus, the normalized nucleolus and the central games", 1970.

    Examples
    --------
    >>> import allocation as al
    >>> al.per_capita_nucleolus(al.TableGame([0, 1, 1, 7, 1, 5, 4, 11])).payoffs.tolist()
    [5.0, 4.0, 2.0]
    """
    require_imputations(game, "per-capita nucleolus", "per_capita_prenucleolus")
    return lexicographic_split(game, "per_capita_nucleolus", RULES["per_capita_nucleolus"])


PER_CAPITA_PRENUCLEOLUS = AllocationRule(
    name="per_capita_prenucleolus",
    compute=per_capita_prenucleolus,
    title=Bilingual("人均预核仁", "Per-capita prenucleolus"),
    meaning=Bilingual(
        "与预核仁相同，但按人均不满比较；总收益增加时无人受损",
        "like the prenucleolus, but grievances are compared per head; when the total grows, nobody gets less",
    ),
    formula="lex min of (v(S) − x(S))/|S|, sorted from the largest, over x(N) = v(N)",
    reference="J. H. Grotte, Computation of and observations on the nucleolus, the normalized nucleolus and the central games, 1970",
    promises=frozenset({"efficient", "symmetric", "covariant", "homogeneous"}),
)

PER_CAPITA_NUCLEOLUS = AllocationRule(
    name="per_capita_nucleolus",
    compute=per_capita_nucleolus,
    title=Bilingual("人均核仁", "Per-capita nucleolus"),
    meaning=Bilingual(
        "与核仁相同，但按人均不满比较",
        "like the nucleolus, but grievances are compared per head",
    ),
    formula="lex min of (v(S) − x(S))/|S|, sorted from the largest, over x(N) = v(N), x_i ≥ v(i)",
    reference="J. H. Grotte, Computation of and observations on the nucleolus, the normalized nucleolus and the central games, 1970",
    promises=frozenset({"efficient", "symmetric", "covariant", "homogeneous", "individually rational"}),
)

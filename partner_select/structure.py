"""Several alliances at once: the best partition of a pool, by dynamic programming or as an integer program over listed alliances."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from partner_select.best_set import require_settings
from partner_select.errors import SelectionError
from partner_select.exact import ExactVector, as_fraction
from partner_select.interrupt import Interrupt
from partner_select.partition_input import Candidates, Group, read_candidates
from partner_select.partition_result import Partition
from partner_select.selection import Status
from partner_select.set_partitioning import best_listed
from partner_select.solve import Settings, solver_version

if TYPE_CHECKING:
    from allocation.games.base import Game

__all__ = ["MAX_TABLE_PLAYERS", "partition"]

MAX_TABLE_PLAYERS = 20  # 3**19 / 2 additions take a few seconds; every further player triples them
SMALLEST = Fraction(1, 2**1074)  # step between the tiniest floats: how far one of them may be from the decimal it prints as
MAX_EXACT_INTEGER = 2.0**53  # float64 sums of whole numbers below it are exact


def partition(
    game: Game | ArrayLike | Mapping[tuple[str, ...], float],
    players: Iterable[str] | None = None,
    *,
    alliances: Iterable[Iterable[str]] | None = None,
    size: tuple[int, int | None] = (1, None),
    everyone: bool = True,
    time_limit: float = 60.0,
    seed: int = 0,
    workers: int = 1,
) -> Partition:
    """Split a pool into alliances that earn the most together (coalition structure generation).

    Parameters
    ----------
    game
        A game of :mod:`allocation`, a table of all 2**n worths (index = bit mask), or the alliances that come into question, each a tuple
        of names, with their worths.
    players
        Names, where the game does not have them.
    alliances
        With a game or a table: only these may be formed.
    size
        Fewest and most members of an alliance.
    everyone
        Whether everybody must be in an alliance; if not, who is left out earns nothing.
    time_limit, seed, workers
        Of the integer program; dynamic programming needs no limit.

    Returns
    -------
    Partition
        Up to 20 players: dynamic programming over subsets, 3**n / 6 additions and some 40 bytes a coalition, always proved. Beyond: set
        partitioning over the listed alliances, or over all of the allowed sizes where these are at most 200 000.

    Raises
    ------
    SelectionError
        Listing every problem; also when there are more than 20 players and too many alliances to list.
    ScaleError
        If the worths cannot be counted in 64-bit integers.

    Notes
    -----
    Whole numbers and short decimals are added up without rounding. Otherwise ``bound`` is above ``total`` by what rounding may have
    changed. Of several best partitions the one found first is returned, the same in every run.

    References
    ----------
    D. Y. Yeh, "A dynamic programming approach to the complete set partitioning problem", BIT 26, 1986. T. Rahwan, T. P. Michalak,
    M. Wooldridge and N. R. Jennings, "Coalition structure generation: a survey", Artificial Intelligence 229, 2015.

    Examples
    --------
    >>> import allocation as al
    >>> game = al.PairwiseGame([1, 1, 1, 1], [[0, 3, -1, 0], [3, 0, 0, -2], [-1, 0, 0, 2], [0, -2, 2, 0]], players="ABCD")
    >>> p = partition(game)
    >>> p.alliances, p.total, p.bound
    ((('A', 'B'), ('C', 'D')), 9.0, 9.0)
    >>> partition(game, size=(2, 3), everyone=False).left_out
    ()
    """
    require_settings(time_limit, seed, workers)
    candidates = read_candidates(game, players, alliances, size)
    if candidates.n <= MAX_TABLE_PLAYERS:
        return _by_subsets(candidates, bool(everyone))
    return _by_program(candidates, bool(everyone), Settings(time_limit, seed, workers))


@dataclass(frozen=True, eq=False)
class _Table:
    """Worths of all groups in units that add up exactly where possible; minus infinity where a group may not be formed."""

    units: NDArray[np.float64]
    per_unit: Fraction
    error: Fraction

    @classmethod
    def of(cls, worths: NDArray[np.float64], n: int) -> _Table:
        from allocation.exact import decimal_scale

        allowed = np.isfinite(worths)
        known = worths[allowed]
        largest = float(np.abs(known).max(initial=0.0))
        scaled = decimal_scale(known)
        if scaled is not None and n * float(np.abs(scaled[0]).max(initial=0.0)) < MAX_EXACT_INTEGER:
            units = np.full(len(worths), -np.inf)
            units[allowed] = scaled[0]
            return cls(units, Fraction(1, scaled[1]), Fraction(0))
        exponent = int(np.frexp(largest)[1])  # worths between -1 and 1: sums of huge ones must not overflow
        unit = Fraction(2) ** exponent
        error = unit * Fraction(n * n, 2**53) + n * SMALLEST  # n additions, each off by n halves of 2**-52 at most
        return cls(np.ldexp(worths, -exponent), unit, error)


def _worth_table(candidates: Candidates) -> NDArray[np.float64]:
    from allocation.coalition import coalition_count, mask_of, sizes

    if candidates.table is not None and candidates.listed is None:
        members = sizes(candidates.n)
        return np.where((members >= candidates.low) & (members <= candidates.high), candidates.table(), -np.inf)
    table = np.full(coalition_count(candidates.n), -np.inf)
    groups = candidates.groups()
    table[[mask_of(group) for group in groups]] = candidates.worths(groups)
    return table


def _by_subsets(candidates: Candidates, everyone: bool) -> Partition:
    from allocation.coalition import members_of

    worths = _worth_table(candidates)
    worths[0] = 0.0
    left_alone = _leave_out(worths, candidates.n) if not everyone else set[int]()
    table = _Table.of(worths, candidates.n)
    best, masks = _best_masks(table.units)
    proof = {"route": "dynamic programming", "splits_tried": (3 ** (candidates.n - 1) - 1) // 2 + (len(worths) // 2)}
    if masks is None:
        return _none(Status.INFEASIBLE, proof)
    groups = [members_of(mask) for mask in masks if mask not in left_alone]
    return _result(candidates, groups, Fraction(best) * table.per_unit + table.error, True, proof, table.error)


def _leave_out(worths: NDArray[np.float64], n: int) -> set[int]:
    """Let everybody stay outside for nothing, where that is better than being alone; return the masks of those."""
    from allocation.coalition import single_mask

    outside = {mask for mask in map(single_mask, range(n)) if worths[mask] < 0}
    worths[sorted(outside)] = 0.0
    return outside


def _best_masks(units: NDArray[np.float64]) -> tuple[float, list[int] | None]:
    """The best total and the masks of its groups; None where no partition is allowed.

    Only subsets without the first player are settled one by one: the first player's group is chosen last.
    """
    from partner_select.kernels.coalition_structure import best_part, best_totals

    without, with_first = units[0::2].copy(), units[1::2].copy()
    totals = best_totals(without)
    best, part = best_part(with_first, totals, 0, len(totals) - 1)
    if not np.isfinite(best):
        return best, None
    masks, left = [2 * part + 1], len(totals) - 1 - part
    while left:
        first = left & -left
        part = best_part(without, totals, first, left ^ first)[1] | first
        masks.append(2 * part)
        left ^= part
    return best, masks


def _by_program(candidates: Candidates, everyone: bool, settings: Settings) -> Partition:
    groups = candidates.groups()
    worths = candidates.worths(groups)
    if not everyone:
        kept = worths > 0
        groups, worths = tuple(g for g, keep in zip(groups, kept.tolist(), strict=True) if keep), worths[kept]
    proof: dict[str, Any] = {"route": "set partitioning", "listed": len(groups), "seed": settings.seed, "workers": settings.workers}
    proof |= {"solver": "OR-Tools CP-SAT", "version": solver_version()}
    if not groups and not everyone:
        return _result(candidates, [], Fraction(0), True, proof, Fraction(0))
    if everyone and not _sizes_fit(groups, candidates.n):
        return _none(Status.INFEASIBLE, proof)
    with Interrupt() as interrupt:
        found = best_listed(groups, ExactVector.of(worths), candidates.n, everyone, settings, interrupt)
    proof["shown"] = found.shown
    if found.chosen is None:
        return _none(Status.INFEASIBLE if found.status == "infeasible" else Status.NO_SOLUTION_YET, proof)
    return _result(candidates, [groups[k] for k in found.chosen], found.bound, found.status == "optimal", proof, found.error)


def _sizes_fit(groups: Sequence[Group], n: int) -> bool:
    """Whether n can be a sum of sizes between the smallest and the largest: a solver would count for long to see that it cannot."""
    sizes = {len(group) for group in groups}
    return bool(sizes) and any(count * min(sizes) <= n <= count * max(sizes) for count in range(1, n + 1))


def _none(status: Status, proof: Mapping[str, Any]) -> Partition:
    return Partition((), (), None, (), status, None, None, dict(proof))


def _result(
    candidates: Candidates, groups: Sequence[Group], bound: Fraction | None, finished: bool, proof: Mapping[str, Any], error: Fraction
) -> Partition:
    """Add up again from the game's own worths, check that nobody is in two alliances, and compare with the bound."""
    ordered = sorted(groups)
    inside = sorted(player for group in ordered for player in group)
    if len(set(inside)) != len(inside):
        raise SelectionError("the solver put somebody into two alliances; its answer is not used")
    worths = candidates.worths(ordered)
    total = sum((as_fraction(worth) for worth in worths.tolist()), Fraction(0))
    proved = finished and bound is not None and 0 <= bound - total <= 2 * error
    left_out = tuple(name for i, name in enumerate(candidates.players) if i not in set(inside))
    gap = None if bound is None else float((bound - total) / max(Fraction(1), abs(total)))
    told = {**proof, "total": str(total), "bound": None if bound is None else str(bound), "rounding": str(error)}
    names = tuple(tuple(candidates.players[i] for i in group) for group in ordered)
    most = None if bound is None else float(bound)
    return Partition(names, tuple(worths.tolist()), float(total), left_out, Status.PROVED if proved else Status.GAP, most, gap, told)

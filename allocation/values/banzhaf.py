"""The Banzhaf value: every coalition of others is equally likely."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from allocation.errors import RuleError
from allocation.exact import ExactTable
from allocation.games.base import Game
from allocation.proofs.definition import by_definition
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual
from allocation.values.semivalue import binomial_chances, table_semivalue

__all__ = ["BANZHAF", "BANZHAF_NORMALISED", "banzhaf", "banzhaf_exactly", "banzhaf_normalised"]

NOTHING = 1e-12  # part of max |β_i| below which the sum of the Banzhaf values is rounding: nothing can be scaled by it


def banzhaf(game: Game) -> Allocation:
    """Pay the Banzhaf value: the mean marginal contribution over all coalitions of others.

    Parameters
    ----------
    game
        Any game; one with a closed form for the Banzhaf value needs no table.

    Returns
    -------
    Allocation
        Payoffs in the game's unit; they need not add up to v(N). One pass over the table.

    Raises
    ------
    TableTooLargeError
        If the game has no closed form and its table does not fit in memory.

    References
    ----------
    J. F. Banzhaf, "Weighted voting doesn't work", 1965; G. Owen, "Multilinear extensions and the Banzhaf value", 1975.

    Examples
    --------
    >>> from allocation import TableGame
    >>> banzhaf(TableGame([0, 0, 0, 1, 0, 1, 0, 1])).payoffs.tolist()
    [0.75, 0.25, 0.25]
    """
    closed = game.closed_form("banzhaf")
    if closed is not None:
        return Allocation(game.players, closed, "banzhaf", "closed form", by_definition("banzhaf"))
    payoffs = table_semivalue(game.stored_table(), binomial_chances(game.n))
    return Allocation(game.players, payoffs, "banzhaf", "exact", by_definition("banzhaf"))


def banzhaf_normalised(game: Game) -> Allocation:
    """Split v(N) in proportion to the Banzhaf value.

    Parameters
    ----------
    game
        Any game.

    Raises
    ------
    RuleError
        If the Banzhaf values add up to zero.

    Examples
    --------
    >>> from allocation import TableGame
    >>> banzhaf_normalised(TableGame([0, 0, 0, 1, 0, 1, 0, 1])).payoffs.round(6).tolist()
    [0.6, 0.2, 0.2]
    """
    closed = game.closed_form("banzhaf_normalised")
    if closed is not None:
        return Allocation(game.players, closed, "banzhaf_normalised", "closed form", by_definition("banzhaf_normalised"))
    raw = banzhaf(game)
    if abs(raw.total) <= NOTHING * float(np.abs(raw.payoffs).sum()):
        raise RuleError("the Banzhaf values add up to zero, so that v(N) cannot be split in proportion to them")
    payoffs = raw.payoffs / raw.total * game.grand_value
    return Allocation(game.players, payoffs, "banzhaf_normalised", raw.method, by_definition("banzhaf_normalised"))


def banzhaf_exactly(table: ExactTable) -> Sequence[Fraction]:
    """Return the Banzhaf value in rational numbers: everybody in S gets its dividend divided by 2**(|S|−1)."""
    return table.shared_dividends([Fraction(0), *(Fraction(1, 2 ** (size - 1)) for size in range(1, table.n + 1))])


def banzhaf_normalised_exactly(table: ExactTable) -> Sequence[Fraction]:
    """Return the normalised Banzhaf value in rational numbers."""
    raw = banzhaf_exactly(table)
    return [x * table.grand / sum(raw) for x in raw]


BANZHAF = AllocationRule(
    name="banzhaf",
    compute=banzhaf,
    exact=banzhaf_exactly,
    title=Bilingual("班扎夫值", "Banzhaf value"),
    meaning=Bilingual(
        "对其他成员的所有组合一视同仁的平均边际贡献；总和不一定等于 v(N)",
        "the mean contribution to all groups of others, each group counting alike; the parts need not add up to v(N)",
    ),
    formula="β_i = 2^{1−n} Σ_{S∌i} [v(S∪i) − v(S)]",
    reference="J. F. Banzhaf, Weighted voting doesn't work, 1965; G. Owen, Multilinear extensions and the Banzhaf value, 1975",
    promises=frozenset({"symmetric", "dummy", "additive", "covariant", "homogeneous"}),
)

BANZHAF_NORMALISED = AllocationRule(
    name="banzhaf_normalised",
    compute=banzhaf_normalised,
    exact=banzhaf_normalised_exactly,
    title=Bilingual("规范化班扎夫值", "normalised Banzhaf value"),
    meaning=Bilingual("按班扎夫值的比例分配 v(N)", "v(N) is split in proportion to the Banzhaf value"),
    formula="x_i = β_i/Σ_j β_j · v(N)",
    reference="G. Owen, Multilinear extensions and the Banzhaf value, 1975",
    promises=frozenset({"efficient", "symmetric", "homogeneous"}),
)

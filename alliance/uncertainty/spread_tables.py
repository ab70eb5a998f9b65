"""Possible futures of a value given by a table, by pairs or by rules: every number in it moves by a part of itself, on its own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

import allocation as al
from alliance.scenario.schema import TableValue, Uncertainty
from alliance.uncertainty.shapes import draw_between
from allocation.coalition import coalition_count, mask_of, members_of, subsets

__all__ = ["spread_tables"]


def spread_tables(
    game: al.Game, listed: TableValue | None, asked: Uncertainty, generator: np.random.Generator, samples: int
) -> NDArray[np.float64]:
    """Draw tables of a game whose numbers are sure up to a relative spread.

    Parameters
    ----------
    game
        The game with the given numbers.
    listed
        The value part, where it is a table: only the coalitions listed there move, the others follow from them.
    asked
        Spread and shape.
    generator
        Source of the random numbers.
    samples
        How many futures.

    Returns
    -------
    float64[samples, 2**n]
    """
    values, holds = _terms(game) if listed is None else _listed(game, listed)
    factors = draw_between(generator, asked.shape, 1.0 - asked.spread, 1.0, 1.0 + asked.spread, (samples, len(values)))
    if listed is None:
        return np.asarray((factors * values) @ holds, dtype=np.float64)
    tables = np.zeros((samples, coalition_count(game.n)))
    tables[:, holds] = factors * values
    _fill(tables, set(holds.tolist()), listed.missing, game.n)
    return tables


def _terms(game: al.Game) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The numbers of a game of pairs or rules, and for each the coalitions it counts in."""
    masks = np.arange(coalition_count(game.n))
    if isinstance(game, al.RuleGame):
        groups = [(mask_of(game.positions(r.needs)), mask_of(game.positions(r.without)), r.value) for r in game.rules]
    else:
        alone = game.singles()
        groups = [(mask_of([i]), 0, float(alone[i])) for i in range(game.n)]
        for i, j in combinations(range(game.n), 2):
            groups.append((mask_of([i, j]), 0, game.value(game.names_of([i, j])) - float(alone[i] + alone[j])))
    holds = [(masks & needs == needs) & (masks & without == 0) for needs, without, _ in groups]
    return np.array([value for *_, value in groups]), np.array(holds, dtype=np.float64).reshape(len(groups), len(masks))


def _listed(game: al.Game, given: TableValue) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The listed worths and the masks of their coalitions."""
    masks = [mask_of(game.positions(one.members)) for one in given.coalitions]
    return np.array([one.value for one in given.coalitions]), np.array(masks, dtype=np.int64)


def _fill(tables: NDArray[np.float64], listed: set[int], missing: str, n: int) -> None:
    """Fill in the coalitions that are not listed, in all futures at once, smaller ones first."""
    gaps: Sequence[int] = sorted((m for m in range(1, coalition_count(n)) if m not in listed), key=lambda m: (m.bit_count(), m))
    for mask in gaps:
        if missing == "additive":
            tables[:, mask] = tables[:, [mask_of([i]) for i in members_of(mask)]].sum(axis=1)
        else:
            parts = [part for part in subsets(mask) if 0 < part < mask - part]
            tables[:, mask] = np.max([tables[:, part] + tables[:, mask - part] for part in parts], axis=0)

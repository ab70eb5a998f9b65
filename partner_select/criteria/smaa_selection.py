"""The acceptability of partner sets of a selection problem: given ones, or whatever is best under each draw of the weights."""

from __future__ import annotations

import copy
import time
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from partner_select.best_set import best_set, require_settings
from partner_select.checking import check_positions
from partner_select.criteria.linear_program import reaches
from partner_select.criteria.smaa import Acceptability, require_draws, weighed
from partner_select.criteria.weight_uncertainty import Dirichlet, WeightUncertainty
from partner_select.errors import SelectionError
from partner_select.interrupt import Interrupt
from partner_select.model import TERMS
from partner_select.problem import Objective, Problem
from partner_select.reading import Findings
from partner_select.selection import Status
from partner_select.solve import Settings

__all__ = ["acceptability"]

Floats = NDArray[np.float64]
Chosen = tuple[int, ...]

GIVEN_SAMPLES = 10_000  # draws over given sets: standard error at most half a percent, in well under a second
SOLVED_SAMPLES = 200  # draws that may each need a solver: standard error at most 3.6 percent


def acceptability(
    problem: Problem,
    sets: Iterable[Iterable[str]] | None = None,
    uncertainty: WeightUncertainty | None = None,
    units: Mapping[str, float] | None = None,
    samples: int | None = None,
    seed: int = 0,
    time_limit: float = 60.0,
) -> Acceptability:
    """Return how often each partner set and each candidate is chosen when the weights of the objective are not known.

    Parameters
    ----------
    problem
        The problem; weights of terms that the uncertainty does not name stay as they are.
    sets
        Sets to compare; without them, the best of all feasible sets is looked for under every draw.
    uncertainty
        :class:`Dirichlet` or :class:`Ranges` over terms of the objective; default every mix of the terms with a weight above 0.
    units
        What counts as one unit of a term, for instance ``{"cost": 10}`` when ten of money weigh as much as one of value; default 1.
    samples
        Weight draws; default 10 000 over given sets, 200 when sets are looked for.
    seed
        Of the draws and of the solver.
    time_limit
        Seconds for everything when sets are looked for; draws not reached by then are left out.

    Returns
    -------
    Acceptability
        ``details``: ``uncertainty``, ``units``; when sets are looked for also ``asked`` (draws), ``solved`` (by a solver), ``inherited``
        (between draws for which the same set was proved best: it is best there too, the objective being linear in the weights) and
        ``unproved``. No sets, and 0 samples, when nothing is feasible or nothing was found in time.

    Raises
    ------
    SelectionError
        Listing every problem.

    References
    ----------
    R. Lahdelma and P. Salminen, "SMAA-2: stochastic multicriteria acceptability analysis for group decision making", Operations Research
    49, 2001.

    Examples
    --------
    >>> import partner_select as ps
    >>> pool = ps.Pool(["A", "B", "C"], value=[6, 4, 1], cost=[5, 1, 4])
    >>> a = acceptability(ps.Problem(pool, size=(1, 1), objective=ps.Objective(cost=1)))
    >>> sorted(a.sets), a.candidates.get("C", 0.0)
    ([('A',), ('B',)], 0.0)
    """
    found = Findings()
    terms = tuple(term.name for term in TERMS if term.applies(problem))
    doubt = uncertainty or Dirichlet.uniform(term for term in terms if getattr(problem.objective, term) > 0)
    count = samples if samples is not None else SOLVED_SAMPLES if sets is None else GIVEN_SAMPLES
    require_draws(found, doubt, terms, count, seed)
    sizes = _units(found, units, terms)
    found.stop()
    require_settings(time_limit, seed, 1)
    weights = doubt.draw(np.random.default_rng(seed), count) / [sizes[term] for term in doubt.terms]
    details: dict[str, Any] = {"uncertainty": doubt.to_dict(), "units": {term: sizes[term] for term in doubt.terms}}
    if sets is not None:
        chosen = [tuple(sorted(problem.pool.positions(members, f"sets[{k}]"))) for k, members in enumerate(sets)]
        return _weigh(problem, chosen, doubt, weights, sizes, seed, details)
    search = _Search(problem, doubt.terms, seed, time.monotonic() + time_limit)
    done = search.run(weights)
    details |= {"asked": count, "solved": search.solved, "inherited": search.inherited, "unproved": search.unproved}
    return _weigh(problem, list(search.proved), doubt, weights[:done], sizes, seed, details)


def _units(found: Findings, given: Mapping[str, float] | None, terms: tuple[str, ...]) -> dict[str, float]:
    units = dict.fromkeys(terms, 1.0)
    for term, unit in (given or {}).items():
        if term not in terms:
            found.add(f"units: no such term: {term!r}; there are {', '.join(terms)}")
        elif found.number(f"units[{term!r}]", unit) <= 0:
            found.add(f"units[{term!r}]: must be above 0, got {unit!r}")
        else:
            units[term] = float(unit)
    return units


def _weighted(problem: Problem, weights: Mapping[str, float]) -> Problem:
    """The same problem with other weights of its objective."""
    known = {field.name: getattr(problem.objective, field.name) for field in fields(Objective)}
    changed = copy.copy(problem)
    changed.objective = Objective(**(known | dict(weights)))
    return changed


def _weigh(
    problem: Problem,
    chosen: list[Chosen],
    doubt: WeightUncertainty,
    weights: Floats,
    sizes: Mapping[str, float],
    seed: int,
    details: dict[str, Any],
) -> Acceptability:
    if not chosen or not len(weights):
        return Acceptability((), (), (), (), {}, 0, seed, details)
    if len(set(chosen)) != len(chosen):
        raise SelectionError("sets: a set stands twice; name each one once")
    one = _weighted(problem, dict.fromkeys(doubt.terms, 1.0))
    verdicts = [check_positions(one, members) for members in chosen]
    signed = np.array([[v.terms[term].contribution for term in doubt.terms] for v in verdicts])
    fixed = [[sum(t.contribution for name, t in v.terms.items() if name not in doubt.terms)] for v in verdicts]
    rows = np.hstack((signed, np.array(fixed)))
    padded = np.hstack((weights, np.ones((len(weights), 1))))
    found = weighed(tuple(v.members for v in verdicts), rows, padded, (*doubt.terms, "rest"), seed, details)
    central = tuple(None if w is None else {t: w[t] * sizes[t] for t in doubt.terms} for w in found.central_weights)
    infeasible = [list(v.members) for v in verdicts if not v.feasible]
    kept = {**details, "breaking_limits": infeasible}
    return Acceptability(found.sets, found.scores, found.ranks, central, found.candidates, found.samples, seed, kept)


class _Search:
    """The best set under one draw after the other; a draw between others with the same proved best set needs no solver."""

    def __init__(self, problem: Problem, terms: tuple[str, ...], seed: int, deadline: float) -> None:
        self.problem, self.terms, self.seed, self.deadline = problem, terms, seed, deadline
        self.proved: dict[Chosen, list[Floats]] = {}
        self.solved = self.inherited = self.unproved = 0

    def run(self, weights: Floats) -> int:
        """Look at draws in order; return how many were dealt with before time was up or nothing proved feasible."""
        with Interrupt() as interrupt:
            for done, draw in enumerate(weights):
                if self._known(draw):
                    self.inherited += 1
                elif interrupt.wanted or not self._solve(draw, interrupt):
                    return done
        return len(weights)

    def _known(self, draw: Floats) -> bool:
        """Whether one set is proved best at draws around this one: its objective is linear in the weights, the best one's convex."""
        return any(len(points) > 1 and reaches(np.array(points), draw) for points in self.proved.values())

    def _solve(self, draw: Floats, interrupt: Interrupt) -> bool:
        left = self.deadline - time.monotonic()
        if left <= 0:
            return False
        weighted = _weighted(self.problem, dict(zip(self.terms, draw.tolist(), strict=True)))
        best = best_set(weighted, Settings(left, self.seed), interrupt)
        if best.objective is None:
            return False
        points = self.proved.setdefault(tuple(sorted(self.problem.pool.positions(best.members))), [])
        self.solved += 1
        if best.status is Status.PROVED:
            points.append(draw)
        else:
            self.unproved += 1
        return True

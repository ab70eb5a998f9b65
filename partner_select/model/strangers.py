"""Strangers: members who have not worked together before, counted by pairs and by members who know nobody at the table.

Somebody who has no past cooperation with the others costs trust before anything is earned; past cooperation is an undirected graph.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from partner_select.exact import ExactVector
from partner_select.model.limit import Check, Constraint, Limit
from partner_select.model.measure import Measure
from partner_select.model.products import add_rows_per_candidate, pair_products
from partner_select.model.scaling import Part
from partner_select.model.variables import Meaning, Variables
from partner_select.problem import Problem

__all__ = ["STRANGERS"]


def _graph(problem: Problem) -> NDArray[np.float64]:
    """float64[n, n], 1 for acquainted pairs."""
    n = problem.pool.n
    graph = np.zeros((n, n))
    for i, j in problem.acquainted:
        graph[i, j] = graph[j, i] = 1.0
    return graph


def _pairs(problem: Problem, members: AbstractSet[int]) -> Fraction:
    known = set(problem.acquainted)
    return Fraction(sum(ends not in known for ends in combinations(sorted(members), 2)))


def _alone(problem: Problem, members: AbstractSet[int]) -> Fraction:
    accompanied = {i for ends in problem.acquainted if members >= set(ends) for i in ends}
    return Fraction(len(members - accompanied))


def _pairs_of_all(variables: Variables) -> Any:
    """An integer that is at least the pairs among the members: s·(s - 1)/2 lies on its chords between whole numbers s."""
    most = variables.most
    pairs = variables.new_int(most * (most - 1) // 2, "pairs", lambda members: int(members.sum()) * (int(members.sum()) - 1) // 2)
    for k in range(1, most):
        variables.model.add(pairs >= k * sum(variables.chosen) - k * (k + 1) // 2)
    return pairs


def _express_pairs(problem: Problem, variables: Variables) -> Part:
    """Every pair of strangers, or all pairs less the acquainted ones: whichever are fewer."""
    n = problem.pool.n
    if 2 * len(problem.acquainted) >= n * (n - 1) // 2:
        known = set(problem.acquainted)
        strangers = [ends for ends in combinations(range(n), 2) if ends not in known]
        together, weights, _ = pair_products(variables, strangers, [1] * len(strangers), up=False)
        return Part("acquainted", together, weights, Fraction(1))
    together, weights, of = pair_products(variables, problem.acquainted, [-1] * len(problem.acquainted), up=False)
    add_rows_per_candidate(variables, of)
    most = variables.most
    return Part("acquainted", [_pairs_of_all(variables), *together], [1, *weights], Fraction(1), reach=max(1, most * (most - 1) // 2))


def _is_alone(i: int, known: list[int]) -> Meaning:
    return lambda members: int(members[i] and not members[known].any())


def _express_alone(problem: Problem, variables: Variables) -> Part:
    """One Boolean per candidate: in, and nobody it knows is."""
    friends = [np.flatnonzero(row).tolist() for row in _graph(problem)]
    alone = []
    for i, known in enumerate(friends):
        flag = variables.new_bool(f"alone{i}", _is_alone(i, known))
        variables.model.add(flag + sum(variables.chosen[j] for j in known) >= variables.chosen[i])
        alone.append(flag)
    return Part("acquainted", alone, [1] * len(alone), Fraction(1))


def _limits(problem: Problem) -> Iterator[Limit]:
    graph, n = _graph(problem), problem.pool.n

    def pairs(sets: NDArray[np.bool_]) -> NDArray[np.float64]:
        chosen = sets.astype(np.float64)
        size = chosen.sum(axis=1)
        counted: NDArray[np.float64] = size * (size - 1) / 2 - ((chosen @ graph) * chosen).sum(axis=1) / 2
        return counted

    def alone(sets: NDArray[np.bool_]) -> NDArray[np.float64]:
        counted: NDArray[np.float64] = (sets & (sets.astype(np.float64) @ graph == 0)).sum(axis=1).astype(np.float64)
        return counted

    nothing = Limit("", "at most", ExactVector((0,) * n, 1), Fraction(0), "acquainted", "")
    if problem.max_stranger_pairs is not None:
        most = Fraction(problem.max_stranger_pairs)
        measure = Measure(lambda s: _pairs(problem, s), pairs, most, lambda v: _express_pairs(problem, v))
        yield replace(nothing, code="stranger_pairs", words=f"at most {most} pairs who never worked together", measure=measure)
    if problem.max_strangers is not None:
        most = Fraction(problem.max_strangers)
        measure = Measure(lambda s: _alone(problem, s), alone, most, lambda v: _express_alone(problem, v))
        yield replace(nothing, code="strangers", words=f"at most {most} members who never worked with any other", measure=measure)


def _check(problem: Problem, members: AbstractSet[int]) -> Iterator[Check]:
    if problem.max_stranger_pairs is not None:
        high = Fraction(problem.max_stranger_pairs)
        yield Check.between("stranger pairs", "stranger_pairs", _pairs(problem, members), high=high)
    if problem.max_strangers is not None:
        yield Check.between("strangers", "strangers", _alone(problem, members), high=Fraction(problem.max_strangers))


STRANGERS = Constraint("strangers", _limits, _check)

"""One rule on many tables: in one product where the rule is linear, else table by table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.errors import RuleError
from allocation.games.table import TableGame
from allocation.registry import find_rule
from allocation.uncertain.linear import MAX_MATRIX_PLAYERS, is_linear, rule_matrix
from allocation.uncertain.scenarios import ScenarioTables
from allocation.values.batch import shapley_batch

__all__ = ["split_tables"]


def split_tables(scenarios: ScenarioTables, rule: str, options: Mapping[str, Any]) -> tuple[NDArray[np.float64], str]:
    """Split every table by a rule.

    Parameters
    ----------
    scenarios
        m tables.
    rule
        A name of the registry.
    options
        Its options, the same for every table.

    Returns
    -------
    float64[m, n], why
        NaN in the rows of tables for which the rule is not defined; ``why`` is what the rule said of the first of them, else empty.
        The Shapley value takes one pass over the tables; other linear rules one matrix product, once 2**n splits are made, where there
        are at least so many tables; all others one split per table.

    Raises
    ------
    RuleError
        If the rule is unknown or an option is unknown or missing.
    """
    chosen = find_rule(rule)
    chosen.check_options(options)
    if rule == "shapley":
        return shapley_batch(scenarios.tables), ""
    if is_linear(rule) and scenarios.n <= MAX_MATRIX_PLAYERS and scenarios.count >= scenarios.tables.shape[1]:
        return np.asarray(scenarios.tables @ rule_matrix(rule, scenarios.players, options).T, dtype=np.float64), ""
    return _one_by_one(scenarios, rule, options)


def _one_by_one(scenarios: ScenarioTables, rule: str, options: Mapping[str, Any]) -> tuple[NDArray[np.float64], str]:
    compute = find_rule(rule).compute
    shares, why = np.full((scenarios.count, scenarios.n), np.nan), ""
    for row, table in enumerate(scenarios.tables):
        try:
            shares[row] = compute(TableGame(table, scenarios.players), **options).payoffs
        except RuleError as error:
            why = why or str(error)
    return shares, why

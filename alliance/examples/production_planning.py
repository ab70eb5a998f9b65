"""An alliance whose every group plans its own production: what a group is worth is the optimum of a small integer program.

Forty members bring machine hours, skilled labour and storage. Together they may run eight product lines; a line costs a fixed sum to set
up, its lots are whole numbers, and demand is limited. All numbers are synthetic and made by the formulas below, no two runs differ.

A table of all groups would have 2**40 entries, so the split is estimated::

    alliance split --function alliance.examples.production_planning:worth --members 40 --samples 2000 --resume plan.db

For a game of your own copy this pattern: a function in a module that takes bool[m, n], one group a row, and returns m numbers; build what
does not depend on the group once.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["LINES", "MEMBERS", "RESOURCES", "plan_worth", "worth"]

MEMBERS, LINES, RESOURCES = 40, 8, 3


@cache
def _data() -> tuple[NDArray[np.int64], ...]:
    """What members bring, what a lot uses and earns, what setting up a line costs, and how many lots can be sold."""
    i, k, r = np.arange(MEMBERS)[:, None], np.arange(LINES), np.arange(RESOURCES)
    brought = 3 + (7 * i + 5 * r + (i * r) % 4) % 11 * ((i + r) % 3 != 0)  # everybody lacks one of the three
    use = 2 + (3 * k[:, None] + 4 * r) % 7
    price = 9 + (5 * k) % 8 + use.sum(axis=1)
    setup = 40 + 17 * k % 60
    demand = 6 + (4 * k) % 9
    return brought.astype(np.int64), use.astype(np.int64), price.astype(np.int64), setup.astype(np.int64), demand.astype(np.int64)


def plan_worth(resources: NDArray[np.int64]) -> float:
    """Return the best profit from some resources, int64[3].

    Raises
    ------
    RuntimeError
        If the solver does not prove an optimum.

    Examples
    --------
    >>> plan_worth(np.array([0, 0, 0]))
    0.0
    """
    from ortools.sat.python import cp_model

    _, use, price, setup, demand = _data()
    model = cp_model.CpModel()
    lots = [model.new_int_var(0, int(demand[k]), f"lots {k}") for k in range(LINES)]
    open_ = [model.new_bool_var(f"line {k}") for k in range(LINES)]
    for k in range(LINES):
        model.add(lots[k] <= int(demand[k]) * open_[k])
    for r in range(RESOURCES):
        model.add(sum(int(use[k, r]) * lots[k] for k in range(LINES)) <= int(resources[r]))
    model.maximize(sum(int(price[k]) * lots[k] - int(setup[k]) * open_[k] for k in range(LINES)))
    solver = cp_model.CpSolver()
    solver.parameters.catch_sigint_signal = False  # its own handler would replace Python's and not give it back
    solver.parameters.num_workers = 1
    status = solver.status_name(solver.solve(model))
    if status != "OPTIMAL":
        raise RuntimeError(f"the plan was not solved: {status}")
    return float(round(solver.objective_value))


def worth(members: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return what groups earn with what they bring together, float64[m] for bool[m, 40].

    Examples
    --------
    >>> worth(np.zeros((1, 40), dtype=bool)).tolist()
    [0.0]
    """
    brought: Any = _data()[0]
    return np.array([plan_worth(brought[row].sum(axis=0)) for row in members])

"""Risk in the selection: what may fail, vary or cost more, and the limits on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

import partner_select as ps
from alliance.scenario.schema import Member, Scenario
from alliance.scenario.selection_schema import Selection

__all__ = ["LOSS_SCENARIOS", "risk_data", "risk_limits"]

LOSS_SCENARIOS = 500  # drawn where losses in the worst cases count: with level 0.95 the worst 25 of them are averaged


def risk_data(scenario: Scenario, selection: Selection, members: Sequence[Member]) -> dict[str, Any]:
    """Return the arguments of :class:`partner_select.Pool` about risk; what no limit and no weight asks about is left out.

    Failures are drawn from a one-factor model, what members bring has one common correlation; both use ``selection.correlation``.

    Parameters
    ----------
    scenario
        Where the seed is.
    selection
        Its selection part.
    members
        The candidates.
    """
    failure, loss = [m.failure for m in members], [m.loss for m in members]
    data: dict[str, Any] = {"failure": failure, "loss": loss}
    if selection.gamma is not None:
        data["cost_deviation"] = [m.cost_deviation for m in members]
    if selection.max_cvar is not None or selection.objective.cvar or _is_weighed(selection, "cvar"):
        data["loss_scenarios"] = ps.one_factor_losses(failure, loss, selection.correlation, LOSS_SCENARIOS, scenario.seed)
    if selection.max_deviation is not None:
        spread = np.array([m.deviation for m in members])
        correlations = np.full((len(members), len(members)), selection.correlation)
        np.fill_diagonal(correlations, 1.0)
        data["covariance"] = spread[:, None] * correlations * spread[None, :]
    return data


def _is_weighed(selection: Selection, term: str) -> bool:
    """Whether a term may get a weight although the objective gives it none."""
    return term in selection.weight_ranges or term in selection.frontier


def risk_limits(selection: Selection) -> dict[str, Any]:
    """Return the arguments of :class:`partner_select.Problem` about risk."""
    largest = {name: share for name, share in selection.max_share.model_dump().items() if share is not None}
    return {
        "max_expected_loss": selection.max_expected_loss,
        "min_success": selection.min_success,
        "max_variance": None if selection.max_deviation is None else selection.max_deviation**2,
        "max_cvar": selection.max_cvar,
        "cvar_level": selection.cvar_level,
        "max_share": largest or None,
        "gamma": selection.gamma,
    }

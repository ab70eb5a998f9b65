"""Which sets and candidates stay chosen when the weights of the objective are only known to lie between two ends."""

from __future__ import annotations

import partner_select as ps
from alliance.partners.measures import TERMS
from alliance.partners.problem import selection_of
from alliance.partners.records import Acceptance, SetAcceptance
from alliance.scenario.schema import Scenario

__all__ = ["SAMPLES", "acceptance_of"]

SAMPLES = 200  # weight draws: a share of a half is then known to within 3.6 points, one standard error


def acceptance_of(scenario: Scenario, problem: ps.Problem) -> Acceptance:
    """Return how often each set and each candidate is chosen over draws of the weights.

    Parameters
    ----------
    scenario
        With ``selection.weight_ranges``, from which every weight is drawn, independently and evenly.
    problem
        Its selection problem.
    """
    selection = selection_of(scenario)
    ranges = {str(name): (ends.low, ends.high) for name, ends in selection.weight_ranges.items()}
    found = ps.criteria.acceptability(
        problem,
        uncertainty=ps.criteria.Ranges(ranges),
        samples=SAMPLES,
        seed=scenario.seed,
        time_limit=selection.time_limit,
    )
    rows = [
        SetAcceptance(members=list(members), share=share, error=error)
        for members, share, error in zip(found.sets, found.scores, found.standard_errors, strict=True)
    ]
    return Acceptance(
        ranges=ranges,
        titles=[TERMS[name] for name in ranges],
        samples=found.samples,
        seed=found.seed,
        sets=sorted(rows, key=lambda row: -row.share),
        candidates={name: min(1.0, share) for name, share in found.candidates.items()},
        complete=found.samples == SAMPLES and not found.details.get("unproved"),
    )

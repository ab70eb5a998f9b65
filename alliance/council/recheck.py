"""Re-check a council's figures against its scenario."""

from __future__ import annotations

from collections.abc import Iterator

from alliance.council.body import body_of
from alliance.council.outcome import council_outcome
from alliance.document import Check, CouncilOutcome, Document
from alliance.scenario.schema import Scenario
from allocation import Allocation, split, verify

__all__ = ["council_checks"]


def council_checks(document: Document, scenario: Scenario) -> Iterator[Check]:
    """Yield one check per claim: power by its definition where all groups can be listed, everything else worked out again.

    Parameters
    ----------
    document
        The outcome.
    scenario
        What it was computed from.
    """
    council = document.council
    if council is None:
        return
    same = council_outcome(scenario, document.games) == council
    yield Check(name="council: shares, roles and findings", ok=same)
    if same and all(one.power is not None for one in council.voters):
        yield from _power_checks(council, scenario)


def _power_checks(council: CouncilOutcome, scenario: Scenario) -> Iterator[Check]:
    body = body_of(scenario)
    claims = {"shapley_shubik": [one.power for one in council.voters]}
    if council.blocks:
        claims["owen"] = [one.power_in_blocks for one in council.voters]
    for index, values in claims.items():
        options = {"unions": list(body.blocks.values())} if index == "owen" else {}
        found = split(body.game, index, **options)
        claimed = Allocation.from_dict({**found.to_dict(), "payoffs": values})
        for check in verify(body.game, claimed).checks:
            yield Check(name=f"council: {index}: {check.name}", ok=check.ok, detail=check.detail)

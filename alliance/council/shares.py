"""What the members of the council get and put in, each as a share of the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from alliance.document import GameOutcome, SplitOutcome
from alliance.scenario.schema import Scenario
from alliance.valuation import invested

__all__ = ["benefit_shares", "investment_shares"]


def benefit_shares(games: Sequence[GameOutcome]) -> dict[str, float]:
    """Return each player's share of what all games pay by their recommended splits; empty without a recommendation, or nothing to share.

    Parameters
    ----------
    games
        Of one study; a member's payoffs are added up over them.
    """
    paid: dict[str, float] = {}
    for game in games:
        split = _recommended(game)
        for player, payoff in zip(game.players, split.payoffs if split else [], strict=False):
            paid[player] = paid.get(player, 0.0) + payoff
    return _shares(paid)


def investment_shares(scenario: Scenario, games: Sequence[GameOutcome]) -> dict[str, float]:
    """Return each member's share of what is put into the games; without games, of everything the scenario says is put in.

    Parameters
    ----------
    scenario
        Where investments are.
    games
        Of one study.
    """
    put_in: dict[str, float] = {}
    for game in games:
        for player, amount in zip(game.players, game.investment or [], strict=False):
            put_in[player] = put_in.get(player, 0.0) + amount
    return _shares(put_in if games else {one.id: invested(one) for one in scenario.members})


def _recommended(game: GameOutcome) -> SplitOutcome | None:
    best = game.recommendation
    return next((split for split in game.splits if best and (split.rule, split.title) == (best.rule, best.title)), None)


def _shares(amounts: Mapping[str, float]) -> dict[str, float]:
    total = sum(amounts.values())
    return {name: amount / total for name, amount in amounts.items()} if total > 0 else {}

"""A game of costs as people read it: what each pays, instead of payoffs with a minus sign."""

from __future__ import annotations

from decimal import Decimal

from alliance.document import GameOutcome, Group, SplitOutcome

__all__ = ["as_paid"]


def as_paid(game: GameOutcome) -> GameOutcome:
    """Return a game of costs with every amount turned into what is paid; other games as they are.

    Gains, excesses and what working together adds keep their sign: they are what is saved.
    """
    if game.sense != "cost":
        return game
    turned = {
        "grand_value": 0.0 - game.grand_value,
        "stand_alone": [0.0 - amount for amount in game.stand_alone],
        "splits": [_split(split) for split in game.splits],
    }
    return game.model_copy(update=turned)


def _split(split: SplitOutcome) -> SplitOutcome:
    turned = {
        "payoffs": [0.0 - payoff for payoff in split.payoffs],
        "money": [_turned(amount) for amount in split.money],
        "money_total": _turned(split.money_total),
        "tightest": [_group(group) for group in split.tightest],
    }
    return split.model_copy(update=turned)


def _turned(amount: str) -> str:
    return f"{Decimal(amount).copy_negate() if Decimal(amount) else Decimal(amount).copy_abs():f}"


def _group(group: Group) -> Group:
    return group.model_copy(update={"value": 0.0 - group.value, "share": 0.0 - group.share})

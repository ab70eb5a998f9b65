"""How a council decides: rules found in charters, or a quota of its own."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import get_args

from alliance.document import Wording, said
from alliance.scenario.schema import Council, CouncilRule
from allocation import MEETING_RULES, MeetingRule, Share
from allocation.exact import as_fraction

__all__ = ["RULE_NAMES", "Decision", "decision_of"]

RULE_NAMES: tuple[str, ...] = get_args(CouncilRule)
NO_QUORUM = Share(Fraction(0))
HALF, MORE_THAN_HALF = Fraction(1, 2), Share(Fraction(1, 2), exceeded=True)
TITLES: dict[str, Wording] = {
    "majority": said("more than half of the votes"),
    "two_thirds": said("two thirds of the votes"),
    "three_quarters": said("three quarters of the votes"),
    "unanimous": said("all votes"),
    "one_member_one_vote": said("one member, one vote: more than half present, more than half of them"),
    "two_thirds_present_two_thirds": said("two thirds present, two thirds of their votes"),
    "two_thirds_present_majority": said("two thirds present, more than half of their votes"),
    "majority_present_two_thirds": said("more than half present, two thirds of their votes"),
}
SHARES = {
    "majority": MORE_THAN_HALF,
    "two_thirds": Share(Fraction(2, 3)),
    "three_quarters": Share(Fraction(3, 4)),
    "unanimous": Share(Fraction(1)),
}


@dataclass(frozen=True)
class Decision:
    """A council's way of deciding.

    Parameters
    ----------
    title
        In words.
    meeting
        Quorum by heads, majority by votes.
    by_heads
        Whether every member has one vote, whatever the scenario says.
    """

    title: Wording
    meeting: MeetingRule
    by_heads: bool = False


def decision_of(council: Council) -> Decision:
    """Return what a scenario's council part means; without rule and quota, more than half of the votes.

    Examples
    --------
    >>> decision_of(Council(quota=0.51)).meeting.majority
    Share(of=Fraction(51, 100), exceeded=False)
    """
    quorum = NO_QUORUM if council.quorum is None else Share(as_fraction(council.quorum))
    if council.quota is not None:
        majority = Share(as_fraction(council.quota), exceeded=council.more_than)
        text = said("more than {share} of the votes", share=_percent(majority)) if council.more_than else _at_least(majority)
        return Decision(text, MeetingRule(quorum, majority))
    name = council.rule or "majority"
    if name in SHARES:
        return Decision(TITLES[name], MeetingRule(quorum, SHARES[name]))
    return Decision(TITLES[name], MEETING_RULES[name], by_heads=name == "one_member_one_vote")


def _at_least(majority: Share) -> Wording:
    return said("at least {share} of the votes", share=_percent(majority))


def _percent(share: Share) -> str:
    return f"{float(100 * share.of):g}%"

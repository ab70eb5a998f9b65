"""Headings of the council's design view, wherever it is shown."""

from __future__ import annotations

from alliance.document import Wording, said
from alliance.language import Language

__all__ = ["LABELS", "words_of"]

LABELS: dict[str, Wording] = {
    "title": said("The council"),
    "voters": said("members with a vote"),
    "votes": said("votes"),
    "vote_share": said("share of votes"),
    "power": said("power"),
    "banzhaf": said("Banzhaf power"),
    "power_in_blocks": said("power in blocks"),
    "benefit": said("benefit"),
    "investment": said("investment"),
    "reading": said(
        "Power: how often a member’s vote decides (Shapley–Shubik index). Banzhaf power: share of all votes that would change an outcome."
    ),
    "reading_blocks": said("Power in blocks: how often it decides when members of one block vote together (Owen index)."),
    "block": said("block"),
    "blocks": said("Blocks that vote together"),
    "block_power": said("power of the block"),
    "chance": said("pass when everybody tosses a coin"),
    "findings": said("What stands out"),
    "terms": said("What it takes to pass a proposal"),
    "roles": said("Who can do what"),
    "dictator": said("decides alone"),
    "veto": said("can stop everything"),
    "dummies": said("has votes but no power"),
    "nobody": said("nobody"),
    "minimal": said("Smallest groups that can pass a proposal"),
    "chart": said("Votes, power, benefit and investment"),
    "of_the_whole": said("per cent of the whole"),
    "more": said("there are {total} such groups in all"),
    "without_benefit": said("Benefit shares are left out because splitting takes a while here: ask for them with --split."),
}


def words_of(language: Language) -> dict[str, str]:
    """Return every heading in one language.

    Examples
    --------
    >>> words_of("en")["title"]
    'The council'
    """
    return {key: text.say(language) for key, text in LABELS.items()}

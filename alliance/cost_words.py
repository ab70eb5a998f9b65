"""What is said of a game of costs where others speak of earning: one list, from the usual text to the one for costs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from alliance.language import marked

__all__ = ["COST_WORDS", "in_sense"]

COST_WORDS: Final[Mapping[str, str]] = {
    # properties of the game and their witnesses
    "Two separate groups never lose by joining (superadditive)": marked("Two separate groups never pay more by joining (superadditive)"),
    "A newcomer never lowers what a group is worth (monotone)": marked("A newcomer never adds to what a group pays (monotone)"),
    "The larger a group, the more a newcomer adds (convex)": marked("The larger a group, the less a newcomer adds to its cost (convex)"),
    "Working together is worth more than working alone (essential)": marked("Working together costs less than working alone (essential)"),
    "“{first}” and “{second}” are worth {by} more apart than together.": marked(
        "“{first}” and “{second}” pay {by} less apart than together."
    ),
    "“{second}” is worth {by} less than “{first}”, although it is larger.": marked("“{second}” pays {by} more than “{first}”."),
    "“{first}” and “{second}” are worth {by} more than their union and what they share.": marked(
        "“{first}” and “{second}” pay {by} less than their union and what they share."
    ),
    "All members alone are worth {by} more than together.": marked("All members alone pay {by} less than together."),
    # notes, recommendation
    "Without loss to the others could leave: {members}. "
    "Every split that nobody walks out of gives them exactly what they earn alone.": marked(
        "Without loss to the others could leave: {members}. Every split that nobody walks out of has them pay exactly what they pay alone."
    ),
    "No member and no group of members can earn more on its own: nobody has a reason to walk out.": marked(
        "No member and no group of members would pay less on its own: nobody has a reason to walk out."
    ),
    "Every member gets at least what it would earn alone.": marked("No member pays more than it would alone."),
    "“{rule}” was not chosen: {count} members together would earn {amount} ({unit}) more on their own.": marked(
        "“{rule}” was not chosen: {count} members together would pay {amount} ({unit}) less on their own."
    ),
    "{amount} ({unit}) more would have to be shared out before nobody had a reason to leave.": marked(
        "The members would have to be spared {amount} ({unit}) of the cost before nobody had a reason to leave."
    ),
    "Below their stand-alone value: {members}.": marked("Paying more than alone: {members}."),
    "No gain over working alone: {members}. Replacing them would cost the others nothing.": marked(
        "Saving nothing: {members}. Without them the others would not pay more."
    ),
    # the report
    "Who gets what": marked("Who pays what"),
    "gets": marked("pays"),
    "worth on its own": marked("cost on its own"),
    "gain from leaving": marked("saved by leaving"),
    "gain from leaving ({unit})": marked("saved by leaving ({unit})"),
    "largest gain from leaving": marked("most saved by leaving"),
    "short by": marked("overpaid by"),
    "stand-alone value": marked("cost alone"),
    "below the stand-alone value": marked("paying more than alone"),
    "to split": marked("cost to share"),
    "added by working together": marked("saved by working together"),
    "Gain over working alone": marked("Saved against paying alone"),
    "{unit}; below each amount, the gain over working alone": marked("{unit}; below each amount, what is saved against paying alone"),
    "{total} {unit} to split, {difference} more than all would earn alone.": marked(
        "{total} {unit} of cost to share, {difference} less than all would pay alone."
    ),
    "{total} {unit} to split, {difference} less than all would earn alone.": marked(
        "{total} {unit} of cost to share, {difference} more than all would pay alone."
    ),
    "{group} would leave: worth {value} alone, it gets {share}, {loss} {unit} too little.": marked(
        "{group} would leave: it costs {value} alone, it pays {share}, {loss} {unit} too much."
    ),
    "{group} would leave together: worth {value} on their own, they get {share}, {loss} {unit} too little.": marked(
        "{group} would leave together: they cost {value} on their own, they pay {share}, {loss} {unit} too much."
    ),
    "Whatever the split, some group is better off leaving; {amount} {unit} more would have to be shared out to keep everybody in.": marked(
        "Whatever the split, some group is better off leaving; {amount} {unit} less would have to be paid to keep everybody in."
    ),
}


def in_sense(text: str, sense: str) -> str:
    """Return a text as it is said of benefits or of costs.

    Parameters
    ----------
    text
        English, key of the catalogues.
    sense
        ``"benefit"`` or ``"cost"``, see :class:`allocation.Game`.

    Examples
    --------
    >>> in_sense("gets", "cost")
    'pays'
    >>> in_sense("gets", "benefit")
    'gets'
    """
    return COST_WORDS.get(text, text) if sense == "cost" else text

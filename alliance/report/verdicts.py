"""What the numbers mean, in sentences: who would walk out, and how good the partner choice provably is."""

from __future__ import annotations

from alliance.document import GameOutcome, SelectionOutcome, SplitOutcome
from alliance.report.formats import Numbers
from alliance.report.names import Names
from alliance.report.speech import Speech

__all__ = ["Verdicts"]


class Verdicts:
    """Says verdicts in one language.

    Parameters
    ----------
    speech
        Says texts.
    names
        Names members and groups.
    numbers
        Writes numbers.
    unit
        The money unit.
    """

    def __init__(self, speech: Speech, names: Names, numbers: Numbers, unit: str) -> None:
        self._t, self._names, self._numbers, self._unit = speech, names, numbers, unit

    def leaving(self, game: GameOutcome, split: SplitOutcome) -> str:
        """Say who would walk out of a split and what it costs them to stay; empty when nobody would."""
        if split.in_core is not False or not split.tightest:
            return ""
        worst = split.tightest[0]
        text = (
            "{group} would leave: worth {value} alone, it gets {share}, {loss} {unit} too little."
            if len(worst.members) == 1
            else "{group} would leave together: worth {value} on their own, they get {share}, {loss} {unit} too little."
        )
        return self._t(
            text,
            group=_capital(self._names.group(worst.members, game.players)),
            value=self._numbers.money(worst.value),
            share=self._numbers.money(worst.share),
            loss=self._numbers.loss(worst.excess),
            unit=self._unit,
        )

    def shortfall(self, game: GameOutcome, split: SplitOutcome) -> tuple[str, str]:
        """Name the group that loses most by staying, and how much it is short of; for a split that somebody would walk out of."""
        worst = split.tightest[0]
        return _capital(self._names.group(worst.members, game.players)), self._numbers.loss(worst.excess)

    def stability(self, split: SplitOutcome) -> str:
        """Say in one word whether a split holds."""
        return self._t({True: "nobody leaves", False: "someone leaves", None: "not decided"}[split.in_core])

    def quality(self, selection: SelectionOutcome) -> str:
        """Say how good the partner choice provably is."""
        if selection.status == "proved":
            return self._t("Proved best: no set within the limits is better.")
        if selection.status == "infeasible":
            return self._t("No set of partners meets all limits.")
        if selection.status == "no solution yet" or selection.chosen is None:
            return self._t("No set was found in the time given; none was proved impossible either.")
        if selection.bound is None:
            return self._t("Best set found in the time given; how much better another one could be is not known.")
        return self._t(
            "Best set found in the time given; no set can be better than it by more than {difference} {unit} ({gap}).",
            difference=self._numbers.loss(max(0.0, selection.bound - selection.chosen.objective)),
            unit=self._unit,
            gap=self._numbers.share(selection.gap),
        )

    def standing(self, game: GameOutcome) -> str:
        """Say whether any split of a game could keep everybody in."""
        if game.core_empty is None:
            return self._t("Whether some split keeps everybody in was not decided.")
        if not game.core_empty:
            return self._t("There are splits that nobody would walk out of.")
        return self._t(
            "Whatever the split, some group is better off leaving; {amount} {unit} more would have to be shared out to keep everybody in.",
            amount=self._numbers.loss(game.cost_of_stability or 0.0),
            unit=self._unit,
        )


def _capital(text: str) -> str:
    """Begin a sentence with a capital letter."""
    return text[:1].upper() + text[1:]

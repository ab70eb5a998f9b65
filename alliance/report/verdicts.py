"""What the numbers mean, in sentences: who would walk out, and how good the partner choice provably is."""

from __future__ import annotations

from alliance.cost_words import in_sense
from alliance.document import BindingGroup, GameOutcome, SelectionOutcome, SplitOutcome
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
            in_sense(text, game.sense),
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

    def binding(self, game: GameOutcome, group: BindingGroup) -> str:
        """Say what moves when a group that a split rests on becomes worth one unit more, or costs one unit less."""
        text = (
            "If {group} alone cost 1 {unit} less, the payments would change by: {changes}."
            if game.sense == "cost"
            else "If {group} were worth 1 {unit} more on their own, the shares would change by: {changes}."
        )
        sign = -1 if game.sense == "cost" else 1
        moved = [(self._names.full(player), sign * rate) for player, rate in zip(game.players, group.rates, strict=True) if rate]
        changes = [f"{name} {self._numbers.rate(rate)}" for name, rate in sorted(moved, key=lambda one: -one[1])]
        comma = "、" if self._names.language == "zh" else ", "
        nobody = self._t("nobody's")
        return self._t(text, group=self._names.group(group.members, game.players), unit=self._unit, changes=comma.join(changes) or nobody)

    def resting(self, game: GameOutcome) -> str:
        """Say on how many groups a split rests, and whether it bends here."""
        if game.binding is None:
            return ""
        count = self._t(
            "The split rests on {count} groups; all others could be worth a little more without moving it.", count=len(game.binding.groups)
        )
        if game.binding.tied is None:
            return count
        bends = self._t("It bends here: the changes hold on one side only, because others are just as dissatisfied.")
        return f"{count} {bends}" if self._names.language == "en" else count + bends

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
        text = (
            "Whatever the split, some group is better off leaving; {amount} {unit} more would have to be shared out to keep everybody in."
        )
        return self._t(
            in_sense(text, game.sense),
            amount=self._numbers.loss(game.cost_of_stability or 0.0),
            unit=self._unit,
        )


def _capital(text: str) -> str:
    """Begin a sentence with a capital letter."""
    return text[:1].upper() + text[1:]

"""A document seen in one language: what the page, the workbook and the terminal all need."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from alliance.cost_words import in_sense
from alliance.document import Check, Document, GameOutcome, Limit, PartnerSet, Recommendation, SplitOutcome, Wording
from alliance.language import Language
from alliance.report.formats import MISSING, Numbers
from alliance.report.names import Names
from alliance.report.paid import as_paid
from alliance.report.speech import Speech
from alliance.report.terms import TERMS, term
from alliance.report.verdicts import Verdicts

__all__ = ["View"]


class View:
    """One document in one language.

    Parameters
    ----------
    document
        The study.
    language
        ``"zh"`` or ``"en"``.
    """

    def __init__(self, document: Document, language: Language) -> None:
        self.document = document
        self.language: Language = language
        self.t = Speech(language)
        self.numbers = Numbers(language, document.decimals)
        self.names = Names(document, language)
        self.unit = document.unit.say(language)
        self.counted = f"× {self.unit}" if self.unit[:1].isdigit() else self.unit  # as it stands behind a number
        self.verdicts = Verdicts(self.t, self.names, self.numbers, self.counted)
        self.comma = "、" if language == "zh" else ", "

    def say(self, wording: Wording | None) -> str:
        """Say a text of the document; nothing for None."""
        return wording.say(self.language) if wording else ""

    def title(self, named: SplitOutcome | Recommendation) -> str:
        """Say a rule's title as a heading."""
        return self.sentence(named.title)

    def sentence(self, wording: Wording) -> str:
        """Say a text with a capital letter first."""
        text = self.say(wording)
        return text[:1].upper() + text[1:]

    def listing(self, members: Sequence[str]) -> str:
        """Name members one after the other."""
        return self.comma.join(self.names.full(member) for member in members)

    @cached_property
    def main(self) -> GameOutcome | None:
        """The game the report opens with: the one whose partners were chosen, else the first."""
        games = self._all_games
        return next((game for game in games if game.chosen_by_selection), games[0] if games else None)

    @cached_property
    def _all_games(self) -> list[GameOutcome]:
        return [as_paid(game) for game in self.document.games]

    def of(self, game: GameOutcome, text: str, /, **values: Any) -> str:
        """Say a text about a game: of a game of costs in the words for costs."""
        return self.t(in_sense(text, game.sense), **values)

    @cached_property
    def games(self) -> list[GameOutcome]:
        """All games, the main one first."""
        return sorted(self._all_games, key=lambda game: game is not self.main)

    def recommended(self, game: GameOutcome) -> SplitOutcome | None:
        """Return the split that is recommended for a game."""
        best = game.recommendation
        if best is None:
            return None
        same = [split for split in game.splits if split.rule == best.rule]
        return next((split for split in same if split.title == best.title), same[0] if same else None)

    def splits(self, game: GameOutcome) -> list[SplitOutcome]:
        """Return the splits of a game, the recommended one first."""
        best = self.recommended(game)
        return sorted(game.splits, key=lambda split: split is not best)

    def leavers(self, game: GameOutcome) -> list[SplitOutcome]:
        """Return the splits that somebody would walk out of."""
        return [split for split in self.splits(game) if split.in_core is False]

    def synthetic(self) -> list[str]:
        """Name the groups of numbers that are made up."""
        return [self.term("group", source.group) for source in self.document.sources if source.tag == "synthetic"]

    def term(self, kind: str, code: str) -> str:
        """Say a code of the document, such as a role or a method."""
        return self.t(term(kind, code))

    def check(self, name: str) -> str:
        """Say what a check looks at; what follows its first known words, such as a member's name, stays as it is."""
        codes = sorted(TERMS["check"], key=len, reverse=True)
        known = next((code for code in codes if name == code or name.startswith((f"{code} ", f"{code}:"))), "")
        if not known:
            return name
        rest = name[len(known) :].strip()
        about = self.term("role", rest) if rest in TERMS["role"] else rest
        return f"{self.t(TERMS['check'][known])} {about}".strip()

    def detail(self, check: Check) -> str:
        """Return a check's technical detail: always when it failed, else only in English, the language it is written in."""
        return check.detail if self.language == "en" or not check.ok else ""

    def role(self, member: str) -> str:
        """Say a member's role, and whether it leads."""
        line = next((line for line in self.document.members if line.id == member), None)
        if line is None:
            return ""
        role = self.term("role", line.role)
        return self.t("{role}, lead", role=role) if line.lead else role

    def changes(self, chosen: PartnerSet, other: PartnerSet) -> tuple[list[str], list[str]]:
        """Return who joins and who leaves when a set replaces the chosen one."""
        return [m for m in other.members if m not in chosen.members], [m for m in chosen.members if m not in other.members]

    def allowed(self, limit: Limit) -> str:
        """Write the range a limit allows."""
        low, high = (self.numbers.plain(end, 6) for end in (limit.low, limit.high))
        if limit.low is None:
            return f"≤ {high}" if limit.high is not None else MISSING
        return f"≥ {low}" if limit.high is None else low if low == high else f"{low} – {high}"

    def rules(self) -> list[SplitOutcome]:
        """Return one split per rule and title over all games."""
        return list({(split.rule, split.title.en): split for game in self.games for split in game.splits}.values())

    def findings(self, split: SplitOutcome) -> list[tuple[str, str]]:
        """Return what a rule found besides the payoffs and has a meaning for readers; the rest stays in the result file."""
        said = [(self.term("finding", key), self._plain(value)) for key, value in split.details.items() if key in TERMS["finding"]]
        return [(key, value) for key, value in said if value]

    def _plain(self, value: Any) -> str:
        if isinstance(value, bool):
            return self.t("yes") if value else self.t("no")
        return self.numbers.plain(float(value), 6) if isinstance(value, int | float) else ""

    def titles(self, splits: Sequence[SplitOutcome]) -> str:
        """Name splits one after the other."""
        return self.comma.join(self.title(split) for split in splits)

    def project_title(self) -> str:
        """Say which project the partners were chosen for."""
        selection = self.document.selection
        project = selection.project if selection else None
        return next((self.say(game.title) for game in self.games if game.id == project), project or "")

    def studied(self) -> str:
        """Say in one line what was studied."""
        parts = [self.t("{count} members", count=len(self.document.members))]
        selection = self.document.selection
        if selection and selection.chosen:
            chosen, candidates = len(selection.chosen.members), len(selection.candidates)
            parts.append(self.t("{chosen} of {candidates} candidates chosen as partners", chosen=chosen, candidates=candidates))
        if self.games:
            parts.append(self.t("{count} games", count=len(self.games)) if len(self.games) > 1 else self.t("one game"))
            parts.append(self.t("{count} ways of splitting compared", count=len(self.rules())))
        return " · ".join(parts)

    def to_split(self, game: GameOutcome) -> str:
        """Say how much there is to split, and how much of it comes from working together."""
        text = (
            "{total} {unit} to split, {difference} more than all would earn alone."
            if game.additionality >= 0
            else "{total} {unit} to split, {difference} less than all would earn alone."
        )
        difference = self.numbers.money(abs(game.additionality))
        return self.of(game, text, total=self.numbers.money(game.grand_value), unit=self.counted, difference=difference)

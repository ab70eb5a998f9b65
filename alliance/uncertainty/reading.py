"""The uncertainty of a game's split in one language: what page, workbook and terminal all say of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alliance.document import FutureShare, GameOutcome, UncertaintyOutcome
from alliance.language import translate

if TYPE_CHECKING:
    from alliance.report.view import View

__all__ = ["Reading", "read_futures"]

CHANCE_DIGITS = 1  # of per cent; a thousand futures tell no more


@dataclass(frozen=True)
class Reading:
    """Every text and number of the section, ready to be shown.

    Parameters
    ----------
    outcome
        The figures behind it.
    title, lead
        Heading, and what was done.
    assumptions
        What was taken to be uncertain.
    heads, rows, total
        The table of members; the columns after the first are amounts but for the last, a chance.
    verdict, notes
        Who would walk out, and how sure that is.
    groups, group_heads, group_rows
        Title, headings and rows of the table of groups; no rows where nobody would walk out.
    caption, middle, between
        Texts of the chart.
    """

    outcome: UncertaintyOutcome
    title: str
    lead: str
    assumptions: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...]
    verdict: str
    notes: tuple[str, ...]
    groups: str
    group_heads: tuple[str, ...]
    group_rows: tuple[tuple[str, ...], ...]
    caption: str
    middle: str
    between: str


def read_futures(view: View, game: GameOutcome) -> Reading | None:
    """Return how a game's uncertainty reads; None where there is nothing to read.

    Parameters
    ----------
    view
        The document in one language.
    game
        The game.
    """
    found = game.uncertainty
    return None if found is None else _Reading(view, game, found).whole()


class _Reading:
    """Puts a game's uncertainty into words."""

    def __init__(self, view: View, game: GameOutcome, found: UncertaintyOutcome) -> None:
        self._view, self._game, self._found = view, game, found

    def _t(self, text: str, **values: object) -> str:
        return translate(text, self._view.language, **values)

    def whole(self) -> Reading:
        return Reading(
            outcome=self._found,
            title=self._t("How sure the shares are"),
            lead=self._lead(),
            assumptions=tuple(self._view.sentence(one) for one in self._found.assumptions),
            heads=self._heads(),
            rows=tuple(self._rows()),
            total=self._total(),
            verdict=self._verdict(),
            notes=tuple(self._notes()),
            groups=self._t("Groups most likely to leave"),
            group_heads=(self._t("Group"), self._t("chance"), self._t("mean gain from leaving then")),
            group_rows=tuple(self._group_rows()),
            caption=self._t("Ranges of the shares"),
            middle=self._t("middle"),
            between=self._t("18 of 20 futures"),
        )

    def _lead(self) -> str:
        near = self._found.shape == "triangular"
        return self._t(
            "{count} possible futures were drawn ({shape}; seed {seed}), and each was split by the recommended rule: {rule}.",
            count=self._view.numbers.count(self._found.samples),
            shape=self._t("values near the given ones more often") if near else self._t("all values between the ends alike"),
            seed=self._found.seed,
            rule=self._view.sentence(self._found.title),
        )

    def _heads(self) -> tuple[str, ...]:
        return (
            self._t("Member"),
            self._t("expected"),
            self._t("1 in 20 below"),
            self._t("middle"),
            self._t("1 in 20 above"),
            self._t("chance of less than alone"),
        )

    def _rows(self) -> list[tuple[str, ...]]:
        shares = zip(self._game.players, self._found.members, strict=True)
        return [(self._view.names.full(player), *self._amounts(one), self._chance(one.loss)) for player, one in shares]

    def _total(self) -> tuple[str, ...]:
        return self._t("Total"), *self._amounts(self._found.total), ""

    def _amounts(self, one: FutureShare) -> list[str]:
        return [self._view.numbers.money(amount) for amount in (one.mean, one.p5, one.p50, one.p95)]

    def _chance(self, chance: float | None) -> str:
        return self._view.numbers.share(chance, digits=CHANCE_DIGITS)

    def _verdict(self) -> str:
        found, by_shares = self._found, self._found.kept == "shares"
        kept = self._t("If everybody keeps the share agreed now,") if by_shares else self._t("If everybody keeps the amount agreed now,")
        if not found.walk_out:
            return self._t("{kept} no group does better on its own in any of these futures.", kept=kept)
        odds = {"chance": self._chance(found.walk_out), "error": self._chance(found.walk_out_error)}
        return self._t("{kept} some group does better on its own with a chance of {chance} (± {error}).", kept=kept, **odds)

    def _notes(self) -> list[str]:
        if not self._found.undefined:
            return []
        chance = self._chance(self._found.undefined)
        return [self._t("In {chance} of the futures the rule has no answer; the table leaves them out.", chance=chance)]

    def _group_rows(self) -> list[tuple[str, ...]]:
        call, money = self._view.names.group, self._view.numbers.money
        return [(call(one.members, self._game.players), self._chance(one.chance), money(one.gain)) for one in self._found.blockers]

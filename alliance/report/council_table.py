"""The council's members as rows of shares: what page, workbook and terminal all show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from alliance.council.labels import words_of
from alliance.document import CouncilOutcome, Voter
from alliance.report.view import View

__all__ = ["ShareColumn", "groups_of", "reading_of", "roles_of", "share_columns"]


@dataclass(frozen=True)
class ShareColumn:
    """A share that every member of the council has.

    Parameters
    ----------
    key
        Its name in the document.
    title
        Its heading.
    of
        Reads it from a member's line.
    """

    key: str
    title: str
    of: Callable[[Voter], float | None]


_ALL: tuple[tuple[str, Callable[[Voter], float | None]], ...] = (
    ("vote_share", lambda one: one.vote_share),
    ("power", lambda one: one.power),
    ("banzhaf", lambda one: one.banzhaf),
    ("power_in_blocks", lambda one: one.power_in_blocks),
    ("benefit", lambda one: one.benefit),
    ("investment", lambda one: one.investment),
)


def share_columns(view: View, council: CouncilOutcome, keys: tuple[str, ...] = ()) -> list[ShareColumn]:
    """Return the shares that anybody has, in the order of reading.

    Parameters
    ----------
    view
        The document in one language.
    council
        The council.
    keys
        Only these; empty: all.
    """
    words = words_of(view.language)
    chosen = [ShareColumn(key, words[key], of) for key, of in _ALL if not keys or key in keys]
    return [column for column in chosen if any(column.of(voter) is not None for voter in council.voters)]


def roles_of(view: View, council: CouncilOutcome) -> list[tuple[str, str]]:
    """Return what members can do, and who can do it; nothing where power could not be counted."""
    if council.chance_to_pass is None:
        return []
    words = words_of(view.language)
    who = {"dictator": [council.dictator] if council.dictator else [], "veto": council.veto, "dummies": council.dummies}
    return [(words[key], view.listing(members) or words["nobody"]) for key, members in who.items()]


def groups_of(view: View, council: CouncilOutcome) -> list[str]:
    """Say the first few of the smallest groups that can pass a proposal."""
    everyone = [voter.member for voter in council.voters]
    return [view.names.group(group, everyone) for group in council.minimal_winning]


def reading_of(view: View, council: CouncilOutcome) -> list[str]:
    """Say what the columns of power mean; nothing where power could not be counted."""
    words = words_of(view.language)
    if council.chance_to_pass is None:
        return []
    return [words["reading"], *([words["reading_blocks"]] if council.blocks else [])]

"""Problems of a scenario file: where, what, what to do, in Chinese and English, all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from alliance.language import Language, Message
from alliance.scenario.refusal import shown

__all__ = ["Finding", "Problem", "ScenarioError", "Steps", "file_error"]

MOST_SAID = 200  # problems listed in full; beyond that nobody reads on, and the count is given
Steps = tuple[str | int, ...]  # the way to an entry: ("members", 3, "cost")


class Finding(NamedTuple):
    """Something wrong with an entry of the tree; becomes a :class:`Problem` once it is known where in the file that entry stands."""

    steps: Steps
    what: Message
    fix: Message


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a scenario file.

    Parameters
    ----------
    where
        The place, such as ``members[3].cost`` or "Sheet 成员, cell C7".
    what, fix
        What is wrong there, and what to do about it.
    """

    where: str | Message
    what: Message
    fix: Message

    def say(self, language: Language) -> str:
        """Return the problem as one line.

        Examples
        --------
        >>> Problem("members[3].cost", Message("this is missing."), Message("Fill it in.")).say("en")
        'members[3].cost: this is missing. Fill it in.'
        """
        where = self.where if isinstance(self.where, str) else self.where.say(language)
        colon, gap = ("：", "") if language == "zh" else (": ", " ")
        return f"{where}{colon}{self.what.say(language)}{gap}{self.fix.say(language)}"


class ScenarioError(ValueError):
    """A scenario file that cannot be used, with everything that is wrong with it.

    Parameters
    ----------
    problems
        At least one.
    source
        The file's name, if there is a file.
    """

    def __init__(self, problems: Sequence[Problem], source: str | None = None) -> None:
        self.problems = tuple(problems)
        self.source = source
        super().__init__(self.say("en"))

    def say(self, language: Language) -> str:
        """Return all problems as text, one per line, under a line that counts them."""
        count = len(self.problems)
        title = Message("{source}: {count} problem(s)", {"source": self.source or Message("This scenario"), "count": count})
        lines = [f"  {number}. {problem.say(language)}" for number, problem in enumerate(self.problems[:MOST_SAID], 1)]
        more = [Message("  … and {count} more", {"count": count - MOST_SAID}).say(language)] if count > MOST_SAID else []
        return "\n".join([title.say(language), *lines, *more])


def file_error(path: Path, what: Message, fix: Message, where: Message | None = None) -> ScenarioError:
    """Return the error for a file that cannot be read at all."""
    name = str(shown(path.name))[1:-1]
    return ScenarioError([Problem(where or name, what, fix)], name)


def first_of_each(findings: Iterable[Finding]) -> list[Finding]:
    """Drop findings that say the same about the same entry twice."""
    return list({(one.steps, one.what.say("en")): one for one in findings}.values())

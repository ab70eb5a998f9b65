"""Evaluations that outlive a crash: what a coalition of a game is worth, kept in one SQLite file and never asked twice."""

from __future__ import annotations

import hashlib
import inspect
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from alliance.language import Message, marked
from alliance.scenario import Problem, ScenarioError

__all__ = ["EvaluationStore", "StoredExecutor", "function_key"]

PATIENCE = 60.0  # seconds to wait for another run that is writing to the same file
ASKED = 400  # coalitions per question: SQLite takes at least 999 parameters
SCHEMA = "CREATE TABLE IF NOT EXISTS worth (game BLOB, coalition BLOB, value REAL NOT NULL, PRIMARY KEY (game, coalition)) WITHOUT ROWID"

Rows = NDArray[np.bool_]
Floats = NDArray[np.float64]


class InParts(Protocol):
    """An executor that hands out values as they become known, such as :class:`allocation.EngineExecutor`."""

    def parts(self, members: Rows) -> Iterator[tuple[NDArray[np.intp], Floats]]:
        """Yield (places, values)."""
        ...


def function_key(function: Callable[[Any], Any], players: tuple[str, ...]) -> bytes:
    """Return what tells a function game from others: the players, the function's name, and the text of its module.

    Parameters
    ----------
    function
        Of a module that has a source file, or else told by its name alone.
    players
        In order.

    Returns
    -------
    bytes
        32 bytes. A change in another module that the function calls is not seen: use another file then.
    """
    plain = getattr(function, "py_func", function)
    try:
        source = inspect.getsource(inspect.getmodule(plain) or plain)
    except (OSError, TypeError):
        source = ""
    name = f"{getattr(plain, '__module__', '')}:{getattr(plain, '__qualname__', repr(plain))}"
    digest = hashlib.sha256()
    for part in (name, source, *players):
        digest.update(len(part.encode()).to_bytes(8, "big") + part.encode())
    return digest.digest()


class EvaluationStore:
    """The file that evaluations are kept in; several games and several runs may share it.

    Parameters
    ----------
    path
        The file; made when missing. A run may be killed at any moment: what was kept stays, what was not is asked again.

    Raises
    ------
    ScenarioError
        If the file is something else, or cannot be written.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        try:
            self._database = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)
            self._database.execute("PRAGMA journal_mode=WAL")
            self._database.execute("PRAGMA synchronous=NORMAL")
            self._database.execute(SCHEMA)
        except sqlite3.Error as error:
            what = Message(marked("evaluations cannot be kept there: {why}."), {"why": str(error)})
            fix = Message(marked("Name a file that an earlier run wrote, or a new one in a folder that can be written."))
            raise ScenarioError([Problem(str(path), what, fix)], str(path)) from None

    def __enter__(self) -> EvaluationStore:
        """Return the store; leaving closes the file."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def count(self, game: bytes) -> int:
        """Return how many coalitions of a game are known."""
        with closing(self._database.execute("SELECT COUNT(*) FROM worth WHERE game = ?", (game,))) as found:
            number: int = found.fetchone()[0]
        return number

    def find(self, game: bytes, coalitions: list[bytes]) -> dict[bytes, float]:
        """Return what is known of some coalitions."""
        known: dict[bytes, float] = {}
        for start in range(0, len(coalitions), ASKED):
            part = coalitions[start : start + ASKED]
            places = ",".join("?" * len(part))
            question = f"SELECT coalition, value FROM worth WHERE game = ? AND coalition IN ({places})"
            known.update(self._database.execute(question, (game, *part)))
        return known

    def keep(self, game: bytes, values: dict[bytes, float]) -> None:
        """Keep values, all or none of them; what is known already stays as it is."""
        rows = [(game, coalition, value) for coalition, value in values.items()]
        self._database.execute("BEGIN IMMEDIATE")
        try:
            self._database.executemany("INSERT INTO worth VALUES (?, ?, ?) ON CONFLICT DO NOTHING", rows)
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")


class StoredExecutor:
    """Answers from a store what it knows, and keeps what the executor behind it finds out, piece by piece.

    Parameters
    ----------
    behind
        Evaluates what the store does not know.
    store
        The file.
    game
        Tells the game from others, such as :func:`function_key`.
    progress
        Called with (coalitions answered so far, of these from the store).
    """

    def __init__(self, behind: InParts, store: EvaluationStore, game: bytes, progress: Callable[[int, int], None] | None = None) -> None:
        self._behind, self._store, self._game, self._progress = behind, store, game, progress
        self.answered = self.known = 0

    def values(self, members: Rows) -> Floats:
        """Return float64[m] for bool[m, n], in the same order; every coalition is evaluated once at most.

        Raises
        ------
        EvaluationError
            As the executor behind raises it, after what else it found was kept.
        """
        packed = [row.tobytes() for row in np.packbits(members, axis=1)]
        known = self._store.find(self._game, list(dict.fromkeys(packed)))
        self._tell(len(packed), sum(coalition in known for coalition in packed))
        first = {coalition: place for place, coalition in reversed(list(enumerate(packed))) if coalition not in known}
        places = np.array(sorted(first.values()), dtype=np.intp)
        for part, values in self._behind.parts(members[places]) if places.size else ():
            found = {packed[places[k]]: float(value) for k, value in zip(part.tolist(), values, strict=True)}
            if not all(np.isfinite(list(found.values()))):
                known.update(found)  # what is not a number is refused by whoever asked, and is not kept
                continue
            self._store.keep(self._game, found)
            known.update(found)
        return np.array([known[coalition] for coalition in packed], dtype=np.float64)

    def _tell(self, answered: int, known: int) -> None:
        self.answered += answered
        self.known += known
        if self._progress is not None:
            self._progress(self.answered, self.known)

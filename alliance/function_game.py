"""A game given by a Python function: from the command line and from Python only, because a file must never run code."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import allocation as al
from alliance.language import Message, marked
from alliance.scenario import Problem, Scenario, ScenarioError
from alliance.scenario.name_lists import split_names
from alliance.scenario.parse import parse
from alliance.scenario.places import TextPlaces

__all__ = ["function_game", "function_named", "scenario_of"]

FUNCTION, MEMBERS = "--function", "--members"
MOST_MEMBERS = 30  # a table of 2**30 values is 8 GiB; whether less fits is found out before it is filled


def function_named(where: str) -> Callable[[Any], Any]:
    """Import a function by ``package.module:name``; modules of the working folder are found too.

    Parameters
    ----------
    where
        The module, a colon, the name in it.

    Raises
    ------
    ScenarioError
        If there is no such module or no such function in it.

    Examples
    --------
    >>> function_named("math:fsum")([1, 2])
    3.0
    """
    module, _, name = where.partition(":")
    if not module or not name:
        fix = marked("Write the module, a colon and the function, e.g. values:worth.")
        raise _refused(FUNCTION, marked("{given} names no function."), fix, given=where)
    try:
        with _here():
            found = importlib.import_module(module)
    except ImportError as error:
        fix = marked("Check the name; run where the module is.")
        raise _refused(FUNCTION, marked("{module} cannot be imported: {why}."), fix, module=module, why=error) from None
    function: object = getattr(found, name, None)
    if not callable(function):
        fix = marked("Check the name behind the colon.")
        raise _refused(FUNCTION, marked("{module} has no function {name}."), fix, module=module, name=name)
    return function


@contextmanager
def _here() -> Iterator[None]:
    """Let modules of the working folder be found, as python itself does."""
    folder = str(Path.cwd())
    sys.path.insert(0, folder)
    try:
        yield
    finally:
        sys.path.remove(folder)


def scenario_of(members: str, most: int = MOST_MEMBERS) -> Scenario:
    """Return a scenario of nothing but members.

    Parameters
    ----------
    members
        Their number, for M1, M2 …, or their names with commas between them.
    most
        How many there may be.

    Raises
    ------
    ScenarioError
        If it is neither, or there are too many for a table.

    Examples
    --------
    >>> [member.id for member in scenario_of("3").members]
    ['M1', 'M2', 'M3']
    """
    number = int(members) if members.strip().isdecimal() else None
    names = split_names(members) if number is None else [f"M{i + 1}" for i in range(min(number, most + 1))]
    if not 1 <= len(names) <= most:
        fix = marked("Give their number, e.g. 12, or their names with commas between them.")
        raise _refused(MEMBERS, marked("{given} does not give 1 to {most} members."), fix, given=members, most=most)
    tree = {"alliance": {"id": "function"}, "members": [{"id": name} for name in names], "value": {"kind": "rules", "rules": []}}
    return parse(tree, TextPlaces(), MEMBERS)


def function_game(
    function: Callable[[Any], Any],
    players: Sequence[str],
    progress: Callable[[int, int], None] | None = None,
    cache: str | os.PathLike[str] | None = None,
) -> al.FunctionGame:
    """Return the game of a function, with its table filled.

    Parameters
    ----------
    function
        Of bool[m, n] -> float[m], or compiled by ``numba.njit``, of a mask (uint64, bit i = ``players[i]``).
    players
        Names, in order.
    progress
        Called with (coalitions done, coalitions in all).
    cache
        File to keep the table in, see :meth:`allocation.FunctionGame.tabulate`.

    Raises
    ------
    ScenarioError
        If the function fails.
    GameError
        If it returns something that is no finite number per coalition, or the cache holds another table.
    TableTooLargeError
        If the table does not fit in memory.
    """
    game = al.FunctionGame(function, players, vectorised=True)
    try:
        game.tabulate(progress, cache)
    except (al.AllocationError, OSError):
        raise
    except Exception as error:  # whatever the user's own code raises
        what = marked("the function failed: {why}.")
        fix = marked("It takes a table of Booleans, one coalition a row, and returns one number per row.")
        raise _refused(FUNCTION, what, fix, why=f"{type(error).__name__}: {error}") from error
    return game


def _refused(option: str, what: str, fix: str, **values: object) -> ScenarioError:
    return ScenarioError([Problem(option, Message(what, values), Message(fix))], option)

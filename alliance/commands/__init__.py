"""One file per command, and what all commands share: exit codes, errors in the user's language, the console."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from enum import IntEnum
from typing import TYPE_CHECKING, Annotated, ParamSpec

import typer

from alliance.language import Language, preferred_language, translate

if TYPE_CHECKING:
    from rich.console import Console

    from alliance.study import Step, Study

__all__ = ["Exit", "LanguageOption", "bind", "console", "fail", "here", "run_with_progress", "say"]

P = ParamSpec("P")


class Exit(IntEnum):
    """Exit codes of every command."""

    OK = 0
    NOT_VERIFIED = 1
    BAD_INPUT = 2
    INFEASIBLE = 3
    LIMIT_REACHED = 4
    INTERRUPTED = 130


def here(text: str) -> str:
    """Say a text of the help in the language of the environment."""
    return translate(text, preferred_language())


LanguageOption = Annotated[str | None, typer.Option("--lang", help=here("Language: zh or en."))]


def console(stderr: bool = False) -> Console:
    """Return a rich console."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False)


def say(text: str, language: Language, **values: object) -> None:
    """Print one line in the user's language."""
    typer.echo(translate(text, language, **values))


def fail(text: str, code: Exit) -> typer.Exit:
    """Print an error and return the exit to raise."""
    typer.echo(text, err=True)
    return typer.Exit(code)


def refuse(text: str, language: Language, **values: object) -> typer.Exit:
    """Print what is wrong with the input and return the exit to raise."""
    return fail(translate(text, language, **values), Exit.BAD_INPUT)


def _explain(error: Exception, language: Language) -> str:
    """Say what went wrong: in the user's language where the error knows how, else as it is."""
    speak = getattr(error, "say", None)
    return str(speak(language)) if speak else translate("Error: {error}", language, error=error)


def bind(command: Callable[P, None]) -> Callable[P, None]:
    """Turn the errors a command may meet into one clear message and an exit code."""

    @functools.wraps(command)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
        asked = kwargs.get("lang")
        language = preferred_language(asked if isinstance(asked, str) else None)
        try:
            command(*args, **kwargs)
        except KeyboardInterrupt:
            raise fail(translate("Interrupted; no file was changed.", language), Exit.INTERRUPTED) from None
        except (ValueError, OSError) as error:
            raise fail(_explain(error, language), Exit.BAD_INPUT) from None

    return guarded


def run_with_progress(work: Callable[[Callable[[Step], None]], Study], language: Language) -> Study:
    """Run a study with a progress bar on a terminal, silently elsewhere."""
    if not sys.stderr.isatty():
        return work(lambda step: None)
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    with Progress(TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        return work(lambda step: bar.update(task, description=step.what.say(language), completed=step.done, total=step.of))


def exit_code(status: str) -> Exit:
    """Return the exit code that tells how a study ended."""
    return {"infeasible": Exit.INFEASIBLE, "limit reached": Exit.LIMIT_REACHED, "interrupted": Exit.INTERRUPTED}.get(status, Exit.OK)

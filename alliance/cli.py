"""The command line: ``alliance --help`` answers at once, the heavy parts are imported by the command that needs them."""

from __future__ import annotations

import typer

from alliance.commands import bind
from alliance.commands.check import check
from alliance.commands.demo import demo
from alliance.commands.new import new
from alliance.commands.rules import rules
from alliance.commands.run import run
from alliance.commands.select import select
from alliance.commands.split import split
from alliance.commands.verify import verify
from alliance.language import preferred_language, translate

__all__ = ["app", "main"]

app = typer.Typer(
    name="alliance",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help=translate(
        "Whom to take into an innovation alliance, and how to split what it earns so that nobody walks out.", preferred_language()
    ),
)

for command in (demo, new, check, run, split, select, rules, verify):
    app.command(help=translate(command.__doc__ or "", preferred_language()))(bind(command))


def main() -> None:
    """Run the command line."""
    app()

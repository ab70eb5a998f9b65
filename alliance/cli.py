"""The command line: ``alliance --help`` answers at once, the heavy parts are imported by the command that needs them."""

from __future__ import annotations

import os

import typer

from alliance.commands import bind, here
from alliance.commands.bench import bench
from alliance.commands.check import check
from alliance.commands.compare import compare
from alliance.commands.council import council
from alliance.commands.demo import demo
from alliance.commands.explain import explain
from alliance.commands.frontier import frontier
from alliance.commands.new import new
from alliance.commands.rules import rules
from alliance.commands.run import run
from alliance.commands.select import select
from alliance.commands.split import split
from alliance.commands.verify import verify

__all__ = ["COMMANDS", "app", "main"]

app = typer.Typer(
    name="alliance",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help=here("Whom to take into an innovation alliance, and how to split what it earns so that nobody walks out."),
)

COMMANDS = (demo, new, check, run, split, select, compare, frontier, explain, council, rules, verify, bench)

for command in COMMANDS:
    app.command(help=here(command.__doc__ or ""))(bind(command))


def main() -> None:
    """Run the command line."""
    # matrices are small here: threads of the linear algebra would only wait for each other; read when numpy is first imported
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    app()

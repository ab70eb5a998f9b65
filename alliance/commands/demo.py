"""``alliance demo``: the textile alliance, from its file to the report."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

from alliance.commands import LanguageOption
from alliance.commands.run import OutOption, QuietOption, run_and_report

__all__ = ["demo"]


def demo(out: OutOption = Path("alliance-demo"), lang: LanguageOption = None, quiet: QuietOption = False) -> None:
    """Run the example of a textile alliance: partners, splits, report."""
    with as_file(files("alliance") / "examples" / "textile.toml") as path:
        run_and_report(path, out, lang, quiet)

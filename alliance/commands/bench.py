"""``alliance bench``: how fast, how exact and how large, beside peers and beside reading memory."""

from __future__ import annotations

from contextlib import nullcontext
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from alliance.commands import Exit, LanguageOption, here, refuse, say
from alliance.language import Language, preferred_language

__all__ = ["bench"]

STDOUT = "-"

NamesArgument = Annotated[
    list[str] | None,
    typer.Argument(help=here("Names, groups or patterns (error_*) of benchmarks; whole numbers replace the usual sizes. Default: all.")),
]
ListOption = Annotated[bool, typer.Option("--list", help=here("Only list the benchmarks, with their sizes and what they must reach."))]
JsonOption = Annotated[Path | None, typer.Option("--json", help=here("Write machine and rows to this file as JSON lines, as they come."))]
MarkdownOption = Annotated[str | None, typer.Option("--markdown", help=here("Write a Markdown page to this file; - writes to the screen."))]
FromOption = Annotated[Path | None, typer.Option("--from", help=here("Measure nothing; take the rows of this file of JSON lines."))]
PlotsOption = Annotated[Path | None, typer.Option("--plots", help=here("Draw time against size and error against budget in this folder."))]
LongOption = Annotated[bool, typer.Option("--long", help=here("Also the sizes that take minutes or much memory."))]
UpToOption = Annotated[int | None, typer.Option("--up-to", min=2, help=here("Leave out tables of more players than this."))]


def bench(
    names: NamesArgument = None,
    listed: ListOption = False,
    json: JsonOption = None,
    markdown: MarkdownOption = None,
    source: FromOption = None,
    plots: PlotsOption = None,
    long: LongOption = False,
    up_to: UpToOption = None,
    lang: LanguageOption = None,
) -> None:
    """Measure how fast and how exact we are, beside peers and beside reading memory."""
    language = preferred_language(lang)
    registry = _registry(language)
    if listed:
        return _list(registry, language)
    if source is None:
        run = _measure(registry, names or [], long, up_to, json, markdown == STDOUT, language)
    elif names or json or long or up_to:
        raise refuse("--from measures nothing: leave out names, --json, --long and --up-to.", language)
    else:
        run = _stored(source, language)
    _write(run, registry.load(), markdown, plots, language)
    unfinished = sum(row.ours is None and bool(row.fault) for row in run.rows)
    if run.load_after is None and source is None:
        raise typer.Exit(Exit.INTERRUPTED)
    if unfinished:
        say("{count} benchmarks did not finish.", language, count=unfinished)
        raise typer.Exit(Exit.NOT_VERIFIED)
    return None


def _registry(language: Language) -> Any:
    try:
        registry = import_module("benchmarks.registry")
        registry.load()
    except ModuleNotFoundError as missing:
        if not (missing.name or "").startswith("benchmarks"):
            raise
        raise refuse(
            "The benchmarks are not part of the installed package: they are the folder “benchmarks” of the source code. "
            "Get the source code, install it with: pip install -e ., and try again.",
            language,
        ) from None
    return registry


def _list(registry: Any, language: Language) -> None:
    for one in registry.load().values():
        sizes = ", ".join(map(str, one.sizes)) or "–"
        more = "".join(f", {size}" for size in one.long)
        typer.echo(f"{one.group:<18} {one.name:<30} {one.of}: {sizes}{f' (--long{more})' if more else ''}")
        if one.must:
            say("    must reach: {must}", language, must=one.must)


def _measure(registry: Any, names: list[str], long: bool, up_to: int | None, json: Path | None, quiet: bool, language: Language) -> Any:
    """Run the benchmarks; every row is on the screen and in the file as soon as it is known."""
    stored, page = import_module("benchmarks.run"), import_module("benchmarks.page")
    try:
        asked = registry.chosen(names, long, up_to)
    except registry.UnknownBenchmarkError as error:
        raise refuse("There is no benchmark named “{name}”. alliance bench --list names them all.", language, name=error.name) from None
    command = " ".join(["alliance bench", *names, *(["--long"] if long else []), *([f"--up-to {up_to}"] if up_to else [])])
    lines = [stored.first_line(command)]
    with json.open("w", encoding="utf-8", newline="\n") if json else nullcontext() as file:
        if file:
            file.write(lines[0])
        typer.echo(page.HEADER, err=quiet)
        try:
            for row in registry.measured(asked):
                typer.echo(page.markdown_row(row), err=quiet)
                lines.append(stored.row_line(row))
                if file:
                    file.write(lines[-1])
                    file.flush()
            lines.append(stored.last_line())
            if file:
                file.write(lines[-1])
        except KeyboardInterrupt:
            say("Interrupted: the {count} rows measured so far are kept.", language, count=len(lines) - 1)
    return stored.read_run("".join(lines))


def _stored(source: Path, language: Language) -> Any:
    stored = import_module("benchmarks.run")
    try:
        return stored.read_run(source.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise refuse("{file} is not a file that alliance bench --json wrote.", language, file=source) from None
    except stored.NotARunError as error:
        text = "{file}, line {line}: this is not what alliance bench --json writes."
        raise refuse(text, language, file=source, line=error.line) from None


def _write(run: Any, known: Any, markdown: str | None, plots: Path | None, language: Language) -> None:
    from alliance.files import write_text

    page = import_module("benchmarks.page")
    if markdown == STDOUT:
        typer.echo(page.page(run, known), nl=False)
    elif markdown:
        say("{file} is written.", language, file=write_text(Path(markdown), page.page(run, known)))
    for file in import_module("benchmarks.plots").write_plots(run.rows, plots) if plots else ():
        say("{file} is written.", language, file=file)
    lost = page.losses(run.rows)
    if markdown != STDOUT:
        say("{rows} rows, {lost} of them miss their mark.", language, rows=len(run.rows), lost=len(lost))

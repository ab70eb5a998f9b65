"""``alliance split``: only the split, by the rules asked for."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from alliance.commands import LanguageOption, console, exit_code, here, refuse, run_with_progress
from alliance.commands.select import JsonOption
from alliance.language import Language, preferred_language

if TYPE_CHECKING:
    import allocation as al

__all__ = ["split"]

ScenarioArgument = Annotated[Path | None, typer.Argument(help=here("The scenario; left out with --function."))]
RuleOption = Annotated[
    list[str] | None,
    typer.Option("--rule", "-r", help=here("Rule to compute; may be repeated. Default: the scenario's.")),
]
FunctionOption = Annotated[
    str | None,
    typer.Option("--function", "-f", help=here("Split a game given by a Python function, module:name, instead of a scenario.")),
]
MembersOption = Annotated[str | None, typer.Option("--members", "-m", help=here("With --function: how many members, or their names."))]
SamplesOption = Annotated[
    int | None, typer.Option("--samples", min=1, help=here("Estimate instead of computing: evaluate at most so many groups."))
]
ToleranceOption = Annotated[
    float | None, typer.Option("--tolerance", help=here("Estimate until every share is known to plus or minus this amount (95 %)."))
]
EngineOption = Annotated[str | None, typer.Option("--engine", help=here("Who evaluates: threads, processes or dask."))]
WorkersOption = Annotated[int | None, typer.Option("--workers", min=1, help=here("How many evaluate at a time."))]
SchedulerOption = Annotated[str | None, typer.Option("--scheduler", help=here("Address of a Dask scheduler."))]
ResumeOption = Annotated[
    Path | None, typer.Option("--resume", help=here("Keep every evaluation in this file, and go on from what it holds."))
]
SeedOption = Annotated[int | None, typer.Option("--seed", min=0, help=here("Seed of an estimate; default: the scenario's."))]
CacheOption = Annotated[Path | None, typer.Option("--cache", help=here("With --function: file to keep the table of values in."))]


def split(
    scenario: ScenarioArgument = None,
    rule: RuleOption = None,
    function: FunctionOption = None,
    members: MembersOption = None,
    cache: CacheOption = None,
    samples: SamplesOption = None,
    tolerance: ToleranceOption = None,
    engine: EngineOption = None,
    workers: WorkersOption = None,
    scheduler: SchedulerOption = None,
    resume: ResumeOption = None,
    seed: SeedOption = None,
    json: JsonOption = None,
    lang: LanguageOption = None,
) -> None:
    """Only split the value, and show who would walk out."""
    import alliance
    from alliance.files import write_json
    from alliance.function_game import scenario_of
    from alliance.report.terminal import print_document

    language = preferred_language(lang)
    if (scenario is None) == (function is None) or (function is None) != (members is None) or (cache and not function):
        raise refuse("Give a scenario, or --function together with --members.", language)
    if samples is not None or tolerance is not None:
        from alliance.commands.estimated import estimated
        from alliance.estimating import Asked

        values = tuple(rule or ["shapley"])
        raise estimated(
            scenario, function, members, Asked(samples, tolerance, values, seed or 0, engine, workers, scheduler, resume), json, language
        )
    if (engine, workers, scheduler, resume, seed) != (None,) * 5:
        raise refuse("--engine, --workers, --scheduler, --resume and --seed belong to an estimate: add --samples or --tolerance.", language)
    given = alliance.load(scenario) if scenario else scenario_of(members or "")
    game = _tabulated(function, [one.id for one in given.members], cache, language) if function else None
    document = run_with_progress(lambda report: alliance.run(given, rules=rule, game=game, progress=report), language).document
    print_document(document, console(), language)
    if json:
        write_json(json, document.model_dump(mode="json"))
    raise typer.Exit(exit_code(document.status))


def _tabulated(function: str, players: list[str], cache: Path | None, language: Language) -> al.Game:
    """Evaluate the function for every coalition, with a progress bar on a terminal."""
    from alliance.function_game import function_game, function_named
    from alliance.language import translate

    worth = function_named(function)
    if not sys.stderr.isatty():
        return function_game(worth, players, cache=cache)
    from rich.progress import Progress

    with Progress(console=console(stderr=True), transient=True) as bar:
        task = bar.add_task(translate("Evaluating all groups", language))
        return function_game(worth, players, lambda done, of: bar.update(task, completed=done, total=of), cache)

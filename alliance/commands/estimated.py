"""The way of ``alliance split`` for alliances too large for a table: an estimate that can be interrupted and continued."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from alliance.commands import Exit, console, fail, refuse
from alliance.language import Language, translate

if TYPE_CHECKING:
    from alliance.estimating import Asked, Progress
    from alliance.scenario import Scenario
    from alliance.valuation import GamePlan

__all__ = ["estimated"]

MOST_MEMBERS = 1000  # as in a scenario


def estimated(
    file: Path | None, function: str | None, members: str | None, asked: Asked, json: Path | None, language: Language
) -> typer.Exit:
    """Estimate, print, write, and return the exit to raise.

    Parameters
    ----------
    file
        The scenario; None with a function.
    function, members
        Function ``module:name``, and its members.
    asked
        How to estimate.
    json
        File for the outcome.
    language
        Of messages.
    """
    from allocation import EvaluationError

    try:
        outcomes = list(_outcomes(file, function, members, asked, language))
    except KeyboardInterrupt:
        if asked.resume is None:
            raise
        text = "Interrupted. What was evaluated is kept in {file}: the same command goes on from there."
        return fail(translate(text, language, file=asked.resume), Exit.INTERRUPTED)
    except EvaluationError as error:
        return fail(_lost(error, language), Exit.LIMIT_REACHED)
    if not outcomes:
        return refuse("There is no game to split: no partners are named for any project.", language)
    if json:
        from alliance.files import write_json

        write_json(json, outcomes[0] if len(outcomes) == 1 else {"kind": "estimates", "games": outcomes})
    missed = any(estimate["reached"] is False for outcome in outcomes for estimate in outcome["estimates"])
    return typer.Exit(Exit.LIMIT_REACHED if missed else Exit.OK)


def _outcomes(file: Path | None, function: str | None, members: str | None, asked: Asked, language: Language) -> Iterator[dict[str, Any]]:
    """Estimate game after game, and print each as soon as it is there."""
    import alliance
    from alliance.estimating import estimate_plan
    from alliance.function_game import function_named, scenario_of
    from alliance.report.estimate_terminal import print_estimate

    if file is None:
        scenario, worth = scenario_of(members or "", MOST_MEMBERS), function_named(function or "")
        plans = [_plan_of_function(worth, scenario)]
    else:
        scenario, worth = alliance.load(file), None
        plans = _plans(scenario)
        asked = replace(asked, seed=asked.seed or scenario.seed)
    for plan in plans:
        with _shown(asked, language) as progress:
            outcome = estimate_plan(scenario, plan, asked, worth, progress)
        print_estimate(outcome, plan.title.say(language), scenario, console(), language)
        yield outcome


def _plan_of_function(worth: Callable[[Any], Any], scenario: Scenario) -> GamePlan:
    import allocation as al
    from alliance.valuation import plan_of

    return plan_of(al.FunctionGame(worth, [member.id for member in scenario.members], vectorised=True))


def _plans(scenario: Scenario) -> list[GamePlan]:
    """The games of a scenario; partners that are to be chosen are chosen first."""
    from alliance.choice import choose
    from alliance.valuation import plan_games

    selection = choose(scenario) if scenario.selection is not None else None
    return plan_games(scenario, selection.chosen.members if selection and selection.chosen else None)


@contextmanager
def _shown(asked: Asked, language: Language) -> Iterator[Progress | None]:
    """A line on a terminal that tells how many groups are evaluated."""
    if not sys.stderr.isatty() or asked.resume is None:
        yield None
        return
    with console(stderr=True).status("") as status:
        yield lambda done, known: status.update(
            translate("{done} groups evaluated, {known} of them known from before", language, done=done, known=known)
        )


def _lost(error: Any, language: Language) -> str:
    """Name every group that could not be evaluated."""
    comma = "、" if language == "zh" else ", "
    head = translate("{count} groups could not be evaluated; all others were:", language, count=len(error.reasons))
    return "\n".join([head, *(f"  {comma.join(names)}: {reason}" for names, reason in error.reasons.items())])

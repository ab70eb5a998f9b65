"""The whole way: a scenario in; partner set, games, splits, stability and a recommendation out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import Any

import allocation as al
from alliance.choice import choose
from alliance.council.outcome import council_outcome
from alliance.document import CouncilOutcome, Document, GameOutcome, MemberLine, SelectionOutcome, Source, Wording, said
from alliance.language import Language
from alliance.naming import listing, names_of
from alliance.options import with_rules
from alliance.partners.asking import with_questions
from alliance.report.terms import term
from alliance.scenario import Scenario, digest
from alliance.splitting import split_game
from alliance.valuation import plan_games, plan_of, wording

__all__ = ["Step", "Study", "run"]

ENGINES = ("alliance-engine", "numpy", "scipy", "numba", "ortools")


@dataclass(frozen=True)
class Step:
    """What a run is doing now.

    Parameters
    ----------
    what
        In both languages.
    done, of
        How many steps are finished, and how many there are.
    """

    what: Wording
    done: int
    of: int


@dataclass(frozen=True)
class Study:
    """A scenario and its outcome.

    Parameters
    ----------
    scenario
        What went in.
    document
        What came out.
    seconds
        Wall time of every step; kept apart because the outcome does not depend on it.
    """

    scenario: Scenario
    document: Document
    seconds: dict[str, float] = field(default_factory=dict)

    def save(self, folder: str | Path, language: Language = "en") -> list[Path]:
        """Write ``report.html``, ``report.xlsx``, ``result.json``, ``scenario.json`` and ``run.json``.

        Every file is complete before it replaces an older one.

        Parameters
        ----------
        folder
            Made when missing.
        language
            The language the report opens in, and the one of the workbook.

        Returns
        -------
        list of Path
            The files, report first.

        Raises
        ------
        OSError
            If the folder cannot be written; older files are then untouched.
        """
        from alliance.files import save_study

        return save_study(self, Path(folder), language)


@dataclass
class _Run:
    """A run in progress: reports steps, keeps times, remembers an interruption."""

    report: Callable[[Step], None] | None
    of: int = 2
    done: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    interrupted: bool = False

    def step(self, key: str, what: Wording) -> _Timer:
        if self.report:
            self.report(Step(what, self.done, self.of))
        self.done += 1
        return _Timer(self.seconds, key)


@dataclass
class _Timer:
    seconds: dict[str, float]
    key: str
    start: float = 0.0

    def __enter__(self) -> None:
        self.start = perf_counter()

    def __exit__(self, *_: object) -> None:
        self.seconds[self.key] = round(perf_counter() - self.start, 4)


def run(
    scenario: Scenario,
    *,
    select: bool = True,
    split: bool = True,
    rules: Sequence[str] | None = None,
    game: al.Game | None = None,
    questions: Mapping[str, Any] | None = None,
    progress: Callable[[Step], None] | None = None,
) -> Study:
    """Run a scenario: choose partners if it asks for it, split every game by every asked rule, look at the council if it has one.

    Ctrl-C keeps what is done so far and marks the document ``interrupted``.

    Parameters
    ----------
    scenario
        From :func:`alliance.load` or built in Python.
    select
        False leaves the open project without partners.
    split
        False splits nothing; with ``select`` it chooses partners only, without it looks at the council only.
    rules
        Rules to compute in place of the scenario's, by name.
    game
        A game to split in place of those of the value part; its players are members. A file cannot hold one that is a function.
    questions
        Further looks at the selection in place of the scenario's: entries of its selection part such as ``compare`` or ``frontier``.
    progress
        Called at the start of every step.

    Returns
    -------
    Study

    Raises
    ------
    ScenarioError
        If a question makes no sense.

    Examples
    --------
    >>> import alliance
    >>> study = alliance.run(alliance.load("examples/standards.toml"))
    >>> study.document.games[0].recommendation.rule
    'shapley'
    """
    state = _Run(progress)
    selection = _select(with_questions(scenario, "questions", questions), state) if select else None
    if selection is not None and questions:
        selection = selection.model_copy(update={"asked": dict(questions)})
    asked = with_rules(scenario, rules)
    games = _split(asked, selection, state, game) if split else []
    council = _council(asked, games, state) if split or not select else None
    document = _document(scenario, selection, games, council, state)
    if rules:
        document = document.model_copy(update={"asked_rules": [one.rule for one in asked.allocation.rules]})
    return Study(scenario, document, state.seconds)


def _select(scenario: Scenario, state: _Run) -> SelectionOutcome | None:
    if scenario.selection is None:
        return None
    with state.step("selection", said("Choosing partners")):
        return choose(scenario)


def _split(scenario: Scenario, selection: SelectionOutcome | None, state: _Run, game: al.Game | None = None) -> list[GameOutcome]:
    chosen = selection.chosen.members if selection and selection.chosen else None
    plans = plan_games(scenario, chosen) if game is None else [plan_of(game)]
    state.of = state.done + len(plans) + (scenario.council is not None)
    games = []
    try:
        for plan in plans:
            with state.step(plan.id, said("Splitting {game}", game=plan.title)):
                games.append(split_game(scenario, plan))
    except KeyboardInterrupt:
        state.interrupted = True
    return games


def _council(scenario: Scenario, games: list[GameOutcome], state: _Run) -> CouncilOutcome | None:
    if scenario.council is None or state.interrupted:
        return None
    try:
        with state.step("council", said("Looking at the council")):
            return council_outcome(scenario, games)
    except KeyboardInterrupt:
        state.interrupted = True
        return None


def _status(selection: SelectionOutcome | None, interrupted: bool) -> str:
    if interrupted or (selection is not None and selection.interrupted):
        return "interrupted"
    if selection is None or selection.complete:
        return "complete"
    return "infeasible" if selection.status == "infeasible" else "limit reached"


def _document(
    scenario: Scenario, selection: SelectionOutcome | None, games: list[GameOutcome], council: CouncilOutcome | None, state: _Run
) -> Document:
    alliance = scenario.alliance
    return Document.model_validate(
        {
            "title": wording(alliance.name),
            "description": wording(alliance.description),
            "unit": wording(alliance.unit),
            "currency": alliance.currency,
            "decimals": alliance.decimals,
            "year": alliance.year,
            "scenario_digest": digest(scenario),
            "seed": scenario.seed,
            "versions": {name: version(name) for name in ENGINES},
            "status": _status(selection, state.interrupted),
            "members": [MemberLine(id=m.id, name=wording(m.name), role=m.role, lead=m.lead) for m in scenario.members],
            "selection": selection,
            "games": games,
            "council": council,
            "warnings": _warnings(scenario, games),
            "sources": [Source(group=k, tag=p.tag, note=wording(p.note)) for k, p in scenario.provenance.items()],
        }
    )


def _warnings(scenario: Scenario, games: list[GameOutcome]) -> list[Wording]:
    synthetic = [group for group, p in scenario.provenance.items() if p.tag == "synthetic"]
    warnings = []
    if synthetic:
        groups = listing(synthetic, {group: said(term("group", group)) for group in synthetic})
        warnings.append(said("Synthetic numbers, not data of the real alliance: {groups}.", groups=groups))
    if any(p.name == "superadditive" and p.holds is False for g in games for p in g.properties):
        warnings.append(said("In at least one game two groups are worth more apart than together; see its properties."))
    idle = [m.id for m in scenario.members if not m.investment and not m.project_investment]
    if idle and len(idle) < len(scenario.members):
        warnings.append(said("No investment is given for {members}.", members=listing(idle, names_of(scenario))))
    return warnings

"""From a scenario to games: who plays, and what every coalition is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

import allocation as al
from alliance.document import Wording, said
from alliance.scenario.schema import Member, Project, ProjectsValue, Scenario, Text

__all__ = ["GamePlan", "invested", "market_access", "plan_games", "plan_of", "project_game", "wording"]

RESEARCH_ROLES = ("university", "institute")


@dataclass(frozen=True)
class GamePlan:
    """A game of the scenario, ready to be split.

    Parameters
    ----------
    id, title, kind
        What it is called and what kind of value model it has.
    game
        The game; its players are member ids.
    project
        The project it belongs to, if any.
    chosen_by_selection
        Whether its players were chosen by the partner selection.
    """

    id: str
    title: Wording
    kind: str
    game: al.Game
    project: str | None = None
    chosen_by_selection: bool = False

    def investment(self, scenario: Scenario) -> NDArray[np.float64]:
        """Return what each player puts in: into this project where that is given, else in all classes together."""
        by_id = {m.id: m for m in scenario.members}
        return np.array([invested(by_id[p], self.project) for p in self.game.players])


def invested(member: Member, project: str | None = None) -> float:
    """Return what a member puts in: into a project where that is given, else in all classes together."""
    if project is not None and project in member.project_investment:
        return member.project_investment[project]
    return sum(member.investment.values()) if member.investment else (0.0 if project else sum(member.project_investment.values()))


def wording(text: Text) -> Wording:
    """Return a scenario's text in both languages, each falling back on the other."""
    return Wording(zh=text.say("zh"), en=text.say("en"))


def project_game(scenario: Scenario, project: Project, players: Sequence[str]) -> al.Game:
    """Return the game of one project played by these members.

    Parameters
    ----------
    scenario
        Where the members' capabilities, market access and stand-alone values are.
    project
        The project.
    players
        Member ids.
    """
    by_id = {m.id: m for m in scenario.members}
    members = [by_id[p] for p in players]
    skills = list(project.requirement)
    return al.ProjectGame(
        players=list(players),
        capabilities=np.array([[m.capabilities.get(k, 0.0) for k in skills] for m in members]).reshape(len(members), len(skills)),
        requirement=[project.requirement[k] for k in skills],
        weights=[project.weights.get(k, 0.0) for k in skills],
        base_success=project.base_success,
        benefit=project.benefit,
        cost=project.cost,
        outsourcing=[project.outsourcing.get(k, 0.0) for k in skills],
        subsidy=project.subsidy,
        market_access=[market_access(m, project.id) for m in members],
        stand_alone=[m.stand_alone for m in members],
        subsidy_needs=_subsidy_groups(project, members),
    )


def market_access(member: Member, project: str) -> float:
    """Return the share of the project's market that a member opens, between 0 and 1."""
    return member.market_access.get(project, 0.0) if isinstance(member.market_access, dict) else member.market_access


def _subsidy_groups(project: Project, members: Sequence[Member]) -> list[list[str]]:
    """Groups of which the subsidy needs one member each."""
    if project.subsidy_for == "everyone":
        return []
    return [[m.id for m in members if m.role == "enterprise"], [m.id for m in members if m.role in RESEARCH_ROLES]]


def _project_plans(scenario: Scenario, value: ProjectsValue, chosen: Sequence[str] | None) -> list[GamePlan]:
    plans = []
    for project in scenario.projects:
        if value.projects and project.id not in value.projects:
            continue
        players = list(chosen or []) if project.members == "choose" else list(project.members)
        if players:
            game = project_game(scenario, project, players)
            plans.append(GamePlan(project.id, wording(project.name), "project", game, project.id, project.members == "choose"))
    return plans


def plan_of(game: al.Game) -> GamePlan:
    """Return the plan of a game that does not come from a scenario's value part; its players are member ids."""
    return GamePlan("alliance", said("The alliance as a whole"), "function", game)


def plan_games(scenario: Scenario, chosen: Sequence[str] | None = None) -> list[GamePlan]:
    """Return the games of a scenario, the one of the open project first.

    Parameters
    ----------
    scenario
        A checked scenario.
    chosen
        Member ids of the chosen partner set; the open project is left out without it.
    """
    value = scenario.value
    if isinstance(value, ProjectsValue):
        return sorted(_project_plans(scenario, value, chosen), key=lambda plan: not plan.chosen_by_selection)
    return [GamePlan("alliance", said("The alliance as a whole"), value.kind, value.game(scenario))]

"""Value from projects: what a coalition earns with the projects it can run, one game per project."""

from __future__ import annotations

from typing import ClassVar, Literal

from alliance.scenario.kinds.base import GameValue
from alliance.scenario.references import ProjectRef
from alliance.scenario.tables import Column

__all__ = ["ProjectsValue"]


class ProjectsValue(GameValue):
    """The worth of a coalition from the projects it can run, one game per project."""

    title: ClassVar[str] = "from the projects"
    hint: ClassVar[str] = "   · from the projects: fill in the sheets Capabilities, Projects and Requirements instead."
    told: ClassVar[str] = "the project's value model"
    lines: ClassVar[tuple[Column, ...]] = (
        Column(("value", "projects"), "Projects that count", "For value from the projects; empty: all projects.", "names"),
    )

    kind: Literal["projects"]
    projects: list[ProjectRef] = []  # empty: every project

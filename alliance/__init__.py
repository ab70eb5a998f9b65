"""Whom to take into an innovation alliance, and how to split what it earns: scenario files in, a defensible recommendation out.

The heavy parts are imported when they are first used, so that the command line answers at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from alliance.scenario import Scenario, ScenarioError, dump, load, new_workbook
    from alliance.study import Study, run
    from alliance.verification import verify

__all__ = ["Scenario", "ScenarioError", "Study", "dump", "load", "new_workbook", "run", "verify"]

_HOME = {
    "Scenario": "alliance.scenario",
    "ScenarioError": "alliance.scenario",
    "Study": "alliance.study",
    "dump": "alliance.scenario",
    "load": "alliance.scenario",
    "new_workbook": "alliance.scenario",
    "run": "alliance.study",
    "verify": "alliance.verification",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'alliance' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)

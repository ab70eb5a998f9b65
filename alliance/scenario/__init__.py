"""Scenario files: one strict model, read from and written to TOML, JSON and Excel workbooks."""

from __future__ import annotations

import os
from pathlib import Path

from alliance.language import Language
from alliance.scenario.dump import canonical, digest, dump
from alliance.scenario.json_schema import json_schema
from alliance.scenario.load import load
from alliance.scenario.problems import Problem, ScenarioError
from alliance.scenario.schema import Scenario

__all__ = ["Problem", "Scenario", "ScenarioError", "canonical", "digest", "dump", "json_schema", "load", "new_workbook"]


def new_workbook(path: str | os.PathLike[str], language: Language = "zh") -> Path:
    """Write an empty workbook for a council to fill in.

    Parameters
    ----------
    path
        Where to; an ``.xlsx`` file.
    language
        Of its headings, notes and choices. Either language is understood when it is read.

    Raises
    ------
    ScenarioError
        If the suffix is not ``.xlsx``.
    OSError
        If the file cannot be written; an older one is untouched.
    """
    from alliance.scenario.template import write_template  # late: openpyxl is slow to import and most files are text

    return write_template(Path(path), language)

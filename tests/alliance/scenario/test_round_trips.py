"""Whatever scenario is written, in whatever form and language, the same one is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from scenario_strategies import scenarios

from alliance.scenario import Scenario, digest, dump, load

RELAXED = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def _same(tree: dict[str, Any], path: Path, language: str = "zh") -> None:
    scenario = Scenario.model_validate(tree)
    dump(scenario, path, language)
    found = load(path)
    assert found == scenario
    assert digest(found) == digest(scenario)


@pytest.mark.parametrize("form", ["toml", "json"])
@settings(max_examples=25, deadline=None, suppress_health_check=RELAXED)
@given(tree=scenarios())
def test_text_forms_give_back_what_was_written(form: str, tree: dict[str, Any], tmp_path: Path) -> None:
    _same(tree, tmp_path / f"scenario.{form}")


@pytest.mark.parametrize("language", ["zh", "en"])
@settings(max_examples=8, deadline=None, suppress_health_check=RELAXED)
@given(tree=scenarios())
def test_workbooks_give_back_what_was_written(language: str, tree: dict[str, Any], tmp_path: Path) -> None:
    _same(tree, tmp_path / "scenario.xlsx", language)

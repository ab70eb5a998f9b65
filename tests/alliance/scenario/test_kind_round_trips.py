"""Every kind of value survives all three forms in both languages, with names as awkward as permitted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scenario_strategies import STRUCTURED, ids

from alliance.scenario import Scenario, digest, dump, load

RELAXED = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@pytest.mark.parametrize("kind", STRUCTURED)
@settings(max_examples=3, deadline=None, suppress_health_check=RELAXED)
@given(data=st.data())
def test_toml_to_workbook_to_json_is_the_same_scenario(kind: str, data: st.DataObject, tmp_path: Path) -> None:
    names = data.draw(ids(2, 4))
    tree: dict[str, Any] = {
        "alliance": {"id": "x"},
        "members": [{"id": name} for name in names],
        "value": {"kind": kind, **data.draw(STRUCTURED[kind](names))},
    }
    scenario = Scenario.model_validate(tree)
    found = scenario
    for form in ("toml", "xlsx", "json"):
        path = tmp_path / f"scenario.{form}"
        dump(found, path, data.draw(st.sampled_from(["zh", "en"])))
        found = load(path)
    assert found == scenario
    assert digest(found) == digest(scenario)

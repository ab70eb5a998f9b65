"""Whatever stands in a file: a scenario or a ScenarioError that can be said in both languages, never anything else."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from alliance.scenario import Scenario, ScenarioError, dump, load
from alliance.scenario.dump import plain
from alliance.scenario.parse import parse
from alliance.scenario.places import TextPlaces

EXAMPLES = files("alliance") / "examples"
TREES = [plain(load(str(EXAMPLES / f"{name}.toml"))) for name in ("textile", "starter", "pilot_line", "standards")]
RELAXED = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
KEYS = st.sampled_from(
    [
        "id",
        "name",
        "zh",
        "members",
        "value",
        "kind",
        "table",
        "pairs",
        "a",
        "b",
        "alliance",
        "selection",
        "size",
        "coalitions",
        "needs",
        "rules",
        "factors",
        "shares",
        "allocation",
        "~list",
        "[key]",
    ]
)
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(["choose", "table", "pairs", "M01", "A", "1,2O0", 10**400, -0.0, "\0", "{x}", "{0}", "%s"]),
)
JUNK = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS | st.text(max_size=4), inner, max_size=4), max_leaves=12
)


def _require_sayable(error: ScenarioError) -> None:
    assert error.problems
    assert error.say("en")
    assert error.say("zh")


def _try(tree: object) -> Scenario | None:
    try:
        return parse(tree, TextPlaces())
    except ScenarioError as error:
        _require_sayable(error)
        return None


def _ways(node: Any, so_far: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    for step, inner in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield (*so_far, step)
        yield from _ways(inner, (*so_far, step))


def _replaced(tree: dict[str, Any], way: tuple[Any, ...], junk: Any) -> dict[str, Any]:
    changed = copy.deepcopy(tree)
    node: Any = changed
    for step in way[:-1]:
        node = node[step]
    node[way[-1]] = junk
    return changed


@settings(max_examples=100, deadline=None, suppress_health_check=RELAXED)
@given(JUNK)
@example({"value": {"kind": ["table"]}})
@example({"value": {"kind": "projects", "projects": {"projects": [[]]}}})
@example({"members": [{"id": {}, "name": {"zh": [], "en": {}}}]})
@example({"alliance": {"name": {"zh": 1, "xx": 2}}, "members": {"0": {}}})
def test_any_tree(tree: object) -> None:
    _try(tree)


@settings(max_examples=120, deadline=None, suppress_health_check=RELAXED)
@given(st.data())
def test_any_entry_of_an_example_replaced_by_anything(data: st.DataObject) -> None:
    tree = data.draw(st.sampled_from(TREES))
    way = data.draw(st.sampled_from(list(_ways(tree))))
    _try(_replaced(tree, way, data.draw(JUNK)))


@settings(max_examples=50, deadline=None, suppress_health_check=RELAXED)
@given(st.data())
def test_several_entries_replaced_at_once(data: st.DataObject) -> None:
    tree = copy.deepcopy(data.draw(st.sampled_from(TREES)))
    for _ in range(3):
        tree = _replaced(tree, data.draw(st.sampled_from(list(_ways(tree)))), data.draw(LEAVES))
    _try(tree)


@settings(max_examples=30, deadline=None, suppress_health_check=RELAXED)
@given(way=st.data())
def test_what_passes_is_written_and_read_again(way: st.DataObject, tmp_path: Path) -> None:
    tree = way.draw(st.sampled_from(TREES))
    scenario = _try(
        _replaced(tree, way.draw(st.sampled_from(list(_ways(tree)))), way.draw(st.floats(0, 1) | st.sampled_from(["0.5", "yes", "Ａ"])))
    )
    if scenario is not None:
        assert load(dump(scenario, tmp_path / "a.json")) == scenario


@settings(max_examples=30, deadline=None, suppress_health_check=RELAXED)
@given(data=st.data(), form=st.sampled_from([".toml", ".json"]))
def test_any_bytes_changed_in_a_text_file(data: st.DataObject, form: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{form}"
    dump(load(str(EXAMPLES / "starter.toml")), path)
    text = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        text[data.draw(st.integers(0, len(text) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(bytes(text))
    try:
        load(path)
    except ScenarioError as error:
        _require_sayable(error)


@settings(max_examples=30, deadline=None, suppress_health_check=RELAXED)
@given(data=st.data())
def test_any_bytes_changed_in_a_workbook(data: st.DataObject, tmp_path: Path) -> None:
    content = bytearray((EXAMPLES / "starter.xlsx").read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "a.xlsx"
    path.write_bytes(bytes(content))
    try:
        load(path)
    except ScenarioError as error:
        _require_sayable(error)


@settings(max_examples=10, deadline=None, suppress_health_check=RELAXED)
@given(data=st.data())
def test_any_cell_of_a_workbook_replaced(data: st.DataObject, tmp_path: Path) -> None:
    book = load_workbook(str(EXAMPLES / "starter.xlsx"))
    page = book[data.draw(st.sampled_from(book.sheetnames[1:-1]))]
    cell = page.cell(data.draw(st.integers(1, 9)), data.draw(st.integers(1, 6)))
    cell.value = data.draw(st.sampled_from([None, "", "x", "#", "=1+", "A、B", -1, 1e300, True, "能力：K1", "Capability:", "名称"]))
    book.save(tmp_path / "a.xlsx")
    try:
        load(tmp_path / "a.xlsx")
    except ScenarioError as error:
        _require_sayable(error)


@pytest.mark.parametrize(
    "text", ["null", "0", '"x"', "[]", "{}", '{"alliance": null}', '{"members": [null]}', '{"value": {"kind": null}}', '{"": {"": []}}']
)
def test_small_json_texts(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError):
        load(path)
    assert _try(json.loads(text)) is None

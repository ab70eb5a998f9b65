"""The uncertainty part of a scenario: what is read, what is refused and where, and that every form gives it back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from alliance.scenario import Scenario, ScenarioError, digest, dump, load, new_workbook

HEAD = '[alliance]\nid = "a"\n[[members]]\nid = "A"\n[[members]]\nid = "B"\n'
PROJECT = '[[projects]]\nid = "P1"\nbenefit = 100\ncost = 10\nmembers = ["A", "B"]\n[value]\nkind = "projects"\n'
PAIRS = '[value]\nkind = "pairs"\nown = { A = 1, B = 2 }\n'


def _read(tmp_path: Path, text: str) -> Scenario:
    path = tmp_path / "a.toml"
    path.write_text(HEAD + text, encoding="utf-8")
    return load(path)


def _refused(tmp_path: Path, text: str) -> ScenarioError:
    with pytest.raises(ScenarioError) as caught:
        _read(tmp_path, text)
    return caught.value


def tree(kind: str, asked: dict[str, Any] | None) -> dict[str, Any]:
    value = {"kind": "projects"} if kind == "projects" else {"kind": "pairs", "own": {"A": 1.0}}
    project = {"id": "P1", "base_success": 0.5, "benefit": 100, "cost": 10, "subsidy": 5, "members": ["A", "B"]}
    return {
        "alliance": {"id": "a"},
        "members": [{"id": "A"}, {"id": "B"}],
        "projects": [project] if kind == "projects" else [],
        "value": value,
        "uncertainty": asked,
    }


def test_nothing_is_uncertain_unless_asked(tmp_path: Path) -> None:
    assert _read(tmp_path, PAIRS).uncertainty is None


def test_what_is_left_out_has_usual_values(tmp_path: Path) -> None:
    asked = _read(tmp_path, PAIRS + "[uncertainty]\nspread = 0.1\n").uncertainty
    assert asked is not None
    assert (asked.samples, asked.shape, asked.spread, asked.projects) == (1000, "triangular", 0.1, {})


def test_ranges_are_lists_or_tables(tmp_path: Path) -> None:
    asked = _read(tmp_path, PROJECT + "[uncertainty.projects.P1]\nbenefit = [80, 120]\ncost = { low = 5, high = 20 }\n").uncertainty
    assert asked is not None
    assert (asked.projects["P1"].benefit.low, asked.projects["P1"].benefit.high) == (80, 120)
    assert (asked.projects["P1"].cost.low, asked.projects["P1"].cost.high) == (5, 20)
    assert asked.projects["P1"].subsidy is None


def test_numbers_may_be_typed_in_full_width_and_projects_in_any_case(tmp_path: Path) -> None:
    asked = _read(
        tmp_path, PROJECT + '[uncertainty]\nsamples = "５００"\n[uncertainty.projects.p1]\nbenefit = ["８０", "1２0"]\n'
    ).uncertainty
    assert asked is not None
    assert asked.samples == 500
    assert asked.projects["P1"].benefit.high == 120


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        (PAIRS + "[uncertainty]\nspread = 1.5\n", "uncertainty.spread", "1.5 is above 1."),
        (PAIRS + "[uncertainty]\nspread = -0.1\n", "uncertainty.spread", "-0.1 is below 0."),
        (PAIRS + "[uncertainty]\nspread = 0.1\nsamples = 0\n", "uncertainty.samples", "0 is below 1."),
        (PAIRS + "[uncertainty]\nspread = 0.1\nsamples = 1000000\n", "uncertainty.samples", "1000000 is above 100000."),
        (PAIRS + '[uncertainty]\nspread = 0.1\nshape = "bell"\n', "uncertainty.shape", '"bell" is not among the choices.'),
        (PAIRS + "[uncertainty]\nspread = 0.1\nwidth = 3\n", "uncertainty.width", "there is no entry of this name."),
        (
            PROJECT + "[uncertainty.projects.P9]\nbenefit = [80, 120]\n",
            "uncertainty.projects.P9",
            '"P9" is not a project of this scenario.',
        ),
        (
            PROJECT + "[uncertainty.projects.P1]\nbenefit = [120, 80]\n",
            "uncertainty.projects.P1.benefit",
            "the smallest number 120.0 is above",
        ),
        (PROJECT + "[uncertainty.projects.P1]\nbenefit = [-5, 120]\n", "uncertainty.projects.P1.benefit", "-5 is below 0."),
        (PROJECT + "[uncertainty.projects.P1]\nbase_success = [0.5, 2]\n", "uncertainty.projects.P1.base_success", "2 is above 1."),
        (PROJECT + "[uncertainty.projects.P1]\nbenefit = 100\n", "uncertainty.projects.P1.benefit", "100 does not give two ends."),
        (PROJECT + "[uncertainty.projects.P1]\nbenefit = [100]\n", "uncertainty.projects.P1.benefit", "a list does not give two ends."),
        (PROJECT + "[uncertainty.projects.P1]\nbenefit = { low = 100 }\n", "uncertainty.projects.P1.benefit", "this is missing."),
        (PROJECT + "[uncertainty.projects.P1]\nbenefit = [200, 300]\n", "uncertainty.projects.P1.benefit", "does not hold the value 100"),
        (PROJECT + "[uncertainty]\nspread = 0.1\n", "uncertainty.spread", "a relative spread says nothing."),
        (PAIRS + "[uncertainty]\n", "uncertainty", "every value in it is certain."),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(tmp_path: Path, text: str, place: str, what: str) -> None:
    problem = _refused(tmp_path, text).problems[0]
    assert place in problem.say("en")
    assert what in problem.say("en")
    assert any("一" <= char <= "鿿" for char in problem.say("zh"))


def test_all_problems_are_found_at_once(tmp_path: Path) -> None:
    text = PROJECT + "[uncertainty]\nsamples = 0\n[uncertainty.projects.P1]\nbenefit = [3, 2]\ncost = [11, 12]\n"
    assert len(_refused(tmp_path, text).problems) >= 2


ENDS = st.tuples(st.integers(0, 5), st.integers(0, 5))
ASKED = st.fixed_dictionaries(
    {},
    optional={
        "samples": st.integers(1, 100_000),
        "shape": st.sampled_from(["triangular", "uniform"]),
    },
)


@st.composite
def parts(draw: st.DrawFn) -> dict[str, Any]:
    asked = draw(ASKED)
    if draw(st.booleans()):
        return tree("pairs", asked | {"spread": draw(st.floats(0.0625, 1))})
    given_values = {"base_success": 0.5, "benefit": 100, "cost": 10, "subsidy": 5}
    some = draw(st.lists(st.sampled_from(["benefit", "cost", "subsidy"]), min_size=1, unique=True))
    ranges = {name: [given_values[name] - 1 - draw(st.integers(0, 3)), given_values[name] + draw(st.integers(0, 9))] for name in some}
    if draw(st.booleans()):
        ranges["base_success"] = [draw(st.floats(0, 0.5)), draw(st.floats(0.5, 1))]
    return tree("projects", asked | {"projects": {"P1": ranges}})


@pytest.mark.parametrize(("form", "language"), [("toml", "zh"), ("json", "zh"), ("xlsx", "zh"), ("xlsx", "en")])
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(given_tree=parts())
def test_every_form_gives_it_back(form: str, language: str, given_tree: dict[str, Any], tmp_path: Path) -> None:
    scenario = Scenario.model_validate(given_tree)
    found = load(dump(scenario, tmp_path / f"a.{form}", language))
    assert found == scenario
    assert digest(found) == digest(scenario)


def test_uncertainty_changes_the_digest() -> None:
    plain, asked = (Scenario.model_validate(tree("pairs", part)) for part in (None, {"spread": 0.1}))
    assert digest(plain) != digest(asked)


@pytest.mark.parametrize(("language", "sheets"), [("zh", ("不确定性", "范围")), ("en", ("Uncertainty", "Ranges"))])
def test_the_template_offers_both_sheets_and_leaves_them_empty(language: str, sheets: tuple[str, str], tmp_path: Path) -> None:
    book = load_workbook(new_workbook(tmp_path / "a.xlsx", language))
    assert set(sheets) <= set(book.sheetnames)
    assert [row[1].value for row in book[sheets[0]].iter_rows(min_row=2)] == [None] * 3


def test_a_council_fills_the_sheets_in(tmp_path: Path) -> None:
    path = dump(Scenario.model_validate(tree("projects", None)), tmp_path / "a.xlsx", "zh")
    book = load_workbook(path)
    book["不确定性"]["B2"] = 300
    book["不确定性"]["B3"] = "处处机会均等"
    for number, entry in enumerate(["P1", 0.4, 0.6, 80, 120], 1):
        book["范围"].cell(2, number).value = entry
    book.save(path)
    asked = load(path).uncertainty
    assert asked is not None
    assert (asked.samples, asked.shape) == (300, "uniform")
    assert (asked.projects["P1"].base_success.low, asked.projects["P1"].benefit.high) == (0.4, 120)
    assert asked.projects["P1"].cost is None


def test_problems_of_the_sheets_name_the_cell(tmp_path: Path) -> None:
    path = dump(Scenario.model_validate(tree("projects", {"projects": {"P1": {"benefit": [80, 120]}}})), tmp_path / "a.xlsx", "en")
    book = load_workbook(path)
    book["Ranges"]["D2"] = 500
    book["Ranges"]["F2"] = 9
    book.save(path)
    with pytest.raises(ScenarioError) as caught:
        load(path)
    said = caught.value.say("en")
    assert "Sheet Ranges, row" in said or "Sheet Ranges, cell" in said
    assert "this is missing. Fill it in." in said
    assert "500" in said

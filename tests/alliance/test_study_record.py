"""What a study writes down beside its numbers: what it did, with what, from what, and how it ended."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from study_makers import by_size, scenario

import alliance
from alliance.scenario import digest, load
from alliance.study import ENGINES, Step, Study

PROJECTS = [{"id": f"P{k}", "name": {"zh": f"项目{k}", "en": f"Project {k}"}, "members": ["A", "B"]} for k in (1, 2)]
MADE: dict[str, Callable[[], Any]] = {
    "one game": lambda: scenario(allocation={"rules": ["equal"]}),
    "two projects": lambda: scenario(projects=PROJECTS, value={"kind": "projects"}, allocation={"rules": ["equal"]}),
    "partners first": lambda: scenario(selection={"alternatives": 0}, allocation={"rules": ["equal"]}),
    "a council last": lambda: scenario(council={"rule": "majority"}, allocation={"rules": ["equal"]}),
    "all of it": lambda: scenario(
        projects=PROJECTS,
        value={"kind": "projects"},
        selection={"alternatives": 0},
        council={"rule": "majority"},
        allocation={"rules": ["equal"]},
    ),
}
STEPS = {
    "one game": ["alliance"],
    "two projects": ["P1", "P2"],
    "partners first": ["selection", "alliance"],
    "a council last": ["alliance", "council"],
    "all of it": ["selection", "P1", "P2", "council"],
}


@pytest.mark.parametrize("name", MADE)
def test_every_step_is_timed(name: str) -> None:
    seconds = alliance.run(MADE[name]()).seconds
    assert list(seconds) == STEPS[name]
    assert all(taken >= 0 for taken in seconds.values())


@pytest.mark.parametrize("name", MADE)
def test_progress_never_goes_back_nor_beyond_its_end(name: str) -> None:
    seen: list[Step] = []
    alliance.run(MADE[name](), progress=seen.append)
    assert [step.done for step in seen] == list(range(len(STEPS[name])))
    assert all(step.done < step.of for step in seen)
    assert seen[-1].done + 1 == seen[-1].of


def test_progress_names_the_project() -> None:
    seen: list[Step] = []
    alliance.run(MADE["two projects"](), progress=seen.append)
    assert [step.what.en for step in seen] == ["Splitting Project 1", "Splitting Project 2"]
    assert all(f"项目{k}" in step.what.zh for k, step in enumerate(seen, start=1))


def test_the_engines_are_named_with_their_versions() -> None:
    assert alliance.run(MADE["one game"]()).document.versions == {name: version(name) for name in ENGINES}


def test_the_document_repeats_what_it_is_about() -> None:
    about = {"id": "x", "name": {"zh": "联盟"}, "currency": "USD", "unit": {"en": "dollars"}, "decimals": 4, "year": 1987}
    provenance = {"members": {"tag": "web", "note": {"en": "a page"}}}
    found = scenario([{"id": "A", "role": "institute", "lead": True}], alliance=about, seed=7, provenance=provenance)
    document = alliance.run(found).document
    assert (document.title.zh, document.title.en, document.unit.zh, document.unit.en) == ("联盟", "联盟", "dollars", "dollars")
    assert (document.currency, document.decimals, document.year, document.seed) == ("USD", 4, 1987, 7)
    assert [(one.id, one.role, one.lead) for one in document.members] == [("A", "institute", True)]
    assert [(one.group, one.tag, one.note.zh) for one in document.sources] == [("members", "web", "a page")]
    assert document.scenario_digest == digest(found)


def test_the_digest_tells_scenarios_apart_and_forms_not(tmp_path: Path) -> None:
    found = MADE["one game"]()
    again = load(alliance.dump(found, tmp_path / "a.xlsx"))
    other = scenario(value=by_size("ABC", 0.0, 0.0, 1.0), allocation={"rules": ["equal"]})
    digests = [alliance.run(one).document.scenario_digest for one in (found, again, other)]
    assert digests[0] == digests[1] != digests[2]


@pytest.fixture
def saved(tmp_path: Path) -> tuple[Study, Path]:
    study = alliance.run(MADE["all of it"]())
    study.save(tmp_path)
    return study, tmp_path


def test_the_record_of_a_run_says_how_it_ended_and_how_long_it_took(saved: tuple[Study, Path]) -> None:
    record = json.loads((saved[1] / "run.json").read_text(encoding="utf-8"))
    assert record["status"] == "complete"
    assert record["seconds"] == saved[0].seconds
    assert record["python"].count(".") == 2


def test_a_result_can_be_run_again_from_what_was_saved(saved: tuple[Study, Path]) -> None:
    study, folder = saved
    assert alliance.run(load(folder / "scenario.json")).document == study.document


def test_a_result_file_is_readable_by_people(saved: tuple[Study, Path]) -> None:
    text = (saved[1] / "result.json").read_text(encoding="utf-8")
    assert text.endswith("\n")
    assert "项目1" in text
    assert len(text.splitlines()) > 100


@pytest.mark.parametrize("name", ["Scenario", "ScenarioError", "Study", "dump", "load", "new_workbook", "run", "verify"])
def test_what_the_package_offers(name: str) -> None:
    assert name in alliance.__all__
    assert callable(getattr(alliance, name))


def test_what_the_package_does_not_offer() -> None:
    with pytest.raises(AttributeError, match="no attribute 'walk'"):
        _ = alliance.walk

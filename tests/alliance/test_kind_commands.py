"""Every kind of value from a file of each form through check, split, run and verify; and forged results of its own rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from kind_cases import COSTS, OWN, VALUES, members_of
from openpyxl import load_workbook
from study_makers import scenario
from typer.testing import CliRunner

import alliance
import allocation as al
from alliance.cli import app
from alliance.document import Document
from alliance.scenario import dump

FORMS = ("toml", "json", "xlsx")
DOMAIN = {"claims": "claims", "tree": "tree", "assignment": "assignment", "production": "production", "sequencing": "sequencing"}


def call(*words: object) -> Any:
    found = CliRunner().invoke(app, [str(word) for word in words])
    assert found.exception is None or isinstance(found.exception, SystemExit), found.exception
    return found


def written(kind: str, folder: Path, form: str = "toml", **parts: Any) -> Path:
    return dump(scenario(members_of(kind), value=VALUES[kind], **parts), folder / f"in.{form}")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", VALUES)
def test_check_knows_every_kind_in_every_form(kind: str, form: str, tmp_path: Path) -> None:
    found = call("check", written(kind, tmp_path, form), "--lang", "en")
    assert found.exit_code == 0
    assert f"{len(members_of(kind))} members" in found.output


@pytest.mark.parametrize(("kind", "form"), [*zip(VALUES, FORMS * 2, strict=True)])
def test_run_and_verify(kind: str, form: str, tmp_path: Path) -> None:
    path = written(kind, tmp_path, form, allocation={"rules": ["shapley", "nucleolus", "equal"]})
    assert call("run", path, "-o", tmp_path / "out", "-q").exit_code == 0
    assert {"report.html", "report.xlsx", "result.json"} <= {one.name for one in (tmp_path / "out").iterdir()}
    assert call("verify", tmp_path / "out" / "result.json", path).exit_code == 0


@pytest.mark.parametrize("kind", DOMAIN)
def test_split_names_the_rules_of_the_kind(kind: str, tmp_path: Path) -> None:
    found = call("split", written(kind, tmp_path), "--lang", "en", "--json", tmp_path / "x.json")
    assert found.exit_code == 0
    tree = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    names = [split["rule"] for split in tree["games"][0]["splits"]]
    assert names[: len(al.rule_names(DOMAIN[kind]))] == list(al.rule_names(DOMAIN[kind]))
    assert tree["games"][0]["kind"] == kind


@pytest.mark.parametrize("kind", COSTS)
def test_the_result_file_counts_costs_with_a_minus_sign(kind: str, tmp_path: Path) -> None:
    path = dump(scenario(value=COSTS[kind], allocation={"rules": ["shapley"]}), tmp_path / "in.toml")
    call("split", path, "--json", tmp_path / "x.json")
    (game,) = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))["games"]
    assert game["sense"] == "cost"
    assert all(payoff <= 0 for payoff in game["splits"][0]["payoffs"])


def test_the_workbook_of_a_market_can_be_edited_by_hand(tmp_path: Path) -> None:
    path = written("assignment", tmp_path, "xlsx")
    book = load_workbook(path)
    sheet = book["价值"]
    assert sheet["A2"].value == "A、X"
    sheet["A2"], sheet["B2"] = "b + y", "１２"
    book.save(path)
    profits = alliance.load(path).value.profits
    assert [(one.seller, one.buyer, one.value) for one in profits] == [("B", "Y", 12), ("A", "Y", 8), ("B", "X", 7)]


# Forgeries of what a kind's own rules claim


@pytest.fixture(scope="module", params=OWN)
def finished(request: pytest.FixtureRequest) -> tuple[str, Any, Any]:
    kind = request.param
    found = scenario(members_of(kind), value=VALUES[kind], allocation={"rules": list(al.rule_names(DOMAIN[kind]))})
    return kind, found, alliance.run(found).document.model_dump(mode="json")


def wrong(tree: Any, found: Any) -> list[str]:
    return [check.name for check in alliance.verify(Document.model_validate(tree), found) if not check.ok]


def changed(tree: Any, number: int, **changes: Any) -> Any:
    copy = json.loads(json.dumps(tree))
    copy["games"][0]["splits"][number] |= changes
    return copy


def test_the_true_result_passes(finished: tuple[str, Any, Any]) -> None:
    _, found, tree = finished
    assert wrong(tree, found) == []


def test_payoffs_that_another_rule_would_give_are_noticed(finished: tuple[str, Any, Any]) -> None:
    _, found, tree = finished
    splits = tree["games"][0]["splits"]
    for number, split in enumerate(splits):
        n, total = len(split["payoffs"]), sum(split["payoffs"])
        other = [total / n] * n if split["payoffs"] != [total / n] * n else [total, *[0.0] * (n - 1)]
        title = split["title"]["en"]
        assert any(name.startswith(f"alliance: {title}: payoffs") for name in wrong(changed(tree, number, payoffs=other), found))


def test_a_rule_under_another_name_is_noticed(finished: tuple[str, Any, Any]) -> None:
    _, found, tree = finished
    assert wrong(changed(tree, 0, rule="equal"), found) != []


def test_a_proof_that_is_lost_is_noticed(finished: tuple[str, Any, Any]) -> None:
    _, found, tree = finished
    assert wrong(changed(tree, 0, proof={"kind": "none", "claim": "trust me", "data": {}}), found) != []


def test_shadow_prices_that_prove_nothing_are_noticed() -> None:
    found = scenario(members_of("production"), value=VALUES["production"], allocation={"rules": ["owen_point"]})
    tree = alliance.run(found).document.model_dump(mode="json")
    proof = tree["games"][0]["splits"][0]["proof"]
    prices = [price * 2 for price in proof["data"]["prices"]]
    forged = changed(tree, 0, proof=proof | {"data": proof["data"] | {"prices": prices}})
    assert any("duality" in name for name in wrong(forged, found))

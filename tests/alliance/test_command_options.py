"""Every command with every option: what it prints, what it writes, and the code it leaves with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from study_makers import by_size, scenario
from typer.testing import CliRunner

import alliance
from alliance.cli import app
from alliance.document import Document
from alliance.scenario import Scenario, dump

CHINESE = "[一-鿿]"
SELECTION = {"alternatives": 1, "size": [2, 2]}
MANY = [{"id": f"M{k}", "value": k % 7, "cost": 1 + k * 7 % 11} for k in range(60)]


def call(*words: object) -> Any:
    found = CliRunner().invoke(app, [str(word) for word in words])
    assert found.exception is None or isinstance(found.exception, SystemExit), found.exception
    return found


def written(folder: Path, name: str = "in.json", **parts: Any) -> Path:
    found: Scenario = scenario(parts.pop("members", "ABC"), **parts)
    return dump(found, folder / name)


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    return written(tmp_path, value=by_size("ABC", 0.0, 0.0, 9.0), allocation={"rules": ["shapley", "equal"]})


@pytest.fixture
def choosing(tmp_path: Path) -> Path:
    return written(tmp_path, selection=SELECTION, allocation={"rules": ["equal"]})


ENDINGS: dict[str, tuple[dict[str, Any], int, str]] = {
    "proved": ({"selection": {"alternatives": 0}}, 0, "complete"),
    "nothing allowed": ({"selection": {"exclude": ["A", "B", "C"]}}, 3, "infeasible"),
    "no time": ({"members": MANY, "selection": {"budget": 20, "time_limit": 1e-9}}, 4, "limit reached"),
}


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("command", ["run", "split", "select"])
def test_exit_code_tells_how_it_ended(command: str, ending: str, tmp_path: Path) -> None:
    parts, code, status = ENDINGS[ending]
    source, out = written(tmp_path, **parts, allocation={"rules": ["equal"]}), tmp_path / "out"
    result = out / "result.json"
    words = ["run", source, "-o", out, "-q"] if command == "run" else [command, source, "--json", result]
    assert call(*words, "--lang", "en").exit_code == code
    assert json.loads(result.read_text(encoding="utf-8"))["status"] == status


@pytest.mark.parametrize("command", ["check", "run", "split", "select", "verify"])
@pytest.mark.parametrize(("name", "content"), [("a.toml", "= broken"), ("a.json", "{"), ("a.xlsx", "PK"), ("a.csv", "1,2"), ("a.toml", "")])
def test_what_is_no_scenario_is_bad_input_for_every_command(command: str, name: str, content: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    found = call(command, path)
    assert found.exit_code == 2
    assert name in found.stderr
    assert "Traceback" not in found.stderr
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("command", ["check", "run", "split", "select", "verify"])
@pytest.mark.parametrize("path", ["nowhere.toml", "nowhere", "."])
def test_what_is_not_there_is_bad_input_for_every_command(command: str, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert call(command, path).exit_code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [
        ("fly",),
        ("run",),
        ("split",),
        ("verify",),
        ("new",),
        ("check", "--fast"),
        ("run", "x.toml", "--out"),
        ("rules", "--markup"),
        ("check", "a.toml", "b.toml"),
    ],
)
def test_words_that_make_no_command_are_refused(words: tuple[str, ...]) -> None:
    assert call(*words).exit_code == 2


def test_no_command_shows_the_help() -> None:
    assert "--help" in call().output


@pytest.mark.parametrize(("language", "expected"), [("zh", "3 家成员"), ("en", "3 members")])
def test_check_counts_in_both_languages(language: str, expected: str, plain: Path) -> None:
    found = call("check", plain, "--lang", language)
    assert (found.exit_code, found.stderr) == (0, "")
    assert expected.split()[0] in found.output


@pytest.mark.parametrize("suffix", ["toml", "json", "xlsx"])
def test_check_takes_every_form(suffix: str, tmp_path: Path) -> None:
    assert call("check", written(tmp_path, f"in.{suffix}")).exit_code == 0


def test_check_lists_all_problems_in_chinese(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(
        json.dumps({"alliance": {"id": "x"}, "members": [{"id": "A", "cost": -1, "votes": "many"}], "value": {"kind": "pairs"}})
    )
    found = call("check", path, "--lang", "zh")
    assert found.exit_code == 2
    assert "members[0].cost" in found.stderr
    assert "members[0].votes" in found.stderr
    assert "不是数" in found.stderr


@pytest.mark.parametrize("language", ["zh", "en"])
def test_new_gives_a_workbook_that_waits_to_be_filled_in(language: str, tmp_path: Path) -> None:
    path = tmp_path / "deep" / "council.xlsx"
    assert call("new", path, "--lang", language).exit_code == 0
    found = call("check", path, "--lang", language)
    assert found.exit_code == 2
    assert ("成员" if language == "zh" else "Members") in found.stderr


def test_new_replaces_by_force(tmp_path: Path) -> None:
    path = tmp_path / "council.xlsx"
    path.write_bytes(b"old")
    assert call("new", path, "--force").exit_code == 0
    assert path.read_bytes()[:2] == b"PK"


def test_new_cannot_replace_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "council.xlsx"
    path.mkdir()
    assert call("new", path, "--force").exit_code == 2
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["council", "council.xls", "council.XLSM", "council.xlsx.txt"])
def test_new_takes_no_other_kind_of_name(name: str, tmp_path: Path) -> None:
    assert call("new", tmp_path / name).exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_new_takes_a_name_in_capitals(tmp_path: Path) -> None:
    assert call("new", tmp_path / "COUNCIL.XLSX").exit_code == 0


def test_run_is_quiet_but_for_the_files(plain: Path, tmp_path: Path) -> None:
    found = call("run", plain, "-o", tmp_path / "out", "--quiet", "--lang", "en")
    assert [line.split("/")[-1] for line in found.output.splitlines()] == [
        "report.html",
        "report.xlsx",
        "result.json",
        "scenario.json",
        "run.json",
    ]


@pytest.mark.parametrize(("language", "heading"), [("zh", "谁会退出"), ("en", "Who would walk out")])
def test_run_prints_the_outcome(language: str, heading: str, plain: Path, tmp_path: Path) -> None:
    assert heading in call("run", plain, "-o", tmp_path / "out", "--lang", language).output


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_report_opens_in_the_language_asked_for(language: str, plain: Path, tmp_path: Path) -> None:
    call("run", plain, "-o", tmp_path, "-q", "--lang", language)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert f'<html lang="{"zh-Hans" if language == "zh" else "en"}"' in page


def test_the_environment_chooses_the_language(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLIANCE_LANG", "zh")
    assert "成员" in call("check", plain).output


def test_the_option_beats_the_environment(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLIANCE_LANG", "zh")
    assert "members" in call("check", plain, "--lang", "en").output


def test_run_goes_to_the_folder_out_by_itself(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(plain.parent)
    assert call("run", plain.name, "-q").exit_code == 0
    assert (plain.parent / "out" / "report.html").is_file()


def test_run_leaves_the_scenario_alone(plain: Path) -> None:
    before = plain.read_bytes()
    call("run", plain, "-o", plain.parent, "-q")
    assert plain.read_bytes() == before


@pytest.mark.parametrize("rule", ["shapley", "沙普利值", "Shapley value", "SHAPLEY"])
def test_rules_of_a_scenario_may_be_named_in_many_ways(rule: str, tmp_path: Path) -> None:
    path = written(tmp_path, allocation={"rules": [rule]})
    assert [one.rule for one in alliance.load(path).allocation.rules] == ["shapley"]


def splits_of(path: Path) -> list[str]:
    return [one.rule for one in Document.model_validate_json(path.read_bytes()).games[0].splits]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([], ["shapley", "equal"]),
        (["nucleolus"], ["nucleolus"]),
        (["equal", "shapley"], ["equal", "shapley"]),
        (["equal", "equal"], ["equal"]),
        (["equal", "shapley", "equal"], ["equal", "shapley"]),
    ],
)
def test_split_computes_the_rules_named_once_each(rules: list[str], expected: list[str], plain: Path, tmp_path: Path) -> None:
    words = [word for rule in rules for word in ("-r", rule)]
    assert call("split", plain, *words, "--json", tmp_path / "x.json").exit_code == 0
    assert splits_of(tmp_path / "x.json") == expected


@pytest.mark.parametrize("rule", ["fairest", "", "johnston", "talmud"])
def test_split_refuses_what_is_no_rule_for_games(rule: str, plain: Path) -> None:
    assert call("split", plain, "--rule", rule).exit_code == 2


def test_split_by_a_rule_that_lacks_its_data_says_so(plain: Path) -> None:
    found = call("split", plain, "--rule", "owen", "--lang", "en")
    assert found.exit_code == 0
    assert "block" in found.output


def test_split_chooses_partners_first(tmp_path: Path) -> None:
    project = {"id": "P", "members": "choose", "benefit": 50}
    members = [{"id": "A", "market_access": 1}, {"id": "B", "cost": 5}]
    parts = {"projects": [project], "value": {"kind": "projects"}, "selection": {"project": "P"}, "allocation": {"rules": ["equal"]}}
    path = written(tmp_path, members=members, **parts)
    assert call("split", path, "--json", tmp_path / "x.json").exit_code == 0
    assert Document.model_validate_json((tmp_path / "x.json").read_bytes()).games[0].players == ["A"]


@pytest.mark.parametrize(("language", "quality"), [("zh", "已证明"), ("en", "Proved best")])
def test_select_says_how_good_the_choice_is(language: str, quality: str, choosing: Path) -> None:
    assert quality in call("select", choosing, "--lang", language).output


def test_select_writes_no_splits(choosing: Path, tmp_path: Path) -> None:
    call("select", choosing, "--json", tmp_path / "x.json")
    assert json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))["games"] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_select_without_a_selection_is_bad_input(language: str, plain: Path) -> None:
    found = call("select", plain, "--lang", language)
    assert found.exit_code == 2
    assert plain.name in found.stderr.replace("\n", "")


@pytest.mark.parametrize(("language", "name"), [("zh", "核仁"), ("en", "Nucleolus")])
def test_rules_are_listed(language: str, name: str) -> None:
    assert name.lower() in call("rules", "--lang", language).output.lower()


def test_rules_as_a_page_are_in_both_languages() -> None:
    page = call("rules", "--markdown").output
    assert page.startswith("#")
    assert "沙普利值" in page
    assert "Shapley value" in page


@pytest.fixture
def finished(choosing: Path, tmp_path: Path) -> Path:
    assert call("run", choosing, "-o", tmp_path / "out", "-q").exit_code == 0
    return tmp_path / "out" / "result.json"


@pytest.mark.parametrize(("language", "said"), [("zh", "全部"), ("en", "checks hold")])
def test_verify_confirms(language: str, said: str, finished: Path) -> None:
    found = call("verify", finished, "--lang", language)
    assert found.exit_code == 0
    assert said in found.output
    assert "✗" not in found.output


def test_verify_takes_the_scenario_from_anywhere(finished: Path, choosing: Path) -> None:
    (finished.parent / "scenario.json").unlink()
    assert call("verify", finished).exit_code == 2
    assert call("verify", finished, choosing).exit_code == 0


@pytest.mark.parametrize("suffix", ["toml", "xlsx"])
def test_verify_takes_the_scenario_in_any_form(suffix: str, finished: Path, choosing: Path, tmp_path: Path) -> None:
    other = dump(alliance.load(choosing), tmp_path / f"same.{suffix}")
    assert call("verify", finished, other).exit_code == 0


def test_verify_confirms_what_select_and_split_wrote(choosing: Path, tmp_path: Path) -> None:
    for command in ("select", "split"):
        call(command, choosing, "--json", tmp_path / f"{command}.json")
        assert call("verify", tmp_path / f"{command}.json", choosing).exit_code == 0


@pytest.mark.parametrize(
    "content", ["", "null", "[]", "{}", '"x"', "NaN", '{"document_version": 2}', "[" * 5000, '{"title": {"zh": "\\ud800"}}', "\x00"]
)
def test_verify_refuses_what_is_no_result(content: str, finished: Path) -> None:
    finished.write_text(content, encoding="utf-8")
    found = call("verify", finished, "--lang", "en")
    assert found.exit_code == 2
    assert "not a result file" in found.stderr
    assert "Traceback" not in found.stderr


@pytest.mark.parametrize(
    "way",
    [
        ("games", 0, "splits", 0, "proof"),
        ("selection", "proof"),
        ("selection", "proof", "proof"),
        ("games", 0, "splits", 0, "options"),
        ("games", 0, "splits", 0, "payoffs"),
        ("selection", "chosen", "members"),
    ],
)
def test_verify_reports_emptied_parts_without_a_traceback(way: tuple[Any, ...], finished: Path) -> None:
    tree = json.loads(finished.read_text(encoding="utf-8"))
    node = tree
    for step in way[:-1]:
        node = node[step]
    node[way[-1]] = {"nothing": 0} if isinstance(node[way[-1]], dict) else []
    finished.write_text(json.dumps(tree), encoding="utf-8")
    found = call("verify", finished, "--lang", "en")
    assert found.exit_code == 1
    assert "failed" in found.output
    assert "✗" in found.output

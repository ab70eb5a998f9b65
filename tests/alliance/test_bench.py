"""``alliance bench`` as its users meet it."""

import json
import sys

import pytest
from typer.testing import CliRunner

from alliance.cli import app
from benchmarks import registry

LANGUAGES = ("en", "zh")


def call(*words, language="en"):
    return CliRunner().invoke(app, ["bench", *map(str, words), "--lang", language])


@pytest.fixture
def stored(tmp_path):
    path = tmp_path / "run.jsonl"
    assert call("one_small_call", "3", "4", "5", "--json", path).exit_code == 0
    return path


def test_rows_on_the_screen_and_in_the_file(tmp_path):
    found = call("one_small_call", "3", "--json", tmp_path / "run.jsonl")
    assert found.exit_code == 0
    assert "| one call, result object included | n = 3 |" in found.output
    lines = [json.loads(line) for line in (tmp_path / "run.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["kind"] for line in lines] == ["machine", "row", "end"]
    assert lines[0]["command"] == "alliance bench one_small_call 3"
    assert lines[0]["versions"]["numpy"]
    assert lines[1]["ours"] > 0


def test_the_page_is_the_same_from_the_run_and_from_its_file(tmp_path, stored):
    written = call("--from", stored, "--markdown", tmp_path / "a.md")
    again = call("--from", stored, "--markdown", "-")
    assert (written.exit_code, again.exit_code) == (0, 0)
    assert again.output == (tmp_path / "a.md").read_text(encoding="utf-8")
    assert "Written by `alliance bench one_small_call 3 4 5`" in again.output
    assert "× " in again.output.split("## Growth")[1]


def test_plots(tmp_path, stored):
    found = call("--from", stored, "--plots", tmp_path / "plots")
    assert found.exit_code == 0
    assert "Plotly" in (tmp_path / "plots" / "time.html").read_text(encoding="utf-8")


def test_the_list_measures_nothing(monkeypatch):
    monkeypatch.setattr(registry, "measured", None)
    found = call("--list")
    assert found.exit_code == 0
    assert "shapley_beside_sum" in found.output
    assert "must reach: at most 80 µs" in found.output
    assert "须达到" in call("--list", language="zh").output


@pytest.mark.parametrize(("language", "said"), [("en", "There is no benchmark named “nonsense”."), ("zh", "没有名为“nonsense”的基准测试")])
def test_an_unknown_name_is_refused_before_any_file_is_touched(tmp_path, language, said):
    path = tmp_path / "run.jsonl"
    path.write_text("old", encoding="utf-8")
    found = call("one_small_call", "nonsense", "--json", path, language=language)
    assert found.exit_code == 2
    assert said in found.output
    assert path.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("more", [["one_small_call"], ["--long"], ["--up-to", "9"], ["--json", "new.jsonl"]])
@pytest.mark.parametrize(("language", "said"), [("en", "measures nothing"), ("zh", "不做测量")])
def test_a_stored_run_is_not_measured_again(stored, more, language, said):
    found = call("--from", stored, *more, language=language)
    assert found.exit_code == 2
    assert said in found.output


@pytest.mark.parametrize("text", [b"", b"{}\n", b"\xff\xfe\x00", b'{"kind": "row"}\n'])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_that_is_no_run(tmp_path, text, language):
    path = tmp_path / "other.jsonl"
    path.write_bytes(text)
    found = call("--from", path, "--markdown", tmp_path / "page.md", language=language)
    assert found.exit_code == 2
    assert "other.jsonl" in found.output
    assert "Traceback" not in found.output
    assert not (tmp_path / "page.md").exists()


def test_a_file_that_is_missing(tmp_path):
    assert call("--from", tmp_path / "none.jsonl").exit_code == 2


@pytest.mark.parametrize("size", ["1", "0", "-3", "x"])
def test_up_to_is_a_number_of_players(size):
    assert call("--list", "--up-to", size).exit_code == 2


@pytest.mark.parametrize(("language", "said"), [("en", "folder “benchmarks” of the source code"), ("zh", "源代码的“benchmarks”文件夹")])
def test_without_the_source_code_the_command_says_what_to_do(monkeypatch, language, said):
    for name in [name for name in sys.modules if name.split(".")[0] == "benchmarks"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr("alliance.commands.bench.import_module", _no_benchmarks)
    found = call("--list", language=language)
    assert found.exit_code == 2
    assert said in found.output


def _no_benchmarks(name):
    raise ModuleNotFoundError(f"No module named {name!r}", name=name.split(".")[0])


def test_another_module_that_is_missing_is_not_taken_for_the_folder(monkeypatch):
    def no_numpy(name):
        raise ModuleNotFoundError("No module named 'numpy'", name="numpy")

    monkeypatch.setattr("alliance.commands.bench.import_module", no_numpy)
    assert isinstance(call("--list").exception, ModuleNotFoundError)


def test_a_benchmark_that_fails_ends_with_exit_code_1(monkeypatch):
    def fails(n):
        raise AssertionError("other numbers")

    broken = registry.Benchmark("broken", "values", "", (5,), (), "players", True, fails)
    monkeypatch.setitem(registry.BENCHMARKS, "broken", broken)
    found = call("broken")
    assert found.exit_code == 1
    assert "other numbers" in found.output
    assert "1 benchmarks did not finish" in found.output


def test_interrupted_runs_keep_their_rows(monkeypatch, tmp_path):
    def stops(n):
        yield registry.Row("first", "n = 5", 1.0, "floor", 2.0)
        raise KeyboardInterrupt

    monkeypatch.setitem(registry.BENCHMARKS, "stops", registry.Benchmark("stops", "values", "", (5,), (), "players", True, stops))
    found = call("stops", "--json", tmp_path / "run.jsonl", "--markdown", tmp_path / "page.md")
    assert found.exit_code == 130
    assert "the 1 rows measured so far are kept" in found.output
    assert "| first | n = 5 |" in (tmp_path / "page.md").read_text(encoding="utf-8")
    assert len((tmp_path / "run.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_a_module_runs_as_the_command_does(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["benchmarks.values", "one_small_call", "3"])
    with pytest.raises(SystemExit) as ended:
        registry.main("values")
    assert ended.value.code == 0
    assert "| one call, result object included | n = 3 |" in capsys.readouterr().out


def test_a_module_without_names_runs_its_own_benchmarks(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["benchmarks.criteria", "--list"])
    with pytest.raises(SystemExit) as ended:
        registry.main("criteria")
    assert ended.value.code == 0
    assert "topsis_beside_pymcdm" in capsys.readouterr().out

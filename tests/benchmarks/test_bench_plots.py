"""Charts of a run: offline pages, nothing but what can be drawn."""

import json
import re

import pytest
from bench_rows import row

from benchmarks.plots import error_figures, time_figures, write_plots


def grown(**changes):
    return [row(**{"n": n, "ours": 2.0**-n, "theirs": 1.0, **changes}) for n in (12, 10, 11)]


def test_time_against_size_with_what_stands_beside():
    (figure,) = time_figures(grown()).values()
    assert [trace["name"] for trace in figure["data"]] == ["all values", "all values · values.sum()"]
    assert figure["data"][0]["x"] == [10, 11, 12]
    assert figure["data"][0]["y"] == [2.0**-10, 2.0**-11, 2.0**-12]


def test_players_are_counted_and_large_sizes_go_by_powers():
    assert time_figures(grown())["some_values"]["layout"]["xaxis"]["type"] == "linear"
    wide = [row(n=n) for n in (100, 1000, 10_000)]
    assert time_figures(wide)["some_values"]["layout"]["xaxis"]["type"] == "log"


def test_a_limit_is_no_line():
    (figure,) = time_figures(grown(beside="limit")).values()
    assert [trace["name"] for trace in figure["data"]] == ["all values"]


@pytest.mark.parametrize("rows", [[], [row()], [row(), row()], grown(unit="MiB"), grown(n=0)], ids=range(5))
def test_one_size_or_no_seconds_make_no_chart(rows):
    assert time_figures(rows) == {}


def test_missing_and_zero_measurements_are_left_out():
    (figure,) = time_figures([*grown(theirs=None), row(n=13, ours=0.0, theirs=None), row(n=14, ours=None, theirs=None)]).values()
    assert [trace["x"] for trace in figure["data"]] == [[10, 11, 12]]


def test_error_against_budget():
    rows = [row(what="error, a game", unit="squared", n=n, ours=1 / n, beside=f"shapiq: {n}", theirs=2 / n) for n in (1000, 10_000)]
    (figure,) = error_figures(rows).values()
    assert [trace["name"] for trace in figure["data"]] == ["ours", "ours · shapiq"]
    assert time_figures(rows) == {}


def test_pages_work_offline_and_carry_their_data(tmp_path):
    (found,) = write_plots(grown(what="</script><b>x"), tmp_path / "new")
    text = found.read_text(encoding="utf-8")
    assert found.name == "time.html"
    data = json.loads(re.search(r'<script type="application/json" id="figures">(.*?)</script>', text, re.S).group(1))
    assert data["some_values"]["data"][0]["x"] == [10, 11, 12]
    assert "<b>x" not in text
    assert "default-src 'none'" in text
    assert re.findall(r'(?:src|href)="(?!data:)', text.split("<script>")[0]) == []


def test_nothing_to_draw_writes_nothing(tmp_path):
    assert write_plots([row()], tmp_path) == []
    assert list(tmp_path.iterdir()) == []

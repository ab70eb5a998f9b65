"""The page and the JSON lines of a run."""

import json
import re

import pytest
from bench_rows import row, run_text

from benchmarks.page import losses, markdown_row, page, slower
from benchmarks.peers import NOT_INSTALLED
from benchmarks.registry import Benchmark
from benchmarks.run import NotARunError, first_line, last_line, read_run, row_line

KNOWN = {"some_values": Benchmark("some_values", "values", "at most 1.6 passes", (10,), (), "players", True, lambda n: [])}


def written(*rows, **changes):
    return page(read_run(run_text(*rows, **changes)), KNOWN)


def part(text, title):
    return text.split(f"## {title}\n")[1].split("\n## ")[0]


def test_a_run_read_again_is_the_same():
    rows = (row(), row(ours=None, fault="did not finish"), row(theirs=None, note=NOT_INSTALLED, allowed=0.5, unit="MiB"))
    found = read_run(run_text(*rows))
    assert found.rows == rows
    assert found.command == "alliance bench values --up-to 20"
    assert found.machine["cores"] == 2


def test_lines_say_ratio_and_mark_for_other_readers():
    data = json.loads(row_line(row(allowed=0.4)))
    assert (data["kind"], data["ratio"], data["met"]) == ("row", 0.5, False)


def test_the_first_line_is_the_machine():
    data = json.loads(first_line("alliance bench"))
    assert data["kind"] == "machine"
    assert data["cores"] >= 1
    assert set(data) >= {"cpu", "memory_gib", "python", "versions", "load", "time", "command"}
    assert data["versions"]["numpy"]


def test_the_last_line_is_the_load():
    assert set(json.loads(last_line())) == {"kind", "load"}


def test_an_interrupted_run_has_its_rows_and_no_end():
    found = read_run(run_text(row(), ended=False))
    assert (len(found.rows), found.load_after) == (1, None)
    assert "interrupted" in part(page(found, KNOWN), "Machine")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("{}", 1),
        ("[1]", 1),
        ("not json", 1),
        (row_line(row()), 1),
        (run_text(row()) + "half a li", 4),
        (run_text() + '{"kind": "row", "what": "x"}\n', 3),
        (run_text() + row_line(row()).replace('"ours": 1.0', '"ours": "1"'), 3),
        (run_text() + row_line(row()).replace('"ours": 1.0', '"ours": NaN'), 3),
        (run_text() + row_line(row()).replace('"n": 10', '"n": "10"'), 3),
        (run_text() + row_line(row()).replace('"what": "all values"', '"what": 7'), 3),
        (run_text().replace('"versions": {"numpy": "2.1.0", "shapiq": null}', '"versions": 3'), 1),
    ],
)
def test_what_is_no_run_is_refused_with_its_line(text, line):
    with pytest.raises(NotARunError) as found:
        read_run(text)
    assert found.value.line == line


def test_losses_come_first_and_the_worst_of_them_on_top():
    mild, bad, broken = row(what="mild", allowed=0.4), row(what="bad", allowed=0.1), row(what="broken", ours=None, fault="did not finish")
    assert [one.what for one in losses([row(allowed=1), mild, bad, broken])] == ["broken", "bad", "mild"]
    text = written(row(allowed=1), mild, bad, broken)
    assert text.index("## Where we lose") < text.index("## Values")
    assert "3 of 4 rows that must reach a mark miss it." in text
    assert [line.split(" | ")[0] for line in part(text, "Where we lose").splitlines() if line.startswith("| ")][1:] == [
        "| broken",
        "| bad",
        "| mild",
    ]


def test_without_losses_the_page_says_so():
    assert "None of 1 rows with a mark misses it." in written(row(allowed=1), row())


def test_a_peer_that_is_better_is_a_loss_even_without_a_mark():
    behind = row(what="behind", ours=3.0, beside="shapiq: SVARM")
    assert slower([behind, row(beside="shapiq"), row(ours=3.0), row(ours=3.0, beside="shapiq", allowed=1)]) == [behind]
    assert "| behind |" in part(written(behind), "Where we lose")


def test_missing_peers_are_named_once():
    rows = [row(theirs=None, beside=name, note=NOT_INSTALLED, allowed=0.1) for name in ("shapiq: A", "shapiq: B", "coopgame-py")]
    text = written(*rows)
    assert "Not installed, so not compared: coopgame-py, shapiq." in text
    assert "None of 0 rows" in text


def test_machine_and_versions():
    found = part(written(row()), "Machine")
    assert "A \\| B, 2 cores" in found
    assert "23.5 GiB" in found
    assert "numpy 2.1.0 |" in found
    assert "shapiq" not in found
    assert "[7.5, 6.0, 5.0]" in found


def test_a_busy_machine_is_said_to_be_busy():
    assert "7.5 processes wanted 2 cores" in written(row())
    assert "The machine was busy" not in written(row(), load=[0.5, 1, 1])


def test_a_machine_that_does_not_tell_its_load():
    assert "The machine was busy" not in written(row(), load=None)


def test_growth_stands_on_the_page_where_there_are_enough_sizes():
    text = written(*(row(n=n, ours=2.0**n) for n in (10, 11, 12)))
    assert "| some_values: all values | 10 … 12 | × 2.00 per player | 1.000 |" in text
    assert "## Growth" not in written(row())


def test_what_a_benchmark_must_reach_stands_above_its_rows():
    assert "* `some_values`: at most 1.6 passes" in part(written(row()), "Values")


def test_rows_of_a_benchmark_nobody_knows_any_more():
    assert "| all values |" in part(written(row(name="gone", group="old")), "Old")


def test_every_row_has_as_many_cells_as_the_header():
    for one in (row(), row(what="a | b", note="two\nlines", fault="|"), row(ours=None, theirs=None)):
        assert len(re.split(r"(?<!\\)\|", markdown_row(one))) == 10


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "| all values | n = 10 | 1 s | values.sum() | 2 s | 0.5 | – |  |"),
        ({"allowed": 0.5}, "| ≤ 0.5 ✓ |"),
        ({"allowed": 0.4}, "| ≤ 0.4 ✗ |"),
        ({"fault": "not proved", "note": "CP-SAT"}, "| – ✗ | not proved; CP-SAT |"),
        ({"unit": "MiB"}, "| 1 MiB | values.sum() | 2 MiB |"),
        ({"unit": "squared"}, "| 1 | values.sum() | 2 |"),
        ({"theirs": None}, "| values.sum() | – | – | – |"),
    ],
)
def test_rows(changes, said):
    assert said in markdown_row(row(**changes))


def test_a_run_without_rows():
    text = written()
    assert "None of 0 rows with a mark misses it." in text
    assert "## Machine" in text

"""``docs/benchmarks.md`` is what the command makes of the run beside it."""

from pathlib import Path

import pytest

from benchmarks.page import page
from benchmarks.registry import load
from benchmarks.run import read_run

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture(scope="module")
def run():
    return read_run((DOCS / "benchmarks.jsonl").read_text(encoding="utf-8"))


def test_the_page_is_current(run):
    assert (DOCS / "benchmarks.md").read_text(encoding="utf-8") == page(run, load())


def test_the_run_covers_what_is_promised(run):
    assert {row.group for row in run.rows} >= {"values", "scaling", "nucleolus", "voting", "selection", "sampling", "memory", "start-up"}


def test_every_row_comes_from_a_benchmark_that_exists(run):
    assert {row.name for row in run.rows} <= set(load())

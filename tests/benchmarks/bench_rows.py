"""Rows and runs for the tests of benchmarks."""

import json

from benchmarks.registry import Row
from benchmarks.run import last_line, row_line

MACHINE = {
    "kind": "machine",
    "command": "alliance bench values --up-to 20",
    "cpu": "A | B",
    "cores": 2,
    "memory_gib": 23.5,
    "system": "Linux x86_64",
    "python": "3.11.7",
    "versions": {"numpy": "2.1.0", "shapiq": None},
    "load": [7.5, 6.0, 5.0],
    "time": "2026-11-21T04:00:00+00:00",
}


def row(**changes):
    usual = {
        "what": "all values",
        "size": "n = 10",
        "ours": 1.0,
        "beside": "values.sum()",
        "theirs": 2.0,
        "name": "some_values",
        "group": "values",
        "n": 10,
    }
    return Row(**usual | changes)


def run_text(*rows, ended=True, **machine):
    lines = [json.dumps({**MACHINE, **machine}) + "\n", *map(row_line, rows)]
    return "".join([*lines, *([last_line()] if ended else [])])

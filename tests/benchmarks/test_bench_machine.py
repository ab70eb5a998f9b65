"""What a run says about its machine, also where the system does not tell."""

import json
import os
import re

from benchmarks import machine
from benchmarks.machine import describe_machine, load_average


def test_a_description_survives_json():
    found = describe_machine()
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_processor_cores_and_memory_are_known_here():
    found = describe_machine()
    assert found["cpu"]
    assert found["cores"] == os.cpu_count()
    assert found["memory_gib"] is None or found["memory_gib"] > 0.1


def test_versions_of_what_is_missing_are_empty(monkeypatch):
    monkeypatch.setattr(machine, "PACKAGES", ("numpy", "no-such-package-anywhere"))
    found = describe_machine()["versions"]
    assert re.match(r"\d+\.\d+", found["numpy"])
    assert found["no-such-package-anywhere"] is None


def test_time_is_in_universal_time():
    assert describe_machine()["time"].endswith("+00:00")


def test_a_system_without_a_load_average(monkeypatch):
    monkeypatch.delattr(os, "getloadavg", raising=False)
    assert load_average() is None


def test_a_system_without_proc(monkeypatch):
    def refused(*_, **__):
        raise OSError

    monkeypatch.setattr(machine.Path, "read_text", refused)
    assert machine._cpu()


def test_a_system_that_does_not_tell_its_memory(monkeypatch):
    monkeypatch.delattr(os, "sysconf", raising=False)
    assert describe_machine()["memory_gib"] is None

"""Workbooks that would harm are refused before anything opens them."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from alliance.scenario import ScenarioError, load, new_workbook
from alliance.scenario.guard import GuardError, require_harmless


def _archive(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def _bomb() -> bytes:
    return _archive({"xl/worksheets/sheet1.xml": b"0" * (60 * 2**20)})


def test_a_real_workbook_passes(tmp_path: Path) -> None:
    require_harmless(new_workbook(tmp_path / "a.xlsx").read_bytes())


def test_a_bomb_is_refused_at_once() -> None:
    data = _bomb()
    start = time.process_time()
    with pytest.raises(GuardError, match="would unpack to 60 MB, more than 50 MB"):
        require_harmless(data)
    assert time.process_time() - start < 0.1


def test_a_bomb_takes_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(_bomb())
    code = f"""
import resource
from alliance.scenario import ScenarioError, load
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    load({str(path)!r})
except ScenarioError as error:
    print(error.problems[0].what.say("en"))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    said, grown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip().splitlines()
    assert "would unpack" in said
    assert int(grown) < 60 * 1024  # KiB; the import of the reader included


def test_a_high_ratio_is_refused() -> None:
    with pytest.raises(GuardError, match="packed too tightly"):
        require_harmless(_archive({"xl/worksheets/sheet1.xml": b" " * (20 * 2**20)}))


def test_a_header_that_understates_its_part_is_found_out() -> None:
    data = _archive({"xl/worksheets/sheet1.xml": b"<row/>" * (10 * 2**20)}, zipfile.ZIP_STORED)[:]
    honest = _archive({"xl/worksheets/sheet1.xml": bytes(range(256)) * 4096})
    size = (256 * 4096).to_bytes(4, "little")
    lying = honest.replace(size, (1000).to_bytes(4, "little"))
    assert lying != honest
    with pytest.raises(GuardError, match="damaged"):
        require_harmless(lying)
    with pytest.raises(GuardError, match="would unpack"):
        require_harmless(data)


def test_overlapping_parts_are_refused() -> None:
    parts = {f"xl/worksheets/sheet{number}.xml": bytes(range(256)) * 100 for number in range(3)}
    stream = io.BytesIO(_archive(parts, zipfile.ZIP_STORED))
    with zipfile.ZipFile(stream) as archive:
        offsets = [part.header_offset for part in archive.infolist()]
    data = stream.getvalue()
    start = data.index(b"PK\x01\x02")
    head, directory = data[:start], data[start:]
    for offset in offsets[1:]:
        directory = directory.replace(offset.to_bytes(4, "little"), offsets[0].to_bytes(4, "little"), 1)
    with pytest.raises(GuardError):
        require_harmless(head[: offsets[1]] + directory)


def test_too_many_parts_are_refused() -> None:
    with pytest.raises(GuardError, match="has 201 parts, more than 200"):
        require_harmless(_archive({f"part{number}.xml": b"<a/>" for number in range(201)}))


@pytest.mark.parametrize("name", ["/etc/passwd", "../up.xml", "xl/../../up.xml", "..\\up.xml", "C:\\x.xml", "\\x.xml"])
def test_parts_with_names_that_lead_outside_are_refused(name: str) -> None:
    with pytest.raises(GuardError, match="odd names"):
        require_harmless(_archive({name: b"<a/>"}))


def test_parts_of_the_same_name_are_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.xml", b"<a/>")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.xml", b"<b/>")
    with pytest.raises(GuardError, match="odd names"):
        require_harmless(stream.getvalue())


def test_encrypted_parts_are_refused() -> None:
    data = bytearray(_archive({"a.xml": b"<a/>"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(GuardError, match="is encrypted"):
        require_harmless(bytes(data))


@pytest.mark.parametrize(
    "xml",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>',
        b"<x/>" + b" " * 65_530 + b"<!DOCTYPE x>",
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x><x/>'.encode("utf-16"),
    ],
    ids=["plain", "across two chunks", "utf-16"],
)
def test_entities_are_refused(xml: bytes) -> None:
    with pytest.raises(GuardError, match="declares entities"):
        require_harmless(_archive({"xl/workbook.xml": xml}))


def test_a_style_part_of_absurd_size_is_refused() -> None:
    with pytest.raises(GuardError, match="too many formats"):
        require_harmless(_archive({"xl/styles.xml": bytes(range(1, 256)) * 20_000}, zipfile.ZIP_STORED))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 10, b"\0" * 100])
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    with pytest.raises(GuardError, match="damaged"):
        require_harmless(data)


def test_every_cut_of_a_workbook_is_a_scenario_error(tmp_path: Path) -> None:
    data = new_workbook(tmp_path / "whole.xlsx").read_bytes()
    path = tmp_path / "cut.xlsx"
    for length in range(1, len(data), 3001):
        path.write_bytes(data[:length])
        with pytest.raises(ScenarioError):
            load(path)


def test_an_archive_without_a_workbook_is_a_scenario_error(tmp_path: Path) -> None:
    path = tmp_path / "zip.xlsx"
    path.write_bytes(_archive({"hello.txt": b"hello"}))
    with pytest.raises(ScenarioError, match="damaged, or is no workbook"):
        load(path)


@pytest.mark.parametrize("suffix", [".toml", ".json", ".xlsx"])
def test_a_file_of_100_mb_is_refused_unread(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"huge{suffix}"
    with path.open("wb") as stream:
        stream.truncate(100 * 2**20)
    start = time.process_time()
    with pytest.raises(ScenarioError, match="larger than 10 MB"):
        load(path)
    assert time.process_time() - start < 1

"""Bytes and text of a file: within its size, of the kind its name says, in an encoding that is certain."""

from __future__ import annotations

import codecs
from pathlib import Path

from alliance.language import Message
from alliance.scenario.problems import ScenarioError, file_error

__all__ = ["MAX_BYTES", "decode", "read_bytes"]

MAX_BYTES = 10 * 2**20  # a scenario of 1000 members takes about one mebibyte
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OTHER_KINDS = {b"PK\x03\x04": ".xlsx", b"\xd0\xcf\x11\xe0": ".xls", b"%PDF": ".pdf", b"\x89PNG": ".png"}


def read_bytes(path: Path) -> bytes:
    """Read a whole file.

    Raises
    ------
    ScenarioError
        If there is no such file, it is a folder or a device, cannot be read, is empty, or is larger than ``MAX_BYTES``.
    """
    try:
        if path.is_dir():
            raise file_error(path, Message("this is a folder, not a file."), Message("Give a .toml, .json or .xlsx file."))
        if path.exists() and not path.is_file():
            raise file_error(path, Message("this is not an ordinary file."), Message("Give a .toml, .json or .xlsx file."))
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise file_error(path, Message("there is no such file."), Message("Check the name and the folder.")) from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise file_error(
            path, Message("this file cannot be read: {why}.", {"why": why}), Message("Check the name and the permissions.")
        ) from None
    _require_size(path, data)
    return data


def _require_size(path: Path, data: bytes) -> None:
    if len(data) > MAX_BYTES:
        what = Message("this file is larger than {most} MB.", {"most": MAX_BYTES // 2**20})
        raise file_error(path, what, Message("Remove pictures and old sheets, or split the scenario into several files."))
    if not data.strip():
        raise file_error(path, Message("this file is empty."), Message("Start from an example, or from “alliance new”."))


def decode(data: bytes, path: Path) -> str:
    """Turn bytes into text: UTF-8 with or without mark, UTF-16 with a mark.

    Raises
    ------
    ScenarioError
        For anything else; other encodings cannot be told apart with certainty, and a wrong guess garbles names.
    """
    kind = next((suffix for magic, suffix in _OTHER_KINDS.items() if data.startswith(magic)), None)
    if kind is not None:
        what = Message("this is a {kind} file under another name.", {"kind": kind})
        raise file_error(path, what, Message("Give it its own suffix; scenarios are read from .toml, .json and .xlsx."))
    try:
        text = data.decode("utf-16") if data.startswith(_UTF16) else data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(data, path, error.start) from None
    if "\0" in text:
        raise file_error(path, Message("this is not a text file."), Message("Save it as UTF-8 text."))
    return text


def _not_utf8(data: bytes, path: Path, position: int) -> ScenarioError:
    where = Message("line {line}", {"line": data.count(b"\n", 0, position) + 1})
    what = Message("the text is not in UTF-8; it may be in GBK.") if _fits(data, "gb18030") else Message("the text is not in UTF-8.")
    return file_error(path, what, Message("Save the file with the encoding UTF-8."), where)


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True

"""The look at a workbook before anything opens it: a zip archive of honest size, with nothing odd inside.

Limits: 50 MB unpacked, 100 times the packed size, 200 parts. Everything is counted while it is unpacked, so that a header that
understates its part is found out. Parts that the reader turns into objects as a whole (styles, names) have a tighter limit.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from alliance.language import Message

__all__ = ["GuardError", "require_harmless"]

MAX_UNPACKED = 50 * 2**20
MAX_WHOLE_PART = 4 * 2**20  # sheets and shared texts are streamed; any other part becomes objects of up to a hundred times its size
MAX_RATIO = 100
MAX_PARTS = 200
_CHUNK = 2**16
_STREAMED = ("xl/worksheets/", "xl/sharedStrings.xml", "xl/media/")
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = 0x1
_SMALL = 2**20  # below this a high ratio is ordinary: empty sheets pack well


class GuardError(Exception):
    """A workbook that is not opened; ``what`` and ``fix`` say why."""

    def __init__(self, what: Message, fix: Message) -> None:
        super().__init__(what.say("en"))
        self.what, self.fix = what, fix


def _refuse(what: str, fix: str = "Save it again as .xlsx in Excel, or start from “alliance new”.", **values: object) -> GuardError:
    return GuardError(Message(what, values), Message(fix))


def require_harmless(data: bytes) -> None:
    """Refuse a workbook that is no archive, is encrypted, or would unpack to more than it should.

    Parameters
    ----------
    data
        The whole file.

    Raises
    ------
    GuardError
        Saying what is wrong and what to do.
    """
    if data.startswith(_OLE):
        raise _refuse("this is an old .xls workbook or one with a password.", "Save it as .xlsx without a password.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _require_small(archive.infolist(), len(data))
            _unpack_all(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        raise _refuse("this workbook is damaged, or is no workbook.") from None


def _require_small(parts: list[zipfile.ZipInfo], size: int) -> None:
    if len(parts) > MAX_PARTS:
        raise _refuse("this workbook has {count} parts, more than {most}.", count=len(parts), most=MAX_PARTS)
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise _refuse("this workbook is encrypted.", "Save it without a password.")
    if any(_is_odd(part.filename) for part in parts) or len({part.filename for part in parts}) < len(parts):
        raise _refuse("this workbook holds parts with odd names.")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED:
        raise _refuse("this workbook would unpack to {size} MB, more than {most} MB.", size=unpacked // 2**20, most=MAX_UNPACKED // 2**20)
    if (unpacked > _SMALL and unpacked > MAX_RATIO * size) or sum(part.compress_size for part in parts) > size:
        raise _refuse("this workbook is packed too tightly to be an ordinary one.")
    if any(part.file_size > MAX_WHOLE_PART and not part.filename.startswith(_STREAMED) for part in parts):
        raise _refuse("this workbook holds too many formats or names.", "Copy the cells into a fresh workbook from “alliance new”.")


def _is_odd(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name


def _unpack_all(archive: zipfile.ZipFile) -> None:
    left = MAX_UNPACKED
    for part in archive.infolist():
        for chunk in _chunks(archive, part):
            left -= len(chunk)
            if left < 0:
                raise _refuse("this workbook would unpack to more than {most} MB.", most=MAX_UNPACKED // 2**20)


def _chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Unpack a part; XML that declares entities or is not in UTF-8 is refused, since neither belongs into a workbook."""
    is_xml = part.filename.lower().endswith((".xml", ".rels", ".vml"))
    before = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            if is_xml and (b"<!DOCTYPE" in before + chunk or b"<!ENTITY" in before + chunk or b"\0" in chunk):
                raise _refuse("this workbook declares entities, which no spreadsheet program writes.")
            before = chunk[-10:]
            yield chunk

"""The report as an Excel workbook with native charts; the same document gives the same bytes."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.xml.functions import tostring

from alliance.council.labels import LABELS
from alliance.document import Document
from alliance.language import Language
from alliance.partners.exhibits import chapters_of
from alliance.report.sheets import Page, fill_council, fill_game, fill_proofs, fill_selection, fill_sources, fill_stability, fill_summary
from alliance.report.sheets.exhibits import fill_exhibits
from alliance.report.sheets.uncertainty import fill_uncertainty, uncertainty_title
from alliance.report.view import View

__all__ = ["sheet_name", "workbook_bytes", "write_workbook"]

NAME_LENGTH = 31  # characters Excel allows in a sheet name
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
LONG_AGO = datetime.datetime(1980, 1, 1)  # the earliest time a zip archive can hold; stands for “no time”
PROPERTIES = "docProps/core.xml"

Fill = Callable[[Page, View], None]


def sheet_name(wanted: str, taken: set[str]) -> str:
    """Turn a title into a sheet name that Excel accepts and no other sheet has.

    Parameters
    ----------
    wanted
        Any text.
    taken
        Names already given, in lower case; the new one is added.

    Examples
    --------
    >>> sheet_name("a/b", set())
    'a b'
    """
    clean = " ".join("".join(letter for letter in wanted.translate(FORBIDDEN) if letter.isprintable()).split()).strip("' ")
    name, number = clean[:NAME_LENGTH].strip("' ") or "–", 1
    while name.lower() in taken:
        number += 1
        ending = f" {number}"
        name = clean[: NAME_LENGTH - len(ending)].strip("' ") + ending
    taken.add(name.lower())
    return name


def write_workbook(document: Document, path: str | Path, language: Language = "zh") -> None:
    """Write the report as a workbook in one language.

    Parameters
    ----------
    document
        The study.
    path
        Where to write it; an existing file is replaced.
    language
        ``"zh"`` or ``"en"``.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    Path(path).write_bytes(workbook_bytes(document, language))


def workbook_bytes(document: Document, language: Language = "zh") -> bytes:
    """Return the report as the bytes of a workbook, for instance to send it.

    Parameters
    ----------
    document
        The study.
    language
        ``"zh"`` or ``"en"``.
    """
    view = View(document, language)
    book = Workbook()
    book.remove(book.active)
    taken: set[str] = {"history"}  # Excel keeps this name for itself
    for title, fill in _sheets(view):
        page = Page(book.create_sheet(sheet_name(title, taken)), view)
        fill(page, view)
        page.finish()
    return _settled(book)


def _sheets(view: View) -> Iterator[tuple[str, Fill]]:
    yield view.t("Summary"), fill_summary
    for game in view.games:
        yield view.say(game.title), partial(fill_game, game=game)
    yield view.t("Stability"), fill_stability
    if uncertainty_title(view):
        yield uncertainty_title(view), fill_uncertainty
    selection = view.document.selection
    if selection is not None:
        yield view.t("Partners"), partial(fill_selection, selection=selection)
        for title, exhibits in chapters_of(view, selection):
            yield title, partial(fill_exhibits, title=title, exhibits=exhibits)
    council = view.document.council
    if council is not None:
        yield view.say(LABELS["title"]), partial(fill_council, council=council)
    yield view.t("Methods and proofs"), fill_proofs
    yield view.t("Sources"), fill_sources


def _settled(book: Workbook) -> bytes:
    """Save a workbook without a trace of when it was saved."""
    book.properties.creator, book.properties.created = "alliance", LONG_AGO
    raw, settled = BytesIO(), BytesIO()
    book.save(raw)
    book.properties.modified = LONG_AGO
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = tostring(book.properties.to_tree()) if entry.filename == PROPERTIES else old.read(entry)
            new.writestr(zipfile.ZipInfo(entry.filename, LONG_AGO.timetuple()[:6]), data, zipfile.ZIP_DEFLATED)
    return settled.getvalue()

"""The Chinese catalogue of uncertain values: complete, nothing left over, with the same places to fill, and compiled."""

from __future__ import annotations

import ast
import gettext
import re
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import alliance
from alliance.language import translate
from alliance.scenario.choices import SHAPES
from alliance.scenario.tables import say
from alliance.scenario.uncertainty_sheets import RANGES, UNCERTAINTY

HOME = Path(alliance.__file__).parent
FOLDER = files("alliance") / "locale" / "zh" / "LC_MESSAGES"
ENTRIES = [message for message in read_po(BytesIO((FOLDER / "uncertainty.po").read_bytes()), locale="zh") if message.id]
SOURCES = [*(HOME / "uncertainty").glob("*.py"), HOME / "scenario" / "checks" / "uncertainty.py", HOME / "scenario" / "entries.py"]
PLACE = re.compile(r"{(\w+)}")
CHINESE = re.compile("[一-鿿]")


def texts_of_code():
    """First arguments of calls that say something; those of refusals have two."""
    found = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                count = {"_t": 1, "said": 1, "Message": 1, "refuse": 2}.get(name, 0)
                found |= {one.value for one in node.args[:count] if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return found


def texts_of_sheets():
    found = {SHAPES.name, *map(str, SHAPES.words.values())}
    for sheet in (UNCERTAINTY, RANGES):
        found |= {sheet.title, sheet.note, *(text for column in sheet.columns for text in (column.title, column.note))}
    return found - {""}


def test_the_collector_sees_the_texts():
    assert "How sure the shares are" in texts_of_code()
    assert "Write both, e.g. [900, 1200]." in texts_of_code()


@pytest.mark.parametrize("text", sorted(texts_of_code()))
def test_every_text_has_chinese(text):
    assert CHINESE.search(translate(text, "zh"))


@pytest.mark.parametrize("text", sorted(texts_of_sheets()))
def test_everything_on_the_sheets_has_chinese(text):
    assert CHINESE.search(say(text, "zh"))


def test_no_text_is_left_over():
    plain = {message.id for message in ENTRIES if not message.context}
    assert plain - texts_of_code() == set()
    assert {message.id for message in ENTRIES if message.context} - texts_of_sheets() == set()


def test_places_to_fill_agree():
    assert [m.id for m in ENTRIES if sorted(PLACE.findall(m.id)) != sorted(PLACE.findall(m.string))] == []


def test_the_compiled_catalogue_is_current():
    compiled = gettext.GNUTranslations(BytesIO((FOLDER / "uncertainty.mo").read_bytes()))
    for message in ENTRIES:
        said = compiled.pgettext(message.context, message.id) if message.context else compiled.gettext(message.id)
        assert said == message.string

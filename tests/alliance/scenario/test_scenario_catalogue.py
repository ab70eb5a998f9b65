"""The Chinese catalogue: complete, with the same places, and compiled."""

from __future__ import annotations

import gettext
import io
import re
from importlib.resources import files
from typing import get_args

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from pydantic_core.core_schema import ErrorType

from alliance.language import translate
from alliance.scenario.choices import BASIS, BY, MISSING, ROLES, SUBSIDY_FOR, TAGS, YES_NO
from alliance.scenario.kinds import VALUE_KINDS
from alliance.scenario.readme_sheet import _RULES, _STEPS
from alliance.scenario.sheets import SHEETS
from alliance.scenario.tables import say
from alliance.scenario.validation import _NOT_THIS_KIND, _OTHERWISE, _SAYINGS

FOLDER = files("alliance") / "locale" / "zh" / "LC_MESSAGES"
CATALOGUE = list(read_po(io.BytesIO((FOLDER / "scenario.po").read_bytes()), locale="zh"))[1:]
PLACE = re.compile(r"{(\w+)}")


@pytest.mark.parametrize("message", CATALOGUE, ids=lambda message: str(message.id)[:40])
def test_places_are_the_same_in_both_languages(message: Message) -> None:
    assert sorted(PLACE.findall(str(message.id))) == sorted(PLACE.findall(str(message.string)))
    assert message.string


def test_the_compiled_catalogue_is_current() -> None:
    compiled = gettext.GNUTranslations(io.BytesIO((FOLDER / "scenario.mo").read_bytes()))
    for message in CATALOGUE:
        said = compiled.pgettext(message.context, message.id) if message.context else compiled.gettext(message.id)
        assert said == message.string


def test_everything_on_the_sheets_is_said_in_chinese() -> None:
    texts = [
        text
        for sheet in SHEETS
        for text in (sheet.title, sheet.note, *(t for one in (*sheet.columns, *sheet.spreads) for t in (one.title, one.note)))
    ]
    texts += [*_STEPS, *_RULES, "Read me", "Lists", "Item", "Entry", "Note", "choose"]
    texts += [
        str(said)
        for choices in (BASIS, BY, MISSING, ROLES, SUBSIDY_FOR, TAGS, VALUE_KINDS, YES_NO)
        for said in (choices.name, *choices.words.values())
    ]
    assert not [text for text in texts if text and not re.search("[一-鿿]", say(text, "zh"))]


def test_everything_pydantic_may_say_is_said_in_chinese() -> None:
    for texts in (*_SAYINGS.values(), _OTHERWISE, _NOT_THIS_KIND):
        for text in texts:
            assert re.search("[一-鿿]", translate(text, "zh"))


def test_sayings_fit_what_pydantic_reports() -> None:
    assert set(_SAYINGS) <= set(get_args(ErrorType))

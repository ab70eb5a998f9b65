"""The Chinese catalogue of the report: complete, current, and with the same places to fill."""

import re
from io import BytesIO

import catalogue
import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PLACE = re.compile(r"\{(\w+)\}")


@pytest.fixture(scope="module")
def messages():
    with catalogue.PO.open("rb") as stream:
        return read_po(stream)


@pytest.fixture(scope="module")
def chinese(messages):
    return {message.id: message.string for message in messages if message.id}


def test_every_text_has_chinese(chinese):
    assert sorted(catalogue.all_texts() - set(chinese)) == []


def test_no_text_is_left_over(chinese):
    assert sorted(set(chinese) - catalogue.all_texts()) == []


def test_collector_sees_python_and_templates():
    assert "nobody leaves" in catalogue.python_texts()
    assert "Who gets what" in catalogue.template_texts()


def test_places_to_fill_agree(chinese):
    assert [text for text, said in chinese.items() if sorted(PLACE.findall(text)) != sorted(PLACE.findall(said))] == []


def test_every_translation_is_chinese(chinese):
    foreign = [said for text, said in chinese.items() if not re.search(r"[\u3000-\u9fff\uff00-\uffef]", said) and not PLACE.fullmatch(said)]
    assert foreign == []


def test_no_english_words_remain(chinese):
    known = {"alliance", "verify", "result", "json"}  # a command and a file name
    words = {word for said in chinese.values() for word in re.findall(r"[A-Za-z]{4,}", PLACE.sub("", said))}
    assert words <= known


def test_compiled_catalogue_is_current(messages):
    compiled = BytesIO()
    write_mo(compiled, messages)
    assert compiled.getvalue() == catalogue.PO.with_suffix(".mo").read_bytes()

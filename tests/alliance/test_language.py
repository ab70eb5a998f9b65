"""Two languages from one source."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import alliance
from alliance.language import LANGUAGES, Message, preferred_language, translate

HOME = Path(alliance.__file__).parent
CATALOGUES = sorted((HOME / "locale" / "zh" / "LC_MESSAGES").glob("*.po"))
PLACE = re.compile(r"{(\w+)[^}]*}")
SAYS = {"translate", "Message", "said", "say", "here", "refuse", "marked"}  # functions whose first argument is an English text


def _entries():
    for path in CATALOGUES:
        with path.open("rb") as stream:
            for message in read_po(stream, locale="zh"):
                if message.id:
                    yield path.name, message


def texts_of_code():
    """Every literal text the code says, with where it is said."""
    for path in HOME.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                if name in SAYS and node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str):
                    yield node.args[0].value, f"{path.relative_to(HOME)}:{node.lineno}"


def test_english_needs_no_catalogue():
    assert translate("{n} things that no catalogue has", "en", n=3) == "3 things that no catalogue has"


def test_a_message_inside_a_message_is_said_in_the_same_language():
    inner = Message("{n} things", {"n": 2})
    assert Message("found {what}", {"what": inner}).say("en") == "found 2 things"


@pytest.mark.parametrize(("asked", "expected"), [("zh", "zh"), ("zh_CN.UTF-8", "zh"), ("en", "en"), ("de", "en")])
def test_language_asked_for(asked, expected):
    assert preferred_language(asked) == expected


def test_language_of_the_environment(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "ALLIANCE_LANG"):
        monkeypatch.delenv(name, raising=False)
    assert preferred_language() == "en"
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert preferred_language() == "zh"
    monkeypatch.setenv("ALLIANCE_LANG", "en")
    assert preferred_language() == "en"


def test_every_text_of_the_code_has_its_chinese():
    known = {message.id for _, message in _entries()}
    missing = [f"{where}: {text!r}" for text, where in texts_of_code() if text not in known and text not in ("", *LANGUAGES)]
    assert missing == []


def test_every_command_explains_itself_in_chinese():
    from alliance.cli import COMMANDS

    known = {message.id for _, message in _entries()}
    assert [command.__name__ for command in COMMANDS if command.__doc__ not in known] == []


def test_no_translation_is_empty_or_fuzzy():
    assert [(name, m.id) for name, m in _entries() if not m.string or m.fuzzy] == []


def test_placeholders_agree():
    wrong = [(name, m.id) for name, m in _entries() if set(PLACE.findall(m.id)) != set(PLACE.findall(m.string))]
    assert wrong == []


def test_no_text_is_translated_in_two_ways():
    seen = {}
    for _, message in _entries():
        assert seen.setdefault((message.context, message.id), message.string) == message.string


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda p: p.name)
def test_compiled_catalogue_is_current(path):
    import gettext

    with path.with_suffix(".mo").open("rb") as stream:
        compiled = gettext.GNUTranslations(stream)
    with path.open("rb") as stream:
        messages = [m for m in read_po(stream, locale="zh") if m.id]
    said = [compiled.pgettext(m.context, m.id) if m.context else compiled.gettext(m.id) for m in messages]
    assert [m.id for m, text in zip(messages, said, strict=True) if text != m.string] == []

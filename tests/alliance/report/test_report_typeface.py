"""The embedded Chinese typeface."""

import base64
import json
import re

import pytest

from alliance.report import typeface

SLICES = json.loads((typeface.files("alliance.report") / "fonts" / "slices.json").read_text(encoding="utf-8"))
EVERYTHING = "".join(SLICES.values())
FACE = re.compile(r'@font-face\{font-family:"Alliance Han";.*?base64,([A-Za-z0-9+/=]+)\).*?unicode-range:([^}]+)\}')


def covers(ranges, letter):
    for part in ranges.split(","):
        first, _, last = part.removeprefix("U+").partition("-")
        if int(first, 16) <= ord(letter) <= int(last or first, 16):
            return True
    return False


def test_latin_text_needs_no_typeface():
    assert typeface.font_faces("Shapley value 123, “quoted”"[:13]) == ""


def test_a_chinese_character_brings_its_slice_only():
    faces = FACE.findall(typeface.font_faces("联"))
    assert len(faces) == 1
    assert covers(faces[0][1], "联")


def test_faces_are_woff2():
    for data, _ in FACE.findall(typeface.font_faces("联盟鑫")):
        assert base64.b64decode(data)[:4] == b"wOF2"


def test_no_character_stands_in_two_slices():
    assert len(EVERYTHING) == len(set(EVERYTHING))


def test_every_slice_is_there():
    fonts = typeface.files("alliance.report") / "fonts"
    assert {path.name for path in fonts.iterdir() if path.name.endswith(".woff2")} == set(SLICES)


def test_all_of_gb2312_is_covered():
    letters = {bytes((row, cell)).decode("gb2312", errors="ignore") for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)} - {""}
    assert len(letters) == 6763
    assert letters <= set(EVERYTHING)


@pytest.mark.parametrize("letter", ["喆", "鑫", "玥", "聯", "臺", "，", "（", "》"])
def test_names_and_punctuation_are_covered(letter):
    assert letter in EVERYTHING


def test_ranges_join_neighbours():
    assert typeface._ranges("acbz") == "U+61-63,U+7A"


def test_typeface_is_small_and_its_licence_is_beside_it():
    fonts = typeface.files("alliance.report") / "fonts"
    assert sum(len(path.read_bytes()) for path in fonts.iterdir() if path.is_file()) < 3_000_000
    assert "SIL OPEN FONT LICENSE" in (fonts / "OFL.txt").read_text(encoding="utf-8")

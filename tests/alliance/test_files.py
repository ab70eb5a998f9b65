"""Files are whole or not there."""

import json

import pytest

from alliance.files import read_document, write_atomically, write_json
from alliance.scenario import ScenarioError


def test_writes_and_leaves_nothing_else(tmp_path):
    write_json(tmp_path / "deep" / "a.json", {"b": [1.5], "甲": "乙"})
    assert json.loads((tmp_path / "deep" / "a.json").read_text(encoding="utf-8")) == {"b": [1.5], "甲": "乙"}
    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["a.json"]


def test_same_data_same_bytes(tmp_path):
    write_json(tmp_path / "a.json", {"x": 0.1})
    write_json(tmp_path / "b.json", {"x": 0.1})
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_a_failure_keeps_the_old_file(tmp_path):
    path = tmp_path / "a.json"
    path.write_text("old", encoding="utf-8")

    def half(to):
        to.write_text("ha", encoding="utf-8")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_atomically(path, half)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_not_a_number_is_refused(tmp_path):
    with pytest.raises(ValueError, match="JSON"):
        write_json(tmp_path / "a.json", {"x": float("nan")})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"document_version": 1}'])
def test_something_else_is_not_a_result(tmp_path, content):
    path = tmp_path / "result.json"
    path.write_bytes(content)
    with pytest.raises(ScenarioError) as caught:
        read_document(path)
    assert "not a result file" in caught.value.say("en")


def test_a_missing_result_says_where(tmp_path):
    with pytest.raises(ScenarioError) as caught:
        read_document(tmp_path / "none.json")
    assert "none.json" in caught.value.say("en")

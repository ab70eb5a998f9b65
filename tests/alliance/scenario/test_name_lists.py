"""Several names in one cell."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from alliance.scenario.name_lists import join_names, split_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A、B", ["A", "B"]),
        ("A + B", ["A", "B"]),
        ("A,B，C;D；E＋F\nG", list("ABCDEFG")),
        (" A  B 、 C ", ["A  B", "C"]),
        ("A、、B、", ["A", "B"]),
        ("", []),
        ("、", []),
        ('"A, Inc."、B', ["A, Inc.", "B"]),
        ('"say ""hi"""', ['say "hi"']),
        ('A"B', ['A"B']),
        ('"A" x、B', ['"A" x', "B"]),
    ],
)
def test_cells_are_cut_into_names(text: str, names: list[str]) -> None:
    assert split_names(text) == names


NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp", "Cs")) | st.sampled_from('、，,+＋;；"'),
    min_size=1,
    max_size=6,
)


@given(st.lists(NAMES.map(lambda name: " ".join(name.split())).filter(bool), max_size=5))
@example(['"', '""', ","])
def test_joined_names_are_cut_where_they_were_joined(names: list[str]) -> None:
    assert split_names(join_names(names)) == names

"""The indicator system: what ships, what may be edited, what is refused."""

import tomllib
from importlib.resources import files

import numpy as np
import pytest
import tomli_w

from partner_select import SelectionError
from partner_select.criteria import Weights, ahp, load_indicators, topsis

TREE = load_indicators()
SHIPPED = tomllib.loads((files("partner_select.criteria") / "data" / "indicators.toml").read_text(encoding="utf-8"))


def saved(tmp_path, document):
    path = tmp_path / "indicators.toml"
    path.write_text(tomli_w.dumps(document), encoding="utf-8")
    return path


def tiny(**changes):
    indicator = {"name": "X1", "zh": "一", "en": "one", "unit": "points", "direction": 1, "low": 0, "high": 5} | changes
    group = {"name": "X", "zh": "组", "en": "group", "indicator": [{k: v for k, v in indicator.items() if v is not None}]}
    return {"group": [group], "preset": [{"name": "all", "zh": "全部", "en": "all", "weights": {"X": 100}}]}


def test_two_levels():
    assert [g.name for g in TREE.groups] == list("ABCDEFG")
    assert [sum(i.group == g for i in TREE.indicators) for g in "ABCDEFG"] == [5, 4, 4, 3, 3, 5, 3]


def test_every_text_is_in_both_languages():
    for one in (*TREE.groups, *TREE.indicators, *TREE.presets):
        assert any(ord(c) > 0x3000 for c in one.title.zh)
        assert one.title.en.isascii()


def test_what_is_bad():
    bad = {name for name, d in zip(TREE.names, TREE.directions, strict=True) if d < 0}
    assert bad == {"C3", "D3", "E2", "F1", "F2", "F3", "F4", "F5", "G1"}


@pytest.mark.parametrize(
    ("kind", "weights"),
    [
        ("enterprise", (25, 15, 10, 15, 20, 10, 5)),
        ("university", (30, 30, 10, 10, 0, 10, 10)),
        ("institute", (30, 25, 10, 15, 5, 10, 5)),
        ("financial", (5, 0, 10, 25, 30, 20, 10)),
    ],
)
def test_presets(kind, weights):
    assert tuple(TREE.preset(kind).weights.values()) == weights
    found = TREE.weights(kind)
    assert sum(found.weights) == pytest.approx(1)
    for group, weight in zip("ABCDEFG", weights, strict=True):
        assert sum(w for name, w in zip(found.criteria, found.weights, strict=True) if name.startswith(group)) == pytest.approx(
            weight / 100
        )


def test_first_level_by_judgements():
    judged = ahp([[1, 3], ["1/3", 1]], ["A", "F"])
    found = TREE.weights(judged)
    assert found.of("A1") == pytest.approx(0.75 / 5)
    assert found.of("F2") == pytest.approx(0.25 / 5)
    assert found.of("B1") == 0


def test_first_level_by_numbers():
    assert TREE.weights({"D": 2, "G": 2}).of("D2") == pytest.approx(1 / 6)
    assert TREE.weights(Weights("x", ("D",), (1.0,))).of("D2") == pytest.approx(1 / 3)


@pytest.mark.parametrize("first_level", [{"Z": 1}, {"A": -1}, {"A": 0}, {}, {"A": "much"}, "bakery"])
def test_wrong_first_level(first_level):
    with pytest.raises(SelectionError, match=r"first_level|presets"):
        TREE.weights(first_level)


def test_answers_become_a_table():
    table = TREE.table({"X": {"A5": 7, "D2": "AAA", "G1": 120.5}, "Y": {"A5": 0, "D2": " CC ", "G1": 80}})
    assert table.criteria == ("A5", "D2", "G1")
    assert table.matrix.tolist() == [[pytest.approx(np.log(8)), 9.0, 120.5], [0.0, 2.0, 80.0]]
    assert table.directions.tolist() == [1, 1, -1]


def test_a_table_goes_straight_into_an_evaluation():
    table = TREE.table({"X": {"B3": 7, "F1": 0.1}, "Y": {"B3": 4, "F1": 0.3}})
    weights = dict(zip(TREE.names, TREE.weights("enterprise").weights, strict=True))
    assert topsis(table, [weights[name] for name in table.criteria]).best == ("X",)


def test_every_wrong_answer_is_listed():
    with pytest.raises(SelectionError) as error:
        TREE.table({"X": {"A1": 1.5, "D2": "AB", "B3": 0}, "Y": {"A1": -1, "D2": 8, "B3": float("nan")}})
    fields = [p.split(":")[0] for p in error.value.problems]
    assert fields == [
        "answers['X']['A1']",
        "answers['X']['B3']",
        "answers['X']['D2']",
        "answers['Y']['A1']",
        "answers['Y']['B3']",
        "answers['Y']['B3']",
    ]


def test_missing_and_unknown_answers_are_listed():
    with pytest.raises(SelectionError) as error:
        TREE.table({"X": {"A1": 0.5, "Z9": 1}, "Y": {"A2": 0.5}})
    assert len(error.value.problems) == 3


@pytest.mark.parametrize("answers", [{}, {"X": {}}])
def test_no_answers(answers):
    with pytest.raises(SelectionError, match="at least one candidate"):
        TREE.table(answers)


def test_an_edited_copy_is_read(tmp_path):
    document = tomllib.loads(tomli_w.dumps(SHIPPED))
    document["group"][0]["indicator"][0]["share"] = 6
    tree = load_indicators(saved(tmp_path, document))
    assert tree.weights("enterprise").of("A1") == pytest.approx(0.25 * 6 / 10)


def test_a_copy_is_the_same(tmp_path):
    assert load_indicators(saved(tmp_path, SHIPPED)) == TREE


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"direction": 0}, "direction: must be 1"),
        ({"direction": "up"}, "direction: missing or not a int"),
        ({"low": 6}, "low 6 must be below high 5"),
        ({"low": float("nan")}, "finite"),
        ({"share": -1}, "share"),
        ({"share": 0}, "share above 0"),
        ({"zh": ""}, "zh: missing"),
        ({"name": None}, "name: missing"),
        ({"unit": 5}, "unit: missing or not a str"),
        ({"colour": "red"}, "colour: unknown"),
        ({"logarithm": 1}, "logarithm: of the wrong kind"),
        ({"logarithm": True, "low": -2}, "logarithm: needs a low end"),
        ({"levels": {"good": 9}}, "levels.good: must be a number on the scale"),
        ({"levels": {"good": "high"}}, "levels.good"),
        ({"high": "much"}, "high: of the wrong kind"),
    ],
)
def test_a_wrong_indicator(tmp_path, changes, problem):
    with pytest.raises(SelectionError, match=problem):
        load_indicators(saved(tmp_path, tiny(**changes)))


def test_everything_wrong_in_a_file_is_listed_at_once(tmp_path):
    document = tiny(direction=3, colour="red")
    document["group"].append(document["group"][0])
    document["preset"][0]["weights"] = {"X": 60, "Q": 30}
    document["surplus"] = 1
    with pytest.raises(SelectionError) as error:
        load_indicators(saved(tmp_path, document))
    text = "\n".join(error.value.problems)
    for part in (
        "surplus: unknown",
        "group[1].indicator[0].direction",
        "the name 'X' stands 2",
        "the name 'X1' stands 2",
        "no such group",
        "add up to 100, got 90",
    ):
        assert part in text


@pytest.mark.parametrize("key", ["group", "preset"])
@pytest.mark.parametrize("value", [[], "x", None])
def test_a_missing_part(tmp_path, key, value):
    document = {k: v for k, v in (tiny() | {key: value}).items() if v is not None}
    with pytest.raises(SelectionError, match=f"{key}: at least one"):
        load_indicators(saved(tmp_path, document))


@pytest.mark.parametrize("weight", [-5, "all", True, float("inf")])
def test_a_wrong_weight_of_a_preset(tmp_path, weight):
    document = tiny()
    document["preset"][0]["weights"]["X"] = weight
    with pytest.raises(SelectionError, match="must be a number of at least 0"):
        load_indicators(saved(tmp_path, document))


@pytest.mark.parametrize("content", [b"[[group", b"\xff\xfe", b"= 3"])
def test_not_toml(tmp_path, content):
    (tmp_path / "x.toml").write_bytes(content)
    with pytest.raises(SelectionError, match="cannot be read as TOML"):
        load_indicators(tmp_path / "x.toml")


def test_no_such_file(tmp_path):
    with pytest.raises(SelectionError, match="nowhere"):
        load_indicators(tmp_path / "nowhere.toml")


@pytest.mark.parametrize(
    ("low", "high", "scale"), [(0, 5, "from 0 to 5"), (0, None, "at least 0"), (None, 5, "at most 5"), (None, None, "any number")]
)
def test_scales_in_words(tmp_path, low, high, scale):
    assert load_indicators(saved(tmp_path, tiny(low=low, high=high))).indicators[0].scale == scale

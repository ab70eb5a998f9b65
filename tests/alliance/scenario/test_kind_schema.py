"""The schema of every kind of value: what must be given, what is understood, what is refused and in which words."""

from __future__ import annotations

import copy
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from alliance.scenario import ScenarioError, json_schema
from alliance.scenario.kinds import KINDS
from alliance.scenario.parse import parse
from alliance.scenario.places import TextPlaces
from alliance.scenario.references import known_names, known_rules, rule_named

sys.path.insert(0, str(Path(__file__).parent.parent))

from kind_cases import VALUES, members_of

NEEDED = {
    "airport": {"costs"},
    "claims": {"estate", "claims"},
    "tree": {"source"},
    "assignment": {"sellers", "buyers", "profits"},
    "production": {"resources", "products"},
    "sequencing": {"queue"},
}
each_kind = pytest.mark.parametrize("kind", VALUES)


def read(kind: str, **changes: Any) -> Any:
    value = {key: entry for key, entry in (VALUES[kind] | changes).items() if entry is not None}
    members = [{"id": one} for one in members_of(kind)]
    return parse({"alliance": {"id": "x"}, "members": members, "value": value}, TextPlaces()).value


def refused(kind: str, **changes: Any) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        read(kind, **changes)
    return [problem.say("en") for problem in caught.value.problems]


@each_kind
def test_a_sound_value_is_read(kind: str) -> None:
    found = read(kind)
    assert type(found) is KINDS[kind]
    assert found.kind == kind


@each_kind
def test_what_must_be_given(kind: str) -> None:
    for name in NEEDED[kind]:
        assert refused(kind, **{name: None}) == [f"value.{name}: this is missing. Fill it in."]


@each_kind
def test_everything_missing_is_said_at_once(kind: str) -> None:
    found = refused(kind, **dict.fromkeys(NEEDED[kind]))
    assert {line.split(":")[0] for line in found} == {f"value.{name}" for name in NEEDED[kind]}


@each_kind
def test_values_do_not_change(kind: str) -> None:
    found = read(kind)
    with pytest.raises(ValidationError):
        found.kind = "pairs"


@each_kind
def test_an_entry_of_another_kind_is_called_so(kind: str) -> None:
    other = "estate" if kind != "claims" else "sellers"
    assert refused(kind, **{other: 3}) == [
        f"value.{other}: a value of the kind {kind} has no such entry. Delete it, or choose another kind of value."
    ]


@each_kind
def test_an_entry_of_no_kind_is_a_misspelling(kind: str) -> None:
    assert refused(kind, estaet=3) == ["value.estaet: there is no entry of this name. Correct the name, or delete the entry."]


@pytest.mark.parametrize("given", ["cost", None, 3, ["A"], {}])
def test_amounts_by_member_are_a_table(given: Any) -> None:
    assert len(refused("airport", costs=given)) == 1


@pytest.mark.parametrize(
    ("given", "meant"), [("１，２００", 1200.0), (" 7 ", 7.0), ("1,200", 1200.0), (0, 0.0), (1e15, 1e15), ("0.1", 0.1)]
)
def test_amounts_as_people_write_them(given: Any, meant: float) -> None:
    assert read("airport", costs={"A": given, "B": 0, "C": 0}).costs["A"] == meant


@pytest.mark.parametrize("given", [-1, "ten", float("nan"), float("inf"), 1e16, True, None, "1,2O0"])
@pytest.mark.parametrize("kind", ["airport", "claims", "tree"])
def test_amounts_that_are_none(kind: str, given: Any) -> None:
    table = {"airport": "costs", "claims": "claims", "tree": "source"}[kind]
    found = refused(kind, **{table: VALUES[kind][table] | {"B": given}})
    assert len(found) == 1
    assert found[0].startswith(f"value.{table}.B: ")


@pytest.mark.parametrize(("given", "meant"), [("是", True), ("yes", True), ("否", False), (False, False)])
def test_savings_are_yes_or_no(given: Any, meant: bool) -> None:
    assert read("airport", savings=given).savings is meant


def test_two_spellings_of_a_member_are_one() -> None:
    (said,) = refused("airport", costs={"A": 1, "ａ": 2, "B": 3, "C": 4})
    assert "are the same name" in said


def test_a_price_may_be_nothing_but_not_less() -> None:
    products = copy.deepcopy(VALUES["production"]["products"])
    products[0]["price"] = -1
    assert refused("production", products=products) == ["value.products[0].price: -1 is below 0. The smallest number allowed here is 0."]
    products[0]["price"] = 0
    assert read("production", products=products).products[0].price == 0


def test_a_pair_may_lose() -> None:
    assert read("assignment", profits=[{"seller": "A", "buyer": "X", "value": -3}]).profits[0].value == -3


def test_resources_are_known_by_their_names() -> None:
    tree = {"value": {"resources": [{"id": "r1", "name": {"zh": "钢材", "en": "Steel"}}, {"name": "人工"}]}}
    assert known_names(tree)["resources"] == {"r1": "r1", "钢材": "r1", "steel": "r1", "人工": "人工"}


@pytest.mark.parametrize("value", [None, 3, "x", [], {"resources": 3}, {"resources": [3, None, {}]}])
def test_resources_that_are_none_are_known_by_nothing(value: Any) -> None:
    assert known_names({"value": value})["resources"] == {}


@pytest.mark.parametrize("word", ["bird", "Bird's allocation", "伯德分摊", "OWEN POINT", "owen_point", "欧文点"])
def test_rules_of_a_kind_are_known_by_their_titles(word: str) -> None:
    assert rule_named(word) in ("bird", "owen_point")


def test_titles_that_meet_lead_to_the_rule_for_any_game() -> None:
    assert known_rules()["proportional"] == "proportional"


@each_kind
def test_the_published_schema_describes_every_kind(kind: str) -> None:
    schema = json_schema()
    mapping = schema["properties"]["value"]["discriminator"]["mapping"]
    described = schema["$defs"][mapping[kind].rsplit("/", 1)[-1]]
    assert set(described["required"]) == NEEDED[kind] | {"kind"}
    assert described["additionalProperties"] is False
    assert described["description"]

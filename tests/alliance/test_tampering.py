"""Whatever number of a finished result is changed, ``verify`` notices, says where, and never stumbles over it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from study_makers import scenario

import alliance
from alliance.document import Document
from alliance.scenario import Scenario

Change = Callable[[Any], Any]
GAME = ("games", 0)
SPLIT = (*GAME, "splits", 0)
CHOSEN = ("selection", "chosen")


def small() -> Scenario:
    """Five candidates, of whom some are chosen for P3; P1 is played by three; all of it is made to leave somebody dissatisfied."""
    members = [
        {
            "id": f"M{k}",
            "role": "university" if k == 2 else "enterprise",
            "capabilities": {"K1": k, "K2": 6 - k},
            "investment": {"money": 10 * k},
            "stand_alone": 20.0 - k,
            "market_access": 0.1 * k,
            "cost": 3 * k,
            "failure": 0.1,
            "loss": 10,
            "votes": k,
        }
        for k in range(1, 6)
    ]
    project = {"requirement": {"K1": 4, "K2": 4}, "weights": {"K1": 0.5, "K2": 0.5}, "benefit": 400, "cost": 30}
    return scenario(
        members,
        alliance={"id": "demo", "year": 2010, "description": "five of them"},
        capabilities=[{"id": "K1"}, {"id": "K2"}],
        projects=[
            {"id": "P1", **project, "members": ["M1", "M4", "M5"], "outsourcing": {"K1": 9}},
            {"id": "P3", **project, "members": "choose", "outsourcing": {"K2": 12}, "subsidy": 5},
        ],
        value={"kind": "projects"},
        allocation={"rules": ["shapley", "nucleolus", "equal"]},
        selection={"project": "P3", "budget": 30, "size": [3, 4], "needs": {"K1": 3}, "alternatives": 2, "complementarity": 10},
        council={"rule": "majority"},
        provenance={"members": {"tag": "synthetic"}, "projects": {"tag": "source", "note": "a book"}},
    )


@pytest.fixture(scope="module")
def finished() -> tuple[dict[str, Any], Scenario]:
    scenario = small()
    return alliance.run(scenario).document.model_dump(mode="json"), scenario


def forged(tree: dict[str, Any], *way: Any, to: Any) -> Document:
    """The result with one entry replaced, or put through a function."""
    changed = copy.deepcopy(tree)
    node = changed
    for step in way[:-1]:
        node = node[step]
    node[way[-1]] = to(node[way[-1]]) if callable(to) else to
    return Document.model_validate_json(json.dumps(changed))


def wrong(found: Document, scenario: Scenario) -> list[str]:
    return [check.name for check in alliance.verify(found, scenario) if not check.ok]


def shifted(amounts: list[float]) -> list[float]:
    return [amounts[0] + 0.001, amounts[1] - 0.001, *amounts[2:]]


def raised(number: float) -> float:
    return number + 1.0


def all_raised(amounts: list[float]) -> list[float]:
    return [raised(amount) for amount in amounts]


def turned(flag: bool) -> bool:
    return not flag


def reversed_list(entries: list[Any]) -> list[Any]:
    return entries[::-1]


def first_raised(entries: list[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    return [{**entries[0], key: entries[0][key] + 1.0}, *entries[1:]]


def test_an_untouched_result_is_confirmed(finished: tuple[dict[str, Any], Scenario]) -> None:
    tree, scenario = finished
    assert wrong(Document.model_validate(tree), scenario) == []


SPLIT_FORGERIES: dict[str, tuple[tuple[Any, ...], Any, str]] = {
    "a shifted payoff": (("payoffs",), shifted, "P3: Shapley value: payoffs"),
    "a payoff too few": (("payoffs",), lambda paid: paid[1:], "P3: Shapley value: payoffs"),
    "a payoff too many": (("payoffs",), lambda paid: [*paid, 0.0], "P3: Shapley value: payoffs"),
    "a payoff that is no number": (("payoffs",), lambda paid: [float("nan"), *paid[1:]], "P3: Shapley value: payoffs"),
    "an infinite payoff": (("payoffs",), lambda paid: [float("inf"), *paid[1:]], "P3: Shapley value: payoffs"),
    "a payoff of three hundred digits": (("payoffs",), lambda paid: [1e300, *paid[1:]], "P3: Shapley value: efficient"),
    "payoffs of the wrong members": (("payoffs",), reversed_list, "P3: Shapley value: payoffs"),
    "money of the wrong members": (("money",), reversed_list, "P3: Shapley value: money"),
    "a cent more": (("money", 0), lambda amount: f"{float(amount) + 0.01:.2f}", "P3: Shapley value: money"),
    "another total": (("money_total",), "1.00", "P3: Shapley value: money"),
    "money without its decimals": (("money", 0), lambda amount: amount.split(".")[0], "P3: Shapley value: money"),
    "higher gains": (("gains",), all_raised, "P3: Shapley value: gains"),
    "a gain too few": (("gains",), lambda gains: gains[1:], "P3: Shapley value: gains"),
    "a core it is not in": (("in_core",), turned, "P3: Shapley value: stability"),
    "undecided stability": (("in_core",), None, "P3: Shapley value: stability"),
    "a smaller gain from leaving": (("max_excess",), lambda excess: excess - 10, "P3: Shapley value: stability"),
    "no gain from leaving": (("max_excess",), None, "P3: Shapley value: stability"),
    "a member made to look short": (("short",), ["M1"], "P3: Shapley value: stand-alone values"),
    "rationality denied": (("individually_rational",), turned, "P3: Shapley value: stand-alone values"),
    "no tightest coalitions": (("tightest",), [], "P3: Shapley value: tightest coalitions"),
    "a tightest coalition twice": (("tightest",), lambda groups: [groups[0], *groups[:4]], "P3: Shapley value: tightest coalitions"),
    "a coalition worth more": (("tightest",), lambda groups: first_raised(groups, "value"), "P3: Shapley value: tightest coalitions"),
    "a coalition that gets more": (("tightest",), lambda groups: first_raised(groups, "share"), "P3: Shapley value: tightest coalitions"),
    "a coalition of strangers": (("tightest", 0, "members"), ["nobody"], "P3: Shapley value: tightest coalitions"),
    "an empty coalition": (("tightest", 0, "members"), [], "P3: Shapley value: tightest coalitions"),
    "another rule": (("rule",), "equal", "P3: rules"),
    "a rule that does not exist": (("rule",), "fairest", "P3: rules"),
    "another rule's name": (("title",), {"zh": "核仁", "en": "Nucleolus"}, "P3: rules"),
    "a check that is hushed up": (("verified",), turned, "P3: Shapley value: verified"),
    "checks left out": (("checks",), [], "P3: Shapley value: verified"),
    "options the rule does not have": (("options",), {"luck": 1}, "P3: Shapley value: proof"),
    "no proof": (("proof",), {}, "P3: Shapley value: proof"),
    "a proof that proves nothing": (("proof", "kind"), "none", "P3: Shapley value: proof"),
    "a proof of an unknown kind": (("proof", "kind"), "trust me", "P3: Shapley value: proof"),
}


@pytest.mark.parametrize("forgery", SPLIT_FORGERIES)
def test_a_forged_split_is_noticed_where_it_is(forgery: str, finished: tuple[dict[str, Any], Scenario]) -> None:
    (tree, scenario), (way, to, name) = finished, SPLIT_FORGERIES[forgery]
    assert name in wrong(forged(tree, *SPLIT, *way, to=to), scenario)


def _level(tree: dict[str, Any]) -> tuple[Any, ...]:
    where = next(k for k, one in enumerate(tree["games"][0]["splits"]) if one["rule"] == "nucleolus")
    return (*GAME, "splits", where, "proof", "data", "levels")


LEVEL_FORGERIES: dict[str, Change] = {
    "another excess": lambda levels: first_raised(levels, "excess"),
    "a level left out": lambda levels: levels[1:],
    "no levels": lambda levels: [],
    "a coalition left out of its level": lambda levels: [{**levels[0], "coalitions": levels[0]["coalitions"][1:]}, *levels[1:]],
    "a coalition that does not exist": lambda levels: [{**levels[0], "coalitions": [10**9]}, *levels[1:]],
    "levels that are no list": lambda levels: "balanced",
    "a level without coalitions": lambda levels: [{"excess": 0.0}],
}


@pytest.mark.parametrize("forgery", LEVEL_FORGERIES)
def test_forged_proof_levels_of_the_nucleolus_are_noticed(forgery: str, finished: tuple[dict[str, Any], Scenario]) -> None:
    tree, scenario = finished
    assert any("Nucleolus" in name for name in wrong(forged(tree, *_level(tree), to=LEVEL_FORGERIES[forgery]), scenario))


GAME_FORGERIES: dict[str, tuple[tuple[Any, ...], Any, str]] = {
    "more to split": (("grand_value",), raised, "P3: v(N)"),
    "players in another order": (("players",), reversed_list, "P3: players"),
    "a player left out": (("players",), lambda players: players[1:], "P3: players"),
    "a stranger among the players": (("players", 0), "nobody", "P3: players"),
    "other stand-alone values": (("stand_alone",), all_raised, "P3: figures"),
    "other investments": (("investment",), all_raised, "P3: figures"),
    "no investments": (("investment",), None, "P3: figures"),
    "nothing added by working together": (("additionality",), 0.0, "P3: figures"),
    "another kind of game": (("kind",), "table", "P3: figures"),
    "another title": (("title",), {"zh": "别的", "en": "another"}, "P3: figures"),
    "partners nobody chose": (("chosen_by_selection",), turned, "P3: figures"),
    "a core declared empty": (("core_empty",), turned, "P3: core"),
    "a core nobody looked at": (("core_empty",), None, "P3: core"),
    "a price of stability": (("cost_of_stability",), 5.0, "P3: core"),
    "a property turned round": (("properties", 0, "holds"), turned, "P3: properties"),
    "a property left out": (("properties",), lambda found: found[1:], "P3: properties"),
    "no recommendation": (("recommendation",), None, "P3: recommendation"),
    "another recommendation": (("recommendation", "rule"), "equal", "P3: recommendation"),
    "a reason made up": (("recommendation", "reasons"), [{"zh": "好", "en": "nice"}], "P3: recommendation"),
    "a caution left out": (("recommendation", "cautions"), [{"zh": "坏", "en": "beware"}], "P3: recommendation"),
    "an unknown game": (("id",), "P9", "games"),
    "no splits": (("splits",), [], "P3: rules"),
    "a split left out": (("splits",), lambda splits: splits[:-1], "P3: rules"),
    "a split twice": (("splits",), lambda splits: [*splits, splits[0]], "P3: rules"),
}


@pytest.mark.parametrize("forgery", GAME_FORGERIES)
def test_a_forged_game_is_noticed_where_it_is(forgery: str, finished: tuple[dict[str, Any], Scenario]) -> None:
    (tree, scenario), (way, to, name) = finished, GAME_FORGERIES[forgery]
    assert name in wrong(forged(tree, *GAME, *way, to=to), scenario)


SELECTION_FORGERIES: dict[str, tuple[tuple[Any, ...], Any, str]] = {
    "a partner left out": ((*CHOSEN, "members"), lambda members: members[1:], "selection: chosen set"),
    "a partner nobody knows": ((*CHOSEN, "members"), ["nobody"], "selection: chosen set"),
    "a higher objective": ((*CHOSEN, "objective"), raised, "selection: chosen set"),
    "terms left out": ((*CHOSEN, "terms"), [], "selection: chosen set"),
    "more to split together": ((*CHOSEN, "joint_value"), raised, "selection: chosen set"),
    "no chosen set": (CHOSEN, None, "selection: chosen set"),
    "a proof of optimality taken back": (("selection", "status"), "gap", "selection: chosen set"),
    "a set declared impossible": (("selection", "status"), "infeasible", "selection: chosen set"),
    "a looser bound": (("selection", "bound"), 1e9, "selection: chosen set"),
    "no bound": (("selection", "bound"), None, "selection: chosen set"),
    "a gap": (("selection", "gap"), 0.5, "selection: chosen set"),
    "a candidate left out": (("selection", "candidates"), lambda names: names[1:], "selection: chosen set"),
    "limits left out": (("selection", "limits"), [], "selection: chosen set"),
    "a limit used less": (("selection", "limits", 0, "used"), 0.0, "selection: chosen set"),
    "needs left out": (("selection", "coverage"), [], "selection: chosen set"),
    "a need reached more": (("selection", "coverage", 0, "reached"), 99.0, "selection: chosen set"),
    "another project": (("selection", "project"), "P1", "selection: chosen set"),
    "complementarity left out": (("selection", "complementarity"), [], "selection: chosen set"),
    "checks left out": (("selection", "checks"), [], "selection: checks"),
    "a better alternative": (("selection", "alternatives", 0, "objective"), 1e9, "selection: alternative 1"),
    "an alternative of strangers": (("selection", "alternatives", 1, "members"), ["nobody"], "selection: alternative 2"),
    "an alternative beyond the limits": (("selection", "alternatives", 0, "members"), [], "selection: alternative 1"),
    "a proof of other members": (("selection", "proof", "members"), ["nobody"], "selection: members"),
    "a proof with another bound": (("selection", "proof", "bound"), 1e9, "selection: bound"),
    "a proof with another objective": (("selection", "proof", "objective"), 1e9, "selection: objective"),
    "a proof divided by nothing": (("selection", "proof", "proof", "bound"), "1/0", "selection: proof"),
    "a proof in words": (("selection", "proof", "proof", "bound"), "high", "selection: proof"),
    "a proof of nothing": (("selection", "proof", "proof"), {}, "selection: proof"),
    "a proof with no end": (("selection", "proof", "status"), "surely", "selection: proof"),
    "no proof at all": (("selection", "proof"), {}, "selection: proof"),
    "no selection": (("selection",), None, "selection"),
}


@pytest.mark.parametrize("forgery", SELECTION_FORGERIES)
def test_a_forged_selection_is_noticed_where_it_is(forgery: str, finished: tuple[dict[str, Any], Scenario]) -> None:
    (tree, scenario), (way, to, name) = finished, SELECTION_FORGERIES[forgery]
    assert name in wrong(forged(tree, *way, to=to), scenario)


DOCUMENT_FORGERIES: dict[str, tuple[str, Any, str]] = {
    "another scenario": ("scenario_digest", "sha256:" + "0" * 64, "scenario"),
    "another title": ("title", {"zh": "别的", "en": "another"}, "facts"),
    "another description": ("description", {"zh": "", "en": ""}, "facts"),
    "another unit": ("unit", {"zh": "亿元", "en": "100 million yuan"}, "facts"),
    "another currency": ("currency", "USD", "facts"),
    "fewer decimals": ("decimals", 0, "facts"),
    "a thousand million decimals": ("decimals", 10**9, "facts"),
    "another year": ("year", 1, "facts"),
    "no year": ("year", None, "facts"),
    "another seed": ("seed", 99, "facts"),
    "no members": ("members", [], "facts"),
    "another name for a member": ("members", lambda lines: [{**lines[0], "name": {"zh": "甲", "en": "A"}}, *lines[1:]], "facts"),
    "synthetic numbers called sourced": ("sources", lambda lines: [{**line, "tag": "source"} for line in lines], "facts"),
    "a limit that was not reached": ("status", "limit reached", "selection: status"),
    "an infeasibility that was not there": ("status", "infeasible", "selection: status"),
    "a game left out": ("games", lambda games: games[:-1], "games"),
    "games in another order": ("games", reversed_list, "games"),
    "a game twice": ("games", lambda games: [*games, games[0]], "games"),
    "no council": ("council", None, "council"),
}


@pytest.mark.parametrize("forgery", DOCUMENT_FORGERIES)
def test_a_forged_document_is_noticed_where_it_is(forgery: str, finished: tuple[dict[str, Any], Scenario]) -> None:
    (tree, scenario), (key, to, name) = finished, DOCUMENT_FORGERIES[forgery]
    assert name in wrong(forged(tree, key, to=to), scenario)


def test_a_result_of_another_scenario_is_looked_at_no_further(finished: tuple[dict[str, Any], Scenario]) -> None:
    tree, scenario = finished
    other = scenario.model_copy(update={"seed": scenario.seed + 1})
    assert [(check.name, check.ok) for check in alliance.verify(Document.model_validate(tree), other)] == [("scenario", False)]


def test_an_interrupted_result_may_lack_its_last_games(finished: tuple[dict[str, Any], Scenario]) -> None:
    tree, scenario = finished
    part = {**tree, "status": "interrupted", "games": tree["games"][:1], "council": None}
    assert wrong(Document.model_validate(part), scenario) == []


def test_an_interrupted_result_may_not_lack_its_first_game(finished: tuple[dict[str, Any], Scenario]) -> None:
    tree, scenario = finished
    part = {**tree, "status": "interrupted", "games": tree["games"][1:], "council": None}
    assert "games" in wrong(Document.model_validate(part), scenario)


def test_a_selection_alone_is_confirmed(finished: tuple[dict[str, Any], Scenario]) -> None:
    _, scenario = finished
    assert wrong(alliance.run(scenario, split=False).document, scenario) == []

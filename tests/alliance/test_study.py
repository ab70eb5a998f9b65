"""The whole way, on the examples."""

from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

import alliance
import allocation as al
from alliance.document import Document
from alliance.valuation import plan_games

EXAMPLES = Path(str(files("alliance"))) / "examples"
NAMES = ("textile", "sematech", "standards")


@pytest.fixture(scope="module", params=NAMES)
def study(request):
    return alliance.run(alliance.load(EXAMPLES / f"{request.param}.toml"))


@pytest.fixture(scope="module")
def textile():
    return alliance.run(alliance.load(EXAMPLES / "textile.toml"))


def game(study, name):
    return next(g for g in study.document.games if g.id == name)


def split(outcome, rule):
    return next(s for s in outcome.splits if s.rule == rule)


def test_document_survives_json(study):
    assert Document.model_validate_json(study.document.model_dump_json()) == study.document


def test_money_adds_up_to_the_last_unit(study):
    for outcome in study.document.games:
        for one in outcome.splits:
            assert sum(map(Decimal, one.money)) == Decimal(one.money_total)
            assert abs(Decimal(one.money_total) - Decimal(repr(outcome.grand_value))) <= Decimal("0.5").scaleb(-study.document.decimals)


def test_every_split_is_verified(study):
    for outcome in study.document.games:
        for one in outcome.splits:
            assert one.verified, (outcome.id, one.rule, [c for c in one.checks if not c.ok])


def test_every_game_has_a_recommendation_that_was_computed(study):
    for outcome in study.document.games:
        assert outcome.recommendation.rule in {s.rule for s in outcome.splits}
        assert outcome.recommendation.reasons


def test_everything_is_said_in_both_languages(study):
    for outcome in study.document.games:
        for wording in (outcome.title, *outcome.recommendation.reasons, *outcome.recommendation.cautions, *outcome.notes):
            assert wording.zh
            assert wording.en


def test_the_claims_about_the_core_are_true(study):
    """Compare with the definition, coalition by coalition."""
    scenario = study.scenario
    chosen = study.document.selection.chosen.members if study.document.selection else None
    for plan, outcome in zip(plan_games(scenario, chosen), study.document.games, strict=True):
        table = plan.game.table()
        for one in outcome.splits:
            sums = np.array([sum(x for i, x in enumerate(one.payoffs) if mask >> i & 1) for mask in range(len(table))])
            worst = (table - sums)[1:-1].max()
            assert one.max_excess == pytest.approx(worst, abs=1e-6)
            assert one.in_core == (worst <= 1e-7 * max(1.0, abs(table).max()))


def test_reference_numbers_of_the_automotive_project(textile, vectors):
    expected = next(v for v in vectors("scenarios") if v["id"] == "scn-zj_textile_2010")["expect"]["P2"]
    p2 = game(textile, "P2")
    assert p2.players == expected["players"]
    assert p2.grand_value == pytest.approx(expected["grand_value"], abs=0.01)
    assert split(p2, "shapley").payoffs == pytest.approx(expected["shapley"], abs=0.01)
    plan = next(p for p in plan_games(textile.scenario) if p.id == "P2")
    assert al.prenucleolus(plan.game).payoffs == pytest.approx(expected["prenucleolus"], abs=0.01)


def test_the_open_project_is_played_by_the_chosen(textile):
    first = textile.document.games[0]
    assert first.chosen_by_selection
    assert first.players == textile.document.selection.chosen.members


def test_the_selection_is_proved_and_checked(textile):
    selection = textile.document.selection
    assert selection.status == "proved"
    assert selection.gap == pytest.approx(0, abs=1e-6)
    assert all(check.ok for check in selection.checks)
    assert all(c.reached >= c.needed for c in selection.coverage)


def test_alternatives_are_other_sets_and_not_better(textile):
    selection = textile.document.selection
    chosen = set(selection.chosen.members)
    for other in selection.alternatives:
        assert set(other.members) != chosen
        assert other.objective <= selection.chosen.objective + 1e-9


def test_two_additive_games_have_one_answer():
    """Shapley value and nucleolus agree on pair games: own worth plus half of every pair."""
    outcome = alliance.run(alliance.load(EXAMPLES / "sematech.toml")).document.games[0]
    assert split(outcome, "nucleolus").payoffs == pytest.approx(split(outcome, "shapley").payoffs, rel=1e-9)


def test_network_value_is_shared_by_installed_base():
    found = alliance.run(alliance.load(EXAMPLES / "standards.toml"))
    outcome = found.document.games[0]
    base = np.array([30, 18, 14, 10, 8, 12, 8])
    assert outcome.grand_value == pytest.approx(0.02 * 100**2)
    assert split(outcome, "shapley").payoffs == pytest.approx(2 * base)


def test_progress_is_told(textile):
    seen = []
    alliance.run(textile.scenario, progress=seen.append)
    assert [step.done for step in seen] == list(range(len(seen)))
    assert all(step.what.zh and step.what.en for step in seen)


def test_an_interruption_keeps_what_is_done(textile):
    def stop(step):
        if step.done == 2:
            raise KeyboardInterrupt

    found = alliance.run(textile.scenario, progress=stop)
    assert found.document.status == "interrupted"
    assert len(found.document.games) == 1


def test_selection_alone(textile):
    found = alliance.run(textile.scenario, split=False)
    assert found.document.games == []
    assert found.document.selection == textile.document.selection


def test_same_scenario_same_document(textile):
    again = alliance.run(alliance.load(EXAMPLES / "textile.toml"))
    assert again.document == textile.document


def test_three_forms_one_result(textile, tmp_path):
    for form in ("json", "xlsx"):
        path = tmp_path / f"textile.{form}"
        alliance.dump(textile.scenario, path)
        assert alliance.run(alliance.load(path)).document == textile.document


def test_a_rule_without_its_data_is_skipped_with_a_reason(textile):
    from alliance.scenario.schema import Allocation, RuleRequest

    bare = textile.scenario.model_copy(update={"allocation": Allocation(rules=[RuleRequest(rule="corrected_shapley")]), "selection": None})
    outcome = alliance.run(bare).document.games[0]
    assert outcome.splits == []
    assert "factors" in outcome.skipped[0].why.en
    assert outcome.recommendation is None

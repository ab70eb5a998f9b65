"""A game of costs is told as paying: in the terminal, on the page, in the workbook, in both languages; benefits stay as they were."""

from __future__ import annotations

import re
from io import BytesIO, StringIO
from typing import Any

import pytest
from kind_cases import COSTS, TEAM
from openpyxl import load_workbook
from rich.console import Console
from study_makers import by_size, document, game

from alliance.cost_words import COST_WORDS, in_sense
from alliance.document import Document
from alliance.language import translate
from alliance.report import print_document, render_html
from alliance.report.paid import as_paid
from alliance.report.view import View
from alliance.report.workbook import workbook_bytes

PLACE = re.compile(r"{(\w+)}")
ASKED = {"rules": ["shapley", "nucleolus", "equal"]}
EARNING = re.compile(r"\bearn|\bgets?\b|\bworth\b|收益|所得|得到|单干价值")
# nobody joins cheaply: A and B together pay more than apart, and no split keeps everybody in
DEAR = {"kind": "table", "are_costs": True, "coalitions": by_size("ABC", 2.0, 3.0, 6.0)["coalitions"]}
CASES: dict[str, dict[str, Any]] = {**COSTS, "no split keeps everybody in": DEAR}


@pytest.fixture(scope="module", params=CASES)
def told(request: pytest.FixtureRequest) -> Document:
    return document(TEAM, value=CASES[request.param], allocation=ASKED)


def terminal(told: Document, language: str) -> str:
    out = Console(file=StringIO(), width=160, force_terminal=False)
    print_document(told, out, language)
    return out.file.getvalue()


def own_texts(told: Document, language: str) -> str:
    """What the document says itself: not what rules mean in general."""
    outcome = told.games[0]
    advice = outcome.recommendation
    said = [*outcome.notes, *(p.title for p in outcome.properties), *(p.witness for p in outcome.properties if p.witness)]
    said += [*advice.reasons[1:], *advice.cautions] if advice else []
    return " ".join(text.say(language) for text in said)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_document_speaks_of_paying(language: str, told: Document) -> None:
    assert not EARNING.search(own_texts(told, language)), own_texts(told, language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_terminal_shows_what_is_paid(language: str, told: Document) -> None:
    text = terminal(told, language)
    outcome = told.games[0]
    total = f"{-outcome.grand_value:.2f}"
    assert {"zh": "共需分摊费用", "en": "of cost to share"}[language] in text
    assert total in text
    assert f"−{total}" not in text


def test_the_page_shows_what_is_paid(told: Document) -> None:
    page = render_html(told, "en")
    english = page[page.index('<article id="en"') :].split("</article>")[0]
    chinese = page[page.index('<article id="zh"') :].split("</article>")[0]
    assert "Who pays what" in english
    assert "Who gets what" not in english
    assert "谁付多少" in chinese
    assert "cost to share" in english
    assert "worth on its own" not in english
    assert "cost on its own" in english


@pytest.mark.parametrize(("language", "head"), [("zh", "谁付多少"), ("en", "Who pays what")])
def test_the_workbook_shows_what_is_paid(language: str, head: str, told: Document) -> None:
    book = load_workbook(BytesIO(workbook_bytes(told, language)))
    cells = [cell.value for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert any(str(value).startswith(head) for value in cells)
    amounts = [value for value in cells if isinstance(value, int | float)]
    assert sum(amounts) > 0


def test_somebody_who_would_leave_pays_too_much() -> None:
    told = document(TEAM, value=COSTS["airport"], allocation=ASKED)
    text = terminal(told, "en")
    assert "A and B would leave together: they cost 20.00 on their own, they pay 26.67, 6.67" in text
    assert "too much" in text


def test_one_who_would_leave_pays_too_much() -> None:
    value = {"kind": "airport", "costs": {"A": 0, "B": 0, "C": 9}}
    told = document(TEAM, value=value, allocation={"rules": ["equal"]})
    view = View(told, "en")
    words = view.verdicts.leaving(view.games[0], view.games[0].splits[0])
    assert words.startswith("A and B would leave together: they cost 0.00 on their own, they pay 6.00")


def test_where_no_split_keeps_everybody_in_less_would_have_to_be_paid() -> None:
    told = document(TEAM, value=DEAR, allocation=ASKED)
    view = View(told, "en")
    assert "less would have to be paid to keep everybody in" in view.verdicts.standing(view.games[0])
    cautions = " ".join(one.en for one in told.games[0].recommendation.cautions)
    assert "spared 1.50" in cautions


# The flipped game


def test_amounts_turn_and_savings_stay() -> None:
    outcome = game(TEAM, value=COSTS["airport"], allocation=ASKED)
    paid = as_paid(outcome)
    assert paid.grand_value == 40
    assert paid.stand_alone == [10, 20, 40]
    assert paid.splits[0].payoffs == pytest.approx([10 / 3, 25 / 3, 85 / 3])
    assert [float(amount) for amount in paid.splits[0].money] == pytest.approx([3.33, 8.33, 28.34], abs=0.011)
    assert paid.splits[0].money_total == "40.00"
    assert paid.splits[0].gains == outcome.splits[0].gains
    assert paid.splits[0].max_excess == outcome.splits[0].max_excess
    assert paid.additionality == outcome.additionality == 30
    for one, other in zip(paid.splits[0].tightest, outcome.splits[0].tightest, strict=True):
        assert (one.value, one.share, one.excess) == (-other.value, -other.share, other.excess)


def test_turning_leaves_the_document_alone() -> None:
    outcome = game(TEAM, value=COSTS["airport"], allocation=ASKED)
    before = outcome.model_dump()
    as_paid(outcome)
    assert outcome.model_dump() == before


def test_benefits_are_not_turned() -> None:
    outcome = game(TEAM, value=by_size("ABC", 1.0, 3.0, 9.0), allocation=ASKED)
    assert as_paid(outcome) is outcome


def test_nothing_paid_is_not_minus_nothing() -> None:
    outcome = game(TEAM, value={"kind": "airport", "costs": dict.fromkeys(TEAM, 0)}, allocation=ASKED)
    assert {amount for split in as_paid(outcome).splits for amount in (*split.money, split.money_total)} == {"0.00"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_benefits_are_told_as_before(language: str) -> None:
    told = document(TEAM, value=by_size("ABC", 1.0, 3.0, 9.0), allocation=ASKED)
    text = terminal(told, language)
    assert {"zh": "分摊费用", "en": "cost to share"}[language] not in text
    assert not {one for one in COST_WORDS.values() if "{" not in one and len(one) > 20 and one in text}


# The list of words


@pytest.mark.parametrize("text", COST_WORDS)
def test_every_text_has_its_other_side_with_the_same_places(text: str) -> None:
    assert set(PLACE.findall(COST_WORDS[text])) <= set(PLACE.findall(text))
    assert translate(text, "zh") != text, "the text is no longer said"
    assert in_sense(text, "benefit") == text
    assert in_sense(text, "cost") == COST_WORDS[text]


def test_other_texts_stay() -> None:
    assert in_sense("Total", "cost") == "Total"

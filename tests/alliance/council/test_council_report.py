"""The council in the report: page, chart, workbook, terminal, in both languages."""

import io
import re

import council_samples as samples
import pytest
from openpyxl import load_workbook
from rich.console import Console

import alliance
from alliance.council.labels import LABELS, words_of
from alliance.council.outcome import council_outcome
from alliance.report import render_html
from alliance.report.charts.council import council_chart
from alliance.report.charts.theme import MOST_ROWS
from alliance.report.council_table import groups_of, reading_of, roles_of, share_columns
from alliance.report.council_terminal import print_council
from alliance.report.terminal import print_document
from alliance.report.view import View
from alliance.report.workbook import workbook_bytes

HOSTILE = '<img src=x onerror="alert(1)">'


def document_of(votes, council=None, games=True, **parts):
    scenario = samples.splitting(votes, dict.fromkeys(votes, 1.0), council=council or {}, **parts)
    return alliance.run(scenario, select=False, split=games).document


@pytest.fixture(scope="module")
def document():
    blocks = {"A": "industry", "B": "industry", "C": "research"}
    return document_of({"A": 5, "B": 3, "C": 2, "D": 1}, {"quota": 0.75}, blocks=blocks, invested={"A": 6, "B": 2, "C": 1, "D": 1})


@pytest.fixture(scope="module")
def page(document):
    return render_html(document, "en")


def section(page, language):
    found = re.search(rf'<section class="part" id="{language}-council">(.*?)</section>', page, re.DOTALL)
    return found[1] if found else ""


# Labels


def test_every_heading_is_said_in_both_languages():
    for text in LABELS.values():
        assert text.en
        assert any("\u4e00" <= letter <= "\u9fff" for letter in text.zh)


def test_headings_of_one_language():
    assert words_of("zh")["title"] == "理事会"
    assert set(words_of("en")) == set(LABELS)


# What all views share


def test_columns_are_those_that_anybody_has(document):
    keys = [column.key for column in share_columns(View(document, "en"), document.council)]
    assert keys == ["vote_share", "power", "banzhaf", "power_in_blocks", "benefit", "investment"]
    bare = document_of({"A": 1, "B": 1}, games=False)
    assert [column.key for column in share_columns(View(bare, "en"), bare.council)] == ["vote_share", "power", "banzhaf"]


def test_roles_are_listed_with_nobody_where_there_is_none(document):
    roles = dict(roles_of(View(document, "en"), document.council))
    assert roles["decides alone"] == "nobody"
    assert roles["can stop everything"] == "A, B"


def test_where_power_is_unknown_nothing_is_said_of_roles(document):
    unknown = document.council.model_copy(update={"chance_to_pass": None})
    assert roles_of(View(document, "en"), unknown) == []
    assert reading_of(View(document, "en"), unknown) == []


def test_power_in_blocks_is_explained_only_where_there_are_blocks(document):
    assert len(reading_of(View(document, "en"), document.council)) == 2
    bare = document_of({"A": 1, "B": 1})
    assert len(reading_of(View(bare, "en"), bare.council)) == 1


def test_groups_of_nearly_everybody_are_said_by_whom_they_leave_out():
    found = document_of(dict.fromkeys("ABCDE", 1), {"rule": "three_quarters"})
    assert groups_of(View(found, "en"), found.council)[0] == "everyone except E"


# The page


def test_the_page_has_the_section_and_a_way_to_it_in_both_languages(page):
    for language in ("zh", "en"):
        assert section(page, language)
        assert f'href="#{language}-council"' in page


def test_the_page_without_a_council_has_neither():
    plain = render_html(document_of({"A": 1, "B": 1}).model_copy(update={"council": None}), "en")
    assert section(plain, "en") == ""
    assert "-council" not in plain


def test_the_page_shows_every_share(page, document):
    shown = section(page, "en")
    for voter in document.council.voters:
        for share in (voter.vote_share, voter.power, voter.banzhaf, voter.power_in_blocks, voter.benefit, voter.investment):
            assert f"{100 * share:.1f}%" in shown


def test_the_page_says_terms_findings_blocks_and_groups(page):
    shown = section(page, "en")
    assert "At least 9 of the 11 votes must say yes." in shown
    assert "Nothing passes without A" in shown
    assert "industry" in shown
    assert "Smallest groups that can pass a proposal" in shown


def test_the_chinese_section_is_chinese(page):
    text = re.sub(r"<[^>]*>", " ", section(page, "zh"))
    assert "理事会" in text
    assert set(re.findall(r"[A-Za-z]{4,}", text)) <= {"industry", "research"}, "but for the names the users gave"


def test_names_and_blocks_cannot_become_markup():
    hostile = document_of({"A": 1, "B": 1}, {}, blocks=dict.fromkeys("AB", HOSTILE))
    renamed = [line.model_copy(update={"name": line.name.model_copy(update={"zh": HOSTILE, "en": HOSTILE})}) for line in hostile.members]
    page = render_html(hostile.model_copy(update={"members": renamed}), "en")
    assert "<img" not in page
    assert "&lt;img" in section(page, "en")


def test_a_council_without_power_is_shown_without_it(document):
    unknown = document.council.model_copy(
        update={
            "chance_to_pass": None,
            "minimal_winning": [],
            "voters": [v.model_copy(update={"power": None, "banzhaf": None, "power_in_blocks": None}) for v in document.council.voters],
        }
    )
    shown = section(render_html(document.model_copy(update={"council": unknown}), "en"), "en")
    assert "tosses a coin" not in shown
    assert "Banzhaf" not in shown
    assert "share of votes" in shown


# The chart


def test_the_chart_has_a_bar_per_member_and_share(document):
    figure = council_chart(View(document, "en"), document.council)
    assert [one["name"] for one in figure["data"]] == ["share of votes", "power", "benefit", "investment"]
    votes = figure["data"][0]
    assert votes["x"] == pytest.approx([500 / 11, 300 / 11, 200 / 11, 100 / 11])
    assert figure["layout"]["yaxis"]["ticktext"] == ["A", "B", "C", "D"]


def test_the_chart_leaves_out_what_nobody_has():
    bare = document_of({"A": 1, "B": 1}, games=False)
    assert [one["name"] for one in council_chart(View(bare, "en"), bare.council)["data"]] == ["share of votes", "power"]


def test_the_chart_of_many_members_shows_those_with_most_votes():
    votes = {f"M{i:02}": 1 + (i >= 10) for i in range(MOST_ROWS + 10)}
    scenario = samples.scenario(votes, {})
    found = alliance.run(scenario, select=False, split=False).document
    figure = council_chart(View(found, "en"), council_outcome(scenario))
    assert figure["layout"]["yaxis"]["ticktext"] == [f"M{i}" for i in range(10, MOST_ROWS + 10)]


def test_names_in_the_chart_are_escaped(document):
    line = document.members[0].model_copy(update={"name": document.members[0].name.model_copy(update={"en": "<b>A</b>"})})
    view = View(document.model_copy(update={"members": [line, *document.members[1:]]}), "en")
    figure = council_chart(view, document.council)
    assert figure["layout"]["yaxis"]["ticktext"][0] == "&lt;b&gt;A&lt;/b&gt;"
    assert "<b>" not in figure["data"][0]["hovertext"][0]


# The workbook


def book_of(document, language):
    return load_workbook(io.BytesIO(workbook_bytes(document, language)))


@pytest.mark.parametrize(("language", "title"), [("zh", "理事会"), ("en", "The council")])
def test_the_workbook_has_the_sheet(document, language, title):
    page = book_of(document, language)[title]
    values = [cell.value for row in page.iter_rows() for cell in row]
    for voter in document.council.voters:
        assert voter.power in values
        assert voter.investment in values
    assert len(page._charts) == 1


def test_the_workbook_without_a_council_has_no_such_sheet(document):
    assert "The council" not in book_of(document.model_copy(update={"council": None}), "en").sheetnames


def test_a_block_cannot_become_a_formula():
    found = document_of({"A": 1, "B": 1}, {}, blocks=dict.fromkeys("AB", "=1+1"))
    page = book_of(found, "en")["The council"]
    assert {cell.data_type for row in page.iter_rows() for cell in row if cell.value == "=1+1"} == {"s"}


def test_many_members_have_no_chart_in_the_workbook():
    found = alliance.run(samples.scenario({f"M{i}": 1 for i in range(41)}, {}), select=False, split=False).document
    assert book_of(found, "en")["The council"]._charts == []


# The terminal


def printed(document, language="en", width=120, whole=False):
    stream = io.StringIO()
    console = Console(file=stream, width=width)
    if whole:
        print_document(document, console, language)
    else:
        print_council(View(document, language), document.council, console)
    return stream.getvalue()


def test_the_terminal_shows_shares_roles_and_findings(document):
    said = printed(document)
    assert re.search(r"A +industry +5 +45\.5%", said)
    assert "can stop everything: A, B" in said
    assert "Nothing passes without A" in said


def test_the_terminal_uses_no_column_for_blocks_where_there_are_none():
    assert "block" not in printed(document_of({"A": 1, "B": 1}))


def test_the_printed_study_includes_the_council(document):
    assert "The council" in printed(document, whole=True)
    assert "The council" not in printed(document.model_copy(update={"council": None}), whole=True)


@pytest.mark.parametrize("width", [40, 80, 200])
def test_narrow_terminals_lose_no_member(document, width):
    said = printed(document, width=width)
    assert all(re.search(rf"^ {name}", said, re.MULTILINE) for name in "ABCD")


def test_square_brackets_in_names_are_printed_as_they_are():
    found = document_of({"[red]A[/red]": 1, "B": 1}, games=False)
    assert "[red]A[/red]" in printed(found)


def test_the_terminal_in_chinese(document):
    assert set(re.findall(r"[A-Za-z]{4,}", printed(document, "zh"))) <= {"industry", "research"}

"""Whatever members are called, the page and the workbook keep their shape."""

from io import BytesIO

import pages
import pytest
import report_sample
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from alliance.report import html as html_module
from alliance.report import render_html, write_workbook
from alliance.report.view import View
from alliance.report.workbook import sheet_name, workbook_bytes

XSS = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "' onmouseover='alert(1)",
    "<!-- --><script>alert(1)</script>",
    "<![CDATA[x]]>",
    "</title></style></article>",
    "javascript:alert(1)",
    "{{ 7*7 }}{% raw %}",
    "${alert(1)}",
    "<iframe src='//x.example'></iframe>",
    "&lt;script&gt;",
    "\u2028</script>",
    "<base href='https://x.example/'>",
    "<meta http-equiv=refresh content=0>",
    "]]></script>",
    "\\u003cscript\\u003e",
]
TRIGGERS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("http://x.example","x")',
    "=cmd|' /C calc'!A0",
    "＝1＋1",
    "#REF!",
    "1e999",
]
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)


def everywhere(name):
    """The sample with a name in every place a user can write into."""
    wording = report_sample.Wording(zh=name, en=name)
    plain = report_sample.document()
    lines = [line.model_copy(update={"name": wording}) if line.id in ("M01", "M20") else line for line in plain.members]
    games = [game.model_copy(update={"title": wording, "notes": [wording]}) for game in plain.games]
    sources = [plain.sources[0].model_copy(update={"group": name, "note": wording}), *plain.sources[1:]]
    return report_sample.document(
        title=wording, description=wording, unit=wording, members=lines, games=games, sources=sources, warnings=[wording]
    )


@pytest.fixture(scope="module")
def quiet_shape():
    return pages.shape(pages.parse(render_html(everywhere("Quiet"), "en")))


@pytest.fixture(scope="module")
def quiet_bodies():
    return body_shapes(everywhere("Quiet"))


def body_shapes(document):
    """Shapes of both languages' bodies, without the scripts that never change: quick enough for many names."""
    views = [View(document, language) for language in ("zh", "en")]
    return [pages.shape(pages.parse(html_module._body(view, frozenset(), shown=True))) for view in views]


def test_whole_page_keeps_its_elements(quiet_shape):
    page = pages.parse(render_html(everywhere(" ".join(XSS)), "en"))
    assert pages.shape(page) == quiet_shape


@pytest.mark.parametrize("name", XSS)
def test_no_name_adds_an_element(name, quiet_bodies):
    assert body_shapes(everywhere(name)) == quiet_bodies


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "{{ 7*7 }}", "&lt;b&gt;", "${x}"])
def test_name_is_shown_as_it_is(name):
    body = html_module._body(View(everywhere(name), "en"), frozenset(), shown=True)
    assert pages.parse(body).first("h1").text == name


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORDS.filter(str.strip))
def test_any_name_keeps_the_elements(quiet_bodies, name):
    assert body_shapes(everywhere(f"x{name}x")) == quiet_bodies


def test_very_long_name_keeps_the_elements(quiet_shape):
    page = pages.parse(render_html(everywhere("很长的名字" * 2000), "en"))
    assert pages.shape(page) == quiet_shape


def reloaded(document, tmp_path):
    path = tmp_path / "report.xlsx"
    write_workbook(document, path, "en")
    return load_workbook(path)


@pytest.mark.parametrize("name", [*TRIGGERS, *XSS])
def test_workbook_never_holds_a_formula(name, tmp_path):
    book = reloaded(everywhere(name), tmp_path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "n"}


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_text_that_looks_like_a_formula_is_quoted(name, tmp_path):
    book = reloaded(report_sample.renamed(name), tmp_path)
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == name]
    assert found
    assert all(cell.quotePrefix for cell in found)


@settings(max_examples=10, deadline=None)
@given(WORDS)
def test_any_name_makes_a_workbook_that_opens(name):
    assert load_workbook(BytesIO(workbook_bytes(everywhere(name), "zh"))).sheetnames


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("plain", "plain"),
        ("a/b\\c:d*e?f[g]h", "a b c d e f g h"),
        ("'quoted'", "quoted"),
        ("", "–"),
        ("   ", "–"),
        ("x" * 50, "x" * 31),
        ("联" * 40, "联" * 31),
        ("\x00\n", "–"),
    ],
)
def test_sheet_name(wanted, name):
    assert sheet_name(wanted, set()) == name


def test_sheet_names_differ_beyond_case():
    taken = set()
    assert [sheet_name(text, taken) for text in ("Sheet", "sheet", "SHEET")] == ["Sheet", "sheet 2", "SHEET 3"]


def test_long_sheet_names_stay_different_and_short():
    taken = set()
    names = [sheet_name("y" * 40, taken) for _ in range(12)]
    assert len(set(names)) == 12
    assert max(map(len, names)) == 31


def test_sheet_name_that_excel_keeps_for_itself():
    assert sheet_name("History", {"history"}) == "History 2"

"""The page in a real browser."""

import chromium
import pytest
import report_sample

from alliance.report import render_html
from alliance.report.typeface import FAMILY

pytestmark = pytest.mark.skipif(chromium.BROWSER is None, reason="no Chromium or Chrome on this machine")

LOOK = """
const seen = () => ({
  language: document.documentElement.lang,
  title: document.title,
  heading: [...document.querySelectorAll("h1")].filter((node) => node.offsetParent).map((node) => node.textContent),
  charts: [...document.querySelectorAll("article:not([hidden]) .plot")].map((node) => node.querySelectorAll("svg.main-svg").length > 0),
  bars: document.querySelectorAll("article:not([hidden]) .plot .point path").length,
  widest: Math.max(...[...document.querySelectorAll("article:not([hidden]) > *, article:not([hidden]) .plot")].map((n) => n.getBoundingClientRect().right)),
  inner: window.innerWidth,
  scroll: document.documentElement.scrollWidth,
  first: [...document.querySelectorAll("article:not([hidden]) .first h2")].map((node) => node.getBoundingClientRect().top),
});
"""
VISIT = (
    LOOK
    + """
const before = seen();
document.querySelector("button.switch[data-language=en]").click();
await new Promise((done) => setTimeout(done, 500));
const after = seen();
document.querySelector("button.switch[data-language=zh]").click();
return { before, after, back: seen(), problems };
"""
)
GLYPHS = """
const face = (letter) => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 48;
  const pen = canvas.getContext("2d");
  pen.font = '40px "FAMILY"';
  pen.fillText(letter, 2, 40);
  return pen.getImageData(0, 0, 48, 48).data.join("");
};
await document.fonts.load('40px "FAMILY"', "联盟");
return { faces: [...document.fonts].filter((one) => one.status === "loaded").length, seen: ["联", "盟", "\\ufffe"].map(face), problems };
""".replace("FAMILY", FAMILY)


@pytest.fixture(scope="module")
def visit(html):
    return chromium.ask(html, VISIT)


@pytest.fixture(scope="module")
def phone(html):
    return chromium.ask(html, VISIT, width=500, height=800)


def test_browser_has_nothing_to_complain_of(visit):
    seen, complaints = visit
    assert (seen["problems"], complaints) == ([], [])


def test_page_opens_in_chinese(visit):
    before = visit[0]["before"]
    assert before["language"] == "zh-Hans"
    assert before["heading"] == ["浙江省高性能产业用纺织材料技术创新战略联盟"]


def test_button_switches_to_english_and_back(visit):
    assert visit[0]["after"]["heading"] == ["Zhejiang High-Performance Industrial Textile Materials Alliance"]
    assert visit[0]["after"]["title"] == visit[0]["after"]["heading"][0]
    assert visit[0]["back"]["heading"] == visit[0]["before"]["heading"]


def test_all_charts_are_drawn_in_both_languages(visit):
    assert visit[0]["before"]["charts"] == [True] * 10
    assert visit[0]["after"]["charts"] == [True] * 10
    assert visit[0]["before"]["bars"] > 50


def test_the_three_questions_are_on_the_first_screen(visit):
    assert len(visit[0]["before"]["first"]) == 3
    assert max(visit[0]["before"]["first"]) < 800
    assert max(visit[0]["after"]["first"]) < 800


def test_nothing_sticks_out_of_a_narrow_screen(phone):
    for moment in ("before", "after"):
        seen = phone[0][moment]
        assert seen["scroll"] <= seen["inner"]
        assert seen["widest"] <= seen["inner"]


@pytest.fixture(scope="module")
def hostile():
    names = ("<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>", "W" * 400, "חברה \u202e txt", "联" * 300)
    lines = report_sample.document().members
    changed = [line.model_copy(update={"name": report_sample.Wording(zh=name, en=name)}) for line, name in zip(lines, names, strict=False)]
    page = render_html(report_sample.document(members=[*changed, *lines[5:]]), "zh")
    return chromium.ask(page, VISIT, width=900)


def test_hostile_names_do_nothing(hostile):
    assert (hostile[0]["problems"], hostile[1]) == ([], [])


def test_hostile_names_do_not_break_the_layout(hostile):
    assert hostile[0]["before"]["scroll"] <= hostile[0]["before"]["inner"]


def test_embedded_typeface_draws_chinese(html):
    seen, complaints = chromium.ask(html, GLYPHS)
    assert complaints == []
    assert seen["faces"] >= 1
    assert len(set(seen["seen"])) == 3


def test_scripts_of_others_do_not_run(html):
    foreign = html.replace("</main>", "<script>document.title = 'owned'</script><img src='https://x.example/x.png'></main>")
    seen, complaints = chromium.ask(foreign, "return { title: document.title, problems };")
    assert seen["title"] != "owned"
    assert len(complaints) >= 2

"""The page: what it answers, in both languages, and that it can do nothing but show it."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pages
import pytest
import report_sample
from pages import amount, article, figures, parse, shape, table

import alliance.report
from alliance.report import assets, render_html

TEMPLATES = Path(alliance.report.__file__).parent / "templates"


@pytest.fixture(scope="module")
def zh(page):
    return article(page, "zh")


@pytest.fixture(scope="module")
def en(page):
    return article(page, "en")


def rendered(language="en", **changes):
    return article(parse(render_html(report_sample.document(**changes), language)), language)


# The whole page


def test_same_document_same_bytes(document, html):
    assert render_html(document, "zh") == html


def test_page_is_not_too_large(html):
    assert len(html.encode()) < 7_000_000


@pytest.mark.parametrize(("language", "tag"), [("zh", "zh-Hans"), ("en", "en")])
def test_page_opens_in_the_asked_language(document, language, tag):
    page = parse(render_html(document, language))
    hidden = {node.attributes["id"]: "hidden" in node.attributes for node in page.all("article")}
    assert page.first("html").attributes["lang"] == tag
    assert hidden == {"zh": language != "zh", "en": language != "en"}


def test_both_languages_have_the_same_parts(zh, en):
    assert [node.attributes["id"][3:] for node in zh.all("section")] == [node.attributes["id"][3:] for node in en.all("section")]


def test_ids_are_unique(page):
    ids = [node.attributes["id"] for node in page.all() if "id" in node.attributes]
    assert len(ids) == len(set(ids))


def test_every_link_leads_to_a_place_on_the_page(page):
    ids = {node.attributes.get("id") for node in page.all()}
    assert {node.attributes["href"] for node in page.all("a")} <= {f"#{one}" for one in ids}


def test_every_chart_on_the_page_has_its_figure(page):
    places = [node.attributes["data-figure"] for node in page.all("div", class_="plot")]
    assert sorted(places) == sorted(figures(page))
    assert len(places) == 2 * (2 * 3 + 4)


def test_switch_buttons_name_both_languages(page):
    assert [button.text for button in page.all("button")] == ["中文", "English"]


# The first screen


def test_first_screen_names_the_alliance(zh, en):
    assert zh.first("h1").text == "浙江省高性能产业用纺织材料技术创新战略联盟"
    assert en.first("h1").text == "Zhejiang High-Performance Industrial Textile Materials Alliance"


def test_first_screen_asks_the_three_questions(zh):
    assert [node.text for node in zh.first("section").all("h2")] == ["谁分到多少", "谁会退出", "推荐的依据"]


def test_who_gets_what_has_every_member_and_rule(en, document):
    rows = table(en.first("table", class_="splits"))
    assert rows[0][0] == "Member"
    assert len(rows[0]) == 1 + len(document.games[0].splits)
    assert [row[0] for row in rows[1:6]] == [f"{report_sample.MEMBERS[m]['name_en']} {m}" for m in document.games[0].players]


def test_columns_add_up_to_the_cent(en):
    rows = table(en.first("table", class_="splits"))
    for column in range(1, len(rows[0])):
        shares = [round(100 * amount(row[column].split()[0])) for row in rows[1:6]]
        assert sum(shares) == round(100 * amount(rows[6][column]))


def test_shares_are_parts_of_the_total(en, document):
    cell = table(en.first("table", class_="splits"))[1][1]
    assert cell == "557.90 33.8%"


def test_recommended_column_is_marked(en):
    marked = en.first("table", class_="splits").all("th", class_="best")
    assert [node.text for node in marked] == ["recommended Shapley value"]


def test_every_rule_says_whether_someone_leaves(en):
    assert table(en.first("table", class_="splits"))[-1] == ["Would anyone leave?", "✓ no", "✓ no", "✗ yes", "✓ no", "✗ yes"]


def test_who_walks_out_is_said_with_the_amount(zh):
    assert ["均分 除东华大学以外的全体成员", "151.78"] in table(zh.first("table", class_="leavers"))


def test_reasons_and_cautions_are_on_the_first_screen(en):
    first = en.first("section")
    assert [node.text for node in first.first("ul", class_="reasons").all("li")] == ["Nobody has a reason to walk out."]
    assert [node.text for node in first.first("ul", class_="cautions").all("li")] == ["The numbers are synthetic."]


def test_synthetic_numbers_are_flagged_on_the_first_screen(zh, en):
    assert zh.first("section").first("a", class_="warn").text == "含合成数据：3 组数据中有 1 组"
    assert en.first("section").first("a", class_="warn").text == "contains synthetic numbers: 1 of 3 groups"


def test_without_synthetic_numbers_there_is_no_flag():
    sources = [source for source in report_sample.document().sources if source.tag != "synthetic"]
    assert rendered(sources=sources).all("a", class_="warn") == []


@pytest.mark.parametrize(("status", "said"), [("interrupted", "interrupted: incomplete"), ("limit reached", "a limit was reached")])
def test_unfinished_study_says_so(status, said):
    assert said in [node.text for node in rendered(status=status).first("header").all("span", class_="badge")]


def test_warnings_are_on_the_first_screen(en):
    assert en.first("section").first("ul", class_="warnings").text == "Some numbers are synthetic."


# The other parts


def test_selection_names_members_and_quality(en):
    part = en.first("section", id="en-selection")
    assert part.first("p", class_="statement").text == "Proved best: no set within the limits is better."
    assert table(part.first("table"))[1] == ["Zhejiang Hailide New Materials M01", "enterprise, lead"]


def test_selection_shows_limits_needs_and_alternatives(en):
    text = en.first("section", id="en-selection").text
    assert "budget 180 ≤ 200" in text
    assert "weaving sum of members 9 8 ✗ no" in text
    assert "alternative 1 Zhejiang Ganglong New Materials" in text


def test_terms_add_up_to_the_objective(en):
    rows = table(en.first("section", id="en-selection").all("table")[1])
    assert sum(amount(row[3]) for row in rows[1:4]) == amount(rows[4][3])


def test_infeasible_selection_says_which_limits_clash():
    clash = [report_sample.Wording(zh="预算与人数", en="budget and size")]
    broken = report_sample.selection().model_copy(update={"status": "infeasible", "chosen": None, "clash": clash, "alternatives": []})
    part = rendered(selection=broken, games=[], status="infeasible").first("section", id="en-selection")
    assert "No set of partners meets all limits." in part
    assert "budget and size" in part


def test_game_table_shows_gains_over_working_alone(en):
    rows = table(en.first("section", id="en-game-1").first("table", class_="splits"))
    assert rows[0][1] == "alone"
    assert rows[1][2] == "557.90 +557.90"


def test_members_below_their_stand_alone_value_are_marked(en):
    part = en.first("section", id="en-game-1")
    assert [node.text for node in part.all("span", class_="second") if node.matches(None, {"class_": "bad"})] == ["−145.55"]


def test_every_game_lists_five_tightest_groups_per_rule(en, document):
    for number, game in enumerate(document.games, start=1):
        groups = en.first("section", id=f"en-game-{number}").all("table", class_="groups")
        assert sum(len(node.all("tr")) - 1 for node in groups) == 5 * len(game.splits)


def test_properties_with_witness(en):
    assert table(en.first("section", id="en-game-1").first("table", class_="properties")) == [
        ["superadditive", "✓ yes", ""],
        ["convex", "✗ no", "see {M01, M02}"],
        ["monotone", "? not decided", ""],
    ]


def test_skipped_rules_say_why(zh):
    assert "未计算欧文值：没有给出企业块" in zh.first("section", id="zh-game-1")


def test_game_without_a_recommendation(en):
    assert "No rule is recommended" in en.first("section", id="en-game-2")


def test_methods_explain_every_rule_once(en):
    assert len(en.first("dl", class_="rules").all("dt")) == 5
    assert "Shapley, A value for n-person games, 1953" in en.first("dl", class_="rules")


def test_sources_carry_their_badges(en):
    badges = [node.text for node in en.first("table", class_="sources").all("span", class_="badge")]
    assert badges == ["document", "published on the web", "synthetic"]


def test_what_is_needed_to_repeat_the_study(en):
    text = en.first("section", id="en-sources").text
    assert "ab" * 32 in text
    assert "numpy 2.0.0" in text
    assert "random seed 7" in text


# Documents with little in them


def test_selection_only():
    part = rendered(games=[])
    assert "Who is chosen" in part
    assert part.all("table", class_="splits") == []


def test_empty_study():
    assert "Nothing was computed." in rendered(games=[], selection=None, warnings=[], sources=[])


def test_stable_game_alone_does_not_repeat_the_first_screen():
    game = report_sample.document().games[0]
    stable = game.model_copy(update={"splits": game.splits[:2]})
    assert rendered(games=[stable], selection=None).all("div", class_="two") == []


def test_many_members_are_written_in_one_line_each():
    assert rendered().first("section", id="en-game-2").all("table", class_="dense") == []
    game = report_sample.document().games[1]
    split = game.splits[0].model_copy(update={"payoffs": [1.0] * 12, "money": ["1.00"] * 12, "gains": [1.0] * 12, "money_total": "12.00"})
    crowd = game.model_copy(update={"players": list(report_sample.MEMBERS)[:12], "splits": [split], "stand_alone": [0.0] * 12})
    assert len(rendered(games=[crowd]).all("table", class_="dense")) == 2


def test_game_without_splits():
    bare = (
        report_sample.document()
        .games[0]
        .model_copy(update={"splits": [], "recommendation": None, "properties": [], "notes": [], "skipped": []})
    )
    assert rendered(games=[bare], selection=None).all("div", class_="plot") == []


def test_undecided_stability():
    game = report_sample.document().games[0]
    splits = [split.model_copy(update={"in_core": None, "max_excess": None, "tightest": []}) for split in game.splits]
    text = rendered(games=[game.model_copy(update={"splits": splits, "core_empty": None})]).text
    assert "Not decided for" in text


def test_one_player():
    game = report_sample.document().games[0]
    split = game.splits[0].model_copy(
        update={"payoffs": [5.0], "money": ["5.00"], "money_total": "5.00", "gains": [0.0], "tightest": [], "in_core": True, "short": []}
    )
    alone = game.model_copy(
        update={"players": ["M01"], "splits": [split], "stand_alone": [5.0], "investment": None, "grand_value": 5.0, "additionality": 0.0}
    )
    assert "5.00 100.0%" in table(rendered(games=[alone], selection=None).first("table", class_="splits"))[1]


def test_nothing_to_split_has_no_percentages():
    game = report_sample.document().games[0]
    split = game.splits[0].model_copy(update={"payoffs": [0.0] * 5, "money": ["0.00"] * 5, "money_total": "0.00", "gains": [0.0] * 5})
    part = rendered(games=[game.model_copy(update={"splits": [split], "grand_value": 0.0})])
    assert table(part.first("table", class_="splits"))[1][1] == "0.00 –"


# Chinese is Chinese


class _Visible(HTMLParser):
    """Texts a Chinese reader meets: everything outside what is marked as English."""

    def __init__(self):
        super().__init__()
        self.english, self.texts = [], []

    def handle_starttag(self, name, attributes):
        if name not in pages.VOID:
            self.english.append(dict(attributes).get("lang") == "en" or any(self.english[-1:]))

    def handle_endtag(self, name):
        self.english.pop()

    def handle_data(self, text):
        if not any(self.english[-1:]):
            self.texts.append(text)


def test_no_english_words_in_the_chinese_text(html):
    start = html.index('<article id="zh"')
    reader = _Visible()
    reader.feed(html[start : html.index("</article>", start)])
    words = set(re.findall(r"[A-Za-z]{4,}", " ".join(reader.texts)))
    assert words <= {"alliance", "verify", "result", "json", "engine", "numpy", "abab" * 16}


# Nothing runs, nothing is fetched


def test_nothing_is_fetched(page):
    addresses = [
        value for node in page.all() for key, value in node.attributes.items() if key in ("src", "href", "action", "srcset", "data")
    ]
    assert [value for value in addresses if not value.startswith(("#", "data:"))] == []


def test_no_address_outside_the_charting_library(html):
    ours = html.replace(str(assets.plotly_script().text), "")
    assert re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}", ours) == []
    assert "@import" not in ours


def test_policy_allows_exactly_our_scripts(page):
    policy = page.first("meta", http_equiv="Content-Security-Policy").attributes["content"]
    scripts = [node for node in page.all("script") if "type" not in node.attributes]
    digests = [base64.b64encode(hashlib.sha256("".join(node.children).encode()).digest()).decode() for node in scripts]
    assert re.findall(r"'sha256-([^']+)'", policy) == digests
    assert policy.startswith("default-src 'none'; ")
    assert not re.search(r"https?:|\*|unsafe-eval|script-src[^;]*unsafe", policy)


def test_policy_stands_before_anything_it_rules(html):
    assert html.index("Content-Security-Policy") < html.index("<style>") < html.index("<script")


def test_no_inline_handlers(page):
    assert [key for node in page.all() for key in node.attributes if key.startswith("on")] == []


def test_templates_switch_no_escaping_off():
    for path in TEMPLATES.glob("*.html"):
        assert not re.search(r"\|\s*safe|autoescape|Markup", path.read_text(encoding="utf-8")), path.name


def test_script_that_would_end_its_block_is_refused():
    with pytest.raises(ValueError, match="cannot stand inside a page"):
        assets._script("x = '</SCRIPT>'")


def test_data_cannot_leave_its_block():
    written = str(assets.data_block({"</script><!--": "&\u2028"}))
    assert not set("<>&\u2028") & set(written)


def test_data_that_is_not_a_number_is_refused():
    with pytest.raises(ValueError, match="JSON"):
        assets.data_block([float("nan")])


def test_shape_of_the_page_is_what_a_name_must_not_change(page):
    assert shape(page)["article", ""] == 2

"""Charts as data: valid for plotly, true to the numbers, harmless whatever members are called."""

import re
from html import unescape
from itertools import combinations

import plotly.graph_objects as go
import pytest
import report_sample

from alliance.report import charts
from alliance.report.charts import theme
from alliance.report.view import View

VIEW = View(report_sample.document(), "en")
SMALL, LARGE = VIEW.games
GAME_CHARTS = (charts.shares_chart, charts.stand_alone_chart, charts.excess_chart)
SELECTION_CHARTS = (charts.alternatives_chart, charts.complementarity_chart)
MANY = [f"Q{number:03d}" for number in range(60)]


def crowd():
    """A game of sixty players."""
    split = SMALL.splits[0].model_copy(update={"payoffs": [float(k) for k in range(60)], "money": [str(k) for k in range(60)]})
    return SMALL.model_copy(update={"players": MANY, "splits": [split], "recommendation": None, "stand_alone": [0.0] * 60})


def every_chart(view):
    drawn = [chart(view, game) for game in view.games for chart in GAME_CHARTS]
    return drawn + [chart(view, view.document.selection) for chart in SELECTION_CHARTS]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_plotly_accepts_every_chart(language):
    for figure in every_chart(View(report_sample.document(), language)):
        go.Figure(figure)


def test_few_members_are_stacked():
    figure = charts.shares_chart(VIEW, SMALL)
    assert figure["layout"]["barmode"] == "relative"
    assert [sum(bar["x"][rule] for bar in figure["data"]) for rule in range(5)] == pytest.approx([1650] * 5, abs=0.01)


def test_every_stacked_bar_is_a_members_payoff():
    figure = charts.shares_chart(VIEW, SMALL)
    assert [bar["x"] for bar in figure["data"]] == [[split.payoffs[k] for split in VIEW.splits(SMALL)] for k in range(5)]


def test_more_members_than_colours_become_marks():
    game = crowd()
    figure = charts.shares_chart(VIEW, game)
    assert {trace["type"] for trace in figure["data"]} == {"scatter"}
    assert len(figure["data"][0]["x"]) == theme.MOST_ROWS


def test_of_a_crowd_the_largest_are_drawn():
    figure = charts.stand_alone_chart(VIEW, crowd())
    assert min(figure["data"][1]["x"]) == 60 - theme.MOST_ROWS


def test_stand_alone_and_share_side_by_side():
    figure = charts.stand_alone_chart(VIEW, SMALL)
    assert [bar["x"] for bar in figure["data"]] == [SMALL.stand_alone, SMALL.splits[0].payoffs]


def test_excess_bars_are_the_tightest_groups():
    bars, ticks = charts.excess_chart(VIEW, SMALL)["data"]
    assert bars["x"] == [split.tightest[0].excess for split in VIEW.splits(SMALL)]
    assert len(ticks["x"]) == 25


def test_only_groups_that_would_leave_are_warned_of():
    colours = charts.excess_chart(VIEW, SMALL)["data"][0]["marker"]["color"]
    assert [colour == theme.WARN for colour in colours] == [split.in_core is False for split in VIEW.splits(SMALL)]


@pytest.mark.parametrize("chart", GAME_CHARTS)
def test_no_splits_no_chart(chart):
    assert chart(VIEW, SMALL.model_copy(update={"splits": [], "recommendation": None})) is None


def test_no_known_groups_no_excess_chart():
    splits = [split.model_copy(update={"tightest": []}) for split in SMALL.splits]
    assert charts.excess_chart(VIEW, SMALL.model_copy(update={"splits": splits})) is None


def test_heat_map_puts_the_chosen_first():
    figure = charts.complementarity_chart(VIEW, VIEW.document.selection)
    ticks = figure["layout"]["yaxis"]["ticktext"]
    assert [tick.startswith("<b>") for tick in ticks] == [True] * 5 + [False] * 17
    assert figure["layout"]["shapes"][0]["x1"] == 4.5


def test_heat_map_leaves_the_diagonal_empty():
    values = charts.complementarity_chart(VIEW, VIEW.document.selection)["data"][0]["z"]
    assert [values[k][k] for k in range(22)] == [None] * 22


def test_heat_map_rows_follow_their_names():
    selection = VIEW.document.selection.model_copy(update={"chosen": VIEW.document.selection.alternatives[1]})
    values = charts.complementarity_chart(VIEW, selection)["data"][0]["z"]
    order = [k for k, m in enumerate(selection.candidates) if m in selection.chosen.members]
    assert values[0][1] == selection.complementarity[order[0]][order[1]]


@pytest.mark.parametrize("changes", [{"complementarity": []}, {"candidates": ["M01"], "complementarity": [[0.0]]}])
def test_nothing_to_compare_no_heat_map(changes):
    assert charts.complementarity_chart(VIEW, VIEW.document.selection.model_copy(update=changes)) is None


def test_heat_map_without_a_chosen_set_has_no_frame():
    selection = VIEW.document.selection.model_copy(update={"chosen": None})
    assert charts.complementarity_chart(VIEW, selection)["layout"]["shapes"] == []


def test_heat_map_of_equals_is_drawn():
    selection = VIEW.document.selection.model_copy(update={"complementarity": [[0.0] * 22 for _ in range(22)]})
    assert charts.complementarity_chart(VIEW, selection)["data"][0]["zmax"] == 1.0


def test_terms_of_a_set_add_up_to_its_mark():
    *bars, total = charts.alternatives_chart(VIEW, VIEW.document.selection)["data"]
    assert [sum(bar["x"][k] for bar in bars) for k in range(3)] == pytest.approx(total["x"])


def test_terms_that_count_nowhere_are_left_out():
    selection = VIEW.document.selection
    sets = [
        one.model_copy(update={"terms": [t.model_copy(update={"contribution": 0.0}) for t in one.terms]}) for one in (selection.chosen,)
    ]
    figure = charts.alternatives_chart(VIEW, selection.model_copy(update={"chosen": sets[0], "alternatives": []}))
    assert len(figure["data"]) == 1


def test_no_chosen_set_no_comparison():
    assert charts.alternatives_chart(VIEW, VIEW.document.selection.model_copy(update={"chosen": None})) is None


@pytest.mark.parametrize("name", ["<b>x</b>", "<a href='//x.eu'>", "%{x}", "$x^2$", "&amp;", "2010-01-01", "a<br>b"])
def test_names_are_shown_as_they_are(name):
    figures = every_chart(View(report_sample.renamed(name), "en"))
    texts = [plain(text) for figure in figures for text in strings(figure)]
    assert sum(name in text for text in texts) > 5


@pytest.mark.parametrize("name", ["<b>x</b>", "<a href='//x.eu'>", "<span style='font-size:99px'>", "<br>", "&lt;i&gt;"])
def test_names_add_no_markup(name):
    assert markup(View(report_sample.renamed(name), "en")) == markup(View(report_sample.renamed("name"), "en"))


def markup(view):
    """Every tag that plotly would read in a text of a chart."""
    return [tag for figure in every_chart(view) for text in strings(figure) for tag in re.findall(r"<[^>]*>", text)]


def plain(text):
    """A text as plotly shows it."""
    return unescape(re.sub(r"<[^>]*>", "", text))


def strings(thing):
    """Every text anywhere in a figure."""
    if isinstance(thing, str):
        yield thing
    for part in thing.values() if isinstance(thing, dict) else thing if isinstance(thing, list | tuple) else ():
        yield from strings(part)


def test_no_template_interprets_a_name():
    for figure in every_chart(VIEW):
        assert not {"hovertemplate", "texttemplate"} & {key for trace in figure["data"] for key in trace}


def test_equal_names_stay_separate_rows():
    axis = theme.rows(["same", "same"])
    assert axis["tickvals"] == [0, 1]


# What people who lack red or green receptors see (Machado, Oliveira, Fernandes 2009, severity 1), in linear light.
BLINDNESS = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
}


def light(colour):
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def lab(rgb):
    """CIE L*a*b* of linear light."""
    weights = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    ratios = [sum(w * c for w, c in zip(row, rgb, strict=True)) / n for row, n in zip(weights, white, strict=True)]
    x, y, z = (max(r, 0) ** (1 / 3) if r > 0.008856 else 7.787 * r + 16 / 116 for r in ratios)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one, two, kind):
    def seen(colour):
        return lab([sum(m * c for m, c in zip(row, light(colour), strict=True)) for row in BLINDNESS[kind]])

    return sum((a - b) ** 2 for a, b in zip(seen(one), seen(two), strict=True)) ** 0.5


@pytest.mark.parametrize("kind", sorted(BLINDNESS))
def test_colours_can_be_told_apart(kind):
    pairs = {(a, b): distance(a, b, kind) for a, b in combinations(theme.PALETTE, 2)}
    assert min(pairs.values()) > 10, min(pairs, key=pairs.get)


@pytest.mark.parametrize("kind", sorted(BLINDNESS))
def test_neighbours_in_a_bar_differ_strongly(kind):
    assert min(distance(a, b, kind) for a, b in zip(theme.PALETTE, theme.PALETTE[1:], strict=False)) > 25


@pytest.mark.parametrize("kind", sorted(BLINDNESS))
def test_leaving_and_staying_differ_strongly(kind):
    assert distance(theme.WARN, theme.ACCENT, kind) > 40


def contrast(one, two):
    bright, dark = sorted((sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), light(x), strict=True)) for x in (one, two)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("number", range(9))
def test_text_on_a_bar_is_readable(number):
    colour, ink = theme.mark(number)
    assert contrast(colour, ink) >= 4

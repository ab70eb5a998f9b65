"""The report as one HTML page: both languages, all tables and charts, nothing fetched from anywhere."""

from __future__ import annotations

from functools import cache, partial

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from alliance.council.labels import LABELS, words_of
from alliance.document import Document
from alliance.language import LANGUAGES, Language
from alliance.partners.exhibits import chapters_of, exhibits_of, shown_cell
from alliance.report.assets import content_policy, data_block, own_script, plotly_script, style
from alliance.report.charts import alternatives_chart, complementarity_chart, council_chart, excess_chart, shares_chart, stand_alone_chart
from alliance.report.charts.coverage import coverage_chart
from alliance.report.charts.exhibit import exhibit_chart
from alliance.report.charts.network import network_chart
from alliance.report.charts.theme import Figure
from alliance.report.charts.uncertainty import uncertainty_chart
from alliance.report.council_table import groups_of, reading_of, roles_of, share_columns
from alliance.report.names import clip
from alliance.report.typeface import font_faces
from alliance.report.view import View
from alliance.uncertainty.reading import read_futures

__all__ = ["render_html"]

GAME_CHARTS = {"shares": shares_chart, "stand-alone": stand_alone_chart, "excess": excess_chart, "uncertainty": uncertainty_chart}
SELECTION_CHARTS = {
    "alternatives": alternatives_chart,
    "coverage": coverage_chart,
    "complementarity": complementarity_chart,
    "network": network_chart,
}
HTML_LANGUAGE = {"zh": "zh-Hans", "en": "en"}


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("alliance.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def render_html(document: Document, language: Language = "zh") -> str:
    """Write the report as one page that works offline, in both languages.

    Parameters
    ----------
    document
        The study.
    language
        The language the page opens in; a button switches to the other.

    Returns
    -------
    str
        A complete HTML document. The same document gives the same text.

    Examples
    --------
    >>> import alliance
    >>> study = alliance.run(alliance.load("examples/standards.toml"))
    >>> render_html(study.document, "en").startswith("<!DOCTYPE html>")
    True
    """
    views = [View(document, one) for one in sorted(LANGUAGES, key=lambda one: one != language)]
    drawn = {view.language: _figures(view) for view in views}
    bodies = [_body(view, frozenset(drawn[view.language]), shown=view.language == language) for view in views]
    figures = data_block({key: figure for charts in drawn.values() for key, figure in charts.items()})
    return (
        _templates()
        .get_template("report.html")
        .render(
            language=language,
            html_language=HTML_LANGUAGE,
            views=views,
            council_title=LABELS["title"],
            clip=clip,
            bodies=bodies,
            policy=content_policy(plotly_script(), own_script()),
            style=style(font_faces("".join([*bodies, figures]))),
            figures=figures,
            plotly=plotly_script().text,
            script=own_script().text,
        )
    )


def _body(view: View, drawn: frozenset[str], shown: bool) -> Markup:
    """Render what is said in one language; the template has escaped every text of the document."""
    council, selection = view.document.council, view.document.selection
    return Markup(
        _templates()
        .get_template("body.html")
        .render(
            view=view,
            document=view.document,
            language=view.language,
            html_language=HTML_LANGUAGE[view.language],
            t=view.t,
            say=view.say,
            names=view.names,
            numbers=view.numbers,
            verdicts=view.verdicts,
            unit=view.unit,
            drawn=drawn,
            chapters=chapters_of(view, selection) if selection else [],
            shown_cell=partial(shown_cell, view),
            read_futures=partial(read_futures, view),
            shown=shown,
            words=words_of(view.language),
            council_columns=share_columns(view, council) if council else [],
            council_reading=reading_of(view, council) if council else [],
            council_groups=groups_of(view, council) if council else [],
            council_roles=roles_of(view, council) if council else [],
        )
    )


def _figures(view: View) -> dict[str, Figure]:
    """Draw every chart of a view, by the key of its place on the page."""
    drawn: dict[str, Figure | None] = {}
    for number, game in enumerate(view.games, start=1):
        drawn |= {f"{view.language}-game-{number}-{kind}": chart(view, game) for kind, chart in GAME_CHARTS.items()}
    if view.document.selection is not None:
        selection = view.document.selection
        drawn |= {f"{view.language}-{kind}": chart(view, selection) for kind, chart in SELECTION_CHARTS.items()}
        drawn |= {f"{view.language}-look-{one.key}": exhibit_chart(view, one) for one in exhibits_of(view, selection)}
    if view.document.council is not None:
        drawn[f"{view.language}-council"] = council_chart(view, view.document.council)
    return {key: figure for key, figure in drawn.items() if figure is not None}

"""The sample study and its page, made once."""

from __future__ import annotations

import pages
import pytest
import report_sample

from alliance.report import render_html


@pytest.fixture(scope="session")
def document():
    return report_sample.document()


@pytest.fixture(scope="session")
def html(document):
    return render_html(document, "zh")


@pytest.fixture(scope="session")
def page(html):
    return pages.parse(html)

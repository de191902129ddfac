"""Grades that a school's page shows itself."""

from __future__ import annotations

from html import escape

import pytest

from tests.unit.sources.ofstedpages import PROVIDER, provider_page, row
from watcher.core.documents import Document
from watcher.core.visits import Page
from watcher.sources.ofsted.provider_page import timeline
from watcher.sources.ofsted.school_page import with_shown_grades

ROWS = (
    row("3", "Full inspection", "17 February 2026", "2 April 2026"),
    row("2", "School inspection", "26 April 2022", "8 June 2022"),
)
JUDGEMENTS = """<div class="subjudgements"><div class="subjudgements__overall">The overall outcome of the inspection on
  26 April 2022 was: <strong>Good</strong></div>
  <div class="subjudgements__rates__item"><p>The quality of education</p><strong>Good</strong></div>
  <div class="subjudgements__rates__item"><p>Personal development: <strong>Outstanding</strong></p></div></div>"""
CARD = """<h2>Inspection report: 17 February 2026</h2>
  <h3>Inclusion</h3><p>What we look at</p><p>Strong standard</p>
  <h3>Achievement</h3><p>Needs attention</p>
  <h3>Attendance and behaviour</h3><p>One</p><p>Two</p><p>Three</p><p>Four</p><p>Five</p><p>Exceptional</p>
  <p>Safeguarding standards met</p>"""


def shown(above: str) -> dict[str, Document]:
    page = Page(PROVIDER, provider_page(*ROWS, above=above).encode())
    return {one.key: one for one in with_shown_grades(timeline(page, "80500"), page)}


def test_judgements_belong_to_the_inspection_they_are_dated_by() -> None:
    documents = shown(JUDGEMENTS)
    assert documents["2"].details["grades"] == {
        "Overall effectiveness": "Good",
        "Quality of education": "Good",
        "Personal development": "Outstanding",
    }
    assert documents["2"].details["framework"] == "EIF"
    assert "grades" not in documents["3"].details


@pytest.mark.parametrize("card", [CARD, escape(CARD)], ids=["plain", "escaped"])
def test_a_report_card_is_read_also_where_its_markup_is_escaped(card: str) -> None:
    documents = shown(f'<div data-card="x">{card}</div>')
    assert documents["3"].details["grades"] == {
        "Inclusion": "Strong standard",
        "Achievement": "Needs attention",
        "Safeguarding standards": "met",
    }
    assert documents["3"].details["framework"] == "school report card"
    assert "grades" not in documents["2"].details


def test_safeguarding_not_met_is_not_met() -> None:
    grades = shown(CARD.replace("standards met", "standards not met"))["3"].details["grades"]
    assert isinstance(grades, dict)
    assert grades["Safeguarding standards"] == "not met"


def test_a_page_without_grades_shows_none() -> None:
    assert all("grades" not in one.details for one in shown("").values())

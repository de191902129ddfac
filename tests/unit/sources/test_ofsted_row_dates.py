"""When an inspection was, where its report does not say: the first day, from its row on the timeline."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.unit.sources import ofstedreports as told
from tests.unit.sources.ofstedpages import FILES, PROVIDER, error_page, provider_page, row
from tests.unit.sources.visits import Watched
from watcher.cli.demo.paper import pdf
from watcher.messages.inspections import brief
from watcher.sources.ofsted import collect

WEEK = timedelta(days=7)
LETTER = pdf("Dear Director, this is what we saw.")


def watched(report: str | bytes, inspected: str = "5 March 2024") -> Watched:
    """A provider with one report."""
    page = provider_page(row("1", "Children's services inspection", inspected, "16 April 2024"))
    site = Watched(collect, PROVIDER, {PROVIDER: page, FILES + "1": report})
    site.visit()
    return site


@pytest.mark.parametrize("report", [LETTER, error_page("Report not found")], ids=["does not say", "dead"])
def test_the_first_day_comes_from_the_row_where_the_report_does_not_say(report: str | bytes) -> None:
    document = watched(report).documents()["1"]
    assert document.details["inspected"] == "from 5 March 2024"
    assert "inspected from 5 March 2024" in brief(document)


def test_a_report_that_says_when_is_believed_before_its_row() -> None:
    text = told.FOCUSED[0].replace("12 and 13 May\n2021", "6 and 7 March 2024")
    site = watched(pdf(text))
    assert site.documents()["1"].details["inspected"] == "6 and 7 March 2024"
    site.web[PROVIDER] = str(site.web[PROVIDER]).replace("16 April", "17 April")
    site.visit()
    assert site.documents()["1"].details["inspected"] == "6 and 7 March 2024"


def test_a_row_that_is_corrected_corrects_the_date_it_gave() -> None:
    site = watched(LETTER)
    site.web[PROVIDER] = str(site.web[PROVIDER]).replace("5 March 2024", "6 March 2024")
    site.visit()
    assert site.documents()["1"].details["inspected"] == "from 6 March 2024"


def test_a_row_without_a_date_says_nothing() -> None:
    assert "inspected" not in watched(LETTER, inspected="soon").documents()["1"].details


def test_what_is_remembered_without_it_learns_it_and_tells_nobody() -> None:
    site = watched(LETTER)
    known = site.known["1"]
    del known.document.details["inspected"]  # type: ignore[attr-defined]
    assert site.visit() == []
    assert site.documents()["1"].details["inspected"] == "from 5 March 2024"


def test_a_report_read_again_keeps_no_point_that_it_does_not_say_any_more() -> None:
    site = watched(pdf(*told.FOCUSED))
    assert site.documents()["1"].details["needs_to_improve"]
    site.web[FILES + "1"] = pdf(told.FOCUSED[0].partition("What needs")[0], told.FOCUSED[1])
    site.visit(after=WEEK)
    assert not site.documents()["1"].details["needs_to_improve"]

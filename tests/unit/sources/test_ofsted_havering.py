"""Havering's own history, 2016 to 2025, replayed as if Ofsted had published it row by row (facts/ofsted.md, 11)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.unit.sources import ofstedreports as told
from tests.unit.sources.ofstedpages import FILES, HISTORY, OPENED, PROVIDER, provider_page, row
from tests.unit.sources.ofstedreports import HELP, IN_CARE, LEADERS, LEAVERS, ONE_AREA, OVERALL
from tests.unit.sources.visits import Answer, Watched
from watcher.cli.demo.paper import pdf
from watcher.core.documents import Document
from watcher.core.errors import Unreachable
from watcher.sources.ofsted import collect

MONITORING = row("50999999", "Monitoring visit", "26 March 2025", "29 April 2025")


class Havering(Watched):
    """Its page, on which each row is published on its day."""

    rows: tuple[str, ...] = (OPENED,)

    def publish(self, printed: str, on: date) -> Document:
        """What is told of the new row, and of nothing else."""
        self.rows = (printed, *self.rows)
        self.web[PROVIDER] = provider_page(*self.rows, name="London Borough of Havering")
        self.now = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
        changes = self.visit()
        assert [change.kind for change in changes] == ["new"]
        return changes[0].document


@pytest.fixture
def havering(real: Path) -> Havering:
    """Visited first when nothing was published yet. Three of its reports are the real files."""
    reports = real / "ofsted" / "pdf"
    files: dict[str, Answer] = {
        "50004354": pdf(*told.SIF),
        "50006280": (reports / "havering_ilacs_2018-07-23_50006280.pdf").read_bytes(),
        "50700001": (reports / "havering_focused_2021-06-25.pdf").read_bytes(),
        "50239788": (reports / "havering_ilacs_2024-02-16_50239788.pdf").read_bytes(),
        "50999999": Unreachable("files.ofsted.gov.uk has no such page (404): has it moved?"),
    }
    web = {FILES + number: file for number, file in files.items()}
    watched = Havering(collect, PROVIDER, {PROVIDER: provider_page(OPENED, name="London Borough of Havering"), **web})
    assert watched.visit() == []
    return watched


def test_each_report_is_told_on_its_day_with_what_it_says(havering: Havering) -> None:
    sif = havering.publish(HISTORY["50004354"], date(2016, 12, 9))
    assert (sif.title, sif.published) == ("Children's services inspection", date(2016, 12, 9))
    assert (sif.details["framework"], sif.details["inspection_start"]) == ("SIF", "2016-09-27")

    first = havering.publish(HISTORY["50006280"], date(2018, 7, 23))
    assert first.details["grades"] == {LEADERS: "Good", HELP: "Requires improvement", ONE_AREA: "Good", OVERALL: "Good"}
    assert "previous" not in first.details  # another scale came before

    visit = havering.publish(HISTORY["50700001"], date(2021, 6, 25))
    assert (visit.details["framework"], visit.details["inspected"]) == ("focused visit", "12 and 13 May 2021")
    assert "grades" not in visit.details
    assert "priority_action" not in visit.details

    second = havering.publish(HISTORY["50239788"], date(2024, 2, 16))
    assert second.details["grades"] == {
        LEADERS: "Inadequate",
        HELP: "Inadequate",
        IN_CARE: "Inadequate",
        LEAVERS: "Requires improvement to be good",
        OVERALL: "Inadequate",
    }
    assert second.details["previous"] == first.details["grades"]
    assert second.details["previous_inspected"] == "11 June 2018 to 22 June 2018"

    monitoring = havering.publish(MONITORING, date(2025, 4, 29))
    assert (monitoring.title, monitoring.details["inspection_start"]) == ("Monitoring visit", "2025-03-26")
    assert "404" in str(monitoring.details["unread"])


def test_the_whole_history_at_the_first_visit_is_read_and_remembered(havering: Havering) -> None:
    havering.web[PROVIDER] = provider_page(MONITORING, *reversed(HISTORY.values()), OPENED)
    havering.visit()
    frameworks = {key: document.details.get("framework") for key, document in havering.documents().items()}
    assert frameworks == {
        "50999999": None,
        "50239788": "ILACS",
        "50700001": "focused visit",
        "50006280": "ILACS",
        "50004354": "SIF",
    }
    assert "previous" in havering.documents()["50239788"].details


def test_the_monitoring_visit_on_the_made_pages_is_the_only_news(real: Path) -> None:
    made = real / "ofsted" / "synthetic"
    watched = Watched(collect, PROVIDER, {PROVIDER: (made / "provider_44_80500_before.html").read_bytes()})
    watched.visit()
    watched.web[PROVIDER] = (made / "provider_44_80500_after_monitoring_visit.html").read_bytes()
    assert [(one.kind, one.document.key, one.document.title) for one in watched.visit()] == [
        ("new", "99999902", "Monitoring visit")
    ]


def test_a_real_dead_file_costs_its_row_nothing_whatever_banner_it_wears(real: Path) -> None:
    pages = sorted((real / "ofsted" / "html_real").glob("notfound_*.html"))
    old = row("50000001", "Children's services inspection", "", "1 May 2012")
    watched = Watched(collect, PROVIDER, {PROVIDER: provider_page(old), FILES + "50000001": pages[0].read_bytes()})
    [change] = watched.visit()
    assert change.document.details["unread"] == "in its place stands a web page headed “Report not found”"
    watched.web[FILES + "50000001"] = pages[1].read_bytes()
    assert watched.visit(after=timedelta(weeks=30)) == []
    assert watched.asked.count(FILES + "50000001") == 2

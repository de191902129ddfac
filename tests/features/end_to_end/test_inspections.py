"""An Ofsted provider page is edited, and this is what a subscriber reads."""

from __future__ import annotations

import pytest

from tests.features.end_to_end.town import HOUR, Town
from tests.tools.says import says
from tests.tools.standin import Chat
from tests.tools.web import Answer
from tests.unit.sources import ofstedreports as reports
from tests.unit.sources.ofstedpages import error_page, provider_page, row
from watcher.cli.demo.paper import pdf
from watcher.messages.texts.inspections import UNREAD

PAGE = "/provider/44/80500"
OLD, NEW = "/v1/file/50239788", "/v1/file/50300000"
FULL = row("50239788", "Inspection of services", "11 December 2023", "16 February 2024", href=OLD)
LETTER = row("50300000", "Monitoring visit", "3 November 2026", "20 November 2026", href=NEW)
AREAS = (reports.LEADERS, reports.HELP, reports.IN_CARE, reports.LEAVERS, reports.OVERALL)
FOOT = "The Ofsted </provider/44/80500> · The Ofsted"


@pytest.fixture
def town(town: Town) -> Town:
    town.watches("ofsted", PAGE)
    graded = reports.ilacs(dict.fromkeys(AREAS, "Inadequate"))
    town.serves({PAGE: provider_page(FULL), OLD: pdf(*graded), NEW: pdf(*reports.MONITORING)})
    return town


@pytest.fixture
def ann(town: Town) -> Chat:
    return town.subscriber(42, "ofsted")


def told_after(town: Town, chat: Chat, page: str | Answer) -> list[str]:
    town.serves({PAGE: page})
    town.once()
    return town.told(chat)


@pytest.mark.soak  # quicker: the same in test_news.py; unit/sources/test_ofsted_provider.py
def test_the_first_visit_tells_nobody(town: Town) -> None:
    ann = town.api.private(42)
    ann.says("/subscribe ofsted")
    result = town.once()
    assert [one.split("\n")[0] for one in town.told(ann)] == ["Following The Ofsted: as it happens."]
    assert (result.visits[0].state, result.visits[0].documents, town.log()) == ("ok", 1, [])


def test_a_new_report_is_told_with_each_grade_beside_the_one_before(town: Town, ann: Chat) -> None:
    graded = reports.ilacs(dict.fromkeys(AREAS, "Good"), dates="3 to 14 November 2026")
    town.serves({NEW: pdf(*graded)})
    (message,) = told_after(
        town, ann, provider_page(LETTER.replace("Monitoring visit", "Inspection of services"), FULL)
    )
    assert says(message, "Inadequate → Good\n", f"New: Inspection of services <{NEW}>\n")
    assert "Inspected 3 to 14 November 2026, published 20 November 2026" in message
    assert [line for line in message.splitlines() if line.startswith("• Overall")] == [
        "• Overall effectiveness: Inadequate → Good"
    ]
    assert message.endswith(FOOT)


@pytest.mark.soak  # quicker: the report, above; unit/sources/test_ofsted_reports.py
def test_a_letter_without_grades_is_told_too(town: Town, ann: Chat) -> None:
    (message,) = told_after(town, ann, provider_page(LETTER, FULL))
    assert says(message, f"New: Monitoring visit <{NEW}>\n")
    assert "Inspected 26 and 27 March 2025, published 20 November 2026" in message
    assert message.endswith(FOOT)


def test_a_new_report_whose_file_is_not_there_yet_is_told_by_its_row_and_once_more_with_its_grades(
    town: Town, ann: Chat
) -> None:
    del town.site.pages[NEW]
    listed = LETTER.replace("Monitoring visit", "Inspection of services")
    (message,) = told_after(town, ann, provider_page(listed, FULL))
    assert f"New: Inspection of services <{NEW}>" in message
    assert f"published 20 November 2026\n{UNREAD} (" in message
    town.serves({NEW: pdf(*reports.ilacs(dict.fromkeys(AREAS, "Good"), dates="3 to 14 November 2026"))})
    town.once(later=25 * HOUR)
    (message,) = town.told(ann)
    assert f"Changed: Inspection of services <{NEW}>" in message
    assert "• Overall effectiveness: Inadequate → Good" in message
    assert "this is what the report says" in message
    town.once(later=25 * HOUR)
    assert town.told(ann) == []


@pytest.mark.soak  # quicker: unit/messages/test_inspections.py; the retitled article in test_news.py
def test_a_relabelled_and_redated_report_is_told_with_old_and_new(town: Town, ann: Chat) -> None:
    edited = FULL.replace("Inspection of services", "Inspection of care").replace("16 February", "19 February")
    (message,) = told_after(town, ann, provider_page(edited))
    assert says(message, f"Changed: Inspection of care <{OLD}>\n")
    assert "title: Inspection of services → Inspection of care\n" in message
    assert "published: 16 February 2024 → 19 February 2024" in message
    assert message.endswith(FOOT)
    assert told_after(town, ann, provider_page(edited)) == []


def test_noise_is_silent(town: Town, ann: Chat) -> None:
    """All at once: a banner, another host for the file, and blanks; each alone in unit/sources/test_ofsted_*.py."""
    moved = FULL.replace(OLD, "https://files.ofsted.gov.uk" + OLD).replace("<div", "\n  <div")
    assert told_after(town, ann, provider_page(moved, banner="<p>We are testing a new service.</p>")) == []


@pytest.mark.soak  # quicker: unit/sources/test_ofsted_provider.py; test_portal_oddities.py
def test_a_page_that_is_no_provider_page_costs_nothing_and_is_reported(town: Town, ann: Chat) -> None:
    town.serves({PAGE: error_page("Sorry, there is a problem with the service")})
    result = town.once()
    assert (result.failed, result.visits[0].state, town.told(ann)) == (True, "failing", [])
    assert told_after(town, ann, provider_page(FULL)) == []


@pytest.mark.soak  # quicker: unit/jobs/test_visit.py
def test_who_follows_something_else_is_not_told(town: Town, ann: Chat) -> None:
    bob = town.subscriber(43, "roads")
    assert told_after(town, bob, provider_page(LETTER, FULL)) == []
    assert len(town.told(ann)) == 1

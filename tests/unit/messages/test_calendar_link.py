"""calendar_link.py: a link that puts a meeting into a calendar."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from tests.tools.examples import every_example
from watcher.core.documents import Document
from watcher.messages.calendar_link import calendar_link, google_link

PAGE = "https://democracy.example.gov.uk/ieListDocuments.aspx?CId=153&MId=8092"
MEETING = Document(
    "m8092", "meeting", "Cabinet", PAGE, details={"date": "2026-12-01", "time": "19:00", "venue": "Town Hall, Romford"}
)


def on(**details: str) -> Document:
    return replace(MEETING, details={**MEETING.details, **details})


def said(link: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(link).query, strict_parsing=True).items()}


def test_event_names_meeting_place_and_page() -> None:
    link = calendar_link(MEETING)
    assert link.startswith("https://calendar.google.com/calendar/render?action=TEMPLATE&text=Cabinet&dates=")
    assert said(link) == {
        "action": "TEMPLATE",
        "text": "Cabinet",
        "dates": "20261201T190000Z/20261201T210000Z",
        "details": PAGE,
        "location": "Town Hall, Romford",
        "ctz": "Europe/London",
    }


@every_example(
    ("day", "clock", "dates"),
    [
        ("2026-07-01", "19:00", "20260701T180000Z/20260701T200000Z"),  # summer time
        ("2026-10-24", "19:00", "20261024T180000Z/20261024T200000Z"),  # the day before the clocks go back
        ("2026-10-25", "19:00", "20261025T190000Z/20261025T210000Z"),
        ("2026-07-01", "00:30", "20260630T233000Z/20260701T013000Z"),
        ("2026-12-31", "", "20261231/20270101"),
    ],
)
def test_hours_of_london_are_told_in_utc(day: str, clock: str, dates: str) -> None:
    assert said(calendar_link(on(date=day, time=clock)))["dates"] == dates


def test_portals_own_file_goes_before_ours() -> None:
    own = "https://democracy.example.gov.uk/mgVCalendar.aspx?EID=8092&ET=51&RPID=0&FMT=ICS"
    assert calendar_link(on(calendar=own)) == own
    assert google_link(on(calendar=own)).startswith("https://calendar.google.com/")


@every_example("status", ["cancelled", "postponed", "Abandoned"])
def test_meeting_that_does_not_take_place_has_no_link(status: str) -> None:
    assert calendar_link(on(status=status)) == ""


def test_meeting_without_a_date_has_no_link() -> None:
    assert calendar_link(replace(MEETING, details={})) == ""
    assert calendar_link(on(date="soon")) == ""


def test_title_of_a_stranger_adds_nothing_to_the_link() -> None:
    link = calendar_link(replace(MEETING, title='Cabinet & "Board"#x?\n&dates=1/2'))
    assert " " not in link
    assert "#" not in link
    assert said(link)["text"].startswith('Cabinet & "Board"#x?')
    assert said(link)["dates"] == "20261201T190000Z/20261201T210000Z"


@every_example("title", ["Overview " * 400, "\U0001f600" * 500, "é" * 3_000])
def test_link_is_never_longer_than_programs_take(title: str) -> None:
    long = replace(on(venue=title), title=title, url="https://democracy.example.gov.uk/" + "x" * 3_000)
    link = calendar_link(long)
    assert len(link) < 2_000
    assert said(link)["text"]
    assert said(link)["dates"] == "20261201T190000Z/20261201T210000Z"

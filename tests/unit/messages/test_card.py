"""card.py: where a meeting is, until when to ask, and links that work although nothing of ours runs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.tools.examples import every_example
from tests.unit.messages.example_documents import AT, MEETING, SETTING, paper, told
from watcher.core.alerts import Alert, Button
from watcher.core.documents import Document, Json
from watcher.core.meetings import MeetingAndPapers
from watcher.messages.card import meeting_buttons, meeting_card
from watcher.messages.context import RenderContext

ALERT = told(paper("s1", "report", "Transport"))


def knowing(*papers: Document, url: str = MEETING.url, **said: Json) -> RenderContext:
    meeting = replace(MEETING, url=url, details={**MEETING.details, **said})
    return replace(SETTING, meetings={("cabinet", "m1"): MeetingAndPapers(meeting, papers)})


def card(setting: RenderContext = SETTING, alert: Alert = ALERT) -> str:
    return meeting_card(alert, setting).html.replace("\u2060", "")


def labels(setting: RenderContext, alert: Alert = ALERT) -> list[str]:
    return [button.label for row in meeting_buttons(alert, setting) for button in row]


def test_it_says_where_and_until_when_questions_can_be_put_with_the_days_left() -> None:
    assert card() == (
        "Town Hall, Romford. Questions from the public: until Fri 13 Nov, noon, to committees@havering.gov.uk "
        "(3 days left)."
    )


@every_example(("days", "left"), [(2, "1 day left"), (3, "today"), (1, "2 days left")])
def test_the_days_left_are_those_of_the_day_on_which_it_is_told(days: int, left: str) -> None:
    assert card(replace(SETTING, now=AT.replace(hour=0) + timedelta(days=days))).endswith(f"({left}).")


def test_a_deadline_that_has_passed_is_not_told() -> None:
    assert card(replace(SETTING, now=datetime(2026, 11, 13, 12, 1, tzinfo=UTC))) == "Town Hall, Romford."


def test_what_the_agenda_says_counts_where_the_page_says_nothing() -> None:
    said: dict[str, Json] = {"questions_until": "2026-11-12", "questions_for": "2026-11-18"}
    setting = knowing(paper("g1", "agenda", "Agenda", **said), questions_until="", questions_to="")
    assert "until Thu 12 Nov (2 days left)" in card(setting)


@every_example("details", [{"status": "cancelled"}, {"status": "postponed"}, {"date": "2026-11-09"}, {"date": None}])
def test_of_a_meeting_that_is_over_or_off_nothing_is_told(details: dict[str, Json]) -> None:
    off = MeetingAndPapers(replace(MEETING, details={**MEETING.details, **details}))
    assert card(replace(SETTING, meetings={("cabinet", "m1"): off})) == ""


def test_of_a_meeting_that_is_not_known_nothing_is_told_nor_linked() -> None:
    unknown = replace(SETTING, meetings={})
    assert (card(unknown), labels(unknown)) == ("", [])


def test_the_links_are_buttons_with_an_address() -> None:
    ((page, calendar, share),) = meeting_buttons(ALERT, SETTING)
    assert page == Button("Agenda page", url=MEETING.url)
    assert calendar.url.startswith("https://calendar.google.com/calendar/render?")
    assert share == Button("Share", url="https://t.me/havering_bot?start=send")


def test_the_portals_own_calendar_file_goes_before_ours() -> None:
    own = "https://d.example.gov.uk/ieGetICal.aspx?MId=1"
    assert meeting_buttons(ALERT, knowing(calendar=own))[0][1].url == own


@every_example("url", ["http://127.0.0.1:8000/x", "http://localhost/x", "javascript:alert(1)", "", "x" * 9])
def test_an_address_that_telegram_takes_for_no_button_is_left_out(url: str) -> None:
    assert labels(knowing(url=url)) == ["Add to calendar", "Share"]


def test_nothing_is_shared_where_the_bots_name_is_unknown_or_only_own_words_are_followed() -> None:
    assert "Share" not in labels(replace(SETTING, bot=""))
    assert "Share" not in labels(SETTING, replace(ALERT, matched_subscriptions=(("", "short breaks"),)))


def test_of_a_committee_its_source_is_shared() -> None:
    followed = replace(ALERT, matched_subscriptions=(("portal/people-and-scrutiny", ""),))
    assert meeting_buttons(followed, SETTING)[0][2].url == "https://t.me/havering_bot?start=portal"


def test_the_pages_contact_stands_where_no_address_takes_questions() -> None:
    assert card(knowing(contact="Ann Clerk 01708 433076")).endswith("(3 days left).")
    told_here = card(knowing(contact="Ann Clerk 01708 433076", questions_to=""))
    assert told_here.endswith("Contact: Ann Clerk 01708 433076.")


def test_a_webcast_is_a_button_where_the_page_has_one() -> None:
    assert "Watch it" in labels(knowing(webcast="https://havering.public-i.tv/core/portal/webcast/1"))
    assert "Watch it" not in labels(knowing())

"""A reminder: what ends when in the first line, then how and where."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from tests.tools.examples import every_example
from tests.tools.says import says
from tests.tools.standin.markup import parse_html
from watcher.core.alerts import Button
from watcher.core.deadlines import Deadline
from watcher.core.documents import Document
from watcher.messages.reminders import reminder

LONDON = ZoneInfo("Europe/London")
MEETING = Document(
    "m", "meeting", "Cabinet", "https://a.example/m",
    details={"date": "2026-11-18", "time": "19:00", "venue": "Town Hall, Romford"},
)  # fmt: skip
DECISION = Document("d", "decision", "Home to school transport", "https://a.example/d")
CONSULTATION = Document("c", "publication", "SEND strategy", "https://a.example/c")


@every_example(
    ("deadline", "document", "now", "news", "facts", "button"),
    [
        (
            Deadline("question", date(2026, 11, 13), "m", time(12), "committees@a.example"), MEETING, (2026, 11, 12, 9),
            ["Cabinet", "tomorrow, Fri 13 Nov, noon"],
            ["committees@a.example", "Cabinet", "Wed 18 Nov", "19:00", "Town Hall, Romford"], "Agenda page",
        ),
        (
            Deadline("question", date(2026, 11, 13), "m"), MEETING, (2026, 11, 11, 9),
            ["Cabinet", "on Fri 13 Nov"], ["agenda page", "Wed 18 Nov", "Town Hall, Romford"], "Agenda page",
        ),
        (
            Deadline("meeting", date(2026, 11, 18), "m", time(19)), MEETING, (2026, 11, 18, 9),
            ["Cabinet", "today, Wed 18 Nov, 19:00"], ["Cabinet", "Town Hall, Romford"], "Agenda page",
        ),
        (
            Deadline("call-in", date(2026, 11, 27), "d"), DECISION, (2026, 11, 26, 9),
            ["Call-in", "tomorrow, Fri 27 Nov", "Home to school transport"], ["councillors"], "The decision",
        ),
        (
            Deadline("consultation", date(2026, 11, 30), "c", time(17)), CONSULTATION, (2026, 11, 29, 23),
            ["Consultation", "tomorrow, Mon 30 Nov, 17:00", "SEND strategy"], ["anybody"], "Open the page",
        ),
    ],
    ids=["question", "question without an address", "meeting", "call-in", "consultation"],
)  # fmt: skip
def test_a_reminder_says_first_what_ends_when(
    deadline: Deadline, document: Document, now: tuple[int, ...], news: list[str], facts: list[str], button: str
) -> None:
    html, buttons = reminder(deadline, document, datetime(*now, tzinfo=LONDON))  # type: ignore[arg-type, misc]
    first, _, rest = parse_html(html).text.replace("\u2060", "").partition("\n")
    assert says(first, *news)
    assert says(rest, *facts)
    assert rest.endswith("/reminders")
    assert buttons == ((Button(button, url=document.url),),)


def test_the_day_of_a_meeting_is_said_once() -> None:
    html, _ = reminder(
        Deadline("meeting", date(2026, 11, 18), "m", time(19)), MEETING, datetime(2026, 11, 18, 9, tzinfo=LONDON)
    )
    assert html.count("18 Nov") == 1

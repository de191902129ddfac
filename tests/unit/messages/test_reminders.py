"""The words of a reminder: pinned here, once for each thing one is reminded of."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

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
FOOT = "\nYou asked to be reminded. /reminders"


@pytest.mark.parametrize(
    ("deadline", "document", "now", "text", "button"),
    [
        (
            Deadline("question", date(2026, 11, 13), "m", time(12), "committees@a.example"), MEETING, (2026, 11, 12, 9),
            "Questions to Cabinet close tomorrow, Fri 13 Nov, noon\nSend yours to committees@a.example.\n"
            "Cabinet, Wed 18 Nov, 19:00, Town Hall, Romford", "Agenda page",
        ),
        (
            Deadline("question", date(2026, 11, 13), "m"), MEETING, (2026, 11, 11, 9),
            "Questions to Cabinet close on Fri 13 Nov\nThe agenda page says how to ask one.\n"
            "Cabinet, Wed 18 Nov, 19:00, Town Hall, Romford", "Agenda page",
        ),
        (
            Deadline("meeting", date(2026, 11, 18), "m", time(19)), MEETING, (2026, 11, 18, 9),
            "Cabinet meets today, Wed 18 Nov, 19:00\nCabinet, Wed 18 Nov, 19:00, Town Hall, Romford", "Agenda page",
        ),
        (
            Deadline("call-in", date(2026, 11, 27), "d"), DECISION, (2026, 11, 26, 9),
            "Call-in ends tomorrow, Fri 27 Nov: Home to school transport\n"
            "Until then councillors can call the decision in.\nHome to school transport", "The decision",
        ),
        (
            Deadline("consultation", date(2026, 11, 30), "c", time(17)), CONSULTATION, (2026, 11, 29, 23),
            "Consultation ends tomorrow, Mon 30 Nov, 17:00: SEND strategy\nUntil then anybody can answer.\n"
            "SEND strategy", "Open the page",
        ),
    ],
    ids=["question", "question without an address", "meeting", "call-in", "consultation"],
)  # fmt: skip
def test_a_reminder_says_first_what_ends_when(
    deadline: Deadline, document: Document, now: tuple[int, ...], text: str, button: str
) -> None:
    html, buttons = reminder(deadline, document, datetime(*now, tzinfo=LONDON))  # type: ignore[arg-type, misc]
    assert parse_html(html).text.replace("\u2060", "") == text + FOOT
    assert buttons == ((Button(button, url=document.url),),)

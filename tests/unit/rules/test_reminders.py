"""When somebody is reminded: by examples, each with its neighbours that are not told."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from tests.tools.examples import every_example
from watcher.core.deadlines import Deadline, DeadlineKind
from watcher.core.documents import Document, DocumentKind, Json
from watcher.rules.reminders import due_reminders, moments_ahead, moments_of, past_moments, still_true, subjects_of

LONDON = ZoneInfo("Europe/London")


def london(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LONDON)  # type: ignore[arg-type, misc]  # year to minute


@every_example(
    ("kind", "day", "clock", "moments"),
    [
        ("question", date(2026, 11, 13), time(12), [london(2026, 11, 11, 9), london(2026, 11, 12, 9)]),
        ("question", date(2026, 11, 16), None, [london(2026, 11, 12, 9), london(2026, 11, 15, 9)]),  # over a weekend
        ("question", date(2026, 12, 29), None, [london(2026, 12, 23, 9), london(2026, 12, 28, 9)]),  # over Christmas
        ("call-in", date(2026, 11, 27), None, [london(2026, 11, 26, 9)]),
        ("consultation", date(2026, 11, 30), time(17), [london(2026, 11, 29, 9)]),
        ("meeting", date(2026, 11, 18), time(19), [london(2026, 11, 18, 9)]),
        ("meeting", date(2026, 11, 18), None, [london(2026, 11, 18, 9)]),
        ("meeting", date(2026, 11, 18), time(8, 30), [london(2026, 11, 18, 7, 30)]),  # else it would be too late
        ("meeting", date(2026, 7, 1), time(19), [london(2026, 7, 1, 9)]),  # by the clocks of summer
    ],
)
def test_when_a_reminder_comes(kind: DeadlineKind, day: date, clock: time | None, moments: list[datetime]) -> None:
    assert [moment.at for moment in moments_of(Deadline(kind, day, "m", clock))] == moments


ASKED = Deadline("question", date(2026, 11, 13), "m", time(12))
FIRST, SECOND = "question 2026-11-13 0", "question 2026-11-13 1"


@every_example(
    ("now", "told", "names"),
    [
        (london(2026, 11, 11, 8, 59), (), []),
        (london(2026, 11, 11, 9), (), [FIRST]),
        (london(2026, 11, 12, 8), (FIRST,), []),
        (london(2026, 11, 12, 9), (FIRST,), [SECOND]),
        (london(2026, 11, 12, 9), (FIRST, SECOND), []),
        (london(2026, 11, 12, 22), (), [FIRST, SECOND]),  # both missed: one message for both
        (london(2026, 11, 13, 12), (), [FIRST, SECOND]),  # it says 12:00, so there is time still
        (london(2026, 11, 13, 12, 1), (), []),  # over: never
    ],
)
def test_a_missed_reminder_comes_late_while_there_is_time_and_never_after_it(
    now: datetime, told: tuple[str, ...], names: list[str]
) -> None:
    assert [found for _, found in due_reminders([ASKED], told, now)] == ([names] if names else [])


def test_whoever_asks_late_is_not_told_at_once_what_they_have_just_read() -> None:
    now = london(2026, 11, 12, 14)
    seen = past_moments([ASKED], now)
    assert seen == [FIRST, SECOND]
    assert not list(due_reminders([ASKED], seen, now))


def test_a_deadline_that_moves_is_told_anew_and_one_whose_hour_alone_changes_is_not() -> None:
    moved = Deadline("question", date(2026, 11, 20), "m", time(12))
    now = london(2026, 11, 19, 9)
    assert [names for _, names in due_reminders([moved], (FIRST, SECOND), now)] == [
        ["question 2026-11-20 0", "question 2026-11-20 1"]
    ]
    later = Deadline("question", date(2026, 11, 13), "m", time(17))
    assert not list(due_reminders([later], (FIRST, SECOND), london(2026, 11, 12, 10)))


def test_what_lies_ahead_is_listed_the_next_first() -> None:
    meeting = Deadline("meeting", date(2026, 11, 18), "m", time(19))
    ahead = moments_ahead([meeting, ASKED], (FIRST,), london(2026, 11, 10, 9))
    assert [(moment.name, deadline.kind) for moment, deadline in ahead] == [
        (SECOND, "question"),
        ("meeting 2026-11-18 0", "meeting"),
    ]


def test_a_message_that_waits_holds_as_long_as_its_deadline_stands_and_lies_ahead() -> None:
    assert still_true([ASKED], london(2026, 11, 13, 12)) == {FIRST, SECOND}
    assert still_true([ASKED], london(2026, 11, 13, 13)) == set()
    assert still_true([], london(2026, 11, 10, 9)) == set()


@every_example(
    ("kind", "details", "part_of", "keys"),
    [
        ("meeting", {"date": "2026-11-18"}, "", ["d"]),
        ("report", {"meeting": "Cabinet, 18 November 2026"}, "m", ["m"]),
        ("decision", {"meeting": "Cabinet, 18 November 2026", "call_in_until": "2026-11-27"}, "m", ["m", "d"]),
        ("decision", {"call_in_until": "2026-11-27"}, "", ["d"]),
        ("publication", {"consultation_until": "2026-11-30"}, "", ["d"]),
        ("article", {}, "", []),
        ("decision", {}, "", []),
    ],
)
def test_of_what_an_alert_can_lead_to_a_reminder(
    kind: DocumentKind, details: dict[str, Json], part_of: str, keys: list[str]
) -> None:
    document = Document("d", kind, "Title", "https://a.example/d", details=details, part_of=part_of)
    assert list(subjects_of(document)) == keys

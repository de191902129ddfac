"""What can't wait for a digest, and what makes a sound: each rule by examples, each with its neighbours that do not."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from tests.tools.examples import every_example
from watcher.core.alerts import Alert
from watcher.core.deadlines import Deadline
from watcher.core.documents import Change, ChangeKind, Document, DocumentKind, Json
from watcher.rules.urgency import is_urgent, makes_sound

NOW = datetime(2026, 11, 11, 10, tzinfo=UTC)  # a Wednesday
SATURDAY = datetime(2026, 11, 14, 9, tzinfo=UTC)


def meeting(kind: ChangeKind = "changed", day: str = "2026-11-18", **fields: tuple[Json, Json]) -> Change:
    details: dict[str, Json] = {"date": day, **{name: new for name, (_, new) in fields.items()}}
    return Change(kind, Document("m", "meeting", "Cabinet", "https://a.example/m", details=details), fields)


def other(kind: DocumentKind, happened: ChangeKind = "new", **fields: tuple[Json, Json]) -> Change:
    return Change(happened, Document("d", kind, "Title", "https://a.example/d"), fields)


@every_example(
    "change",
    [
        meeting(status=("Confirmed", "Cancelled")),
        meeting(status=("", "Postponed to a later date")),
        meeting(status=("Cancelled", "Confirmed")),
        meeting(status=("confirmed", "deferred")),
        meeting(status=("confirmed", "adjourned")),
        meeting(status=("confirmed", "rescheduled")),
        meeting(status=("cancelled", "moved")),
        meeting(date=("2026-11-18", "2026-11-25")),
        meeting(time=("19:00", "18:30")),
        meeting(venue=("Town Hall", "Library")),
        meeting(day="2026-11-11", time=("19:00", "20:00")),
        meeting(date=("2026-11-18", "2026-11-02")),
    ],
    ids=lambda change: str(dict(change.fields)),
)
def test_a_meeting_that_does_not_take_place_as_told_breaks_through(change: Change) -> None:
    assert is_urgent(change, (), NOW, SATURDAY)


@every_example(
    "change",
    [
        meeting(state=("", "Agenda")),
        meeting(status=("", "Confirmed")),
        meeting(status=("rescheduled", "confirmed")),
        meeting(day="2026-11-10", venue=("Town Hall", "Library")),
        meeting(date=("2026-11-03", "2026-11-04")),
        meeting("new"),
        other("article", "changed", date=("2026-11-18", "2026-11-25")),
        other("decision", "changed", status=("For Determination", "Cancelled")),
    ],
    ids=lambda change: f"{change.kind} {change.document.kind} {dict(change.fields)}",
)
def test_what_makes_nobody_come_in_vain_waits_for_the_digest(change: Change) -> None:
    assert not is_urgent(change, (), NOW, SATURDAY)


@every_example(
    ("deadline", "urgent"),
    [
        (Deadline("question", date(2026, 11, 13), "m", time(12)), True),
        (Deadline("call-in", date(2026, 11, 13), "d"), True),
        (Deadline("consultation", date(2026, 11, 11), "d"), True),
        (Deadline("question", date(2026, 11, 14), "m", time(9)), True),
        (Deadline("question", date(2026, 11, 14), "m", time(9, 1)), False),
        (Deadline("call-in", date(2026, 11, 14), "d"), False),  # the whole day counts
        (Deadline("question", date(2026, 11, 11), "m", time(9)), False),  # over
        (Deadline("consultation", date(2026, 11, 10), "d"), False),  # over
    ],
)
def test_a_deadline_breaks_through_that_passes_before_the_digest(deadline: Deadline, *, urgent: bool) -> None:
    assert is_urgent(other("report"), [deadline], NOW, SATURDAY) is urgent


def test_a_correction_or_a_withdrawal_does_not_break_through_for_a_deadline() -> None:
    soon = [Deadline("question", date(2026, 11, 13), "m")]
    assert not is_urgent(Change("changed", other("report").document, minor=True), soon, NOW, SATURDAY)
    assert not is_urgent(other("report", "withdrawn"), soon, NOW, SATURDAY)


@every_example(
    ("change", "sound"),
    [
        (other("inspection"), True),
        (other("inspection", "changed", grades=({}, {"Overall": "Good"})), True),
        (other("inspection", "changed", latest_report=("none", "2026-11-10")), True),
        (other("inspection", "changed", title=("A", "B")), False),
        (other("inspection", "withdrawn"), False),
        (other("decision"), False),
        (other("report"), False),
        (other("agenda"), False),
        (other("article"), False),
        (meeting("new"), False),
    ],
    ids=lambda value: f"{value.kind} {value.document.kind} {dict(value.fields)}" if isinstance(value, Change) else "",
)
def test_verdicts_make_a_sound_and_papers_and_news_none(change: Change, *, sound: bool) -> None:
    assert makes_sound(Alert(change, 42, ())) is sound


def test_what_can_not_wait_makes_a_sound() -> None:
    assert makes_sound(Alert(other("report"), 42, (), urgent=True))

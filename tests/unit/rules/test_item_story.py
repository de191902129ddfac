"""The steps of an item's life: in the order of their days, each once, by the council's own dates where it gives any."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from watcher.core.documents import Change, Document
from watcher.core.queries import SearchHit, Story
from watcher.rules.item_story import lies_ahead, steps_of

SEEN, LONDON = datetime(2026, 9, 7, 9, 30, tzinfo=UTC), ZoneInfo("Europe/London")
HOST = "https://democracy.example.gov.uk/"


def hit(
    key: str, kind: Any, *, after: int = 0, published: date | None = None, source: str = "a", **details: Any
) -> SearchHit:
    document = Document(key, kind, f"Title {key}", HOST + key, published, details=details)
    return SearchHit(source, document, SEEN + timedelta(days=after))


PLANNED = hit("i1", "plan-item", published=date(2026, 7, 1))
REPORT = hit("s1", "report", after=2)
MEETING = hit("m1", "meeting", date="2026-09-16")
DECISION = hit("d1", "decision", after=9, decided="2026-09-16", call_in_until="2026-09-25")
MINUTES = hit("g1/minutes", "minutes", after=30)
LIFE = (MINUTES, DECISION, MEETING, REPORT, PLANNED)


def told(*documents: SearchHit, changes: tuple[Change, ...] = ()) -> list[tuple[str, str, str]]:
    steps = steps_of(Story("Title", documents, changes), LONDON)
    return [(f"{step.day:%d %b}", step.kind, step.document.key) for step in steps]


def test_the_newest_step_stands_last_whatever_the_order_in_which_they_were_found() -> None:
    assert told(*LIFE) == [
        ("01 Jul", "planned", "i1"),
        ("09 Sep", "report", "s1"),
        ("16 Sep", "agenda", "m1"),
        ("16 Sep", "decided", "d1"),
        ("25 Sep", "call-in", "d1"),
        ("07 Oct", "minutes", "g1/minutes"),
    ]


def test_one_document_of_two_sources_is_one_step_by_the_first_that_saw_it() -> None:
    assert told(replace(REPORT, source="b", seen=SEEN + timedelta(days=8)), REPORT) == [("09 Sep", "report", "s1")]


def test_what_changed_is_a_step_on_its_day_and_what_is_new_or_a_meetings_is_none() -> None:
    at = SEEN + timedelta(days=4)
    found = tuple(
        Change(kind, of.document, {"size": ("1 KB", "2 KB")}, at=at)  # type: ignore[arg-type]  # each is a kind
        for kind, of in (("new", REPORT), ("changed", REPORT), ("changed", MEETING), ("withdrawn", REPORT))
    )
    assert told(REPORT, changes=found) == [
        ("09 Sep", "report", "s1"), ("11 Sep", "changed", "s1"), ("11 Sep", "withdrawn", "s1"),
    ]  # fmt: skip


def test_a_date_that_is_none_and_a_kind_without_one_count_from_the_day_they_were_seen() -> None:
    odd = hit("d2", "decision", decided="soon", call_in_until="2026-13-45")
    assert told(odd, hit("a1", "article")) == [("07 Sep", "seen", "a1"), ("07 Sep", "decided", "d2")]
    assert told() == []


def test_a_day_lies_ahead_until_it_is_over() -> None:
    (step,) = steps_of(Story("T", (MEETING,)), LONDON)
    assert lies_ahead(step, date(2026, 9, 16))
    assert not lies_ahead(step, date(2026, 9, 17))

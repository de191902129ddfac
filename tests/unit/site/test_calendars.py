"""calendars.py: meetings and deadlines that calendars take in, and take as the same events when they move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import vobject
from icalendar import Calendar

from tests.unit.site.contexts import NOW, STORABLE, contents, opened, remember, stamps, standing
from watcher.core.documents import Change, Document
from watcher.core.site_paths import document_path
from watcher.core.visits import StoredDocument
from watcher.site.calendars import calendars, committee_calendar
from watcher.store import Store

AT = datetime(2026, 11, 20, 9, 30, 15, tzinfo=UTC)
CABINET = Document(
    "m8", "meeting", "CABINET", "https://p.example/m8", details={
        "date": "2026-12-02", "time": "19:00", "committee": "Cabinet", "venue": "Town Hall; Main Road, Romford",
        "status": "Confirmed", "questions_until": "2026-11-27T12:00", "questions_to": "us@p.example",
        "questions_for": "2026-12-02",
    }
)  # fmt: skip
SUMMER = Document("m9", "meeting", "Council", "https://p.example/m9", details={"date": "2026-07-15", "time": "19:30"})
ALL_DAY = Document(
    "m7", "meeting", "Places & People", "https://p.example/m7", details={"date": "2027-01-05", "committee": "P & P"}
)
ASK = "Last chance to send a question to Cabinet"


def now_with(meeting: Document, **details: str) -> Document:
    return replace(meeting, details={**meeting.details, **details})


def changed(meeting: Document, field: str, hours: int = 1) -> Change:
    return Change("changed", meeting, {field: ("a", "b")}, source="portal", at=AT + timedelta(hours=hours))


def files(store: Store, *found: Document, log: Sequence[Change] = (), url: str = "") -> dict[str, bytes]:
    remember(store, standing(*found), log)
    with opened(store, url) as context:
        return contents(calendars, context)


def events(file: bytes) -> dict[str, Any]:
    """Returns the events by what people read, as icalendar understands them."""
    calendar = Calendar.from_ical(file)
    assert not [error for event in calendar.walk() for error in event.errors]
    return {str(event["summary"]): event for event in calendar.walk("VEVENT")}


def told(event: Any) -> tuple[Any, ...]:
    return str(event["status"]), int(event["sequence"]), event["dtstart"].dt


def test_all_meetings_stand_in_one_calendar_and_those_of_a_committee_in_its_own(store: Store) -> None:
    found = files(store, CABINET, SUMMER, ALL_DAY)
    assert {path: sorted(events(file)) for path, file in found.items()} == {
        "calendars/all.ics": ["Cabinet", "Council", ASK, ASK.replace("Cabinet", "Council"),
                              ASK.replace("Cabinet", "Places & People"), "Places & People"],
        "calendars/portal/cabinet.ics": ["Cabinet", ASK],
        "calendars/portal.ics": ["Council", ASK.replace("Cabinet", "Council")],
        "calendars/portal/p-and-p.ics": [ASK.replace("Cabinet", "Places & People"), "Places & People"],
    }  # fmt: skip
    assert {committee_calendar("portal", meeting) for meeting in (CABINET, SUMMER, ALL_DAY)} < set(found)


def test_the_events_of_a_committee_are_to_the_letter_those_in_the_calendar_of_all(store: Store) -> None:
    found = files(store, CABINET, SUMMER, now_with(ALL_DAY, committee="END:VCALENDAR"))
    whole = found.pop("calendars/all.ics")
    for file in found.values():
        first, last = file.index(b"BEGIN:VEVENT"), file.rindex(b"END:VCALENDAR")
        assert file[first:last] in whole
        assert file[last:] == b"END:VCALENDAR\r\n"


def test_hours_are_londons_in_winter_and_summer_and_a_day_without_one_is_whole(store: Store) -> None:
    found = events(files(store, CABINET, SUMMER, ALL_DAY)["calendars/all.ics"])
    assert {name: (event["dtstart"].dt, event["dtend"].dt) for name, event in found.items() if "Last" not in name} == {
        "Cabinet": (datetime(2026, 12, 2, 19, tzinfo=UTC), datetime(2026, 12, 2, 21, tzinfo=UTC)),
        "Council": (datetime(2026, 7, 15, 18, 30, tzinfo=UTC), datetime(2026, 7, 15, 20, 30, tzinfo=UTC)),
        "Places & People": (date(2027, 1, 5), date(2027, 1, 6)),
    }


def test_deadline_for_questions_ends_when_it_is_over_and_says_where_it_is_known_from(store: Store) -> None:
    found = events(files(store, CABINET, ALL_DAY)["calendars/all.ics"])
    said, worked_out = found[ASK], found[ASK.replace("Cabinet", "Places & People")]
    assert said["dtend"].dt == datetime(2026, 11, 27, 12, tzinfo=UTC)
    assert "by 27 November 2026, 12:00." in said["description"]
    assert "us@p.example" in said["description"]
    assert (worked_out["dtstart"].dt, str(worked_out["transp"])) == (date(2026, 12, 30), "TRANSPARENT")
    assert "check it on the agenda" in worked_out["description"]


def test_agenda_tells_the_deadline_where_the_page_does_not(store: Store) -> None:
    said = {name: CABINET.details[name] for name in ("questions_until", "questions_to", "questions_for")}
    bare = replace(CABINET, details={name: said for name, said in CABINET.details.items() if "questions" not in name})
    agenda = Document("g8", "agenda", "Agenda", "https://p.example/g8", details=said, part_of="m8")
    found = events(files(store, bare, agenda, log=[Change("new", agenda, source="portal", at=AT)])["calendars/all.ics"])
    assert "Its agenda says so." in found[ASK]["description"]
    assert (found[ASK]["dtstamp"].dt, found[ASK]["sequence"], found["Cabinet"]["sequence"]) == (AT, 1, 0)


def test_a_meeting_that_moves_stays_the_same_event_with_a_higher_sequence(store: Store) -> None:
    before = events(files(store, CABINET)["calendars/all.ics"])["Cabinet"]
    moved = now_with(CABINET, date="2026-12-09")
    with store.write() as db:
        db.exec_driver_sql("DELETE FROM documents")
    after = events(files(store, moved, log=[changed(moved, "date")])["calendars/all.ics"])["Cabinet"]
    assert (before["uid"], told(before)[1], before["dtstamp"].dt) == (after["uid"], 0, NOW)
    assert told(after) == ("CONFIRMED", 1, datetime(2026, 12, 9, 19, tzinfo=UTC))
    assert after["dtstamp"].dt == AT + timedelta(hours=1)


@pytest.mark.parametrize(
    ("status", "word"),
    [("Cancelled", "CANCELLED: "), ("Postponed", "POSTPONED: "), ("CANCELLED (noon)", "CANCELLED: ")],
)
def test_a_cancelled_meeting_and_its_deadline_are_cancelled_events(store: Store, status: str, word: str) -> None:
    off = now_with(CABINET, status=status)
    found = events(files(store, off, log=[changed(off, "status")])["calendars/all.ics"])
    assert {name: told(event)[:2] for name, event in found.items()} == {
        f"{word}Cabinet": ("CANCELLED", 1), f"{word}{ASK}": ("CANCELLED", 1)
    }  # fmt: skip


def test_a_withdrawn_meeting_is_cancelled_and_one_that_came_back_takes_place(store: Store) -> None:
    gone = Change("withdrawn", CABINET, source="portal", at=AT)
    remember(store, [("portal", StoredDocument(CABINET, withdrawn=True))], [gone])
    with opened(store) as context:
        assert told(events(contents(calendars, context)["calendars/all.ics"])["CANCELLED: Cabinet"])[:2] == (
            "CANCELLED", 1
        )  # fmt: skip
    with store.write() as db:
        db.exec_driver_sql("DELETE FROM documents")
    back = events(files(store, CABINET, log=[replace(gone, kind="restored")])["calendars/all.ics"])
    assert told(back["Cabinet"])[:2] == ("CONFIRMED", 2)


def test_a_meeting_that_two_sources_read_is_one_event(store: Store) -> None:
    remember(store, [*standing(CABINET), *standing(now_with(CABINET, venue="Elsewhere"), source="press")])
    with opened(store) as context:
        file = contents(calendars, context)["calendars/all.ics"]
    assert file.count(b"SUMMARY:Cabinet") == 1


def test_words_of_a_site_are_escaped_folded_and_end_no_line(store: Store) -> None:
    hostile = now_with(
        replace(CABINET, title=f"Ä{STORABLE}\r\nEND:VEVENT\nX:, ; \\ {'é' * 90}"), venue="A\nBEGIN:VALARM"
    )
    file = files(store, hostile)["calendars/all.ics"]
    assert max(map(len, file.split(b"\r\n"))) <= 75
    assert file.count(b"\nEND:VEVENT") == 2
    assert b"\n" not in file.replace(b"\r\n", b"")
    assert any("<script>" in name and ", ; \\" in name for name in events(file))
    assert len(list(vobject.readOne(file.decode()).vevent_list)) == 2


def test_a_second_library_reads_the_same(store: Store) -> None:
    file = files(store, CABINET, SUMMER, ALL_DAY, url="https://watcher.example.org/")["calendars/all.ics"]
    calendar = vobject.readOne(file.decode())
    for event in calendar.vevent_list:
        assert event.validate(raiseException=True)
        mine = events(file)[event.summary.value]
        assert (event.uid.value, event.dtstart.value) == (str(mine["uid"]), mine["dtstart"].dt)
    venue = next(event for event in calendar.vevent_list if event.summary.value == "Cabinet").location.value
    assert venue == "Town Hall; Main Road, Romford"
    assert calendar.method.value == "PUBLISH"


def test_event_leads_to_its_page_here_and_to_the_council(store: Store) -> None:
    page = f"https://watcher.example.org/{document_path('portal', 'm8')}"
    event = events(files(store, CABINET, url="https://watcher.example.org/")["calendars/all.ics"])["Cabinet"]
    assert str(event["url"]) == page
    assert page in event["description"]
    assert "https://p.example/m8" in event["description"]


def test_calendar_without_a_meeting_is_still_a_calendar(store: Store) -> None:
    (file,) = files(store).values()
    assert [component.name for component in Calendar.from_ical(file).subcomponents] == ["VTIMEZONE"]


def test_only_the_calendars_of_a_changed_meeting_are_made_again_and_the_same_data_gives_the_same_bytes(
    store: Store,
) -> None:
    first = files(store, CABINET, ALL_DAY)
    with opened(store, "", NOW + timedelta(days=3)) as context:
        before = stamps(calendars(context))
        assert contents(calendars, context) == first
    remember(store, log=[changed(CABINET, "venue")])
    with opened(store, "") as context:
        after = stamps(calendars(context))
    assert {path for path in after if after[path] != before[path]} == {
        "calendars/all.ics", "calendars/portal/cabinet.ics"
    }  # fmt: skip


def test_meetings_of_more_than_half_a_year_ago_are_left_out(store: Store) -> None:
    found = files(store, now_with(CABINET, date="2026-05-29"), now_with(SUMMER, date="2026-05-31"))
    assert set(found) == {"calendars/all.ics", "calendars/portal.ics"}

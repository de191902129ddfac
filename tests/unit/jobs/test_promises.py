"""What was promised, from the minutes to the nudge: kept once, told to its followers, never a wrong accusation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from watcher.core.alerts import Alert, Reason
from watcher.core.chats import Pause, Request, Subscribe
from watcher.core.documents import Change, Document, Json
from watcher.core.promises import KeptPromise
from watcher.core.sources import Source
from watcher.core.topics import Places, Topic
from watcher.core.visits import Health, StoredDocument
from watcher.fetch import Fetcher
from watcher.jobs.compose import render_due_alerts
from watcher.jobs.nudge import queue_nudges
from watcher.jobs.promises import record_promises, with_promises
from watcher.jobs.record import record
from watcher.jobs.visit_context import VisitContext
from watcher.messages.context import RenderContext
from watcher.rules.compare import StoredDocuments
from watcher.rules.digests import Timetable
from watcher.rules.matching import Matcher
from watcher.store import Store, alerts, documents, promises, renames, sources, subscriptions
from watcher.store.tables import messages

TIMETABLE = Timetable(ZoneInfo("Europe/London"), time(7, 30), (5, time(9)))
PEOPLE = Source("people", "People O&S", "https://a.example/", "moderngov")
TOPICS = Topic("send", "SEND", "", ("SEND", "EHCP")), Topic("parks", "Parks", "", ("parks",))
OCTOBER, NOVEMBER = datetime(2026, 10, 14, 10, tzinfo=UTC), datetime(2026, 11, 30, 10, tzinfo=UTC)
MADE = "The Sub-Committee RESOLVED to ask that EHCP timeliness figures be brought to its next meeting."
TEXT = (
    "MINUTES\n13 SEND UPDATE\nMembers noted the presentation of the Assistant Director on the work of the service.\n"
    f"{MADE}\n14 PARKS\nThe Head of Parks undertook to publish the mowing rota of all parks by 31 October 2026.\n"
    "\fPage two of the minutes holds the attendance of members and officers only.\n"
)
COMMITTEE: dict[str, Json] = {"committee": "People O&S"}


def meeting(key: str, day: str, *items: str, **details: Json) -> Document:
    agenda: list[Json] = [{"label": label} for label in items]
    own = {**COMMITTEE, "date": day, "status": "confirmed", "state": "Agenda", "items": agenda, **details}
    return Document(key, "meeting", "People O&S", f"https://a.example/{key}", details=own)


def paper(key: str, title: str, of: Document, words: str = "", kind: str = "report") -> Document:
    when = date.fromisoformat(str(of.details["date"]))
    label = f"People O&S, {when.day} {when:%B %Y}"
    own: dict[str, Json] = {**COMMITTEE, "meeting": label} | ({"text": f"print of {words}"} if words else {})
    url = f"https://a.example/{key}.pdf"
    return Document(key, kind, title, url, details=own, part_of=of.key, words=words)  # type: ignore[arg-type]


SEPTEMBER = meeting("m1", "2026-09-29")
MINUTES = paper("g1", "Printed minutes", SEPTEMBER, TEXT, "minutes")
WITHOUT = meeting("m2", "2026-12-08", "1. Apologies", "2. Minutes", "3. Library opening hours")


class Portal:
    """One source as visits leave it in the store; chats 42 and up follow things."""

    def __init__(self, store: Store, fetcher: Fetcher) -> None:
        self.store = store
        self.context = VisitContext(store, fetcher, lambda: Matcher(TOPICS, Places()), TIMETABLE)

    def follows(self, chat_id: int, *wanted: Subscribe | Pause) -> None:
        with self.store.write() as db:
            subscriptions.carry_out(db, Request(chat_id, "private"), wanted, OCTOBER)

    def visit(self, now: datetime, *found: Document, kind: str = "new", source: Source = PEOPLE) -> None:
        """A good visit that finds these for the first time, or withdrawn."""
        with self.store.write() as db:
            known = documents.load_named(db, source.id, [one.key for one in found], [], [])
            stored = [StoredDocument(one, "scope", withdrawn=kind == "withdrawn") for one in found]
            documents.save(db, source.id, stored, StoredDocuments(known, {}), now)
            changes = [Change(kind, one) for one in found]  # type: ignore[arg-type]
            saved = record(db, changes, source, self.context, now)
            read = () if kind == "withdrawn" else found
            record_promises(db, read, saved, source, self.context.matcher, now)
            queue_nudges(db, source, self.context, now)

    def nudges(self) -> list[tuple[int, str]]:
        """To whom, and the first line."""
        with self.store.read() as db:
            rows = db.execute(select(messages.c.chat_id, messages.c.html).order_by(messages.c.id))
            return [(chat_id, html.split("\n")[0]) for chat_id, html in rows]

    def promised(self) -> list[KeptPromise]:
        with self.store.read() as db:
            return promises.listed(db, [PEOPLE.id])


@pytest.fixture
def portal(database: Path) -> Iterator[Portal]:
    fetcher = Fetcher(contact="https://example.org/", delay=0, timeout=1, max_bytes=1_000, own_hosts=[])
    with Store(f"sqlite:///{database}") as store, fetcher:
        with store.write() as db:
            sources.save_health(db, Health(PEOPLE.id, PEOPLE.kind, PEOPLE.url))
        opened = Portal(store, fetcher)
        opened.visit(OCTOBER - timedelta(days=20), SEPTEMBER)
        yield opened


NOT_NAMED = "<b>Not named on this agenda: EHCP timeliness figures</b>"
ROTA = "<b>Promised by 31 October 2026: the mowing rota of all parks</b>"


def test_a_promise_is_kept_with_its_meeting_item_page_and_day(portal: Portal) -> None:
    portal.visit(OCTOBER, MINUTES)
    figures, rota = sorted(portal.promised(), key=lambda one: one.id)
    assert (figures.promise.text, figures.promise.item, figures.promise.page) == (MADE, "SEND UPDATE", 1)
    assert (figures.made, figures.committee, figures.meeting) == (date(2026, 9, 29), "People O&S", "m1")
    assert (figures.topics, figures.promise.to_next_meeting, figures.state) == (["send"], True, "open")
    assert (rota.promise.due, rota.promise.who, rota.topics) == (date(2026, 10, 31), "Head of Parks", ["parks"])


def test_the_alert_of_the_minutes_tells_a_follower_what_was_promised_and_nothing_of_other_topics(
    portal: Portal,
) -> None:
    portal.follows(42, Subscribe("send"))
    portal.follows(43, Subscribe("parks"))
    portal.visit(OCTOBER, MINUTES)
    setting = RenderContext({"people": PEOPLE}, ZoneInfo("Europe/London"))
    with portal.store.write() as db:
        render_due_alerts(db, alerts.due(db, OCTOBER), setting, OCTOBER)
        told = {row.chat_id: row.html for row in db.execute(select(messages.c.chat_id, messages.c.html))}
    page = '<a href="https://a.example/g1.pdf#page=1">p. 1</a>'
    assert f"Promised for the next meeting: {page}: “{MADE}”" in told[42]
    assert told[42].count("be brought to its next meeting") == 2  # the headline, and the promise: no quote beside it
    assert "mowing" not in told[42]
    assert f"Promised by 31 October 2026: {page}: “The Head of Parks undertook" in told[43]


def test_the_next_agenda_that_lacks_it_is_told_once_to_who_follows_it(portal: Portal) -> None:
    portal.follows(42, Subscribe("send"))
    portal.follows(43, Subscribe("libraries"))
    portal.visit(OCTOBER, MINUTES)
    assert portal.nudges() == []
    for hours in range(3):
        portal.visit(NOVEMBER + timedelta(hours=hours), WITHOUT)
    assert portal.nudges() == [(42, NOT_NAMED)]
    with portal.store.read() as db:
        html = db.execute(select(messages.c.html)).scalar_one()
    assert "promised on 29 September: EHCP timeliness figures; on this agenda: no" in html


@pytest.mark.parametrize(
    "agenda",
    [
        meeting("m2", "2026-12-08", "3. EHCP performance"),
        meeting("m2", "2026-12-08", "3. SEND update"),
        meeting("m2", "2026-12-08", "3. Libraries", status="Cancelled"),
        meeting("m2", "2026-12-08"),
        replace(WITHOUT, title="Extraordinary meeting"),
        replace(WITHOUT, details={**WITHOUT.details, "items": [{"label": "3. Performance", "to_follow": True}]}),
        replace(WITHOUT, details={**WITHOUT.details, "committee": "Cabinet"}, title="Cabinet"),
    ],
    ids=["title", "item", "cancelled", "empty", "extraordinary", "to follow", "another committee"],
)
def test_nothing_is_said_where_the_agenda_may_have_it_is_not_whole_or_is_not_the_one(
    portal: Portal, agenda: Document
) -> None:
    portal.follows(42, Subscribe("send"))
    portal.visit(OCTOBER, MINUTES)
    portal.visit(NOVEMBER, agenda)
    assert portal.nudges() == []


def test_nothing_is_said_while_a_paper_of_the_agenda_is_not_read_nor_where_its_text_has_it(portal: Portal) -> None:
    portal.follows(42, Subscribe("send"))
    portal.visit(OCTOBER, MINUTES)
    unread = paper("s1", "Quarterly performance", WITHOUT)
    portal.visit(NOVEMBER, WITHOUT, unread)
    assert portal.nudges() == []
    words = "Of all EHCPs 41 per cent were in time; their timeliness fell."
    portal.visit(NOVEMBER + timedelta(hours=1), paper("s1", "Quarterly performance", WITHOUT, words))
    assert portal.nudges() == []
    assert [(one.state, one.seen_title) for one in portal.promised() if "send" in one.topics] == [
        ("kept", "Quarterly performance")
    ]


def test_a_day_that_passes_is_told_once_on_the_day_after(portal: Portal) -> None:
    portal.follows(43, Subscribe("parks"))
    portal.visit(OCTOBER, MINUTES)
    portal.visit(datetime(2026, 10, 31, 20, tzinfo=UTC))
    assert portal.nudges() == []
    for hours in (0, 5):
        portal.visit(datetime(2026, 11, 1, 9 + hours, tzinfo=UTC))
    assert portal.nudges() == [(43, ROTA)]


def test_what_a_later_report_shows_is_not_asked_for(portal: Portal) -> None:
    portal.follows(43, Subscribe("parks"))
    portal.visit(OCTOBER, MINUTES)
    between = meeting("m3", "2026-10-28", "4. Mowing rota")
    portal.visit(OCTOBER + timedelta(days=7), between, paper("s3", "Mowing rota for parks", between))
    portal.visit(datetime(2026, 11, 1, 9, tzinfo=UTC))
    assert portal.nudges() == []


def test_a_day_that_had_passed_when_the_minutes_came_is_no_news(portal: Portal) -> None:
    portal.follows(43, Subscribe("parks"))
    portal.visit(NOVEMBER, MINUTES)
    portal.visit(NOVEMBER + timedelta(days=1))
    assert portal.nudges() == []


def test_who_hears_once_a_day_is_nudged_with_the_next_digest_and_who_pauses_is_not(portal: Portal) -> None:
    portal.follows(44, Subscribe("parks", frequency="daily"))
    portal.follows(45, Subscribe("parks"), Pause(None))
    portal.visit(OCTOBER, MINUTES)
    portal.visit(datetime(2026, 11, 1, 9, tzinfo=UTC))
    assert portal.nudges() == []
    for hour in (8, 9):
        portal.visit(datetime(2026, 11, 2, hour, tzinfo=UTC))
    assert portal.nudges() == [(44, ROTA)]


def test_minutes_read_again_keep_what_became_of_their_promises_and_drop_what_is_gone(portal: Portal) -> None:
    portal.follows(42, Subscribe("send"))
    portal.visit(OCTOBER, MINUTES)
    portal.visit(NOVEMBER, WITHOUT)
    final = TEXT.replace(
        "undertook to publish the mowing rota of all parks by 31 October 2026", "thanked the volunteers"
    )
    portal.visit(NOVEMBER, paper("g1", "Printed minutes", SEPTEMBER, final, "minutes"))
    (left,) = portal.promised()
    assert left.promise.text == MADE
    assert left.lacking is not None
    assert portal.nudges() == [(42, NOT_NAMED)]


def test_draft_and_final_minutes_of_one_meeting_promise_once_and_withdrawn_ones_nothing(portal: Portal) -> None:
    portal.visit(OCTOBER, MINUTES)
    final = paper("g2", "Final minutes", SEPTEMBER, TEXT, "minutes")
    portal.visit(NOVEMBER, final)
    assert [one.key for one in portal.promised()] == ["g2", "g2"]
    portal.visit(NOVEMBER, final, kind="withdrawn")
    assert portal.promised() == []


def test_promises_come_along_where_a_source_or_a_topic_has_a_new_id(portal: Portal) -> None:
    portal.visit(OCTOBER, MINUTES)
    with portal.store.write() as db:
        renames.carry_over(db, {"people": "scrutiny", "send": "inclusion"}, ["scrutiny", "inclusion"], NOVEMBER)
        found = promises.listed(db, ["scrutiny"])
    assert [one.topics for one in sorted(found, key=lambda one: one.id)] == [["inclusion"], ["parks"]]


def test_who_hears_of_the_minutes_for_an_item_alone_is_told_what_was_promised_under_it(portal: Portal) -> None:
    portal.visit(OCTOBER, MINUTES)
    change = Change("new", MINUTES, source=PEOPLE.id, at=OCTOBER)
    for_item = Alert(change, 42, (Reason("item", "Parks"),), matched_subscriptions=(("roads", ""),))
    for_all = Alert(change, 42, (Reason("source", "People O&S"),), matched_subscriptions=(("people", ""),))
    for_words = Alert(change, 42, (Reason("words", "mowing"),), matched_subscriptions=(("", "mowing"),))
    with portal.store.read() as db:
        told = [
            [one.promise.page for one in found.promises] for found in with_promises(db, [for_item, for_all, for_words])
        ]
    assert told == [[1], [1, 1], [1]]


def test_what_was_promised_in_a_paper_that_is_told_with_another_is_told_once(portal: Portal) -> None:
    portal.visit(OCTOBER, MINUTES)
    change = Change("new", MINUTES, source=PEOPLE.id, at=OCTOBER)
    decision = Change(
        "new", Document("d1", "decision", "Parks", "https://d.example/ID=1"), source="register", at=OCTOBER
    )
    again = replace(change, source="portal")
    for_item = Alert(decision, 42, (Reason("item", "Parks"),), matched_subscriptions=(("roads", ""),))
    every = [
        replace(for_item, elsewhere=(change, again)),
        replace(for_item, change=change, elsewhere=(change,)),
        for_item,
    ]
    with portal.store.read() as db:
        assert [len(found.promises) for found in with_promises(db, every)] == [1, 1, 0]


def test_what_two_sources_of_one_portal_read_is_listed_and_asked_for_once(portal: Portal) -> None:
    root = replace(PEOPLE, id="portal", name="The whole portal")
    portal.follows(42, Subscribe("send"), Subscribe("all"))
    with portal.store.write() as db:
        sources.save_health(db, Health(root.id, root.kind, root.url))
    for source in (PEOPLE, root):
        portal.visit(OCTOBER, SEPTEMBER, MINUTES, source=source)
    for source in (PEOPLE, root):
        portal.visit(NOVEMBER, WITHOUT, source=source)
    assert [line for _, line in portal.nudges() if "EHCP" in line] == [NOT_NAMED]
    with portal.store.read() as db:
        assert len(promises.listed(db, ["people", "portal"])) == 2

"""What is logged of a change, and what of it each chat is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select

from watcher.core.alerts import Reason
from watcher.core.chats import Request, Subscribe
from watcher.core.documents import Change, Document, Quote
from watcher.core.sources import Source
from watcher.core.topics import Places, Topic
from watcher.core.visits import Health, StoredDocument
from watcher.fetch import Fetcher
from watcher.jobs.record import record
from watcher.jobs.visit_context import VisitContext
from watcher.rules.compare import StoredDocuments
from watcher.rules.digests import Timetable
from watcher.rules.matching import Matcher
from watcher.store import Store, alerts, changes, documents, sources, subscriptions
from watcher.store.tables import alerts as alerts_table
from watcher.store.tables import changes as changes_table

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
TOPICS = Topic("send", "SEND", "", ("SEND", "EHCP")), Topic("care", "Care", "", ("children in care",))
CABINET = Source("cabinet", "Cabinet", "https://a.example/", "moderngov")
PAPER = Document(
    "s1", "report", "Budget", "https://a.example/s1", details={"text": "a1"},
    words="Cuts. Short breaks end.\fAn EHCP takes a year. Children in care wait.",
)  # fmt: skip
FOR_SEND, FOR_CARE = Quote(2, "An EHCP takes a year.", "send"), Quote(2, "Children in care wait.", "care")


def recorded(store: Store, change: Change, *wishes: Subscribe) -> tuple[Change, ...]:
    """The change in the log, after chat 42 followed these."""
    timetable = Timetable(ZoneInfo("Europe/London"), time(7, 30), (4, time(7, 30)))
    fetcher = Fetcher(contact="https://example.org/", delay=0, timeout=1, max_bytes=1_000, own_hosts=[])
    with fetcher, store.write() as db:
        context = VisitContext(store, fetcher, lambda: Matcher(TOPICS, Places()), timetable)
        subscriptions.carry_out(db, Request(42, "private"), wishes, NOW)
        record(db, [change], CABINET, context, NOW)
        return tuple(changes.since(db))


def told(store: Store) -> list[tuple[tuple[Reason, ...], tuple[Quote, ...]]]:
    with store.read() as db:
        return [(alert.reasons, alert.quotes) for alert in alerts.due(db, NOW)]


def test_the_log_holds_the_sentences_that_matter_for_its_topics_though_nobody_follows_them(store: Store) -> None:
    (change,) = recorded(store, Change("new", PAPER))
    assert (change.topics, change.quotes) == (("send", "care"), (FOR_SEND, FOR_CARE))
    assert told(store) == []


def test_a_chat_is_told_those_of_the_topics_it_follows(store: Store) -> None:
    recorded(store, Change("new", PAPER), Subscribe("care"))
    assert told(store) == [((Reason("topic", "Care", "Children in care"),), (FOR_CARE,))]


def test_the_sentence_for_words_of_a_chats_own_is_told_there_and_not_in_the_log(store: Store) -> None:
    (change,) = recorded(store, Change("new", PAPER), Subscribe("", words="breaks"))
    assert change.quotes == (FOR_SEND, FOR_CARE)
    assert told(store) == [((Reason("words", "breaks"),), (Quote(1, "Short breaks end."),))]


def test_the_log_quotes_nothing_of_what_is_no_paper(store: Store) -> None:
    story = Document("a", "article", "An EHCP takes a year", "https://a.example/a", words="SEND. An EHCP takes a year.")
    (change,) = recorded(store, Change("new", story), Subscribe("send"))
    assert (change.topics, change.quotes) == (("send",), ())


MEETING = Document("m", "meeting", "Cabinet", "https://a.example/m", details={"date": "2026-12-01", "time": "19:00"})
ASKED = Source("cabinet", "Cabinet", "https://a.example/", "moderngov", options={"questions": 3})
WEEKLY = Subscribe("cabinet", frequency="weekly")


def frequencies(store: Store, source: Source, *found: Change) -> list[tuple[str, str, bool, datetime]]:
    """Of each alert that waits: the document, how often it comes, whether it is urgent, and when it is due."""
    timetable = Timetable(ZoneInfo("Europe/London"), time(7, 30), (5, time(9)))
    fetcher = Fetcher(contact="https://example.org/", delay=0, timeout=1, max_bytes=1_000, own_hosts=[])
    with fetcher, store.write() as db:
        context = VisitContext(store, fetcher, lambda: Matcher(TOPICS, Places()), timetable)
        for change in found:
            document = change.document
            known = StoredDocument(document, "scope")
            before = documents.load_named(db, source.id, [document.key], [], [])
            documents.save(db, source.id, [known], StoredDocuments(before, {}), NOW)
            record(db, [change], source, context, NOW)
        query = select(alerts_table.c.frequency, alerts_table.c.urgent, alerts_table.c.due_at, changes_table.c.key)
        query = query.join(changes_table).order_by(alerts_table.c.id)
        return [(row.key, row.frequency, row.urgent, row.due_at) for row in db.execute(query)]


def follow(store: Store, *wishes: Subscribe) -> None:
    with store.write() as db:
        sources.save_health(db, Health(CABINET.id, CABINET.kind, CABINET.url))
        subscriptions.carry_out(db, Request(42, "private"), wishes, NOW)


DIGEST = datetime(2026, 11, 28, 9, tzinfo=UTC)


def test_a_moved_meeting_comes_at_once_to_a_weekly_reader_and_takes_along_what_waits_of_it(store: Store) -> None:
    follow(store, WEEKLY)
    assert frequencies(store, CABINET, Change("new", MEETING)) == [("m", "weekly", False, DIGEST)]
    moved = replace(MEETING, details={"date": "2026-12-08", "time": "19:00"})
    change = Change("changed", moved, {"date": ("2026-12-01", "2026-12-08")})
    assert frequencies(store, CABINET, change) == [("m", "now", True, NOW)] * 2


def test_other_documents_of_a_moved_meeting_stay_in_the_digest(store: Store) -> None:
    follow(store, WEEKLY)
    paper = Document("p", "minutes", "Minutes", "https://a.example/p", part_of="m")
    change = Change("changed", MEETING, {"time": ("18:00", "19:00")})
    assert frequencies(store, CABINET, Change("new", paper), change) == [
        ("p", "weekly", False, DIGEST),
        ("m", "now", True, NOW),
    ]


def test_a_paper_comes_at_once_where_questions_on_it_close_before_the_digest(store: Store) -> None:
    follow(store, WEEKLY)  # three working days before Tuesday 1 December: Thursday 26 November
    assert frequencies(store, ASKED, Change("new", replace(PAPER, part_of="m"))) == [("s1", "weekly", False, DIGEST)]
    found = frequencies(store, ASKED, Change("new", MEETING), Change("new", replace(PAPER, key="s2", part_of="m")))
    assert found[1:] == [("m", "now", True, NOW), ("s2", "now", True, NOW)]


def test_a_paper_of_a_meeting_on_which_questions_close_after_the_digest_waits(store: Store) -> None:
    follow(store, WEEKLY)
    later = replace(MEETING, details={"date": "2026-12-09", "time": "19:00"})
    paper = Change("new", replace(PAPER, part_of="m"))
    assert [urgent for _, _, urgent, _ in frequencies(store, ASKED, Change("new", later), paper)] == [False, False]


def test_a_paper_is_nothing_urgent_for_who_hears_at_once_anyway(store: Store) -> None:
    follow(store, Subscribe("cabinet"))
    found = frequencies(store, ASKED, Change("new", MEETING), Change("new", replace(PAPER, part_of="m")))
    assert found == [("m", "now", False, NOW), ("s1", "now", False, NOW)]


def test_a_moved_meeting_takes_along_nothing_that_waits_for_another_forum_topic(store: Store) -> None:
    follow(store, replace(WEEKLY, thread_id=11), Subscribe("", "Cabinet", "weekly", thread_id=12))
    assert frequencies(store, CABINET, Change("new", MEETING)) == [("m", "weekly", False, DIGEST)] * 2
    moved = replace(MEETING, title="Executive", details={"date": "2026-12-08", "time": "19:00"})
    change = Change("changed", moved, {"date": ("2026-12-01", "2026-12-08")})
    waiting = frequencies(store, CABINET, change)
    assert sorted(urgent for _, _, urgent, _ in waiting) == [False, True, True]


def test_of_a_mass_edit_each_forum_topic_that_follows_the_feed_hears_once(store: Store) -> None:
    follow(store, Subscribe("cabinet", thread_id=11), Subscribe("cabinet", thread_id=12), Subscribe("cabinet"))
    page = Document("a", "article", "A page", "https://a.example/a")
    edited = Change("changed", page, {"title": ("One", "A page")}, alike=3)
    assert len(frequencies(store, CABINET, edited)) == 3


def test_an_article_is_told_with_the_paper_it_is_about(store: Store) -> None:
    words = "Introduction\fParents wait 71 weeks for the assessment of an EHCP."
    report = Document("s2", "report", "SEND", "https://a.example/s2", details={"text": "a1"}, words=words)
    story = Document("n1", "article", "Parents wait 71 weeks for an EHCP assessment", "https://b.example/1")
    with store.write() as db:
        sources.save_health(db, Health(CABINET.id, CABINET.kind, CABINET.url))
        documents.save(db, CABINET.id, [StoredDocument(report, "scope")], StoredDocuments({}, {}), NOW)
    recorded(store, Change("new", report))
    recorded(store, Change("new", story), Subscribe("send"))
    with store.read() as db:
        (alert,) = alerts.due(db, NOW)
    assert [(one.title, one.page) for one in alert.change.related] == [("SEND", 2)]

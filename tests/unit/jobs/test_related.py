"""An article that is about a paper is saved and told with a link to it, and a paper with one to the article."""

from __future__ import annotations

from collections.abc import Iterator
from cProfile import Profile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from watcher.core.documents import Change, Document, RelatedDocument
from watcher.core.visits import Health, StoredDocument
from watcher.jobs.related import RelatedDocuments
from watcher.rules.compare import StoredDocuments
from watcher.store import Connection, Store, changes, documents, sources

NOW = datetime(2026, 11, 12, 9, 30, tzinfo=UTC)
REPORT = Document(
    "s1", "report", "SEND performance, quarter 2", "https://a.example/s1.pdf",
    details={"text": "a1", "item": "7. SEND performance"}, part_of="m1",
    words="Introduction\fThe average wait of parents for an EHCP assessment is 71 weeks.",
)  # fmt: skip
STORY = Document(
    "n1", "article", "Parents wait 71 weeks for EHCPs", "https://b.example/1", date(2026, 11, 9), "It is too long."
)
ABOUT = RelatedDocument(REPORT.title, REPORT.url, 2)
IN_THE_PRESS = RelatedDocument(STORY.title, STORY.url, outlet="Recorder", published=STORY.published)


@pytest.fixture
def db(database_url: str) -> Iterator[Connection]:
    with Store(database_url) as store, store.write() as opened:
        for source in ("cabinet", "recorder"):
            sources.save_health(opened, Health(source, "page", "https://a.example/"))
        yield opened


def save(db: Connection, source: str, document: Document, at: datetime, topics: tuple[str, ...] = ()) -> None:
    documents.save(db, source, [StoredDocument(document, "scope")], StoredDocuments({}, {}), at)
    changes.add(db, Change("new", document, source=source, at=at, topics=topics))


def related(db: Connection, source: str, document: Document, *, local: bool = True) -> tuple[RelatedDocument, ...]:
    found = RelatedDocuments(db, {"recorder": "Recorder"}, {"cabinet", "recorder"} if local else (), NOW)
    change = found.to(Change("new", document, source=source, at=NOW, topics=("send",)))
    changes.add(db, change)
    assert [logged.related for logged in changes.since(db)][-1] == change.related
    return change.related


def test_an_article_is_logged_with_the_page_of_the_paper_it_is_about(db: Connection) -> None:
    save(db, "cabinet", REPORT, NOW - timedelta(days=9))
    assert related(db, "recorder", STORY) == (ABOUT,)


def test_a_paper_is_logged_with_the_article_about_it(db: Connection) -> None:
    documents.save(db, "cabinet", [StoredDocument(REPORT, "scope")], StoredDocuments({}, {}), NOW)
    save(db, "recorder", STORY, NOW - timedelta(days=2))
    assert related(db, "cabinet", REPORT) == (IN_THE_PRESS,)


def test_a_paper_of_eleven_days_ago_is_not_what_an_article_is_about(db: Connection) -> None:
    save(db, "cabinet", REPORT, NOW - timedelta(days=11))
    assert related(db, "recorder", STORY) == ()


def test_nor_is_one_that_was_withdrawn_since(db: Connection) -> None:
    save(db, "cabinet", REPORT, NOW - timedelta(days=3))
    changes.add(db, Change("withdrawn", REPORT, source="cabinet", at=NOW - timedelta(days=1)))
    assert related(db, "recorder", STORY) == ()


def test_an_old_article_that_comes_late_is_about_no_new_paper(db: Connection) -> None:
    save(db, "cabinet", REPORT, NOW - timedelta(days=3))
    assert related(db, "recorder", replace(STORY, published=date(2026, 10, 1))) == ()


def test_of_a_source_of_elsewhere_only_what_has_a_topic_in_common_is_compared(db: Connection) -> None:
    save(db, "cabinet", REPORT, NOW - timedelta(days=3), topics=("care",))
    assert related(db, "recorder", STORY, local=False) == ()
    changes.add(db, Change("changed", REPORT, source="cabinet", at=NOW, topics=("send",)))
    assert related(db, "recorder", STORY, local=False) == (ABOUT,)


def test_an_article_is_compared_with_the_papers_of_before_once_for_all_papers_of_a_visit(db: Connection) -> None:
    for number in range(60):
        report = replace(REPORT, key=f"s{number}", title=f"EHCP parents, part {number}")
        save(db, "cabinet", report, NOW - timedelta(days=3))
    for number in range(3):
        save(db, "recorder", replace(STORY, key=f"n{number}", url=f"https://b.example/{number}"), NOW)
    found = RelatedDocuments(db, {}, {"cabinet", "recorder"}, NOW)
    first, second = (Change("new", replace(REPORT, key=key), source="cabinet", at=NOW) for key in ("r1", "r2"))
    before = calls(found, first)
    assert calls(found, second) < 0.6 * before


def calls(found: RelatedDocuments, change: Change) -> int:
    """How many functions are called for it: what it costs, whatever else the machine does."""
    counted = Profile()
    counted.runcall(found.to, change)
    return sum(entry.callcount for entry in counted.getstats())

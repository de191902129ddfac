"""feeds.py: Atom that is valid, whose entries are named for ever, and that says nothing of now."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import feedparser
import pytest

from tests.tools.atom_grammar import faults
from tests.unit.site.contexts import HOSTILE, NOW, TOPICS, contents, opened, remember, stamps
from watcher.core.documents import Change, Document, Quote
from watcher.core.site_paths import document_path
from watcher.site.feeds import MOST_ENTRIES, entry_id, feed_path, feeds
from watcher.store import Store

AT = datetime(2026, 11, 20, 9, 30, 15, 123456, tzinfo=UTC)
SENTENCE = "Demand for EHC plans rose by 23% & spending <b>doubled</b>."
REPORT = Document("s1", "report", "SEND sufficiency", "https://p.example/s1.pdf?a=1&b=2", part_of="m1")
NEW = Change("new", REPORT, topics=("send",), quotes=(Quote(3, SENTENCE, "send"),), source="portal", at=AT)
ARTICLE = Document("a1", "article", "A café closes", "https://news.example/café", summary="It is shut.")
MOVED = Change("changed", ARTICLE, {"title": ("A café", "A café closes")}, source="press", at=AT + timedelta(days=1))
LOG = [
    NEW,
    MOVED,
    replace(NEW, kind="changed", fields={"title": ("Send", "SEND")}, minor=True, at=AT + timedelta(days=2)),
    Change("withdrawn", REPORT, topics=("send",), source="portal", at=AT + timedelta(days=3)),
]


def written(store: Store, url: str = "https://watcher.example.org/", now: datetime = NOW) -> dict[str, bytes]:
    with opened(store, url, now) as context:
        return contents(feeds, context)


def test_feeds_are_of_all_of_each_topic_and_of_each_source(store: Store) -> None:
    remember(store, log=LOG)
    found = {path: feedparser.parse(feed) for path, feed in written(store).items()}
    assert {path: len(feed.entries) for path, feed in found.items()} == {
        "feeds/all.atom": 3, "feeds/topics/send.atom": 2, "feeds/sources/portal.atom": 2, "feeds/sources/press.atom": 1,
        "feeds/sources/quiet.atom": 0,
    }  # fmt: skip
    assert [entry.title for entry in found["feeds/all.atom"].entries] == [
        "Withdrawn: SEND sufficiency", "Changed: A café closes", "New: SEND sufficiency"
    ]  # fmt: skip
    assert not any(feed.bozo for feed in found.values())


@pytest.mark.parametrize("url", ["https://watcher.example.org/", ""])
def test_every_feed_keeps_to_the_grammar_of_atom(store: Store, url: str) -> None:
    hostile = replace(ARTICLE, title=HOSTILE, summary=HOSTILE, url="javascript:alert(1)//é")
    lines = replace(NEW, quotes=(Quote(1, HOSTILE),))
    remember(store, log=[*LOG, Change("new", hostile, source="press", at=AT), lines])
    assert {path: found for path, feed in written(store, url).items() if (found := faults(feed))} == {}


def test_the_grammar_refuses_what_is_no_atom(store: Store) -> None:
    remember(store, log=LOG)
    feed = written(store)["feeds/all.atom"]
    for good, bad in (
        (b"2026-11-20T09:30:15+00:00", b"20 November"), (b"<id>urn:uuid:", b"<id>urn:uuid:x"), (b"entry>", b"item>")
    ):  # fmt: skip
        assert faults(feed.replace(good, bad))


def test_entry_tells_the_sentence_and_leads_to_the_page_here_and_to_the_source(store: Store) -> None:
    remember(store, log=LOG)
    entry = feedparser.parse(written(store)["feeds/topics/send.atom"]).entries[-1]
    assert "Demand for EHC plans rose by 23% &amp; spending &lt;b&gt;doubled&lt;/b&gt;" in entry.summary
    assert {link.rel: link.href for link in entry.links} == {
        "alternate": f"https://watcher.example.org/{document_path('portal', 's1')}",
        "via": "https://p.example/s1.pdf?a=1&b=2",
    }
    assert (entry.published, entry.updated) == ("2026-11-20T09:30:15+00:00",) * 2
    assert [tag.term for tag in entry.tags] == ["send"]


def test_words_of_a_site_are_no_markup_in_any_feed(store: Store) -> None:
    hostile = replace(ARTICLE, title=HOSTILE, summary=HOSTILE)
    remember(store, log=[Change("new", hostile, source="press", at=AT)])
    feed = written(store)["feeds/all.atom"]
    (entry,) = feedparser.parse(feed, sanitize_html=False).entries
    assert b"<script" not in feed
    assert "<script" not in entry.summary
    assert entry.title_detail.type == "text/plain"


def test_an_entry_keeps_its_id_when_title_address_and_site_change(store: Store) -> None:
    remember(store, log=LOG)
    before = feedparser.parse(written(store)["feeds/all.atom"])
    after = feedparser.parse(written(store, "https://elsewhere.example/w/")["feeds/all.atom"])
    assert [entry.id for entry in before.entries] == [entry.id for entry in after.entries]
    assert before.feed.id == after.feed.id
    renamed = replace(
        NEW, id=7, source="portal-new", document=replace(REPORT, title="Another", url="https://x.example/")
    )
    assert entry_id(renamed, "s1") == entry_id(replace(NEW, id=7), "s1")


def test_this_id_stays_for_ever() -> None:
    assert entry_id(replace(NEW, id=7), "s1") == "urn:uuid:80d0f9be-45da-5cdc-8092-ba3286a10cb0"


def test_two_changes_and_two_feeds_never_share_an_id(store: Store) -> None:
    remember(store, log=[NEW, NEW, replace(NEW, document=replace(REPORT, key="s2"))])
    found = [feedparser.parse(feed) for feed in written(store).values()]
    assert len({feed.feed.id for feed in found}) == len(found)
    assert len({entry.id for feed in found for entry in feed.entries}) == 3


def test_the_same_log_gives_the_same_bytes_a_year_later(store: Store) -> None:
    remember(store, log=LOG)
    assert written(store) == written(store, now=NOW + timedelta(days=365))
    assert feedparser.parse(written(store)["feeds/all.atom"]).feed.updated == "2026-11-23T09:30:15+00:00"


def test_a_feed_holds_the_newest_entries_alone_and_only_its_own_changes_have_it_written_anew(store: Store) -> None:
    remember(store, log=[replace(NEW, at=AT + timedelta(minutes=n)) for n in range(MOST_ENTRIES + 5)])
    with opened(store) as context:
        before = stamps(feeds(context))
    entries = feedparser.parse(written(store)["feeds/all.atom"]).entries
    assert (len(entries), entries[0].updated) == (MOST_ENTRIES, "2026-11-20T10:24:15+00:00")
    remember(store, log=[MOVED])
    with opened(store) as context:
        after = stamps(feeds(context))
    assert {path for path in after if after[path] != before[path]} == {feed_path(), feed_path("sources", "press")}


def test_a_topic_that_has_left_the_config_is_in_no_feed(store: Store) -> None:
    remember(store, log=[replace(NEW, topics=("gone", "send"))])
    assert list(TOPICS) == ["send"]
    assert [tag.term for tag in feedparser.parse(written(store)["feeds/all.atom"]).entries[0].tags] == ["send"]

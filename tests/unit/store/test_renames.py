"""What hangs on an old id goes over to the new one, whole and once, in a real database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import MetaData, select

from watcher.core.alerts import Alert, AlertBatch, Reason
from watcher.core.chats import Action, Mute, Muted, Request, Subscribe
from watcher.core.documents import Change, Document, Quote
from watcher.core.visits import Health, PageMemory, PageState, StoredDocument
from watcher.rules.compare import StoredDocuments
from watcher.rules.matching import own_words
from watcher.store import Store, changes, chats, documents, mutes, renames, search, subscriptions
from watcher.store import sources as remembered
from watcher.store.alerts import due, enqueue
from watcher.store.all_tables import metadata
from watcher.store.tables import alerts

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
ANN, BOB = 42, 43
NO_MEMORY = StoredDocuments({}, {})


def wants(store: Store, chat_id: int, *intents: Action, now: datetime = NOW) -> None:
    with store.write() as db:
        subscriptions.carry_out(db, Request(chat_id, "private"), intents, now)


def remember(store: Store, source_id: str, *keys: str, days: int = 0, baseline: bool = True) -> None:
    """A source that was read so many days after the first, and held these."""
    at = NOW + timedelta(days=days)
    health = Health(source_id, "feed", f"http://x.org/{source_id}", "ok", last_visit=at, next_visit=at)
    held = [Document(key, "article", f"{key} of {source_id}", "http://x.org", aliases=(f"also-{key}",)) for key in keys]
    url = "http://x.org/page"
    with store.write() as db:
        remembered.save_health(
            db, Health(**{**as_dict(health), "baseline_at": at if baseline else None, "documents": len(keys)})
        )
        remembered.save_pages(db, source_id, [PageMemory(url, source_id.upper(), "", "digest", "1", at, at)])
        remembered.save_scopes(db, source_id, [PageState(url, at)])
        documents.save(db, source_id, [StoredDocument(one, url) for one in held], NO_MEMORY, at)


def as_dict(health: Health) -> dict[str, Any]:
    return {name: getattr(health, name) for name in Health.__dataclass_fields__}


def log(
    store: Store,
    source_id: str,
    chat_id: int,
    *wished: str,
    topics: tuple[str, ...] = (),
    quotes: tuple[Quote, ...] = (),
) -> int:
    """A change of a source, for a chat that wished it so; its number."""
    with store.write() as db:
        document = Document("k", "article", "K", "http://x.org")
        change = Change("new", document, source=source_id, at=NOW, topics=topics, quotes=quotes)
        number = changes.add(db, change)
        told = Change("new", change.document, source=source_id, at=NOW, id=number)
        alert = Alert(
            told,
            chat_id,
            tuple(Reason("plain", f"by {what}") for what in wished),
            matched_subscriptions=tuple((what, "") for what in wished),
            quotes=quotes,
        )
        enqueue(db, [(AlertBatch(alert, [chat_id]), NOW)])
    return number


def carry(store: Store, renamed: dict[str, str], live: tuple[str, ...] = ("new",)) -> list[str]:
    with store.write() as db:
        return renames.carry_over(db, renamed, live, NOW)


def follows(store: Store, chat_id: int) -> list[tuple[str, str]]:
    with store.read() as db:
        return [(one.what, one.frequency) for one in chats.subscriptions(db, chat_id)]


def titles(store: Store, source_id: str) -> dict[str, str]:
    with store.read() as db:
        return {key: one.document.title for key, one in documents.memory(db, source_id).known.items()}


TABLES = MetaData()
"""Of the database itself; found out once, since that takes longer than all else here."""


def everything(store: Store) -> dict[str, list[Any]]:
    if not TABLES.tables:
        TABLES.reflect(store.engine)
    with store.read() as db:
        return {name: sorted(map(repr, db.execute(select(table)).all())) for name, table in TABLES.tables.items()}


def test_memory_goes_over_whole(store: Store) -> None:
    remember(store, "old", "a", "b")
    assert carry(store, {"old": "new"}) == ["old"]
    assert titles(store, "new") == {"a": "a of old", "b": "b of old"}
    with store.read() as db:
        found = remembered.recalled(db, "new", "http://x.org/page")
        assert found.page
        assert found.scope
        assert found.health
        assert (found.health.baseline_at, found.health.documents) == (NOW, 2)
        assert documents.memory(db, "new").aliases == {"also-a": "a", "also-b": "b"}
        assert [one.source for one in search.search(db, own_words("of old"), 0, 5)] == ["new", "new"]
    assert '"old"' not in "".join(everything(store)["sources"])


def test_no_table_keeps_the_old_id(store: Store) -> None:
    remember(store, "old-id", "a")
    wants(store, ANN, Subscribe("old-id"), Subscribe("old-id/people"), Mute("old-id"), Mute("old-id", "m1"))
    log(store, "old-id", ANN, "old-id", "old-id/people", topics=("old-id", "roads"))
    carry(store, {"old-id": "new"})
    kept = {name: rows for name, rows in everything(store).items() if name in metadata.tables and name != "marks"}
    assert [row for rows in kept.values() for row in rows if "'old-id" in row or '"old-id' in row] == []


def test_done_again_it_changes_nothing(store: Store) -> None:
    remember(store, "old", "a")
    wants(store, ANN, Subscribe("old"), Mute("old"))
    log(store, "old", ANN, "old")
    carry(store, {"old": "new"})
    after = everything(store)
    assert carry(store, {"old": "new"}) == []
    assert everything(store) == after


def test_a_chat_that_follows_both_goes_on_as_it_chose_for_the_new(store: Store) -> None:
    wants(store, ANN, Subscribe("old", frequency="weekly"), Subscribe("new", frequency="daily"))
    wants(store, BOB, Subscribe("old", frequency="weekly", thread_id=3))
    carry(store, {"old": "new"})
    assert follows(store, ANN) == [("new", "daily")]
    assert follows(store, BOB) == [("new", "weekly")]


def test_committees_of_a_source_come_along_and_no_neighbour_does(store: Store) -> None:
    wants(store, ANN, Subscribe("old/people"), Subscribe("old"), Subscribe("older"), Subscribe("older/people"))
    wants(store, ANN, Subscribe("", words="old"))
    carry(store, {"old": "new"})
    assert [what for what, _ in follows(store, ANN)] == ["new/people", "new", "older", "older/people", ""]


def test_of_two_mutes_the_longer_stays(store: Store) -> None:
    wants(store, ANN, Mute("new"), Mute("old", "m1"))
    wants(store, ANN, Mute("old"), now=NOW + timedelta(days=2))
    carry(store, {"old": "new"})
    with store.read() as db:
        ends = NOW + timedelta(days=30)
        assert mutes.of(db, ANN, NOW) == [Muted("new", "m1", ends), Muted("new", "", ends + timedelta(days=2))]


def test_what_waits_is_taken_back_by_the_new_id(store: Store) -> None:
    wants(store, ANN, Subscribe("old"), Subscribe("new"), Subscribe("send"))
    log(store, "old", ANN, "old", "send", "new")
    carry(store, {"old": "new"})
    with store.read() as db:
        (row,) = db.execute(select(alerts.c.wishes, alerts.c.reasons)).all()
    assert row.wishes == [["new", ""], ["send", ""]]
    assert [reason["name"] for reason in row.reasons] == ["by old", "by send"]


def test_sentences_that_matter_for_a_topic_go_over_to_its_new_id_and_no_neighbours_do(store: Store) -> None:
    wants(store, ANN, Subscribe("old"))
    quotes = tuple(Quote(page, "It waits.", topic) for page, topic in enumerate(("old", "older", ""), 1))
    log(store, "paper", ANN, "old", topics=("old", "older"), quotes=quotes)
    carry(store, {"old": "new"})
    with store.read() as db:
        (logged,), (waiting,) = changes.since(db), due(db, NOW)
    assert [quote.topic for quote in logged.quotes] == [quote.topic for quote in waiting.quotes] == ["new", "older", ""]
    assert [quote.page for quote in logged.quotes] == [1, 2, 3]


def test_a_new_id_that_was_read_already_keeps_what_it_has_and_gains_the_rest(store: Store) -> None:
    remember(store, "old", "a", "b")
    remember(store, "new", "b", "c", days=1)
    carry(store, {"old": "new"})
    assert titles(store, "new") == {"a": "a of old", "b": "b of new", "c": "c of new"}
    with store.read() as db:
        (health,) = remembered.health(db).values()
        page = remembered.remembered_page(db, "new", "http://x.org/page")
    assert (health.id, health.documents, health.last_visit) == ("new", 3, NOW + timedelta(days=1))
    assert page
    assert page.etag == "NEW"


def test_a_new_id_that_was_never_read_well_takes_over_the_baseline(store: Store) -> None:
    remember(store, "old", "a")
    remember(store, "new", days=1, baseline=False)
    carry(store, {"old": "new"})
    with store.read() as db:
        assert remembered.health(db)["new"].baseline_at == NOW


def test_of_several_old_ids_what_was_read_last_counts(store: Store) -> None:
    remember(store, "first", "a", "b")
    remember(store, "second", "b", days=3)
    assert carry(store, {"first": "new", "second": "new"}) == ["second", "first"]
    assert titles(store, "new") == {"a": "a of first", "b": "b of second"}


def test_an_id_that_was_in_use_again_can_be_given_up_again(store: Store) -> None:
    carry(store, {"old": "new"})
    carry(store, {}, live=("old", "new"))
    wants(store, ANN, Subscribe("x"))
    log(store, "x", ANN, "x", topics=("old",))
    carry(store, {"old": "new"})
    with store.read() as db:
        assert [change.topics for change in changes.since(db)] == [("new",)]

"""What has been found so far, put into a memory directly: documents, changes, and the alerts that tell of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.features.telegram.conftest import SETTINGS, Runner
from watcher.core.alerts import Alert
from watcher.core.documents import Change, ChangeKind, Document, DocumentKind
from watcher.core.sources import Source
from watcher.core.visits import Health, PageState, StoredDocument
from watcher.rules.compare import StoredDocuments
from watcher.rules.matching import Matcher, Recipients, text_of
from watcher.store import alerts, changes, chats, documents, mutes
from watcher.store import sources as remembered

MATCHER = Matcher(SETTINGS.topics, SETTINGS.places)


def document(key: str, title: str, kind: DocumentKind = "report", **more: Any) -> Document:
    return Document(key, kind, title, f"https://example.org/{key}", **more)


def knows(runner: Runner, source: Source, *found: Document) -> None:
    """These documents are remembered; nobody is told."""
    with runner.store.write() as db:
        if source.id not in remembered.health(db):
            remembered.save_health(db, Health(source.id, source.kind, source.url, state="ok", last_good=runner.clock()))
        documents.save(
            db, source.id, [StoredDocument(one, source.url) for one in found], StoredDocuments({}, {}), runner.clock()
        )


def logs(
    runner: Runner,
    source: Source,
    *found: Document,
    kind: ChangeKind = "new",
    ago: timedelta = timedelta(),
    **more: Any,
) -> list[Alert]:
    """These changes are logged, and alerts of them queued for who follows them, as a visit does; the alerts."""
    queued: list[Alert] = []
    at = runner.clock() - ago
    with runner.store.write() as db:
        recipients = Recipients(chats.subscriptions(db), MATCHER)
        for one in found:
            topics = tuple(MATCHER.topics(one, source))
            change = Change(kind, one, source=source.id, at=at, topics=topics, **more)
            change = replace(change, id=changes.add(db, change))
            heard = mutes.without_muted(db, recipients.matching_in(text_of(one), change, source), change, at)
            alerts.enqueue(db, ((alike, at) for alike in heard))
            queued += [replace(alike.alert, chat_id=chat_id) for alike in heard for chat_id in alike.chat_ids]
    runner.story.forward(timedelta(seconds=1))  # the next visit is another one
    return queued


def finds(runner: Runner, source: Source, *found: Document) -> list[Alert]:
    knows(runner, source, *found)
    return logs(runner, source, *found)


def holds_back(runner: Runner, source: Source, reason: str) -> None:
    """A page of the source is held back as suspect."""
    health = Health(source.id, source.kind, source.url, state="suspect", reason=reason)
    with runner.store.write() as db:
        remembered.save_health(db, health)
        held = PageState(source.url, runner.clock(), held_reason=reason, held_fingerprint="abc", held_count=1)
        remembered.save_scopes(db, source.id, [held])


def scopes_of(runner: Runner, source: Source) -> Iterable[PageState]:
    with runner.store.read() as db:
        return remembered.remembered_scopes(db, source.id, [source.url]).values()

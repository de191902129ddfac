"""Keeps what was promised in the minutes, decisions and answers that a visit read, and what later papers show of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from watcher.core.alerts import Alert
from watcher.core.dates import read_day
from watcher.core.documents import PAGE_BREAK, Change, Document
from watcher.core.meetings import committee_of
from watcher.core.promises import KeptPromise, may_promise
from watcher.core.sources import Source
from watcher.rules.item_thread import folded, meeting_key
from watcher.rules.matching import Matcher, own_words
from watcher.rules.phrases import Phrase, Text
from watcher.rules.promise_kept import shows_kept
from watcher.rules.repeats import other_documents
from watcher.store import Connection, promises
from watcher.store.deadlines import current

TOO_LATE = "late"
"""Among what was told of a promise: its day had passed when it was first read, which is no news."""


def record_promises(
    db: Connection,
    read: Iterable[Document],
    changes: Iterable[Change],
    source: Source,
    matcher: Matcher,
    now: datetime,
) -> None:
    """Saves what the papers promise whose words came with this visit, `read`, and notes which earlier promises they
    show to be kept. To be called once the papers are saved."""
    changed = {change.document.key: change for change in changes}
    for change in changed.values():
        if change.kind == "withdrawn" and may_promise(change.document):
            promises.forget_of(db, source.id, change.document.key)
    new = [paper for paper in read if paper.details.get("text") and paper.words]
    new += [
        change.document for change in changed.values() if _is_new(change) and not change.document.details.get("text")
    ]
    waiting = promises.open_of(db, source.id) if new else []
    for paper in new:
        when, committee = _when(db, paper, source), _committee(paper, source)
        for promise in waiting:
            later = promise.made is not None and when is not None and when > promise.made
            if later and promise.committee == committee and shows_kept(promise, paper):
                promises.kept_by(db, promise, paper, now)
        if may_promise(paper):
            found = list(_promises(paper, when, committee, source, matcher, now.date()))
            promises.replace_of(db, source.id, paper.key, found, now)


def with_promises(db: Connection, alerts: Sequence[Alert]) -> list[Alert]:
    """Returns the alerts, each of minutes, decisions or answers with those of their promises that its reader
    follows."""
    papers = {_of(change) for alert in alerts for change in _told_in(alert) if _tells_promises(change)}
    held = promises.of_documents(db, papers) if papers else {}
    return [
        replace(alert, promises=tuple(promise for of in mine for promise in _wanted(alert, held[of])))
        if (mine := [_of(change) for change in _told_in(alert) if _of(change) in held])
        else alert
        for alert in alerts
    ]


def _told_in(alert: Alert) -> tuple[Change, ...]:
    """Returns what an alert tells, each paper once: also the sheet of decisions that comes with the decision itself."""
    return (alert.change, *other_documents(alert.elsewhere, [alert.change.document]))


def _of(change: Change) -> tuple[str, str]:
    return change.source, change.document.key


def _tells_promises(change: Change) -> bool:
    return change.kind in ("new", "changed") and may_promise(change.document)


def _wanted(alert: Alert, of_paper: Sequence[KeptPromise]) -> tuple[KeptPromise, ...]:
    """Returns the promises of a topic, of an item, or with the words, for which the reader hears of the paper; all
    where it comes for itself."""
    if any(reason.kind not in ("topic", "words", "item") for reason in alert.reasons):
        return tuple(of_paper)
    topics = {what for what, _ in alert.matched_subscriptions if what}
    items = {folded(reason.name) for reason in alert.reasons if reason.kind == "item"}
    wishes = [own_words(words) for what, words in alert.matched_subscriptions if not what]
    return tuple(
        promise
        for promise in of_paper
        if topics & set(promise.topics) or folded(promise.promise.item) in items or _holds_one(promise, wishes)
    )


def _holds_one(promise: KeptPromise, wishes: Sequence[Sequence[Phrase]]) -> bool:
    text = Text((promise.promise.item, promise.promise.text))
    return any(all(map(text.holds, wanted)) for wanted in wishes)


def _is_new(change: Change) -> bool:
    """Tells whether the document is new or reads otherwise, and has no text of its own, which `read` brings."""
    return change.kind != "withdrawn" and not change.document.details.get("text")


def _promises(
    paper: Document, made: date | None, committee: str, source: Source, matcher: Matcher, today: date
) -> Iterator[KeptPromise]:
    from watcher.rules.promises import promises_in  # its patterns: hardly any visit reads minutes

    pages = paper.words.split(PAGE_BREAK)
    for promise in promises_in(pages, made):
        topics = matcher.phrases_in(Text((promise.item, promise.text)), source)
        late = promise.due is not None and promise.due < today
        yield KeptPromise(
            0, source.id, paper.key, paper.url, committee, meeting_key(paper), made, promise, tuple(topics),
            only_page=len(pages) == 1, told=(TOO_LATE,) if late else (),
        )  # fmt: skip


def _committee(paper: Document, source: Source) -> str:
    """Returns the name of the committee; where there is none, that of the source."""
    committee = committee_of(source.id, paper)
    return committee.name if committee else source.name


def _when(db: Connection, paper: Document, source: Source) -> date | None:
    """Returns the day of the meeting that a paper is of, or of the decision, else of its publication; None where none
    is known."""
    meeting = current(db, source.id, meeting_key(paper)) if meeting_key(paper) else None
    said = (meeting.details.get("date") if meeting else None), paper.details.get("decided")
    return next(filter(None, map(read_day, said)), paper.published)

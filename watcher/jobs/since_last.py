"""Finds what differs in a paper from the one before it: figures that moved since the same report was before its
committee last, and what turned in a plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from watcher.core.dates import day
from watcher.core.defaults import LONDON
from watcher.core.documents import PAGE_BREAK, Change, Document
from watcher.core.sources import Source
from watcher.core.visits import StoredDocument
from watcher.jobs.plans import day_of, is_opened, with_plans
from watcher.store import Connection, documents


def with_since_last(
    db: Connection, changes: Iterable[Change], read: Iterable[StoredDocument], source: Source, now: datetime
) -> list[Change]:
    """Returns the changes of a visit with both, and one more for each plan of which a date is over now; `read` is all
    that the visit has read."""
    return with_plans(db, with_moved_figures(db, changes, source, now), read, source, now)


def with_moved_figures(db: Connection, changes: Iterable[Change], source: Source, now: datetime) -> list[Change]:
    """Returns the changes, each new report with the figures that moved, where some did, and the day of the report
    before it."""
    return [_compared(db, change, source, now) if _is_new_report(change) else change for change in changes]


def _is_new_report(change: Change) -> bool:
    return change.kind == "new" and change.document.kind == "report" and is_opened(change.document)


def _compared(db: Connection, change: Change, source: Source, now: datetime) -> Change:
    """Returns the change of a new report with the figures that moved since the one before it; as it is where none was
    read."""
    from watcher.rules.moved_figures import moved_figures  # its patterns: few visits see a new report

    earlier = _earlier(db, change.document, source)
    words = documents.words_of(db, source.id, earlier[1].key) if earlier else ""
    if not earlier or not words:
        return change
    when, _ = earlier
    pages = change.document.words.split(PAGE_BREAK)
    found = moved_figures(words.split(PAGE_BREAK), pages, now.astimezone(LONDON).date())
    return replace(change, since_last=replace(change.since_last, figures=found, before=day(when) if found else ""))


def _earlier(db: Connection, report: Document, source: Source) -> tuple[date, Document] | None:
    """Returns the last of the same report before it, with its day; None where there is none that was read."""
    from watcher.rules.report_series import series_of

    series, mine = series_of(report), day_of(report)
    if not series or not mine:
        return None
    found = []
    for document in documents.reports(db, source.id):
        if document.key != report.key and document.details.get("text") and series_of(document) == series:
            when = day_of(document)
            found += [(when, document)] if when and when < mine else []
    return max(found, key=lambda pair: pair[0], default=None)

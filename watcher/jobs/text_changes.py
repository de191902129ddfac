"""Finds what reads differently in the papers that were replaced since the last visit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from watcher.core.documents import PAGE_BREAK, Change, Details
from watcher.core.sources import Source
from watcher.store import Connection, documents


def with_text_changes(db: Connection, changes: Iterable[Change], source: Source) -> list[Change]:
    """Returns the changes, each of a paper whose words are others now with the sentences that differ. To be asked
    before the new words are saved."""
    return [_compared(db, change, source) if _is_replaced(change) else change for change in changes]


def _is_replaced(change: Change) -> bool:
    return change.kind == "changed" and "text" in change.fields and bool(change.document.words)


def _compared(db: Connection, change: Change, source: Source) -> Change:
    from watcher.rules.text_changes import text_changes  # its patterns: hardly any visit sees a paper replaced

    key = change.document.key
    before = documents.words_of(db, source.id, key)
    known = documents.load_named(db, source.id, [key], (), ()).get(key)
    if not before or not known:
        return change
    old = printed_pages(before.split(PAGE_BREAK), known.document.details)
    return replace(
        change, diff=text_changes(old, printed_pages(change.document.words.split(PAGE_BREAK), change.document.details))
    )


def printed_pages(pages: Sequence[str], details: Details) -> list[str]:
    """Returns the pages of a paper with these details; those that are pictures empty, for what was recognised there
    differs from one reading to the next."""
    scan = details.get("scan")
    pictures = scan.get("pictures") if isinstance(scan, dict) else None
    left_out = pictures if isinstance(pictures, list) else []
    return ["" if number in left_out else page for number, page in enumerate(pages, 1)]

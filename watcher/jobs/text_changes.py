"""What reads differently in the papers that were replaced since the last visit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from watcher.core.documents import PAGE_BREAK, Change
from watcher.core.sources import Source
from watcher.store import Connection, documents


def with_text_changes(db: Connection, changes: Iterable[Change], source: Source) -> list[Change]:
    """The changes, each of a paper whose words are others now with the sentences that differ. To be asked before the
    new words are saved."""
    return [_compared(db, change, source) if _is_replaced(change) else change for change in changes]


def _is_replaced(change: Change) -> bool:
    return change.kind == "changed" and "text" in change.fields and bool(change.document.words)


def _compared(db: Connection, change: Change, source: Source) -> Change:
    from watcher.rules.text_changes import text_changes  # its patterns: hardly any visit sees a paper replaced

    before = documents.words_of(db, source.id, change.document.key)
    if not before:
        return change
    found = text_changes(before.split(PAGE_BREAK), change.document.words.split(PAGE_BREAK))
    return replace(change, diff=found)

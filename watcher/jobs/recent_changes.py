"""Keeps the changes of the last days at hand, with all by which their events are found again, for as long as a run or a
worker lasts: each is read and made ready once, and not in every visit that finds something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from watcher.rules.earlier_events import EventIndex
    from watcher.rules.same_event import Told
    from watcher.store import Connection
    from watcher.store.events import ChangeMark


class RecentChanges:
    """Knows what was read of changes. Which there are is asked of the database each time, so that those of another
    worker are seen and those that are gone are not. Safe to share between threads."""

    def __init__(self) -> None:
        self._held: dict[ChangeMark, Told | None] = {}  # None: one that no other is ever compared with
        self._index: EventIndex | None = None  # of these
        self._outlets: Mapping[str, str] = {}
        self._alone = Lock()

    @contextmanager
    def since(self, db: Connection, at: datetime, outlets: Mapping[str, str]) -> Iterator[EventIndex]:
        """Gives the changes since that moment, of very many the last, under their numbers; each with the name of its
        source among `outlets`. No other thread is given them meanwhile."""
        from watcher.store import events  # most runs find nothing

        with self._alone:
            known = dict(self._held) if self._outlets == outlets else {}
        marks = events.marks_since(db, at)  # by each thread for itself: none waits for another's database
        if new := marks.difference(known):  # of a dict itself and not of its keys: no mark is hashed again
            known |= self._read(db, new, outlets)
        with self._alone:
            yield self._holding(marks, known, outlets)

    def _read(
        self, db: Connection, marks: AbstractSet[ChangeMark], outlets: Mapping[str, str]
    ) -> dict[ChangeMark, Told | None]:
        """Reads these changes; not those of a kind that nothing leads to: all the words of a page are of no use, and
        might be as long as a thousand pages."""
        from watcher.rules.same_event import NAMELESS, Told
        from watcher.store import events

        read = events.numbered(db, [number for number, *_ in marks], without=NAMELESS)
        told = {number: Told(change, outlets.get(change.source, "")) for number, change in read.items()}
        return {mark: told.get(mark[0]) for mark in marks}

    def _holding(
        self, marks: set[ChangeMark], known: Mapping[ChangeMark, Told | None], outlets: Mapping[str, str]
    ) -> EventIndex:
        """Returns the index of the changes of these marks, all of which are `known`: those that have gone since are
        taken out, those that came put in."""
        from watcher.rules.earlier_events import EventIndex

        if self._index is None or self._outlets != outlets:
            self._index, self._outlets, self._held = EventIndex(), outlets, {}
        for mark in set(self._held).difference(marks):  # first: a number may be given anew
            if self._held.pop(mark):
                self._index.remove(mark[0])
        for mark in marks.difference(self._held):
            self._held[mark] = told = known[mark]
            if told:
                self._index.add(mark[0], told)
        return self._index

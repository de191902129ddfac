"""Keeps the changes of the last days at hand, with all by which their events are found again, for as long as a run or a
worker lasts: each is read once, and not in every visit that finds something."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from watcher.rules.same_event import Told
    from watcher.store import Connection
    from watcher.store.events import ChangeMark


class RecentChanges:
    """Knows what was read of changes. Which there are is asked of the database each time, so that those of another
    worker are seen and those that are gone are not. Safe to share between threads."""

    def __init__(self) -> None:
        self._known: Mapping[tuple[ChangeMark, str], Told] = {}

    def since(self, db: Connection, at: datetime, outlets: Mapping[str, str]) -> list[Told]:
        """Returns the changes since that moment, oldest first, of very many the last; each with the name of its source
        among `outlets`."""
        from watcher.rules.same_event import Told  # its patterns: most runs find nothing
        from watcher.store import events

        known = self._known  # another thread may put another one in its place meanwhile
        found = [(mark, outlets.get(mark.source, "")) for mark in events.marks_since(db, at)]
        missing = [mark.number for mark, outlet in found if (mark, outlet) not in known]
        read = events.numbered(db, missing) if missing else {}
        told = {key: known.get(key) or Told(read[key[0].number], key[1]) for key in found}
        self._known = told
        return list(told.values())

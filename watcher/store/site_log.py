"""Reads the log of changes for the public site: light rows, read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from functools import cached_property

from sqlalchemy import Connection, Integer, Text, cast, select

from watcher.core.site_records import DocumentId, SiteChange
from watcher.store.tables import changes

_CHANGES = select(
    *(changes.c[name] for name in ("id", "source_id", "key", "kind")), cast(changes.c.at, Text),
    cast(changes.c.topics, Text), cast(changes.c.minor, Integer),
).order_by(changes.c.id)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewsLists:
    """What is listed: all changes, and those of each topic and source."""

    everything: Sequence[SiteChange]
    by_topic: defaultdict[str, list[SiteChange]]
    by_source: defaultdict[str, list[SiteChange]]


class SiteLog:
    """What was logged of these sources."""

    def __init__(self, db: Connection, watched: Collection[str]) -> None:
        self._db, self._watched = db, watched

    @cached_property
    def changes(self) -> Sequence[SiteChange]:
        """Returns every change, the oldest first, minor ones included."""
        found = map(SiteChange._make, self._db.execute(_CHANGES).all())
        return [change for change in found if change.source in self._watched]

    @cached_property
    def news(self) -> NewsLists:
        """Returns the changes but mere corrections of spelling, all and by topic and source, each the oldest first."""
        lists = NewsLists([change for change in self.changes if not change.minor], defaultdict(list), defaultdict(list))
        for change in lists.everything:
            lists.by_source[change.source].append(change)
            for topic in change.topics:
                lists.by_topic[topic].append(change)
        return lists

    def listed(self) -> Sequence[int]:
        """Returns the numbers of the changes that are listed, the oldest first."""
        return [change.id for change in self.news.everything]

    @cached_property
    def of_documents(self) -> Mapping[DocumentId, Sequence[SiteChange]]:
        """Returns the changes of each document that has some, the oldest first."""
        found: dict[DocumentId, list[SiteChange]] = defaultdict(list)
        for change in self.changes:
            found[change.source, change.key].append(change)
        return dict(found)

    def origin(self) -> str:
        """Returns what tells this watcher from every other, for ever: the first change in its log; empty before
        that."""
        first = self._db.execute(select(changes.c.at, changes.c.key).order_by(changes.c.id).limit(1)).first()
        return f"{first.at.astimezone(UTC).isoformat()} {first.key}" if first else ""

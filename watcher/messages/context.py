"""PURE: what messages need to know of the config."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from zoneinfo import ZoneInfo

from watcher.core.defaults import WEEKLY_AT
from watcher.core.sources import Source
from watcher.messages.telegram_html import one_line


@dataclass(frozen=True, slots=True)
class RenderContext:
    """The sources by id, the zone times are shown in, and who is told each week, when digests go out, that all is
    well."""

    sources: Mapping[str, Source]
    timezone: ZoneInfo
    admins: tuple[int, ...] = ()
    weekly: tuple[int, time] = WEEKLY_AT
    homes: Mapping[str, str] = field(default_factory=dict)
    """The pages for people that feeds name, by the source's id."""

    def name(self, source_id: str) -> str:
        """What a subscriber reads; the id where the source has left the config."""
        source = self.sources.get(source_id)
        return one_line(source.name, 80) if source else source_id

    def url(self, source_id: str) -> str:
        """The page for people of a source: as the config or the feed names it, else the front page of a feed's host."""
        source = self.sources.get(source_id)
        if not source:
            return ""
        return source.site or self.homes.get(source_id) or source.public_url

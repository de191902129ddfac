"""PURE: holds what messages need to know of the config."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from watcher.core.defaults import WEEKLY_AT
from watcher.core.meetings import MeetingAndPapers
from watcher.core.sources import Source
from watcher.messages.telegram_html import one_line


@dataclass(frozen=True, slots=True)
class RenderContext:
    """Holds what messages need of the config: the sources by id, the zone times are shown in, and who is told each
    week, when digests go out, that all is well."""

    sources: Mapping[str, Source]
    timezone: ZoneInfo
    admins: tuple[int, ...] = ()
    weekly: tuple[int, time] = WEEKLY_AT
    homes: Mapping[str, str] = field(default_factory=dict)
    """The pages for people that feeds name, by the source's id."""
    meetings: Mapping[tuple[str, str], MeetingAndPapers] = field(default_factory=dict)
    """What is known of the meetings that messages are about, by source and key."""
    now: datetime | None = None
    bot: str = ""
    """The bot's name at Telegram, by which people are led to it; empty where it is not known."""
    site: str = ""
    """Where the public pages are read, with a slash at its end; empty where there are none."""

    def meeting(self, source_id: str, key: str) -> MeetingAndPapers:
        """Returns a meeting with those of its papers that may say more of it; without a meeting where it is not
        known."""
        return self.meetings.get((source_id, key), MeetingAndPapers())

    def day(self, at: datetime | None) -> date | None:
        """Returns the day on which something is told: that of now, else of when it was seen; None where neither is
        known."""
        moment = self.now or at
        return moment.astimezone(self.timezone).date() if moment else None

    def name(self, source_id: str) -> str:
        """Returns what a subscriber reads for a source; its id where the source has left the config."""
        source = self.sources.get(source_id)
        return one_line(source.name, 80) if source else source_id

    def url(self, source_id: str) -> str:
        """Returns the page for people of a source: as the config or the feed names it, else the front page of a feed's
        host."""
        source = self.sources.get(source_id)
        if not source:
            return ""
        return source.site or self.homes.get(source_id) or source.public_url

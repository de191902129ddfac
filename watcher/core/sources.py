"""PURE: a source as the config names it, as frozen data. What a visit reads of it is in visits.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urljoin

from watcher.core.json_value import Json


@dataclass(frozen=True, slots=True)
class Source:
    """A place that the administrator asked us to watch. What is remembered of it hangs on its `id`."""

    id: str
    name: str
    url: str
    kind: str
    every: timedelta = timedelta(minutes=30)
    topics: tuple[str, ...] = ()
    local: bool = True
    enabled: bool = True
    options: Mapping[str, Json] = field(default_factory=dict)  # what only this kind knows: `committees`, `select` ...
    was: tuple[str, ...] = ()  # earlier ids: memory, followers, mutes and what waits come along from them
    site: str = ""  # the page for people that "Source" leads to; empty for a feed that names its own

    proxy: str | None = field(default=None, repr=False)  # its pages come through this; "": none; None: as all others do

    @property
    def public_url(self) -> str:
        """Return the page for people, so far as the config tells it: of a feed the front page of its host."""
        return self.site or (urljoin(self.url, "/") if self.kind == "feed" else self.url)


def enabled_sources(sources: Iterable[Source]) -> tuple[Source, ...]:
    """Return the sources that are visited, in their order."""
    return tuple(source for source in sources if source.enabled)

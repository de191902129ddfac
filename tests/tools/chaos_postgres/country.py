"""What the workers watch: a hundred feeds and two portals on many hosts, with news in every round, and fifty chats."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from tests.tools.borough.papers import Item, Meeting, Paper
from tests.tools.borough.portal import Portal
from tests.tools.chaos.script import TOPICS, Script
from tests.tools.chaos.truth import Told
from tests.tools.chaos_postgres.hosts import ManyHosts

FEEDS, PORTALS, CHATS = 100, 2, 50
FEEDS_A_HOST = 2
EVERY, DELAY = "20s", 1.0
BUSY_FEEDS = 8
"""So many have news in each round, as have the portals."""
MEETINGS = 30
"""Of a portal, of which one gets papers in each round, in turn. More than there are lines in What's new: a line that
stands there still tells nothing when it is said again."""
WHAT = ("send", "money", "all", "send", "rare", "feed-7", "money", "portal-0", "feed-30", "portal-1")


@dataclass
class Country(Script):
    """`site` has all the hosts."""

    site: ManyHosts
    portals: dict[str, Portal] = field(default_factory=dict)
    hosts: dict[str, str] = field(default_factory=dict)
    """Of each source, by its id."""

    def opening(self, now: datetime, people: Mapping[int, str]) -> None:
        feeds, portals = [f"feed-{n}" for n in range(FEEDS)], [f"portal-{n}" for n in range(PORTALS)]
        self._feeds = {name: [] for name in (*feeds, *portals)}
        self.portals = {
            name: Portal([Meeting(8000 + n, 153, "Cabinet", now + timedelta(days=20 + n)) for n in range(MEETINGS)])
            for name in portals
        }
        self.hosts = {name: self.site.at(10 + n // FEEDS_A_HOST) for n, name in enumerate(feeds)}
        self.hosts |= {name: self.site.at(200 + n) for n, name in enumerate(portals)}
        self._open(feeds, now, people)

    def write_config(self, folder: Path, every: str) -> None:
        folder.mkdir(parents=True)
        sources = [
            {"id": name, "name": name.title(), "url": f"http://{host}{self._path(name)}", "every": every}
            | ({"kind": "moderngov"} if name in self.portals else {})
            for name, host in self.hosts.items()
        ]
        (folder / "sources.yaml").write_text(json.dumps({"sources": sources}))
        (folder / "topics.yaml").write_text(TOPICS)
        fetch = {"delay": f"{DELAY:.0f}s", "every": "1m", "contact": f"{self.site.url}/us"}
        (folder / "watcher.yaml").write_text(json.dumps({"fetch": fetch}))

    def next_round(self, now: datetime, told: set[Told]) -> None:
        self._note_what_was_heard()
        self.round += 1
        for name in self.rng.sample([name for name in self._feeds if name not in self.portals], BUSY_FEEDS):
            self._publishes(name, now, told)
        for name, portal in self.portals.items():
            self.paper(name, portal, now)
        self._serve()

    def paper(self, name: str, portal: Portal, now: datetime) -> None:
        """An agenda comes out on the portal, with one paper."""
        article = self._add(name, now)
        meeting = portal.meetings[len(portal.news) % MEETINGS]
        path = f"documents/s8{article.token[1:]}/{article.token}.pdf"
        paper = Paper(path, article.title, (f"The director reports on {article.token}.",))
        meeting.items.append(Item(len(meeting.items) + 1, article.title, paper))
        portal.tells(now.date(), "Agenda published", meeting)
        self._happens("New", name, article)

    def _serve(self) -> None:
        for name, host in self.hosts.items():
            portal = self.portals.get(name)
            if portal:
                self.site.pages[host] = portal.serve
            else:
                self.site.pages[f"{host}{self._path(name)}"] = self.feed(name)

    def _path(self, name: str) -> str:
        return "/" if name in self.portals else f"/{name}.xml"


def people() -> dict[int, str]:
    """Who is there from the beginning: mostly persons, some groups, a channel."""
    chats = [*range(1, CHATS - 5), *(-50 - n for n in range(4)), -1001234567890, -1009876543210]
    return {chat_id: WHAT[n % len(WHAT)] for n, chat_id in enumerate(chats)}

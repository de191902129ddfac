"""What happens on the sites, round by round, and who asks for what meanwhile: chosen by a seed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from random import Random

from tests.tools.chaos.truth import Happening, Told, Wish
from tests.tools.standin import BotApi, Chat
from tests.tools.web import Site
from tests.unit.sources.ofstedpages import provider_page, row

FEEDS = ("gazette", "council", "schools")
REPORTS = "reports"
"""A provider page of Ofsted: a whole listing, whose reports are opened one by one."""
SITES = {name: f"/{name}/feed.xml" for name in FEEDS} | {REPORTS: "/provider/44/80500"}
WORDS = {"send": "SEND support", "money": "the budget", "rare": "a by-election", "": "the town"}
CHANCES = (6, 5, 1, 8)
VISIBLE = 40  # articles in a feed
RECENT = 20  # of them: young enough to be still there when a run at last gets through
OPENING = {
    1: "all",
    2: "send",
    3: "gazette",
    5: REPORTS,
    -1001234567890: "all",
    -55: "money",
    -1009876543210: "council",
}
DAILY = {4: "rare daily"}
"""Only where days pass."""
GROUP_ADMIN = 70
TOPICS = """\
topics:
  - {id: send, name: SEND, phrases: [SEND]}
  - {id: money, name: Money, phrases: [budget]}
  - {id: rare, name: Elections, phrases: [by-election]}
"""


@dataclass
class Article:
    """An article of a feed, which is retitled at most once, or a report."""

    token: str
    topic: str
    title: str
    published: datetime
    retitled: bool = False

    def xml(self) -> str:
        tags = {"title": self.title, "link": f"http://news.example.org/{self.token}", "guid": self.token}
        tags["pubDate"] = format_datetime(self.published)
        return f"<item>{''.join(f'<{tag}>{text}</{tag}>' for tag, text in tags.items())}</item>"

    def row(self, site: str) -> str:
        """As a report of a provider; its file can't be had."""
        day = f"{self.published:%-d %B %Y}"
        return row(self.token, self.title, day, day, href=f"{site}/v1/file/{self.token}")


@dataclass
class Script:
    """The sites and the people. `happenings` and `wishes` are the truth that the deliveries are judged by."""

    site: Site
    api: BotApi
    rng: Random
    round: int = 0
    happenings: list[Happening] = field(default_factory=list)
    wishes: list[Wish] = field(default_factory=list)
    _feeds: dict[str, list[Article]] = field(default_factory=lambda: {name: [] for name in SITES})
    _chats: dict[int, Chat] = field(default_factory=dict)
    _number: int = 0

    def opening(self, now: datetime, people: Mapping[int, str]) -> None:
        """The sites as the first visit finds them, and the people who are there from the beginning."""
        self._open(SITES, now, people)

    def _open(self, feeds: Iterable[str], now: datetime, people: Mapping[int, str]) -> None:
        for name in feeds:
            for _ in range(3):
                self._add(name, now)
        self._serve()
        for chat_id, words in people.items():
            self.subscribes(chat_id, words)

    def write_config(self, folder: Path, every: str) -> None:
        folder.mkdir()
        sources = [{"id": name, "name": name.title(), "url": self.site.url + path} for name, path in SITES.items()]
        (folder / "sources.yaml").write_text(json.dumps({"sources": sources}))
        (folder / "topics.yaml").write_text(TOPICS)
        fetch = {"delay": "0s", "every": every, "contact": f"{self.site.url}/us"}
        (folder / "watcher.yaml").write_text(json.dumps({"fetch": fetch}))

    def next_round(self, now: datetime, told: set[Told]) -> None:
        """Something happens on one site. `told`: what somebody has been told, so that it is surely remembered."""
        self._note_what_was_heard()
        self.round += 1
        self._publishes(self.rng.choice(tuple(SITES)), now, told)
        self._serve()

    def _publishes(self, name: str, now: datetime, told: set[Told]) -> None:
        for _ in range(self.rng.choice((1, 1, 2, 3))):
            article = self._add(name, now)
            self._happens("New", name, article)
        retitled = [one for one in self._feeds[name][-RECENT:] if not one.retitled and Told("New", one.token) in told]
        if retitled and name != REPORTS and self.rng.random() < 0.5:
            article = self.rng.choice(retitled)
            article.title, article.retitled = f"{article.token} A different story about {WORDS[article.topic]}", True
            self._happens("Changed", name, article)

    def _note_what_was_heard(self) -> None:
        """Once no update waits, every wish has been heard, and holds for what happens from now on."""
        with self.api.world.lock:
            if len(self.api.world.updates):
                return
        for wish in self.wishes:
            wish.heard = wish.heard or self.round + 1
            if wish.ended and wish.ending_heard is None:
                wish.ending_heard = self.round + 1

    def subscribes(self, chat_id: int, words: str) -> None:
        """Somebody writes /subscribe in that chat: the person, a channel, or an administrator of the group. They say
        how often, so that nobody is asked whether they want so much."""
        what, _, often = words.partition(" ")
        self._says(chat_id, f"/subscribe {what} {often or 'now'}")
        self.wishes.append(Wish(chat_id, what))

    def unsubscribes(self, wish: Wish) -> None:
        self._says(wish.chat_id, f"/unsubscribe {wish.what}")
        wish.ended = True

    def _says(self, chat_id: int, text: str) -> None:
        chat = self._chats.get(chat_id) or self._new_chat(chat_id)
        self._chats[chat_id] = chat
        chat.says(text, user=None if chat.kind in ("private", "channel") else GROUP_ADMIN)

    def _new_chat(self, chat_id: int) -> Chat:
        if chat_id > 0:
            return self.api.private(chat_id)
        if chat_id == -1009876543210:
            return self.api.channel(chat_id, admins=[GROUP_ADMIN])
        return self.api.group(chat_id, admins=[GROUP_ADMIN])

    def _add(self, name: str, now: datetime) -> Article:
        self._number += 1
        token, topic = f"T{self._number}", self.rng.choices(tuple(WORDS), CHANCES)[0]
        article = Article(token, topic, f"{token} News of {WORDS[topic]}", now)
        self._feeds[name].append(article)
        return article

    def _happens(self, kind: str, name: str, article: Article) -> None:
        told = Told("New" if kind == "New" else "Changed", article.token)
        self.happenings.append(Happening(self.round, told, frozenset({"all", name, article.topic} - {""})))

    def _serve(self) -> None:
        reports = (one.row(self.site.url) for one in reversed(self._feeds[REPORTS]))
        self.site.pages[SITES[REPORTS]] = provider_page(*reports)
        for name in FEEDS:
            self.site.pages[SITES[name]] = self.feed(name)

    def feed(self, name: str) -> str:
        """As it stands now, newest first."""
        listed = "".join(one.xml() for one in reversed(self._feeds[name][-VISIBLE:]))
        head = f"<title>{name}</title><link>http://news.example.org/</link><description>d</description>"
        return f'<rss version="2.0"><channel>{head}{listed}</channel></rss>'

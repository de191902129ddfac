"""A town of two sources without a network, for tests that run through its life in milliseconds: what its sites serve,
a memory that can be killed at any SQL statement, and Telegram as a list; and what is true of it whatever the watcher
does. The store, the visits and the outbox are the product's own."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Literal, cast
from zoneinfo import ZoneInfo

from tests.tools.fuse import Fuse, Killed
from tests.unit.sources.feeds import article, rss
from tests.unit.sources.govukpages import collection, held
from watcher.core.alerts import Message
from watcher.core.chats import Action, Request
from watcher.core.documents import Change
from watcher.core.errors import NotSent, TryLater, Unreachable
from watcher.core.sources import Source
from watcher.core.topics import Places
from watcher.core.visits import Page
from watcher.fetch import Fetcher
from watcher.jobs.deliver import OutboxWorker
from watcher.jobs.visit import VisitResult, visit
from watcher.jobs.visit_context import VisitContext
from watcher.messages.context import RenderContext
from watcher.rules.digests import Timetable
from watcher.rules.matching import Matcher
from watcher.store import Store, changes, subscriptions

LONDON = ZoneInfo("Europe/London")
ADMIN = 7
NEWS = Source("news", "The News", "https://news.example/feed/", "feed", every=timedelta(hours=1))
NOTICES = Source("notices", "Notices", "https://www.gov.uk/government/collections/n", "govuk", every=timedelta(hours=1))
SOURCES = {source.id: source for source in (NEWS, NOTICES)}
Outcome = Literal["taken", "busy", "down", "killed before it went out", "killed once it was taken"]


@dataclass
class Town:
    """`served` is what each source answers: bytes, or an error to raise. `accepted`: what Telegram took, in order."""

    folder: Path
    now: datetime = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    served: dict[str, bytes | Exception] = field(default_factory=dict)
    accepted: list[Message] = field(default_factory=list)
    unseen_ever: set[int] = field(default_factory=set)
    """The numbers of messages whose acceptance was once not written down: they alone may come twice."""
    cut_off_leaving: list[Message] = field(default_factory=list)
    """What was about to leave when the process was killed, in the instant in which we note that, each time."""
    fuse: Fuse = field(default_factory=Fuse)
    """Burns at SQL statements and commits."""

    def __post_init__(self) -> None:
        self._open()

    @classmethod
    def founded(cls, folder: Path, empty: Path) -> Town:
        """With a copy of this empty database."""
        shutil.copy(empty, folder / "watcher.sqlite3")
        return cls(folder)

    def _open(self) -> None:
        self.store = Store(f"sqlite:///{self.folder / 'watcher.sqlite3'}")
        self.fuse.burns_at(self.store.engine, "before_cursor_execute", "commit")

    def lives(self, call: Callable[[], None]) -> bool:
        """Whether the process lived through this; where it was killed, another has been started."""
        try:
            call()
        except Killed:
            self.fuse.left = 0
            self.store.close()
            self._open()
            return False
        self.fuse.left = 0
        return True

    def later(self, by: timedelta) -> None:
        self.now += by

    def get(self, url: str, etag: str = "", last_modified: str = "", **given: object) -> Page:
        """What the web answers."""
        found = self.served["notices" if "/api/content/" in url else "news"]
        if isinstance(found, Exception):
            raise found
        return Page(url, found)

    def visits(self, source: Source) -> VisitResult:
        timetable = Timetable(LONDON, time(7, 30), (4, time(7, 30)))
        context = VisitContext(self.store, cast(Fetcher, self), lambda: Matcher((), Places()), timetable, (ADMIN,))
        return visit(source, context, self.now)

    def stores(self, chat_id: int, intent: Action) -> None:
        """What somebody asked for; Telegram tells it again where we were killed over it."""
        with self.store.write() as db:
            subscriptions.carry_out(db, Request(chat_id, "private"), [intent], self.now)

    def delivers(self, outcomes: list[Outcome]) -> None:
        """All that is due goes out; Telegram answers to the first of them as it is told, and takes the rest."""
        post = OutboxWorker(self.store, RenderContext(SOURCES, LONDON), lambda: self.now)
        post.recover()
        while message := post.claim():
            self._comes_to(post, message, outcomes.pop(0) if outcomes else "taken")

    def let_go(self) -> list[Message]:
        """What was killed twice in that instant: it counts as having come, and may not have (docs/adr/0056)."""
        times = Counter(message.id for message in self.cut_off_leaving)
        return [message for message in self.cut_off_leaving if times[message.id] > 1]

    def _comes_to(self, post: OutboxWorker, message: Message, outcome: Outcome) -> None:
        if outcome == "busy":
            post.failed(message, TryLater("too many requests", 7))
        elif outcome == "down":
            post.failed(message, NotSent("Telegram is out of reach"))
        elif outcome == "killed before it went out":
            raise Killed
        else:
            self._is_noted_to_leave(post, message)
            self.accepted.append(message)
            try:
                if outcome == "killed once it was taken":
                    raise Killed
                post.sent(message, len(self.accepted))
            except Killed:
                self.unseen_ever.add(message.id)
                raise

    def _is_noted_to_leave(self, post: OutboxWorker, message: Message) -> None:
        try:
            post.left(message)
        except Killed:
            self.cut_off_leaving.append(message)
            raise

    def log(self) -> list[Change]:
        with self.store.read() as db:
            return list(changes.since(db))


TOLD = re.compile(r"<b>(New|Changed|Withdrawn|Restored)</b>: <a [^>]*>(K\d+) v(\d+)</a>")


def told_in(message: Message) -> list[tuple[str, str, int]]:
    """What a message tells: the word, which document, in which version."""
    return [(word.lower(), key, int(version)) for word, key, version in TOLD.findall(message.html)]


def news(versions: dict[str, int]) -> bytes:
    """A feed of these articles in these versions, newest first."""
    newest_first = reversed(versions.items())
    return rss(*(article(f"{key} v{one}", f"https://news.example/{key}", key) for key, one in newest_first))


def notices(versions: dict[str, int]) -> bytes:
    """A whole collection of these documents in these versions."""
    documents = [
        {**held(0, f"{key} v{version}"), "base_path": f"/{key}", "content_id": key} for key, version in versions.items()
    ]
    return json.dumps(collection(links={"documents": documents})).encode()


DOWN = Unreachable("the site is down")
GARBAGE = b"<!DOCTYPE html><html><body><h1>We are improving our site</h1></body></html>"


@dataclass
class Truth:
    """What one source has really published, and what a watcher that keeps its promises knows of it."""

    stands: dict[str, int] = field(default_factory=dict)
    """On the page now, each in its version."""
    slid: dict[str, int] = field(default_factory=dict)
    """Off the end of the feed, or taken off the list."""
    known: dict[str, int] = field(default_factory=dict)
    missing: Counter[str] = field(default_factory=Counter)
    withdrawn: set[str] = field(default_factory=set)
    begun: bool = False
    broken: bool = False
    trouble: bytes | Exception | None = None


@dataclass(frozen=True)
class Promise:
    """A change that a chat must hear of (or, once it asked for less, may)."""

    chat_id: int
    kind: str
    key: str
    version: int


def named(change: Change) -> tuple[str, str, int]:
    key, version = change.document.title.split(" v")
    return change.kind, key, int(version)


PAIR = ("withdrawn", "restored")


def judge_document(told: list[tuple[str, int]], must: list[Promise], may: list[Promise]) -> None:
    """Of one document to one chat. Edits may come together, or as part of what is told anyway, but the last version
    comes. What is withdrawn and restored while both wait is told as an edit, or not at all (rules/merging); everything
    else comes one by one."""
    kinds = Counter(kind for kind, _ in told)
    least, most = Counter(one.kind for one in must), Counter(one.kind for one in (*must, *may))
    untold = {kind: range(least[kind] - kinds[kind], most[kind] - kinds[kind] + 1) for kind in PAIR}
    assert least["new"] <= kinds["new"] <= most["new"], (told, must, may)
    assert any(pairs in untold["withdrawn"] and pairs in untold["restored"] for pairs in range(len(must) + 1)), (
        told, must, may,
    )  # fmt: skip
    assert kinds["changed"] <= most["changed"] + min(most[kind] - kinds[kind] for kind in PAIR), (told, must, may)
    newest = max((one.version for one in must), default=0)
    if told or any(one.kind not in PAIR for one in must):
        assert max((version for _, version in told), default=-1) >= newest, (told, must)

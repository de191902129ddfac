"""The words of the project as frozen data (DESIGN.md, "The words"); nothing here does anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal, TypeAlias

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
Details: TypeAlias = Mapping[str, Json]
DocumentKind = Literal[
    "meeting", "agenda", "minutes", "decisions", "supplement", "report", "decision",
    "issue", "plan-item", "inspection", "article", "publication", "page",
]  # fmt: skip
OF_SITE = "site:"
GARBLED = "garbled"  # a detail: the document was only read from a damaged page so far, its words may be wrong
ChangeKind = Literal["new", "changed", "withdrawn", "restored"]
Frequency = Literal["now", "daily", "weekly"]


@dataclass(frozen=True, slots=True)
class Source:
    """A place an administrator asked us to watch; its `id` carries its memory."""

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


@dataclass(frozen=True, slots=True)
class Topic:
    """What subscribers can follow. A phrase in capitals matches only in capitals."""

    id: str
    name: str
    description: str
    phrases: tuple[str, ...]
    unless: tuple[str, ...] = ()  # longer phrases that take a match away where it lies inside them (`not:`)
    was: tuple[str, ...] = ()  # earlier ids, as of a source


@dataclass(frozen=True, slots=True)
class Places:
    """Names a document of a source with `local: false` is judged by."""

    ours: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What was fetched, not yet understood. `url` is the final one, after redirects."""

    url: str
    body: bytes
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    unchanged: bool = False
    """The site said 304, or sent the bytes of last time: nothing is to be read again (`body` may be empty)."""
    moved_to: str = ""
    """Where the URL we asked for has moved for good (301, 308), as the site says; `url` may lie further on."""


@dataclass(frozen=True, slots=True)
class Document:
    """A paper, meeting, decision, report or article; `key` is its identity inside its source, for ever."""

    key: str
    kind: DocumentKind
    title: str
    url: str
    published: date | None = None
    summary: str = ""
    details: Details = field(default_factory=dict)
    part_of: str = ""
    """The key of the document it belongs to (a report's meeting): told together with it."""
    aliases: tuple[str, ...] = ()
    """Other names under which it may come back; a document known under one of them is this one."""
    words: str = ""
    """More text that topics are matched on (categories, a paper's own text); never shown nor compared."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one page was understood to hold. Documents stand in the order in which they should be told.

    `scope` names the page (its canonical URL): documents are remembered as standing on it.
    """

    scope: str
    documents: tuple[Document, ...] = ()
    complete: bool = False
    """The whole listing: what is known in this scope and missing here may be withdrawn. A feed never is (a window)."""
    unchanged: bool = False
    """The page is as it was: nothing to compare."""
    baseline: bool = False
    """What stands here was there before we looked: remembered, told to nobody."""
    damaged: str = ""
    """One plain line when the page was broken but readable: it may add documents, never change or withdraw one. Without
    documents a remark that stands in `status`: what was left out."""
    suspect: str = ""
    """One plain line when this may not be true (another page in its place): held back until it is agreed to."""


@dataclass(frozen=True, slots=True)
class Unread:
    """One page of a source that could not be read this time, while its other pages could."""

    scope: str
    error: Exception


@dataclass(frozen=True, slots=True)
class Known:
    """A document as it is remembered, with what the memory says about it."""

    document: Document
    scope: str = ""
    missing: int = 0
    """Good complete readings in a row from which it was missing."""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """How one page of a source stands. `read_at` is empty where it failed during the baseline, until it is read."""

    scope: str
    read_at: datetime | None = None
    held_reason: str | None = None
    held_print: str | None = None
    held_count: int = 0
    """Visits in a row that held back a reading with the same print."""
    rejected: bool = False
    """An administrator said that what is held for this reason is not true: it stays held however often it is seen."""


@dataclass(frozen=True, slots=True)
class PageMemory:
    """What is remembered of one fetched page: validators verbatim, and the digest of its bytes."""

    url: str
    etag: str
    last_modified: str
    digest: str
    reader: str
    fetched_at: datetime
    full_at: datetime
    final_url: str = ""  # what gave the validators, at the end of the redirects; empty where that is `url`


@dataclass(frozen=True, slots=True)
class Health:
    """How a source fares. `state` is `ok`, `failing`, `blocked`, `suspect` or `new` (not visited yet)."""

    id: str
    kind: str
    url: str
    state: str = "new"
    reason: str | None = None
    last_visit: datetime | None = None
    last_good: datetime | None = None
    last_new: datetime | None = None
    next_visit: datetime | None = None
    failures: int = 0
    baseline_at: datetime | None = None
    notes: Mapping[str, str] = field(default_factory=dict)
    broken_since: datetime | None = None
    documents: int = 0
    """So many are remembered, the withdrawn left out."""


@dataclass(slots=True)
class Visit:
    """One reading of one source: all that a kind may know and use while it reads."""

    source: Source
    now: datetime
    get: Callable[[str], Page]
    """Fetches one page, with the validators of last time; raises SourceError."""
    known: Mapping[str, Known] = field(default_factory=dict)
    """By key; what of it is loaded, and when: recall.py."""
    read_at: Mapping[str, datetime] = field(default_factory=dict)
    """When each scope was last read well."""
    first: bool = True
    """Nothing of this source is remembered yet: this reading is its baseline."""
    notes: dict[str, str] = field(default_factory=dict)
    """What the kind wants to remember until the next visit. One with OF_SITE in its name (which way in works) is
    shared by all sources of the kind on one site, and kept although the visit fails."""


@dataclass(frozen=True, slots=True)
class Change:
    """A document that is new, changed (which fields, old and new), withdrawn or restored."""

    kind: ChangeKind
    document: Document
    fields: Mapping[str, tuple[Json, Json]] = field(default_factory=dict)
    minor: bool = False
    """Only punctuation, case or the like differs: recorded, told to those who want corrections."""
    topics: tuple[str, ...] = ()
    source: str = ""
    at: datetime | None = None
    id: int = 0
    unsettled: Mapping[str, tuple[Json, ...]] = field(default_factory=dict)
    """Fields that go to and fro, each with all that it was within a day (flapping.py)."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """One chat's wish. `what` is `all`, the id of a topic or a source, or a committee of a source; or empty, with
    `words` of its own."""

    chat_id: int
    what: str
    words: str = ""
    frequency: Frequency = "now"
    thread_id: int = 0
    """The forum topic it is for; 0 where there is none."""
    corrections: bool = False

    @property
    def chat_ids(self) -> tuple[int, ...]:
        """As of Following: the one chat."""
        return (self.chat_id,)


@dataclass(frozen=True, slots=True)
class Following:
    """Many chats that follow one thing alike: their Subscriptions, which differ by the chat alone."""

    what: str
    words: str
    frequency: Frequency
    thread_id: int
    corrections: bool
    chat_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Alert:
    """One change for one chat, with the reasons; waits in the outbox until told."""

    change: Change
    chat_id: int
    reasons: tuple[str, ...]
    thread_id: int = 0
    frequency: Frequency = "now"
    id: int = 0
    also: tuple[int, ...] = ()
    """The ids of alerts about the same document that are told with this one."""
    wishes: tuple[tuple[str, str], ...] = ()
    """`what` and `words` of each subscription that wants it."""
    quotes: tuple[str, ...] = ()
    """What the paper says round the matches: `p. 12: “…”`."""
    last_today: bool = False  # no more of this document for a day


@dataclass(frozen=True, slots=True)
class Hearing:
    """Many chats that hear of one change alike: the Alerts differ by the chat alone, and `alert` is the first's."""

    alert: Alert
    chat_ids: Sequence[int]


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: `data` (1-64 bytes) comes back to us when it is tapped, `url` opens a page."""

    label: str
    data: str = ""
    url: str = ""


Buttons: TypeAlias = tuple[tuple[Button, ...], ...]  # rows, top to bottom


@dataclass(frozen=True, slots=True)
class Message:
    """One Telegram message in words, within every limit; waits in the outbox under its `id`, tried so often."""

    chat_id: int
    html: str
    buttons: Buttons = ()
    thread_id: int = 0
    preview: bool = False
    """Whether Telegram may show a card of the first link."""
    id: int = 0
    tries: int = 0
    reply_to: int = 0
    """Telegram's number of the earlier message in this chat that it carries on from; 0 where there is none."""
    doubted: bool = False  # sent once already, and Telegram's answer never seen

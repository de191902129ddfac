"""PURE: what is followed and what is told of it, as frozen data: subscriptions, alerts, buttons, messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from watcher.core.topics import EVERYTHING as EVERYTHING

if TYPE_CHECKING:
    from watcher.core.documents import Change, Quote
    from watcher.core.grade_chart import GradeChart
    from watcher.core.papers import PaperFile
    from watcher.core.promises import KeptPromise

Frequency = Literal["now", "daily", "weekly"]
FREQUENCIES: tuple[Frequency, ...] = ("now", "daily", "weekly")
ReasonKind = Literal["topic", "source", "committee", "everything", "words", "item", "plain"]


@dataclass(frozen=True, slots=True)
class Subscription:
    """What one chat follows. `what` is `all`, the id of a topic or a source, or a committee of a source; or empty, with
    `words` of the chat's own."""

    chat_id: int
    what: str
    words: str = ""
    frequency: Frequency = "now"
    thread_id: int = 0
    """The forum topic it is for; 0 where there is none."""
    corrections: bool = False

    @property
    def chat_ids(self) -> tuple[int, ...]:
        """Give the chats that this subscription stands for: always one. So it can be read as a SubscriptionGroup."""
        return (self.chat_id,)


@dataclass(frozen=True, slots=True)
class SubscriptionGroup:
    """The subscriptions of many chats that follow one thing alike: they differ by the chat alone."""

    what: str
    words: str
    frequency: Frequency
    thread_id: int
    corrections: bool
    chat_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a chat is told: what it follows. Said in words by messages/reasons.py."""

    kind: ReasonKind
    """`words` of somebody's own; `item`: one of a council that the chat was told of goes on; `plain` is one of an
    earlier version, or of a kind that only a later one knows."""
    name: str = ""
    """What is followed, as people call it; of `words` these, of an `item` its title, of `everything` nothing."""
    phrase: str = ""
    """What a topic was found by, as the document spells it; empty where the source itself gives the topic."""


@dataclass(frozen=True, slots=True)
class Alert:
    """One change as it is to be told to one chat, with the reasons; waits in the outbox until it is told."""

    change: Change
    chat_id: int
    reasons: tuple[Reason, ...]
    thread_id: int = 0
    frequency: Frequency = "now"
    id: int = 0
    also: tuple[int, ...] = ()
    """The ids of alerts about the same document that are told with this one."""
    matched_subscriptions: tuple[tuple[str, str], ...] = ()
    """`what` and `words` of each subscription that wants it."""
    quotes: tuple[Quote, ...] = ()
    """What the paper says round the matches."""
    last_today: bool = False  # no more of this document for a day
    elsewhere: tuple[Change, ...] = ()
    """The same event as other sources tell it: told with this one."""
    promises: tuple[KeptPromise, ...] = ()
    """What somebody undertakes in it, of what this chat follows."""
    urgent: bool = False
    """It comes at once and with sound, however often the chat wants to hear."""


@dataclass(frozen=True, slots=True)
class AlertBatch:
    """The same alert for many chats: `alert` is the first chat's, the others differ by `chat_id` alone."""

    alert: Alert
    chat_ids: Sequence[int]


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: `data` (1 to 64 bytes) comes back to us when it is tapped, `url` opens a page."""

    label: str
    data: str = ""
    url: str = ""


Buttons: TypeAlias = tuple[tuple[Button, ...], ...]  # rows, top to bottom


@dataclass(frozen=True, slots=True)
class Message:
    """One Telegram message in words, within every limit of Telegram; waits in the outbox under its `id`."""

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
    silent: bool = False
    """Whether it makes no sound."""
    doubted: bool = False  # sent once already, and Telegram's answer never seen
    picture: GradeChart | None = None
    """Sent with the text as its caption; never kept, so what waits in the outbox is said in words."""
    file: PaperFile | None = None
    """As a picture is."""

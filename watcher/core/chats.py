"""PURE: what a chat asks for, what it is offered, and what it wants stored (the Actions), as frozen data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from watcher.core.alerts import Frequency, Subscription
from watcher.core.defaults import DAILY_AT, LONDON, WEEKLY_AT
from watcher.core.meetings import Committee
from watcher.core.sources import Source
from watcher.core.topics import Places, Topic

ALL = "all"
ChatKind = Literal["private", "group", "supergroup", "channel"]


@dataclass(frozen=True, slots=True)
class Request:
    """One thing that somebody typed or tapped, and in which chat."""

    chat_id: int
    chat_kind: ChatKind
    text: str = ""
    button: str = ""
    """What the tapped button carries; empty for something typed."""
    thread_id: int = 0
    """The forum topic it was said in; 0 where there is none."""
    may_change: bool = True
    """Whether this person may change what the chat gets: in a group and a channel only administrators."""
    rights_known: bool = True
    """False where Telegram could not be asked whether this person is an administrator."""
    is_admin: bool = False
    """Listed in `telegram.admins`."""
    bot_name: str = ""
    passed_on: bool = False
    """Somebody else's words, forwarded or sent through another bot: never a command."""
    addressed: bool = False
    """The bot is mentioned in it, or it replies to a message of the bot."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What there is to follow: the topics, the enabled sources and the committees found in them; and when digests are
    sent."""

    topics: Sequence[Topic] = ()
    sources: Sequence[Source] = ()
    places: Places = field(default_factory=Places)
    daily: time = DAILY_AT
    weekly: tuple[int, time] = WEEKLY_AT
    """The day of the week (Monday is 0) and the time."""
    timezone: ZoneInfo = LONDON
    """That of digests, quiet hours and every date that is shown."""
    contact: str = ""
    """Where the people who run this bot can be reached."""
    committees: Sequence[Committee] = ()
    disabled: Sequence[Source] = ()
    """Sources that stand in the config and are not read: their followers still see their names."""
    site: str = ""
    """Where the public pages are read, with a slash at its end; empty where there are none."""


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """All that is remembered of the chat that asks, as the forum topic it asks in sees it. `since` is empty where
    nothing is remembered."""

    subscriptions: Sequence[Subscription] = ()
    since: datetime | None = None
    paused_until: datetime | None = None
    quiet: tuple[time, time] | None = None
    messages: int = 0
    """Messages to it that are remembered, those that wait included."""
    mutes: Sequence[Muted] = ()
    stopped: Sequence[StoppedSubscriptions] = ()
    """What it has stopped lately and may still take back, the last first."""
    elsewhere: Sequence[Subscription] = ()
    """What other forum topics of the same group follow."""


@dataclass(frozen=True, slots=True)
class Subscribe:
    """An Action: follow something from now on. Where it is followed already, only how it is told changes."""

    what: str
    words: str = ""
    frequency: Frequency = "now"
    thread_id: int = 0
    corrections: bool = False


def subscribe(chosen: Subscription) -> Subscribe:
    """Make the Action that follows a thing in just the way of this subscription."""
    return Subscribe(chosen.what, chosen.words, chosen.frequency, chosen.thread_id, chosen.corrections)


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """An Action: follow it no longer."""

    what: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class StopAll:
    """An Action: end every subscription of the chat or forum topic, and drop what waits to be told to it. It can be
    undone for a while."""


@dataclass(frozen=True, slots=True)
class UndoStop:
    """An Action: follow again, as it was, what was stopped at that moment."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Pause:
    """An Action: keep the subscriptions and send nothing for so long; None: until Resume."""

    span: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Resume:
    """An Action: end the pause."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """An Action: send nothing between these times of day, in the config's time zone; None: send at any time."""

    hours: tuple[time, time] | None = None


@dataclass(frozen=True, slots=True)
class Mute:
    """An Action: for 30 days tell nothing of a topic or a source, or with a `key` of one meeting of a source."""

    what: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Unmute:
    """An Action: end a mute."""

    what: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Remind:
    """An Action: remind this chat of what can be done until when by a document of a source. `wishes`: the subscriptions
    that brought it, `what` and `words` of each; `seen`: the names of moments that need no reminder any more."""

    source: str
    key: str
    thread_id: int = 0
    wishes: tuple[tuple[str, str], ...] = ()
    seen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DropReminder:
    """An Action: remind no more of the document that this reminder is of."""

    number: int


@dataclass(frozen=True, slots=True)
class Forget:
    """An Action: erase everything that is stored about the chat."""


@dataclass(frozen=True, slots=True)
class Approve:
    """An Action of an administrator: what is held back of this source is true. It counts from the next visit on, which
    is due at once."""

    source: str


@dataclass(frozen=True, slots=True)
class Reject:
    """An Action of an administrator: what is held back of this source is not true. It stays held back as long as it
    reads the same."""

    source: str


Action: TypeAlias = (
    Subscribe
    | Unsubscribe
    | StopAll
    | UndoStop
    | Pause
    | Resume
    | Quiet
    | Mute
    | Unmute
    | Remind
    | DropReminder
    | Forget
    | Approve
    | Reject
)


@dataclass(frozen=True, slots=True)
class Muted:
    """A topic or a source of which the chat hears nothing until then, or with a `key` one meeting of a source. `name`
    is the meeting's, as far as it is known."""

    what: str
    key: str
    until: datetime
    name: str = ""


@dataclass(frozen=True, slots=True)
class StoppedSubscriptions:
    """What the chat followed, in its order, until it stopped everything at that moment."""

    at: datetime
    subscriptions: tuple[Subscription, ...] = ()

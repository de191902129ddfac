"""PURE: what goes into an answer and what comes out: the question, what is on offer, the answer, the intents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from watcher.commands.library import Library, Shelf
from watcher.committees import Committee
from watcher.model import Buttons, Frequency, Health, Places, Source, Subscription, Topic
from watcher.muting import Muted

ALL = "all"
LONDON = ZoneInfo("Europe/London")
ChatKind = Literal["private", "group", "supergroup", "channel"]


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that somebody typed or tapped, and where."""

    chat_id: int
    chat_kind: ChatKind
    text: str = ""
    button: str = ""
    """What the tapped button carries; empty for something typed."""
    thread_id: int = 0
    """The forum topic it was said in; 0 where there is none."""
    may_change: bool = True
    """Whether this person may change what the chat gets: in a group and a channel only administrators."""
    is_admin: bool = False
    """Listed in `telegram.admins`."""
    bot_name: str = ""
    passed_on: bool = False
    """Somebody else's words, forwarded or sent through another bot: never a command."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is to follow (the enabled ones, and the committees found in them), and when digests go out."""

    topics: Sequence[Topic] = ()
    sources: Sequence[Source] = ()
    places: Places = field(default_factory=Places)
    daily: time = time(7, 30)
    weekly: tuple[int, time] = (4, time(7, 30))
    """The day of the week (Monday is 0) and the time."""
    timezone: ZoneInfo = LONDON
    """That of digests, quiet hours and every date that is shown."""
    contact: str = ""
    """Where the people who run this bot can be reached."""
    committees: Sequence[Committee] = ()
    disabled: Sequence[Source] = ()
    """Sources that stand in the config and are not read: their followers still see their names."""


@dataclass(frozen=True, slots=True)
class Stored:
    """All that is remembered of the chat that asks. `since` is empty where nothing is."""

    subscriptions: Sequence[Subscription] = ()
    since: datetime | None = None
    paused_until: datetime | None = None
    quiet: tuple[time, time] | None = None
    messages: int = 0
    """Messages to it that are remembered, those that wait included."""
    mutes: Sequence[Muted] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """How the watcher fares, for its administrators."""

    sources: Sequence[tuple[Source, Health]] = ()
    waiting: int = 0
    failed: Sequence[tuple[str, int]] = ()
    """Why messages will never be delivered, each reason with how many, the most frequent first."""
    subscribers: int = 0
    run_ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Follow something from now on; where it is followed already, only how and where it is told changes."""

    what: str
    words: str = ""
    frequency: Frequency = "now"
    thread_id: int = 0
    corrections: bool = False


def subscribe(one: Subscription) -> Subscribe:
    """The wish to follow it in just this way."""
    return Subscribe(one.what, one.words, one.frequency, one.thread_id, one.corrections)


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """Follow it no longer."""

    what: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class StopAll:
    """End every subscription, and what waits to be told with them."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Keep the choices and send nothing, for so long; None: until Resume."""

    span: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Resume:
    """End the pause."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """Send nothing between these times of day, in the config's zone; None: at any time."""

    hours: tuple[time, time] | None = None


@dataclass(frozen=True, slots=True)
class Mute:
    """Tell nothing of a topic or a source, or with a `key` of one meeting of a source, for 30 days."""

    what: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Unmute:
    """End a mute."""

    what: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Forget:
    """Erase everything that is stored about the chat."""


@dataclass(frozen=True, slots=True)
class Approve:
    """What is held back of this source is true: it counts from the next visit on, which is due at once."""

    source: str


@dataclass(frozen=True, slots=True)
class Reject:
    """What is held back of this source is not true: it stays held while it reads so."""

    source: str


Intent: TypeAlias = (
    Subscribe | Unsubscribe | StopAll | Pause | Resume | Quiet | Mute | Unmute | Forget | Approve | Reject
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said back, and what is to be stored first. Every text is valid Telegram HTML within every limit."""

    html: str = ""
    """Empty: nothing is said but the toast."""
    buttons: Buttons = ()
    intents: tuple[Intent, ...] = ()
    edit: bool = False
    """It takes the place of the message whose button was tapped; without a text only the buttons do."""
    toast: str = ""
    """At most 200 characters, shown for a moment to the person who tapped."""
    more: tuple[str, ...] = ()
    """Further messages that follow, where one can't hold all."""
    for_rulers: bool = False
    """Only for those who may change what the chat gets, although nothing is to be stored yet."""

    def needs_rights(self, asked: Asked) -> bool:
        """Whether it is only for those: it stores something, asks whether to, or a tap changes what all see."""
        changes_view = bool(asked.button) and (self.edit or bool(self.html))
        return bool(self.intents) or self.for_rulers or changes_view


@dataclass(frozen=True, slots=True)
class Scene:
    """What every answer is made from: who asks, what is on offer, what is stored of the chat by now, for
    administrators how the watcher fares, and what can be looked up."""

    asked: Asked
    offer: Offer
    stored: Stored = field(default_factory=Stored)
    standing: Standing | None = None
    library: Library = field(default_factory=Shelf)

    @property
    def mine(self) -> Sequence[Subscription]:
        """What the chat follows, oldest first."""
        return self.stored.subscriptions

    def held(self, what: str, words: str = "") -> Subscription | None:
        return next((one for one in self.mine if (one.what, one.words) == (what, words)), None)

    def after(self, *intents: Intent) -> Scene:
        """The same, once these are carried out; a pause and quiet hours change nothing that a list shows."""
        held = {(one.what, one.words): one for one in self.mine}
        for intent in intents:
            match intent:
                case Subscribe(what, words, frequency, thread_id, corrections):
                    before = held.get((what, words)) or Subscription(self.asked.chat_id, what, words)
                    held[what, words] = replace(
                        before, frequency=frequency, thread_id=thread_id, corrections=corrections
                    )
                case Unsubscribe(what, words):
                    held.pop((what, words), None)
        return replace(self, stored=replace(self.stored, subscriptions=tuple(held.values())))

"""PURE: what goes into an answer and what comes out: the question, what is on offer, the answer, the intents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time
from typing import Literal, TypeAlias

from watcher.model import Buttons, Frequency, Source, Subscription, Topic

ALL = "all"
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


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is to follow (the enabled ones), and when digests go out."""

    topics: Sequence[Topic] = ()
    sources: Sequence[Source] = ()
    daily: time = time(7, 30)
    weekly: tuple[int, time] = (4, time(7, 30))
    """The day of the week (Monday is 0) and the time."""


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Follow something from now on; where it is followed already, only the frequency and the place change."""

    what: str
    words: str = ""
    frequency: Frequency = "now"
    thread_id: int = 0


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """Follow it no longer."""

    what: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class StopAll:
    """End every subscription, and what waits to be told with them."""


Intent: TypeAlias = Subscribe | Unsubscribe | StopAll


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said back, and what is to be stored first. Every text is valid Telegram HTML within every limit."""

    html: str = ""
    """Empty: nothing is said but the toast."""
    buttons: Buttons = ()
    intents: tuple[Intent, ...] = ()
    edit: bool = False
    """It takes the place of the message whose button was tapped."""
    toast: str = ""
    """At most 200 characters, shown for a moment to the person who tapped."""
    more: tuple[str, ...] = ()
    """Further messages that follow, where one can't hold all."""


def after(mine: Sequence[Subscription], asked: Asked, intents: Sequence[Intent]) -> tuple[Subscription, ...]:
    """The chat's subscriptions as they stand once the intents are carried out, oldest first."""
    held = {(one.what, one.words): one for one in mine}
    for intent in intents:
        match intent:
            case Subscribe(what, words, frequency, thread_id):
                before = held.get((what, words)) or Subscription(asked.chat_id, what, words)
                held[what, words] = replace(before, frequency=frequency, thread_id=thread_id)
            case Unsubscribe(what, words):
                held.pop((what, words), None)
            case StopAll():
                held.clear()
    return tuple(held.values())

"""PURE: a text or a tapped button becomes an answer and intents. Reads and stores nothing itself."""

from __future__ import annotations

from watcher.bot.commands.callbacks import answer_tap
from watcher.bot.commands.context import Reply, RequestContext
from watcher.bot.commands.dispatch import answer_typed
from watcher.bot.commands.lookups import FakeLookups, Lookups
from watcher.core.chats import (
    Action,
    Approve,
    Catalogue,
    ChatSettings,
    Forget,
    Mute,
    Pause,
    Quiet,
    Reject,
    Request,
    Resume,
    StopAll,
    Subscribe,
    Unmute,
    Unsubscribe,
)
from watcher.core.queries import WatcherStatus
from watcher.messages.telegram_html import plain
from watcher.messages.texts import conversation as texts

__all__ = [
    "Action",
    "Approve",
    "Catalogue",
    "ChatSettings",
    "Forget",
    "Lookups",
    "Mute",
    "Pause",
    "Quiet",
    "Reject",
    "Reply",
    "Request",
    "Resume",
    "StopAll",
    "Subscribe",
    "Unmute",
    "Unsubscribe",
    "WatcherStatus",
    "answer",
]
EMPTY = FakeLookups()


def answer(
    asked: Request,
    offer: Catalogue,
    stored: ChatSettings,
    standing: WatcherStatus | None = None,
    library: Lookups = EMPTY,
) -> Reply | None:
    """What to say and to store; None where it is not for us: chatter in a group, a command to another bot.

    An answer that would store something, or that changes by a tap what all see, is refused, in words, where the person
    may not change the chat's settings.
    """
    scene = RequestContext(asked, offer, stored, standing, library)
    found = answer_tap(scene) if asked.button else answer_typed(scene)
    if found and not asked.may_change and found.needs_rights(asked):
        refused = plain(texts.ADMINISTRATORS_ONLY).html
        return Reply("" if asked.button else refused, callback_text=texts.ADMINISTRATORS_ONLY)
    return found

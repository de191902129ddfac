"""PURE: turns a text or a tapped button into a reply and the actions to carry out. Reads and stores nothing itself."""

from __future__ import annotations

from collections.abc import Callable

from watcher.bot.commands.callbacks import answer_tap
from watcher.bot.commands.context import Reply, RequestContext
from watcher.bot.commands.dispatch import answer_typed
from watcher.bot.commands.lookups import Lookups
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


def answer(
    request: Request,
    catalogue: Catalogue,
    settings: ChatSettings,
    lookups: Lookups,
    status: Callable[[], WatcherStatus] = WatcherStatus,
) -> Reply | None:
    """Returns what to say and to store; None where it is not for us: chatter in a group, a command to another bot.

    `settings` are those of the chat that asks; `status` looks up how the watcher fares, where that is to be told to its
    administrators. An answer that would store something, or that changes by a tap what all see, is refused, in words,
    where the person may not change the chat's settings.
    """
    context = RequestContext(request, catalogue, settings, lookups, status)
    found = answer_tap(context) if request.button else answer_typed(context)
    if found and not request.may_change and found.needs_rights(request):
        why = texts.ADMINISTRATORS_ONLY if request.rights_known else texts.RIGHTS_UNKNOWN
        return Reply("" if request.button else plain(why).html, callback_text=why)
    return found

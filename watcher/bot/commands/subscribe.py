"""PURE: answers /start, /subscribe and /unsubscribe: what a chat follows, by words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from watcher.bot.commands.context import Reply, RequestContext
from watcher.bot.commands.names import find, near
from watcher.bot.commands.views import card, mine_list, name_of, often, suggestions, topic_list, welcome
from watcher.bot.commands.volume_warning import found_lately, volume_warning
from watcher.bot.commands.what_to_expect import what_to_expect
from watcher.core import chats
from watcher.core.alerts import Frequency, Subscription
from watcher.core.chats import Unsubscribe
from watcher.core.text import collapse_spaces
from watcher.messages.telegram_html import bold, code, one_line
from watcher.messages.texts import conversation as texts
from watcher.messages.texts.format import fill

_SAID_AS: Mapping[str, Frequency] = {
    "now": "now", "as it happens": "now", "daily": "daily", "once a day": "daily", "every day": "daily",
    "weekly": "weekly", "once a week": "weekly", "every week": "weekly",
}  # fmt: skip
_HOW = re.compile(rf" (?:({'|'.join(_SAID_AS)})|corrections (on|off))$", re.IGNORECASE)
_MOST_SAID = 4
"""So many last words may say how it shall come; each time the names are looked through again."""


@dataclass(frozen=True, slots=True)
class How:
    """Holds what was said of how it shall come; None where nothing was."""

    frequency: Frequency | None = None
    corrections: bool | None = None


ANYHOW = How()


def start(context: RequestContext, words: str) -> Reply:
    """Greets with the topics; follows at once what a link of `t.me/BOT?start=WHAT` names."""
    if not words:
        return welcome(context)
    what = find(context.catalogue, words)
    if what:
        return follow(context, Subscription(context.request.chat_id, what), by_link=True)
    shown = welcome(context)
    missed = fill(texts.LINK_LED_NOWHERE, what=code(one_line(words, 64) or "?"))
    return replace(shown, html=missed.html + "\n\n" + shown.html)


def subscribe(context: RequestContext, words: str) -> Reply:
    """Follows what these words name; without words, lists the topics."""
    if not words:
        return topic_list(context, head=fill(texts.WHICH, example=code("/subscribe send")))
    name, how = _name_and_how(context, words)
    what = find(context.catalogue, name)
    return follow(context, Subscription(context.request.chat_id, what), how) if what else _unknown(context, name)


def _name_and_how(context: RequestContext, words: str) -> tuple[str, How]:
    """Parts the words into a name and how it shall come. All of the words may be a name (“The Havering Daily”); only
    else are the last ones how it shall come."""
    return split_how(words, is_name=lambda name: bool(find(context.catalogue, name)))


def split_how(words: str, is_name: Callable[[str], bool] = lambda name: False) -> tuple[str, How]:
    """Parts the words from the last ones that say how it shall come; never leaves none."""
    name, how = collapse_spaces(words), ANYHOW
    for _ in range(_MOST_SAID):
        if is_name(name) or not (found := _HOW.search(name)):
            break
        name, (word, corrections) = name[: found.start()], found.groups()
        said = _SAID_AS[word.lower()] if word else None
        how = replace(how, frequency=how.frequency or said)
        if corrections and how.corrections is None:
            how = replace(how, corrections=corrections.lower() == "on")
    return name, how


def follow(context: RequestContext, wish: Subscription, how: How = ANYHOW, *, by_link: bool = False) -> Reply:
    """Follows something and shows its card; asks a question first where that would be a flood and nobody said how it
    shall come. Said again, it comes as is said now. Who follows nothing yet, or came by a link, is told what to expect
    of it."""
    before = context.subscription_to(wish.what, wish.words)
    if how == ANYHOW and (question := volume_warning(context, wish)):
        if question.buttons:
            return replace(question, for_rulers=True)
        daily = follow(context, wish, How("daily"))
        return replace(daily, html=f"{question.html}\n\n{daily.html}")
    wanted = replace(before or wish, thread_id=context.request.thread_id)
    wanted = replace(wanted, frequency=how.frequency or wanted.frequency)
    wanted = replace(wanted, corrections=wanted.corrections if how.corrections is None else how.corrections)
    action = chats.subscribe(wanted)
    if not before:
        said = texts.FOLLOWING
    else:
        said = texts.FOLLOWED_ALREADY if often(context, before) == often(context, wanted) else texts.CHANGED
    shown = replace(card(context.after(action), wanted, said), actions=(action,))
    if before or not (wanted.words or by_link or not context.mine):
        return shown
    more = found_lately(context, wish) if wanted.words else what_to_expect(context, wanted)
    return replace(shown, html=f"{shown.html}\n\n{more.html}")


def _unknown(context: RequestContext, name: str) -> Reply:
    head = fill(texts.UNKNOWN_WHAT, what=code(one_line(name, 60) or "?"))
    return suggestions(near(context.catalogue, name), head)


def unsubscribe(context: RequestContext, words: str) -> Reply:
    """Follows no longer what these words name; without words, lists what is followed."""
    if not words:
        return mine_list(context)
    what = find(context.catalogue, words, context.mine)
    if not what:
        return _unknown(context, _name_and_how(context, words)[0])
    subscription = context.subscription_to(what)
    if not subscription:
        name = name_of(context, Subscription(context.request.chat_id, what))
        return mine_list(context, head=fill(texts.NOT_FOLLOWED, name=bold(name)))
    return drop(context, subscription)


def drop(context: RequestContext, subscription: Subscription) -> Reply:
    """Ends a subscription and shows what is left."""
    action = Unsubscribe(subscription.what, subscription.words)
    head = fill(texts.NO_LONGER, name=bold(name_of(context, subscription)))
    return replace(mine_list(context.after(action), head=head), actions=(action,))

"""PURE: answers /promises: what was promised at meetings, when, by whom, until when, and how it stands."""

from __future__ import annotations

from collections.abc import Sequence

from watcher.bot.commands.context import Reply, RequestContext
from watcher.core.alerts import EVERYTHING
from watcher.core.meetings import Committee
from watcher.core.promises import KeptPromise
from watcher.messages.promises import line_of
from watcher.messages.splitting import split_into_messages
from watcher.messages.telegram_html import TelegramHtml, bold, code, join, own, plain
from watcher.messages.texts import promises as texts
from watcher.messages.texts.format import fill

MOST_SHOWN = 20
_OPEN, _ALL = ("open", "outstanding"), ("", "all")


def promises(context: RequestContext, words: str) -> Reply:
    """Lists what was promised, the newest first, what the chat follows before all else; of `open` what is still
    open."""
    asked = words.strip().casefold()
    if asked not in (*_OPEN, *_ALL):
        return Reply(fill(texts.HOW, all=code("/promises"), open=code("/promises open")).html)
    only_open = asked in _OPEN
    found = context.lookups.promises(only_open=only_open)
    if not found:
        return Reply(own(texts.NONE_OPEN if only_open else texts.NONE).html)
    head = bold(texts.LISTED_OPEN if only_open else texts.LISTED)
    foot = [plain(texts.MORE.format(shown=MOST_SHOWN, count=len(found))) if len(found) > MOST_SHOWN else TelegramHtml()]
    foot += [] if only_open or all(promise.state == "open" for promise in found) else [own(texts.MORE_OPEN)]
    messages = split_into_messages(_blocks(context, found), head, join(foot))
    first, *more = (text.html for text, _ in messages)
    return Reply(first, more=tuple(more))


def _blocks(context: RequestContext, found: Sequence[KeptPromise]) -> list[TelegramHtml]:
    """Returns a line for each promise, what is followed first, and under a heading of its own where there are others
    too; at most MOST_SHOWN."""
    today = context.lookups.now.astimezone(context.catalogue.timezone).date()
    followed = {subscription.what for subscription in context.mine} - {""}
    mine = [promise for promise in found if _is_followed(promise, followed)]
    others = [promise for promise in found if promise not in mine]
    mine, others = mine[:MOST_SHOWN], others[: max(0, MOST_SHOWN - len(mine))]
    lines = [plain("• ") + line_of(promise, today) for promise in (*mine, *others)]
    if mine and others:
        lines[0] = join([bold(texts.FOLLOWED), lines[0]])
        lines[len(mine)] = join([bold(texts.OTHERS), lines[len(mine)]])
    return lines


def _is_followed(promise: KeptPromise, followed: set[str]) -> bool:
    whats = {EVERYTHING, promise.source, Committee(promise.source, promise.committee).what, *promise.topics}
    return not whats.isdisjoint(followed)

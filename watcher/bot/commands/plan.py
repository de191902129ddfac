"""PURE: answers /plan: what of the plans that are tracked is red, overdue or slipped."""

from __future__ import annotations

from watcher.bot.commands.context import Reply, RequestContext
from watcher.messages.plans import plan_blocks
from watcher.messages.splitting import split_into_messages
from watcher.messages.telegram_html import own, plain
from watcher.messages.texts import plans as texts


def plan(context: RequestContext, words: str) -> Reply:
    """Shows the newest plans as their last papers have them."""
    plans = context.lookups.plans()
    if not plans:
        return Reply(own(texts.NONE_READ).html)
    today = context.lookups.now.astimezone(context.catalogue.timezone).date()
    blocks = [block for newest in plans for block in plan_blocks(newest, today)]
    first, *more = (text.html for text, _ in split_into_messages(blocks, foot=plain(texts.ELSEWHERE)))
    return Reply(first, more=tuple(more))

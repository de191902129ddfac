"""PURE: answers /approve and /reject, with which the watcher's administrators decide on what is held back as
suspect."""

from __future__ import annotations

from watcher.bot.commands.context import Reply, RequestContext
from watcher.bot.commands.names import find, tagged
from watcher.bot.commands.views import NOTHING, name_of_what
from watcher.core.chats import Approve, Reject
from watcher.core.queries import HeldPage
from watcher.messages.buttons import VERBS, judging_row
from watcher.messages.splitting import split_into_messages
from watcher.messages.telegram_html import TelegramHtml, bold, code, join, link, one_line, plain
from watcher.messages.texts import conversation as texts
from watcher.messages.texts.format import fill


def approve(context: RequestContext, words: str) -> Reply:
    """Lets through what is held back of the source these words name; without words, lists all that is held back."""
    return _judge(context, "approve", words)


def reject(context: RequestContext, words: str) -> Reply:
    """Keeps back what is held of the source these words name; without words, lists all that is held back."""
    return _judge(context, "reject", words)


def _judge(context: RequestContext, verb: str, words: str) -> Reply:
    if not words:
        return held(context)
    what = find(context.catalogue, words)
    return (
        judged(context, verb, what)
        if what
        else held(context, fill(texts.UNKNOWN_SOURCE, what=code(one_line(words, 60))))
    )


def judged(context: RequestContext, verb: str, source: str) -> Reply:
    """Lets through (`approve`) or keeps back (`reject`) all that is held back of this source."""
    name = bold(name_of_what(context, source))
    if source not in {page.source for page in context.lookups.held()}:
        return held(context, fill(texts.NOT_HELD, name=name))
    if verb == "approve":
        return Reply(fill(texts.APPROVED, name=name).html, actions=(Approve(source),))
    return Reply(fill(texts.REJECTED, name=name).html, actions=(Reject(source),))


def judged_tapped(context: RequestContext, verb: str, wanted: str) -> Reply:
    """Decides by a tapped button, for administrators alone: a message with these buttons may have been passed on, or
    its chat be one no more."""
    pair = tagged(context.catalogue, context.mine, wanted)
    if not context.request.is_admin or verb not in VERBS:
        return Reply(callback_text=texts.WATCHERS_ADMINISTRATORS_ONLY)
    return judged(context, verb, pair[0]) if pair else held(context)


def held(context: RequestContext, head: TelegramHtml = NOTHING) -> Reply:
    """Lists all that is held back, with buttons to decide on each source."""
    found = context.lookups.held()
    if not found:
        return Reply(join([head, plain(texts.NOTHING_HELD)], "\n\n").html)
    blocks = (
        [head, *(_held(context, page) for page in found)] if head.html else [_held(context, page) for page in found]
    )
    buttons = tuple(
        judging_row(name_of_what(context, source), source) for source in dict.fromkeys(page.source for page in found)
    )
    first, *more = (text.html for text, _ in split_into_messages(blocks, bold(texts.HELD_TITLE)))
    return Reply(first, buttons[:20], more=tuple(more))


def _held(context: RequestContext, held_page: HeldPage) -> TelegramHtml:
    page = link(texts.THE_PAGE, held_page.scope)
    rejected = plain(texts.REJECTED_ALREADY) if held_page.rejected else TelegramHtml()
    name = bold(name_of_what(context, held_page.source))
    return fill(texts.HELD_LINE, name=name, reason=held_page.reason, page=page, rejected=rejected)

"""PURE: answers /status and /failed, which tell the watcher's administrators how sources fare and what could not be
told."""

from __future__ import annotations

from watcher.bot.commands.context import Reply, RequestContext
from watcher.bot.commands.views import moment
from watcher.core.sources import Source
from watcher.core.visits import Health
from watcher.messages.splitting import split_into_messages
from watcher.messages.telegram_html import TelegramHtml, bold, join, one_line, plain
from watcher.messages.texts import conversation as texts
from watcher.messages.texts.format import fill


def status(context: RequestContext, words: str) -> Reply:
    """Shows every source, and what waits; in as many messages as that takes."""
    found = context.status()
    numbers = fill(
        texts.STATUS_NUMBERS,
        subscribers=str(found.subscribers),
        waiting=str(found.waiting),
        failed=str(sum(count for _, count in found.failed)),
    )
    ended = (
        fill(texts.STATUS_RUN, run=moment(context, found.run_ended)) if found.run_ended else plain(texts.STATUS_NO_RUN)
    )
    return _listed(texts.STATUS_TITLE, [join([numbers, ended]), *(_source(context, *pair) for pair in found.sources)])


def _source(context: RequestContext, source: Source, health: Health) -> TelegramHtml:
    """Says how a source fares: a good one in a line, another with the reason."""
    name = bold(one_line(source.name, 80) or source.id)
    line = fill(texts.STATUS_SOURCE, name=name, state=health.state, good=moment(context, health.last_good))
    return join([line, plain(one_line(health.reason or "", 300))])


def failed(context: RequestContext, words: str) -> Reply:
    """Shows the sources that can't be read now, and why messages were given up."""
    found = context.status()
    broken = [_source(context, *pair) for pair in found.sources if pair[1].state not in ("ok", "new")]
    given_up = [
        fill(texts.FAILED_LINE, reason=one_line(reason, 300), count=str(count)) for reason, count in found.failed
    ]
    if not broken and not given_up:
        return Reply(plain(texts.NOTHING_FAILED).html)
    return _listed(texts.FAILED_TITLE, [*broken, *given_up])


def _listed(title: str, blocks: list[TelegramHtml]) -> Reply:
    first, *more = (text.html for text, _ in split_into_messages(blocks, bold(title)))
    return Reply(first, more=tuple(more))

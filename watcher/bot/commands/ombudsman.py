"""PURE: answers /ombudsman: what the Ombudsman decided about the council over the years."""

from __future__ import annotations

from watcher.bot.commands.context import Reply, RequestContext
from watcher.bot.commands.names import find
from watcher.bot.commands.views import name_of_what
from watcher.messages.ombudsman import chart, record
from watcher.messages.telegram_html import code, one_line, own
from watcher.messages.texts import ombudsman as texts
from watcher.messages.texts.format import fill


def ombudsman(context: RequestContext, words: str) -> Reply:
    """Shows the decisions of one source as figures and as a picture; of the first that has any where none is named."""
    known = context.lookups.ombudsman()
    shown = [source.id for source in context.catalogue.sources if known.get(source.id)]
    if not shown:
        return Reply(own(texts.NONE).html)
    wanted = (find(context.catalogue, words) or "") if words else shown[0]
    if wanted not in shown:
        return Reply(fill(texts.NONE_OF, what=code(one_line(words, 60) or "?")).html)
    name = name_of_what(context, wanted)
    return Reply(record(known[wanted], name).html, picture=chart(known[wanted], name))

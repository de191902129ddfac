"""PURE: which paper an article is about, and what the press says of a paper: one line each, with a link."""

from __future__ import annotations

from watcher.core.documents import Change, RelatedDocument
from watcher.messages.readable import readable
from watcher.messages.telegram_html import TelegramHtml, link, one_line, plain
from watcher.messages.texts import changes as texts
from watcher.messages.texts.format import fill

_LONGEST_TITLE = 150


def related_lines(change: Change) -> list[TelegramHtml]:
    """Returns `About: ‹Home to school transport contracts, p. 3›` under an article, `In the press: ‹Taxis to go›
    (Romford Recorder, 9 Nov)` under a paper; nothing where neither is known."""
    return [_line(each) for each in change.related]


def _line(related: RelatedDocument) -> TelegramHtml:
    title = one_line(readable(related.title), _LONGEST_TITLE) or texts.NO_TITLE
    if related.outlet:
        said = [one_line(related.outlet, _LONGEST_TITLE)]
        said += [f"{related.published.day} {related.published:%b}"] if related.published else []
        return fill(texts.IN_THE_PRESS, title=link(title, related.url), said=plain(", ".join(said)))
    if not related.page:
        return fill(texts.ABOUT, title=link(title, related.url))
    named = texts.TITLE_AND_PAGE.format(title=title, page=related.page)
    return fill(texts.ABOUT, title=link(named, f"{related.url.partition('#')[0]}#page={related.page}"))

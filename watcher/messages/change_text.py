"""PURE: puts a change into plain text: a headline and what is said of it, for a shared link, a feed, a table."""

from __future__ import annotations

from html import unescape

from watcher.core.documents import Change
from watcher.messages.change import event_label, news, render_below, title_of
from watcher.messages.splitting import in_plain_words
from watcher.messages.telegram_html import JOINER, TelegramHtml, one_line
from watcher.messages.verdicts import verdict

MOST_HEADLINE, MOST_NEWS, MOST_SENTENCE = 220, 160, 300


def headline_text(change: Change) -> str:
    """Returns the news in one line: `Cancelled: Cabinet`; of an inspection its verdict."""
    if change.document.kind == "inspection" and (found := one_line(verdict(change), MOST_HEADLINE)):
        return found
    said = news(change)
    gap = " " if said.startswith(" ") else ""
    return one_line(
        f"{event_label(change)}: {title_of(change.document)}{gap}{one_line(said, MOST_NEWS)}", MOST_HEADLINE
    )


def change_lines(change: Change) -> list[str]:
    """Returns what is said of a change below its headline, line by line, as an alert says it."""
    told = plain_text(render_below(change, change.quotes)).split("\n")
    return [line for line in map(str.strip, told) if line]


def sentence_text(change: Change) -> str:
    """Returns what to read first of a change: the sentence that matters most of what the paper says, else the first
    that is said of the change; empty where nothing is."""
    quoted = change.quotes[0].text if change.quotes and change.kind in ("new", "changed") else ""
    return one_line(quoted or next(iter(change_lines(change)), ""), MOST_SENTENCE)


def plain_text(words: TelegramHtml) -> str:
    """Returns words without their markup, and without what breaks addresses for Telegram alone."""
    return unescape(in_plain_words(words.html)).replace(JOINER, "")

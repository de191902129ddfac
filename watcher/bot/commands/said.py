"""PURE: answers /said: dated sentences with the words that somebody asks for, the newest first."""

from __future__ import annotations

from watcher.bot.commands.context import Reply, RequestContext
from watcher.bot.commands.views import name_of_what
from watcher.core.dates import day
from watcher.core.queries import SaidSentence
from watcher.core.text import normalise
from watcher.messages.change import title_of
from watcher.messages.readable import readable
from watcher.messages.splitting import split_into_messages
from watcher.messages.telegram_html import TelegramHtml, bold, code, join, link, one_line, plain
from watcher.messages.texts import said as texts
from watcher.messages.texts.format import fill
from watcher.rules.said import words_asked
from watcher.rules.shortening import excerpt

MOST_SHOWN = 12
LONGEST_WORDS = 200
_LONGEST_SENTENCE, _LONGEST_NAME = 300, 80


def said(context: RequestContext, words: str) -> Reply:
    """Shows the newest sentences that hold all of the words, without those that stand everywhere."""
    asked = one_line(normalise(words), LONGEST_WORDS)
    wanted = words_asked(asked)
    if not wanted:
        return Reply(fill(texts.HOW, example=code("/said EHCP timeliness")).html)
    named = bold(" ".join(phrase.as_written for phrase in wanted))
    found = context.lookups.said(wanted, MOST_SHOWN)
    if not found:
        none = fill(texts.NOT_FOUND, words=named)
        return Reply(join([none, fill(texts.FEWER, search=code("/search"))], "\n\n").html)
    head = bold(fill(texts.SAID, words=named))
    messages = split_into_messages(
        [_line(context, sentence) for sentence in found], head, fill(texts.FURTHER, search=code("/search"))
    )
    first, *more = (text.html for text, _ in messages)
    return Reply(first, more=tuple(more))


def _line(context: RequestContext, sentence: SaidSentence) -> TelegramHtml:
    body = readable(sentence.body) or name_of_what(context, sentence.source)
    title, url = one_line(title_of(sentence.document), _LONGEST_NAME), sentence.document.url
    if sentence.page:
        title = texts.PAGE.format(title=title, page=sentence.page)
        url = url.partition("#")[0] + ("" if sentence.version else f"#page={sentence.page}")
    words = one_line(excerpt(sentence.text, _LONGEST_SENTENCE), _LONGEST_SENTENCE)
    where = link(title, url) + plain(": ")
    line = fill(texts.LINE, day=bold(day(sentence.day)), body=one_line(body, _LONGEST_NAME), where=where, words=words)
    if not sentence.version:
        return line
    gone = texts.IN_WITHDRAWN if sentence.is_withdrawn else texts.IN_REPLACED
    return fill(gone, line=line, day=day(sentence.version))

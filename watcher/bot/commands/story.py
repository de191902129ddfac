"""PURE: answers /story: the life of an item in dated lines."""

from __future__ import annotations

from watcher.bot.commands.context import Reply, RequestContext
from watcher.core.queries import Story
from watcher.core.text import normalise
from watcher.messages.splitting import split_into_messages
from watcher.messages.story import head_of, lines_of, titles_of
from watcher.messages.telegram_html import TelegramHtml, bold, code, join, one_line, plain
from watcher.messages.texts import story as texts
from watcher.messages.texts.format import fill
from watcher.rules.matching import own_words
from watcher.sources.moderngov.parse.links import is_address, keys_of

LONGEST_WORDS = 200


def story(context: RequestContext, words: str) -> Reply:
    """Shows the life of the item that these words name, or that a link among them leads to."""
    links = (word.strip("<>") for word in words.split())
    url = next((link for link in links if link.startswith(("http://", "https://")) and is_address(link)), "")
    asked = one_line(normalise(words), LONGEST_WORDS)
    wanted = [phrase for phrase in own_words(asked) if phrase.trigger]
    if not url and not wanted:
        return Reply(fill(texts.HOW, example=code("/story home to school transport")).html)
    found = context.lookups.story(wanted, url, keys_of(url) if url else ())
    if not found.documents:
        return Reply(_nothing(found, "" if url else asked).html)
    zone = context.catalogue.timezone
    lines = lines_of(found, context.lookups.now.astimezone(zone).date(), zone)
    messages = split_into_messages(lines, head_of(found), titles_of(found.near, texts.OTHERS))
    first, *more = (text.html for text, _ in messages)
    return Reply(first, more=tuple(more))


def _nothing(found: Story, asked: str) -> TelegramHtml:
    """Says that there is none, and what comes near."""
    if found.title:
        return titles_of(found.near, texts.PART_OF.format(title=one_line(found.title, LONGEST_WORDS)))
    said = fill(texts.NOT_FOUND, words=bold(asked)) if asked else plain(texts.NOT_FOUND_LINK)
    near = titles_of(found.near, texts.NEAR) if found.near else fill(texts.HOW_ABOUT_FEWER, search=code("/search"))
    return join([said, near], "\n\n")

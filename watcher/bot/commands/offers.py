"""PURE: turns a name somebody wrote into an offer: the topic, source or committee of that name, or the words
themselves; each with what it would have found lately."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from watcher.bot.commands.context import Reply, RequestContext
from watcher.bot.commands.directory import key_of
from watcher.bot.commands.names import choice_of, find
from watcher.bot.commands.settings import has_most_keywords, own_subscription
from watcher.bot.commands.views import card, name_of_what, often
from watcher.bot.commands.volume_warning import OWN_WORDS, found_lately
from watcher.core.alerts import Button, Subscription
from watcher.core.text import normalise
from watcher.core.topics import Topic
from watcher.messages.buttons import LONGEST_LABEL, callback_data, tag
from watcher.messages.telegram_html import TelegramHtml, bold, code, join, one_line, own, plain
from watcher.messages.texts import conversation
from watcher.messages.texts import plain_words as texts
from watcher.messages.texts.format import fill
from watcher.rules.matching import own_words
from watcher.rules.phrases import Phrase, Text

MOST_OFFERED = 3
LONGEST_SHOWN = 24
QUOTE = '"'  # round words that must stand side by side
LONGEST_DATA = 64  # bytes of a button (facts/telegram.md, "Limits")
_POSTCODE = re.compile(r"([a-z]{1,2}[0-9][0-9a-z]?)( ?[0-9][a-z]{2})?", re.IGNORECASE | re.ASCII)


def offer_name(context: RequestContext, words: str) -> Reply | None:
    """Returns an offer of what is called so, or of the topics that look for these words; None where there is
    neither."""
    if what := find(context.catalogue, words, context.mine):
        return offer_what(context, what)
    found = topics_of(context, words)
    if found and not _named_in(context, found[0], words):
        words = words.upper()  # `sen` as it is looked for, in capitals
    return _offer_topics(context, found, words) if found else None


def _named_in(context: RequestContext, what: str, words: str) -> bool:
    text = Text((words,))
    topic = next(topic for topic in context.catalogue.topics if topic.id == what)
    return any(text.holds(phrase) for phrase in phrases_of(topic))


def topics_of(context: RequestContext, words: str) -> list[str]:
    """Returns the ids of the topics that look for one of these words, at most MOST_OFFERED; their capitals don't matter
    in a chat."""
    text = Text((words, words.upper()) if len(words) <= LONGEST_SHOWN else (words,))
    return [
        topic.id
        for topic in context.catalogue.topics
        if any(text.holds(phrase, unless_of(topic)) for phrase in phrases_of(topic))
    ][:MOST_OFFERED]


@lru_cache(maxsize=200)
def phrases_of(topic: Topic) -> tuple[Phrase, ...]:
    """Returns what a topic looks for, without phrases that can't be read; made ready once, since there may be thousands
    of wordings."""
    return tuple(_readable(topic.phrases))


@lru_cache(maxsize=200)
def unless_of(topic: Topic) -> tuple[Phrase, ...]:
    """Returns the longer phrases that take a match of the topic away."""
    return tuple(_readable(topic.unless))


def _readable(phrases: Collection[str]) -> Iterator[Phrase]:
    for words in phrases:
        try:
            yield Phrase.of_config(words)
        except ValueError:  # refused where the config is read
            continue


def offer_what(context: RequestContext, what: str) -> Reply:
    """Returns the offer to follow a topic, source or committee, with what it would have found lately; its card where it
    is followed already."""
    lately = found_lately(context, Subscription(context.request.chat_id, what))
    if subscription := context.subscription_to(what):
        shown = card(context, subscription, texts.TOPIC_FOLLOWED)
        return replace(shown, html=f"{shown.html}\n\n{lately.html}")
    name = name_of_what(context, what)
    head = fill(texts.TOPIC_ASKED, name=bold(name))
    html = join([head, _about(context, what), lately], "\n\n").html
    return Reply(html, (follow_row(context, what), *_search_row(key_of(name))))


def _offer_topics(context: RequestContext, found: Sequence[str], words: str) -> Reply:
    """Returns the topics that look for these words among others, and the words by themselves."""
    head = fill(texts.TOPICS_ASKED, words=bold(f"“{one_line(words, 60)}”"))
    blocks = [_in_short(context, what) for what in found]
    rows = [*(follow_row(context, what) for what in found), *keyword_row(context, words), *_search_row(words)]
    return Reply(join([head, *blocks], "\n\n").html, tuple(rows))


def _in_short(context: RequestContext, what: str) -> TelegramHtml:
    lately = found_lately(context, Subscription(context.request.chat_id, what))
    held = context.subscription_to(what)
    name = bold(name_of_what(context, what))
    followed = fill(texts.TOPIC_FOLLOWED, name=name, frequency=often(context, held)) if held else name
    return join([followed, _about(context, what), lately])


def _about(context: RequestContext, what: str) -> TelegramHtml:
    about = choice_of(context.catalogue, what).about
    return plain(about[:1].upper() + about[1:])


def follow_row(context: RequestContext, what: str) -> tuple[Button, ...]:
    """Returns the button that follows this, or leads to its card where it is followed."""
    followed = context.subscription_to(what)
    label = conversation.BUTTON_CHANGE if followed else conversation.BUTTON_FOLLOW
    name = one_line(name_of_what(context, what), LONGEST_LABEL - 10)
    return (Button(label.format(name=name), callback_data("one", 0, "show" if followed else "follow", tag(what))),)


def _search_row(words: str) -> Iterator[tuple[Button, ...]]:
    data = callback_data("search", 0, "show", words)
    if len(data.encode()) <= LONGEST_DATA and any(phrase.trigger for phrase in own_words(words)):
        yield (Button(texts.BUTTON_SEARCH.format(words=one_line(words.strip(QUOTE), LONGEST_SHOWN)), data),)


def offer_keyword(context: RequestContext, words: str) -> Reply | None:
    """Returns the offer to look for the words themselves; None where there is nothing to look for."""
    wanted = keyword_of(words)
    if not any(len("".join(phrase.words)) > 1 for phrase in own_words(wanted)):
        return None
    if held := own_subscription(context, wanted):
        return card(context, held, texts.KEYWORD_FOLLOWED)
    wish = Subscription(context.request.chat_id, "", wanted)
    name = bold(f"“{wanted.strip(QUOTE)}”")
    lines = [fill(texts.KEYWORD_ASKED, words=name), found_lately(context, wish)]
    rows = [*keyword_row(context, wanted)]
    if not rows:
        lines.append(fill(texts.KEYWORD_BY_COMMAND, command=code(f"/keyword {wanted}")))
    return Reply(join(lines, "\n\n").html, (*rows, *_search_row(wanted)))


def keyword_row(context: RequestContext, words: str) -> Iterator[tuple[Button, ...]]:
    """Yields the button that follows these words; none where it can't carry them, or they are followed already."""
    wanted = keyword_of(words)
    data = callback_data("one", 0, "follow", OWN_WORDS + wanted)
    followed = own_subscription(context, wanted) or has_most_keywords(context)
    if len(data.encode()) <= LONGEST_DATA and not followed:
        yield (Button(texts.BUTTON_FOLLOW_WORDS.format(words=one_line(wanted.strip(QUOTE), LONGEST_SHOWN)), data),)


def read_as(answer: Reply, typed: str, meant: str) -> Reply:
    """Returns the reply, with how the mistyped words were read."""
    said = own(meant) if meant.startswith("/") else bold(one_line(meant, 60))
    head = fill(texts.READ_AS, typed=code(one_line(typed, 40)), meant=said)
    return replace(answer, html=f"{head.html}\n\n{answer.html}")


def keyword_of(words: str) -> str:
    """Returns the words as a wish: several stand side by side; of a postcode its district, in capitals."""
    line = one_line(normalise(words), 100).replace(QUOTE, "")
    if postcode := _POSTCODE.fullmatch(line):
        return postcode[1].upper()
    return f'"{line}"' if " " in line else line

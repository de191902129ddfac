"""PURE: a name somebody wrote becomes an offer: the topic, source or committee of that name, or the words themselves;
each with what it would have found lately."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from watcher.bot.commands.context import Reply, RequestContext
from watcher.bot.commands.names import everything, find, key_of
from watcher.bot.commands.settings import has_most_keywords, own_subscription
from watcher.bot.commands.views import card, name_of_what, often
from watcher.bot.commands.volume_warning import OWN_WORDS, found_lately
from watcher.core.alerts import Button, Subscription, Topic
from watcher.core.text import normalise
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


def offer_name(scene: RequestContext, words: str) -> Reply | None:
    """What is called so, or the topics that look for these words; None where nothing and none is."""
    if what := find(scene.catalogue, words, scene.mine):
        return offer_what(scene, what)
    found = topics_of(scene, words)
    if found and not _named_in(scene, found[0], words):
        words = words.upper()  # `sen` as it is looked for, in capitals
    return _offer_topics(scene, found, words) if found else None


def _named_in(scene: RequestContext, what: str, words: str) -> bool:
    text = Text((words,))
    topic = next(one for one in scene.catalogue.topics if one.id == what)
    return any(text.holds(phrase) for phrase in phrases_of(topic))


def topics_of(scene: RequestContext, words: str) -> list[str]:
    """The ids of the topics that look for one of these words; their capitals don't matter in a chat."""
    text = Text((words, words.upper()) if len(words) <= LONGEST_SHOWN else (words,))
    return [
        topic.id
        for topic in scene.catalogue.topics
        if any(text.holds(phrase, unless_of(topic)) for phrase in phrases_of(topic))
    ][:MOST_OFFERED]


@lru_cache(maxsize=200)
def phrases_of(topic: Topic) -> tuple[Phrase, ...]:
    """Made ready once: a topic may stand for thousands of wordings."""
    return tuple(_readable(topic.phrases))


@lru_cache(maxsize=200)
def unless_of(topic: Topic) -> tuple[Phrase, ...]:
    return tuple(_readable(topic.unless))


def _readable(phrases: Collection[str]) -> Iterator[Phrase]:
    for words in phrases:
        try:
            yield Phrase.of_config(words)
        except ValueError:  # refused where the config is read
            continue


def offer_what(scene: RequestContext, what: str) -> Reply:
    """The offer to follow it; where it is followed already, its card; with what it would have found lately."""
    lately = found_lately(scene, Subscription(scene.request.chat_id, what))
    if one := scene.subscription_to(what):
        shown = card(scene, one, texts.TOPIC_FOLLOWED)
        return replace(shown, html=f"{shown.html}\n\n{lately.html}")
    name = name_of_what(scene, what)
    head = fill(texts.TOPIC_ASKED, name=bold(name))
    html = join([head, _about(scene, what), lately], "\n\n").html
    return Reply(html, (follow_row(scene, what), *_search_row(key_of(name))))


def _offer_topics(scene: RequestContext, found: Sequence[str], words: str) -> Reply:
    """The topics that look for these words among others, and the words by themselves."""
    head = fill(texts.TOPICS_ASKED, words=bold(f"“{one_line(words, 60)}”"))
    blocks = [_in_short(scene, what) for what in found]
    rows = [*(follow_row(scene, what) for what in found), *keyword_row(scene, words), *_search_row(words)]
    return Reply(join([head, *blocks], "\n\n").html, tuple(rows))


def _in_short(scene: RequestContext, what: str) -> TelegramHtml:
    lately = found_lately(scene, Subscription(scene.request.chat_id, what))
    held = scene.subscription_to(what)
    name = bold(name_of_what(scene, what))
    followed = fill(texts.TOPIC_FOLLOWED, name=name, frequency=often(scene, held)) if held else name
    return join([followed, _about(scene, what), lately])


def _about(scene: RequestContext, what: str) -> TelegramHtml:
    about = next((one.about for one in everything(scene.catalogue) if one.what == what), "")
    return plain(about[:1].upper() + about[1:])


def follow_row(scene: RequestContext, what: str) -> tuple[Button, ...]:
    """The button that follows it, or leads to its card."""
    followed = scene.subscription_to(what)
    label = conversation.BUTTON_CHANGE if followed else conversation.BUTTON_FOLLOW
    name = one_line(name_of_what(scene, what), LONGEST_LABEL - 10)
    return (Button(label.format(name=name), callback_data("one", 0, "show" if followed else "follow", tag(what))),)


def _search_row(words: str) -> Iterator[tuple[Button, ...]]:
    data = callback_data("search", 0, "show", words)
    if len(data.encode()) <= LONGEST_DATA and any(phrase.trigger for phrase in own_words(words)):
        yield (Button(texts.BUTTON_SEARCH.format(words=one_line(words.strip(QUOTE), LONGEST_SHOWN)), data),)


def offer_keyword(scene: RequestContext, words: str) -> Reply | None:
    """The offer to look for the words themselves; None where there is nothing to look for."""
    wanted = keyword_of(words)
    if not any(len("".join(phrase.words)) > 1 for phrase in own_words(wanted)):
        return None
    if held := own_subscription(scene, wanted):
        return card(scene, held, texts.KEYWORD_FOLLOWED)
    wish = Subscription(scene.request.chat_id, "", wanted)
    name = bold(f"“{wanted.strip(QUOTE)}”")
    lines = [fill(texts.KEYWORD_ASKED, words=name), found_lately(scene, wish)]
    rows = [*keyword_row(scene, wanted)]
    if not rows:
        lines.append(fill(texts.KEYWORD_BY_COMMAND, command=code(f"/keyword {wanted}")))
    return Reply(join(lines, "\n\n").html, (*rows, *_search_row(wanted)))


def keyword_row(scene: RequestContext, words: str) -> Iterator[tuple[Button, ...]]:
    """The button that follows these words; none where it can't carry them, or they are followed already."""
    wanted = keyword_of(words)
    data = callback_data("one", 0, "follow", OWN_WORDS + wanted)
    followed = own_subscription(scene, wanted) or has_most_keywords(scene)
    if len(data.encode()) <= LONGEST_DATA and not followed:
        yield (Button(texts.BUTTON_FOLLOW_WORDS.format(words=one_line(wanted.strip(QUOTE), LONGEST_SHOWN)), data),)


def read_as(answer: Reply, typed: str, meant: str) -> Reply:
    """The answer, with how the mistyped words were read."""
    said = own(meant) if meant.startswith("/") else bold(one_line(meant, 60))
    head = fill(texts.READ_AS, typed=code(one_line(typed, 40)), meant=said)
    return replace(answer, html=f"{head.html}\n\n{answer.html}")


def keyword_of(words: str) -> str:
    """The words as a wish: several stand side by side; of a postcode its district, in capitals."""
    line = one_line(normalise(words), 100).replace(QUOTE, "")
    if postcode := _POSTCODE.fullmatch(line):
        return postcode[1].upper()
    return f'"{line}"' if " " in line else line

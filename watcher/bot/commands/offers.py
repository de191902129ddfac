"""PURE: a name somebody wrote becomes an offer: the topic, source or committee of that name, or the words themselves;
each with what it would have found lately."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from watcher.bot.commands.context import Reply, RequestContext
from watcher.bot.commands.names import everything, find
from watcher.bot.commands.settings import has_most_keywords, own_subscription
from watcher.bot.commands.views import card, name_of, name_of_what
from watcher.bot.commands.volume_warning import LONGEST_CARRIED, OWN_WORDS, found_lately
from watcher.core.alerts import Button, Subscription, Topic
from watcher.core.text import normalise
from watcher.messages.buttons import LONGEST_LABEL, callback_data, tag
from watcher.messages.telegram_html import TelegramHtml, bold, code, join, one_line, plain
from watcher.messages.texts import conversation
from watcher.messages.texts import plain_words as texts
from watcher.messages.texts.format import fill
from watcher.rules.matching import own_words
from watcher.rules.phrases import Phrase, Text

MOST_OFFERED = 3
LONGEST_SHOWN = 24
_POSTCODE = re.compile(r"([a-z]{1,2}[0-9][0-9a-z]?)( ?[0-9][a-z]{2})?", re.IGNORECASE | re.ASCII)


def offer_name(scene: RequestContext, words: str) -> Reply | None:
    """What is called so, or the topics that look for these words; None where nothing and none is."""
    what = find(scene.catalogue, words, scene.mine)
    if what:
        return offer_whats(scene, [what], words)
    found = topics_of(scene, words)
    return offer_whats(scene, found, words) if found else None


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


def offer_whats(scene: RequestContext, whats: Sequence[str], words: str) -> Reply:
    """The offer to follow these; what is followed already is shown as it is, to be changed."""
    if len(whats) == 1 and (one := scene.held(whats[0])):
        return card(scene, one, texts.TOPIC_FOLLOWED)
    shown = whats[:MOST_OFFERED]
    if len(shown) == 1:
        head = fill(texts.TOPIC_ASKED, name=bold(name_of_what(scene, shown[0])))
    else:
        head = fill(texts.TOPICS_ASKED, words=bold(one_line(words, 60)))
    blocks = [_about(scene, what, named=len(shown) > 1) for what in shown]
    rows = [*(_follow_row(scene, what) for what in shown), *_search_row(words)]
    return Reply(join([head, *blocks], "\n\n").html, tuple(rows))


def _about(scene: RequestContext, what: str, *, named: bool) -> TelegramHtml:
    about = next((one.about for one in everything(scene.catalogue) if one.what == what), "")
    name = bold(name_of_what(scene, what)) if named else TelegramHtml()
    lately = found_lately(scene, Subscription(scene.request.chat_id, what))
    return join([name, plain(about[:1].upper() + about[1:]), lately])


def _follow_row(scene: RequestContext, what: str) -> tuple[Button, ...]:
    followed = scene.held(what)
    label = conversation.BUTTON_CHANGE if followed else conversation.BUTTON_FOLLOW
    name = one_line(name_of_what(scene, what), LONGEST_LABEL - 10)
    return (Button(label.format(name=name), callback_data("one", 0, "show" if followed else "follow", tag(what))),)


def _search_row(words: str) -> Iterator[tuple[Button, ...]]:
    data = callback_data("search", 0, "show", words)
    if len(data.encode()) <= 64 and any(phrase.trigger for phrase in own_words(words)):
        yield (Button(texts.BUTTON_SEARCH.format(words=one_line(words, LONGEST_SHOWN)), data),)


def offer_keyword(scene: RequestContext, words: str) -> Reply | None:
    """The offer to look for the words themselves; None where there is nothing to look for."""
    wanted = keyword_of(words)
    if not any(len("".join(phrase.words)) > 1 for phrase in own_words(wanted)):
        return None
    if held := own_subscription(scene, wanted):
        return card(scene, held, texts.KEYWORD_FOLLOWED)
    wish = Subscription(scene.request.chat_id, "", wanted)
    name = name_of(scene, wish)
    lines = [fill(texts.KEYWORD_ASKED, words=bold(name)), found_lately(scene, wish)]
    rows = [*_search_row(wanted)]
    if len((OWN_WORDS + wanted).encode()) <= LONGEST_CARRIED and not has_most_keywords(scene):
        label = texts.BUTTON_FOLLOW_WORDS.format(words=one_line(wanted.strip('"'), LONGEST_SHOWN))
        rows.insert(0, (Button(label, callback_data("one", 0, "follow", OWN_WORDS + wanted)),))
    else:
        lines.append(fill(texts.KEYWORD_BY_COMMAND, command=code(f"/keyword {wanted}")))
    return Reply(join(lines, "\n\n").html, tuple(rows))


def keyword_of(words: str) -> str:
    """The words as a wish: several stand side by side; of a postcode its district, in capitals."""
    line = one_line(normalise(words), 100).replace('"', "")
    if postcode := _POSTCODE.fullmatch(line):
        return postcode[1].upper()
    return f'"{line}"' if " " in line else line

"""PURE: answers to words without a slash (MESSAGES.md, "Words without a slash"): what they mean is found in
`intent`, what is called so in the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from watcher.bot.commands import history, stop
from watcher.bot.commands.command_list import Command
from watcher.bot.commands.context import Reply, RequestContext
from watcher.bot.commands.directory import key_of
from watcher.bot.commands.intent import MOST_WORDS, Intent, recognise_intent
from watcher.bot.commands.misspelt import corrected
from watcher.bot.commands.names import find, find_spoken, near, spellings
from watcher.bot.commands.offers import (
    follow_row,
    keyword_row,
    offer_keyword,
    offer_name,
    offer_what,
    phrases_of,
    read_as,
    topics_of,
)
from watcher.bot.commands.pasted_links import answer_link
from watcher.bot.commands.providers import answer_provider
from watcher.bot.commands.questions import how_to_ask
from watcher.bot.commands.subscribe import split_how
from watcher.bot.commands.views import suggestions
from watcher.core.text import normalise
from watcher.messages.telegram_html import TelegramHtml, bold, code, own
from watcher.messages.texts import glossary
from watcher.messages.texts import intent_phrases as ways
from watcher.messages.texts import plain_words as texts
from watcher.messages.texts.format import fill

MOST_KEYWORD_WORDS = 5
_GROUP_SAYS_NOTHING: frozenset[str] = frozenset({"long", "nothing"})
_READ_SO = (
    *("help", "meetings", "latest", "search", "topics", "sources", "privacy", "plan", "promises", "reminders"),
    *("stop", "pause", "resume"),
)
"""Commands that work as plain words: a mistyped one is done at once, and says so."""


def answer_words(context: RequestContext, commands: Mapping[str, Command]) -> Reply | None:
    """Returns what is said to words that are no command. In a group and a channel only to those for the bot, and None
    where they make no sense to it: people talk with each other there."""
    asked = context.request
    private = asked.chat_kind == "private"
    if not private and not (asked.addressed and asked.chat_kind in ("group", "supergroup")):
        return None
    words = _without_mention(asked.text, asked.bot_name)
    meant = recognise_intent(words)
    if not private and meant.kind in _GROUP_SAYS_NOTHING:
        return None
    return _answer(context, meant, words, commands)


def _without_mention(text: str, bot_name: str) -> str:
    mention = f"@{bot_name}".casefold()
    kept = (word for word in text.split() if word.casefold().strip(",:.!?") != mention)
    return " ".join(kept) if bot_name and mention in text.casefold() else text


def _answer(context: RequestContext, meant: Intent, words: str, commands: Mapping[str, Command]) -> Reply | None:
    if meant.kind in commands and meant.kind != "stop":
        return _as_command(context, meant, commands)
    if meant.kind in _FIXED:
        return Reply(_FIXED[meant.kind](context).html)
    if meant.kind in _ANSWERS:
        return _ANSWERS[meant.kind](context)
    if meant.kind == "link":
        return answer_link(context, meant.about)
    if meant.kind == "explain" and (explained := explain(context, meant.about)):
        return explained
    if meant.kind == "follow" and (followed := _followed(context, meant.about, commands)):
        return followed
    if meant.kind in ("drop", "drop-or-ask"):
        return _dropped(context, meant, words, commands)
    return _named(context, meant.about if meant.kind in ("explain", "follow") else words, commands)


def _as_command(context: RequestContext, meant: Intent, commands: Mapping[str, Command]) -> Reply:
    """Returns what the command would; `latest X` of what is no name looks for the words."""
    if meant.kind == "latest" and meant.about:
        what = find_spoken(context.catalogue, meant.about, context.mine)
        return commands["latest"].answer(context, what) if what else history.search(context, meant.about)
    return commands[meant.kind].answer(context, meant.about)


def _hello(context: RequestContext) -> TelegramHtml:
    return fill(texts.HELLO, example=code("EHCP"))


_FIXED: Mapping[str, Callable[[RequestContext], TelegramHtml]] = {
    "thanks": lambda context: own(texts.THANKS),
    "no": lambda context: own(texts.NO),
    "hello": _hello,
    "who": lambda context: own(texts.WHO),
    "nothing": lambda context: own(texts.ONLY_WORDS),
    "long": lambda context: own(texts.TOO_LONG),
}
_ANSWERS: Mapping[str, Callable[[RequestContext], Reply]] = {
    "stop": stop.stop_all,
    "ask-whether-to-stop": stop.ask_whether_to_stop,
    "go-on": stop.go_on,
    "ask-a-question": how_to_ask,
}


def _followed(context: RequestContext, about: str, commands: Mapping[str, Command]) -> Reply | None:
    """Returns what the command would for `follow SEND daily`; other words are offered with what they would find. None
    where there is nothing to look for."""
    name = about if find_spoken(context.catalogue, about) else split_how(about)[0]
    if what := find_spoken(context.catalogue, name):
        return commands["subscribe"].answer(context, what + about[len(name) :])
    private = context.request.chat_kind == "private"
    return offer_name(context, name) or (offer_keyword(context, name) if private else None)


def _dropped(context: RequestContext, meant: Intent, words: str, commands: Mapping[str, Command]) -> Reply | None:
    """Returns the reply to `stop send`, which ends SEND; `stop cutting SEND transport` says something else, and is
    looked for like other words."""
    if found := stop.drop_named(context, meant.about):
        return found
    return stop.ask_whether_to_stop(context) if meant.kind == "drop-or-ask" else _named(context, words, commands)


def explain(context: RequestContext, words: str, *, offered: bool = False) -> Reply | None:
    """Returns the term in two sentences, and the topic that it belongs to; where there is none and it is to be
    `offered`, the word itself. None where it is no term."""
    term = glossary.BY_NAME.get(_term_key(words))
    if not term:
        return None
    said = fill(texts.EXPLAINED, term=bold(term.name), meaning=term.meaning)
    what = find(context.catalogue, words, context.mine) or next(iter(topics_of(context, words)), None)
    rows = (follow_row(context, what),) if what else tuple(keyword_row(context, words)) if offered else ()
    return Reply(said.html, rows)


def _term_key(words: str) -> str:
    key = normalise(words).casefold().strip(" .,;:!?\"'")
    return key if key in glossary.BY_NAME else key.removesuffix("s")


def _named(context: RequestContext, words: str, commands: Mapping[str, Command]) -> Reply | None:
    """Returns the reply to a topic, a source, a term or a mistyped one of these; else an offer of the words themselves.
    None where they could not be looked for."""
    name = normalise(words).strip(" .,;:!?")
    if found := offer_name(context, name) or explain(context, name, offered=True):
        return found
    if found := answer_provider(context, name) or _corrected(context, name, commands):
        return found
    if context.request.chat_kind != "private":
        return None
    if _is_worth_looking_for(name) and (found := offer_keyword(context, name)):
        return found
    close = near(context.catalogue, name) if len(name.split()) <= MOST_WORDS else []
    head = own(texts.NOT_UNDERSTOOD)
    return suggestions(close, head) if close else Reply(head.html)


def _is_worth_looking_for(name: str) -> bool:
    words = name.casefold().split()
    return bool(words) and len(words) <= MOST_KEYWORD_WORDS and words[0].partition("'")[0] not in ways.SENTENCES


def _corrected(context: RequestContext, name: str, commands: Mapping[str, Command]) -> Reply | None:
    """Returns the reply to the one thing that was meant by a mistyped word, which says so; None where there is none."""
    found = corrected(key_of(name), _known(context, commands))
    if not found:
        return None
    spelled, (kind, target) = found
    if kind == "command":
        answer = commands[target].answer(context, "")
    elif kind == "term":
        answer = explain(context, target) or Reply()
    else:
        answer = offer_name(context, spelled) or offer_what(context, target)
    return read_as(answer, name, f"/{target}" if kind == "command" else spelled)


def _known(context: RequestContext, commands: Mapping[str, Command]) -> dict[str, tuple[str, str]]:
    """Returns, by its spellings, all that a word can name: what can be followed comes before terms, terms before
    commands."""
    known = {name: ("command", name) for name in _READ_SO if name in commands} | {"unsubscribe": ("command", "stop")}
    known |= {name: ("term", term.name.lower()) for name, term in glossary.BY_NAME.items()}
    for topic in reversed(context.catalogue.topics):
        whole = (phrase for phrase in phrases_of(topic) if not phrase.near)
        known |= {
            " ".join(spelling.words).lower(): ("what", topic.id) for phrase in whole for spelling in phrase.spellings
        }
    return known | {spelled: ("what", what) for spelled, what in spellings(context.catalogue).items()}

"""PURE: the directory of all that can be followed, by every id and name. It is made once for each catalogue: of
thousands of sources the names take a tenth of a second to clean, which no command may cost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from watcher.bot.commands.near_names import NearNames
from watcher.core.chats import ALL, Catalogue
from watcher.core.text import normalise
from watcher.messages.buttons import tag
from watcher.messages.telegram_html import one_line
from watcher.messages.texts import conversation as texts

T = TypeVar("T")
LONGEST_NAME = 60
_MOST_KEPT = 4
"""Directories: that of the settings in force, and those that other threads, or tests, still use."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Names something that can be followed. `what` is what a subscription stores, `name` one visible line."""

    what: str
    name: str
    about: str = ""
    url: str = ""
    aliases: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    """What it was followed as earlier: old links and buttons still lead to it."""


@dataclass(frozen=True, slots=True)
class Directory:
    """Holds the choices, in the order in which they are shown, and finds them. Of two by the same name the first counts
    where nothing else is said."""

    topics: tuple[Choice, ...]
    """With everything as the last."""
    sources: tuple[Choice, ...]
    committees: tuple[Choice, ...]
    by_what: Mapping[str, Choice]
    """Disabled sources too."""
    watched: frozenset[str]
    """The ids of the topics and of the sources that are read."""
    ids: Mapping[str, str]
    """The key of an id -> the id."""
    earlier_ids: Mapping[str, str]
    names: Mapping[str, tuple[str, ...]]
    """The key of a name -> the ids of all that are called so."""
    spellings: Mapping[str, str]
    """The key of a name or an id -> the id; not those that two share."""
    tags: Mapping[str, str]
    earlier_tags: Mapping[str, str]
    near: NearNames[Choice]

    @property
    def everything(self) -> tuple[Choice, ...]:
        """Lists all that can be followed."""
        return (*self.topics, *self.sources, *self.committees)


def key_of(words: str) -> str:
    """Returns a name without case and signs, to be compared."""
    return re.sub(r"[\W_]+", " ", normalise(words).casefold().replace("&", " and ")).strip()


_kept: list[tuple[tuple[object, ...], Directory]] = []


def directory(catalogue: Catalogue) -> Directory:
    """Returns the directory of a catalogue; that of one made of the same topics, sources and committees, the very same
    objects, is not made again."""
    parts = (catalogue.topics, catalogue.sources, catalogue.committees, catalogue.disabled)
    for known, found in tuple(_kept):
        if all(ours is theirs for ours, theirs in zip(known, parts, strict=True)):
            return found
    made = _made(catalogue)
    _kept.insert(0, (parts, made))
    del _kept[_MOST_KEPT:]
    return made


def _made(catalogue: Catalogue) -> Directory:
    topics, sources = _topics(catalogue), _sources(catalogue)
    committees = _committees(catalogue, sources)
    choices = (*topics, *sources, *committees)
    disabled = [Choice(source.id, _name(source.name, source.id)) for source in catalogue.disabled]
    keys = {choice.name: key_of(choice.name) for choice in choices}
    names: dict[str, tuple[str, ...]] = {}
    for choice in choices:
        names[keys[choice.name]] = (*names.get(keys[choice.name], ()), choice.what)
    return Directory(
        topics,
        sources,
        committees,
        by_what=_first((choice.what, choice) for choice in (*choices, *disabled)),
        watched=frozenset([topic.id for topic in catalogue.topics] + [source.id for source in catalogue.sources]),
        ids=_first((key_of(choice.what), choice.what) for choice in choices),
        earlier_ids=_first((key_of(old), choice.what) for choice in choices for old in choice.was),
        names=names,
        spellings=_spellings(choices, keys),
        tags=_first((tag(choice.what), choice.what) for choice in choices),
        earlier_tags=_first((tag(old), choice.what) for choice in choices for old in choice.was),
        near=NearNames(
            {
                key_of(spelling): choice
                for choice in (*committees, *sources, *topics)
                for spelling in (*choice.aliases, choice.name, choice.what)
            }
        ),
    )


def _first(pairs: Iterable[tuple[str, T]]) -> dict[str, T]:
    """Returns the pairs as a mapping in which the first of each key counts."""
    found: dict[str, T] = {}
    for key, value in pairs:
        found.setdefault(key, value)
    return found


def _topics(catalogue: Catalogue) -> tuple[Choice, ...]:
    found = tuple(
        Choice(
            topic.id,
            _name(topic.name, topic.id),
            one_line(topic.description, 200),
            aliases=tuple(topic.phrases),
            was=topic.was,
        )
        for topic in catalogue.topics
    )
    whole = Choice(ALL, texts.EVERYTHING, texts.ABOUT_EVERYTHING, aliases=("everything",))
    return (*found, whole) if found or catalogue.sources else ()


def _sources(catalogue: Catalogue) -> tuple[Choice, ...]:
    return tuple(
        Choice(source.id, _name(source.name, source.id), url=source.public_url, was=source.was)
        for source in catalogue.sources
    )


def _committees(catalogue: Catalogue, sources: Iterable[Choice]) -> tuple[Choice, ...]:
    of = {source.what: source for source in sources}
    return tuple(
        Choice(
            committee.what,
            _name(committee.name, committee.what),
            texts.COMMITTEE_OF.format(source=of[committee.source].name),
            was=tuple(old + committee.what.removeprefix(committee.source) for old in of[committee.source].was),
        )
        for committee in catalogue.committees
        if committee.source in of
    )


def _spellings(choices: Iterable[Choice], keys: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    shared = set()
    for choice in choices:
        for key in {keys[choice.name], key_of(choice.what)}:
            if found.setdefault(key, choice.what) != choice.what:
                shared.add(key)
    return {key: what for key, what in found.items() if key not in shared}


def _name(name: str, what: str) -> str:
    return one_line(name, LONGEST_NAME) or what

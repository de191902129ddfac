"""PURE: which topic, source or committee somebody means: by id, by name, or by something that comes near to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from watcher.core.alerts import Subscription
from watcher.core.chats import ALL, Catalogue
from watcher.core.meetings import is_committee
from watcher.core.text import normalise
from watcher.messages.buttons import tag
from watcher.messages.telegram_html import one_line
from watcher.messages.texts import conversation as texts

MOST_SUGGESTED = 3
LONGEST_NAME = 60
SHORTEST_PART = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be followed. `what` is what a subscription stores, `name` one visible line."""

    what: str
    name: str
    about: str = ""
    url: str = ""
    aliases: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    """What it was followed as earlier: old links and buttons still lead to it."""


def topics(offer: Catalogue) -> list[Choice]:
    """The topics on offer; last, everything."""
    found = [
        Choice(one.id, _name(one.name, one.id), one_line(one.description, 200), aliases=tuple(one.phrases), was=one.was)
        for one in offer.topics
    ]
    whole = Choice(ALL, texts.EVERYTHING, texts.ABOUT_EVERYTHING, aliases=("everything",))
    return [*found, whole] if found or offer.sources else []


def sources(offer: Catalogue) -> list[Choice]:
    return [Choice(one.id, _name(one.name, one.id), url=one.url, was=one.was) for one in offer.sources]


def committees(offer: Catalogue) -> list[Choice]:
    of = {one.what: one for one in sources(offer)}
    return [
        Choice(
            one.what,
            _name(one.name, one.what),
            texts.COMMITTEE_OF.format(source=of[one.source].name),
            was=tuple(old + one.what.removeprefix(one.source) for old in of[one.source].was),
        )
        for one in offer.committees
        if one.source in of
    ]


def everything(offer: Catalogue) -> list[Choice]:
    """All that can be followed."""
    return [*topics(offer), *sources(offer), *committees(offer)]


def _name(name: str, what: str) -> str:
    return one_line(name, LONGEST_NAME) or what


def choice(offer: Catalogue, what: str) -> Choice:
    """The choice a subscription stands for; under its id where it has left the config."""
    disabled = (Choice(one.id, _name(one.name, one.id)) for one in offer.disabled)
    found = (one for one in (*everything(offer), *disabled) if one.what == what)
    return next(found, Choice(what, one_line(what, LONGEST_NAME)))


def is_watched(offer: Catalogue, what: str) -> bool:
    """Whether something can come of following this: a topic or a source that is there, or a committee of one (known by
    now or not)."""
    root = what.partition("/")[0]
    return what == ALL or root in {one.id for one in offer.topics} | {one.id for one in offer.sources}


def find(offer: Catalogue, said: str, mine: Sequence[Subscription] = ()) -> str | None:
    """The `what` that is meant, by id or name without regard to case; None when nothing is called so.

    What is followed already is known by its id even after it has left the config. A name that committees of two
    sources share means neither.
    """
    choices = everything(offer)
    wanted = key_of(said)
    for what in [one.what for one in choices] + [one.what for one in mine if one.what]:
        if wanted and wanted == key_of(what):
            return what
    for one in choices:
        if wanted and wanted in map(key_of, one.was):
            return one.what
    named = [one.what for one in choices if wanted and wanted == key_of(one.name)]
    shared = len(named) > 1 and is_committee(named[0])
    return named[0] if named and not shared else None


def find_spoken(offer: Catalogue, said: str, mine: Sequence[Subscription] = ()) -> str | None:
    """As `find`, whether or not an article stands before the name: `the cabinet`, `Havering Daily`."""
    article = "the "
    bare = said[len(article) :] if said.casefold().startswith(article) else article + said
    return find(offer, said, mine) or find(offer, bare, mine)


def near(offer: Catalogue, said: str) -> list[Choice]:
    """What comes near to what was said, nearest first: by letters, or because one name holds the other."""
    wanted = key_of(one_line(said, LONGEST_NAME))
    if len(wanted) < 2:
        return []
    known = dict(_keys(offer))
    close = get_close_matches(wanted, known, n=2 * MOST_SUGGESTED, cutoff=0.6)
    held = [key for key in known if len(wanted) >= SHORTEST_PART and wanted in key]
    named = [key for key in known if len(key) >= SHORTEST_PART and f" {key} " in f" {wanted} "]
    found = {known[key].what: known[key] for key in (*named, *close, *held)}
    return list(found.values())[:MOST_SUGGESTED]


def _keys(offer: Catalogue) -> Iterator[tuple[str, Choice]]:
    for one in (*committees(offer), *sources(offer), *topics(offer)):
        for spelling in (*one.aliases, one.name, one.what):
            yield key_of(spelling), one


def spellings(offer: Catalogue) -> Iterator[tuple[str, str]]:
    """Every name and id of what can be followed, as a key, with its `what`; not those that two share."""
    found: dict[str, str] = {}
    shared = set()
    for one in everything(offer):
        for key in {key_of(one.name), key_of(one.what)}:
            if found.setdefault(key, one.what) != one.what:
                shared.add(key)
    return ((key, what) for key, what in found.items() if key not in shared)


def key_of(words: str) -> str:
    """A name without case and signs."""
    return re.sub(r"[\W_]+", " ", normalise(words).casefold().replace("&", " and ")).strip()


def tagged(offer: Catalogue, mine: Sequence[Subscription], wanted: str) -> tuple[str, str] | None:
    """The `what` and `words` a button's tag stands for; None when it is neither on offer nor followed."""
    choices = everything(offer)
    known = [(one.what, "") for one in choices] + [(one.what, one.words) for one in mine]
    earlier = ((one.what, "") for one in choices if wanted in map(tag, one.was))
    return next((pair for pair in known if tag(*pair) == wanted), None) or next(earlier, None)

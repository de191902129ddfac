"""PURE: which topic, source or committee somebody means: by id, by name, or by something that comes near to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from hashlib import blake2s

from watcher.commands.parts import ALL, Offer
from watcher.committees import is_committee
from watcher.model import Subscription
from watcher.styled import clean
from watcher.texts import conversation as texts
from watcher.wording import fold

MOST_SUGGESTED = 3
LONGEST_NAME = 60
LONGEST_TAG = 32  # bytes: beside the view, the page and the verb in the 64 of a button (facts/telegram.md, "Limits")
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


def topics(offer: Offer) -> list[Choice]:
    """The topics on offer; last, everything."""
    found = [
        Choice(one.id, _name(one.name, one.id), clean(one.description, 200), aliases=tuple(one.phrases), was=one.was)
        for one in offer.topics
    ]
    whole = Choice(ALL, texts.EVERYTHING, texts.ABOUT_EVERYTHING, aliases=("everything",))
    return [*found, whole] if found or offer.sources else []


def sources(offer: Offer) -> list[Choice]:
    return [Choice(one.id, _name(one.name, one.id), url=one.url, was=one.was) for one in offer.sources]


def committees(offer: Offer) -> list[Choice]:
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


def everything(offer: Offer) -> list[Choice]:
    """All that can be followed."""
    return [*topics(offer), *sources(offer), *committees(offer)]


def _name(name: str, what: str) -> str:
    return clean(name, LONGEST_NAME) or what


def choice(offer: Offer, what: str) -> Choice:
    """The choice a subscription stands for; under its id where it has left the config."""
    disabled = (Choice(one.id, _name(one.name, one.id)) for one in offer.disabled)
    found = (one for one in (*everything(offer), *disabled) if one.what == what)
    return next(found, Choice(what, clean(what, LONGEST_NAME)))


def is_watched(offer: Offer, what: str) -> bool:
    """Whether something can come of following this: a topic or a source that is there, or a committee of one (known by
    now or not)."""
    root = what.partition("/")[0]
    return what == ALL or root in {one.id for one in offer.topics} | {one.id for one in offer.sources}


def find(offer: Offer, said: str, mine: Sequence[Subscription] = ()) -> str | None:
    """The `what` that is meant, by id or name without regard to case; None when nothing is called so.

    What is followed already is known by its id even after it has left the config. A name that committees of two
    sources share means neither.
    """
    choices = everything(offer)
    wanted = _key(said)
    for what in [one.what for one in choices] + [one.what for one in mine if one.what]:
        if wanted and wanted == _key(what):
            return what
    for one in choices:
        if wanted and wanted in map(_key, one.was):
            return one.what
    named = [one.what for one in choices if wanted and wanted == _key(one.name)]
    shared = len(named) > 1 and is_committee(named[0])
    return named[0] if named and not shared else None


def near(offer: Offer, said: str) -> list[Choice]:
    """What comes near to what was said, nearest first: by letters, or because one name holds the other."""
    wanted = _key(clean(said, LONGEST_NAME))
    if len(wanted) < 2:
        return []
    known = dict(_keys(offer))
    close = get_close_matches(wanted, known, n=2 * MOST_SUGGESTED, cutoff=0.6)
    held = [key for key in known if len(wanted) >= SHORTEST_PART and wanted in key]
    named = [key for key in known if len(key) >= SHORTEST_PART and f" {key} " in f" {wanted} "]
    found = {known[key].what: known[key] for key in (*named, *close, *held)}
    return list(found.values())[:MOST_SUGGESTED]


def _keys(offer: Offer) -> Iterator[tuple[str, Choice]]:
    for one in (*committees(offer), *sources(offer), *topics(offer)):
        for spelling in (*one.aliases, one.name, one.what):
            yield _key(spelling), one


def _key(words: str) -> str:
    return re.sub(r"[\W_]+", " ", fold(words).casefold().replace("&", " and ")).strip()


def tag(what: str, words: str = "") -> str:
    """A short name for it in a button's data: the id itself where that fits, else a digest of it."""
    if not words and len(what.encode()) <= LONGEST_TAG:
        return what
    return "#" + blake2s(f"{what}\0{words}".encode(errors="replace"), digest_size=12).hexdigest()


def tagged(offer: Offer, mine: Sequence[Subscription], wanted: str) -> tuple[str, str] | None:
    """The `what` and `words` a button's tag stands for; None when it is neither on offer nor followed."""
    choices = everything(offer)
    known = [(one.what, "") for one in choices] + [(one.what, one.words) for one in mine]
    earlier = ((one.what, "") for one in choices if wanted in map(tag, one.was))
    return next((pair for pair in known if tag(*pair) == wanted), None) or next(earlier, None)

"""PURE: finds which topic, source or committee somebody means: by id, by name, or by something that comes near to
it."""

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
    """Names something that can be followed. `what` is what a subscription stores, `name` one visible line."""

    what: str
    name: str
    about: str = ""
    url: str = ""
    aliases: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    """What it was followed as earlier: old links and buttons still lead to it."""


def topics(catalogue: Catalogue) -> list[Choice]:
    """Lists the topics on offer; last, everything."""
    found = [
        Choice(
            topic.id,
            _name(topic.name, topic.id),
            one_line(topic.description, 200),
            aliases=tuple(topic.phrases),
            was=topic.was,
        )
        for topic in catalogue.topics
    ]
    whole = Choice(ALL, texts.EVERYTHING, texts.ABOUT_EVERYTHING, aliases=("everything",))
    return [*found, whole] if found or catalogue.sources else []


def sources(catalogue: Catalogue) -> list[Choice]:
    """Lists the sources that are read."""
    return [
        Choice(source.id, _name(source.name, source.id), url=source.public_url, was=source.was)
        for source in catalogue.sources
    ]


def committees(catalogue: Catalogue) -> list[Choice]:
    """Lists the committees found in those sources."""
    of = {source.what: source for source in sources(catalogue)}
    return [
        Choice(
            committee.what,
            _name(committee.name, committee.what),
            texts.COMMITTEE_OF.format(source=of[committee.source].name),
            was=tuple(old + committee.what.removeprefix(committee.source) for old in of[committee.source].was),
        )
        for committee in catalogue.committees
        if committee.source in of
    ]


def everything(catalogue: Catalogue) -> list[Choice]:
    """Lists all that can be followed."""
    return [*topics(catalogue), *sources(catalogue), *committees(catalogue)]


def _name(name: str, what: str) -> str:
    return one_line(name, LONGEST_NAME) or what


def choice_of(catalogue: Catalogue, what: str) -> Choice:
    """Returns the choice a subscription stands for; under its id where it has left the config."""
    disabled = (Choice(source.id, _name(source.name, source.id)) for source in catalogue.disabled)
    found = (choice for choice in (*everything(catalogue), *disabled) if choice.what == what)
    return next(found, Choice(what, one_line(what, LONGEST_NAME)))


def is_watched(catalogue: Catalogue, what: str) -> bool:
    """Tells whether something can come of following this: a topic or a source that is there, or a committee of one
    (known by now or not)."""
    root = what.partition("/")[0]
    known = {topic.id for topic in catalogue.topics} | {source.id for source in catalogue.sources}
    return what == ALL or root in known


def find(catalogue: Catalogue, said: str, mine: Sequence[Subscription] = ()) -> str | None:
    """Returns the `what` that is meant, by id or name without regard to case; None when nothing is called so.

    What is followed already is known by its id even after it has left the config. A name that committees of two sources
    share means neither.
    """
    choices = everything(catalogue)
    wanted = key_of(said)
    for what in [choice.what for choice in choices] + [followed.what for followed in mine if followed.what]:
        if wanted and wanted == key_of(what):
            return what
    for choice in choices:
        if wanted and wanted in map(key_of, choice.was):
            return choice.what
    named = [choice.what for choice in choices if wanted and wanted == key_of(choice.name)]
    shared = len(named) > 1 and is_committee(named[0])
    return named[0] if named and not shared else None


def find_spoken(catalogue: Catalogue, said: str, mine: Sequence[Subscription] = ()) -> str | None:
    """Finds as `find` does, whether or not an article stands before the name: `the cabinet`, `Havering Daily`; None
    when nothing is called so."""
    article = "the "
    bare = said[len(article) :] if said.casefold().startswith(article) else article + said
    return find(catalogue, said, mine) or find(catalogue, bare, mine)


def near(catalogue: Catalogue, said: str) -> list[Choice]:
    """Lists what comes near to what was said, nearest first: by letters, or because one name holds the other."""
    wanted = key_of(one_line(said, LONGEST_NAME))
    if len(wanted) < 2:
        return []
    known = dict(_keys(catalogue))
    close = get_close_matches(wanted, known, n=2 * MOST_SUGGESTED, cutoff=0.6)
    longer = [key for key in known if len(wanted) >= SHORTEST_PART and wanted in key]
    named = [key for key in known if len(key) >= SHORTEST_PART and f" {key} " in f" {wanted} "]
    found = {known[key].what: known[key] for key in (*named, *close, *longer)}
    return list(found.values())[:MOST_SUGGESTED]


def _keys(catalogue: Catalogue) -> Iterator[tuple[str, Choice]]:
    for choice in (*committees(catalogue), *sources(catalogue), *topics(catalogue)):
        for spelling in (*choice.aliases, choice.name, choice.what):
            yield key_of(spelling), choice


def spellings(offer: Catalogue) -> Iterator[tuple[str, str]]:
    """Yields every name and id of what can be followed, as a key, with its `what`; not those that two share."""
    found: dict[str, str] = {}
    shared = set()
    for entry in everything(offer):
        for key in {key_of(entry.name), key_of(entry.what)}:
            if found.setdefault(key, entry.what) != entry.what:
                shared.add(key)
    return ((key, what) for key, what in found.items() if key not in shared)


def key_of(words: str) -> str:
    """Returns a name without case and signs, to be compared."""
    return re.sub(r"[\W_]+", " ", normalise(words).casefold().replace("&", " and ")).strip()


def tagged(catalogue: Catalogue, mine: Sequence[Subscription], wanted: str) -> tuple[str, str] | None:
    """Returns the `what` and `words` a button's tag stands for; None when it is neither on offer nor followed."""
    choices = everything(catalogue)
    known = [(choice.what, "") for choice in choices] + [(followed.what, followed.words) for followed in mine]
    earlier = ((choice.what, "") for choice in choices if wanted in map(tag, choice.was))
    return next((pair for pair in known if tag(*pair) == wanted), None) or next(earlier, None)

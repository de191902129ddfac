"""PURE: finds which topic, source or committee somebody means: by id, by name, or by something that comes near to
it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from watcher.bot.commands.directory import LONGEST_NAME, Choice, directory, key_of
from watcher.bot.commands.near_names import MOST_SUGGESTED
from watcher.core.alerts import Subscription
from watcher.core.chats import ALL, Catalogue
from watcher.core.meetings import is_committee
from watcher.messages.buttons import tag
from watcher.messages.telegram_html import one_line

__all__ = [
    "Choice",
    "choice_of",
    "committees",
    "find",
    "find_spoken",
    "is_watched",
    "near",
    "sources",
    "spellings",
    "tagged",
    "topics",
]


def topics(catalogue: Catalogue) -> Sequence[Choice]:
    """Lists the topics on offer; last, everything."""
    return directory(catalogue).topics


def sources(catalogue: Catalogue) -> Sequence[Choice]:
    """Lists the sources that are read."""
    return directory(catalogue).sources


def committees(catalogue: Catalogue) -> Sequence[Choice]:
    """Lists the committees found in those sources."""
    return directory(catalogue).committees


def choice_of(catalogue: Catalogue, what: str) -> Choice:
    """Returns the choice a subscription stands for; under its id where it has left the config."""
    return directory(catalogue).by_what.get(what) or Choice(what, one_line(what, LONGEST_NAME))


def is_watched(catalogue: Catalogue, what: str) -> bool:
    """Tells whether something can come of following this: a topic or a source that is there, or a committee of one
    (known by now or not)."""
    return what == ALL or what.partition("/")[0] in directory(catalogue).watched


def find(catalogue: Catalogue, said: str, mine: Sequence[Subscription] = ()) -> str | None:
    """Returns the `what` that is meant, by id or name without regard to case; None when nothing is called so.

    What is followed already is known by its id even after it has left the config. A name that committees of two sources
    share means neither.
    """
    known, wanted = directory(catalogue), key_of(said)
    if not wanted:
        return None
    if wanted in known.ids:
        return known.ids[wanted]
    for followed in mine:
        if followed.what and wanted == key_of(followed.what):
            return followed.what
    if wanted in known.earlier_ids:
        return known.earlier_ids[wanted]
    named = known.names.get(wanted, ())
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
    found = {choice.what: choice for choice in directory(catalogue).near.near(wanted)}
    return list(found.values())[:MOST_SUGGESTED]


def spellings(catalogue: Catalogue) -> Mapping[str, str]:
    """Returns every name and id of what can be followed, as a key, with its `what`; not those that two share."""
    return directory(catalogue).spellings


def tagged(catalogue: Catalogue, mine: Sequence[Subscription], wanted: str) -> tuple[str, str] | None:
    """Returns the `what` and `words` a button's tag stands for; None when it is neither on offer nor followed."""
    known = directory(catalogue)
    if wanted in known.tags:
        return known.tags[wanted], ""
    for followed in mine:
        if tag(followed.what, followed.words) == wanted:
            return followed.what, followed.words
    return (known.earlier_tags[wanted], "") if wanted in known.earlier_tags else None

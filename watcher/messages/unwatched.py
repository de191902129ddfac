"""PURE: tells what somebody follows and the config no longer has, or does not read now; and what they and the operator
are told of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from watcher.core.text import pluralise
from watcher.core.topics import EVERYTHING
from watcher.messages.telegram_html import bold, join, one_line, own, plain
from watcher.messages.texts import alerts as texts
from watcher.messages.texts.format import fill
from watcher.rules.configured_ids import ConfiguredIds, root

MOST_NAMED = 20
ALIKE = 0.5  # at most so far apart is an id that is named as the nearest (difflib's ratio)


@dataclass(frozen=True, slots=True)
class Unwatched:
    """Holds an id that so many chats follow and that the config no longer has; `nearest` is the one that may have taken
    its place, empty where none is near."""

    what: str
    chats: int
    nearest: str = ""

    def __str__(self) -> str:
        """Returns one line for the operator: who follows it, and what to do."""
        many = pluralise(self.chats, "chat")
        said = (texts.FOLLOWED_NOT_THERE_ONE if self.chats == 1 else texts.FOLLOWED_NOT_THERE).format(
            what=one_line(self.what), chats=many
        )
        how = texts.CARRY_OVER if self.nearest else texts.PUT_BACK
        return said + how.format(what=one_line(root(self.what)), nearest=self.nearest)


def not_there(followed: Mapping[str, int], config: ConfiguredIds, addresses: Mapping[str, str]) -> list[Unwatched]:
    """Returns what is followed and not there any more, for the operator. `addresses` are those that sources had when
    they were last read, by id: one that stands under another id now was renamed."""
    known = {*config.live, *config.disabled}
    return [
        Unwatched(what, chats, _nearest(root(what), known, config, addresses))
        for what, chats in sorted(followed.items())
        if what != EVERYTHING and root(what) not in {*known, *config.earlier}
    ]


def _nearest(gone: str, known: Collection[str], config: ConfiguredIds, addresses: Mapping[str, str]) -> str:
    from difflib import get_close_matches  # hardly any run has an id that is gone

    address = addresses.get(gone)
    same = [source_id for source_id, url in config.addresses.items() if url == address]
    return next(iter(same or get_close_matches(gone, sorted(known), n=1, cutoff=ALIKE)), "")


def farewell(names: Collection[str]) -> str:
    """Returns what those who follow these are told, once, as one message."""
    shown = [bold(one_line(name, 80)) for name in list(names)[:MOST_NAMED]]
    more = len(names) - len(shown)
    left = [fill(texts.AND_SO_MANY_MORE, count=str(more))] if more > 0 else []
    if len(names) == 1:
        return join([fill(texts.NOT_WATCHED_ONE, name=shown[0]), own(texts.NOT_WATCHED_HOW)]).html
    listed = [own("• ") + name for name in shown]
    return join([own(texts.NOT_WATCHED_MANY), *listed, *left, own(texts.NOT_WATCHED_HOW)]).html


def for_administrators(found: Collection[Unwatched]) -> str:
    """Returns what is told the operator of these, as one message."""
    lines = [plain(one_line(str(unwatched), 300)) for unwatched in list(found)[:MOST_NAMED]]
    more = len(found) - len(lines)
    left = [fill(texts.AND_SO_MANY_MORE, count=str(more))] if more > 0 else []
    return join([bold(texts.FOLLOWED_NOT_THERE_TITLE), *lines, *left]).html

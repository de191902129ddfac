"""PURE: tells what of what people follow the config has, and under which id."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from watcher.core.sources import Source, enabled_sources
from watcher.core.topics import EVERYTHING, Topic


class ConfiguredIds(NamedTuple):
    """Holds what the config has: `live` ids can be followed, `disabled` ones only stand in it. `addresses` are those of
    its sources, and `names` all names, by id."""

    live: Collection[str]
    disabled: Collection[str]
    earlier: Collection[str]
    """Ids that something had (`was:`): what hangs on them comes along with the next run."""
    addresses: Mapping[str, str]
    names: Mapping[str, str]

    def watches(self, what: str) -> bool:
        """Tells whether this topic or source, or the source of this committee, can be followed now."""
        return root(what) in self.live or what == EVERYTHING


def configured_ids(sources: Sequence[Source], topics: Sequence[Topic]) -> ConfiguredIds:
    """Returns what these sources and topics let people follow, with their names, addresses and earlier ids."""
    named: list[Source | Topic] = [*sources, *topics]
    return ConfiguredIds(
        live={source.id for source in enabled_sources(sources)} | {topic.id for topic in topics},
        disabled={source.id for source in sources if not source.enabled},
        earlier=renames(sources, topics).keys(),
        addresses={source.id: source.url for source in sources},
        names={entry.id: entry.name for entry in named},
    )


def renames(sources: Iterable[Source], topics: Iterable[Topic]) -> dict[str, str]:
    """Returns the new ids of sources and topics by the old ones (`was:`)."""
    named: list[Source | Topic] = [*sources, *topics]
    return {old: entry.id for entry in named for old in entry.was}


def root(what: str) -> str:
    """Returns the source of a committee that is followed; of all else what it is itself."""
    return what.partition("/")[0]

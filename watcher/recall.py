"""What a kind may look up of its source's memory: all of it by key, or only what it asks for, so that a page that names
few documents costs the same however many its source has ever had."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from datetime import date

from watcher.model import Json, Known


class Recall(Mapping[str, Known]):
    """The documents of one source by key, loaded as a whole when somebody first looks one up by itself."""

    @abstractmethod
    def near(self, names: Iterable[str], days: Iterable[date]) -> Mapping[str, Known]:
        """By key: all that bear one of these names (keys or aliases) or were published on one of these days, and
        what was asked for before."""

    @abstractmethod
    def parts(self, scope: str) -> Mapping[str, Json]:
        """What the parts of a page were understood to say when it was last read, by their prints."""


def near(known: Mapping[str, Known], names: Iterable[str], days: Iterable[date] = ()) -> Mapping[str, Known]:
    """Of what is known at least those with one of these names, or of one of these days."""
    return known.near(names, days) if isinstance(known, Recall) else known


def read_before(known: Mapping[str, Known], scope: str) -> Mapping[str, Json]:
    """As `Recall.parts`; none where the memory keeps none."""
    return known.parts(scope) if isinstance(known, Recall) else {}

"""PURE: the topics and places of the config, as frozen data."""

from __future__ import annotations

from dataclasses import dataclass

EVERYTHING = "all"
"""What a subscription to whatever there is stands for."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that subscribers can follow, found by its phrases: one in capitals matches only in capitals."""

    id: str
    name: str
    description: str
    phrases: tuple[str, ...]
    unless: tuple[str, ...] = ()  # longer phrases that take a match away where it lies inside them (`not:`)
    was: tuple[str, ...] = ()  # earlier ids, as of a source


@dataclass(frozen=True, slots=True)
class Places:
    """The names of places by which a document of a source with `local: false` is judged: it counts if it names one of
    `ours`."""

    ours: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

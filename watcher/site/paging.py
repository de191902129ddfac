"""Cuts what is too much for one page into several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Part(Generic[Item]):
    """One page of several: its path, its number from 1, what stands on it, and the pages beside it."""

    path: str
    number: int
    items: Sequence[Item]
    before: str = ""
    after: str = ""


def parts(folder: str, items: Sequence[Item], most: int) -> Iterator[Part[Item]]:
    """Yields the pages on which these things stand, at most so many on each; one page where there is none."""
    count = max((len(items) + most - 1) // most, 1)
    for number in range(1, count + 1):
        shown = items[(number - 1) * most : number * most]
        before = _path(folder, number - 1) if number > 1 else ""
        yield Part(_path(folder, number), number, shown, before, _path(folder, number + 1) if number < count else "")


def _path(folder: str, number: int) -> str:
    return f"{folder}/index.html" if number == 1 else f"{folder}/page-{number}.html"

"""PURE: tells what minutes, or a sheet of decisions, say of one item: the sentence that decides, under the item's title
or with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from watcher.core.documents import Quote
from watcher.rules.item_thread import folded
from watcher.rules.quotes import LONGEST_QUOTE
from watcher.rules.sentences import Healer, Sentence, sentences

_DECIDES = re.compile(
    r"\b(?:resolved|agreed|approved|noted|recommended|refused|rejected|deferred|withdrawn|decided|decision)\b",
    re.IGNORECASE,
)


def mentions(pages: Sequence[str], title: str) -> bool:
    """Tells whether an item's title stands anywhere in these pages, however it is written."""
    words = folded(title)
    return bool(words) and f" {words} " in _folded(tuple(pages))


def minute_of(pages: Sequence[str], title: str) -> Quote | None:
    """Returns the first sentence under the item's title that decides, else one that names the item and decides, as a
    row of a table does, else the first that is whole; None where its title stands over nothing, as in a list of
    contents."""
    words = folded(title)
    if not words:
        return None
    under = [line for line in _under(pages, words) if line.sentence.whole]
    naming = [line for line in _read(tuple(pages)) if f" {words} " in line.text]
    best = (
        *(line for line in under if _decides(line, words)),
        *(line for line in naming if _DECIDES.search(line.text.replace(f" {words} ", " "))),
        *under,
        *(line for line in naming if line.sentence.whole),
    )
    if not best:
        return None
    sentence = best[0].sentence
    return Quote(sentence.page, sentence.text[:LONGEST_QUOTE], only_page=len(pages) == 1)


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence; the words of its heading and its own, folded, between spaces."""

    sentence: Sentence
    heading: str
    text: str


def _decides(line: _Line, title: str) -> bool:
    """Tells whether a line says what was decided: by its own words, or as it stands under `RESOLVED`; the item's title
    says nothing of it."""
    under_another = line.sentence.heading and title not in line.heading
    return bool(under_another or _DECIDES.search(line.sentence.text))


def _under(pages: Sequence[str], title: str) -> Iterator[_Line]:
    """Yields the sentences under this heading, and under one that only says that here is what was decided."""
    inside = False
    for line in _read(tuple(pages)):
        inside = f" {title} " in line.heading or (inside and bool(_DECIDES.search(line.heading)))
        if inside:
            yield line


@lru_cache(maxsize=1)  # asked for one item after another
def _read(pages: tuple[str, ...]) -> Sequence[_Line]:
    fold = cache(folded)  # many stand under one heading
    return [_Line(sentence, f" {fold(sentence.heading)} ", f" {fold(sentence.text)} ") for sentence in sentences(pages)]


@lru_cache(maxsize=1)
def _folded(pages: tuple[str, ...]) -> str:
    """Returns all words of the paper as one line, those whole that a line's end breaks, with a space at both ends."""
    whole = Healer(pages).heal("\n".join(pages))
    return f" {folded(whole)} "

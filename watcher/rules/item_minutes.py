"""PURE: what minutes, or a sheet of decisions, say of one item: the sentence that decides, under the item's title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from watcher.core.documents import Quote
from watcher.rules.item_thread import folded
from watcher.rules.quotes import LONGEST_QUOTE
from watcher.rules.sentences import Sentence, sentences

_DECIDES = re.compile(
    r"\b(?:resolved|agreed|approved|noted|recommended|refused|rejected|deferred|withdrawn|decided|decision)\b",
    re.IGNORECASE,
)


def minute_of(pages: Sequence[str], title: str) -> Quote | None:
    """Return the first sentence under the item's title that decides, else the first that is whole; None where its
    title stands over nothing, as in a list of contents."""
    found = [sentence for sentence in _under(pages, folded(title)) if sentence.whole]
    if not found:
        return None
    first = next((sentence for sentence in found if _decides(sentence, folded(title))), found[0])
    return Quote(first.page, first.text[:LONGEST_QUOTE], only_page=len(pages) == 1)


def _decides(sentence: Sentence, title: str) -> bool:
    """By its own words, or as it stands under `RESOLVED`; the item's title says nothing of it."""
    return bool(_DECIDES.search(sentence.text) or (title not in folded(sentence.heading) and sentence.heading))


def _under(pages: Sequence[str], title: str) -> Iterator[Sentence]:
    """The sentences under this heading, and under one that only says that here is what was decided."""
    inside = False
    for sentence in _read(tuple(pages)) if title else ():
        heading = folded(sentence.heading)
        inside = f" {title} " in f" {heading} " or (inside and bool(_DECIDES.search(heading)))
        if inside:
            yield sentence


@lru_cache(maxsize=1)  # asked for one item after another
def _read(pages: tuple[str, ...]) -> Sequence[Sentence]:
    return sentences(pages)

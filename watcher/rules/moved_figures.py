"""PURE: which figures moved from one quarter's report to the next: sentences with the same words and other numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from watcher.core.documents import TextChange
from watcher.core.text import normalise
from watcher.rules.figures import values_in, without_dates
from watcher.rules.importance import ranked_sentences
from watcher.rules.sentences import Sentence, sentences

MOST_KEPT = 20
LONGEST = 400
"""Characters of a sentence that is compared: what is longer is a table that runs together."""
_FEWEST_WORDS = 2
_MOST_VALUES = 6
_WORD = re.compile(r"[^\W\d_]+")


def moved_figures(before: Sequence[str], after: Sequence[str], today: date) -> tuple[TextChange, ...]:
    """Old beside new, the weightiest first, at most MOST_KEPT; `before` and `after` are pages. A sentence that stands
    there twice with the same words is left out: nobody knows which became which."""
    old, new = _by_words(sentences(before)), _by_words(sentences(after))
    moved = {words: each for words, each in new.items() if words in old and _moved(old[words], each)}
    found = {(each.page, each.text): old[words] for words, each in moved.items()}
    ranked = [(each.page, each.text) for each in ranked_sentences(moved.values(), today)]
    return tuple(TextChange(page, found[page, text].text, text) for page, text in ranked[:MOST_KEPT])


def _by_words(some: Iterable[Sentence]) -> dict[tuple[str, ...], Sentence]:
    """The sentences that hold a figure by their words, but for those that more than one has."""
    found: dict[tuple[str, ...], Sentence] = {}
    twice: set[tuple[str, ...]] = set()
    for sentence in some:
        if len(sentence.text) > LONGEST or not 0 < len(values_in(sentence.text)) <= _MOST_VALUES:
            continue
        words = tuple(_WORD.findall(without_dates(normalise(sentence.text)).casefold()))
        if words in found:
            twice.add(words)
        elif len(words) >= _FEWEST_WORDS:
            found[words] = sentence
    return {words: sentence for words, sentence in found.items() if words not in twice}


def _moved(before: Sentence, after: Sentence) -> bool:
    """Whether each says as many numbers, and not the same."""
    old, new = values_in(before.text), values_in(after.text)
    return len(old) == len(new) and _plain(old) != _plain(new)


def _plain(values: Iterable[str]) -> list[float]:
    return [float(value.replace(",", "")) for value in values]

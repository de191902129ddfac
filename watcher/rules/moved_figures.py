"""PURE: tells which figures moved from one quarter's report to the next: sentences with the same words and other
numbers."""

from __future__ import annotations

import re
from calendar import month_abbr, month_name
from collections.abc import Iterable, Sequence
from datetime import date

from watcher.core.documents import TextChange
from watcher.rules.figures import values_in
from watcher.rules.importance import ranked_sentences
from watcher.rules.sentences import Sentence, sentences

MOST_KEPT = 20
MOST_COMPARED = 1_500
"""Sentences whose words both have: in a report there are some hundred."""
LONGEST = 400
"""Characters of a sentence that is compared: what is longer is a table that runs together."""
_FEWEST_WORDS = 2
_MOST_VALUES = 6
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_OF_A_PERIOD = frozenset(
    word
    for words in (
        *map(str.casefold, (*month_name, *month_abbr)),
        "sept q quarter first second third fourth one two three four period spring summer autumn winter st nd rd th",
    )
    for word in words.split()
)
"""They change with the quarter, and say nothing of the figure."""


def moved_figures(before: Sequence[str], after: Sequence[str], today: date) -> tuple[TextChange, ...]:
    """Returns the sentences whose figures moved, old beside new, the weightiest first, at most MOST_KEPT; `before` and
    `after` are pages. A sentence that stands there twice with the same words is left out: nobody knows which became
    which."""
    old, new = _by_words(sentences(before)), _by_words(sentences(after))
    pairs = [
        (old[words], sentence) for words, sentence in new.items() if words in old and old[words].text != sentence.text
    ]
    moved = {(new.page, new.text): (old, new) for old, new in pairs[:MOST_COMPARED] if _moved(old, new)}
    ranked = [
        moved[sentence.page, sentence.text] for sentence in ranked_sentences([new for _, new in moved.values()], today)
    ]
    return tuple(TextChange(new.page, old.text, new.text) for old, new in ranked[:MOST_KEPT])


def _by_words(candidates: Iterable[Sentence]) -> dict[tuple[str, ...], Sentence]:
    """Returns the sentences that hold a figure, by their words; without those whose words another has too."""
    found: dict[tuple[str, ...], Sentence] = {}
    twice: set[tuple[str, ...]] = set()
    for sentence in candidates:
        if len(sentence.text) > LONGEST or not _DIGIT.search(sentence.text):
            continue
        words = tuple(word for word in _WORD.findall(sentence.text.casefold()) if word not in _OF_A_PERIOD)
        if words in found:
            twice.add(words)
        elif len(words) >= _FEWEST_WORDS:
            found[words] = sentence
    return {words: sentence for words, sentence in found.items() if words not in twice}


def _moved(before: Sentence, after: Sentence) -> bool:
    """Tells whether two sentences say as many numbers, and not the same."""
    old, new = values_in(before.text), values_in(after.text)
    return len(old) == len(new) <= _MOST_VALUES and _plain(old) != _plain(new)


def _plain(values: Iterable[str]) -> list[float]:
    return [float(value.replace(",", "")) for value in values]

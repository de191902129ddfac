"""PURE: what reads differently in a paper that was replaced, sentence by sentence, old beside new; not what only moved,
was set anew or stands on another page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from watcher.core.documents import TextChange
from watcher.core.text import normalise
from watcher.rules.sentences import Sentence, sentences

MOST_KEPT = 20
"""Of one paper; the log keeps the weightiest."""
MOST_COMPARED = 600
"""Sentences on either side: a paper that is written anew has no old sentence beside each new one."""
LONGEST = 400
"""Characters of a sentence that is kept."""
_ALIKE = 0.5
"""Of the words of two sentences, the share that both hold, where one is the other reworded."""
_WORD = re.compile(r"[^\W_]+")
_FIGURE = re.compile(r"\d")
_WEIGHTY = re.compile(r"£|\d ?%|per cent|\bJan|\bFeb|\bMar|\bApr|\bMay|\bJun|\bJul|\bAug|\bSep|\bOct|\bNov|\bDec")
_SHORTEST = 3
"""Words: what has fewer is a cell or a heading, and told only where a figure in it changed."""


def text_changes(before: Sequence[str], after: Sequence[str]) -> tuple[TextChange, ...]:
    """The weightiest first, at most MOST_KEPT: figures that changed, then other sentences that read otherwise, then
    what is new, then what is gone. `before` and `after` are pages."""
    old, new = list(sentences(before)), list(sentences(after))
    gone = _beyond(old, new)[:MOST_COMPARED]
    added = _beyond(new, old)[:MOST_COMPARED]
    pairs = _paired(gone, added)
    matched_old, matched_new = {id(first) for first, _ in pairs}, {id(second) for _, second in pairs}
    found = [_change(first, second) for first, second in pairs]
    found += [_change(None, each) for each in added if id(each) not in matched_new and _tells(each)]
    found += [_change(each, None) for each in gone if id(each) not in matched_old and _tells(each)]
    return tuple(sorted(found, key=_weight))[:MOST_KEPT]


def _words(sentence: Sentence) -> tuple[str, ...]:
    return tuple(_WORD.findall(normalise(sentence.text).casefold()))


def _beyond(these: Iterable[Sentence], others: Iterable[Sentence]) -> list[Sentence]:
    """Those of these sentences that the others do not have, as often as they stand there; nor in pieces, or as a piece
    of a longer one, for where a sentence ends is not sure."""
    others = list(others)
    left = Counter(map(_words, others))
    whole = " " + " ".join(word for other in others for word in _words(other)) + " "
    found: list[Sentence] = []
    for sentence in these:
        words = _words(sentence)
        if left[words] > 0:
            left[words] -= 1
        elif words and len(found) < MOST_COMPARED and f" {' '.join(words)} " not in whole:
            found.append(sentence)
    return found


def _paired(gone: Sequence[Sentence], added: Sequence[Sentence]) -> list[tuple[Sentence, Sentence]]:
    """Which new sentence stands for which old one: the same but for its figures first, then the most alike."""
    pairs = list(_same_but_for_figures(gone, added))
    done = {id(each) for pair in pairs for each in pair}
    left = [each for each in added if id(each) not in done]
    where = defaultdict(set)
    for number, each in enumerate(left):
        for word in set(_words(each)):
            where[word].add(number)
    for each in gone:
        words = set(_words(each))
        if id(each) in done or len(words) < _SHORTEST:
            continue
        shared = Counter(number for word in words for number in where[word] if len(where[word]) <= 60)
        best = max(shared, key=lambda number: (shared[number], -number), default=None)
        if best is not None and _share(words, set(_words(left[best]))) >= _ALIKE and id(left[best]) not in done:
            pairs.append((each, left[best]))
            done.add(id(left[best]))
    return pairs


def _same_but_for_figures(gone: Iterable[Sentence], added: Iterable[Sentence]) -> Iterator[tuple[Sentence, Sentence]]:
    by_shape: dict[tuple[str, ...], list[Sentence]] = defaultdict(list)
    for each in added:
        by_shape[_shape(each)].append(each)
    for each in gone:
        if (shape := _shape(each)) and by_shape[shape]:
            yield each, by_shape[shape].pop(0)


def _shape(sentence: Sentence) -> tuple[str, ...]:
    """Its words without the figures; empty where nothing else is there."""
    return tuple(word for word in _words(sentence) if not _FIGURE.search(word))


def _share(first: set[str], second: set[str]) -> float:
    return len(first & second) / max(len(first | second), 1)


def _tells(sentence: Sentence) -> bool:
    return sentence.whole and len(_words(sentence)) >= _SHORTEST


def _change(old: Sentence | None, new: Sentence | None) -> TextChange:
    pages = [sentence.page for sentence in (new, old) if sentence]  # at least one of them is there
    return TextChange(pages[0], old.text[:LONGEST] if old else None, new.text[:LONGEST] if new else None)


def _weight(change: TextChange) -> tuple[int, int, int]:
    """The least first."""
    old, new = change.old or "", change.new or ""
    figures = sorted(re.findall(r"\d[\d,.]*", old)) != sorted(re.findall(r"\d[\d,.]*", new))
    rank = 0 if old and new and figures else 1 if old and new else 2 if new else 3
    return rank, 0 if _WEIGHTY.search(old + new) else 1, change.page

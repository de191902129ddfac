"""PURE: tells what reads differently in a paper that was replaced, sentence by sentence, old beside new; not what only
moved, was set anew or stands on another page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeAlias

from watcher.core.documents import TextChange
from watcher.core.text import plain_signs
from watcher.rules.sentences import Sentence, sentences
from watcher.rules.table_rows import is_row, rows_apart

MOST_KEPT = 300
"""Of one paper; the log keeps the weightiest."""
MOST_COMPARED = 600
"""Sentences on either side: a paper that is written anew has no old sentence beside each new one."""
LONGEST, _ROUND = 400, 120
"""Characters of a sentence that is kept; of one that is longer so many before what differs."""
_ALIKE = 0.5
"""Of the words of two sentences, the share that both hold, where one is the other reworded."""
_WORD = re.compile(r"[^\W_]+|[%£$€]|(?<![^\s(£])-(?=[£\d])|\((?=£?[\d,.]{1,20}[mk%]{0,2}\))")
"""A word, a figure, or a sign that changes one: `-5%` is not `5`, nor `(1,200)` in a table of money `1,200`."""
_PAGES = re.compile(r"\b(?:pages?|pp?\.) ?\d{1,4}(?: ?(?:-|to|and) ?\d{1,4})?|(?<!\.)\.{3,} ?\d{1,4}(?!\S)")
"""`Pages 5 - 12`, and what a list of contents ends its lines with."""
_HYPHEN = re.compile(r"(?<=[^\W\d_])- ?(?=[^\W\d_])")
"""Inside a word: at a line's end nobody can tell whether it is the word's own."""
_FIGURE = re.compile(r"\d")
_WEIGHTY = re.compile(r"£|\d ?%|per cent|\bJan|\bFeb|\bMar|\bApr|\bMay|\bJun|\bJul|\bAug|\bSep|\bOct|\bNov|\bDec")
_BEGINNING, _MOST_PLACES = 3, 100
_SHORTEST = 3
"""Words: what has fewer is a cell or a heading, and told only where a figure in it changed."""


@dataclass(frozen=True, slots=True, eq=False)
class _Statement:
    """A sentence or a table's row, and what it says: its words and figures, but for the numbers of pages it points
    to."""

    of: Sentence
    words: tuple[str, ...]

    @property
    def tells(self) -> bool:
        """Tells whether the statement says something by itself: a whole sentence or a row, of three words and more."""
        return (self.of.whole or is_row(self.of.text)) and len(self.words) >= _SHORTEST

    @property
    def is_cell(self) -> bool:
        """Tells whether the statement is too short to be looked for inside others."""
        return not self.of.whole and len(self.words) < _SHORTEST and not any(map(_FIGURE.search, self.words))

    @property
    def shape(self) -> tuple[str, ...]:
        """Returns the words without the figures; empty where nothing else is there."""
        return tuple(word for word in self.words if word.isalnum() and not _FIGURE.search(word))


def text_changes(before: Sequence[str], after: Sequence[str]) -> tuple[TextChange, ...]:
    """Returns what reads differently, the weightiest first, at most MOST_KEPT: figures that changed, then other
    sentences that read otherwise, then what is new, then what is gone. `before` and `after` are pages."""
    known = cache(_words)  # most of both is the same: its words are looked for, and held, once
    old, new = _statements(before, known), _statements(after, known)
    gone, added = _beyond(old, new), _beyond(new, old)
    pairs = _paired(gone, added)
    cells = _between_the_same(old, new, [*gone, *added], {statement for pair in pairs for statement in pair})
    done = {statement for pair in pairs for statement in pair}
    found = [_change(was.of, now.of) for was, now in pairs]
    found += [_change(_behind(*was), _behind(*now)) for was, now in cells]
    found += [_change(None, statement.of) for statement in added if statement not in done and statement.tells]
    found += [_change(statement.of, None) for statement in gone if statement not in done and statement.tells]
    return tuple(sorted(found, key=_weight))[:MOST_KEPT]


def _statements(pages: Sequence[str], words: Callable[[str], tuple[str, ...]]) -> list[_Statement]:
    """Returns what a paper says, statement by statement; without the lines of a list of contents, which say nothing but
    where a heading stands."""
    read = sentences([rows_apart(plain_signs(page)) for page in pages])
    found = [_Statement(sentence, words(sentence.text)) for sentence in read]
    headings = {statement.words for statement in found if not statement.of.whole}
    return [statement for statement in found if not _is_of_contents(statement, headings)]


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(_unpaged(text)))


def _unpaged(text: str) -> str:
    text = _HYPHEN.sub("", text.casefold())
    return _PAGES.sub(" ", text) if "p" in text or "..." in text else text


def _is_of_contents(statement: _Statement, headings: Collection[tuple[str, ...]]) -> bool:
    """Tells whether a line of a list of contents stands there: a heading with its page's number."""
    return (
        not statement.of.whole
        and len(statement.words) > 1
        and statement.words[-1].isdigit()
        and statement.words[:-1] in headings
    )


def _beyond(statements: Iterable[_Statement], others: Sequence[_Statement]) -> list[_Statement]:
    """Returns the statements that the others do not have, as often as they stand there, at most MOST_COMPARED; none
    that the others hold in pieces, or as a piece of a longer one, for where a sentence ends is not sure."""
    left = Counter(statement.words for statement in others)
    unmatched: list[_Statement] = []
    for statement in statements:
        if left[statement.words] > 0:
            left[statement.words] -= 1
        elif statement.words:
            unmatched.append(statement)
    within = _found_within(
        {statement.words for statement in unmatched}, [word for other in others for word in other.words]
    )
    return [statement for statement in unmatched if statement.is_cell or statement.words not in within][:MOST_COMPARED]


def _found_within(wanted: Collection[tuple[str, ...]], words: Sequence[str]) -> set[tuple[str, ...]]:
    """Returns those of the runs of words in `wanted` that stand somewhere in `words`, one after another; looked for by
    how they begin, at the first _MOST_PLACES where something begins so."""
    places: dict[tuple[str, ...], list[int]] = {run[:_BEGINNING]: [] for run in wanted}
    for size in {len(beginning) for beginning in places}:
        for place, beginning in enumerate(zip(*(words[start:] for start in range(size)), strict=False)):
            if beginning in places and len(places[beginning]) < _MOST_PLACES:
                places[beginning].append(place)
    return {
        run
        for run in wanted
        if any(tuple(words[place : place + len(run)]) == run for place in places[run[:_BEGINNING]])
    }


_Pairs: TypeAlias = list[tuple[_Statement, _Statement]]


def _paired(gone: Sequence[_Statement], added: Sequence[_Statement]) -> _Pairs:
    """Returns each old statement with the new one that stands for it: the same but for its figures first, then the most
    alike."""
    pairs = list(_same_but_for_figures(gone, added))
    done = {statement for pair in pairs for statement in pair}
    left = [statement for statement in added if statement not in done]
    where = defaultdict(set)
    for number, statement in enumerate(left):
        for word in statement.words:
            where[word].add(number)
    for statement in gone:
        words = set(statement.words)
        if statement in done or len(words) < _SHORTEST:
            continue
        shared = Counter(number for word in words for number in where[word] if len(where[word]) <= 60)
        best = max(shared, key=lambda number: (shared[number], -number), default=None)
        if best is not None and _share(words, set(left[best].words)) >= _ALIKE and left[best] not in done:
            pairs.append((statement, left[best]))
            done.add(left[best])
    return pairs


def _same_but_for_figures(
    gone: Iterable[_Statement], added: Iterable[_Statement]
) -> Iterator[tuple[_Statement, _Statement]]:
    """Yields each old statement with the first new one that differs from it by figures alone."""
    by_shape: dict[tuple[str, ...], list[_Statement]] = defaultdict(list)
    for statement in added:
        by_shape[statement.shape].append(statement)
    for statement in gone:
        if (shape := statement.shape) and by_shape[shape]:
            yield statement, by_shape[shape].pop(0)


def _between_the_same(
    old: Sequence[_Statement], new: Sequence[_Statement], differing: Iterable[_Statement], done: Collection[_Statement]
) -> list[tuple[tuple[_Statement, _Statement], tuple[_Statement, _Statement]]]:
    """Returns the cells and headings, old and new, that are too short to be alike but stand between the same two
    others; each with the one before it."""
    cells = {statement.words for statement in differing if statement.is_cell and statement not in done}
    there = dict(_neighbours(new, cells))
    was = [(around, pair) for around, pair in _neighbours(old, cells) if around in there]
    return [(pair, there[around]) for around, pair in was if pair[1].words != there[around][1].words]


_Around: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]


def _neighbours(
    found: Sequence[_Statement], cells: Collection[tuple[str, ...]]
) -> Iterator[tuple[_Around, tuple[_Statement, _Statement]]]:
    """Yields each statement that says one of these `cells`, with the one before it, by the words before and after
    it."""
    for at, statement in enumerate(found):
        if at and statement.words in cells:
            after = found[at + 1].words if at + 1 < len(found) else ()
            yield (found[at - 1].words, after), (found[at - 1], statement)


def _share(first: set[str], second: set[str]) -> float:
    return len(first & second) / max(len(first | second), 1)


def _behind(label: _Statement, cell: _Statement) -> Sentence:
    return replace(cell.of, text=f"{label.of.text} {cell.of.text}")


def _figures(text: str) -> list[str]:
    return sorted(word for word in _WORD.findall(text) if not word.isalpha())


def _change(old: Sentence | None, new: Sentence | None) -> TextChange:
    """Returns the two sentences as a change, on the page of the new one where it is there; long ones cut to what
    differs."""
    pages = [sentence.page for sentence in (new, old) if sentence]  # at least one of them is there
    was, now = (sentence.text if sentence else None for sentence in (old, new))
    if was is None or now is None or max(len(was), len(now)) <= LONGEST:
        return TextChange(pages[0], was and was[:LONGEST], now and now[:LONGEST])
    start = _start(was, now)
    begins = "… " if start else ""
    return TextChange(pages[0], begins + was[start : start + LONGEST], begins + now[start : start + LONGEST])


def _start(was: str, now: str) -> int:
    """Returns where of two long sentences to begin, at a word, so that what differs first is shown."""
    pairs = enumerate(zip(was, now, strict=False))
    differs = next((at for at, (first, second) in pairs if first != second), min(len(was), len(now)))
    return was.rfind(" ", 0, differs - _ROUND) + 1 if differs > _ROUND else 0


def _weight(change: TextChange) -> tuple[int, int, int]:
    """Returns the sort key of changes, the weightiest least: figures, then reworded, then new, then gone; sums and
    dates first."""
    old, new = change.old or "", change.new or ""
    figures = _figures(old) != _figures(new)
    rank = 0 if old and new and figures else 1 if old and new else 2 if new else 3
    return rank, 0 if _WEIGHTY.search(old + new) else 1, change.page

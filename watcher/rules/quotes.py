"""PURE: finds the sentence that matters: what a paper says round a match, with the page it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from watcher.core.documents import Quote
from watcher.core.text import collapse_spaces
from watcher.rules.importance import RankedPaper, weightiest
from watcher.rules.phrases import Phrase, Text

LONGEST_QUOTE = 400
_BLANKS = 100
"""So many may stand between two sentences."""
# A sentence ends at its stop before a capital, a digit or a bullet; or where a list's next bullet begins. Where no
# blank or bullet stands, nothing else is tried: a third of the time.
_ENDS = re.compile(
    r"(?=[\s•◼■▪\uf06e])(?:"
    r"(?:(?<=[.!?])|(?<=[.!?][\"'”’)\]]))\s+(?=[\"'“‘(\[]?[A-Z0-9£•◼■▪\uf06e])|(?<!\s)\s*(?=[•◼■▪\uf06e]))",
)
# "Dr. Smith", "No. 5", "s. 47", "e.g. A" end nothing.
_SHORT = re.compile(r"(?:\b(?:Mrs?|Ms|Dr|Prof|Rev|No|Nos|para|paras|p|pp|s|ss|e\.g|i\.e|etc|cf|vs|Cllr|St)|\b[A-Z])\.$")


def choose_quotes(
    text: Text, wanted: Mapping[str, Sequence[Phrase]], unless: Mapping[str, Sequence[Phrase]], today: date
) -> tuple[Quote, ...]:
    """Returns the sentence of a paper that matters most to each topic's readers, with its page (importance.py), two
    where they matter alike; none where its words stand only on the cover, in a list or among names. `wanted` and
    `unless` are, by the topic's id (empty: somebody's own words), the phrases looked for and the longer ones that take
    a match away."""
    if not text.pages:
        return ()
    paper = _paper(tuple(text.pages), today)
    title = _title(text.parts)

    def chosen() -> Iterator[Quote]:
        """Yields the quotes, topic by topic."""
        for topic, phrases in wanted.items():
            longer = unless.get(topic, ())
            about = not phrases or any(title.holds(phrase, longer) for phrase in phrases)
            for sentence in weightiest(paper.best_first(topic, phrases, longer, about=about)):
                if sentence.tells and (phrases or sentence.score >= 0):  # nobody asked for a scrap of words
                    yield Quote(sentence.page, sentence.text, topic, only_page=len(text.pages) == 1)

    return tuple(chosen())


def deep_in(text: Text, wanted: Mapping[str, Sequence[Phrase]]) -> dict[str, Sequence[Phrase]]:
    """Returns the topics whose phrases stand in a paper's pages alone, not in its title or summary. An inspection
    report's alert says its verdict and its points: nothing more is quoted to those who hear of it for what it is."""
    title = _title(text.parts)
    return {topic: phrases for topic, phrases in wanted.items() if phrases and not any(map(title.holds, phrases))}


@lru_cache(maxsize=1)  # asked for by every wish of every crowd, one paper after another
def _paper(pages: tuple[str, ...], today: date) -> RankedPaper:
    return RankedPaper(pages, today)


@lru_cache(maxsize=1)  # as is its title
def _title(parts: tuple[str, ...]) -> Text:
    return Text(parts)


def quote(text: str, start: int, end: int, most: int = LONGEST_QUOTE) -> str:
    """Returns the sentence or sentences that text[start:end] lies in, on one line; a long one is cut to about `most`
    characters round the match, with an ellipsis where something is left out."""
    room = max(0, most - (end - start))
    near = max(0, start - room // 2 - _BLANKS), end + room // 2 + _BLANKS  # what ends further off is cut anyway
    ends = [
        match
        for match in _ENDS.finditer(text, *near)
        if not _SHORT.search(text[max(0, match.start() - 8) : match.start()])
    ]
    first = max((match.end() for match in ends if match.end() <= start), default=0)
    last = min((match.start() for match in ends if match.start() >= end), default=len(text))
    cut_first, cut_last = max(first, start - room // 2), min(last, end + room // 2)
    before = "…" if cut_first > first else ""
    after = "…" if cut_last < last else ""
    cut_first = _word_start(text, cut_first, start) if before else first
    cut_last = _word_end(text, cut_last, end) if after else last
    return before + collapse_spaces(text[cut_first:cut_last]).lstrip("•◼■▪\uf06e ") + after


def _word_start(text: str, cut: int, limit: int) -> int:
    """Returns where the first whole word after the cut begins, at the latest `limit`."""
    found = re.compile(r"\s").search(text, cut, limit)
    return found.end() if found else limit


def _word_end(text: str, cut: int, limit: int) -> int:
    """Returns where the last whole word before the cut ends, at the earliest `limit`."""
    blank = max(text.rfind(" ", limit, cut), text.rfind("\n", limit, cut))
    return blank if blank >= 0 else limit

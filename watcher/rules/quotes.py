"""PURE: the sentence that matters: what a paper says round a match, with the page it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from watcher.core.documents import Quote
from watcher.core.text import collapse_spaces, normalise, rejoined
from watcher.rules.phrases import Phrase, Text

LONGEST_QUOTE = 400
LONGEST_PASSAGE = 240
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
    text: Text, wanted: Mapping[str, Sequence[Phrase]], unless: Mapping[str, Sequence[Phrase]]
) -> tuple[Quote, ...]:
    """The sentences of a paper that matter, with their pages: for each topic the one round the first of its phrases
    that title and summary do not hold already. `wanted` and `unless` are, by the topic's id (empty: somebody's own
    words), the phrases looked for and the longer ones that take a match away."""

    def chosen() -> Iterator[Quote]:
        for topic, phrases in wanted.items():
            found = (passage(text, phrase, topic, unless.get(topic, ())) for phrase in phrases)
            if quoted := next(filter(None, found), None):
                yield quoted

    return tuple(chosen())


def passage(text: Text, phrase: Phrase, topic: str = "", unless: Sequence[Phrase] = ()) -> Quote | None:
    """The sentence of a paper that holds the phrase. None where the phrase stands in the title or the summary, which
    are shown anyway, or nowhere."""
    page = text.page_of(phrase, unless)
    if page is None:
        return None
    readings = map(normalise, rejoined(text.pages[page]))
    quotes = (quote(words, *found, LONGEST_PASSAGE) for words in readings for found in phrase.spelled(words))
    sentence = next((words for words in quotes if Text([words]).holds(phrase, unless)), "")
    return Quote(page + 1, sentence, topic, only_page=len(text.pages) == 1) if sentence else None


def quote(text: str, start: int, end: int, most: int = LONGEST_QUOTE) -> str:
    """The sentence or sentences that text[start:end] lies in, on one line; a long one is cut to about `most`
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
    """The first whole word after the cut."""
    found = re.compile(r"\s").search(text, cut, limit)
    return found.end() if found else limit


def _word_end(text: str, cut: int, limit: int) -> int:
    """The last whole word before the cut."""
    blank = max(text.rfind(" ", limit, cut), text.rfind("\n", limit, cut))
    return blank if blank >= 0 else limit

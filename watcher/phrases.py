"""PURE: whether a phrase stands in a text, and where. A text is made ready once, whatever the number of phrases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from watcher.wording import fold, plain_signs

# What every byte of UTF-8 becomes: a table for bytes takes half the time of one for str. The bytes of other
# signs than ASCII's stay, and a page that has any is searched for them.
_BARS = "".join(
    sign if sign.isalnum() or sign in "-&" else " " if sign.isspace() else "|" for sign in map(chr, range(128))
).encode() + bytes(range(128, 256))
_FOREIGN = re.compile(r"[^\x00-\x7f\w]")
# "and", or the first of the `&` that stand there: what comes before it holds none.
_AND = r"(?:[\W_]+and[\W_]+|(?:[^\w&]|_)*&[\W_]*)"
_BREAK = "\1"
"""After each part of a text; no phrase holds it."""


def normal(words: str) -> list[str]:
    """The words one by one, and a bar where anything else stood: no phrase reaches across a bar that it does not hold
    itself. A hyphen inside a word parts it, `&` is `and`. Case is kept."""
    barred = _barred(plain_signs(words.replace("—", " | ").replace("£", "|"))).replace("&", " and ")
    if "-" in barred:
        barred = _parted(barred)
    return barred.replace("|", " | ").split()


def _barred(words: str) -> str:
    """A bar for every sign but hyphens and `&`, a space for every blank."""
    barred = words.encode(errors="replace").translate(_BARS).decode()
    return barred if barred.isascii() else _FOREIGN.sub("|", barred)


def _parted(words: str) -> str:
    """A bar for every dash, a space for every hyphen inside a word."""
    if " - " in words:
        while "  " in words:  # quicker than a split, since few blanks are double
            words = words.replace("  ", " ")
        words = words.strip().replace(" - ", "|")
    return words.replace("--", "|").replace("-", " ")


class Phrase:
    """Words side by side. Written in capitals it is found only in capitals, else in any case."""

    __slots__ = ("as_written", "exact", "padded", "trigger", "words")

    def __init__(self, as_written: str) -> None:
        self.as_written = as_written
        self.exact = as_written.isupper() and sum(map(str.isalpha, as_written)) > 1
        form = " ".join(normal(as_written)).strip("| ")
        self.padded = f" {form if self.exact else form.lower()} "
        self.words = tuple(self.padded.split())
        self.trigger = max(form.lower().split(), key=len, default="")

    def spelled(self, words: str) -> Iterator[re.Match[str]]:
        """Where folded words may spell it; looser than `Text.holds`, which decides."""
        return self.pattern().finditer(words)

    def pattern(self) -> re.Pattern[str]:
        """For `spelled`: the words, and between them what is no letter or digit. No two parts of it take one sign."""
        pattern = r"[\W_]+".join(re.escape(word) for word in self.words if word != "|")
        pattern = pattern.replace(r"[\W_]+and[\W_]+", _AND)
        return re.compile(rf"(?<![^\W_]){pattern}(?![^\W_])", 0 if self.exact else re.IGNORECASE)


class Text:
    """What phrases are looked for in: a few parts (title, summary), and the pages of a paper. No phrase reaches from
    one part or page into the next."""

    def __init__(self, parts: Iterable[str], pages: Sequence[str] = ()) -> None:
        self.parts = tuple(parts)
        self.pages = pages
        kept = [""]
        words: set[str] = set()
        for part in (*self.parts, *pages):  # one by one: the words of a whole paper would not fit the processor's cache
            here = normal(part)
            words.update(here)
            kept += " ".join(here), _BREAK
        self.kept = " ".join((*kept, ""))
        self.lower = self.kept.lower()
        self.words = words.union(map(str.lower, words))
        """As written, and in lower case."""
        self._first: dict[str, int] = {}

    def _spans(self, phrase: Phrase) -> Iterator[tuple[int, int]]:
        """From where to where it stands in the normal form."""
        text = self.kept if phrase.exact else self.lower
        start = self._first.get(phrase.padded)  # asked for again and again: topics, reasons, quotes
        if start is None:
            may_hold = bool(phrase.words) and self.words.issuperset(phrase.words)
            start = self._first[phrase.padded] = text.find(phrase.padded) if may_hold else -1
        while start >= 0:
            yield start, start + len(phrase.padded)
            start = text.find(phrase.padded, start + 1)

    def _outside(self, phrase: Phrase, unless: Sequence[Phrase]) -> Iterator[int]:
        """Where it begins in the normal form, each time it lies in none of the longer phrases."""
        for first, last in self._spans(phrase):
            if not any(self._covers(longer.padded, first, last, exact=longer.exact) for longer in unless):
                yield first

    def _covers(self, longer: str, first: int, last: int, *, exact: bool) -> bool:
        text = self.kept if exact else self.lower
        return text.find(longer, max(0, last - len(longer)), first + len(longer)) >= 0

    def holds(self, phrase: Phrase, unless: Sequence[Phrase] = ()) -> bool:
        """Whether it stands here at least once outside each of the longer phrases."""
        return next(self._outside(phrase, unless), None) is not None

    def _place(self, phrase: Phrase, unless: Sequence[Phrase] = ()) -> int | None:
        """The first part or page that it stands in, counted through."""
        at = next(self._outside(phrase, unless), None)
        return None if at is None else self.kept.count(_BREAK, 0, at)

    def page_of(self, phrase: Phrase, unless: Sequence[Phrase] = ()) -> int | None:
        """The first page it stands on, counted from 0; None where it stands in one of the parts before, or nowhere."""
        place = self._place(phrase, unless)
        return place - len(self.parts) if place is not None and place >= len(self.parts) else None

    def as_found(self, phrase: Phrase) -> str:
        """The phrase as it is spelled here."""
        place = self._place(phrase)
        here = fold((*self.parts, *self.pages)[place]) if place is not None else ""
        found = next(phrase.spelled(here), None)
        return found[0] if found else phrase.as_written

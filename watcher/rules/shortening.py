"""PURE: cuts a sentence kindly where it is too long to show: at a word, with an ellipsis, no figure torn apart."""

from __future__ import annotations

import re
from calendar import month_name

LONGEST = 280
"""Characters of a quote, with its ellipses."""
_BACK = 80
"""So far a cut may move to where it tears nothing."""
_FIGURE = re.compile(r"[£$€]\d[\d,.]{0,15}|\d[\d,.]{0,15} ?(?:%|per cent)|(?<![\d,.])(?!(?:19|20)\d\d\b)\d[\d,]{2,15}")
"""One that a reader would miss: a sum, a share, a hundred and more."""
_TIED = re.compile(
    rf"[£$€]?\d[\d,./:]{{0,15}}%?(?:m|bn|k|st|nd|rd|th)?|[£$€]|per|million|billion|of|to|from|by|than|about|in|or|and"
    rf"|{'|'.join(month_name[1:])}"
)
"""Words that belong to the next."""


def excerpt(sentence: str, most: int = LONGEST) -> str:
    """Returns the whole sentence, or about `most` characters of it: from its beginning, or from where its figures begin
    if they would be lost."""
    if len(sentence) <= most:
        return sentence
    figures = [match.span() for match in _FIGURE.finditer(sentence)]
    start = 0
    if figures and not any(end <= most - _BACK for _, end in figures):  # none would be shown
        start = _clause(sentence, figures[0][0])
    end = _end(sentence, start, start + most - 1 - bool(start))
    before, after = "… " if start else "", "…" if end < len(sentence) else ""
    return before + sentence[start:end].rstrip(" ,;:-") + after


def _clause(sentence: str, figure: int) -> int:
    """Returns where the part of the sentence begins that holds the figure: after a comma or the like, at most some
    eighty characters before; else a few words before it."""
    near = max(0, figure - _BACK)
    marks = [sentence.rfind(mark, near, figure) + len(mark) for mark in ("; ", ", ", ": ", ") ", " that ", " and ")]
    start = max((mark for mark in marks if mark > near + 6), default=0)
    if not start:
        blank = sentence.find(" ", near, figure)
        start = blank + 1 if blank >= 0 else figure
    return start


def _end(sentence: str, start: int, limit: int) -> int:
    """Returns the end of the last whole word before the limit that is not tied to the next one; the limit where there
    is no blank."""
    if limit >= len(sentence):
        return len(sentence)
    end = sentence.rfind(" ", start, limit + 1)
    least = max(start, limit - _BACK)
    while end > least:
        last = sentence[sentence.rfind(" ", start, end) + 1 : end]
        if not _TIED.fullmatch(last):
            return end
        end = sentence.rfind(" ", start, end)
    return end if end > start else limit

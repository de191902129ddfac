"""Making two spellings of one text equal: blanks, typographic characters, entities. Pure, and known to every layer."""

from __future__ import annotations

import unicodedata
from html import unescape

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032", "'"),
        **dict.fromkeys("\u201c\u201d\u201e", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufffe", "-"),
        **dict.fromkeys("\u00ad\u200b\ufeff", None),
    }
)


def squeeze(words: str) -> str:
    """Blanks of every kind collapsed to one space, ends trimmed."""
    return " ".join(words.split())


def fold(words: str) -> str:
    """Typographic quotes, dashes and blanks made plain, entities decoded; case is kept."""
    return squeeze(unicodedata.normalize("NFKC", unescape(words).translate(_PLAIN)))

"""Making two spellings of one text equal: blanks, typographic characters, entities. Pure, known to all."""

from __future__ import annotations

import re
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


# What a text says: letters, digits, and the signs that change a sum ("£1.5m" is not "£15m", nor "5%" "5").
_NOT_SAID = re.compile(r"[^\w\s£$€%+.:/-]|_")
_NOT_INSIDE_A_NUMBER = re.compile(r"(?<!\d)[\s.:/-]+|[\s.:/-]+(?!\d)")


def _said(words: str) -> str:
    return _NOT_INSIDE_A_NUMBER.sub("", _NOT_SAID.sub("", fold(words).casefold()))


def differs(old: str, new: str) -> bool:
    """Whether two titles or summaries read differently. Typographic quotes, dashes, blanks and entities
    are no difference (facts/news.md, "What counts as changed")."""
    return fold(old) != fold(new)


def only_minor(old: str, new: str) -> bool:
    """Whether nothing but punctuation, case or blanks differs: the words and the numbers are the same."""
    return _said(old) == _said(new)

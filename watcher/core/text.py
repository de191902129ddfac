"""PURE: spellings made equal, so that two texts can be compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# The shape of a bot's token (facts/telegram.md): never shown, wherever somebody pasted it.
_TOKEN = re.compile(r"\d{1,20}:[\w-]{30,}")
_PLAIN = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201e", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufffe", "-"),
    **dict.fromkeys("\u00ad\u200b\ufeff", ""),
    **dict.fromkeys("\x85\u1680\u2028\u2029", " "),  # of all blanks beyond ASCII, those that NFKC leaves
}


_PIECE = 250
"""Signs that are composed at a time."""
_NUMBER_OF_A_SIGN = re.compile(r"&#[0-9]{100,};?")
"""A reference that names no sign, and that with more than 4,300 digits would be an error."""


def collapse_spaces(words: str) -> str:
    """Collapse blanks of every kind to one space, and trim the ends."""
    return " ".join(words.split())


def pluralise(number: int, word: str) -> str:
    """Write a number with its noun: `1 source`, `2 sources`."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def normalise(words: str) -> str:
    """Make typographic quotes, dashes and blanks plain, decode entities, and collapse blanks; case is kept."""
    return collapse_spaces(plain_signs(words))


_BROKEN = re.compile(r"(?<=[^\W\d_])-\n(?=[^\W\d_])")


def rejoined(words: str) -> tuple[str, str]:
    """Join the words that a hyphen at a line's end breaks in two; returns the text with the hyphen and without it
    (`home-to-school`, `transport`), for no file says whether it is the word's own."""
    return _BROKEN.sub("-", words), _BROKEN.sub("", words)


def plain_signs(words: str) -> str:
    """Make typographic quotes, dashes and blanks plain and decode entities, as `normalise` does, but keep every
    blank."""
    words = decoded(words).replace("\0", "")
    if words.isascii():
        return words
    for sign, plain in _PLAIN.items():  # one after another: over a long paper str.translate takes ten times as long
        words = words.replace(sign, plain)
    return "".join(unicodedata.normalize("NFKC", piece) for piece in _pieces(words))


def decoded(words: str) -> str:
    """Replace entities by the signs that they stand for."""
    if "&" not in words:
        return words
    from html import unescape  # with the names of 2,231 signs: a run that reads nothing needs none

    return unescape(_NUMBER_OF_A_SIGN.sub("\ufffd", words) if "&#" in words else words)


def _pieces(words: str) -> Iterator[str]:
    """Cut the words into short pieces, each before a blank if there is one: Unicode's composing sorts marks over one
    letter in a time that grows with the square of their number."""
    at = 0
    while len(words) - at > _PIECE:
        blank = words.rfind(" ", at + 1, at + _PIECE)
        end = blank if blank > 0 else at + _PIECE
        yield words[at:end]
        at = end
    yield words[at:]


# What a text says: letters, digits, and the signs that change a sum ("£1.5m" is not "£15m", nor "5%" "5").
_NOT_SAID = re.compile(r"[^\w\s£$€%+.:/-]|_")
_NOT_INSIDE_A_NUMBER = re.compile(r"(?<!\d)[\s.:/-]+|[\s.:/-]+(?!\d)")


def words_only(words: str) -> str:
    """Run the bare words and numbers of a text together in lower case: equal for two texts that say the same."""
    return _NOT_INSIDE_A_NUMBER.sub("", _NOT_SAID.sub("", normalise(words).casefold()))


def differs(old: str, new: str) -> bool:
    """Tell whether two titles or summaries read differently. Typographic quotes, dashes, blanks and entities are no
    difference (facts/news.md, "What counts as changed")."""
    return old != new and normalise(old) != normalise(new)


def only_minor(old: str, new: str) -> bool:
    """Tell whether nothing but punctuation, case or blanks differs: the words and the numbers are the same."""
    return words_only(old) == words_only(new)


def word_set(listed: str) -> frozenset[str]:
    """Return the words of a list that stands in the code as one text, blanks between them."""
    return frozenset(listed.split())


def masked(text: str) -> str:
    """Return the text without any bot token that stands in it."""
    return _TOKEN.sub("(token)", text)


def holds_token(text: str) -> bool:
    """Tell whether a bot's token stands in the text."""
    return bool(_TOKEN.search(text))

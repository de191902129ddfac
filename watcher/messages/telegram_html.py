"""PURE: builds text in Telegram's HTML whose cost against Telegram's limits is known meanwhile (facts/telegram.md,
"Limits")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from unicodedata import category, normalize
from urllib.parse import quote

LONGEST_URL = 2_000
_IN_ADDRESSES = "%/:?#[]@!$&'()*+,;=~"
_QUOTED = re.compile(rf"[A-Za-z0-9_.~{re.escape(_IN_ADDRESSES)}-]*")
_HOST_ENDS = re.compile(r"[/?#\\]")
# What nobody sees: it goes, or where it stood for a gap, becomes a blank (Unicode's "Default_Ignorable_Code_Point",
# direction marks and tags among them; and the fillers and the blank of Braille that pass for letters).
_VANISHING = re.compile(
    "[\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffc"
    "\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)
_BLANK = re.compile(
    "[\x00-\x20\x7f-\x9f\u115f\u1160\u2028\u2029\u2800\u3164\uffa0\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff"
    "\U000f0000-\U0010ffff]+"
)
_MAY_BE_MARKS = re.compile(r"[^\w\s\x00-\x7f]+")
_MOST_MARKS = 3  # on one letter; no language of ours piles up more

JOINER = "\u2060"
"""Word joiner: invisible, and no part of any command, name or address."""
# What Telegram takes out of a text before it looks for links in it: without it, two halves would become one.
_TAKEN_OUT = re.compile("[\r\u2028-\u202e\u030a\u0333\u033f]+")
# The sign that makes a command, name, tag, address or telephone number of what follows (ADR 0021). Numbers and
# abbreviations (`4.5`, `e.g.`, `#12`, `and/or`) stay as they are.
_TAPPABLE = re.compile(
    r"(?<![A-Za-z0-9_])/(?=[A-Za-z0-9_])"
    r"|@(?=\w)"
    r"|#(?=\d*[^\W\d]|\d*[\u00b7\u200c\u0d80-\u0dff])"
    r"|\$(?=[A-Z]|1INCH)"
    r"|:(?=//)"
    r"|\.(?=[^\W\d](?:\w|[^\x00-\x7f]))"
    r"|\.(?=[0-9]{1,3}\.[0-9]{1,3}\.[0-9])"
    r"|\+(?=[0-9 (][0-9 ().-]{6})"
)
_LONG_NUMBER = re.compile(r"[0-9][0-9 -]{11,}[0-9]")
_SHORTEST_CARD, _NO_CARD = 13, 8  # digits


@dataclass(frozen=True, slots=True)
class TelegramHtml:
    """Holds escaped HTML with its cost: characters as Telegram counts them (code points after parsing), entities, bytes
    of entities."""

    html: str = ""
    characters: int = 0
    entities: int = 0
    weight: int = 0

    def __add__(self, other: TelegramHtml) -> TelegramHtml:
        """Returns both texts, one after the other, with their costs added up."""
        return TelegramHtml(
            self.html + other.html,
            self.characters + other.characters,
            self.entities + other.entities,
            self.weight + other.weight,
        )


def one_line(words: str, most: int = 300) -> str:
    """Returns one visible line of at most `most` characters, cut at a word where it can be; may be empty."""
    seen = words if words.isascii() and words.isprintable() else _visible(words)  # most are
    line = " ".join(seen.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    whole = cut.rsplit(" ", 1)[0]
    return (whole if len(whole) > most // 2 else cut).rstrip() + "…"


def _visible(words: str) -> str:
    """Returns the words without what nobody sees, and with no more marks on a letter than a language has."""
    seen = _BLANK.sub(" ", _VANISHING.sub("", words))
    if seen.isascii():
        return seen
    few = _MAY_BE_MARKS.sub(_with_few_marks, seen)  # first: to put very many of them in order would take long
    return _TAKEN_OUT.sub("", normalize("NFC", few))


def _with_few_marks(found: re.Match[str]) -> str:
    """Returns the run without the marks that have no letter to stand on, or share it with too many."""
    before = found.string[found.start() - 1 : found.start()]
    kept, room = [], 0 if not before.strip() else _MOST_MARKS
    for character in found[0]:
        mark = category(character).startswith("M")
        room = room - 1 if mark else _MOST_MARKS
        if room >= 0:
            kept.append(character)
    return "".join(kept)


def untappable(words: str) -> str:
    """Returns the words as they read, broken unseen where Telegram would make a command, a mention, an address or the
    like of them (facts/telegram.md, "Text and HTML")."""
    words = _TAPPABLE.sub(lambda found: f"{found[0]}{JOINER}", _TAKEN_OUT.sub("", words))
    return _LONG_NUMBER.sub(_no_card, words)


def _no_card(found: re.Match[str]) -> str:
    """Returns a number as long as that of a bank card, broken into shorter ones."""
    digits = sum(map(str.isdigit, found[0]))
    if digits < _SHORTEST_CARD:
        return found[0]
    parts, count = [], 0
    for character in found[0]:
        if character.isdigit():
            count += 1
            if count > _NO_CARD:
                parts.append(JOINER)
                count = 1
        parts.append(character)
    return "".join(parts)


def own(words: str) -> TelegramHtml:
    """Returns a sentence of ours, whose commands can be tapped."""
    return TelegramHtml(escape(words, quote=False), len(words))


@lru_cache(maxsize=200)  # separators, and what is told of many things, come again and again
def plain(words: str) -> TelegramHtml:
    """Returns anybody's words as they are, line breaks included, in which nothing can be tapped; the caller has cleaned
    them."""
    return own(untappable(words))


def bold(words: str | TelegramHtml) -> TelegramHtml:
    """Returns the words in bold."""
    return _tagged("b", words)


def italic(words: str | TelegramHtml) -> TelegramHtml:
    """Returns the words in italics."""
    return _tagged("i", words)


def code(words: str) -> TelegramHtml:
    """Returns the words in letters of one width, to be copied by a tap."""
    return _tagged("code", own(words))


def folded(words: TelegramHtml) -> TelegramHtml:
    """Returns lines of which Telegram shows the first few, and the rest when they are tapped; nothing for none."""
    tagged = f"<blockquote expandable>{words.html}</blockquote>"
    return replace(words, html=tagged, entities=words.entities + 1, weight=words.weight + 20) if words.html else words


def pre(words: str) -> TelegramHtml:
    """Returns lines in letters of one width: a small table."""
    return _tagged("pre", own(words))


def _tagged(tag: str, words: str | TelegramHtml) -> TelegramHtml:
    inner = words if isinstance(words, TelegramHtml) else plain(words)
    return TelegramHtml(f"<{tag}>{inner.html}</{tag}>", inner.characters, inner.entities + 1, inner.weight + 20)


def link(words: str, url: str) -> TelegramHtml:
    """Returns the words as a link, or in bold where the address is none that Telegram would keep."""
    address = web_address(url)
    if not address:
        return bold(words)
    html = f'<a href="{escape(address)}">{escape(words, quote=False)}</a>'
    return TelegramHtml(html, len(words), 1, len(address) + 20)


def web_address(url: str) -> str:
    """Returns the address as Telegram keeps it; empty for one that it would not."""
    address = _without_user(url)
    if not _QUOTED.fullmatch(address):  # most are as they should be, which is told in a fifth of the time
        address = quote(address, safe=_IN_ADDRESSES, errors="replace")
    kept = address.startswith(("http://", "https://")) and len(address) <= LONGEST_URL
    return address if kept else ""


def _without_user(url: str) -> str:
    """Returns the address without what stands before an `@` in its host: a name that looks like another host, or
    somebody's password."""
    if "@" not in url:
        return url
    scheme, slashes, rest = url.partition("://")
    end = _HOST_ENDS.search(rest)
    host = rest[: end.start()] if end else rest
    return f"{scheme}{slashes}{host.rpartition('@')[2]}{rest[len(host) :]}" if slashes else url


def join(parts: Iterable[TelegramHtml], separator: str = "\n") -> TelegramHtml:
    """Returns the parts one after another, empty ones left out."""
    kept = [part for part in parts if part.characters]
    if len(kept) == 1:
        return kept[0]
    between, gaps = plain(separator), max(len(kept) - 1, 0)
    return TelegramHtml(
        between.html.join([part.html for part in kept]),
        sum([part.characters for part in kept]) + gaps * between.characters,
        sum([part.entities for part in kept]) + gaps * between.entities,
        sum([part.weight for part in kept]) + gaps * between.weight,
    )

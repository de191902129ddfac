"""PURE: mends the bytes of a feed before the parser sees them, because it would garble all of it for the sake of one
sign, or give up. In one pass over the bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

MOST_ENTITIES_OF_ITS_OWN, MOST_ADDED = 300, 1_000_000
"""HTML has some 250 for its Latin signs; in bytes, how much longer they may make a feed."""
LAST_CHARACTER = 0x10FFFF

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.-]+)", re.IGNORECASE)
_UTF8 = ("utf-8", "utf8", "us-ascii", "ascii")
_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.-]+)", re.IGNORECASE)
_SURELY_UTF8 = re.compile(rb"[\xc2\xc3][\x80-\xbf]|\xe2[\x80-\x84]|\xf0\x9f")
"""Accents, quotes, dashes, the euro sign and emoji, whole or cut; read as windows-1252 they are no word of any language
("Ã©", "â€™")."""
_REFERENCE = re.compile(rb"&#(?:x([0-9a-f]+)|([0-9]+));?", re.IGNORECASE)
_LOST = b"&#xFFFD;"
_ENTITY = re.compile(rb"<!ENTITY\s+([A-Za-z][\w.-]{0,30})\s+(?:\"([^\"<%]{0,64})\"|'([^'<%]{0,64})')\s*>")
_NUMBERED = re.compile(rb"&#(?:x[0-9a-fA-F]{1,6}|[0-9]{1,7});")
_NAMED = re.compile(rb"&([A-Za-z][\w.-]{0,30});")
_OF_XML = {b"lt", b"gt", b"amp", b"quot", b"apos"}


@dataclass(frozen=True, slots=True)
class Repaired:
    """The bytes to parse, and in plain words what of them was lost; empty where nothing was."""

    body: bytes
    damage: str = ""


def repaired(body: bytes, content_type: str) -> Repaired:
    """Return the feed with U+FFFD for what is no UTF-8 in a UTF-8 feed, and for numbers that are no character."""
    body, lost = _as_utf8(body, content_type)
    body, numbers = _without_impossible_numbers(body)
    damages = [
        "bytes that are not UTF-8, as the rest is" if lost else "",
        "the number of a sign that does not exist" if numbers else "",
    ]
    return Repaired(body, " and ".join(filter(None, damages)))


def _as_utf8(body: bytes, content_type: str) -> tuple[bytes, bool]:
    """Replace the bytes that are no UTF-8: for one of them the parser would read the whole as windows-1252. It still
    does where no sign of the feed is UTF-8: a site that says so by mistake."""
    if _is_utf8(body) or b"\0" in body[:100]:
        return body, False
    header, prolog = _CHARSET.search(content_type), _ENCODING.match(body)
    named = header[1] if header else prolog[1].decode() if prolog else "utf-8"
    text = body.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    kept = sum(not sign.isascii() for sign in text) - lost
    if named.lower() not in _UTF8 or not (_SURELY_UTF8.search(body) or kept > lost):
        return body, False
    return text.encode(), True


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def _without_impossible_numbers(body: bytes) -> tuple[bytes, bool]:
    """Replace numbers that are no character. Halves of characters are no damage: some sites write every emoji as two of
    them."""
    beyond = False

    def mended(found: re.Match[bytes]) -> bytes:
        nonlocal beyond
        digits = (found[1] or found[2]).lstrip(b"0")
        value = int(digits or b"0", 16 if found[1] else 10) if len(digits) <= len("1114111") else LAST_CHARACTER + 1
        beyond = beyond or value > LAST_CHARACTER
        return _LOST if value > LAST_CHARACTER or 0xD800 <= value <= 0xDFFF else found[0]

    body = _REFERENCE.sub(mended, body)
    return body, beyond


def with_own_entities(prolog: bytes, rest: bytes) -> bytes | None:
    """Return the feed with the plain text in place of the entities that its prolog declares; None where they are not a
    few short pieces of plain text (one inside another, a file, a thousand of them)."""
    declared = _ENTITY.findall(prolog)
    texts = {name: double or single for name, double, single in declared if name not in _OF_XML}
    longest = max(map(len, texts.values()), default=0)
    if (
        prolog.count(b"<!ENTITY") != len(declared)
        or len(declared) > MOST_ENTITIES_OF_ITS_OWN
        or any(b"&" in _NUMBERED.sub(b"", text) for text in texts.values())
        or rest.count(b"&") * longest > MOST_ADDED
    ):
        return None
    first, *sections = rest.split(b"<![CDATA[")
    parts = [_named(first, texts)]
    for section in sections:  # what stands in CDATA is no XML
        inside, end, after = section.partition(b"]]>")
        parts.append(inside + end + _named(after, texts))
    return _ENTITY.sub(b"", prolog) + b"<![CDATA[".join(parts)


def _named(markup: bytes, texts: Mapping[bytes, bytes]) -> bytes:
    return _NAMED.sub(lambda found: texts.get(found[1], found[0]), markup)

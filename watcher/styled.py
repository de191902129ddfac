"""PURE: text in Telegram's HTML whose cost against Telegram's limits is known while it is built (facts/telegram.md,
"Limits")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

# The safe split of facts/telegram.md: well inside 4,096 characters, 100 entities and about 9,500 bytes of entities.
MOST_CHARACTERS = 3_900
MOST_ENTITIES = 95
MOST_WEIGHT = 9_000
LONGEST_URL = 2_000
_IN_ADDRESSES = "%/:?#[]@!$&'()*+,;=~"
# What Telegram drops or turns into blanks: control characters, line and paragraph separators, direction marks, fillers.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]+"
)


@dataclass(frozen=True, slots=True)
class Styled:
    """Escaped HTML with its cost: characters as Telegram counts them (code points after parsing), entities, bytes of
    entities."""

    html: str = ""
    characters: int = 0
    entities: int = 0
    weight: int = 0

    def __add__(self, other: Styled) -> Styled:
        return Styled(
            self.html + other.html,
            self.characters + other.characters,
            self.entities + other.entities,
            self.weight + other.weight,
        )

    @property
    def fits(self) -> bool:
        """Whether it may be sent as one message."""
        return self.characters <= MOST_CHARACTERS and self.entities <= MOST_ENTITIES and self.weight <= MOST_WEIGHT


def clean(words: str, most: int = 300) -> str:
    """One visible line of at most `most` characters, cut at a word where it can be; may be empty."""
    line = " ".join(_UNSEEN.sub(" ", words).split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    whole = cut.rsplit(" ", 1)[0]
    return (whole if len(whole) > most // 2 else cut).rstrip() + "…"


def plain(words: str) -> Styled:
    """Text as it is, line breaks included; cleaned by the caller."""
    return Styled(escape(words, quote=False), len(words))


def bold(words: str) -> Styled:
    return _tagged("b", words)


def italic(words: str) -> Styled:
    return _tagged("i", words)


def code(words: str) -> Styled:
    return _tagged("code", words)


def pre(words: str) -> Styled:
    """Lines in letters of one width: a small table."""
    return _tagged("pre", words)


def _tagged(tag: str, words: str) -> Styled:
    return Styled(f"<{tag}>{escape(words, quote=False)}</{tag}>", len(words), 1, 20)


def link(words: str, url: str) -> Styled:
    """The words as a link, or in bold where the address is none that Telegram would keep."""
    address = quote(url, safe=_IN_ADDRESSES, errors="replace")
    if not address.startswith(("http://", "https://")) or len(address) > LONGEST_URL:
        return bold(words)
    html = f'<a href="{escape(address)}">{escape(words, quote=False)}</a>'
    return Styled(html, len(words), 1, len(address) + 20)


def join(parts: Iterable[Styled], separator: str = "\n") -> Styled:
    """The parts one after another, empty ones left out."""
    whole, between = Styled(), plain(separator)
    for part in parts:
        if part.characters:
            whole = whole + between + part if whole.characters else part
    return whole


def pack(blocks: Sequence[Styled], head: Styled = Styled(), foot: Styled = Styled()) -> list[tuple[Styled, list[int]]]:
    """As few messages as hold all blocks in order, each between head and foot, with the numbers of the blocks in it.

    No block is cut: each must fit between head and foot by itself.
    """
    packed: list[list[int]] = []
    for number, _ in enumerate(blocks):
        trial = [*packed[-1], number] if packed else [number]
        if packed and join([head, *(blocks[at] for at in trial), foot], "\n\n").fits:
            packed[-1] = trial
        else:
            packed.append([number])
    return [(join([head, *(blocks[at] for at in part), foot], "\n\n"), part) for part in packed]

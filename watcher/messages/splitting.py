"""PURE: splits text that is longer than Telegram takes into several messages (facts/telegram.md, 2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from watcher.messages.telegram_html import TelegramHtml, join, plain

# The safe split of facts/telegram.md: well inside 4,096 characters, 100 entities and about 9,500 bytes of entities.
MOST_CHARACTERS = 3_900
MOST_ENTITIES = 95
MOST_WEIGHT = 9_000
NOTHING = TelegramHtml()


def fits(text: TelegramHtml) -> bool:
    """Tells whether these words may be sent as one message."""
    return text.characters <= MOST_CHARACTERS and text.entities <= MOST_ENTITIES and text.weight <= MOST_WEIGHT


def split_into_messages(
    blocks: Sequence[TelegramHtml], head: TelegramHtml = NOTHING, foot: TelegramHtml = NOTHING
) -> list[tuple[TelegramHtml, list[int]]]:
    """Returns as few messages as hold all blocks in order, each between head and foot, with the numbers of the blocks
    in it. No block is cut: each must fit between head and foot by itself."""
    packed: list[list[int]] = []
    for number, _ in enumerate(blocks):
        trial = [*packed[-1], number] if packed else [number]
        if packed and fits(join([head, *(blocks[at] for at in trial), foot], "\n\n")):
            packed[-1] = trial
        else:
            packed.append([number])
    return [(join([head, *(blocks[at] for at in part), foot], "\n\n"), part) for part in packed]


def in_plain_words(html: str) -> str:
    """Returns the message without its tags: links give way to their words, so that nothing is left for Telegram to
    refuse, and what stood in a link or in code can be tapped no more than there."""
    words, literal = [], False
    for number, part in enumerate(re.split(r"<([^<>]*)>", html)):
        if number % 2:
            literal = part.partition(" ")[0] in ("a", "code", "pre")
        else:
            words.append(plain(unescape(part)).html if literal else part.replace("<", "&lt;"))
    whole = "".join(words)
    return whole if len(whole) <= MOST_CHARACTERS else whole[:MOST_CHARACTERS].rpartition("\n")[0]

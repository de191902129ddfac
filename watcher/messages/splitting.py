"""PURE: text that is longer than Telegram takes, as several messages (facts/telegram.md, 2)."""

from __future__ import annotations

from collections.abc import Sequence

from watcher.messages.telegram_html import TelegramHtml, join

NOTHING = TelegramHtml()


def split_into_messages(
    blocks: Sequence[TelegramHtml], head: TelegramHtml = NOTHING, foot: TelegramHtml = NOTHING
) -> list[tuple[TelegramHtml, list[int]]]:
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

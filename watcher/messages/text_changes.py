"""PURE: what reads differently in a paper that was replaced: the few sentences that weigh most, old beside new, each
with its page as a link."""

from __future__ import annotations

from collections.abc import Sequence

from watcher.core.documents import Change, TextChange
from watcher.messages.telegram_html import TelegramHtml, link, one_line, plain
from watcher.messages.texts import council as texts

MOST_TOLD = 3
_MOST_ROUND = 6
"""Words that are told before and after what differs."""
_MOST_DIFFERING, _MOST_TOLD_WHOLE = 14, 160
"""Words, and characters."""


def text_change_lines(change: Change) -> list[TelegramHtml]:
    """`• p. 2: a contribution of £450 → £950 a year`; empty where no words were compared."""
    lines = [change_line(each, change.document.url) for each in change.diff[:MOST_TOLD]]
    left = len(change.diff) - len(lines)
    return [*lines, plain(texts.MORE_TEXT_CHANGES.format(count=left))] if left > 0 else lines


def change_line(each: TextChange, url: str) -> TelegramHtml:
    """One of them, with its page as a link into the paper at this address."""
    page = link(texts.PAGE.format(page=each.page), f"{url.partition('#')[0]}#page={each.page}")
    if each.old is None:
        return plain(texts.NEW_ON) + page + plain(": “" + one_line(each.new or "", _MOST_TOLD_WHOLE) + "”")
    if each.new is None:
        return plain(texts.GONE_FROM) + page + plain(": “" + one_line(each.old, _MOST_TOLD_WHOLE) + "”")
    return plain("• ") + page + plain(": " + _old_to_new(each.old.split(), each.new.split()))


def _old_to_new(old: Sequence[str], new: Sequence[str]) -> str:
    """What differs, old → new, with some of the words round it; the sentences where that is most of them."""
    start = _alike(old, new)
    most = min(len(old), len(new)) - start
    end = min(_alike(old[::-1], new[::-1]), most)
    was, now = old[start : len(old) - end], new[start : len(new) - end]
    if max(len(was), len(now)) > _MOST_DIFFERING:
        return f"“{one_line(' '.join(old), _MOST_TOLD_WHOLE)}” → “{one_line(' '.join(new), _MOST_TOLD_WHOLE)}”"
    before, after = old[max(0, start - _MOST_ROUND) : start], old[len(old) - end :][:_MOST_ROUND]
    begins = "… " if start > _MOST_ROUND else ""
    ends = " …" if end > _MOST_ROUND else ""
    changed = f"{' '.join(was) or texts.NO_WORDS} → {' '.join(now) or texts.NO_WORDS}"
    return begins + one_line(" ".join([*before, changed, *after]), 300) + ends


def _alike(first: Sequence[str], second: Sequence[str]) -> int:
    """So many words are the same at the beginning of both."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((number for number, (one, other) in pairs if one != other), min(len(first), len(second)))

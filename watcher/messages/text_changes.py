"""PURE: what reads differently in a paper that was replaced: the few sentences that weigh most, old beside new, each
with its page as a link."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from watcher.core.documents import Change, TextChange
from watcher.messages.telegram_html import TelegramHtml, link, one_line, plain
from watcher.messages.texts import council as texts
from watcher.rules.figures import value_places

MOST_TOLD = 3
_MOST_ROUND = 6
"""Words that are told before and after what differs."""
_MOST_DIFFERING, _MOST_TOLD_WHOLE = 14, 160
"""Words, and characters."""


def text_change_lines(change: Change) -> list[TelegramHtml]:
    """`• p. 2: a contribution of £450 → £950 a year`; empty where no words were compared."""
    lines = [_line(each, change.document.url) for each in change.diff[:MOST_TOLD]]
    left = len(change.diff) - len(lines)
    return [*lines, plain(texts.MORE_TEXT_CHANGES.format(count=left))] if left > 0 else lines


def moved_figure_lines(change: Change) -> list[TelegramHtml]:
    """`Since the report of 9 September 2026:` and `• p. 2: average caseload 17.8 → 19.4`; empty where no figures moved
    since the same report was there last."""
    since = change.since_last
    if not since.figures:
        return []
    lines = [_moved_line(each, change.document.url) for each in since.figures[:MOST_TOLD]]
    left = len(since.figures) - len(lines)
    more = [plain(texts.MORE_MOVED.format(count=left))] if left > 0 else []
    return [plain(texts.SINCE_REPORT.format(day=since.before)), *lines, *more]


def _moved_line(each: TextChange, url: str) -> TelegramHtml:
    old, new = (each.old or "").split(), (each.new or "").split()
    page = link(texts.PAGE.format(page=each.page), f"{url.partition('#')[0]}#page={each.page}")
    return plain("• ") + page + plain(": " + (_each_figure(old, new) or _old_to_new(old, new)))


def _each_figure(old: Sequence[str], new: Sequence[str]) -> str:
    """The new words with each figure that moved old → new, dates as they are now, and some of the words round them;
    empty where the words of both do not stand side by side."""
    if len(old) != len(new):
        return ""
    figures = _figures(old) & _figures(new)
    moved = [at for at in range(len(old)) if old[at] != new[at] and at in figures]
    if not moved:
        return ""
    said = [f"{old[at].rstrip('.,;:)')} → {word}" if at in moved else word for at, word in enumerate(new)]
    start, end = max(0, moved[0] - _MOST_ROUND), moved[-1] + _MOST_ROUND + 1
    begins, ends = "… " if start else "", " …" if end < len(new) else ""
    return begins + one_line(" ".join(said[start:end]), 300) + ends


def _figures(words: Sequence[str]) -> set[int]:
    """Which of the words hold a number that says how much."""
    starts = [0, *accumulate(len(word) + 1 for word in words)]
    return {bisect_right(starts, start) - 1 for start, _ in value_places(" ".join(words))}


def _line(each: TextChange, url: str) -> TelegramHtml:
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

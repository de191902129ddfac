"""PURE: tells which figures moved since the same report was there last, old beside new, each with its page as a
link."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from watcher.core.documents import Change, TextChange
from watcher.messages.telegram_html import TelegramHtml, link, one_line, plain
from watcher.messages.text_changes import change_line
from watcher.messages.texts import council as texts

MOST_TOLD = 3
_MOST_ROUND = 6
"""Words that are told before the first figure that moved and after the last."""


def moved_figure_lines(change: Change) -> list[TelegramHtml]:
    """Returns `Since the report of 9 September 2026:` and `• p. 2: average caseload 17.8 → 19.4`; empty where no
    figures moved since the same report was there last."""
    since = change.since_last
    if not since.figures:
        return []
    lines = [_line(figure, change.document.url) for figure in since.figures[:MOST_TOLD]]
    left = len(since.figures) - len(lines)
    more = [plain(texts.MORE_MOVED[left > 1].format(count=left))] if left > 0 else []
    return [plain(texts.SINCE_REPORT.format(day=since.before)), *lines, *more]


def _line(figure: TextChange, url: str) -> TelegramHtml:
    said = _each_figure((figure.old or "").split(), (figure.new or "").split())
    page = link(texts.PAGE.format(page=figure.page), f"{url.partition('#')[0]}#page={figure.page}")
    return plain("• ") + page + plain(": " + said) if said else change_line(figure, url)


def _each_figure(old: Sequence[str], new: Sequence[str]) -> str:
    """Returns the new words with each figure that moved old → new, dates as they are now, and some of the words round
    them; empty where the words of both do not stand side by side."""
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
    """Returns the places of the words that hold a number which says how much."""
    from watcher.rules.figures import value_places  # slow to load, and in most changes no sentence was altered

    starts = [0, *accumulate(len(word) + 1 for word in words)]
    return {bisect_right(starts, start) - 1 for start, _ in value_places(" ".join(words))}

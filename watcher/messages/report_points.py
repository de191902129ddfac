"""PURE: lists what a report says is to be done, point by point: some of them cut short, or as many whole ones as there
is room for."""

from __future__ import annotations

from watcher.core.documents import Json
from watcher.messages.telegram_html import TelegramHtml, bold, folded, join, link, one_line, plain
from watcher.messages.texts import inspections as texts

MOST_POINTS = 5
LONGEST_POINT = 4_000
"""Characters: more than any room there is, so that a whole point is told from one that is cut."""


def short_points(heading: str, value: Json, most: int) -> list[TelegramHtml]:
    """Returns the first of the points under the heading, each cut to so many characters, and how many are left out."""
    points = _points(value, most)
    more = len(points) - MOST_POINTS
    left_out = texts.MORE_POINTS.format(count=more) if more > 0 else ""
    shown = [plain(f"• {point}") for point in points[:MOST_POINTS]]
    return [plain("\n") + bold(heading), *shown, plain(left_out)] if points else []


def whole_points(heading: str, value: Json, url: str, room: int) -> list[TelegramHtml]:
    """Returns all points folded under the heading, each whole; those for which so many characters are no room are
    counted, with a link to the report."""
    points = _points(value, LONGEST_POINT)
    if not points:
        return []
    head = plain("\n") + bold(heading)
    room -= head.characters + 2
    shown: list[TelegramHtml] = []
    for place, point in enumerate(points):
        longer = [*shown, plain(f"• {point}")]
        if join([*longer, _left_out(len(points) - place - 1, url)]).characters > room:
            break
        shown = longer
    return [head, folded(join([*shown, _left_out(len(points) - len(shown), url)]))]


def _left_out(count: int, url: str) -> TelegramHtml:
    return link(texts.MORE_POINTS.format(count=count), url) if count else TelegramHtml()


def _points(value: Json, most: int) -> list[str]:
    return [point for entry in value if (point := one_line(str(entry), most))] if isinstance(value, list) else []

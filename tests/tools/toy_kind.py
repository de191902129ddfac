"""A whole kind of source, the worked example of CONTRIBUTING.md: a notice board in plain text, a notice a line, as in
`17 | 2026-11-20 | Bridge Street is closed`. It would stand in watcher/sources/notice_board.py."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from watcher.core.documents import Document
from watcher.core.errors import NotUnderstood
from watcher.core.text import collapse_spaces
from watcher.core.visits import Reading, Visit

HEADING = "Notice board"


def collect(visit: Visit) -> Iterator[Reading]:
    """Read the board: one Reading of all its notices. Raises NotUnderstood for what is no board, or one cut short."""
    page = visit.get(visit.source.url)  # what the fetcher raises (Refused, Unreachable, Gone ...) is left to go up
    if page.unchanged:
        yield Reading(visit.source.url, unchanged=True)
        return
    heading, *lines = page.body.decode("utf-8", "replace").splitlines() or [""]
    if collapse_spaces(heading) != HEADING or b"\0" in page.body:
        raise NotUnderstood(f"{page.url} does not begin with “{HEADING}”")
    # complete: a notice that is known and no longer stands here was taken down. Of a window (a feed) that is not true.
    yield Reading(visit.source.url, tuple(_notice(line, page.url) for line in lines if line.strip()), complete=True)


def _notice(line: str, url: str) -> Document:
    """Make a notice of one line; its number is its key, for ever. Raises NotUnderstood for any other line."""
    try:
        number, day, title = (collapse_spaces(field) for field in line.split("|", 2))
        return Document(number, "article", title, f"{url}#{number}", published=date.fromisoformat(day))
    except ValueError as error:
        raise NotUnderstood(f"{url} holds a line that is no notice: “{line[:80]}”") from error

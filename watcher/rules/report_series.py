"""PURE: tells which reports are one, quarter after quarter: the same title but for its period, before the same
committee."""

from __future__ import annotations

import re

from watcher.core.documents import Document
from watcher.core.text import normalise
from watcher.rules.figures import without_dates

_WORD = re.compile(r"[^\W\d_]+")
_SAYS_NOTHING = frozenset(
    word
    for words in (
        "a agenda and annex appendix at b c committee cover covering d decisions document e end for from frontsheet",
        "item meeting minutes of on pack page pages part public quarter report reports supplement the to update year",
    )
    for word in words.split()
)
_BEFORE_DATE = re.compile(r",[^,]*\d{4}.*$")


def series_of(document: Document) -> tuple[str, ...]:
    """Returns what the same report has in every quarter: its committee, its title and its item's without their periods;
    empty for one whose titles say nothing (`Appendix A`) or that is no committee's."""
    committee = _committee(document)
    titles = [_words(document.title), _words(document.summary)]
    said = {word for words in titles for word in words.split()} - _SAYS_NOTHING
    return (committee, *titles) if committee and said and document.kind == "report" else ()


def _committee(document: Document) -> str:
    named = document.details.get("committee")
    if isinstance(named, str) and named:
        return _words(named)
    meeting = document.details.get("meeting")
    return _words(_BEFORE_DATE.sub("", meeting)) if isinstance(meeting, str) else ""


def _words(title: str) -> str:
    return " ".join(_WORD.findall(without_dates(normalise(title)).casefold()))

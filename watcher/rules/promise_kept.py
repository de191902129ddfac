"""PURE: tells whether an agenda names what was promised, and whether later papers show that it was kept. Never a wrong
accusation: one word of it in a title is enough to stay silent, and an agenda not read as a whole says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from functools import lru_cache
from math import ceil

from watcher.core.dates import read_day
from watcher.core.documents import PAGE_BREAK, Document
from watcher.core.meetings import agenda_of
from watcher.core.promises import KeptPromise, Promise
from watcher.rules.deadlines import takes_place
from watcher.rules.item_thread import folded, is_standing

_MOST_NAMING = 2 / 3
"""Of the words of a promise so many on one page name it."""
_MONTH = timedelta(days=31)
_LIST = re.compile(r"\b(?:work programme|work plan|forward plan|action log|actions?|tracker|matters arising|minutes)\b")
"""Titles of papers that only list what is to come, or what was asked for."""
_EXTRA = re.compile(r"\b(?:extraordinary|special|urgent|budget council|call ?in|requisition|joint)\b")
_CLOSED = re.compile(
    r"\b(?:circulated|provided|received|considered|presented|shared|sent|supplied|published|completed)\b"
)
_DULL = frozenset((
    "the", "and", "for", "that", "this", "with", "from", "its", "their", "his", "her", "our", "all", "any", "each",
    "further", "more", "other", "new", "next", "last", "first", "full", "report", "update", "paper", "information",
    "detail", "data", "figure", "number", "list", "breakdown", "briefing", "note", "presentation", "item", "response",
    "written", "answer", "meeting", "committee", "sub", "board", "panel", "forum", "cabinet", "council", "member",
    "councillor", "officer", "director", "head", "chair", "service", "team", "outcome", "result", "copy", "copie",
    "which", "who", "have", "has", "been", "was", "were", "will", "would", "should", "into", "about", "regarding",
    "including", "setting", "out", "progress", "action", "plan", "work", "review", "year", "month", "week", "january",
    "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "resolved", "agreed", "requested", "asked", "provide", "circulate", "bring", "submit", "present", "write", "share",
    "future", "within", "what", "how", "back", "also", "get", "outside", "they", "not", "are", "per", "time", "after",
    "before", "between", "during", "every", "being", "be", "is", "it", "to", "of", "on", "in", "at", "by", "an", "as",
    "or", "be", "undertook", "promised", "gave", "undertaking", "commitment", "said", "she", "he", "people",
))  # fmt: skip


def subject_words(promise: Promise) -> frozenset[str]:
    """Returns the words that tell what is promised from anything else, without plural endings: of the thing itself,
    else of the whole sentence; empty where it says nothing of its own, as `a further update`."""
    own = _telling(promise.what)
    return own or (_telling(promise.item) if promise.what else _telling(promise.text))


def names(promise: Promise, title: str) -> bool:
    """Tells whether a title may mean what was promised: one of its own words is enough, or all those of the item it was
    promised under."""
    said, item = _telling(title), _telling(promise.item)
    return bool(subject_words(promise) & said) or (bool(item) and item <= said)


def is_named_in(promise: Promise, pages: Sequence[str]) -> bool:
    """Tells whether a page of a paper has most of the promise's words; not one that repeats the promise itself, as
    minutes do that come before the next meeting."""
    words, sentence = subject_words(promise), folded(promise.text)
    least = ceil(len(words) * _MOST_NAMING)
    found = (page for page in pages if words and len(words & _telling(page)) >= least)
    return any(sentence not in folded(page) for page in found)


def shows_kept(kept: KeptPromise, paper: Document) -> bool:
    """Tells whether a later paper of the same committee is what was promised: a report or a decision whose title or
    page has most of its words; of minutes, a sentence that says it was done."""
    if paper.kind not in ("report", "decision", "minutes", "supplement") or _is_list(paper):
        return False
    pages = paper.words.split(PAGE_BREAK) if paper.details.get("text") else ()
    if paper.kind == "minutes":
        return any(_CLOSED.search(words) and is_named_in(kept.promise, [words]) for words in _sentences(pages))
    words, title = subject_words(kept.promise), _telling(f"{paper.title} {paper.summary}")
    in_title = bool(words) and len(words & title) >= ceil(len(words) * _MOST_NAMING)
    return in_title or is_named_in(kept.promise, pages)


def next_meeting(kept: KeptPromise, meetings: Iterable[Document]) -> Document | None:
    """Returns the meeting that is to have what was promised: of these, which are its committee's, the last in the month
    up to the day it is due, else the first after the one at which it was promised. None where there is none, or that
    day is not known. Extra meetings are for one thing, and count for none."""
    if kept.made is None:
        return None
    mine = [
        (day, meeting)
        for meeting in meetings
        if (day := read_day(meeting.details.get("date"))) and not _is_extra(meeting)
    ]
    ahead = sorted((pair for pair in mine if pair[0] > kept.made and takes_place(pair[1])), key=lambda pair: pair[0])
    due = kept.promise.due
    if due:
        ahead = [pair for pair in ahead if due - _MONTH < pair[0] <= due][-1:]
    return ahead[0][1] if ahead else None


def agenda_is_whole(meeting: Document, papers: Iterable[Document]) -> bool:
    """Tells whether a meeting's agenda is out and was read as a whole: no report is to follow, and the text of every
    paper is known."""
    items = agenda_of(meeting)
    if not items or any(item.to_follow for item in items):
        return False
    if "agenda" not in str(meeting.details.get("state") or "agenda").casefold():
        return False
    papers = [paper for paper in papers if paper.kind in ("report", "supplement", "agenda")]
    reports = [paper for paper in papers if paper.kind != "agenda"]  # where there are none, all is in the pack
    return all(paper.details.get("text") or paper.details.get("withheld") for paper in reports or papers)


def lacks(promise: Promise, meeting: Document, papers: Sequence[Document]) -> bool:
    """Tells whether a whole agenda surely does not name the promise: in no title of an item or a paper, and on no
    page."""
    if not subject_words(promise):
        return False
    titles = [item.label for item in agenda_of(meeting)]
    reports = [paper for paper in papers if paper.kind in ("report", "supplement")]
    titles += [f"{paper.title} {paper.summary}" for paper in reports]
    if any(names(promise, title) for title in titles if not is_standing(_without_number(title))):
        return False
    read = [paper for paper in papers if paper.details.get("text") and not is_standing(paper.title)]
    return not any(is_named_in(promise, paper.words.split(PAGE_BREAK)) for paper in read if paper.kind != "minutes")


def _is_list(paper: Document) -> bool:
    title = folded(f"{paper.title} {paper.summary}")
    return paper.kind != "minutes" and (bool(_LIST.search(title)) or is_standing(paper.title))


def _is_extra(meeting: Document) -> bool:
    return bool(_EXTRA.search(folded(f"{meeting.title} {meeting.details.get('named') or ''}")))


def _without_number(label: str) -> str:
    return label.partition(" ")[2] if label[:1].isdigit() else label


def _sentences(pages: Iterable[str]) -> Iterator[str]:
    return (part for page in pages for part in re.split(r"(?<=[.;])\s", " ".join(page.split())))


@lru_cache(700)  # a page is asked for by one promise after another
def _telling(words: str) -> frozenset[str]:
    """Returns the words of a text that are not dull, `EHCPs` as `ehcp`."""
    return frozenset(_singular(word) for word in folded(words).split() if len(word) > 1) - _DULL


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word

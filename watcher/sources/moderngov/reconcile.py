"""PURE: sets what pages say of meetings and papers beside what is remembered of them: which papers are known under
another number, which came late, which have left a list without being withdrawn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from watcher.core.dates import CLEAR_DAYS_FOR_PAPERS, clear_days
from watcher.core.documents import Document, DocumentKind, Json
from watcher.core.meetings import DUE_BEFORE
from watcher.core.visits import StoredDocument
from watcher.sources.moderngov.documents import date_of
from watcher.sources.moderngov.parse.meeting import Meeting
from watcher.sources.moderngov.parse.year import whole_days

# What a portal's news calls a publication -> the papers that it brings.
_ANNOUNCED: Mapping[str, tuple[DocumentKind, ...]] = {
    "agenda": ("agenda", "supplement", "report"),
    "minutes": ("minutes",),
    "decision": ("decisions",),
}


def renumbered(papers: Sequence[Document], known: Iterable[StoredDocument]) -> list[Document]:
    """Return the papers under the numbers that another way of reading gave them: pages number files, the service
    attachments.

    Both numbers belong to one paper where it has the same title in the same meeting."""
    twins = {_numbered_and_named(stored.document): stored.document.key for stored in known}
    other = {"s": "a", "a": "s"}
    found = []
    for paper in papers:
        letter, title = _numbered_and_named(paper)
        twin = twins.get((other.get(letter, "-"), title))
        found.append(replace(paper, aliases=(twin,)) if twin else paper)
    return found


def _numbered_and_named(paper: Document) -> tuple[str, str]:
    """Return the letter of a number ("" for what is no numbered file) and the title in one case."""
    numbered = re.fullmatch(r"([as])\d+", paper.key)
    return numbered[1] if numbered else "", paper.title.casefold()


def with_publication(
    paper: Document, meeting: date | None, published: date | None, today: date, known: Mapping[str, StoredDocument]
) -> Document:
    """Return a new paper with the day on which its portal says it was published, marked `late` where that was too late
    for the law. Of one that is seen too late without such a day it is said when it was `first_seen`, no more: it may
    have been published in time. A known one keeps what is remembered."""
    if was := next((known[name] for name in (paper.key, *paper.aliases) if name in known), None):
        # Marked in an earlier version, by the day on which it was seen.
        unfounded = was.document.details.get("late") and not was.document.published
        return replace(paper, details={**paper.details, "late": False}) if unfounded else paper
    if paper.kind not in DUE_BEFORE or not meeting or meeting < today:
        return paper
    said = next((day for day in (paper.published, published) if day and day <= today), None)
    marks: dict[str, Json] = {}
    if clear_days(said or today, meeting) < CLEAR_DAYS_FOR_PAPERS:
        marks = {"late": True} if said else {"first_seen": today.isoformat()}
    return replace(paper, published=said or paper.published, details={**paper.details, **marks})


def day_on_page(said: date | None, read: date | None, today: date) -> date | None:
    """Return the day that a page gives as its own, where it can be the one of papers that were not there when it was
    last `read`: not before that, and not today where many pages give the day on which they are asked for."""
    if not said or said > today or (read and said < read):
        return None
    seen_lately = read is not None and (today - read).days <= 1
    return said if said < today or seen_lately else None


def announced(papers: Iterable[Document], events: str) -> list[Document]:
    """Return those of the papers that the portal's news tells of, on a page whose other papers stood there before."""
    kinds = [kind for word, brought in _ANNOUNCED.items() if word in events for kind in brought]
    return [paper for paper in papers if paper.kind in kinds]


def carried(
    found: Sequence[Document], known: Iterable[StoredDocument], first: date, last: date, today: date
) -> list[Document]:
    """Return known meetings outside these days, or outside the year that the list shows, which it need not show for
    ever: they have not been withdrawn.

    Nothing is carried where more than half of those inside are gone: such a list is to be doubted as it is."""
    keys = {document.key for document in found}
    missing = [stored.document for stored in known if stored.document.key not in keys]
    first, last = whole_days([when for document in found if (when := date_of(document))], first, last, today)
    inside = [document for document in missing if is_within(document, first, last)]
    if 2 * len(inside) > len(inside) + sum(is_within(document, first, last) for document in found):
        return []
    return [document for document in missing if document not in inside]


def beyond(new: Iterable[Document], known: Iterable[StoredDocument], first: date, last: date, today: date) -> list[str]:
    """Return the keys of those meetings that are new to us alone: outside these days, in which lists are whole, or gone
    by before the first that is known, on a list that showed one year until now."""
    earliest = min((when for stored in known if (when := date_of(stored.document))), default=first)
    first = max(first, min(earliest, today))
    return [meeting.key for meeting in new if not is_within(meeting, first, last)]


def renamed_alike(papers: Iterable[Document], known: Mapping[str, StoredDocument]) -> tuple[Document, ...]:
    """Return the decisions named after their item whose new name a paper of the same meeting got as well: one change,
    told once."""
    names = {
        paper.key: (paper.part_of, was.document.title, paper.title) for paper in papers if (was := known.get(paper.key))
    }
    by_paper = {names.get(paper.key) for paper in papers if paper.kind != "decision"}
    renamed = [paper for paper in papers if paper.kind == "decision" and names.get(paper.key) in by_paper - {None}]
    return tuple(paper for paper in renamed if known[paper.key].document.title != paper.title)


def superseded(found: Sequence[Document], page: Meeting, known: Iterable[StoredDocument]) -> list[Document]:
    """Return known papers whose place on the page was taken by a better one: that is no withdrawal.

    Draft minutes give way to final ones; a restricted item to its report once that may be seen."""
    keys = {document.key for document in found}
    final = any(document.kind == "minutes" and not document.details.get("draft") for document in found)
    items = {f"ai{item.ai}" for item in page.items}
    gone = [stored.document for stored in known if stored.document.key not in keys]
    return [d for d in gone if d.key in items or (final and d.kind == "minutes" and d.details.get("draft"))]


def is_within(meeting: Document, first: date, last: date) -> bool:
    """Tell whether a meeting is on or between two days; one without a date is not."""
    when = date_of(meeting)
    return when is not None and first <= when <= last

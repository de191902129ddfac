"""PURE: which meeting and which committee a document belongs to, and what stands on an agenda."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from watcher.core.dates import format_date, read_day
from watcher.core.documents import Document, DocumentKind, Json
from watcher.core.months import MONTH_NUMBERS
from watcher.core.text import normalise

DUE_BEFORE: tuple[DocumentKind, ...] = ("agenda", "supplement", "report")
"""The kinds of papers that must be open to the public before a meeting; minutes and decisions come after it."""
NAMED_BY = ("committee", "maker")
"""The details that name one: of a meeting and its papers, and of a decision that is taken or planned."""


_WRITTEN = re.compile(r", (\d{1,2}) ([A-Z][a-z]+) (\d{4})$")
_TO_FOLLOW = " (report to follow)"
"""What earlier versions wrote behind an item, in place of the flag."""


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One line of an agenda, numbered as the council does: `72. Home to School Transport`."""

    label: str
    restriction: str = ""
    """How it is kept from the public; empty where it is not."""
    to_follow: bool = False
    """Whether its report is promised and not there yet."""

    def as_detail(self) -> dict[str, Json]:
        """Return the item as it stands in a document's detail `items`, without what is not so."""
        said: dict[str, Json] = {"label": self.label}
        said |= {"restriction": self.restriction} if self.restriction else {}
        return said | ({"to_follow": True} if self.to_follow else {})


def agenda_of(document: Document) -> list[AgendaItem]:
    """Return the items of a meeting or an agenda, in order; none where nothing is said of them."""
    items = document.details.get("items")
    found = map(_item, items) if isinstance(items, list) else ()
    return [item for item in found if item.label]


def _item(said: Json) -> AgendaItem:
    """Return one item of the detail `items`; those of earlier versions are words alone."""
    if isinstance(said, dict):
        return AgendaItem(
            str(said.get("label") or ""), str(said.get("restriction") or ""), to_follow=said.get("to_follow") is True
        )
    words = str(said)
    return AgendaItem(words.removesuffix(_TO_FOLLOW), to_follow=words.endswith(_TO_FOLLOW))


@dataclass(frozen=True, slots=True)
class MeetingAndPapers:
    """A meeting, and those of its papers that may say until when questions can be put."""

    meeting: Document | None = None
    papers: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class UpcomingMeeting:
    """A meeting that lies ahead. `wanted`: the chat follows it, or one of its papers."""

    source: str
    meeting: Document
    papers: int = 0
    """How many papers of it are out."""
    wanted: bool = False
    agendas: Sequence[Document] = ()
    """Those of its papers that say until when the public can ask."""


@dataclass(frozen=True, slots=True)
class Committee:
    """A committee found in a source that reads several. Its name identifies it, since papers and decisions carry no
    number of it."""

    source: str
    name: str

    @property
    def what(self) -> str:
        """Return what a subscription to it stores: `portal/people-and-scrutiny`. The slash keeps it apart from the ids
        of topics and sources, which have none."""
        words = normalise(self.name).casefold().replace("&", " and ")
        return f"{self.source}/" + re.sub(r"[\W_]+", "-", words).strip("-")


def committee_of(source: str, document: Document) -> Committee | None:
    """Return the committee whose meeting or paper a document is, or who takes the decision; None where the document
    does not say."""
    said = next(filter(None, map(document.details.get, NAMED_BY)), None)
    return Committee(source, said) if isinstance(said, str) else None


def is_committee(what: str) -> bool:
    """Tell whether the `what` of a subscription names a committee."""
    return "/" in what


def meeting_label(document: Document) -> str:
    """Name the meeting that a document is or belongs to: `Cabinet, 1 December 2026`; empty where there is none."""
    meeting, when = document.details.get("meeting"), document.details.get("date")
    if document.kind == "meeting" and not document.part_of:
        return f"{document.title}, {format_date(when)}" if isinstance(when, str) and when else document.title
    return meeting if isinstance(meeting, str) and document.part_of else ""


def meeting_of(document: Document) -> str:
    """Return the key of the meeting that a document is or belongs to; empty where there is none, as for what belongs to
    a collection, a decision or an issue."""
    return (document.part_of or document.key) if meeting_label(document) else ""


def meeting_day(document: Document) -> date | None:
    """Return the day of the meeting that a document is or belongs to; None where it is not known."""
    if document.kind == "meeting":
        return read_day(document.details.get("date"))
    written = _WRITTEN.search(str(document.details.get("meeting") or ""))
    if not written or written[2] not in MONTH_NUMBERS:
        return None
    try:
        return date(int(written[3]), MONTH_NUMBERS[written[2]], int(written[1]))
    except ValueError:  # no such day
        return None

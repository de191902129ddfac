"""PURE: a document of a source, and a change of one, as frozen data (DESIGN.md, "The words")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, TypeAlias

from watcher.core.json_value import Json as Json

if TYPE_CHECKING:
    from watcher.core.plans import PlanTurn

Details: TypeAlias = Mapping[str, Json]
DocumentKind = Literal[
    "meeting", "agenda", "minutes", "decisions", "supplement", "report", "decision",
    "issue", "plan-item", "inspection", "article", "publication", "page",
]  # fmt: skip
PAPER_KINDS: frozenset[DocumentKind] = frozenset({"agenda", "minutes", "decisions", "supplement", "report"})
COUNCIL_KINDS: frozenset[DocumentKind] = PAPER_KINDS | {"meeting", "decision", "issue", "plan-item"}
GARBLED = "garbled"  # a detail: the document was only read from a damaged page so far, its words may be wrong
PAGE_BREAK = "\f"
"""Between the pages of a paper, in the words of its document."""
UNDATED = "undated"
"""A detail: its source says no day of publication; `published` is the day it was first seen, kept for order."""
_OF_A_FILE = frozenset({"text", "size"})
"""Fields that differ where a file was replaced."""
ChangeKind = Literal["new", "changed", "withdrawn", "restored"]


@dataclass(frozen=True, slots=True)
class Document:
    """A paper, meeting, decision, report or article. `key` is its identity inside its source, for ever."""

    key: str
    kind: DocumentKind
    title: str
    url: str
    published: date | None = None
    summary: str = ""
    details: Details = field(default_factory=dict)
    part_of: str = ""
    """The key of the document it belongs to (a report's meeting): told together with it."""
    aliases: tuple[str, ...] = ()
    """Other names under which it may come back; a document known under one of them is this one."""
    words: str = ""
    """More text that topics are matched on (categories, a paper's own text); never shown nor compared."""

    @property
    def stated_day(self) -> date | None:
        """Return the day of publication by the word of its source; None where that says none."""
        return None if self.details.get(UNDATED) is True else self.published


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a paper that matters for a topic, or for what somebody looks for in words of their own."""

    page: int
    """Counted from 1."""
    text: str
    topic: str = ""
    """The topic's id; empty for words of somebody's own, and for everybody."""
    only_page: bool = False  # the paper has no other, so nobody needs to be told which


@dataclass(frozen=True, slots=True)
class TextChange:
    """A sentence of a replaced paper that reads otherwise than before: `old` is None where it is new, `new` where it is
    gone."""

    page: int
    """Of the new paper, of the old one where it is gone there; counted from 1."""
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class SinceLast:
    """What differs from the paper before it: in the plan that it tracks, and in the figures of the same report a
    quarter earlier (`before` names that), the weightiest first."""

    plan: tuple[PlanTurn, ...] = ()
    figures: tuple[TextChange, ...] = ()
    before: str = ""


@dataclass(frozen=True, slots=True)
class RelatedDocument:
    """A paper that an article is about, or an article about a paper. `page`: of the paper, counted from 1; 0 where none
    is meant, or it has no other. `outlet`: who wrote the article; empty for a paper."""

    title: str
    url: str
    page: int = 0
    outlet: str = ""
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to a document: it is new, changed (which fields, old and new), withdrawn or restored."""

    kind: ChangeKind
    document: Document
    fields: Mapping[str, tuple[Json, Json]] = field(default_factory=dict)
    minor: bool = False
    """Only punctuation, case or the like differs: recorded, told to those who want corrections."""
    topics: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    """What the paper says that matters for these topics, for everybody where it has none; nothing that only one chat's
    words asked for."""
    diff: tuple[TextChange, ...] = ()
    """Of a paper that was replaced, the sentences that differ, the weightiest first."""
    versions: tuple[str, ...] = ()
    """Of a paper, the SHA-256 of its versions that were read, oldest first; of one that was replaced the last is the
    new one."""
    since_last: SinceLast = SinceLast()
    related: tuple[RelatedDocument, ...] = ()
    """Of an article the papers it is about, of a paper the articles about it; the surest first."""
    source: str = ""
    at: datetime | None = None
    id: int = 0
    unsettled: Mapping[str, tuple[Json, ...]] = field(default_factory=dict)
    """Fields that go to and fro, each with all that it was within a day (flapping.py)."""
    same_as: int = 0
    """The number of the change by which another source told this event first; 0 where this is the first."""
    alike: int = 0
    """So many articles of its feed changed in the same way at one visit; 0 where it changed by itself."""

    @property
    def replaced(self) -> bool:
        """Tell whether the file of the document is another one now."""
        return self.kind == "changed" and not _OF_A_FILE.isdisjoint(self.fields)

    @property
    def earlier_version(self) -> str:
        """Return the SHA-256 of the version of the paper that this change replaced or took away; empty where none was
        read."""
        if self.kind == "withdrawn":
            return self.versions[-1] if self.versions else ""
        return self.versions[-2] if self.replaced and len(self.versions) > 1 else ""

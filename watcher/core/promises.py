"""What somebody undertook in a meeting, as frozen data: read from minutes, kept, told and listed from this."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from watcher.core.documents import Document

PromiseState = Literal["open", "kept"]
_KINDS = ("minutes", "decisions", "decision")
_ANSWERS = ("answers", "replies", "responses to questions", "written answer", "written response")


@dataclass(frozen=True, slots=True)
class Promise:
    """A sentence of minutes, decisions or answers in which somebody undertakes something."""

    text: str
    page: int
    """Counted from 1."""
    item: str = ""
    """The heading of the item under which it stands."""
    who: str = ""
    """Who is to do it, in the paper's words; empty where it does not say."""
    what: str = ""
    """The thing itself, `EHCP timeliness figures`; empty where it can't be told from the sentence."""
    due: date | None = None
    """The last day by which it is to be done, where the words say one without a doubt."""
    to_next_meeting: bool = False
    """Whether it is to come before the next meeting of the committee, so that its agenda should name it."""


@dataclass(frozen=True, slots=True)
class AgendaWithout:
    """A meeting whose agenda was read as a whole and does not name what was promised for it."""

    title: str
    url: str
    day: date


@dataclass(frozen=True, slots=True)
class KeptPromise:
    """A promise as it is remembered."""

    id: int
    source: str
    key: str
    """Of the document in which it stands."""
    url: str
    """Of that document."""
    committee: str
    meeting: str
    """The key of the meeting at which it was made; empty for a decision of nobody's meeting."""
    made: date | None
    """The day of the meeting or the decision."""
    promise: Promise
    topics: Sequence[str] = ()
    """The topics that the sentence or its item has."""
    only_page: bool = False
    """Whether the paper has no other page, so that nobody needs to be told which."""
    state: PromiseState = "open"
    seen_on: date | None = None
    """When what shows that it was kept is of."""
    seen_title: str = ""
    """The paper or the item that shows it; empty where none does."""
    seen_url: str = ""
    lacking: AgendaWithout | None = None
    """The meeting whose whole agenda does not name it."""
    noticed: Mapping[str, str] = field(default_factory=dict)
    """By nudge (`date`, `agenda`), the moment at which its reason was first seen, in ISO form."""
    told: Sequence[str] = ()
    """Which nudges were queued for which frequency: `agenda now`."""

    def is_overdue(self, today: date) -> bool:
        """Tell whether its day has passed and nothing that was read shows that it was kept."""
        return self.state == "open" and self.promise.due is not None and self.promise.due < today


def may_promise(document: Document) -> bool:
    """Tell whether a document is of a kind in which promises stand: minutes, decisions, written answers."""
    title = document.title.casefold()
    return document.kind in _KINDS or (document.kind in ("supplement", "report") and any(map(title.count, _ANSWERS)))

"""What somebody undertook in a meeting, as frozen data: read from minutes, kept, told and listed from this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

PromiseState = Literal["open", "kept"]


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
    lacking: str = ""
    """The meeting, with its day, whose whole agenda does not name it; empty where there is none."""
    told: Sequence[str] = ()
    """Which nudges were told: `date`, `agenda`."""

    def is_overdue(self, today: date) -> bool:
        """Whether its day has passed and nothing that was read shows that it was kept."""
        return self.state == "open" and self.promise.due is not None and self.promise.due < today

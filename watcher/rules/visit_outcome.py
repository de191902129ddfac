"""PURE: what one visit comes to: what to tell, what to remember, what to hold back, and how the source fares."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from watcher.core.errors import OutOfTime, SourceError
from watcher.core.visits import FailedReading, PageState, Reading, StoredDocument

if TYPE_CHECKING:
    from watcher.core.documents import Change

AGREEING_VISITS = 3
SUSPECT = "suspect"
APPROVED = ""
"""In place of a reading's print: an administrator agreed to whatever is held back for this reason next."""
_WORST_FIRST = ("blocked", "failing", SUSPECT)


@dataclass(slots=True)
class VisitOutcome:
    """Holds what a visit comes to. `state` and `reason` are what `status` shows."""

    changes: list[Change] = field(default_factory=list)
    remember: dict[str, StoredDocument] = field(default_factory=dict)
    scopes: list[PageState] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    doubts: set[str] = field(default_factory=set)
    """The kinds of reasons for which something is held."""
    unread: list[FailedReading] = field(default_factory=list)
    damaged: str = ""
    cut: OutOfTime | None = None
    """Its share of the run's time was used up before all was read."""

    def add(self, reading: Reading, state: PageState) -> None:
        """Adds how the page of this reading stands, and what of it was damaged."""
        self.scopes.append(state)
        if reading.damaged not in self.damaged:
            self.damaged = "; ".join(filter(None, [self.damaged, reading.damaged]))

    @property
    def state(self) -> str:
        """Returns `suspect` where something is held back, else the state of the worst failure, else `ok`."""
        if self.held:
            return SUSPECT
        return _state(self.worst.error) if self.worst else "ok"

    @property
    def worst(self) -> FailedReading | None:
        """Returns the failed page whose trouble is shown for the whole source: blocked before failing before suspect.
        None where every page was read, or time alone ran out."""
        return min(self._in_trouble, key=lambda failure: _WORST_FIRST.index(_state(failure.error)), default=None)

    @property
    def _in_trouble(self) -> list[FailedReading]:
        """Returns the pages that could not be read, but for those there was no time for."""
        return [failure for failure in self.unread if not isinstance(failure.error, OutOfTime)]

    @property
    def reason(self) -> str | None:
        """Returns in one plain line why the state is what it is, or what was damaged or cut short; None where nothing
        was. It can stand beside `ok`."""
        if self.held:
            return f"held back: {self.held[0]}" + _and_more(len(self.held) - 1)
        if self.worst:
            return f"{self.worst.error}" + _and_more(len(self._in_trouble) - 1)
        return (str(self.cut) if self.cut else self.damaged) or None


def _state(error: Exception) -> str:
    return error.state if isinstance(error, SourceError) else "failing"


def _and_more(count: int) -> str:
    return f" (and {count} more)" if count > 0 else ""

"""PURE: when the papers of meetings were published, as frozen data, so that each figure can be checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from watcher.core.dates import CLEAR_DAYS_FOR_PAPERS
from watcher.core.documents import DocumentKind


class PaperTiming(NamedTuple):
    """One paper of a meeting, with the day on which its portal itself says that it was published."""

    source: str
    key: str
    kind: DocumentKind
    title: str
    url: str
    meeting: str
    """Its key."""
    meeting_url: str
    meeting_day: date
    published: date
    clear_days: int
    """Clear working days between the two."""

    @property
    def is_late(self) -> bool:
        """Tell whether it was published with fewer clear days than the law asks for."""
        return self.clear_days < CLEAR_DAYS_FOR_PAPERS


@dataclass(frozen=True)
class CommitteeYear:
    """The papers for one committee's meetings of one calendar year."""

    committee: str
    year: int
    dated: Sequence[PaperTiming] = ()
    """Those with a day of the portal's own, by meeting, the latest published first."""
    undated: int = 0
    """So many more have none: nothing is claimed of them."""
    afterwards: int = 0
    """So many more are dated on the meeting's day or later: they may be new versions, so they are counted apart."""

    @cached_property
    def late(self) -> Sequence[PaperTiming]:
        """Return the papers that were published too late."""
        return [paper for paper in self.dated if paper.is_late]

    @property
    def meetings(self) -> int:
        """Return the number of meetings of which there is a paper with a day."""
        return len({(paper.source, paper.meeting) for paper in self.dated})

    @property
    def share(self) -> float:
        """Return the late ones' share of those with a day, from 0 to 1; 0 where there is none."""
        return len(self.late) / len(self.dated) if self.dated else 0.0

"""PURE: a council's plan as it is tracked: its actions, and what turned in them, as frozen data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

TurnKind = Literal["state", "due", "past"]


@dataclass(frozen=True, slots=True)
class PlanTurn:
    """What turned of one action: its `state`, the date when it is `due`, or that this date is `past`. `old` and `new`
    are as they are written; of a date that is past `old` is the date and `new` the state in which it stands."""

    kind: TurnKind
    action: str
    old: str
    new: str
    page: int


@dataclass(frozen=True, slots=True)
class PlanAction:
    """One action as the last paper has it, and the dates it was due by before, oldest first."""

    label: str
    state: str
    page: int
    owner: str = ""
    due: str = ""
    due_day: date | None = None
    due_before: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as its last paper shows it: `as_of` is the day of the meeting for which that was written."""

    title: str
    url: str
    source: str
    as_of: date
    actions: Sequence[PlanAction]

"""PURE: tells how much a piece of news weighs beside others of a digest, whoever reads it: verdicts, meetings called
off or moved, decisions, what was asked for, then by what the papers say (rules/weights.py)."""

from __future__ import annotations

from datetime import date
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from watcher.core.alerts import Alert
from watcher.core.documents import Change
from watcher.messages.papers import is_asked_for
from watcher.rules.event_word import event_word
from watcher.rules.importance import RankedPaper

_JUDGED = frozenset({"report", "outcome", "grades", "rating"})
"""Not `latest_report`: a provider of a listing with a new report and its old rating."""
_CALLED_OFF = frozenset({"Cancelled", "Postponed", "Moved"})
_GONE_OR_BACK = frozenset({"withdrawn", "restored"})


class _Rank(IntEnum):
    """Ranks what an alert is about, the weightiest lowest."""

    VERDICT = 0
    CALLED_OFF = 1
    DECISION = 2
    ASKED_FOR = 3
    OTHER = 4


class NewsWeight(NamedTuple):
    """Sorts what weighs most first."""

    rank: _Rank
    lightness: int
    """Less than nothing for strong words; of equal rank only."""


def weigh(alert: Alert) -> NewsWeight:
    """Returns how much an alert weighs: by what it is, then by what its best sentence, or else its title and summary,
    says. The weightiest comes first in a sorted list."""
    return NewsWeight(_rank(alert), -_score(alert))


def _rank(alert: Alert) -> _Rank:
    """Returns what sort of news an alert is."""
    change = alert.change
    if _is_verdict(change):
        return _Rank.VERDICT
    if event_word(change) in _CALLED_OFF:
        return _Rank.CALLED_OFF
    if _is_decision(change):
        return _Rank.DECISION
    return _Rank.ASKED_FOR if is_asked_for(alert) else _Rank.OTHER


def _is_verdict(change: Change) -> bool:
    """Tells whether an inspection found something; a provider that is merely listed is none."""
    if change.document.kind != "inspection":
        return False
    return bool(_JUDGED & change.fields.keys()) or (
        change.kind == "new" and "latest_report" not in change.document.details
    )


def _is_decision(change: Change) -> bool:
    is_told = change.kind == "new" or "status" in change.fields
    return change.document.kind == "decision" and is_told


def _score(alert: Alert) -> int:
    change, document = alert.change, alert.change.document
    today = change.at.date() if change.at else date.min
    said = [quote.text for quote in alert.quotes] if change.kind not in _GONE_OR_BACK else []
    return max(_score_of(words, today) for words in said or (f"{document.title}.", document.summary or document.title))


@lru_cache(maxsize=1_000)  # of a digest's alerts each is asked for several times, and by every chat
def _score_of(words: str, today: date) -> int:
    """Returns the score of the best sentence, 0 at least: what says nothing stays in the order of meetings and
    sources."""
    return max((sentence.score for sentence in RankedPaper([words], today).ranked() if sentence.score > 0), default=0)

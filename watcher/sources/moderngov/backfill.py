"""Chooses papers that were there before, a few at each visit, until the words of all are known: so one saved again
later with the same words is told to nobody. PURE but for its memory."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from watcher.core.documents import Document
from watcher.core.visits import OF_SITE, FailedReading, Reading, StoredDocument, Visit
from watcher.sources.dates import london_day
from watcher.sources.moderngov import notes
from watcher.sources.moderngov.documents import date_of
from watcher.sources.moderngov.parse.links import Portal
from watcher.sources.moderngov.reading_plan import AHEAD, BEFORE, MOST_AN_HOUR

MOST_A_VISIT = 4
"""Read with the requests of an hour that a visit leaves over."""
_APART, _REFUSED_FOR = timedelta(minutes=20), timedelta(days=1)
"""No more than one such paper of a portal in so long a time; where papers are refused, none for a day."""
_LEARNT, _REFUSED = f"{OF_SITE}papers learnt", f"{OF_SITE}papers refused"


def papers_to_learn(
    visit: Visit, portal: Portal, outcomes: Iterable[Reading | FailedReading], waiting: Collection[str], asked: int
) -> list[str]:
    """Return the keys of papers to read now for their words, out of those on the pages that this visit read with so
    many requests: papers of coming and recent meetings first, then those of decisions and issues; packs, which hold the
    same once more, last."""
    room = _room(visit, asked)
    if visit.first or room < 1 or are_refused(visit):
        return []
    today, readings = (
        london_day(visit.now),
        [outcome for outcome in outcomes if isinstance(outcome, Reading) and not outcome.baseline],
    )
    same, shown = (
        {reading.scope for reading in readings if reading.unchanged},
        {d.key for reading in readings for d in reading.documents},
    )
    known = visit.documents.get_many(shown)
    there = [
        *visit.documents.on_page(*same),
        *(known[key] for key in shown if key in known and known[key].scope not in same),
    ]
    owners = visit.documents.get_many({stored.document.part_of for stored in there})
    ranked = [(rank, stored.document.key) for stored in there if (rank := _rank(owners, portal, stored, today))]
    keys = [key for _, key in sorted(ranked) if key not in waiting][:room]
    if keys:
        notes.stamp(visit, _LEARNT)
    return keys


def refused_papers(visit: Visit) -> None:
    """Remember that the portal refused a paper."""
    notes.stamp(visit, _REFUSED)


def are_refused(visit: Visit) -> bool:
    """Tell whether the portal refused papers a short while ago: only new ones are asked for then."""
    return not notes.is_due(visit, _REFUSED, _REFUSED_FOR)


def _rank(
    owners: Mapping[str, StoredDocument], portal: Portal, stored: StoredDocument, today: date
) -> tuple[bool, int] | None:
    """Return the sort key of a paper, the one that is read sooner first; None for what is no paper, is known by its
    words, or belongs to a meeting of long ago."""
    document = stored.document
    if stored.missing or stored.withdrawn or not document.part_of or not portal.file(document.url):
        return None
    if document.details.get("text") or document.details.get("unread"):
        return None
    return _when(owners.get(document.part_of), document, today)


def _when(owner: StoredDocument | None, document: Document, today: date) -> tuple[bool, int] | None:
    is_pack = document.kind == "agenda"
    if owner is None or owner.document.kind != "meeting":
        return is_pack, BEFORE.days + 1
    when = date_of(owner.document)
    if when is None or not today - BEFORE <= when <= today + AHEAD:
        return None
    return is_pack, abs((when - today).days)


def most_left(visit: Visit, asked: int) -> int:
    """Return how many requests this visit has left, after so many."""
    before = max(visit.read_at.values(), default=visit.now)
    share = int(abs(visit.now - before) / timedelta(hours=1) * MOST_AN_HOUR)
    return min(share, MOST_AN_HOUR - notes.spent(visit)) - notes.reserved(visit) - asked


def _room(visit: Visit, asked: int) -> int:
    """Return how many such papers may be read now."""
    learnt = notes.last(visit, _LEARNT)
    rested = abs(visit.now - learnt) / _APART if learnt else MOST_A_VISIT
    return int(min(most_left(visit, asked), rested, MOST_A_VISIT))

"""The details by which a meeting can be found, watched and asked: its card. What agendas say of questions. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from watcher.core.deadlines import read
from watcher.core.documents import PAGE_BREAK, Details, Document, Json
from watcher.core.visits import StoredDocument
from watcher.rules.deadlines import MEETING, TO, UNTIL, questions_said
from watcher.sources.moderngov.parse.files import Paper
from watcher.sources.moderngov.parse.meeting import Meeting

_FRONTSHEET = re.compile(r"\bfront ?sheet\b|\bsummons\b", re.IGNORECASE)
_ASKING = (UNTIL, TO, MEETING)


def card_details(page: Meeting, details: Details, known: StoredDocument | None) -> dict[str, Json]:
    """Return what a page says of its meeting beside what is compared; what it no longer says is emptied. The web
    service, which knows nothing of this, takes nothing away."""
    if not page.complete:
        return {}
    said: dict[str, Json] = {
        "contact": page.card.contact,
        "webcast": page.card.webcast,
        "calendar": page.card.calendar,
        "agenda": _agenda(page.packs),
        **dict.fromkeys(_ASKING, ""),
        **asking(page.card.words, details),
    }
    before = known.document.details if known else {}
    return {name: value for name, value in said.items() if value or before.get(name)}


def asking(words: str, meeting: Details) -> dict[str, Json]:
    """Return what these words say of questions for the meeting with these details."""
    when, clock = read(meeting.get("date")), meeting.get("time")
    begins = read(f"2000-01-01T{clock}") if clock else None
    return questions_said(words, when[0], begins[1] if begins else None) if when else {}


def asking_in_agenda(
    paper: Document, pages: Iterable[str], meeting: Document | None, before: Details
) -> dict[str, Json]:
    """Return what the pages of an agenda say of questions for its meeting; what they no longer say is emptied."""
    if paper.kind not in ("agenda", "supplement") or not meeting:
        return {}
    emptied: dict[str, Json] = {name: "" for name in _ASKING if before.get(name)}
    return emptied | asking(PAGE_BREAK.join(pages), meeting.details)


def is_frontsheet(paper: Document) -> bool:
    """Tell whether this is the short agenda alone, not the pack that holds all its papers once more."""
    return paper.kind == "agenda" and bool(_FRONTSHEET.search(f"{paper.title} {paper.key}"))


def _agenda(packs: Iterable[Paper]) -> str:
    """Return the address of the frontsheet, else of the first pack with the agenda."""
    agendas = [pack for pack in packs if pack.kind == "agenda"]
    first = sorted(agendas, key=lambda pack: not _FRONTSHEET.search(f"{pack.title} {pack.key}"))
    return first[0].url if first else ""

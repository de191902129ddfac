"""PURE: finds all deadlines of a document: until when the public can ask a question, councillors call a decision in,
anybody answer a consultation; and when a meeting is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, time
from typing import TYPE_CHECKING

from watcher.core.dates import working_days_before
from watcher.core.deadlines import Basis, Deadline, read, written
from watcher.core.documents import Details, Document, Json
from watcher.rules.meeting_status import is_off

if TYPE_CHECKING:
    from watcher.rules.closing_dates import Closing

_AGENDAS = ("agenda", "supplement")
UNTIL, TO, MEETING = "questions_until", "questions_to", "questions_for"
"""The details that say until when questions can be sent, where to, and for the meeting on which day that was said."""


def deadlines_of(
    document: Document, options: Mapping[str, Json] | None = None, papers: Iterable[Document] = ()
) -> list[Deadline]:
    """Returns what can be done until when, earliest first. `options`: those of the source (`questions:`). `papers`:
    those of the meeting that the document is; what its agenda says counts where its page says nothing. A meeting that
    was cancelled or postponed has no deadline."""
    found = list(_of_meeting(document, options or {}, papers))
    if until := document.kind == "decision" and read(document.details.get("call_in_until")):
        basis: Basis = "worked out" if document.details.get("call_in_basis") == "worked out" else "printed"
        found.append(Deadline("call-in", until[0], document.key, until[1], basis=basis))
    if until := read(document.details.get("consultation_until")):
        found.append(Deadline("consultation", until[0], document.key, until[1], basis="text"))
    return sorted(found, key=lambda deadline: deadline.moment)


def takes_place(meeting: Document) -> bool:
    """Tells whether a meeting goes ahead, by its status."""
    return not is_off(meeting.details.get("status"))


def questions_said(text: str, when: date | None, begins: time | None) -> dict[str, Json]:
    """Returns what a text says of questions for the meeting on a day, as details of a document; empty where it says
    nothing."""
    from watcher.rules.question_deadline import question_deadline  # slow to load: only where a text is read

    found = question_deadline(text, when, begins) if when else None
    if not found or not when:
        return {}
    said: dict[str, Json] = {UNTIL: written(found.day, found.clock), MEETING: when.isoformat()}
    return said | ({TO: found.to} if found.to else {})


def with_closing_dates(document: Document, today: date) -> Document:
    """Returns the document with the day on which the consultation ends that its title, summary and text speak of, and
    of a decision the last day for call-in where its own fields do not say it; unchanged where neither is said."""
    from watcher.rules.closing_dates import call_in_until, consultation_until  # as above

    text = f"{document.summary}\n\n{document.words}"
    said: dict[str, Json] = {}
    if "closes" not in document.details and (
        until := consultation_until(text, document.published or today, document.title)
    ):
        said["consultation_until"] = written(*until)
    unsaid = document.kind == "decision" and document.details.get("call_in_basis") != "printed"
    if unsaid and (until := call_in_until(text, document.published or today)):
        said |= {"call_in_until": written(*until), "call_in_basis": "printed"}
    return replace(document, details={**document.details, **said}) if said else document


def _of_meeting(meeting: Document, options: Mapping[str, Json], papers: Iterable[Document]) -> Iterator[Deadline]:
    """Yields the meeting itself and until when questions can be put; nothing for one that does not take place."""
    when = _when(meeting.details)
    if meeting.kind != "meeting" or not when or not takes_place(meeting):
        return
    yield Deadline("meeting", when[0], meeting.key, when[1])
    if asked := _questions(meeting, when[0], options, papers):
        yield asked


def _when(details: Details) -> Closing | None:
    day, clock = read(details.get("date")), read(f"2000-01-01T{details.get('time') or ''}")
    return (day[0], clock[1] if clock else None) if day else None


def _questions(
    meeting: Document, when: date, options: Mapping[str, Json], papers: Iterable[Document]
) -> Deadline | None:
    """Returns until when a question can be put: by the page's own words, else those of the agenda where all its papers
    agree, else the source's rule; None where none says it."""
    if said := _asked(meeting.details, when):
        return Deadline("question", said[0], meeting.key, said[1], said[2], "page")
    agendas = [paper for paper in papers if paper.part_of == meeting.key and paper.kind in _AGENDAS]
    heard = {said for paper in agendas if (said := _asked(paper.details, when))}
    if heard:
        day, clock, to = heard.pop()
        return None if heard else Deadline("question", day, meeting.key, clock, to, "frontsheet")
    days = options.get("questions")
    if not isinstance(days, int):
        return None
    return Deadline("question", working_days_before(when, days), meeting.key, basis="config")


def _asked(details: Details, when: date) -> tuple[date, time | None, str] | None:
    """Returns the day, the hour and the address that these details give for questions; None where they were said of a
    meeting on another day than it is on now."""
    until = read(details.get(UNTIL))
    return (*until, str(details.get(TO) or "")) if until and details.get(MEETING) == when.isoformat() else None

"""PURE: makes documents of what pages say: one meeting with its papers, in the order of its agenda."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time

from watcher.core.documents import Document, Json
from watcher.core.meetings import AgendaItem
from watcher.core.text import collapse_spaces
from watcher.core.visits import StoredDocument
from watcher.sources.moderngov.card import card_details
from watcher.sources.moderngov.parse.committee import CommitteePage, MeetingRow
from watcher.sources.moderngov.parse.files import Paper, is_draft
from watcher.sources.moderngov.parse.heading import name_and_status, plain_status
from watcher.sources.moderngov.parse.links import Portal
from watcher.sources.moderngov.parse.meeting import SOMEHOW_RESTRICTED, Item, Meeting

GOING_AHEAD = "confirmed"
"""The portal's own word for a meeting that is neither cancelled nor postponed."""
NOTHING_YET = "nothing yet"
"""The state of a meeting whose page shows neither items nor papers."""
_PUBLISHED = re.compile("agenda|decision|minutes")


def listed_meeting(
    listed: MeetingRow, committee: CommitteePage, portal: Portal, known: StoredDocument | None
) -> Document:
    """Make a document of a meeting as its list tells it. A known one keeps the name that its own page gave it."""
    details = _when(listed.when, listed.clock)
    if committee.name:
        details["committee"] = committee.name
    # A status may stand on the page alone, so a line without one says nothing of a known meeting (see with_page).
    if listed.status or not known:
        details["status"] = listed.status or GOING_AHEAD
    return Document(
        key=f"m{listed.mid}",
        kind="meeting",
        title=known.document.title if known else committee.name,
        url=portal.meeting(listed.mid, committee.cid),
        details=details,
        words="" if known else committee.name,
    )


def with_same_page(meeting: Document, listed: MeetingRow, line: str) -> Document:
    """Return the meeting whose page is as it was: a status that stood in its list's line alone went with it."""
    if listed.status or not plain_status(line):
        return meeting
    return replace(meeting, details={**meeting.details, "status": GOING_AHEAD})


def with_page(meeting: Document, page: Meeting, status: str, known: StoredDocument | None = None) -> Document:
    """Return the meeting with what its own page says; `status` is that of its list, which counts first, as its date
    does."""
    said = {"state": _state(page), "venue": page.venue}
    if known and not page.complete:
        said = _better_than(known.document, said)
    details: dict[str, Json] = dict(meeting.details)
    if page.when and details.get("date", page.when.isoformat()) == page.when.isoformat():
        details = {**_when(page.when, page.clock), **details}
    details |= {name: value for name, value in said.items() if value}
    details |= {"status": status or page.status or GOING_AHEAD, "items": _agenda(page)}
    details |= card_details(page, details, known)
    if page.title:
        details["named"] = page.title
    words = collapse_spaces(" ".join([meeting.title, *(item.title for item in page.items)]))
    return replace(meeting, title=_title(meeting, page, known), details=details, words=words)


def _state(page: Meeting) -> str:
    """Return what is published; where the heading does not say it the items do, so that an agenda without papers is
    noticed too."""
    if _PUBLISHED.search(page.state.lower()):
        return page.state
    if page.items:
        return "Agenda"
    return "" if page.packs else NOTHING_YET


def _title(meeting: Document, page: Meeting, known: StoredDocument | None) -> str:
    """Return the page's name for a meeting. One known by its list's name keeps that until the page changes its own."""
    named = known and known.document.details.get("named")
    # One remembered with a status in it, from before that was told apart, is the same name.
    same = named is None or name_and_status(str(named))[0].strip(" ,-:;()") == page.title
    if not page.title or (known and (same or named == page.title)):
        return known.document.title if known else meeting.title
    return page.title


def _better_than(known: Document, said: dict[str, str]) -> dict[str, str]:
    """Return what the web service adds to what a page said: it has no drafts, and writes venues in its own way."""
    before = str(known.details.get("state", ""))
    same = set(_PUBLISHED.findall(before.lower())) == set(_PUBLISHED.findall(said["state"].lower()))
    return {"state": "" if same else said["state"], "venue": "" if known.details.get("venue") else said["venue"]}


def papers_of(meeting: Document, page: Meeting, portal: Portal) -> list[Document]:
    """Make documents of a meeting's papers: its packs, then those of each item, each told once."""
    spoken = spoken_name(meeting)
    found = {pack.key: _pack(pack, meeting, page, spoken) for pack in page.packs}
    for item in page.items:
        for document in _of_item(item, meeting, spoken, portal):
            found.setdefault(document.key, document)
    return list(found.values())


def spoken_name(meeting: Document) -> str:
    """Name a meeting as people do: "Cabinet, 1 December 2026"."""
    when = date_of(meeting)
    return f"{meeting.title}, {when.day} {when:%B %Y}" if when else meeting.title


def date_of(meeting: Document) -> date | None:
    """Return the day of a meeting; None where it is not known."""
    when = meeting.details.get("date")
    return date.fromisoformat(when) if isinstance(when, str) and when else None


def _when(when: date, clock: time | None) -> dict[str, Json]:
    found: dict[str, Json] = {"date": when.isoformat()}
    if clock:
        found["time"] = f"{clock:%H:%M}"
    return found


def _agenda(page: Meeting) -> list[Json]:
    """Return what stands on it, with what is promised or kept back."""
    return [
        AgendaItem(item.label, item.restriction, to_follow=item.to_follow and not item.papers).as_detail()
        for item in page.items
    ]


def _of_meeting(meeting: Document, spoken: str) -> dict[str, Json]:
    """Return what every paper says of its meeting; the committee may have another name than the meeting's page."""
    committee = meeting.details.get("committee")
    return {"meeting": spoken, "committee": committee} if committee else {"meeting": spoken}


def _pack(pack: Paper, meeting: Document, page: Meeting, spoken: str) -> Document:
    details = _of_meeting(meeting, spoken)
    if pack.size:
        details["size"] = pack.size
    if pack.kind == "minutes":
        details["draft"] = is_draft(pack.title)
    if pack.kind == "agenda":
        details["items"] = _agenda(page)
    words = collapse_spaces(" ".join([meeting.title, *(item.words for item in page.items)]))
    return Document(pack.key, pack.kind, pack.title, pack.url, details=details, part_of=meeting.key, words=words)


def _of_item(item: Item, meeting: Document, spoken: str, portal: Portal) -> Iterator[Document]:
    """Yield the item's decision, its papers, or itself where it is kept from the public."""
    details: dict[str, Json] = {**_of_meeting(meeting, spoken), **item.named}
    for place, paper in enumerate(item.papers):
        own: dict[str, Json] = {**details, "size": paper.size} if paper.size else dict(details)
        if place == 0:
            own |= _restricted(item)
        summary = item.title if item.title.casefold() != paper.title.casefold() else ""
        yield Document(
            paper.key, paper.kind, paper.title, paper.url, paper.published,
            summary=summary, details=own, part_of=meeting.key, words=item.words,
        )  # fmt: skip
    if item.restriction and not item.papers and item.ai:
        yield Document(
            f"ai{item.ai}", "report", item.title, f"{meeting.url}#AI{item.ai}",
            details={**details, **_restricted(item), "withheld": True},
            part_of=meeting.key, words=item.words,
        )  # fmt: skip
    if item.decision and item.ai:
        yield Document(
            f"dai{item.ai}", "decision", item.title, portal.url("ieDecisionDetails", AIId=item.ai),
            details=details, part_of=meeting.key, words=item.words,
        )  # fmt: skip


def _restricted(item: Item) -> dict[str, Json]:
    """Say how it is restricted, where that is known: the service, which says only that it is, contradicts no page."""
    how = "" if item.restriction == SOMEHOW_RESTRICTED else item.restriction
    said = {"restriction": how, "reasons_at": item.reasons_at}
    return {name: value for name, value in said.items() if value}

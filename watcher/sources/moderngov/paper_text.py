"""Opens papers: one that is new, or was replaced under its number, is read once, so that its own words are matched.

A paper that can't be opened is told all the same; one that must wait is opened at a later visit, for the record only.
So are, a few at a time, those that were there before (see backfill.py). One for which a visit has no time left is told
by the next, so that its words are matched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from watcher.core.documents import PAGE_BREAK, Details, Document, Json
from watcher.core.errors import NotUnderstood, OutOfTime, Refused, SourceError
from watcher.core.papers import PaperRead
from watcher.core.visits import FailedReading, Page, Reading, StoredDocument, Visit
from watcher.papers.fingerprint import text_fingerprint
from watcher.papers.scans import ReadPaper, read_paper
from watcher.rules.compare import changed_fields
from watcher.sources.moderngov import notes
from watcher.sources.moderngov.backfill import are_refused, most_left, papers_to_learn, refused_papers
from watcher.sources.moderngov.card import asking_in_agenda, is_frontsheet
from watcher.sources.moderngov.parse.links import Portal, link

MOST_A_VISIT = 25
MOST_TRIES = 3
_ENOUGH_FAILURES = 3
"""So many in a row, and the others wait for the next visit: the site has trouble of its own."""
_LATER = "papers to open"
_REPLACED = frozenset({"size", "title"})


@dataclass(slots=True)
class _PaperVisit:
    """What is opened in one visit. `later` are the keys of papers to be opened yet, each with how often it failed."""

    visit: Visit
    portal: Portal
    later: dict[str, str]
    read: dict[str, Document] = field(default_factory=dict)
    refused: Refused | None = None
    failures: int = 0
    cut: set[str] = field(default_factory=set)
    """The keys of papers that are left to the next visit."""
    out_of_time: OutOfTime | None = None
    meetings: dict[str, Document] = field(default_factory=dict)
    """By key, the meetings that this visit read."""

    def meeting_of(self, paper: Document) -> Document | None:
        """Return the meeting of a paper, as it is now or as it is remembered."""
        if paper.part_of in self.meetings:
            return self.meetings[paper.part_of]
        known = self.visit.documents.get_many([paper.part_of]).get(paper.part_of)
        return known.document if known else None


def with_text(
    visit: Visit, portal: Portal, outcomes: Iterable[Reading | FailedReading], asked: Sequence[str]
) -> Iterator[Reading | FailedReading]:
    """Yield the outcomes again, with the papers opened that may be in this visit, which has asked for the pages `asked`
    already: each of these with the detail `text` (a fingerprint of its words) and its words, page by page."""
    outcomes = list(outcomes)
    opening = _PaperVisit(visit, portal, notes.recall(visit, _LATER))
    visit.documents.get_many(opening.later)
    opening.later |= dict.fromkeys(papers_to_learn(visit, portal, outcomes, opening.later, len(asked)), "0")
    readings = [outcome for outcome in outcomes if isinstance(outcome, Reading)]
    opening.meetings |= {
        document.key: document for reading in readings for document in reading.documents if document.kind == "meeting"
    }
    # On a page that is as it was stand those that wait to be opened, for the record.
    outcomes += [
        waiting for outcome in outcomes if isinstance(outcome, Reading) and (waiting := _waiting(opening, outcome))
    ]
    for document in _wanted(opening, outcomes, most_left(visit, len(asked))):
        opening.read[document.key] = _open(opening, document)
    for outcome in outcomes:
        yield from _told(opening, outcome) if isinstance(outcome, Reading) else (outcome,)
    gone = {key for key in opening.later if (known := visit.documents.get(key)) and known.withdrawn}
    notes.remember(visit, _LATER, {key: tries for key, tries in opening.later.items() if key not in gone})
    if opening.refused:
        refused_papers(visit)
        yield Reading(f"{portal.base}#papers", damaged=f"papers can't be opened to be searched: {opening.refused}")


def _told(opening: _PaperVisit, reading: Reading) -> Iterator[Reading | FailedReading]:
    """Yield the reading with what was opened, without what is left to the next visit: that reads the page again."""
    here = tuple(document for document in reading.documents if document.key not in opening.cut)
    if len(here) == len(reading.documents) or not opening.out_of_time:
        yield _with_opened(opening, reading)
        return
    if here:
        yield _with_opened(opening, replace(reading, documents=here, complete=False))
    if mid := link(reading.scope).id("mid"):
        notes.remember(opening.visit, notes.CUT, {**notes.recall(opening.visit, notes.CUT), mid: ""})
    yield FailedReading(reading.scope, opening.out_of_time)


def _wanted(opening: _PaperVisit, outcomes: Sequence[Reading | FailedReading], left: int) -> list[Document]:
    """Replaced papers first, then the main paper of each item, frontsheets, appendices, and what waited since another
    visit, as many as may be asked for yet."""
    if opening.visit.first:
        return []
    replaced, main, front, more, waited = (list[Document]() for _ in range(5))
    items: set[tuple[str, Json]] = set()
    for reading in (outcome for outcome in outcomes if isinstance(outcome, Reading) and not outcome.baseline):
        for document in reading.documents:
            known = _known(opening.visit, document)
            if not opening.portal.file(document.url) or (known and not _is_replaced(document, known)):
                waited += [document] if document.key in opening.later else []
            elif known:
                replaced.append(document)
            elif not _repeats_others(document, reading):
                of = document.part_of, document.details.get("item", document.key)
                (more if of in items else front if is_frontsheet(document) else main).append(document)
                items.add(of)
    return replaced + main + front + more + ([] if are_refused(opening.visit) else waited[: max(1, left)])


def _waiting(opening: _PaperVisit, reading: Reading) -> Reading | None:
    """Return the papers of a page that is as it was which are to be opened yet."""
    known = [
        opening.visit.documents[key] for key in opening.later if reading.unchanged and key in opening.visit.documents
    ]
    here = tuple(
        stored.document
        for stored in known
        if stored.scope == reading.scope and not (stored.withdrawn or stored.missing)
    )
    return Reading(reading.scope, here) if here else None


def _known(visit: Visit, document: Document) -> StoredDocument | None:
    names = (document.key, *document.aliases)
    found = visit.documents.get_many(names)
    return next((found[name] for name in names if name in found), None)


def _is_replaced(document: Document, known: StoredDocument) -> bool:
    return bool(_REPLACED & changed_fields(known.document, document).keys())


def _repeats_others(document: Document, reading: Reading) -> bool:
    """Tell whether this is a pack of a meeting whose papers stand here one by one. A frontsheet is none: it alone says
    until when the public can ask."""
    return (
        document.kind == "agenda"
        and not is_frontsheet(document)
        and any(
            neighbour.part_of == document.part_of and neighbour.kind in ("report", "supplement")
            for neighbour in reading.documents
        )
    )


def _open(opening: _PaperVisit, document: Document) -> Document:
    """Open the paper; returns it with its text, or with `unread`, which says why it has none."""
    waited = document.key in opening.later
    tries = int(opening.later.pop(document.key, "0"))
    if opening.refused or opening.failures == _ENOUGH_FAILURES or len(opening.read) >= MOST_A_VISIT:
        opening.later[document.key] = str(tries)
        return _unread(opening, document, "not opened yet")
    try:
        page = opening.visit.get(document.url)
        opening.failures = 0
    except OutOfTime as error:
        opening.out_of_time = error
        if waited:
            opening.later[document.key] = str(tries)
        else:
            opening.cut.add(document.key)
        return _unread(opening, document, "not opened yet")
    except SourceError as error:
        opening.failures += 1
        opening.refused = error if isinstance(error, Refused) else None
        if tries + 1 < MOST_TRIES:
            opening.later[document.key] = str(tries + 1)
        return _unread(opening, document, str(error))
    return _read(opening, document, page)


def _read(opening: _PaperVisit, document: Document, page: Page) -> Document:
    before = _before(opening, document)
    outdated: dict[str, Json] = {"unread": None} if "unread" in before else {}
    if page.unchanged and (same := before.get("text") or before.get("last_text")):
        return _with(replace(document, words=""), text=same, **outdated)
    if page.unchanged and not page.body:
        return _unread(opening, document, str(before.get("unread") or "its site says that it is as it was, no more"))
    try:
        paper = read_paper(page.body)
    except NotUnderstood as error:
        return _unread(opening, document, str(error))
    known = _known(opening.visit, document)
    key = known.document.key if known else document.key
    opening.visit.keep(PaperRead(key, document.url, page.body, paper.pages, page.last_modified, paper.read_as))
    document = replace(_with(document, **_scan(paper, before)), words=PAGE_BREAK.join(paper.pages))
    if not any(paper.printed):
        unread = _unread(opening, document, "the file holds pictures, no text")
        return unread if any(paper.pages) else replace(unread, words="")
    asking = asking_in_agenda(document, paper.printed, opening.meeting_of(document), before)
    return _with(document, text=text_fingerprint(paper.printed), **outdated, **asking)


def _scan(paper: ReadPaper, before: Details) -> dict[str, Json]:
    """Return which pages are pictures and which of these were read all the same; nothing of a paper without any."""
    if not paper.pictures:
        return {"scan": None} if "scan" in before else {}
    pictures, recognised = (list[Json](sorted(numbers)) for numbers in (paper.pictures, paper.recognised))
    return {"scan": {"pictures": pictures, "recognised": recognised, "pages": len(paper.pages)}}


def _unread(opening: _PaperVisit, document: Document, why: str) -> Document:
    """Return the paper without a text, so that it is told by its size; what it said last is kept in case it is as it
    was."""
    before = _before(opening, document)
    last = before.get("text") or before.get("last_text")
    return _with(document, text="", unread=why, **({"last_text": last} if last else {}))


def _before(opening: _PaperVisit, document: Document) -> Details:
    known = _known(opening.visit, document)
    return known.document.details if known else {}


def _with(document: Document, **more: Json) -> Document:
    return replace(document, details={**document.details, **more})


def _with_opened(opening: _PaperVisit, reading: Reading) -> Reading:
    """Return the reading with what was opened; the words of a paper read earlier stay as they are remembered."""
    documents = []
    for document in reading.documents:
        known = _known(opening.visit, document)
        if document.key in opening.read:
            document = opening.read[document.key]
        elif known and known.document.details.get("text"):
            document = replace(document, words="")
        documents.append(document)
    return replace(reading, documents=tuple(documents))

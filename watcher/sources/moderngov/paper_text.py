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
from watcher.core.sources import FailedReading, Page, Reading, StoredDocument, Visit
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
class _Desk:
    """What is opened in one visit. `later` are the keys of papers to be opened yet, each with how often it failed."""

    visit: Visit
    portal: Portal
    later: dict[str, str]
    opened: dict[str, Document] = field(default_factory=dict)
    refused: Refused | None = None
    failures: int = 0
    cut: set[str] = field(default_factory=set)
    """The keys of papers that are left to the next visit."""
    out_of_time: OutOfTime | None = None
    meetings: dict[str, Document] = field(default_factory=dict)
    """By key, the meetings that this visit read."""

    def meeting_of(self, paper: Document) -> Document | None:
        """The meeting of a paper, as it is now or as it is remembered."""
        if paper.part_of in self.meetings:
            return self.meetings[paper.part_of]
        known = self.visit.documents.get_many([paper.part_of]).get(paper.part_of)
        return known.document if known else None


def with_text(
    visit: Visit, portal: Portal, outcomes: Iterable[Reading | FailedReading], asked: Sequence[str]
) -> Iterator[Reading | FailedReading]:
    """Yield the outcomes, which took so many requests, each paper that was opened with `text` (a print of its words)
    and its words by page."""
    outcomes = list(outcomes)
    desk = _Desk(visit, portal, notes.recall(visit, _LATER))
    visit.documents.get_many(desk.later)
    desk.later |= dict.fromkeys(papers_to_learn(visit, portal, outcomes, desk.later, len(asked)), "0")
    readings = [outcome for outcome in outcomes if isinstance(outcome, Reading)]
    desk.meetings |= {
        document.key: document for reading in readings for document in reading.documents if document.kind == "meeting"
    }
    # On a page that is as it was stand those that wait to be opened, for the record.
    outcomes += [
        waiting for outcome in outcomes if isinstance(outcome, Reading) and (waiting := _waiting(desk, outcome))
    ]
    for document in _wanted(desk, outcomes, most_left(visit, len(asked))):
        desk.opened[document.key] = _open(desk, document)
    for one in outcomes:
        yield from _told(desk, one) if isinstance(one, Reading) else (one,)
    gone = {key for key in desk.later if (known := visit.documents.get(key)) and known.withdrawn}
    notes.remember(visit, _LATER, {key: tries for key, tries in desk.later.items() if key not in gone})
    if desk.refused:
        refused_papers(visit)
        yield Reading(f"{portal.base}#papers", damaged=f"papers can't be opened to be searched: {desk.refused}")


def _told(desk: _Desk, reading: Reading) -> Iterator[Reading | FailedReading]:
    """Return the reading with what was opened, without what is left to the next visit: that reads the page again."""
    here = tuple(document for document in reading.documents if document.key not in desk.cut)
    if len(here) == len(reading.documents) or not desk.out_of_time:
        yield _with_opened(desk, reading)
        return
    if here:
        yield _with_opened(desk, replace(reading, documents=here, complete=False))
    if mid := link(reading.scope).id("mid"):
        notes.remember(desk.visit, notes.CUT, {**notes.recall(desk.visit, notes.CUT), mid: ""})
    yield FailedReading(reading.scope, desk.out_of_time)


def _wanted(desk: _Desk, outcomes: Sequence[Reading | FailedReading], left: int) -> list[Document]:
    """Replaced papers first, then the main paper of each item, frontsheets, appendices, and what waited since another
    visit, as many as may be asked for yet."""
    if desk.visit.first:
        return []
    replaced, main, front, more, waited = (list[Document]() for _ in range(5))
    items: set[tuple[str, Json]] = set()
    for reading in (outcome for outcome in outcomes if isinstance(outcome, Reading) and not outcome.baseline):
        for document in reading.documents:
            known = _known(desk.visit, document)
            if not desk.portal.file(document.url) or (known and not _is_replaced(document, known)):
                waited += [document] if document.key in desk.later else []
            elif known:
                replaced.append(document)
            elif not _repeats_others(document, reading):
                of = document.part_of, document.details.get("item", document.key)
                (more if of in items else front if is_frontsheet(document) else main).append(document)
                items.add(of)
    return replaced + main + front + more + ([] if are_refused(desk.visit) else waited[: max(1, left)])


def _waiting(desk: _Desk, reading: Reading) -> Reading | None:
    """The papers of a page that is as it was which are to be opened yet."""
    known = [desk.visit.documents[key] for key in desk.later if reading.unchanged and key in desk.visit.documents]
    here = tuple(one.document for one in known if one.scope == reading.scope and not (one.withdrawn or one.missing))
    return Reading(reading.scope, here) if here else None


def _known(visit: Visit, document: Document) -> StoredDocument | None:
    names = (document.key, *document.aliases)
    found = visit.documents.get_many(names)
    return next((found[name] for name in names if name in found), None)


def _is_replaced(document: Document, known: StoredDocument) -> bool:
    return bool(_REPLACED & changed_fields(known.document, document).keys())


def _repeats_others(document: Document, reading: Reading) -> bool:
    """A pack of a meeting whose papers stand here one by one; a frontsheet alone says until when the public can ask."""
    return (
        document.kind == "agenda"
        and not is_frontsheet(document)
        and any(one.part_of == document.part_of and one.kind in ("report", "supplement") for one in reading.documents)
    )


def _open(desk: _Desk, document: Document) -> Document:
    """Open the paper; returns it with its text, or with `unread`, which says why it has none."""
    waited = document.key in desk.later
    tries = int(desk.later.pop(document.key, "0"))
    if desk.refused or desk.failures == _ENOUGH_FAILURES or len(desk.opened) >= MOST_A_VISIT:
        desk.later[document.key] = str(tries)
        return _unread(desk, document, "not opened yet")
    try:
        page = desk.visit.get(document.url)
        desk.failures = 0
    except OutOfTime as error:
        desk.out_of_time = error
        if waited:
            desk.later[document.key] = str(tries)
        else:
            desk.cut.add(document.key)
        return _unread(desk, document, "not opened yet")
    except SourceError as error:
        desk.failures += 1
        desk.refused = error if isinstance(error, Refused) else None
        if tries + 1 < MOST_TRIES:
            desk.later[document.key] = str(tries + 1)
        return _unread(desk, document, str(error))
    return _read(desk, document, page)


def _read(desk: _Desk, document: Document, page: Page) -> Document:
    before = _before(desk, document)
    outdated: dict[str, Json] = {"unread": None} if "unread" in before else {}
    if page.unchanged and (same := before.get("text") or before.get("last_text")):
        return _with(replace(document, words=""), text=same, **outdated)
    if page.unchanged and not page.body:
        return _unread(desk, document, str(before.get("unread") or "its site says that it is as it was, no more"))
    try:
        paper = read_paper(page.body)
    except NotUnderstood as error:
        return _unread(desk, document, str(error))
    known = _known(desk.visit, document)
    key = known.document.key if known else document.key
    desk.visit.keep(PaperRead(key, document.url, page.body, paper.pages, page.last_modified, paper.read_as))
    document = replace(_with(document, **_scan(paper, before)), words=PAGE_BREAK.join(paper.pages))
    if not any(paper.printed):
        unread = _unread(desk, document, "the file holds pictures, no text")
        return unread if any(paper.pages) else replace(unread, words="")
    asking = asking_in_agenda(document, paper.printed, desk.meeting_of(document), before)
    return _with(document, text=text_fingerprint(paper.printed), **outdated, **asking)


def _scan(paper: ReadPaper, before: Details) -> dict[str, Json]:
    """Return which pages are pictures and which of these were read all the same; nothing of a paper without any."""
    if not paper.pictures:
        return {"scan": None} if "scan" in before else {}
    pictures, recognised = (list[Json](sorted(numbers)) for numbers in (paper.pictures, paper.recognised))
    return {"scan": {"pictures": pictures, "recognised": recognised, "pages": len(paper.pages)}}


def _unread(desk: _Desk, document: Document, why: str) -> Document:
    """Return the paper without a text, so that it is told by its size; what it said last is kept in case it is as it
    was."""
    before = _before(desk, document)
    last = before.get("text") or before.get("last_text")
    return _with(document, text="", unread=why, **({"last_text": last} if last else {}))


def _before(desk: _Desk, document: Document) -> Details:
    known = _known(desk.visit, document)
    return known.document.details if known else {}


def _with(document: Document, **more: Json) -> Document:
    return replace(document, details={**document.details, **more})


def _with_opened(desk: _Desk, reading: Reading) -> Reading:
    """Return the reading with what was opened; the words of a paper read earlier stay as they are remembered."""
    documents = []
    for document in reading.documents:
        known = _known(desk.visit, document)
        if document.key in desk.opened:
            document = desk.opened[document.key]
        elif known and known.document.details.get("text"):
            document = replace(document, words="")
        documents.append(document)
    return replace(reading, documents=tuple(documents))

"""The kind `consultation`: what a site of Citizen Space asks the public, by its API, or by its finder where that is
switched off (facts/further.md, 5). What leaves the list of open ones has closed and is not withdrawn; its results are
told when they are published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import urlsplit

from watcher.core.dates import read_day
from watcher.core.documents import Document
from watcher.core.errors import Gone, NotUnderstood, Unreachable
from watcher.core.visits import Page, Reading, StoredDocument, Visit
from watcher.sources.dates import london_day

API = "/api/2.4/json_search_results?st=open&fields=extended"
FINDER = "/consultation_finder/?st=open&sort_on=iconsultable_modifieddate&sort_order=descending&b_start:int="
A_PAGE, MOST_PAGES = 10, 10
REMINDED = timedelta(days=3)
"""So long before it closes a consultation is told once more."""
OPEN, SOON, CLOSED, RESULTS = "open", "closes within three days", "closed", "results published"
LOOKED_FOR, MOST_LOOKED_FOR = timedelta(days=365), 10
"""So long after it closed, and for so many at a time, results are looked for, once a week."""
_RESULTS_ASKED = "results-asked"
_WITHOUT_API, _ASKED_AGAIN = "without-api", timedelta(days=7)


def collect(visit: Visit) -> Iterator[Reading]:
    """Read what is open, and what became of what has closed: one Reading, and before it, told to nobody, what has
    closed since. Raises NotUnderstood where
    neither the API nor the finder could be read."""
    scope, known = visit.source.url, visit.documents.all()
    listed = _open_now(visit, known)
    shown = {document.key: document for document in listed or ()}
    rest = [stored.document for key, stored in known.items() if key not in shown and not stored.withdrawn]
    found = [_as_of_today(document, visit) for document in (*shown.values(), *rest)]
    found = _with_their_results(found, visit)
    closed = [activity for activity in found if activity.details["status"] == CLOSED and _moved_on(activity, known)]
    told = [
        activity
        for activity in found
        if activity.details["status"] != CLOSED and (activity.key in shown or _moved_on(activity, known))
    ]
    if closed:
        yield Reading(scope, tuple(closed), baseline=True)
    yield Reading(scope, tuple(told), unchanged=listed is None and not told)


def _open_now(visit: Visit, known: Mapping[str, StoredDocument]) -> list[Document] | None:
    """Return what is open, by whichever way in works; None where that page is as it was."""
    from watcher.sources.consultation.api import activities
    from watcher.sources.consultation.finder import found_on

    parts = urlsplit(visit.source.url)
    site = f"{parts.scheme}://{parts.netloc}"
    page = _by_api(visit, site)
    if page:
        return None if page.unchanged else activities(page)
    found: list[Document] = []
    for number in range(MOST_PAGES):
        page = visit.get(f"{site}{FINDER}{number * A_PAGE}")
        if page.unchanged and not number:
            return None
        latest = [] if page.unchanged else found_on(page)
        found += [activity for activity in latest if activity.key not in {each.key for each in found}]
        if len(latest) < A_PAGE:
            break
    return [_whole(visit, document, known) for document in found]


def _by_api(visit: Visit, site: str) -> Page | None:
    """Return the answer of the API; None where it is switched off, which is believed for a week."""
    since = read_day(visit.notes.get(_WITHOUT_API))
    if since and london_day(visit.now) - since < _ASKED_AGAIN:
        return None
    try:
        page = visit.get(site + API)
    except (Gone, Unreachable) as error:
        if isinstance(error, Unreachable) and "(404)" not in str(error):
            raise
        visit.notes[_WITHOUT_API] = london_day(visit.now).isoformat()
        return None
    visit.notes.pop(_WITHOUT_API, None)
    return page


def _whole(visit: Visit, document: Document, known: Mapping[str, StoredDocument]) -> Document:
    """Return it with what its own page says, above all until when; what was known stands where that can't be read."""
    from watcher.sources.consultation.finder import with_its_page

    before = known[document.key].document if document.key in known else None
    kept = replace(document, details={**(before.details if before else {}), **document.details})
    try:
        page = visit.get(document.url)
        return kept if page.unchanged else with_its_page(kept, page)
    except (Gone, NotUnderstood, Unreachable):
        return kept


def _as_of_today(document: Document, visit: Visit) -> Document:
    """Return it with its status on this day, and with the closing day as a deadline that people are reminded of."""
    closes = read_day(document.details.get("closes"))
    today = london_day(visit.now)
    status = OPEN
    if document.details.get("results") and (not closes or closes < today):
        status = RESULTS
    elif closes:
        status = CLOSED if closes < today else SOON if closes - today <= REMINDED else OPEN
    until = {"consultation_until": closes.isoformat()} if closes else {}
    return replace(document, details={**document.details, **until, "status": status})


def _with_their_results(found: list[Document], visit: Visit) -> list[Document]:
    """Return these activities, those that have closed with what was said and what follows where that is published; it
    is looked for once a week, for those that closed last."""
    today = london_day(visit.now)
    since = read_day(visit.notes.get(_RESULTS_ASKED))
    closed = {
        activity.key: day
        for activity in found
        if activity.details["status"] == CLOSED and (day := _closed_on(activity))
    }
    wanted = [
        key for key in sorted(closed, key=lambda key: closed[key], reverse=True) if today - closed[key] <= LOOKED_FOR
    ]
    if not wanted or (since and today - since < _ASKED_AGAIN):
        return found
    visit.notes[_RESULTS_ASKED] = today.isoformat()
    return [
        _its_results(activity, visit) if activity.key in wanted[:MOST_LOOKED_FOR] else activity for activity in found
    ]


def _closed_on(document: Document) -> date | None:
    return read_day(document.details.get("closes"))


def _its_results(document: Document, visit: Visit) -> Document:
    from watcher.sources.consultation.results import with_results

    try:
        page = visit.get(document.url)
        told = None if page.unchanged and not page.body else with_results(document, page)
    except (Gone, NotUnderstood, Unreachable):
        return document
    return _as_of_today(told, visit) if told else document


def _moved_on(document: Document, known: Mapping[str, StoredDocument]) -> bool:
    before = known.get(document.key)
    return before is None or before.document.details.get("status") != document.details["status"]

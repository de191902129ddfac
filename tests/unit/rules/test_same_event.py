"""same_event.py: changes of several sources that tell one event, by number, by link and by headline; and those that do
not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args

import pytest

from tests.tools.examples import every_example
from watcher.core.documents import Change, Document, DocumentKind, Json
from watcher.rules.earlier_events import EarlierEvents, EventIndex
from watcher.rules.same_event import NAMELESS, Told, is_same_document, same_event

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
PORTAL, OFSTED, GOVUK = "https://democracy.example.gov.uk", "https://files.ofsted.gov.uk/v1", "https://www.gov.uk"


def new(document: Document, source: str = "one", hours: float = 0) -> Change:
    return Change("new", document, source=source, at=AT + hours * HOUR)


def changed(document: Document, source: str = "one", hours: float = 0, **fields: tuple[Any, Any]) -> Change:
    return Change("changed", document, fields, source=source, at=AT + hours * HOUR)


def article(title: str, url: str = "https://daily.example/1", summary: str = "", *links: str) -> Document:
    details: dict[str, Json] = {"links": [*links]} if links else {}
    return Document(url, "article", title, url, AT.date(), summary, details)


MEETING = Document(
    "m8092", "meeting", "Cabinet", f"{PORTAL}/ieListDocuments.aspx?CId=153&MId=8092", details={"date": "2026-12-01"}
)
MEETING_AGAIN = replace(MEETING, title="The Cabinet", url=f"{PORTAL}/ieListDocuments.aspx?MId=8092")
MOVED = replace(MEETING, details={"date": "2026-12-08"})
PAPER = Document("s901", "report", "Home to school transport", f"{PORTAL}/documents/s901/Transport.pdf")
REPORT = Document(
    "50271234", "inspection", "Inspection of Havering", f"{OFSTED}/file/50271234", date(2026, 11, 20),
    details={"urn": "80500"},
)  # fmt: skip
ROW = Document(
    "80500", "inspection", "Havering", "https://reports.ofsted.gov.uk/provider/44/80500",
    details={"urn": "80500", "latest_report": "2026-11-20"},
)  # fmt: skip
RATED = changed(ROW, "two", latest_report=("2024-02-19", "2026-11-20"))
LETTER = replace(REPORT, key="50279999", url=f"{OFSTED}/file/50279999", title="Letter")
NOTICE_PATH = "/government/publications/notice-to-havering"
NOTICE = Document(
    NOTICE_PATH, "publication", "Notice to Havering", GOVUK + NOTICE_PATH, details={"updated": "2026-11-20T10:00:00Z"}
)
UPDATED = replace(NOTICE, details={"updated": "2026-11-21T10:00:00Z", "note": "Added a notice."})
PAPER_WAIT = article("Parents wait months for EHC plans")
OTHER_WAIT = article("UPDATED: Parents wait months for EHC plans", "https://recorder.example/2")
IN = "two"

COLLECTION = Document("/c", "publication", "Notices", GOVUK + "/c", details={"updated": "2026-11-20T10:00:00Z"})


def gained(note: str, source: str = "one", **fields: tuple[Any, Any]) -> Change:
    document = replace(COLLECTION, details={**COLLECTION.details, "note": note})
    return changed(
        document, source, 1, note=("", note), updated=("2026-03-01T10:00:00Z", "2026-11-20T10:00:00Z"), **fields
    )


SAME = {
    "a notice, and the collection that added it": (new(NOTICE), gained("Added: Notice to Havering.", IN)),
    "a collection that added a notice, and the notice": (gained("Added 'Notice to Havering'."), new(NOTICE, IN)),
    "a collection that says where it added it": (
        new(NOTICE),
        gained("Added 'Notice to Havering' to the open notices section.", IN),
    ),
    "a collection and what it holds, of one source": (new(NOTICE), gained("Added the Notice to Havering.")),
    "a meeting through committee and portal": (new(MEETING), new(MEETING_AGAIN, IN, 2)),
    "a moved meeting through both": (
        changed(MOVED, date=("2026-12-01", "2026-12-08")),
        changed(replace(MOVED, url=MEETING_AGAIN.url), IN, 30, date=("2026-12-01", "2026-12-08")),
    ),
    "a part of what the other said changed": (
        changed(MOVED, date=("2026-12-01", "2026-12-08"), time=("19:00", "18:00")),
        changed(MOVED, IN, date=("2026-12-01", "2026-12-08")),
    ),
    "moved to the day that the other source first saw": (
        new(MOVED),
        changed(MOVED, IN, date=("2026-12-01", "2026-12-08")),
    ),
    "a paper of a portal through two sources": (new(PAPER), new(replace(PAPER, title="Transport"), IN)),
    "a paper under its other number": (new(replace(PAPER, key="a77")), new(replace(PAPER, aliases=("a77",)), IN)),
    "a withdrawn paper": (
        Change("withdrawn", PAPER, source="one", at=AT),
        Change("withdrawn", PAPER, source=IN, at=AT),
    ),
    "a report by its number on two hosts": (
        new(REPORT),
        new(replace(REPORT, url="https://reports.ofsted.gov.uk/file/50271234"), IN),
    ),
    "a report and the row of a listing": (new(REPORT), RATED),
    "the row of a listing and a report": (replace(RATED, source="one"), new(REPORT, IN)),
    "a row in two listings": (replace(RATED, source="one"), RATED),
    "a notice in a search and in a feed": (new(NOTICE), new(replace(NOTICE, title="Notice"), IN)),
    "a notice by its content id, at another path": (
        new(replace(NOTICE, key="/a", url=GOVUK + "/a", aliases=("c0ffee-1",))),
        new(replace(NOTICE, key="/b", url=GOVUK + "/b", aliases=("c0ffee-1",)), IN),
    ),
    "a page that moved, found at its new path": (
        new(replace(NOTICE, key="/old")),
        new(NOTICE, IN),
    ),
    "an update of a page that a search shows as new": (
        changed(UPDATED, updated=("2026-11-20T10:00:00Z", "2026-11-21T10:00:00Z")),
        new(replace(NOTICE, details={"updated": "2026-11-21T10:00:40Z"}), IN),
    ),
    "a notice and a plain feed's entry of it": (new(NOTICE), new(article("A notice", GOVUK + NOTICE_PATH + "/"), IN)),
    "one article in two feeds of an outlet": (
        new(article("Bins", "https://daily.example/1?utm_source=rss")),
        new(article("Bins", "http://www.daily.example/1/"), IN),
    ),
    "an article that links to the report": (
        new(REPORT),
        new(article("Damning!", "https://d.example/1", "", REPORT.url), IN),
    ),
    "an article that writes the report's address": (
        new(REPORT),
        new(article("Damning!", summary=f"Read it at {REPORT.url}."), IN),
    ),
    "an article that names the report's number": (
        new(REPORT),
        new(article("Damning!", summary="Ofsted (report 50271234) finds failings."), IN),
    ),
    "a report after the article that links to it": (
        new(article("Damning!", "https://d.example/1", "", REPORT.url)),
        new(REPORT, IN),
    ),
    "an article that links to a notice": (
        new(NOTICE),
        new(article("Minister steps in", "https://d.example/1", "", GOVUK + NOTICE_PATH + "?utm_source=x"), IN),
    ),
    "an article that links to a paper": (new(PAPER), new(article("Cuts", "https://d.example/1", "", PAPER.url), IN)),
    "a press release in two papers": (new(PAPER_WAIT), new(OTHER_WAIT, IN)),
    "a press release the day after": (new(PAPER_WAIT), new(OTHER_WAIT, IN, 47)),
}
OTHER = {
    "a collection that added another notice": (new(NOTICE), gained("Added: Notice to Haveringham.", IN)),
    "a collection that added it and moved another": (
        new(NOTICE),
        gained("Added 'Notice to Havering'. Moved 'Notice to Anytown' to 'Closed notices'.", IN),
    ),
    "a collection that moved it": (new(NOTICE), gained("Moved 'Notice to Havering' to 'Closed notices'.", IN)),
    "a collection that added it and is called otherwise": (
        new(NOTICE),
        gained("Added 'Notice to Havering'.", IN, title=("Notes", "Notices")),
    ),
    "a notice that is updated, and a collection that adds it": (
        gained("Added 'Notice to Havering'.", IN),
        Change("withdrawn", NOTICE, source="one", at=AT),
    ),
    "one source": (new(PAPER_WAIT), new(OTHER_WAIT)),
    "three days later": (new(PAPER_WAIT), new(OTHER_WAIT, IN, 49)),
    "an edit of another paper's article": (new(PAPER_WAIT), changed(OTHER_WAIT, IN, title=("a", "b"))),
    "one number on two portals": (
        new(PAPER),
        new(replace(PAPER, url="https://other.example.gov.uk/documents/s901/x"), IN),
    ),
    "two meetings of one name": (new(MEETING), new(replace(MEETING, key="m8102"), IN)),
    "a meeting and its paper": (new(MEETING), new(replace(PAPER, part_of="m8092"), IN)),
    "moved again": (
        changed(MOVED, date=("2026-12-01", "2026-12-08")),
        changed(MEETING, IN, date=("2026-12-08", "2026-12-15")),
    ),
    "moved, and the hour too": (
        changed(MOVED, date=("2026-12-01", "2026-12-08")),
        changed(MOVED, IN, date=("2026-12-01", "2026-12-08"), time=("19:00", "18:00")),
    ),
    "moved after it was new": (new(MEETING), changed(MOVED, IN, date=("2026-12-01", "2026-12-08"))),
    "withdrawn after it was new": (new(PAPER), Change("withdrawn", PAPER, source=IN, at=AT)),
    "restored after it was withdrawn": (
        Change("withdrawn", PAPER, source="one", at=AT),
        Change("restored", PAPER, source=IN, at=AT),
    ),
    "two reports of one provider on one day": (new(REPORT), new(LETTER, IN)),
    "an earlier report than the row's": (new(replace(REPORT, published=date(2024, 2, 19))), RATED),
    "a report of another provider that day": (new(replace(REPORT, details={"urn": "80501"})), RATED),
    "two pages of GOV.UK": (new(NOTICE), new(replace(NOTICE, key="/x", url=GOVUK + "/x"), IN)),
    "two updates of a page": (
        changed(UPDATED, updated=("2026-11-20T10:00:00Z", "2026-11-21T10:00:00Z")),
        changed(
            replace(UPDATED, details={"updated": "2026-11-21T15:00:00Z"}),
            IN,
            updated=("2026-11-21T10:00:00Z", "2026-11-21T15:00:00Z"),
        ),
    ),
    "a notice that is withdrawn": (new(NOTICE), Change("withdrawn", NOTICE, source=IN, at=AT)),
    "an article that links to another report": (
        new(LETTER),
        new(article("Damning!", "https://d.example/1", "", REPORT.url), IN),
    ),
    "an article that names another number": (new(REPORT), new(article("Call 50271235", summary="or 150271234"), IN)),
    "an article that links to the provider's page": (
        new(REPORT),
        new(article("Protest at town hall", "https://d.example/1", "", ROW.url), IN),
    ),
    "an article that links to a meeting": (
        new(MEETING),
        new(article("Cuts", "https://d.example/1", "", MEETING.url), IN),
    ),
    "an article that links to GOV.UK's front page": (
        new(NOTICE),
        new(article("Cuts", "https://d.example/1", "", GOVUK), IN),
    ),
    "two articles that link to one page nobody watches": (
        new(article("Protest", "https://d.example/1", "", REPORT.url)),
        new(article("Leader quits", "https://r.example/1", "", REPORT.url), IN),
    ),
    "news in brief": (new(article("News in brief")), new(article("News in brief", "https://r.example/9"), IN)),
    "similar topics": (
        new(article("Havering Council set to boost Ofsted rating")),
        new(article("Havering schools recognised for Ofsted achievements", "https://r.example/9"), IN),
    ),
    "two pages that are watched as text": (
        new(Document("p", "page", "SEND", "https://c.example/send")),
        new(Document("p", "page", "SEND", "https://c.example/send"), IN),
    ),
}


def earlier(*changes: Change) -> EarlierEvents:
    """What is known when these changes were told, oldest first."""
    return EarlierEvents(EventIndex(map(Told, changes)))


@every_example("pair", SAME.values(), ids=SAME.keys())
def test_it_is_one_event(pair: tuple[Change, Change]) -> None:
    first, later = pair
    assert same_event(Told(later), Told(first))
    assert earlier(replace(first, id=7)).first_of(Told(later)) == 7


@every_example("pair", OTHER.values(), ids=OTHER.keys())
def test_they_are_two_events(pair: tuple[Change, Change]) -> None:
    first, later = pair
    assert not same_event(Told(later), Told(first))
    assert earlier(replace(first, id=7)).first_of(Told(later)) == 0


def test_the_third_outlet_is_of_the_event_that_the_first_began() -> None:
    events = earlier(replace(new(PAPER_WAIT), id=3), replace(new(OTHER_WAIT, IN), id=5, same_as=3))
    third = article("Parents wait months for EHC plans in Havering", "https://bbc.example/9")
    assert events.first_of(Told(new(third, "bbc"))) == 3


def test_what_a_source_tells_after_it_took_part_in_an_event_is_another_one() -> None:
    to: dict[str, Any] = {"date": ("2026-12-01", "2026-12-08")}
    fro: dict[str, Any] = {"date": ("2026-12-08", "2026-12-01")}
    events = earlier(
        replace(changed(MOVED, **to), id=1),
        replace(changed(MOVED, IN, **to), id=2, same_as=1),
        replace(changed(MEETING, hours=1, **fro), id=3),
    )
    assert events.first_of(Told(changed(MOVED, hours=2, **to))) == 0
    assert events.first_of(Told(changed(MEETING, IN, 2, **fro))) == 3


def test_two_reports_that_one_article_links_to_are_two_events() -> None:
    of_both = article("Damning!", "https://d.example/1", "", REPORT.url, LETTER.url)
    events = earlier(replace(new(REPORT), id=1), replace(new(of_both, "daily"), id=2, same_as=1))
    assert events.first_of(Told(new(LETTER, IN))) == 0


@every_example(
    ("one", "other", "same"),
    [
        (MEETING, MEETING_AGAIN, True),
        (PAPER, replace(PAPER, title="Other"), True),
        (NOTICE, UPDATED, True),
        (REPORT, ROW, False),
        (PAPER_WAIT, OTHER_WAIT, False),
        (MEETING, PAPER, False),
    ],
)
def test_one_document_in_two_sources_is_known_from_two_that_tell_the_same(
    one: Document, other: Document, same: bool
) -> None:
    assert is_same_document(one, other) is same


@pytest.mark.parametrize("kind", sorted(get_args(DocumentKind)))
def test_a_kind_is_nameless_exactly_where_nothing_leads_to_its_changes(kind: DocumentKind) -> None:
    """Or all its changes would be kept for nothing, or missed."""
    found = replace(MEETING, kind=kind, summary="See https://x.example/1", details={"text": "ab", "note": "Added: x"})
    both = [Told(new(found), "The Post"), Told(changed(found, note=("", "Added: x")), "The Post")]
    leads = [told.names | told.mentions | {told.headline} - {None} for told in both]
    assert any(leads) is (kind not in NAMELESS)

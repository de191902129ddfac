"""Papers that are new, or replaced under their number, are opened once and found by their own words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.tools.examples import every_example
from tests.tools.scanned import scan
from tests.unit.sources.moderngov_visits import Portal, fixture
from tests.unit.sources.test_moderngov_committee import committee
from watcher.cli.demo.paper import pdf
from watcher.core.errors import Refused, SourceError, Unreachable
from watcher.core.visits import Reading
from watcher.sources.moderngov.paper_text import MOST_A_VISIT, MOST_TRIES

SIX_HOURS = timedelta(hours=6)
AGENDA, NEXT = "ieListDocuments.aspx?CId=153&MId=8092", "ieListDocuments.aspx?CId=153&MId=8102"
SEND, ADDED = "documents/s8101/Report%20-%20SEND.pdf", "documents/s8190/Added.pdf"
LINK = '<li><a href="documents/s8190/Added.pdf">Added report<span class="mgFileSize"> PDF 9 KB</span></a></li>'
MORE = '<ul  class="mgBulletList" >'


def settled() -> Portal:
    """After the first visit, with papers that hold pictures: no text is looked for in them any more."""
    portal = committee()
    assert portal.visit() == []
    assert opened(portal) == [], "the baseline opens nothing"
    for key, one in portal.known.items():
        pictures = replace(one.document, details={**one.document.details, "unread": "pictures"})
        portal.known[key] = replace(one, document=pictures)
    return portal


def add(portal: Portal, paper: bytes | SourceError | None = None) -> None:
    """A report appears on the agenda."""
    portal.edit(AGENDA, MORE, MORE + LINK)
    if paper is not None:
        portal.pages[ADDED] = paper


def opened(portal: Portal) -> list[str]:
    """The files that the last visit asked for."""
    return [path for path in portal.asked if path.startswith("documents/")]


def test_a_new_report_is_opened_once_and_its_words_are_kept_by_page() -> None:
    portal = settled()
    add(portal, pdf("Short breaks end.", "An EHCP takes a year."))
    assert portal.visit(SIX_HOURS) == ["new s8190"]
    assert portal.document("s8190").words == "Short breaks end.\fAn EHCP takes a year."
    assert opened(portal) == [ADDED]
    portal.stamp = "<!-- another day -->"
    assert portal.visit(SIX_HOURS) == []
    assert opened(portal) == []
    assert portal.document("s8190").words == "Short breaks end.\fAn EHCP takes a year."


def test_a_report_replaced_is_told_and_one_saved_again_with_the_same_words_is_not() -> None:
    portal = settled()
    add(portal, pdf("Fees stay."))
    portal.visit(SIX_HOURS)
    portal.edit(AGENDA, "PDF 9 KB", "PDF 11 KB")
    portal.pages[ADDED] = pdf("Fees  stay.", "")
    assert portal.visit(SIX_HOURS) == []
    assert opened(portal) == [ADDED]
    assert portal.document("s8190").details["size"] == "11 KB"
    portal.edit(AGENDA, "PDF 11 KB", "PDF 12 KB")
    portal.pages[ADDED] = pdf("Fees rise.")
    assert portal.visit(SIX_HOURS) == ["changed s8190 size text"]
    assert portal.document("s8190").words == "Fees rise."


def test_a_report_of_the_baseline_is_told_by_its_size_and_known_by_its_words_from_then_on() -> None:
    portal = settled()
    portal.pages[SEND] = pdf("The strategy.")
    portal.edit(AGENDA, "PDF 388 KB", "PDF 402 KB")
    assert portal.visit(SIX_HOURS) == ["changed s8101 size"]
    portal.edit(AGENDA, "PDF 402 KB", "PDF 500 KB")
    assert portal.visit(SIX_HOURS) == []


def test_a_replaced_report_that_cannot_be_opened_is_told_by_its_size() -> None:
    portal = settled()
    add(portal, pdf("Fees stay."))
    portal.visit(SIX_HOURS)
    portal.edit(AGENDA, "PDF 9 KB", "PDF 11 KB")
    portal.pages[ADDED] = Unreachable("no answer")
    assert portal.visit(SIX_HOURS) == ["changed s8190 size"]
    portal.pages[ADDED] = pdf("Fees stay.")
    assert portal.visit(SIX_HOURS) == []
    assert portal.document("s8190").details["text"]


@every_example(
    ("answer", "why"),
    [
        (Unreachable("no answer"), "no answer"),
        (b"<html>Sorry</html>", "it is no PDF"),
        (pdf("x")[:80], "damaged"),
        (pdf("", ""), "pictures"),
    ],
)
def test_a_paper_that_cannot_be_read_is_told_all_the_same(answer: bytes | SourceError, why: str) -> None:
    portal = settled()
    add(portal, answer)
    assert portal.visit(SIX_HOURS) == ["new s8190"]
    assert why in str(portal.document("s8190").details["unread"])
    assert not [one.damaged for one in portal.read if isinstance(one, Reading) and one.damaged]


def test_a_paper_that_failed_is_opened_again_a_few_times_for_the_record() -> None:
    portal = settled()
    add(portal, Unreachable("no answer"))
    tries = []
    for _ in range(MOST_TRIES + 2):
        portal.visit(SIX_HOURS)
        tries += opened(portal)
    assert len(tries) == MOST_TRIES
    assert "papers to open" not in portal.notes


def test_a_paper_opened_later_changes_nothing_but_its_record() -> None:
    portal = settled()
    add(portal, Unreachable("no answer"))
    portal.visit(SIX_HOURS)
    portal.pages[ADDED] = pdf("An EHCP takes a year.")
    assert portal.visit(SIX_HOURS) == []
    assert portal.document("s8190").words == "An EHCP takes a year."
    assert portal.document("s8190").details["unread"] is None


def test_a_refusal_of_papers_ends_the_opening_and_is_said_beside_ok() -> None:
    portal = settled()
    add(portal, Refused("robots.txt forbids /documents/"))
    portal.edit(AGENDA, LINK, LINK + LINK.replace("s8190", "s8191"))
    assert portal.visit(SIX_HOURS) == ["new s8190", "new s8191"]
    assert len(opened(portal)) == 1
    (said,) = [one.damaged for one in portal.read if isinstance(one, Reading) and one.damaged]
    assert said == "papers can't be opened to be searched: robots.txt forbids /documents/"


def test_packs_are_not_opened_unless_they_are_the_only_papers() -> None:
    portal = settled()
    papers = fixture("meeting_a.html").replace("1st December", "9th December").replace("8092", "8102")
    papers = papers.replace("s810", "s820").replace("b4410", "b4420").replace("5550", "5560")
    portal.pages[NEXT] = papers
    portal.visit(SIX_HOURS)
    assert [path.partition("/")[2].partition("/")[0] for path in opened(portal)] == ["b4420", "g8102", "s8201"]
    portal = settled()
    alone = papers.partition('<table  class="mgItemTable"')[0].replace("b4420/Supp", "g8102/Supp") + "</body></html>"
    portal.pages[NEXT] = alone.replace("Supplementary Agenda", "Agenda in large print").replace("?T=9", "")
    portal.pages["documents/g8102/Public%20reports%20pack%2001st-Dec-2026%2019.00%20Cabinet.pdf"] = pdf("All of it.")
    assert len(portal.visit(SIX_HOURS)) == 4
    assert portal.document("g8102/public reports pack cabinet").words == "All of it."


def test_of_very_many_papers_each_items_first_is_opened_and_the_rest_later() -> None:
    portal = settled()
    appendices = "".join(LINK.replace("s8190", f"s9{n:03}") for n in range(MOST_A_VISIT + 5))
    portal.edit(AGENDA, MORE, MORE + appendices)
    report = '<a href="documents/s8110/Transport.pdf">Home to School Transport</a>'
    portal.edit(AGENDA, ">Home to School Transport<", f">{report}<")
    portal.pages |= {f"documents/s9{n:03}/Added.pdf": pdf(f"Paper {n}") for n in range(MOST_A_VISIT + 5)}
    portal.pages["documents/s8110/Transport.pdf"] = pdf("Buses")
    assert len(portal.visit(SIX_HOURS)) == MOST_A_VISIT + 6
    assert len(opened(portal)) == MOST_A_VISIT
    assert portal.document("s8110").words == "Buses"
    assert portal.visit(SIX_HOURS) == []
    assert len(opened(portal)) == 6
    assert all(portal.document(f"s9{n:03}").details["text"] for n in range(MOST_A_VISIT + 5))
    portal.visit(SIX_HOURS)
    assert opened(portal) == []


def test_a_scan_says_which_of_its_pages_are_pictures_until_it_is_replaced_by_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")  # where Tesseract is not installed
    portal = settled()
    add(portal, scan("", ""))
    assert portal.visit(SIX_HOURS) == ["new s8190"]
    details = portal.document("s8190").details
    assert (details["scan"], details["text"]) == ({"pictures": [1, 2], "recognised": [], "pages": 2}, "")
    assert "pictures" in str(details["unread"])
    portal.edit(AGENDA, "PDF 9 KB", "PDF 11 KB")
    portal.pages[ADDED] = pdf("Fees rise.")
    assert portal.visit(SIX_HOURS) == ["changed s8190 size"]
    assert portal.document("s8190").details.get("scan") is None


def test_every_paper_that_is_read_is_handed_on_to_be_kept_and_no_other() -> None:
    portal = settled()
    add(portal, pdf("Fees stay."))
    portal.visit(SIX_HOURS)
    assert [(paper.key, list(paper.pages)) for paper in portal.kept] == [("s8190", ["Fees stay."])]
    portal.visit(SIX_HOURS)
    portal.edit(AGENDA, "PDF 9 KB", "PDF 11 KB")
    portal.pages[ADDED] = b"<html>Sorry</html>"
    portal.visit(SIX_HOURS)
    assert len(portal.kept) == 1

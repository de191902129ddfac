"""The page of an issue that lists its meetings: each paper says which of them it is for."""

from __future__ import annotations

from datetime import date, timedelta

from tests.tools.examples import every_example
from tests.unit.sources.moderngov_visits import BASE, Portal, fixture, page
from watcher.messages.council import brief
from watcher.sources.moderngov import issue
from watcher.sources.moderngov.parse.links import portal_of

DAY = timedelta(days=1)
HOME, MEETINGS = "mgIssueHistoryHome.aspx?IId=18612&Opt=0", "ieIssueDetails.aspx?IId=18612&Opt=3"
TITLE = "Short breaks review"
O_S = "Overview & Scrutiny Committee"

A = """<h3 class="mgSubSubTitleTxt">Meeting:
<a href="ieListDocuments.aspx?CId=1&amp;MId=71#AI5">21/02/2022 - Overview &amp;
Scrutiny Committee</a> (Item 8)</h3><p><a href="documents/s1/R.pdf">8 SHORT BREAKS
<span class="mgFileSize"> PDF 240 KB</span></a></p>
<p>Additional documents:</p><ul><li><a href="documents/s2/A.pdf">Appendix 1 - 16 plus provision
<span class="mgFileSize"> PDF 9 KB</span></a></li></ul>
<p><a href="ieListDocuments.aspx?CId=1&amp;MId=71">Webcast for Short breaks</a></p><p>Minutes:</p>
<div class="mgWordPara"><p>Noted.</p></div>
<h3>Meeting: <a href="ieListDocuments.aspx?CId=153&amp;MId=72">14/03/2022 - Cabinet</a> (Item 71.)</h3>
<p><a href="documents/s3/C.pdf">71. Short breaks review PDF 1 MB</a></p>"""
B = """<p>Meeting: 21/02/2022 -
<a href="ieListDocuments.aspx?MID=71">Overview &amp; Scrutiny Committee (Item 8)</a></p>
<a href="documents/s1/R.pdf">8 SHORT BREAKS (PDF, 240 KB)</a><br>
<a href="documents/s2/A.pdf">Appendix 1 - 16 plus provision (PDF, 9 KB)</a>
<p>Meeting: 14/03/2022 - <a href="ieListDocuments.aspx?MID=72">Cabinet (Item 71.)</a></p>
<a href="documents/s3/C.pdf">71 Short breaks review</a>"""
C = """<div>Meeting:
<a href="ieListDocuments.aspx?MeetingId=71">21/02/2022 - Overview &amp; Scrutiny Committee (Item 8)</a><br/>
<a href="documents/s1/R.pdf">8 SHORT BREAKS PDF 240 KB</a>
<a href="documents/s2/A.pdf">Appendix 1 - 16 plus provision PDF 9 KB</a><br/>
<span>Meeting: </span><a href="ieListDocuments.aspx?MeetingId=72">14/03/2022 - Cabinet (Item 71.)</a><br/>
<a href="documents/s3/C.pdf">71. Short breaks review</a></div>"""


def meetings(body: str, title: str = TITLE) -> str:
    return f'<div id="modgov"><h1>Issue - meetings</h1><h2 class="mgSubTitleTxt">{title}</h2><div>{body}</div></div>'


@every_example("body", [A, B, C], ids="ABC")
def test_each_paper_is_for_the_meeting_above_it_and_no_number_in_a_link_is_part_of_a_title(body: str) -> None:
    found = issue.parse(page(meetings(body)), portal_of(BASE), "18612")
    assert found.title == TITLE
    assert [(one.key, one.title) for one in found.papers] == [
        ("s1", "SHORT BREAKS"), ("s2", "Appendix 1 - 16 plus provision"), ("s3", "Short breaks review"),
    ]  # fmt: skip
    told = {key: (one.meeting, one.item, one.when) for key, one in found.meetings.items()}
    first = (O_S, "8", date(2022, 2, 21))
    assert told == {"s1": first, "s2": first, "s3": ("Cabinet", "71.", date(2022, 3, 14))}

    assert {(one.key, one.when) for one in found.linked} == {("m71", date(2022, 2, 21)), ("m72", date(2022, 3, 14))}
    assert not any("Item" in one.title for one in found.linked)


def test_a_title_keeps_the_numbers_that_are_its_own() -> None:
    body = (
        "<p>Meeting: 21/02/2022 - Cabinet (Item 8)</p>"
        '<a href="documents/s1/R.pdf">16 plus provision</a><a href="documents/s2/R.pdf">2022 budget</a>'
    )
    found = issue.parse(page(meetings(body)), portal_of(BASE), "18612")
    assert [one.title for one in found.papers] == ["16 plus provision", "2022 budget"]


def test_the_heading_of_a_meeting_is_not_the_title_of_its_issue() -> None:
    text = meetings(
        '<h2 class="mgSubTitleTxt">Meeting: 21/02/2022 - Cabinet (Item 8)</h2><a href="documents/s1/R.pdf">R</a>'
    )
    found = issue.parse(page(text), portal_of(BASE), "18612")
    assert (found.title, found.meetings["s1"].meeting) == (TITLE, "Cabinet")


def test_a_page_of_details_says_no_meeting_of_its_papers_though_it_names_who_decides() -> None:
    found = issue.parse(page(fixture("issue_a.html")), portal_of(BASE), "45592")
    assert found.meetings == {}


def portal() -> Portal:
    tabs = f'<ul><li><a href="{HOME}">Issue Details</a></li><li><a href="{MEETINGS}">Related Meetings</a></li></ul>'
    said = "<p>Status: For consideration</p><p>Documents</p>"
    home = f'<div id="modgov"><h1>Issue details</h1><h2>{TITLE}</h2>{tabs}{said}</div>'
    return Portal({HOME: home, MEETINGS: meetings(tabs + A)}, HOME)


def test_a_new_paper_says_which_meeting_it_is_for_and_belongs_to_its_issue() -> None:
    one = portal()
    one.visit()
    one.edit(
        MEETINGS, "<p>Minutes:</p>", '<p><a href="documents/s9/N.pdf">8 Late evidence PDF 3 KB</a></p><p>Minutes:</p>'
    )
    assert one.visit(DAY) == ["new s9"]
    paper = one.document("s9")
    assert (paper.part_of, paper.title) == ("i18612", "Late evidence")
    assert brief(paper) == f"item 8, for “{TITLE}”, for {O_S}, 21 February 2022"
    assert "meeting" not in paper.details


def test_a_paper_that_stands_on_both_pages_is_told_once_with_its_meeting() -> None:
    one = portal()
    one.visit()
    link = '<p><a href="documents/s9/N.pdf">{}Late evidence</a></p>'
    one.edit(HOME, "<p>Documents</p>", f"<p>Documents</p>{link.format('')}")
    one.edit(MEETINGS, "<p>Minutes:</p>", f"{link.format('8 ')}<p>Minutes:</p>")
    assert one.visit(DAY) == ["new s9"]
    assert one.document("s9").details["for_meeting"] == f"{O_S}, 21 February 2022"
    assert one.document("m71").title == O_S

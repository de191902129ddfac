"""Answers of the web service that hold raw pieces of web pages are read like those that hold them escaped."""

from __future__ import annotations

from datetime import date

import pytest

from tests.tools.examples import every_example
from tests.unit.sources.moderngov_visits import BASE, Portal, page
from tests.unit.sources.test_moderngov_committee import LIST, committee
from tests.unit.sources.test_moderngov_service import FIRST, LAST, meeting, meetings
from watcher.core.errors import NotUnderstood
from watcher.sources.moderngov.parse import webservice
from watcher.sources.moderngov.parse.links import portal_of
from watcher.sources.moderngov.parse.raw_markup import well_formed

ESCAPED = "&lt;p&gt;On &lt;b&gt;short breaks&lt;/b&gt;&lt;/p&gt;"


@every_example(
    "text",
    [
        "<div>On <b>short breaks</b></div>", "<div><p>On<br>short breaks</div>", "<p>On&nbsp;short breaks",
        "On &nbsp;<span style='x'>short breaks</span>", "<div class=WordSection1><o:p>On</o:p> short breaks</div>",
        "<![CDATA[<div>On <b>short breaks</b></div>]]>", "<TABLE><TR><TD>On</TD><TD>short breaks</TD></TR></TABLE>",
        "&lt;p&gt;On&amp;nbsp;short breaks&lt;/p&gt;", ESCAPED,
    ],
)  # fmt: skip
def test_raw_tags_and_entities_in_an_items_text_are_read_as_its_words(text: str) -> None:
    found = webservice.parse_meeting(page(meeting((60, "Report one", "20/11/2026")).replace(ESCAPED, text)))
    (item,) = found.items
    assert (item.title, item.words) == ("Chair's report", "Chair's report On short breaks")
    assert [(one.key, one.published) for one in item.papers] == [("a60", date(2026, 11, 20))]


@every_example(
    ("title", "said"),
    [
        ("Fees&nbsp;&amp; charges", "Fees & charges"),
        ("Fees & charges", "Fees & charges"),
        ("<b>Fees</b> &pound;5&ndash;9", "Fees £5-9"),
        ("Costs &lt; income", "Costs < income"),
        ("Costs &lt;income and more", "Costs <income and more"),
    ],
)
def test_titles_lose_their_tags_and_keep_their_signs(title: str, said: str) -> None:
    found = webservice.parse_meeting(page(meeting().replace("Chair&amp;#39;s report", title)))
    assert found.items[0].title == said


def test_a_list_of_meetings_with_a_bare_blank_is_read() -> None:
    answer = meetings((8092, "01/12/2026", "Cancelled"), name="Health&nbsp;& Wellbeing<br>Board")
    (found,) = webservice.parse_meetings(page(answer), FIRST, LAST)
    assert (found.name, found.meetings[0].status) == ("Health & Wellbeing Board", "cancelled")


@every_example("answer", ["<getmeetings><p>", "<getmeetings><committee>", "<getmeetings>&nbsp;"])
def test_an_answer_cut_short_is_still_not_understood(answer: str) -> None:
    with pytest.raises(NotUnderstood, match="no XML"):
        webservice.parse_meetings(page(answer), FIRST, LAST)


def test_nothing_is_changed_in_an_answer_that_is_well_formed() -> None:
    whole = meeting((60, "Report \u2013 one", "20/11/2026")).encode()
    assert well_formed(whole) == whole


@pytest.mark.soak
def test_an_endless_answer_costs_no_more_than_its_length() -> None:
    for bit in (b"<p", b"&", b"<p ", b"&nbsp", b"&#"):
        well_formed(bit * 100_000)


@every_example(
    ("url", "asked"),
    [
        ("mgwebservice.asmx/getmeetings?lcommitteeid=153&sfromdate=01/11/2026&stodate=31/03/2027", LIST),
        ("mgWebService.asmx/GetMeetings?lCommitteeId=153", LIST),
        ("mgwebservice.asmx/getmeeting?lmeetingid=8092", "ieListDocuments.aspx?MId=8092"),
    ],
)
def test_a_call_of_the_service_in_any_letters_is_its_committee_or_meeting(url: str, asked: str) -> None:
    assert portal_of(BASE + url).base == BASE
    one = committee(url=url)
    one.pages["ieListDocuments.aspx?MId=8092"] = one.pages["ieListDocuments.aspx?CId=153&MId=8092"]
    one.visit()
    assert one.asked[0] == asked
    assert "s8101" in one.known


def test_another_portal_of_the_same_folder_is_no_service() -> None:
    assert portal_of(f"{BASE}councilmeetings/").base == f"{BASE}councilmeetings/"
    assert Portal({}).base == BASE

"""The web service of a portal: what it answers truly, and what only looks like an answer."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from tests.tools.examples import every_example
from tests.unit.sources.moderngov_visits import BASE, Portal, fixture, page
from tests.unit.sources.test_moderngov_committee import LIST, committee
from watcher.core.errors import NotUnderstood, Refused, Unreachable
from watcher.core.visits import FailedReading, Reading
from watcher.sources.moderngov.parse import webservice
from watcher.sources.moderngov.parse.links import portal_of

FIRST, LAST = date(2026, 11, 1), date(2027, 3, 31)
DAY, HALF_HOUR = timedelta(days=1), timedelta(minutes=30)
MEETING = "mgWebService.asmx/GetMeeting?lMeetingId=8092"
PAGE = "ieListDocuments.aspx?CId=153&MId=8092"


def meetings(*rows: tuple[int, str, str], cid: int = 153, name: str = "Cabinet", root: str = "getmeetings") -> str:
    """An answer about one committee: number, date and status of each meeting, with the service's own blanks."""
    lines = "".join(
        f"<meeting>\n<meetingid>{mid}</meetingid><meetingdate>{when}</meetingdate><meetingstatus>{status}</meetingstatus>"
        "<meetingtime>7.00 pm</meetingtime><iswebcast>False</iswebcast></meeting>"
        for mid, when, status in rows
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<{root}>\n<meetingscount> {len(rows)}</meetingscount><committee>'
        f"<committeeid>{cid}</committeeid><committeetitle>{name}</committeetitle><committeemeetings>{lines}"
        f"</committeemeetings></committee></{root}>"
    )


def meeting(*papers: tuple[int, str, str], restricted: str = "False") -> str:
    """An answer about meeting 8092 with one item: number, title and publication date of each paper."""
    documents = "".join(
        f"<linkeddoc><attachmentid>{number}</attachmentid><title>{title}</title><isurl>False</isurl>"
        f"<url>{BASE}mgConvert2PDF.aspx?ID={number}</url><isrestricted>False</isrestricted>"
        f"<publicationdate>{published}</publicationdate></linkeddoc>"
        for number, title, published in papers
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><meeting><meetingid>8092</meetingid>'
        "<meetingdate>01/12/2026</meetingdate><meetingstatus>Confirmed</meetingstatus>"
        "<meetingtime>7.00 pm</meetingtime><meetinglocation>Town Hall</meetinglocation>"
        "<agendapublished>True</agendapublished><decisionpublished>True</decisionpublished>"
        "<minutepublished>True</minutepublished>"
        "<agendaitems><agendaitem><agendaitemid>0</agendaitemid><agendaitemtitle>\n </agendaitemtitle></agendaitem>"
        "<agendaitem><agendaitemid>55501</agendaitemid><agendaitemtitle>Chair&amp;#39;s report</agendaitemtitle>"
        "<agendatext>&lt;p&gt;On &lt;b&gt;short breaks&lt;/b&gt;&lt;/p&gt;</agendatext>"
        f"<fulldisplaynumberformat>9.</fulldisplaynumberformat><isrestricted>{restricted}</isrestricted>"
        f"<linkeddocuments>{documents}</linkeddocuments></agendaitem></agendaitems></meeting>"
    )


def test_meetings_are_read_by_committee_and_those_outside_the_days_left_out() -> None:
    answer = meetings(
        (8092, "01/12/2026", "Confirmed"), (8091, "04/11/2026", "Cancelled"), (1, "01/01/2001", "Confirmed")
    )
    (found,) = webservice.parse_meetings(page(answer), FIRST, LAST)
    assert (found.cid, found.name) == ("153", "Cabinet")
    assert [(one.mid, one.when, one.clock, one.status) for one in found.meetings] == [
        ("8092", date(2026, 12, 1), time(19), ""),
        ("8091", date(2026, 11, 4), time(19), "cancelled"),
    ]


def test_rescheduled_is_no_status_for_the_date_says_it() -> None:
    answer = meetings((8092, "01/12/2026", "Confirmed; Rescheduled from 24 September 2026"))
    assert webservice.parse_meetings(page(answer), FIRST, LAST)[0].meetings[0].status == ""


def test_a_meeting_has_its_items_and_papers_and_is_never_complete() -> None:
    found = webservice.parse_meeting(page(meeting((60, "Report  one", "20/11/2026"))))
    assert (found.when, found.clock, found.venue) == (date(2026, 12, 1), time(19), "Town Hall")
    assert found.state == "Agenda, decisions and minutes"
    assert not found.complete
    (item,) = found.items
    assert (item.ai, item.label, item.words) == ("55501", "9. Chair's report", "Chair's report On short breaks")
    (paper,) = item.papers
    assert (paper.key, paper.title, paper.published) == ("a60", "Report one", date(2026, 11, 20))


def test_a_restricted_item_says_so() -> None:
    assert webservice.parse_meeting(page(meeting(restricted="True"))).items[0].restriction == "Restricted"


def test_soap_answers_with_a_namespace_read_the_same() -> None:
    answer = meetings((8092, "01/12/2026", "Confirmed"))
    spaced = answer.replace("<getmeetings>", '<getmeetings xmlns="http://moderngov.co.uk/namespaces">')
    assert webservice.parse_meetings(page(spaced), FIRST, LAST) == webservice.parse_meetings(page(answer), FIRST, LAST)


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><getmeetings><committee>&b;</committee></getmeetings>'


@every_example(
    ("answer", "why"),
    [
        ("<script>window.location = '/login'</script>", "<script>"),
        ("<html><body><h1>Sorry, something went wrong</h1></body></html>", "<html>"),
        ("<html><body><br></body></html>", "no XML"),
        ("", "no XML"),
        ("<getmeetings><committee>", "no XML"),
        (BOMB, "document type"),
        ("<!DOCTYPE getmeetings SYSTEM 'file:///etc/hostname'><getmeetings/>", "document type"),
        (meetings(*[(n, "01/12/2026", "Confirmed") for n in range(3001)]), "ignored"),
    ],
)
def test_what_only_looks_like_an_answer_is_not_understood(answer: str, why: str) -> None:
    with pytest.raises(NotUnderstood, match=why):
        webservice.parse_meetings(page(answer), FIRST, LAST)


def test_calls_give_dates_in_the_only_form_that_is_heeded() -> None:
    portal = portal_of(BASE)
    assert webservice.meetings_url(portal, "GetMeetings", "153", FIRST, LAST) == (
        BASE + "mgWebService.asmx/GetMeetings?lCommitteeId=153&sFromDate=01/11/2026&sToDate=31/03/2027"
    )
    assert webservice.meetings_url(portal, "GetAllMeetingsByDate", "-1", FIRST, LAST).endswith(
        "&bIsAscendingDateOrder=true"
    )


def refused() -> Portal:
    """A committee whose pages were read once, and are refused from then on; its service answers."""
    portal = committee()
    portal.visit()
    for path in list(portal.pages):
        portal.pages[path] = Refused("403")
    portal.pages["mgWebService.asmx/GetMeetings"] = meetings(
        (8092, "01/12/2026", "Confirmed"),
        (8102, "09/12/2026", "Cancelled"),
        (8091, "04/11/2026", "Cancelled"),
    )
    portal.pages[MEETING] = meeting((8101, "SEND Strategy (draft)", "20/11/2026"), (8160, "Appendix Z", "22/11/2026"))
    return portal


def test_where_pages_are_refused_the_service_stands_in_and_nothing_known_is_told_again() -> None:
    portal = refused()
    assert portal.visit(timedelta(hours=7)) == ["changed m8092 state", "changed m8102 status", "new a8160"]
    assert portal.asked[0] == LIST
    assert "a8101" in portal.document("s8101").aliases
    assert portal.document("m8092").details["venue"] == "Council Chamber, Town Hall"
    assert portal.document("m8092").details["state"] == "Agenda, decisions and minutes"
    assert any(isinstance(one, Reading) and "refused" in one.damaged for one in portal.read)
    assert not any(one.withdrawn for one in portal.known.values())


def test_the_service_says_only_that_an_item_is_restricted_and_contradicts_no_page() -> None:
    portal = refused()
    portal.pages[MEETING] = (
        meeting(restricted="True").replace("55501", "55503").replace("Chair&amp;#39;s report", "Placement contract")
    )
    told = portal.visit(timedelta(hours=7))
    assert not [change for change in told if "ai55503" in change]
    assert portal.document("ai55503").details["restriction"] == "Part exempt"


def test_refused_pages_are_asked_for_again_after_a_day() -> None:
    portal = refused()
    portal.visit(timedelta(hours=7))
    portal.visit(HALF_HOUR)
    assert LIST not in portal.asked
    back = committee()
    portal.pages |= back.pages
    told = portal.visit(DAY + HALF_HOUR)
    assert LIST in portal.asked
    assert "new s8101" not in told


def test_a_silent_service_is_asked_once_and_the_refusal_stays() -> None:
    portal = refused()
    del portal.pages["mgWebService.asmx/GetMeetings"]
    with pytest.raises(Refused):
        portal.visit(DAY)
    assert len(portal.asked) == 2


def test_a_page_that_is_not_understood_is_not_papered_over() -> None:
    portal = committee()
    portal.visit()
    portal.pages[PAGE] = "<p>A new design</p>"
    portal.pages[MEETING] = meeting()
    portal.visit(timedelta(hours=7))
    assert MEETING not in portal.asked
    assert [one.scope for one in portal.read if isinstance(one, FailedReading)] == [BASE + PAGE]


def test_an_unreachable_page_is_not_asked_of_the_service() -> None:
    portal = committee()
    portal.pages[PAGE] = Unreachable("down")
    portal.visit()
    assert MEETING not in portal.asked
    assert fixture("meetings_a.html") == portal.pages[LIST]

"""A committee through the weeks: what each visit tells, and the noise that tells nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.unit.sources.moderngov_visits import BASE, Portal, fixture
from tests.unit.sources.test_moderngov_committee import LIST, committee
from watcher.core.errors import Unreachable
from watcher.core.visits import Reading

HALF_HOUR, SIX_HOURS, DAY = timedelta(minutes=30), timedelta(hours=6), timedelta(days=1)
AGENDA = "ieListDocuments.aspx?CId=153&MId=8092"
EMPTY = "ieListDocuments.aspx?CId=153&MId=8102"


def settled() -> Portal:
    """A committee after its first visit, which told nobody anything."""
    portal = committee()
    assert portal.visit() == []
    return portal


def test_nothing_happens_and_nothing_is_told_nor_much_asked() -> None:
    portal = settled()
    asked = []
    for _ in range(24):
        assert portal.visit(HALF_HOUR) == []
        asked += [path for path in portal.asked if not path.startswith("documents/")]
    assert len([path for path in asked if path == LIST]) == 24
    assert len(asked) - 24 == 4  # three pages fall due after six hours, one at a visit; the first again after twelve


def test_agenda_of_a_known_meeting_is_told_with_its_papers_in_order() -> None:
    portal = settled()
    portal.edit(LIST, "9 Dec 2026&nbsp;7.00 pm</a>", "9 Dec 2026&nbsp;7.00 pm</a> - Agenda")
    portal.pages[EMPTY] = (
        fixture("meeting_a.html")
        .replace("1st December", "9th December")
        .replace("8092", "8102")
        .replace("s810", "s820")
    ).replace("5550", "5560")
    assert portal.visit(HALF_HOUR)[:5] == [
        "new g8102/agenda frontsheet cabinet",
        "new g8102/public reports pack cabinet",
        "new g8102/printed draft minutes cabinet",
        "new s8201",
        "new s8202",
    ]
    assert "late" not in portal.document("s8201").details


def test_a_supplement_seen_within_five_clear_days_says_when_it_was_seen_and_never_that_it_is_late() -> None:
    portal = settled()
    portal.edit(AGENDA, "documents/b4410/", "documents/b4411/")
    assert portal.visit(timedelta(days=2)) == ["new b4411"]
    assert portal.document("b4411").details["first_seen"] == "2026-11-24"
    portal.edit(AGENDA, "PDF 1 MB", "PDF 2 MB")
    assert portal.visit(DAY) == ["changed b4411 size", "withdrawn b4410"]
    assert portal.document("b4411").details["first_seen"] == "2026-11-24"
    assert "late" not in portal.document("b4411").details


def test_a_report_replaced_under_its_number_is_changed() -> None:
    portal = settled()
    portal.edit(AGENDA, "PDF 388 KB", "PDF 402 KB")
    assert portal.visit(SIX_HOURS) == ["changed s8101 size"]


def test_a_report_gone_from_two_readings_is_withdrawn_and_comes_back_as_restored() -> None:
    portal = settled()
    page = fixture("meeting_a.html")
    start = page.index('<li><a href="documents/s8102')
    line = page[start : page.index("</li>", start) + 5]
    portal.edit(AGENDA, line, "")
    assert portal.visit(SIX_HOURS) == []
    assert portal.visit(SIX_HOURS) == ["withdrawn s8102"]
    portal.edit(
        AGENDA,
        '</ul>\n  <p  class="mgSubItemTitleTxt" >Minutes:',
        line + '</ul>\n  <p  class="mgSubItemTitleTxt" >Minutes:',
    )
    assert portal.visit(SIX_HOURS) == ["restored s8102"]


def test_cancelled_postponed_and_moved_are_told_from_the_list_alone() -> None:
    portal = settled()
    portal.pages[EMPTY] = Unreachable("no answer")
    portal.edit(LIST, "9 Dec 2026&nbsp;7.00 pm</a>", "9 Dec 2026&nbsp;7.00 pm</a> - CANCELLED")
    assert portal.visit(HALF_HOUR) == ["changed m8102 status"]
    assert portal.document("m8102").details["status"] == "cancelled"
    portal.edit(LIST, "14 Jul 2027&nbsp;6.30 pm", "21 Jul 2027&nbsp;7.30 pm")
    assert portal.visit(HALF_HOUR) == ["changed m8103 date time"]
    assert portal.document("m8103").title == "Cabinet"


def test_a_cancellation_taken_back_is_told_once_the_page_agrees() -> None:
    portal = settled()
    portal.edit(LIST, "</a> - CANCELLED", "</a>")
    assert portal.visit(HALF_HOUR) == ["changed m8091 status"]
    assert portal.document("m8091").details["status"] == "confirmed"


def test_a_status_on_the_page_alone_does_not_flap() -> None:
    portal = settled()
    portal.edit(EMPTY, "Cabinet - Tuesday", "CANCELLED - Cabinet - Tuesday")
    assert portal.visit(SIX_HOURS) == ["changed m8102 status"]
    assert portal.visit(SIX_HOURS) == []
    portal.edit(LIST, "4 Nov 2026", "5 Nov 2026")
    assert portal.visit(HALF_HOUR) == ["changed m8091 date"]


def test_draft_minutes_give_way_to_final_ones_without_a_withdrawal() -> None:
    portal = settled()
    portal.edit(AGENDA, "Agenda and decisions", "Agenda, decisions and minutes")
    portal.edit(AGENDA, "Printed draft minutes 01st", "Printed minutes 01st")
    portal.edit(AGENDA, ">Printed draft minutes<", ">Printed minutes<")
    assert portal.visit(SIX_HOURS) == ["changed m8092 state", "new g8092/printed minutes cabinet"]
    assert portal.visit(SIX_HOURS) + portal.visit(SIX_HOURS) == []


def test_a_restricted_item_that_opens_is_a_new_report_and_no_withdrawal() -> None:
    portal = settled()
    page = fixture("meeting_a.html")
    start = page.index(">Placement contract<")
    restricted = page[start : page.index("</td>", start)]
    portal.edit(AGENDA, restricted, '><a href="documents/s8109/Contract.pdf">Placement contract</a></p>')
    assert portal.visit(SIX_HOURS) == ["new s8109"]
    assert portal.visit(SIX_HOURS) + portal.visit(SIX_HOURS) == []


@pytest.mark.parametrize("url", [LIST, AGENDA])
def test_an_item_that_is_renamed_is_told_once_though_its_report_and_its_decision_bear_its_name(url: str) -> None:
    portal = committee(url=url)
    portal.visit()
    portal.edit(AGENDA, "SEND Strategy &#40;draft&#41;", "SEND Strategy")
    assert portal.visit(SIX_HOURS) == ["changed s8101 title"]
    assert portal.document("dai55501").title == "SEND Strategy"
    assert portal.visit(SIX_HOURS) + portal.visit(SIX_HOURS) == []


def test_a_decision_whose_item_has_no_report_is_told_when_the_item_is_renamed() -> None:
    portal = settled()
    line = '<ul><li><a href="ieDecisionDetails.aspx?AIId=55500">View the decision</a></li></ul>'
    portal.edit(AGENDA, "APOLOGIES FOR ABSENCE </p>", f"APOLOGIES FOR ABSENCE </p>{line}")
    assert portal.visit(SIX_HOURS) == ["new dai55500"]
    portal.edit(AGENDA, "APOLOGIES FOR ABSENCE", "Apologies of members")
    assert portal.visit(SIX_HOURS) == ["changed dai55500 title"]


def test_report_to_follow_is_new_when_it_comes() -> None:
    portal = settled()
    portal.edit(
        AGENDA, "<p>Report to follow</p>", '<p><a href="documents/s8110/T.pdf">Home to School Transport</a></p>'
    )
    assert portal.visit(SIX_HOURS) == ["new s8110"]
    assert portal.document("s8110").details["item"] == "72. Home to School Transport"


def test_a_new_meeting_is_told_with_the_papers_it_brings() -> None:
    portal = settled()
    line = '<li><a href="ieListDocuments.aspx?CId=153&amp;MId=8200">30 Nov 2026 5.00 pm</a> - Agenda</li>'
    portal.edit(LIST, '<h2 class="mgSubTitleTxt">Previous', line + '<h2 class="mgSubTitleTxt">Previous')
    text = (
        fixture("meeting_a.html")
        .replace("1st December", "30th November")
        .replace("8092", "8200")
        .replace("s810", "s830")
    )
    portal.pages["ieListDocuments.aspx?CId=153&MId=8200"] = text.replace("5550", "5570").replace("b4410", "b4420")
    told = portal.visit(HALF_HOUR)
    assert told[:3] == ["new m8200", "new g8200/agenda frontsheet cabinet", "new g8200/public reports pack cabinet"]


def test_papers_that_stood_on_a_meeting_before_it_came_into_the_window_are_told_to_nobody() -> None:
    portal = committee()
    portal.edit(LIST, "9 Dec 2026&nbsp;7.00 pm</a>", "9 Jan 2027&nbsp;7.00 pm</a> - Agenda")
    portal.pages[EMPTY] = (
        fixture("meeting_a.html").replace("1st December, 2026", "9th January, 2027").replace("8092", "8102")
    )
    assert portal.visit() == []
    assert "g8102/agenda frontsheet cabinet" in portal.known
    portal.edit(LIST, "7 Jun 2023", "7 Oct 2026")
    portal.pages["ieListDocuments.aspx?CId=153&MId=7680"] = fixture("meeting_a.html").replace("8092", "7680")
    assert portal.visit(DAY) == ["changed m7680 date"]
    assert "g7680/agenda frontsheet cabinet" in portal.known


def test_an_agenda_that_appears_on_a_known_meeting_is_told_though_its_page_was_never_read() -> None:
    portal = committee()
    portal.edit(LIST, "9 Dec 2026&nbsp;7.00 pm</a>", "9 Jan 2027&nbsp;7.00 pm</a>")
    assert portal.visit() == []
    portal.edit(LIST, "9 Jan 2027&nbsp;7.00 pm</a>", "9 Jan 2027&nbsp;7.00 pm</a> - Agenda")
    portal.pages[EMPTY] = (
        fixture("meeting_a.html").replace("1st December, 2026", "9th January, 2027").replace("8092", "8102")
    )
    assert "new g8102/agenda frontsheet cabinet" in portal.visit(DAY)


def test_a_trigger_is_not_lost_when_the_page_fails_at_first() -> None:
    portal = settled()
    agenda = fixture("meeting_a.html").replace("1st December", "9th December").replace("8092", "8102")
    portal.edit(LIST, "9 Dec 2026&nbsp;7.00 pm</a>", "9 Dec 2026&nbsp;7.00 pm</a> - Agenda")
    portal.pages[EMPTY] = Unreachable("no answer")
    assert portal.visit(HALF_HOUR) == []
    portal.pages[EMPTY] = agenda
    assert "new g8102/agenda frontsheet cabinet" in portal.visit(HALF_HOUR)


def test_half_a_list_is_held_back_and_old_meetings_are_never_withdrawn() -> None:
    portal = settled()
    whole = fixture("meetings_a.html")
    start, end = whole.index('<ul  class="mgNonBullet'), whole.rindex("<p><a href")
    portal.pages[LIST] = whole[:start] + whole[end:]
    assert portal.visit(HALF_HOUR) == []
    assert "empty" in portal.held[0]
    oldest = whole.rindex(' <li><a  class="mgMeetingTableLnk"')
    portal.pages[LIST] = whole[:oldest] + whole[whole.index("</ul>", oldest) :]
    assert portal.visit(HALF_HOUR) + portal.visit(HALF_HOUR) == []
    assert portal.held == []


def test_old_pages_are_read_weekly_and_very_old_ones_never() -> None:
    portal = settled()
    later = [path for _ in range(45) for path in (portal.visit(DAY), portal.asked)[1] if path == AGENDA]
    assert 35 <= len(later) <= 41 + 9  # daily until 35 days after it, then weekly
    portal.visit(timedelta(days=400))
    assert AGENDA not in portal.asked


def test_scopes_are_the_canonical_urls() -> None:
    portal = settled()
    assert [one.scope for one in portal.read if isinstance(one, Reading)][:2] == [BASE + LIST, BASE + EMPTY]


def test_the_name_a_page_gives_a_known_meeting_is_no_change_until_the_page_changes_it() -> None:
    portal = committee()
    portal.pages[EMPTY] = Unreachable("no answer")
    portal.visit()
    assert portal.document("m8102").title == "Cabinet"
    named = fixture("meeting_a.html").partition('<div class="mgLinks"')[0] + "</div></body></html>"
    portal.pages[EMPTY] = named.replace("Cabinet - Tuesday, 1st", "Budget meeting, Cabinet - Wednesday, 9th")
    assert portal.visit(HALF_HOUR) + portal.visit(SIX_HOURS) == []
    portal.edit(EMPTY, "Budget meeting, Cabinet", "Special meeting, Cabinet")
    assert portal.visit(SIX_HOURS) == ["changed m8102 title"]


def test_a_meeting_keeps_the_words_of_its_agenda_while_only_its_list_is_read() -> None:
    portal = settled()
    portal.edit(LIST, "14 Jul 2027", "15 Jul 2027")
    portal.visit(HALF_HOUR)
    assert AGENDA not in portal.asked
    assert "Home to School Transport" in portal.document("m8092").words

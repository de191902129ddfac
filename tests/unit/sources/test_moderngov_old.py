"""Meetings of long ago: what stood on their pages before is told to nobody; what appears there is, at once where the
news points at it, within a week otherwise."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.tools.examples import every_example
from tests.unit.sources.moderngov_visits import Portal
from tests.unit.sources.test_moderngov_committee import LIST, committee
from tests.unit.sources.test_moderngov_portal import ALL, LINES, NEWS, page_of, portal
from tests.unit.sources.test_moderngov_service import meetings
from watcher.core.errors import Refused, SourceError, Unreachable
from watcher.core.visits import FailedReading
from watcher.sources.moderngov.reading_plan import MOST_OLD

DAY = timedelta(days=1)
HALF_HOUR, MONTH = timedelta(minutes=30), timedelta(days=30)
OLD = "ieListDocuments.aspx?CId=153&MId=8050"


def with_final_minutes(mid: int) -> str:
    return page_of(mid, "16th September", "Agenda and minutes").replace("Printed draft", "Printed")


def with_old(when: str = "16/09/2026") -> Portal:
    """A portal with a meeting two months ago, after its first visit."""
    one = portal()
    one.pages[ALL] = meetings((8050, when, "Confirmed"), (8092, "01/12/2026", "Confirmed"))
    one.pages[OLD] = with_final_minutes(8050)
    assert one.visit() == []
    assert OLD not in one.asked
    return one


def news(one: Portal, event: str, mid: int = 8050) -> None:
    line = f'<li>22/11/2026 - {event}: <a href="ieListDocuments.aspx?MId={mid}">It</a></li>'
    one.edit(NEWS, "</div>", f"{line}</div>")


@every_example(
    ("event", "told"),
    [
        ("Minutes published", ["new g8050/printed minutes cabinet"]),
        ("Decision sheet published", []),
        ("Meeting held", []),
    ],
)
def test_what_the_news_tells_of_an_old_meeting_is_told_and_nothing_else(event: str, told: list[str]) -> None:
    one = with_old()
    news(one, event)
    assert one.visit(HALF_HOUR) == told
    assert OLD in one.asked
    assert one.known["s805001"].scope.endswith("MId=8050")
    assert one.visit(HALF_HOUR) + one.visit(timedelta(days=8)) == []


def without_minutes(one: Portal, path: str) -> str:
    """Takes the minutes off a page; returned as they were."""
    served = str(one.pages[path])
    start = served.index('<li><a  href="documents/g8050/Printed')
    line = served[start : served.index("</li>", start) + 5]
    one.edit(path, line, "")
    return line


def publish(one: Portal, path: str, line: str) -> None:
    one.edit(path, '<ul  class="mgActionList" >', f'<ul  class="mgActionList" >{line}')


def test_an_old_meeting_that_the_list_no_longer_goes_back_to_is_read_when_the_news_points_at_it() -> None:
    one = with_old()
    minutes = without_minutes(one, OLD)
    one.pages[ALL] = meetings((8092, "01/12/2026", "Confirmed"))
    for _ in range(4):
        assert one.visit(MONTH) == []
    publish(one, OLD, minutes)
    news(one, "Minutes published")
    one.edit(NEWS, "22/11/2026", "22/03/2027")
    assert one.visit(timedelta(hours=5)) == ["new g8050/printed minutes cabinet"]


LINE = '<li><a  class="mgMeetingTableLnk"   href="ieListDocuments.aspx?CId=153&amp;MId={}&amp;Ver=4"  >{}</a></li>'


def committee_with_old(*mids: int) -> Portal:
    """A committee watched alone, with meetings of two months ago."""
    one = committee()
    lines = "".join(LINE.format(mid, "16 Sep 2026&nbsp;7.00 pm") for mid in mids)
    one.edit(LIST, "</ul>\n<p><a", f"{lines}</ul>\n<p><a")
    one.pages |= {OLD.replace("8050", str(mid)): with_final_minutes(mid) for mid in mids}
    return one


@pytest.mark.parametrize("watched", ["committee", "root"])
def test_minutes_of_an_old_meeting_are_told_within_a_week_though_nothing_points_at_them(watched: str) -> None:
    one = committee_with_old(8050) if watched == "committee" else with_old()
    minutes = without_minutes(one, OLD)
    assert [one.visit(), *(one.visit(DAY) for _ in range(3))] == [[]] * 4
    publish(one, OLD, minutes)
    told = [change for _ in range(7 * 2) for change in one.visit(DAY / 2)]
    assert told == ["new g8050/printed minutes cabinet"]


@pytest.mark.soak
def test_the_first_visit_reads_no_old_page_and_no_visit_reads_many() -> None:
    one = committee_with_old(*range(8000, 8040))
    old = [OLD.replace("8050", str(mid)) for mid in range(8000, 8040)]
    assert one.visit() == []
    assert not set(old) & set(one.asked)
    read: list[str] = []
    for later in [HALF_HOUR] * 48 + [DAY * 40]:
        assert one.visit(later) == []
        now = [path for path in one.asked if path in old]
        assert len(now) <= (1 if later == HALF_HOUR else MOST_OLD)
        read += now
    assert len(set(read)) > 40 / 7


@pytest.mark.parametrize("error", [Unreachable("404"), Refused("403")])
def test_a_page_of_long_ago_that_cannot_be_read_is_said_beside_ok_and_left_for_a_week(error: SourceError) -> None:
    one = committee_with_old(8050)
    one.pages[OLD] = error
    one.visit()
    tries = [path for _ in range(8) for path in (one.visit(DAY), one.asked)[1] if path == OLD or "mgWeb" in path]
    assert len(tries) == 2
    assert not [trouble for trouble in one.read if isinstance(trouble, FailedReading)]
    assert not any("mgWebService" in path for path in tries), "its refusal says nothing of the others"
    one.pages[OLD] = with_final_minutes(8050)
    assert [change for _ in range(8) for change in one.visit(DAY)] == []
    assert "s805001" in one.known


def test_a_committee_that_is_watched_since_now_tells_nothing_of_what_the_news_points_at() -> None:
    one = portal(committees=["656"])
    one.visit()
    one.options = {"committees": ["153", "656"]}
    one.pages[LIST] = LINES.format(153, 8092, "1 Dec 2026")
    news(one, "Minutes published", 8092)
    assert one.visit(HALF_HOUR) + one.visit(HALF_HOUR) == []

"""Meetings of long ago, whose pages were never read: what the portal's news says of them is told, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.sources.moderngov_visits import Portal
from tests.sources.test_moderngov_root import ALL, NEWS, page_of, portal
from tests.sources.test_moderngov_service import meetings

HALF_HOUR, MONTH = timedelta(minutes=30), timedelta(days=30)
OLD = "ieListDocuments.aspx?CId=153&MId=8050"


def with_old(when: str = "16/09/2026") -> Portal:
    """A portal with a meeting two months ago, after its first visit."""
    one = portal()
    one.pages[ALL] = meetings((8050, when, "Confirmed"), (8092, "01/12/2026", "Confirmed"))
    one.pages[OLD] = page_of(8050, "16th September", "Agenda and minutes").replace("Printed draft", "Printed")
    assert one.visit() == []
    assert OLD not in one.asked
    return one


def news(one: Portal, event: str, mid: int = 8050) -> None:
    line = f'<li>22/11/2026 - {event}: <a href="ieListDocuments.aspx?MId={mid}">It</a></li>'
    one.edit(NEWS, "</div>", f"{line}</div>")


@pytest.mark.parametrize(
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


def test_an_old_meeting_that_the_list_no_longer_goes_back_to_is_read_when_the_news_points_at_it() -> None:
    one = with_old()
    one.pages[ALL] = meetings((8092, "01/12/2026", "Confirmed"))
    for _ in range(4):
        assert one.visit(MONTH) == []
    news(one, "Minutes published")
    one.edit(NEWS, "22/11/2026", "22/03/2027")
    assert one.visit(timedelta(hours=5)) == ["new g8050/printed minutes cabinet"]


def test_a_committee_that_is_watched_since_now_tells_nothing_of_what_the_news_points_at() -> None:
    one = portal(committees=["656"])
    one.visit()
    one.options = {"committees": ["153", "656"]}
    news(one, "Minutes published", 8092)
    assert one.visit(HALF_HOUR) + one.visit(HALF_HOUR) == []

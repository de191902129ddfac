"""Papers of the baseline are read a few at a time until their words are known, so that none is told for being saved
again."""

from __future__ import annotations

from datetime import timedelta

from tests.unit.sources.moderngov_visits import Portal
from tests.unit.sources.test_moderngov_committee import committee
from tests.unit.sources.test_moderngov_paper_text import AGENDA, SEND, opened
from watcher.cli.demo.paper import pdf
from watcher.core.errors import Refused, Unreachable
from watcher.core.visits import Reading
from watcher.sources.moderngov.backfill import MOST_A_VISIT

HALF_HOUR, SIX_HOURS, DAY = timedelta(minutes=30), timedelta(hours=6), timedelta(days=1)


def served() -> Portal:
    """A committee after its first visit; each of its papers says something of its own."""
    portal = committee()
    assert portal.visit() == []
    for one in portal.known.values():
        if "/documents/" in one.document.url:
            portal.pages[one.document.url.removeprefix(portal.base)] = pdf(f"The words of {one.document.key}.")
    return portal


def unknown(portal: Portal) -> list[str]:
    """The papers whose words are not known."""
    return [
        k
        for k, one in portal.known.items()
        if "/documents/" in one.document.url and not one.document.details.get("text")
    ]


def test_a_report_of_the_baseline_saved_again_with_the_same_words_is_told_to_nobody() -> None:
    portal = served()
    assert [portal.visit(SIX_HOURS) for _ in range(4)] == [[]] * 4
    assert unknown(portal) == []
    portal.pages[SEND] = pdf("The words of s8101.", "")
    portal.edit(AGENDA, "PDF 388 KB", "PDF 402 KB")
    assert portal.visit(SIX_HOURS) == []
    portal.pages[SEND] = pdf("Other words.")
    portal.edit(AGENDA, "PDF 402 KB", "PDF 403 KB")
    assert portal.visit(SIX_HOURS) == ["changed s8101 size text"]


def test_they_are_read_few_at_a_time_reports_before_packs_and_only_until_all_are_known() -> None:
    portal = served()
    portal.stamp = "<!-- another day -->"
    read = []
    for later in (SIX_HOURS, timedelta(minutes=5), *[SIX_HOURS] * 6):
        portal.visit(later)
        assert len(opened(portal)) <= (MOST_A_VISIT if later == SIX_HOURS else 0)
        read += opened(portal)
    assert len(read) == len(set(read)) == 6
    assert ["g8092/Agenda" in path or "g8092/Public" in path for path in read] == [False] * 4 + [True] * 2
    portal.visit(DAY)
    assert opened(portal) == []


def test_at_rest_no_more_than_four_are_read_in_an_hour() -> None:
    portal = served()
    read = [len(opened(portal)) for _ in range(30) if portal.visit(HALF_HOUR) == []]
    assert sum(read) == 6
    busy = [sum(read[hour : hour + 2]) for hour in range(29)]
    assert max(busy) <= MOST_A_VISIT


def test_papers_of_a_page_that_is_as_it_was_are_read_too() -> None:
    portal = served()
    portal.visit(SIX_HOURS)
    portal.visit(SIX_HOURS)
    assert [one.scope for one in portal.read if isinstance(one, Reading) and one.unchanged]
    assert portal.document("s8101").details["text"]
    assert portal.document("s8101").words == "The words of s8101."
    assert portal.known["s8101"].scope.endswith(AGENDA)


def test_papers_of_meetings_of_long_ago_and_those_gone_missing_are_not_read() -> None:
    portal = served()
    portal.visit(DAY * 60)
    assert opened(portal) == []
    portal = served()
    portal.edit(AGENDA, 'href="documents/s8102/', 'href="mgUserInfo.aspx?')
    assert [portal.visit(SIX_HOURS) for _ in range(4)] == [[], ["withdrawn s8102"], [], []]
    assert unknown(portal) == ["s8102"]


def test_a_paper_that_waits_to_be_opened_is_withdrawn_all_the_same() -> None:
    portal = served()
    portal.pages["documents/s8102/Appendix%20A%20-%20costs.pdf"] = Unreachable("500")
    portal.visit(SIX_HOURS)
    portal.edit(AGENDA, 'href="documents/s8102/', 'href="mgUserInfo.aspx?')
    assert [portal.visit(SIX_HOURS) for _ in range(3)] == [[], ["withdrawn s8102"], []]


def test_a_portal_that_refuses_papers_is_asked_for_one_a_day() -> None:
    portal = served()
    for path in portal.pages:
        if path.startswith("documents/"):
            portal.pages[path] = Refused("robots.txt forbids /documents/")
    asked = []
    for _ in range(4):
        portal.visit(SIX_HOURS)
        asked += opened(portal)
    assert len(asked) == 1


def test_one_that_cannot_be_had_is_tried_a_few_times_and_told_by_its_size() -> None:
    portal = served()
    portal.pages[SEND] = Unreachable("404")
    asked = []
    for _ in range(8):
        assert portal.visit(SIX_HOURS) == []
        asked += [path for path in opened(portal) if path == SEND]
    assert len(asked) == 3
    portal.edit(AGENDA, "PDF 388 KB", "PDF 402 KB")
    assert portal.visit(SIX_HOURS) == ["changed s8101 size"]

"""A visit takes a share of a run's time: a slow site is read over several visits, and nothing is told that should not
be, nor left out that should."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.tools.slowportal import LIST, NOW, SlowPortal
from tests.tools.web import Answer, Site
from watcher.core.errors import OutOfTime, Unreachable
from watcher.core.sources import Source
from watcher.core.visits import FailedReading, Health, Reading
from watcher.rules.assess import assess_visit
from watcher.rules.compare import StoredDocuments
from watcher.rules.due import MOST_DOUBLED, SHARE, share
from watcher.rules.source_health import after_cut
from watcher.rules.visit_outcome import VisitOutcome
from watcher.store import Store

AT_MOST = SHARE + 35  # the page it is at, which may have to be waited for
NOT_FINISHED = "not finished within 2 min; the next visit goes on from there"


@pytest.fixture
def portal(database_url: str) -> Iterator[SlowPortal]:
    with Site() as site, Store(database_url) as store:
        yield SlowPortal(site, store)


def test_a_baseline_that_is_cut_short_goes_on_where_it_stopped_and_tells_nobody(portal: SlowPortal) -> None:
    results = portal.baseline()
    assert {(result.state, result.changes) for result in results} == {("ok", ())}
    assert max(portal.times) < AT_MOST
    assert len(results) > 2
    assert [result.reason for result in results] == [NOT_FINISHED] * (len(results) - 1) + [None]
    pages = [path for path in portal.site.asked if path != LIST]
    assert len(pages) == len(set(pages)) == 12, "each meeting's page was asked for once"
    assert {f"Budget {number}" for number in range(1, 13)} < portal.known()
    assert portal.changes() == []


def test_a_source_that_was_cut_short_is_due_again_at_once_and_one_that_ended_is_not(portal: SlowPortal) -> None:
    portal.visit()
    assert portal.health().next_visit == portal.now
    portal.baseline()
    assert portal.health().next_visit == portal.now + timedelta(hours=6)


def test_after_the_baseline_what_is_new_is_told(portal: SlowPortal) -> None:
    portal.baseline()
    portal.serves(13, "Budget 13")
    portal.meetings = 13
    portal.lists()
    assert [change.document.title for change in portal.visit(timedelta(hours=2)).changes] == ["Cabinet", "Budget 13"]


def test_papers_for_which_no_time_is_left_are_told_by_the_next_visits_each_once_and_with_their_words(
    portal: SlowPortal,
) -> None:
    portal.baseline()
    for meeting in (3, 4, 5):  # more pages alone than one visit has time for
        papers = (f"Paper {meeting}{number}" for number in range(3))
        portal.serves(meeting, f"Budget {meeting}", *papers, words="All about SEND")
    told = []
    for later in (360, *[10] * 12):
        result = portal.visit(timedelta(minutes=later))
        assert portal.times[-1] < AT_MOST
        assert result.state == "ok"
        told += [(change.kind, change.document.title, change.topics) for change in result.changes]
    assert sorted(told) == [
        ("new", f"Paper {meeting}{number}", ("send",)) for meeting in (3, 4, 5) for number in range(3)
    ]
    assert not any(change.document.details.get("late") for change in portal.changes())


def test_a_quick_site_is_read_in_one_visit(portal: SlowPortal) -> None:
    portal.site.pages["/robots.txt"] = Answer(b"", content_type="text/plain")
    assert portal.visit().reason is None
    assert portal.health().baseline_at == portal.now
    assert portal.times[-1] < SHARE


def test_trouble_beside_a_cut_is_still_trouble() -> None:
    cut, broken = FailedReading("a", OutOfTime("not finished")), FailedReading("b", Unreachable("down"))
    found = assessed(Reading("c"), cut, broken)
    assert (found.state, found.reason) == ("failing", "down")
    found = assessed(Reading("c"), cut)
    assert (found.state, found.reason) == ("ok", "not finished")


def assessed(*read: Reading | FailedReading) -> VisitOutcome:
    return assess_visit(read, StoredDocuments({}, {}), {}, NOW, is_baseline=False)


def test_a_visit_that_came_to_nothing_for_want_of_time_gets_twice_the_time_and_no_alarm() -> None:
    source = Source("x", "X", "http://x.org/feed", "feed")
    before = Health("x", "feed", source.url, "ok", last_good=NOW, notes={"of the kind": "1"})
    shares = []
    health = before
    for _ in range(MOST_DOUBLED + 2):
        shares.append(share(health))
        health = after_cut(source, health, OutOfTime("not finished"), NOW)
    assert shares == [SHARE, 2 * SHARE, 4 * SHARE, 8 * SHARE, 16 * SHARE, 16 * SHARE]
    assert (health.state, health.failures, health.reason, health.next_visit) == ("ok", 0, "not finished", NOW)
    assert replace(health, notes={}).broken_since is None

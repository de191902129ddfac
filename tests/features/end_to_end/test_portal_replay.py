"""A served portal that lives through two months: what subscribers are told of, and none for noise."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import Engine, event

from tests.features.end_to_end.town import Town
from tests.tools.standin import Chat
from tests.tools.web import Answer, Request, Served
from tests.unit.sources import test_moderngov_replay as replay
from tests.unit.sources.moderngov_visits import Portal, fixture
from tests.unit.sources.test_moderngov_noise import NOISE
from tests.unit.sources.test_moderngov_portal import page_of, portal
from tests.unit.sources.test_moderngov_replay import NEXT, SCRUTINY
from watcher.cli.demo.paper import pdf

DAY, HOURS = timedelta(days=1), timedelta(hours=7)
SEND, COSTS = "documents/s810201/Report%20-%20SEND.pdf", "documents/s810202/Appendix%20A%20-%20costs.pdf"
WAITS = "Parents wait too long. An EHC plan takes 34 weeks here. {} It must be legal."
FINAL = "documents/g8092/Printed%20minutes%2001st-Dec-2026%2019.00%20Cabinet.pdf"
BARE = "</div></body></html>"


@pytest.fixture
def one(town: Town) -> Portal:
    """A portal whose next Cabinet has no agenda yet, watched as a whole."""
    one = portal()
    one.pages[NEXT] = page_of(8102, "9th December", "Meeting").partition('<div class="mgLinks"')[0] + BARE
    one.pages[SCRUTINY] = replay.bare(9001, "8th December").replace("Cabinet", "People Committee")
    town.watches("portal", "/", kind="moderngov")
    serve(town, one)
    return one


def serve(town: Town, one: Portal, noise: Callable[[str], str] = str) -> None:
    """What the portal shows from now on."""
    for path, served in one.pages.items():
        text = noise(served) + one.stamp if isinstance(served, str) else served
        town.site.pages[f"/{path}"] = asked(town, text) if callable(text) else text  # type: ignore[assignment]  # no errors


def asked(town: Town, served: Callable[[str], str]) -> Served:
    """A page that differs with its query."""

    def answer(request: Request) -> Answer:
        return Answer(served(town.site.url + request.path).encode())

    return answer


def agenda_is_published(one: Portal) -> None:
    one.pages |= {SEND: pdf("The strategy.", WAITS.format("EHC plans are late.")), COSTS: pdf("It costs £5m.")}
    one.pages["mgReasonsRestricted.aspx?OID=1&OT=1"] = (
        '<div id="modgov"><h1>Reasons</h1><p>Somebody\'s affairs.</p></div>'
    )
    replay.agenda_is_published(one)
    one.edit(NEXT, "large print 01st-Dec-2026 19.00 Cabinet.pdf?T=1", "large print.pdf")


def report_is_saved_again(one: Portal) -> None:
    one.pages[SEND] = pdf("The strategy.", WAITS.format("EHC plans are late."), "")
    one.edit(NEXT, "PDF 388 KB", "PDF 395 KB")


def report_is_replaced(one: Portal) -> None:
    one.pages[SEND] = pdf("The strategy.", WAITS.replace("34", "28").format("EHC plans are late."))
    one.edit(NEXT, "PDF 395 KB", "PDF 401 KB")


def supplement_comes_late(one: Portal) -> None:
    one.pages["documents/b4500/Supplement.pdf"] = pdf("Amendments. Funding for EHC plans is cut.")
    replay.supplement_comes_late(one)


def appendix_comes_back(one: Portal) -> None:
    line = '<li><a href="documents/s810202/Appendix A - costs.pdf">Appendix A - costs</a></li>'
    one.edit(NEXT, '<ul  class="mgBulletList" >', f'<ul  class="mgBulletList" >{line}')


def minutes_are_published(one: Portal) -> None:
    one.pages[FINAL] = pdf("Present: all.", "RESOLVED that EHC plans be written in time.")
    replay.minutes_are_published(one)


def decision_is_published(one: Portal) -> None:
    replay.decision_is_published(one)
    one.pages["documents/s8400/Award%20report.pdf"] = pdf("Three bids came.")
    made = fixture("decisions_a.html").replace("8120", "8200").replace("Road closures", "Short breaks contract")
    due, row = fixture("forthcoming_a.html"), "16&#47;11&#47;2026"
    made = made.replace(row, "16&#47;12&#47;2026", 1).replace(row, "24&#47;12&#47;2026", 1)
    made = made.replace("Not for call-in", "For call-in")
    one.pages["mgDelegatedDecisions.aspx"] = lambda url: made if "DS=2" in url else due


def nothing_happens(one: Portal) -> None:
    """The second reading without a paper confirms that it is withdrawn."""


LIFE = (
    (1, agenda_is_published),
    (3, report_is_saved_again),
    (5, report_is_replaced),
    (12, supplement_comes_late),
    (13, replay.meeting_is_cancelled),
    (14, replay.appendix_is_withdrawn),
    (15, nothing_happens),
    (16, appendix_comes_back),
    (22, minutes_are_published),
    (24, decision_is_published),
    (31, replay.plan_has_a_new_edition),
    (40, replay.meeting_is_added),
    (44, replay.meeting_is_moved),
    (59, nothing_happens),
)


TRANSCRIPT = fixture("replay.txt").split("\n\n=== ")[1:]
TOLD = re.compile(r"^(?:New|Changed|Withdrawn|Restored|Cancelled|Postponed|Moved): [^<\n]* <[^>\n]*>", re.MULTILINE)


def day_of(message: str) -> int:
    """Of a message of the transcript, which begins "day 3, ann"."""
    return int(message.removeprefix("=== ").split()[1].rstrip(","))


def told(town: Town, day: int, **chats: Chat) -> list[str]:
    """What came in, as the transcript writes it: of each message the documents that it names."""
    found = []
    for name, chat in chats.items():
        for message in town.told(chat):
            foot = message.rpartition("\n\n")[2]
            assert foot.startswith("The Portal </> · " + ("The Portal" if name == "ann" else "SEND: “"))
            found.append("\n".join([f"day {day}, {name}", *sorted(TOLD.findall(message))]))
    return found


@pytest.mark.parametrize("days", [5, pytest.param(59, marks=pytest.mark.soak)])
def test_two_months_of_a_portal_are_told_by_these_documents_and_no_others(town: Town, one: Portal, days: int) -> None:
    ann, bob = town.subscribers({42: ["portal"], 43: ["send"]})
    found, before = [], 0
    for day, happens in (each for each in LIFE if each[0] <= days):
        happens(one)
        one.stamp = f"<!-- made on day {day} -->"
        serve(town, one)
        assert not town.once(later=(day - before) * DAY).failed
        found += told(town, day, ann=ann, bob=bob)
        before = day
    assert [message.strip() for message in TRANSCRIPT if day_of(message) <= days] == found


def with_all(noises: Sequence[Callable[[str], str]], page: str) -> str:
    for noise in noises:
        page = noise(page)
    return page


def test_twenty_kinds_of_noise_tell_nobody(town: Town, one: Portal) -> None:
    """All at once; each alone is silent in test_moderngov_noise.py."""
    ann = town.subscriber(42, "portal")
    one.stamp = "<!-- 1 -->"
    serve(town, one, partial(with_all, NOISE))
    town.once(later=HOURS)
    assert len(NOISE) >= 20
    assert town.told(ann) == []
    assert town.log() == []


@pytest.mark.soak  # quicker: the months, above; committees in telegram/test_committees.py
def test_who_follows_one_committee_of_a_portal_hears_of_that_alone(town: Town, one: Portal) -> None:
    town.once()
    ann = town.subscriber(42, "people")
    agenda_is_published(one)
    replay.meeting_is_cancelled(one)
    one.stamp = "<!-- made on day 1 -->"
    serve(town, one)
    town.once(later=DAY)
    (message,) = town.told(ann)
    assert message.startswith("Cancelled: People Committee <")
    assert message.endswith("· People")


def test_a_portal_looks_up_what_its_pages_name_and_not_all_it_ever_had(town: Town, one: Portal) -> None:
    town.once()
    agenda_is_published(one)
    replay.plan_has_a_new_edition(one)
    one.stamp = "<!-- made on day 1 -->"
    serve(town, one)
    asked: list[str] = []
    hear = ("before_cursor_execute", lambda db, cursor, statement, *more: asked.append(statement))
    event.listen(Engine, *hear)
    try:
        (visit,) = town.once(later=DAY).visits
    finally:
        event.remove(Engine, *hear)
    assert len(visit.changes) > 5
    looked_up = [sql for sql in asked if "FROM documents" in sql]
    assert len(looked_up) > 2
    assert [sql for sql in looked_up if sql.endswith("WHERE documents.source_id = ?")] == []

"""The kind `consultation`: what a site of Citizen Space asks, by its API and by its finder."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.tools.examples import every_example
from tests.unit.sources.visits import Answer, Watched
from watcher.core.errors import NotUnderstood, Refused, Unreachable
from watcher.core.visits import Reading
from watcher.rules.deadlines import deadlines_of, with_closing_dates
from watcher.sources import recognise
from watcher.sources.consultation import API, FINDER, collect

SITE = "https://consultation.anytown.gov.uk"
URL = f"{SITE}/consultation_finder/?st=open"
NOW = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def activity(name: str = "travel", closes: str = "2026/09/30", **more: object) -> dict[str, object]:
    return {
        "id": name, "dept": "education", "title": f"Have your say on {name}",
        "overview": "<p>Buses for <b>SEND</b> pupils.</p>",
        "status": "open", "startdate": "2026/08/06", "enddate": closes, "type_string": "Consultation",
        "url": f"{SITE}/education/{name}/consult_view", **more,
    }  # fmt: skip


SERVED = json.dumps([activity(audiences=["Parents", "Carers"]), activity("short-breaks")])


def visited(*served: dict[str, object]) -> Watched:
    watched = Watched(collect, URL, {SITE + API: json.dumps(served)}, kind="consultation", now=NOW)
    watched.visit()
    return watched


def test_found_an_activity_has_its_days_its_summary_and_who_is_asked() -> None:
    found = visited(activity(audiences=["Parents", "Carers"])).documents()["education/travel"]
    assert (found.kind, found.title, found.summary) == ("article", "Have your say on travel", "Buses for SEND pupils.")
    assert (found.published, found.url) == (date(2026, 8, 6), f"{SITE}/education/travel/")
    assert (found.details["closes"], found.details["asked"]) == ("2026-09-30", "Parents, Carers")


def test_found_an_id_more_is_new_and_another_closing_day_is_a_change() -> None:
    watched = visited(activity())
    watched.web[SITE + API] = json.dumps([activity(closes="2026/10/14"), activity("send")])
    new, changed = sorted(watched.visit(), key=lambda change: change.kind, reverse=True)
    assert (new.kind, new.document.key) == ("new", "education/send")
    assert changed.fields == {"closes": ("2026-09-30", "2026-10-14")}


def test_found_one_that_closes_within_three_days_is_told_once_though_its_page_is_as_it_was() -> None:
    watched = visited(activity())
    told = [(watched.now.date() + DAY, change.fields) for _ in range(40) for change in watched.visit(DAY)]
    assert next(fields.get("status") for _, fields in told) == ("open", "closes within three days")
    assert watched.documents()["education/travel"].details["status"] == "closed"
    assert not any(known.withdrawn for known in watched.known.values())


def test_what_has_closed_is_remembered_in_silence_and_told_when_it_opens_again() -> None:
    watched = visited(activity(), activity("other", "2027/01/01"))
    watched.web[SITE + API] = json.dumps([activity("other", "2027/01/01")])
    watched.now += 40 * DAY
    readings = watched.read()
    assert [
        (one.baseline, [document.key for document in one.documents]) for one in readings if isinstance(one, Reading)
    ] == [
        (True, ["education/travel"]),
        (False, ["education/other"]),
    ]
    watched.web[SITE + API] = json.dumps([activity("other", "2027/01/01"), activity(closes="2026/12/01")])
    [change] = watched.visit()
    assert change.fields["closes"] == ("2026-09-30", "2026-12-01")


def test_its_closing_day_is_a_deadline_whatever_else_its_words_name() -> None:
    [document] = visited(activity(overview="The survey closes on 1 October 2026.")).documents().values()
    [deadline] = deadlines_of(with_closing_dates(document, NOW.date()))
    assert (deadline.kind, deadline.day) == ("consultation", date(2026, 9, 30))


OUTCOME = """<main><h1>Travel</h1><p>Closed 30 Sep 2026</p><p>Results updated 12 Nov 2026</p>
<h2>We asked</h2><p>How?</p>
<h2>You said</h2><p>412 of you answered; most want taxis kept.</p><h2>We did</h2><p>The Cabinet keeps the taxis.</p>
<h2>Overview</h2><p>Buses.</p></main>"""
NO_OUTCOME = "<main><h1>Travel</h1><p>Closed 30 Sep 2026</p><h2>What happens next</h2><p>We read it all.</p></main>"
TRAVEL_PAGE = f"{SITE}/education/travel/"


def closed(page: Answer) -> Watched:
    """One that is known, and closed some days ago."""
    watched = visited(activity())
    watched.web |= {SITE + API: "[]", TRAVEL_PAGE: page}
    watched.visit(35 * DAY)
    return watched


def test_the_results_of_one_that_has_closed_are_told_once_with_what_people_said_and_what_follows() -> None:
    watched = closed(NO_OUTCOME)
    watched.web[TRAVEL_PAGE] = OUTCOME
    assert watched.visit(DAY) == []
    [change] = watched.visit(7 * DAY)
    assert change.fields == {"status": ("closed", "results published")}
    said = change.document.details
    assert (said["results"], said["you_said"]) == ("2026-11-12", "412 of you answered; most want taxis kept.")
    assert said["we_did"] == "The Cabinet keeps the taxis."
    assert [change for _ in range(3) for change in watched.visit(8 * DAY)] == []


@every_example("page", [NO_OUTCOME, "", Unreachable("answered 500")], ids=["none yet", "empty", "a fault"])
def test_where_no_results_are_published_nothing_is_told_and_its_page_is_asked_for_once_a_week(page: Answer) -> None:
    watched = closed(page)
    assert [change for _ in range(8) for change in watched.visit(DAY)] == []
    assert watched.asked.count(TRAVEL_PAGE) == 2


def test_the_results_of_one_that_closed_more_than_a_year_ago_are_not_looked_for() -> None:
    watched = closed(NO_OUTCOME)
    watched.visit(400 * DAY)
    assert watched.asked.count(TRAVEL_PAGE) == 1


def test_one_that_opens_again_after_its_results_is_open() -> None:
    watched = closed(OUTCOME)
    assert watched.documents()["education/travel"].details["status"] == "results published"
    watched.web[SITE + API] = json.dumps([activity(closes="2027/12/01")])
    watched.visit(DAY)
    assert watched.documents()["education/travel"].details["status"] == "open"


CARD = """<ul id="consultations"><li class="dss-card" data-consultation-state="open">
<h2><a href="/education/travel/">Travel</a></h2>
<div class="col-md-9"><span>Buses for SEND pupils.</span></div>
<span class="cs-date-delta">Opened 6 August 2026</span></li>
<li class="dss-card" data-consultation-state="closed"><h2><a href="/education/old/">Old</a></h2></li></ul>"""
ITS_PAGE = """<main><h1>Travel</h1><p>Opened 6 Aug 2026</p><p>Closes 30 Sep 2026</p><h2>Audiences</h2>
<ul><li>Parents</li><li>Pupils</li></ul></main>"""


def by_finder(page: Answer = CARD) -> Watched:
    off = Unreachable(f"{SITE + API} has no such page (404)")
    web: dict[str, Answer] = {SITE + API: off, f"{SITE}{FINDER}0": page, f"{SITE}/education/travel/": ITS_PAGE}
    return Watched(collect, URL, web, kind="consultation", now=NOW)


def test_where_the_api_is_switched_off_the_finder_and_the_page_of_each_say_the_same_and_the_api_is_left_alone() -> None:
    watched = by_finder()
    watched.visit()
    [found] = watched.documents().values()
    assert (found.key, found.summary, found.published) == (
        "education/travel",
        "Buses for SEND pupils.",
        date(2026, 8, 6),
    )
    assert (found.details["closes"], found.details["asked"]) == ("2026-09-30", "Parents, Pupils")
    watched.visit()
    assert watched.asked.count(SITE + API) == 1
    watched.visit(8 * DAY)
    assert watched.asked.count(SITE + API) == 2


def test_unchanged_the_list_is_not_read_again() -> None:
    assert visited(activity()).read() == [Reading(URL, unchanged=True)]
    finder = by_finder()
    finder.visit()
    assert finder.read() == [Reading(URL, unchanged=True)]


def test_an_empty_list_is_understood_as_empty() -> None:
    assert visited().documents() == {}
    assert by_finder('<ul id="consultations"></ul>').visit() == []


@every_example("page", ["", "<html>", "{}", "[1, {}]", '[{"title": "x"}]', "[" * 5_000], ids=range(6))
def test_nothing_understood_is_said_with_the_reason_and_nothing_is_lost(page: str) -> None:
    watched = visited(activity())
    watched.web[SITE + API] = page
    with pytest.raises(NotUnderstood, match=r"JSON|list"):
        watched.visit()
    assert watched.documents().keys() == {"education/travel"}


@pytest.mark.parametrize("page", ["<html><h1>Welcome</h1></html>", '<ul id="consultations"><li>Soon</li></ul>'])
def test_nothing_understood_of_the_finder_is_said_too(page: str) -> None:
    with pytest.raises(NotUnderstood, match="consultations"):
        by_finder(page).visit()


@pytest.mark.parametrize("answer", [Refused("answered 403"), Unreachable("answered 500")])
def test_refused_is_left_to_go_up_as_it_came_and_a_fault_of_the_site_is_no_sign_that_the_api_is_off(
    answer: Exception,
) -> None:
    watched = visited(activity())
    watched.web[SITE + API] = answer
    with pytest.raises(type(answer)):
        watched.visit()
    assert [url for url in watched.asked if "finder" in url] == []


def test_its_addresses_are_recognised_and_those_of_other_sites_are_not() -> None:
    ours = (URL, f"{SITE}/", "https://consult.education.gov.uk/", f"{SITE}{API}")
    assert [recognise(url) for url in ours] == ["consultation"] * 4
    assert "consultation" not in map(
        recognise, ("https://www.gov.uk/government/consultations/x", "https://x.example/consult")
    )

"""The kind `ombudsman`: a list of decisions in the shape of the Ombudsman's search, and the pages behind it."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from tests.tools.examples import every_example
from tests.unit.sources.visits import Watched
from watcher.core.errors import Gone, NotFound, NotUnderstood, Refused, Unreachable
from watcher.core.visits import Reading
from watcher.sources import recognise
from watcher.sources.ombudsman import collect
from watcher.sources.ombudsman.decision import remedy_sum

SITE = "https://www.lgo.org.uk"
URL = f"{SITE}/Decisions/SearchResults?aname=London+Borough+of+Anytown&dc=c+nu+u&fd=0001-01-01&page=1"
UPHELD = ("25-002-039", "Statement Upheld Special educational needs 28-Oct-2025", "The Council took too long.")
CLOSED = (
    "25-001-700",
    "Statement Closed after initial enquiries School transport 6 Oct 2025",
    "We will not look at it.",
)
REPORT = ("24-011-649", "Report Not upheld Alternative provision 16-Dec-2024", "No fault.")


def address(key: str, path: str = "education/special-educational-needs") -> str:
    return f"{SITE}/decisions/{path}/{key}"


def row(key: str, said: str, summary: str, path: str = "education/special-educational-needs") -> str:
    return (
        f'<li><a href="/decisions/{path}/{key}?chapter=0">London Borough of Anytown ({key.replace("-", " ")})</a>'
        f"<p>{said}</p><p>Summary: {summary}</p></li>"
    )


def results(*rows: tuple[str, str, str], count: int | None = None) -> str:
    said = f"<p>Your search has {len(rows) if count is None else count} results</p>"
    return f"<html><body><h1>Decisions</h1>{said}<ul>{''.join(row(*each) for each in rows)}</ul></body></html>"


def decision(agreed: str = "", category: str = "Education &gt; Special educational needs") -> str:
    return (
        '<article id="article"><span class="label">Category:</span> <span class="value">'
        f'{category}</span><span class="label">Decision date:</span><span class="value">28 Oct 2025</span>'
        "<h2>The Ombudsman's final decision:</h2><p>Summary: too long.</p><h2>The complaint</h2><p>Mrs X paid £99.</p>"
        f"{agreed}<h2>Final decision</h2><p>I found fault. The council must not pay £7.</p></article>"
    )


AGREED = (
    "<h2>Agreed action</h2><p>Within four weeks the Council will:</p><ul><li>apologise to Mrs X;</li>"
    "<li>pay her £500 for distress; and</li><li>pay £2,400 for a year without provision.</li></ul>"
)


@pytest.fixture
def watched() -> Watched:
    """Visited once."""
    web = {
        URL: results(UPHELD, CLOSED, REPORT),
        **{address(each[0]) + "?chapter=0": decision() for each in (CLOSED, REPORT)},
    }
    web[address(UPHELD[0]) + "?chapter=0"] = decision(AGREED)
    watched = Watched(collect, URL, dict(web), kind="ombudsman")
    watched.visit()
    return watched


def test_found_a_decision_has_its_reference_as_key_and_its_outcome_as_it_stands(watched: Watched) -> None:
    found = watched.documents()["25-002-039"]
    assert found.title == "Upheld: Special educational needs, London Borough of Anytown (25 002 039)"
    assert (found.kind, found.published, found.summary) == ("article", date(2025, 10, 28), "The Council took too long.")
    assert [watched.documents()[each[0]].details["outcome"] for each in (CLOSED, REPORT)] == [
        "Closed after initial enquiries",
        "Not upheld",
    ]
    assert watched.documents()[REPORT[0]].details["sort"] == "Report"


def test_found_what_was_agreed_is_read_with_its_sum_and_no_other_money_is(watched: Watched) -> None:
    details = watched.documents()["25-002-039"].details
    assert details["remedy_sum"] == 2900
    assert "apologise to Mrs X;" in str(details["remedy"])
    assert details["whole_category"] == "Education > Special educational needs"
    assert not {"remedy", "remedy_sum"} & watched.documents()[CLOSED[0]].details.keys()


def test_found_a_reference_never_seen_is_new_however_old_its_date_and_its_path_is_no_identity(watched: Watched) -> None:
    old = ("21-006-949", "Statement Upheld Looked after children 8 May 2022", "Fault.")
    watched.web[URL] = results(old, UPHELD, CLOSED, REPORT).replace("/education/special", "/housing/special")
    assert [(change.kind, change.document.key) for change in watched.visit()] == [("new", "21-006-949")]


def test_found_another_outcome_is_a_change_and_what_leaves_the_end_of_the_list_is_not_withdrawn(
    watched: Watched,
) -> None:
    other = (UPHELD[0], UPHELD[1].replace("Upheld", "Not upheld"), UPHELD[2])
    for expected in (["changed"], [], []):
        watched.web[URL] = results(other) + "\n" * len(watched.asked)
        assert [change.kind for change in watched.visit()] == expected
    assert watched.documents()[UPHELD[0]].details["remedy_sum"] == 2900


OWN = address(UPHELD[0]) + "?chapter=0"
OLDER = ("24-010-100", "Statement Upheld School transport 1-Feb-2024", "Fault.")


@pytest.mark.parametrize("answer", [NotFound("no such page (404)"), Gone("gone for good (410)")], ids=["404", "410"])
def test_found_a_decision_gone_from_the_list_and_from_its_own_page_is_withdrawn_once_and_restored_when_it_is_back(
    watched: Watched, answer: Exception
) -> None:
    watched.web |= {URL: results(CLOSED, REPORT), OWN: answer}
    assert [(change.kind, change.document.key) for change in watched.visit()] == [("withdrawn", UPHELD[0])]
    watched.asked.clear()
    watched.web[URL] = results(CLOSED, REPORT) + "\n"
    assert watched.visit() == []
    assert OWN not in watched.asked
    watched.web[URL] = results(UPHELD, CLOSED, REPORT) + "\n"
    assert [(change.kind, change.document.key) for change in watched.visit()] == [("restored", UPHELD[0])]
    assert watched.documents()[UPHELD[0]].details["remedy_sum"] == 2900
    watched.web[URL] = results(CLOSED, REPORT) + "\n\n"
    assert [change.kind for change in watched.visit()] == ["withdrawn"]


@pytest.mark.parametrize(
    "answer",
    [decision(AGREED), "<p>Search</p>", Unreachable("time-out"), Refused("403"), NotUnderstood("no text")],
    ids=["it stands", "another page", "out of reach", "refused", "not understood"],
)
def test_found_a_decision_gone_from_the_list_whose_page_does_not_say_that_it_is_gone_is_asked_once_and_not_withdrawn(
    watched: Watched, answer: str | Exception
) -> None:
    watched.asked.clear()
    watched.web |= {URL: results(CLOSED, REPORT), OWN: answer}
    assert watched.visit() == []
    watched.web |= {URL: results(CLOSED, REPORT) + "\n", OWN: NotFound("404")}
    assert watched.visit() == []
    assert watched.asked.count(OWN) == 1


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        ([("26-001-001", UPHELD[1].replace("2025", "2026"), "Fault."), UPHELD, REPORT], 4),
        ([UPHELD], 3),
        ([UPHELD, REPORT], 2),
        ([("21-006-949", "Statement Upheld Looked after children 8 May 2022", "Fault."), UPHELD, REPORT], 4),
    ],
    ids=["it left the window", "the list is cut short", "only an older report stands", "the older one is new there"],
)
def test_found_a_decision_behind_which_no_older_one_of_its_sort_still_stands_is_not_asked_for(
    watched: Watched, rows: list[tuple[str, str, str]], count: int
) -> None:
    """A report that stands is no sign: statements are kept for fewer years."""
    link = address(CLOSED[0]) + "?chapter=0"
    watched.web |= {URL: results(*rows, count=count), link: NotFound("404")}
    watched.asked.clear()
    assert "withdrawn" not in [change.kind for change in watched.visit()]
    assert link not in watched.asked


def test_nothing_understood_and_unchanged_withdraw_nothing_and_the_next_good_list_does(watched: Watched) -> None:
    watched.web |= {URL: results(count=3), OWN: NotFound("404")}
    with pytest.raises(NotUnderstood):
        watched.visit()
    watched.web[URL] = results(CLOSED, REPORT)
    assert [change.kind for change in watched.visit()] == ["withdrawn"]
    assert watched.visit() == []


def test_found_of_very_many_that_are_gone_at_once_ten_a_visit_are_asked_for() -> None:
    rows = [(f"25-001-{number:03}", UPHELD[1], "Fault.") for number in range(14)]
    watched = Watched(collect, URL, {URL: results(*rows, OLDER)}, kind="ombudsman")
    watched.visit()
    watched.web |= {address(each[0]) + "?chapter=0": NotFound("404") for each in rows}
    told = []
    for number in range(3):
        watched.web[URL] = results(OLDER) + "\n" * number
        told.append([change.kind for change in watched.visit()])
    assert told == [["withdrawn"] * 10, ["withdrawn"] * 4, []]


def test_found_the_next_pages_are_asked_for_while_all_is_new_and_not_once_something_is_known() -> None:
    pages = [[(f"25-{page:03}-{number:03}", UPHELD[1], "Fault.") for number in range(10)] for page in range(3)]
    web = {
        URL.replace("page=1", f"page={n}").replace("c+nu+u", "c%20nu%20u").replace("%20", "+"): results(*some, count=30)
        for n, some in enumerate(pages, 1)
    }
    watched = Watched(collect, URL, dict(web), kind="ombudsman")
    watched.visit()
    assert len(watched.documents()) == 30
    watched.web[URL] = results(("26-001-001", UPHELD[1], "Fault."), *pages[0][:9], count=31)
    watched.asked.clear()
    assert len(watched.visit()) == 1
    assert [url for url in watched.asked if "SearchResults" in url] == [URL]


def test_unchanged_the_list_is_not_read_again(watched: Watched) -> None:
    assert watched.read() == [Reading(URL, unchanged=True)]


@pytest.mark.parametrize("page", ["<html><body></body></html>", results(count=3), results(), "no page"])
def test_nothing_understood_an_empty_page_after_a_full_one_is_distrusted(watched: Watched, page: str) -> None:
    watched.web[URL] = page
    with pytest.raises(NotUnderstood, match="names no decision"):
        watched.visit()


def test_a_council_without_any_decision_is_understood_as_empty() -> None:
    assert Watched(collect, URL, {URL: results()}, kind="ombudsman").read() == [Reading(URL)]


def test_refused_is_left_to_go_up_as_it_came(watched: Watched) -> None:
    watched.web[URL] = Refused(f"{URL} answered 403 (it refuses us)")
    with pytest.raises(Refused, match="answered 403"):
        watched.visit()


@every_example(
    ("answer", "times"),
    [(Gone("410"), 1), (NotUnderstood("a shell"), 3), ("<p>Welcome</p>", 3), (Unreachable("time-out"), 5)],
    ids=["gone", "nothing in it", "another page", "out of reach"],
)
def test_a_decision_whose_page_can_not_be_read_is_told_by_its_row(answer: Exception | str, times: int) -> None:
    link = address(UPHELD[0]) + "?chapter=0"
    watched = Watched(collect, URL, {URL: results(UPHELD), link: answer}, kind="ombudsman")
    kinds = []
    for visit in range(5):
        if isinstance(answer, str):
            watched.web[link] = answer + "\n" * visit
        kinds += [change.kind for change in watched.visit()]
    assert kinds == ["new"]
    assert watched.asked.count(link) == times


@every_example(
    ("remedy", "pounds"),
    [
        ("pay £500 in recognition of distress. The £500 should be paid in a month.", 500),
        ("pay Mrs X £1,200.50 and Y £300", 1500),
        ("pay a total of £2,900, made up of £500 for distress and £2,400 for lost provision", 2900),
        ("pay £300 a month for each month without provision", None),
        ("apologise; review a budget of £65,000", None),
        ("apologise", None),
    ],
)
def test_the_sum_of_a_remedy_is_what_is_to_be_paid_in_all_or_nothing(remedy: str, pounds: int | None) -> None:
    assert remedy_sum([remedy]) == pounds


def test_its_addresses_are_recognised_and_those_of_a_single_decision_or_another_site_are_not() -> None:
    assert [recognise(url) for url in (URL, f"{SITE}/decisions/education/special-educational-needs")] == [
        "ombudsman"
    ] * 2
    assert "ombudsman" not in [recognise(url) for url in (address(UPHELD[0]), "https://x.example/decisions/2025", SITE)]


@pytest.mark.parametrize("weeks", [6, pytest.param(52, marks=pytest.mark.soak)])
def test_weekly_batches_are_told_once_each_and_each_page_is_asked_for_once(weeks: int) -> None:
    watched = Watched(collect, URL, {URL: results(UPHELD)}, kind="ombudsman")
    watched.visit()
    rows, told = [UPHELD], []
    for week in range(weeks):
        rows = [(f"26-{week:03}-{number:03}", CLOSED[1], "Not looked at.") for number in range(3)] + rows
        watched.web |= {address(each[0]) + "?chapter=0": decision() + f"<!-- {each[0]} -->" for each in rows[:3]}
        for day in range(7):
            watched.web[URL] = results(*rows[:10], count=len(rows)) + f"<!-- {week} {day // 3} -->"
            told += [(change.kind, change.document.key) for change in watched.visit(timedelta(hours=24))]
    assert told == [("new", f"26-{week:03}-{number:03}") for week in range(weeks) for number in range(3)]
    assert max(Counter(url for url in watched.asked if "26-" in url).values()) == 1

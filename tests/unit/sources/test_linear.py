"""Pages of many parts, and words of many signs: to read them takes time in proportion to their number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from math import inf
from time import thread_time
from typing import TypeAlias

import pytest

from tests.tools.soaks import some
from tests.unit.sources.visits import MORNING
from watcher.core.errors import NotUnderstood
from watcher.core.sources import Source
from watcher.core.text import normalise
from watcher.core.visits import Page, Reading, Visit
from watcher.fetch.addresses import web_address
from watcher.sources.feed.entry import absolute
from watcher.sources.html import soup
from watcher.sources.moderngov import committees
from watcher.sources.moderngov.parse import decision, forward_plan, meeting, whatsnew
from watcher.sources.moderngov.parse.committee import CommitteePage
from watcher.sources.moderngov.parse.links import portal_of
from watcher.sources.moderngov.parse.page import links
from watcher.sources.moderngov.parse.whatsnew import NewsItem
from watcher.sources.ofsted.provider_page import timeline
from watcher.sources.page import collect
from watcher.sources.urls import LONGEST_ADDRESS, canon, joined

SIZES = [(60, 480), (250, 2_000)]
TRIES = 5
MOST_TIMES = 3 * 8
"""As much time for eight times as much is what is in proportion; the square would be 64 times as much."""
MARKS = "\u0300\u0316" * 200_000
"""Two marks in turn over one letter: Unicode wants each of the second before all of the first."""
BASE = "https://democracy.example.gov.uk/"
PORTAL = portal_of(BASE)


def seconds(call: Callable[[int], object], number: int) -> float:
    """Of the processor."""
    began = thread_time()
    call(number)
    return thread_time() - began


InProportion: TypeAlias = Callable[[Callable[[int], object]], None]


@pytest.fixture(params=some(SIZES, every=2), ids=str)
def assert_in_proportion(request: pytest.FixtureRequest) -> InProportion:
    """To be called with how many there are; what takes too long is measured again, for the machine may be busy."""
    less, more = request.param

    def judge(read: Callable[[int], object]) -> None:
        read(10)  # what is loaded and made once
        few = many = inf
        for _ in range(TRIES):
            few, many = min(few, seconds(read, less)), min(many, seconds(read, more))
            if many < MOST_TIMES * few:
                return
        pytest.fail(f"{few:.3f} s for {less}, {many:.3f} s for {more}")

    return judge


def page(inside: str, url: str = BASE) -> Page:
    return Page(url=url, body=f"<html><body><div id=modgov>{inside}</div></body></html>".encode(), content_type="")


def test_marks_by_the_thousand_are_composed_piece_by_piece(assert_in_proportion: InProportion) -> None:
    assert_in_proportion(lambda number: normalise("a" + MARKS[: 10 * number]))
    assert len(normalise(f"a{MARKS}")) > 100_000


def test_what_is_composed_in_pieces_reads_as_if_it_were_whole() -> None:
    words = " ".join(["cafe\u0301", "ﬁve", "½", "naïve", "\u1112\u1161\u11ab"] * 200)
    assert normalise(words) == " ".join(["café", "five", "1⁄2", "naïve", "한"] * 200)


def test_reference_with_thousands_of_digits_is_no_sign() -> None:
    assert normalise(f"a &#{'1' * 5_000}; b &#65; &#00000065;") == "a \ufffd b A A"


def meeting_links(inside: str) -> int:
    return len(links(soup(page(inside))))


def test_address_longer_than_any_is_none() -> None:
    long = f"http://{MARKS}/"
    assert joined(BASE, long) == absolute(BASE, long) == ""
    with pytest.raises(NotUnderstood, match="longer than any web address"):
        web_address(long)
    assert meeting_links(f'<a href="{long}">x</a><a href="/y">y</a>') == 1
    fits = "a" * (LONGEST_ADDRESS - len(BASE))
    assert absolute(BASE, f"/{fits}") == BASE + fits
    assert canon(joined(BASE, "b")) == "democracy.example.gov.uk/b"


def test_agenda_of_many_items_is_read(assert_in_proportion: InProportion) -> None:
    def read(number: int) -> int:
        rows = "".join(f"<tr><td><a name=AI{item}></a>x</td></tr>" for item in range(number))
        return len(meeting.parse(page(f"<h1>Agenda</h1>{'<p>a</p>' * number}<table>{rows}</table>"), PORTAL).items)

    assert_in_proportion(read)
    assert read(100) == 100


def test_news_that_all_stand_in_one_line_are_read(assert_in_proportion: InProportion) -> None:
    def read(number: int) -> list[NewsItem]:
        said = "".join(f'<a href="ieListDocuments.aspx?MId={one}">Agenda published</a> ' for one in range(number))
        return whatsnew.parse_page(page(f"<h1>What's new</h1><h2>1 December 2026</h2><ul><li>{said}</li></ul>"))

    assert_in_proportion(read)
    assert [one.line for one in read(100)][99] == "meeting 99 2026-12-01 agenda published"


@pytest.mark.soak
def test_plan_of_many_rows_is_read(assert_in_proportion: InProportion) -> None:
    def read(number: int) -> int:
        rows = "".join(f'<tr><td><a href="mgIssueHistoryHome.aspx?IId={n}">a</a></td></tr>' for n in range(number))
        return len(forward_plan.parse_items(page(f"<h1>Forward plan</h1><table>{rows}</table>")))

    assert_in_proportion(read)
    assert read(100) == 100


@pytest.mark.soak
def test_register_whose_decisions_stand_in_one_block_is_read(assert_in_proportion: InProportion) -> None:
    def read(number: int) -> int:
        said = "".join(f'<a href="ieDecisionDetails.aspx?ID={one}">a</a> ' for one in range(number))
        return len(decision.parse_made(page(f"<h1>Decisions</h1><div>{said}</div>")))

    assert_in_proportion(read)
    assert read(100) == 100


def test_committee_that_is_not_found_is_compared_with_names_of_a_name_s_length() -> None:
    there = [CommitteePage("1", "x" * 1_000_000), CommitteePage("2", "Committee 1")]
    assert "nearest are Committee 1 (2)" in committees._not_found("Comittee 1", there, PORTAL)


@pytest.mark.soak
def test_reports_that_all_stand_in_one_box_are_read(assert_in_proportion: InProportion) -> None:
    def read(number: int) -> set[date | None]:
        said = "".join(f'<a class=publication-link href="/file/{one}">a</a>' for one in range(number))
        box = f"<ol class=timeline><li>{said}<time pubdate>1 May 2026</time></li></ol>"
        return {document.published for document in timeline(page(f"<div id=main><h1>A</h1>{box}</div>"), "1")}

    assert_in_proportion(read)
    assert read(100) == {date(2026, 5, 1)}


@pytest.mark.soak
def test_links_that_all_stand_in_one_row_are_read(assert_in_proportion: InProportion) -> None:
    def read(number: int) -> int:
        said = "".join(f'<a class=news href="/{one}">Article {one}</a>' for one in range(number // 10))
        body = f"<main><li>{said}{'<span>x</span>' * number}<p>About</p><b class=date>1 May 2026</b></li></main>"
        source = Source(id="news", name="News", url=BASE, kind="page", options={"select": "a.news"})
        (reading,) = collect(Visit(source, MORNING, lambda url: page(body)))
        assert isinstance(reading, Reading)
        return len(reading.documents)

    assert_in_proportion(read)
    assert read(1_000) == 100

"""A bad answer touches nothing; a damaged one may add, never change; a cut one is no beginning."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.tools.examples import every_example
from tests.tools.soaks import a_third, some
from tests.unit.sources.feeds import MORNING, URL, Polls, article, rss
from watcher.core.sources import Source
from watcher.core.visits import Page, Visit
from watcher.sources.feed import collect

WHOLE = rss(article("Two", "https://s.example/2", "2", description="b"), article("One", "https://s.example/1", "1"))
SCRIPT = b'<script data-cfasync="false" src="/cdn-cgi/email-decode.min.js"></script>'


def newer(first: bytes = b"Three") -> bytes:
    """WHOLE with one article more on top."""
    return WHOLE.replace(b"<item>", b"<item><title>%s</title><guid>3</guid></item><item>" % first, 1)


def script_after_the_end(body: bytes) -> bytes:
    return body + SCRIPT


def undefined_entity(body: bytes) -> bytes:
    return body.replace(b"<description>b", b"<description>b &nope;")


def bad_byte(body: bytes) -> bytes:
    return body.replace(b"<description>b", b"<description>b \xff\x01")


def end_cut_off(body: bytes) -> bytes:
    return body[:-30]


DAMAGES = [script_after_the_end, undefined_entity, bad_byte, end_cut_off]


@every_example("damage", DAMAGES, ids=lambda one: one.__name__)
def test_damaged_poll_adds_but_never_changes(damage) -> None:  # type: ignore[no-untyped-def]  # one of the above
    polls = Polls()
    polls.poll(WHOLE)
    retitled = newer().replace(b"<title>Two", b"<title>Number two")
    assert polls.told(damage(retitled)) == [("new", "Three")]
    assert polls.reason
    assert polls.reason.startswith("the feed is damaged (")
    assert polls.told(newer()) == [], "what a damaged poll added reads the same when whole"
    assert polls.reason is None


def test_damaged_feed_that_is_as_it_was_is_still_called_damaged() -> None:
    source, notes = Source("news", "News", URL, "feed"), dict[str, str]()
    for body, expected in ((script_after_the_end(WHOLE), True), (b"", True), (WHOLE, False), (b"", False)):
        page = Page(URL, body, unchanged=not body)
        readings = list(collect(Visit(source, MORNING, lambda _, page=page: page, notes=notes)))  # type: ignore[misc]  # bound now
        assert [bool(one.damaged) for one in readings] == [expected]


def test_article_that_is_cut_in_the_middle_waits_for_a_whole_poll() -> None:
    polls = Polls()
    polls.poll(rss(article("One", guid="1")))
    whole = rss(article("One", guid="1"), article("Three children helped", guid="3", description="All of it"))
    assert polls.told(whole[: whole.index(b" of it")]) == []
    assert polls.told(whole) == [("new", "Three children helped")]


@every_example(
    "bad",
    [
        b"",
        b"<html><body>Just a moment...</body></html>",
        b"<rss version='2.0'><channel><item><tit",
        b"{}",
        b"\x00" * 50,
    ],
    ids=["empty", "challenge", "cut in the first article", "other JSON", "zeros"],
)
def test_bad_answer_touches_nothing(bad: bytes) -> None:
    polls = Polls()
    polls.poll(WHOLE)
    before = dict(polls.known)
    assert polls.failed(bad)
    assert polls.known == before
    assert polls.told(WHOLE) == []


def test_blanks_before_the_declaration_are_no_damage() -> None:
    polls = Polls()
    polls.poll(b'\n \xef\xbb\xbf<?xml version="1.0" encoding="utf-8"?>' + WHOLE)
    assert polls.reason is None
    assert polls.told(WHOLE.replace(b"<title>Two", b"<title>Number two")) == [("changed", "Number two")]


def test_wrong_charset_or_content_type_is_no_damage() -> None:
    polls = Polls()
    polls.poll(b'<?xml version="1.0" encoding="utf-8"?>' + WHOLE.replace(b"One", "Caf\u00e9".encode("cp1252")))
    assert polls.reason is None
    assert "Café" in {one.document.title for one in polls.known.values()}


@every_example("answer", [WHOLE[:-30], rss()[:-30], b""], ids=["cut short", "cut and empty", "nothing"])
def test_cut_first_answer_is_no_baseline(answer: bytes) -> None:
    polls = Polls()
    assert polls.failed(answer)
    polls.poll(WHOLE)
    assert polls.told(newer()) == [("new", "Three")]


def test_feed_that_always_has_a_script_after_its_end_can_be_followed() -> None:
    polls = Polls()
    polls.poll(script_after_the_end(WHOLE))
    assert polls.told(script_after_the_end(newer())) == [("new", "Three")]


def test_empty_feed_where_something_was_tells_nothing_and_forgets_nothing() -> None:
    polls = Polls()
    polls.poll(WHOLE)
    assert polls.told(rss()) == []
    assert polls.told(WHOLE) == []


def test_link_that_broken_markup_swallows_is_none() -> None:
    polls = Polls()
    polls.poll(WHOLE)
    broken = WHOLE.replace(b"<title>One", b"<tit<guid>le>One").replace(b"/1</link><guid>", b"/1<{guid>")
    assert polls.told(broken) == []
    assert polls.told(newer()) == [("new", "Three")]


def sold(body: bytes) -> bytes:
    return body.replace(b"<title>News<", b"<title>Best Casinos<").replace(b"news.example", b"casino.example")


def test_feed_of_another_site_at_the_old_address_is_held() -> None:
    polls = Polls()
    polls.poll(WHOLE)
    casino = sold(rss(article("Win big", guid="w"), article("Win bigger", guid="x")))
    assert polls.told(casino) == []
    assert polls.reason
    assert "the feed of “Best Casinos” (casino.example) now, no longer of “News” (news.example)" in polls.reason
    assert polls.told(newer()) == [("new", "Three")]
    assert polls.reason is None


def test_feed_of_another_site_is_believed_at_the_third_visit_though_its_articles_change() -> None:
    polls = Polls()
    polls.poll(WHOLE)
    told = [polls.told(sold(rss(article(f"Win {number}", guid=f"w{number}")))) for number in range(3)]
    assert told == [[], [], [("new", "Win 2")]]


def test_feed_that_takes_another_name_or_home_is_not_held() -> None:
    polls = Polls()
    polls.poll(WHOLE)
    renamed = rss(article("Four", guid="4")).replace(b"<title>News<", b"<title>The News<")
    assert polls.told(renamed) == [("new", "Four")]
    assert polls.told(sold(rss(article("Five", guid="5"), article("Four", guid="4")))) == [("new", "Five")]
    assert polls.told(sold(rss(article("Six", guid="6")))) == [("new", "Six")]


@a_third()
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=6)), min_size=1, max_size=5))
@example([(0, b"{")])
@example([(WHOLE.index(b"guid"), b"\x00")])
@example([(WHOLE.index(b"https"), b"http://[")])
def test_feed_with_any_bytes_in_it_is_read_or_refused_and_forgets_nothing(
    edits: list[tuple[int, bytes]],
) -> None:
    polls, body = Polls(), bytearray(WHOLE)
    polls.poll(WHOLE)
    for start, junk in edits:
        body[start : start + len(junk)] = junk
    polls.failed(bytes(body))
    polls.failed(bytes(body))
    assert {"1", "2"} <= set(polls.known)
    assert not polls.failed(WHOLE)


@pytest.mark.soak
@pytest.mark.parametrize("every", some([4, 1], every=2))
def test_every_real_feed_cut_short_tells_nothing_when_it_is_whole_again(real: Path, every: int) -> None:
    files = [file for folder in ("captures", "ugly") for file in sorted((real / "news" / folder).glob("*.*ml"))]
    followed = 0
    for file in files[::every]:
        body, polls = file.read_bytes(), Polls()
        if len(body) > 100_000 or polls.failed(body) or polls.reason:
            continue
        followed += 1
        polls.failed(body[:-40])
        polls.failed(body[: len(body) // 2])
        assert polls.told(body) == [], file.name
    assert followed > 20 // every

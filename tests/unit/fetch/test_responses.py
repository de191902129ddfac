"""What an answer that is no page is said to be, and how long a site wants to be left alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from tests.tools.examples import every_example
from tests.tools.web import Answer, Site
from tests.unit.fetch.conftest import Clock, FetcherOf, error_of
from watcher.core.errors import Challenged, Gone, Refused, Unreachable
from watcher.fetch.responses import HttpResponse, guard, retry_after

HTML = "<!doctype html><html><head><title>{}</title></head><body>{}</body></html>"
INCAPSULA = (
    '<html><head><META NAME="robots" CONTENT="noindex,nofollow">'
    '<script src="/_Incapsula_Resource?SWJIYLWA=1"></script></head><body></body></html>'
)


@every_example(
    ("status", "kind", "text"),
    [
        (400, Unreachable, "{} answered 400 Bad Request"),
        (401, Refused, "{} refused us (401 Unauthorized)"),
        (403, Refused, "{} refused us (403 Forbidden)"),
        (404, Unreachable, "{} has no such page (404): has it moved?"),
        (410, Gone, "{} says that this page is gone for good (410)"),
        (429, Unreachable, "{} answered 429 Too Many Requests"),
        (451, Refused, "{} refused us (451 Unavailable For Legal Reasons)"),
        (500, Unreachable, "{} answered 500 Internal Server Error"),
        (503, Unreachable, "{} answered 503 Service Unavailable"),
        (520, Unreachable, "{} answered 520"),
        (204, Unreachable, "{} answered 204 No Content"),
        (206, Unreachable, "{} answered 206 Partial Content"),
        (300, Unreachable, "{} answered 300 Multiple Choices"),
    ],
)
def test_a_status_is_told_in_plain_words(fetcher_of: FetcherOf, status: int, kind: type[Exception], text: str) -> None:
    with Site({"/page": Answer(status=status)}) as site:
        error = error_of(lambda: fetcher_of(site).get(f"{site.url}/page"))
    assert isinstance(error, kind)
    assert str(error) == text.format(site.host)


@every_example(
    "answer",
    [
        Answer(b"x", 403, {"cf-mitigated": "challenge"}),
        Answer(b"x", 200, {"CF-Mitigated": "challenge"}),
        Answer(b"", 202, {"x-amzn-waf-action": "challenge"}),
        Answer(HTML.format("Just a moment...", "").encode()),
        Answer(HTML.format("Just a moment...", "").encode(), 503),
        Answer(HTML.format("\n Attention Required! | Cloudflare ", "").encode()),
        Answer(HTML.format("Azure WAF", "").encode()),
        Answer(INCAPSULA.encode()),
        Answer(HTML.format("", "Request unsuccessful. Incapsula incident ID: 1-2" + " " * 5000).encode()),
    ],
)
def test_the_page_of_a_guard_is_a_refusal_whatever_its_status(fetcher_of: FetcherOf, answer: Answer) -> None:
    with Site({"/page": answer}) as site:
        error = error_of(lambda: fetcher_of(site).get(f"{site.url}/page"))
        assert site.asked == ["/page"]
    assert isinstance(error, Challenged)
    assert "guard" in str(error)


@every_example(
    "body",
    [
        HTML.format("Just a moment: the council's new budget - The Daily", ""),
        HTML.format("News", "<h1>Just a moment...</h1><title>Just a moment...</title>"),
        HTML.format("Cabinet", '<script src="/_Incapsula_Resource?SW=1"></script>' + "agenda " * 1000),
        "<?xml version='1.0'?><rss><channel><title>Just a moment...</title></channel></rss>",
        '{"title": "<title>Just a moment...</title>"}',
        "",
    ],
    ids=["longer title", "in the body", "script in a real page", "feed", "json", "empty"],
)
def test_a_real_page_is_not_taken_for_a_guards(fetcher_of: FetcherOf, body: str) -> None:
    with Site({"/page": body}) as site:
        assert fetcher_of(site).get(f"{site.url}/page").body == body.encode()


def test_no_real_page_is_taken_for_a_guards_but_the_challenge(real: Path) -> None:
    pages = [path for path in real.rglob("*") if path.suffix in (".html", ".xml", ".json")]
    seen = {path.name for path in pages if guard(HttpResponse("http://x/", 200, {}, path.read_bytes()))}
    assert seen == {"cloudflare_challenge_403.html"}


NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


@every_example(
    ("asked", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("999999", 86_400),
        (format_datetime(NOW + timedelta(minutes=5), usegmt=True), 300),
        (format_datetime(NOW - timedelta(minutes=5), usegmt=True), 0),
        (format_datetime(NOW + timedelta(days=400), usegmt=True), 86_400),
        ("Sat, 21 Nov 2026 09:31:00", 60),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1e9", None),
        ("9" * 5000, None),
        ("Sat, 99 Nov 2026 09:30:00 GMT", None),
    ],
)
def test_a_wait_is_read_in_seconds_or_as_a_date(asked: str, seconds: float | None) -> None:
    assert retry_after({"Retry-After": asked, "Date": format_datetime(NOW, usegmt=True)}) == seconds


def test_a_date_to_wait_for_is_read_by_our_clock_where_the_site_shows_none() -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(hours=12), usegmt=True)
    wait = retry_after({"Retry-After": soon})
    assert wait is not None
    assert 11 * 3600 < wait <= 12 * 3600


@pytest.mark.parametrize("status", [429, 503])
def test_a_site_that_asks_for_time_is_left_alone_until_it_is_over(
    fetcher_of: FetcherOf, clock: Clock, status: int
) -> None:
    with Site({"/busy": Answer(status=status, headers={"Retry-After": "120"}), "/page": b"x"}) as site:
        fetcher = fetcher_of(site)
        error = error_of(lambda: fetcher.get(f"{site.url}/busy"))
        clock.now += 20
        later = error_of(lambda: fetcher.get(f"{site.url}/page"))
        assert site.asked == ["/busy"]
        clock.now += 100
        assert fetcher.get(f"{site.url}/page").body == b"x"
    assert isinstance(error, Unreachable)
    assert isinstance(later, Unreachable)
    assert (error.retry_after, later.retry_after) == (120, 100)
    assert str(later) == str(error)


def test_a_wait_beside_another_status_is_not_heeded(fetcher_of: FetcherOf) -> None:
    with Site({"/odd": Answer(status=404, headers={"Retry-After": "120"}), "/page": b"x"}) as site:
        fetcher = fetcher_of(site)
        error_of(lambda: fetcher.get(f"{site.url}/odd"))
        assert fetcher.get(f"{site.url}/page").body == b"x"

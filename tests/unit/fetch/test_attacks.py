"""What a hostile site may try: too much, too slow, too odd. Each ends soon, small, and in one of our errors."""

from __future__ import annotations

import contextlib
import gzip
import re
import tracemalloc
import zlib
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.tools.examples import every_example
from tests.tools.web import Answer, Request, Site, chunked, redirect
from tests.unit.fetch.conftest import FetcherOf, error_of
from watcher.core.errors import SourceError, Unreachable
from watcher.core.visits import Page

OK = b"HTTP/1.1 200 OK\r\n"
CAP = 100_000


@cache  # here and below: not made by each process that loads this
def bomb() -> bytes:
    """Ten million zero bytes, a thousand times smaller."""
    return gzip.compress(bytes(10_000_000))


TOO_MUCH: dict[str, Callable[[], Answer]] = {
    "too long": lambda: Answer(bytes(CAP + 1)),
    "too long, in chunks": lambda: chunked(b"%x\r\n%b\r\n0\r\n\r\n" % (CAP + 1, bytes(CAP + 1))),
    "too long, without a length": lambda: Answer(bytes(CAP + 1), headers={"Content-Length": None}),
    "declared too long": lambda: Answer(b"x", headers={"Content-Length": str(CAP + 1)}),
    "bomb": lambda: Answer(bomb(), headers={"Content-Encoding": "gzip"}),
    "bomb in a bomb": lambda: Answer(gzip.compress(bomb()), headers={"Content-Encoding": "gzip, gzip"}),
    "bomb of deflate": lambda: Answer(zlib.compress(bytes(10_000_000)), headers={"Content-Encoding": "deflate"}),
    "bomb in chunks": lambda: Answer(
        b"%x\r\n%b\r\n0\r\n\r\n" % (len(bomb()), bomb()),
        headers={"Content-Encoding": "gzip", "Transfer-Encoding": "chunked", "Content-Length": None},
    ),
    "endless interim answers": lambda: Answer(raw=b"HTTP/1.1 100 Continue\r\n\r\n" * 100_000),
    "wire full of nothing": lambda: Answer(
        gzip.compress(b"") * 100_000, headers={"Content-Encoding": "gzip", "Content-Length": None}
    ),
}


@every_example("name", TOO_MUCH)
def test_more_than_the_cap_is_not_read(fetcher_of: FetcherOf, name: str) -> None:
    with Site({"/": TOO_MUCH[name]()}) as site:
        error = error_of(lambda: fetcher_of(site, max_bytes=CAP).get(f"{site.url}/"))
        assert site.asked == ["/"]
    assert isinstance(error, Unreachable)
    assert str(error) == f"the answer of {site.host} is larger than 0.1 MB"


def test_exactly_the_cap_is_read(fetcher_of: FetcherOf) -> None:
    with Site({"/": bytes(CAP)}) as site:
        assert len(fetcher_of(site, max_bytes=CAP).get(f"{site.url}/").body) == CAP


def test_a_bomb_is_not_expanded(fetcher_of: FetcherOf) -> None:
    with Site({"/": TOO_MUCH["bomb"]()}) as site:
        fetcher = fetcher_of(site, max_bytes=CAP)
        tracemalloc.start()
        error_of(lambda: fetcher.get(f"{site.url}/"))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 5_000_000


TOO_SLOW = {
    "silence": Answer(b"x", stall=30),
    "dripping body": Answer(b"x" * 10_000, drip=0.02),
    "dripping headers": Answer(headers={"X": "y" * 10_000}, drip=0.02),
    "dripping error": Answer(raw=b"HTTP/1.1 404 Not Found\r\n" + b"X: y\r\n" * 90, drip=0.02),
    "dripping chunks": Answer(
        b"1\r\nx\r\n" * 5000, headers={"Transfer-Encoding": "chunked", "Content-Length": None}, drip=0.02
    ),
}


@every_example("name", TOO_SLOW)
def test_the_whole_answer_has_one_time_limit(fetcher_of: FetcherOf, name: str) -> None:
    with Site({"/": TOO_SLOW[name]}) as site:
        error = error_of(lambda: fetcher_of(site, timeout=0.05).get(f"{site.url}/"))
        assert len(site.asked) <= 1  # on a very slow machine the time is over before it asks
    assert re.fullmatch(rf"{site.host} took longer than \d+(\.\d)? s", str(error))
    assert isinstance(error, Unreachable)
    assert error.timed_out


def test_redirects_and_tries_share_the_time_limit(fetcher_of: FetcherOf) -> None:
    def slow(request: Request) -> Answer:
        return Answer(status=302, headers={"Location": "/again"}, stall=0.03)  # six times: longer than it may take

    with Site({"/": slow, "/again": slow}) as site:
        error = error_of(lambda: fetcher_of(site, timeout=0.1).get(f"{site.url}/"))
    assert "took longer than" in str(error)


def test_the_slow_body_of_an_error_does_not_hide_the_error(fetcher_of: FetcherOf) -> None:
    wire = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 99\r\n\r\nno"
    with Site({"/": Answer(raw=wire), "/redirect": Answer(bomb() * 40, 302, {"Location": "/"})}) as site:
        error = error_of(lambda: fetcher_of(site).get(f"{site.url}/redirect"))
    assert str(error) == f"{site.host} refused us (403 Forbidden)"


DAMAGED = {
    "nothing": b"",
    "no HTTP": b"SSH-2.0-OpenSSH_9.9\r\n",
    "no status": b"HTTP/1.1 abc\r\n\r\n",
    "cut in the body": OK + b"Content-Length: 9\r\n\r\nx",
    "two lengths": OK + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
    "a length for each taste": OK + b"Content-Length: 1, 2\r\n\r\nxx",
    "chunk of letters": OK + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\nx",
    "endless chunk size": OK + b"Transfer-Encoding: chunked\r\n\r\n" + b"0" * 3_000_000,
    "cut in a chunk": OK + b"Transfer-Encoding: chunked\r\n\r\n9\r\nx",
    "chunk of minus one": OK + b"Transfer-Encoding: chunked\r\n\r\n-1\r\nx\r\n0\r\n\r\n",
    "not gzip": OK + b"Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello",
    "gzip of damaged": OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"hello" * 99)[:-8] + b"\xff" * 8,
    "not asked for": OK + b"Content-Encoding: br\r\nContent-Length: 5\r\n\r\nhello",
    "a hundred compressions": OK + b"Content-Encoding: " + b"gzip," * 100 + b"gzip\r\n\r\nx",
    "huge header": OK + b"X: " + b"y" * 70_000 + b"\r\n\r\nx",
    "a thousand headers": OK + b"X: y\r\n" * 1000 + b"\r\nx",
    "redirect to nonsense": b"HTTP/1.1 302 Found\r\nLocation: http://[\r\n\r\n",
    "redirect to bytes": b"HTTP/1.1 302 Found\r\nLocation: \xff\xfe://\x00\r\n\r\n",
    "redirect to nowhere": b"HTTP/1.1 302 Found\r\nLocation:\r\n\r\n",
    "redirect without aim": b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n",
}


@every_example("name", DAMAGED)
def test_a_damaged_answer_ends_in_one_of_our_errors(fetcher_of: FetcherOf, name: str) -> None:
    with Site({"/": Answer(raw=DAMAGED[name])}) as site:
        error = error_of(lambda: fetcher_of(site).get(f"{site.url}/"))
    assert site.host in str(error) or "no web address" in str(error)


def test_the_cause_of_an_error_is_kept(fetcher_of: FetcherOf) -> None:
    with Site({"/": Answer(raw=DAMAGED["not gzip"])}) as site:
        assert error_of(lambda: fetcher_of(site).get(f"{site.url}/")).__cause__ is not None


def test_a_length_that_is_too_short_cuts_the_page_but_not_the_next_one(fetcher_of: FetcherOf) -> None:
    with Site({"/": Answer(b"hello and more", headers={"Content-Length": "5"}), "/next": b"next"}) as site:
        fetcher = fetcher_of(site)
        assert fetcher.get(f"{site.url}/").body == b"hello"
        assert fetcher.get(f"{site.url}/next").body == b"next"


@every_example("bad", ["\x00", "\x1b[2J", "\x85", "x" * 5000])
def test_a_header_that_no_database_keeps_is_left_out(fetcher_of: FetcherOf, bad: str) -> None:
    answer = Answer(b"x", etag=f'"{bad}"', last_modified=f"now{bad}", content_type=f"text/html{bad}")
    with Site({"/": answer}) as site:
        page = fetcher_of(site).get(f"{site.url}/")
    assert page == Page(f"{site.url}/", b"x")


def test_odd_headers_are_not_logged(fetcher_of: FetcherOf, caplog: pytest.LogCaptureFixture) -> None:
    with Site({"/": Answer(raw=OK + b"no header\r\n: x\r\n\r\nx")}) as site:
        fetcher_of(site).get(f"{site.url}/")
    assert [record for record in caplog.records if record.levelname != "DEBUG"] == []


def test_an_endless_redirect_ends(fetcher_of: FetcherOf) -> None:
    steps = iter(range(1000))
    with Site({"/": lambda _: redirect(f"/?{next(steps)}")}) as site:
        error_of(lambda: fetcher_of(site).get(f"{site.url}/"))
        assert len(site.asked) == 6


HEADER = st.sampled_from(["Content-Length", "Content-Encoding", "Transfer-Encoding", "Location", "ETag", "Retry-After"])
VALUE = st.sampled_from([b"", b"gzip", b"deflate", b"chunked", b"5", b"-1", b"/", b"//", b"http://"]) | st.binary(
    max_size=20
)
WIRE = st.builds(
    lambda status, headers, body: (
        b"HTTP/1.1 %b x\r\n%b\r\n%b"
        % (status, b"".join(b"%b: %b\r\n" % (name.encode(), value) for name, value in headers), body)
    ),
    st.sampled_from([b"200", b"301", b"304", b"403", b"404", b"500", b"999"]) | st.binary(max_size=4),
    st.lists(st.tuples(HEADER, VALUE), max_size=4),
    st.binary(max_size=60) | st.just(gzip.compress(b"hello")),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wire=WIRE | st.binary(max_size=60))
def test_no_bytes_make_it_raise_anything_but_our_errors(fetcher_of: FetcherOf, wire: bytes) -> None:
    with Site({"/": Answer(raw=wire), "/robots.txt": ""}) as site, contextlib.suppress(SourceError):
        assert isinstance(fetcher_of(site, timeout=1, max_bytes=CAP).get(f"{site.url}/"), Page)

"""What comes over the wire: compressed, cut short, announced, or only a sign to another page."""

from __future__ import annotations

import gzip
import zlib

import pytest

from tests.tools.examples import every_example
from tests.tools.rawsite import RawSite
from tests.tools.web import Answer, Site, redirect
from tests.unit.fetch.conftest import FetcherOf, error_of
from watcher.fetch.meta_refresh import refresh_target
from watcher.fetch.responses import HttpResponse

WORDS = b"<html><body><p>" + b"Every word of it. " * 500 + b"</p></body></html>"
ZIPPED = gzip.compress(WORDS, mtime=0)


def zipped(body: bytes, encoding: str = "gzip") -> Answer:
    return Answer(body, headers={"Content-Encoding": encoding})


@every_example(
    ("body", "encoding"),
    [
        (ZIPPED, "gzip"),
        (gzip.compress(WORDS[:100], mtime=0) + gzip.compress(WORDS[100:], mtime=0), "gzip"),
        (ZIPPED + bytes(512), "x-gzip"),
        (zlib.compress(WORDS), "deflate"),
        (zlib.compress(WORDS)[2:-4], "deflate"),
        (gzip.compress(ZIPPED, mtime=0), "gzip, gzip"),
        (gzip.compress(zlib.compress(WORDS), mtime=0), "deflate, GZIP"),
        (WORDS, "identity"),
    ],
    ids=["gzip", "two members", "padded", "zlib", "raw deflate", "twice", "in turn", "identity"],
)
def test_a_compressed_answer_is_undone(fetcher_of: FetcherOf, body: bytes, encoding: str) -> None:
    with Site({"/a": zipped(body, encoding)}) as site:
        assert fetcher_of(site).get(f"{site.url}/a").body == WORDS


@every_example(
    ("body", "encoding"),
    [
        (ZIPPED[:-1], "gzip"),
        (ZIPPED[:-8], "gzip"),
        (ZIPPED[: len(ZIPPED) // 2], "gzip"),
        (ZIPPED[:20], "gzip"),
        (ZIPPED + ZIPPED[:30], "gzip"),
        (zlib.compress(WORDS)[:-5], "deflate"),
        (zlib.compress(WORDS)[2:-8], "deflate"),
        (gzip.compress(ZIPPED[:-9], mtime=0), "gzip, gzip"),
    ],
    ids=["a byte", "the trailer", "half", "the head", "second member", "zlib", "raw deflate", "inner of two"],
)
def test_a_compressed_answer_that_ends_too_early_is_cut_short(
    fetcher_of: FetcherOf, body: bytes, encoding: str
) -> None:
    with Site({"/a": zipped(body, encoding)}) as site:
        assert "was cut short" in str(error_of(lambda: fetcher_of(site).get(f"{site.url}/a")))


def test_a_compressed_answer_with_a_wrong_sum_is_refused(fetcher_of: FetcherOf) -> None:
    with Site({"/a": zipped(ZIPPED[:-8] + bytes(8))}) as site:
        assert "compression can't be undone" in str(error_of(lambda: fetcher_of(site).get(f"{site.url}/a")))


def host_of(site: RawSite) -> str:
    return site.url.removeprefix("http://")


def closing(body: bytes) -> RawSite:
    """A site of HTTP/1.0 that says nothing of the length."""
    whole = b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    return RawSite(lambda step, path, headers: whole, closes=True)


@every_example("body", [WORDS, b"<p>no frame at all", b"<html><p>x</body>\n<!-- 12 ms -->", b"plain"])
def test_an_answer_without_a_length_is_whole_where_it_ends_as_a_page(fetcher_of: FetcherOf, body: bytes) -> None:
    with closing(body) as site:
        assert fetcher_of(own_hosts=[host_of(site)]).get(f"{site.url}/a").body == body


def test_an_answer_without_a_length_that_ends_within_its_page_is_cut_short(fetcher_of: FetcherOf) -> None:
    with closing(WORDS[:-40]) as site:
        error = error_of(lambda: fetcher_of(own_hosts=[host_of(site)]).get(f"{site.url}/a"))
        assert "was cut short" in str(error)


@every_example("interim", ["100 Continue", "102 Processing", "103 Early Hints"])
def test_interim_answers_are_passed_over_also_before_a_robots_txt(fetcher_of: FetcherOf, interim: str) -> None:
    before = f"HTTP/1.1 {interim}\r\nLink: </style.css>; rel=preload\r\n\r\n".encode()
    rules = b"User-agent: *\nDisallow: /private"

    def answer(step: int, path: str, headers: object) -> bytes:
        body = rules if path == "/robots.txt" else b"<p>hello</p>"
        return before * 2 + b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body

    with RawSite(answer) as site:
        fetcher = fetcher_of(own_hosts=[host_of(site)])
        assert fetcher.get(f"{site.url}/a").body == b"<p>hello</p>"
        assert "forbids us" in str(error_of(lambda: fetcher.get(f"{site.url}/private")))


def test_interim_answers_without_end_are_no_answer(fetcher_of: FetcherOf) -> None:
    with RawSite(lambda step, path, headers: b"HTTP/1.1 103 Early Hints\r\n\r\n" * 50) as site:
        assert "103" in str(error_of(lambda: fetcher_of(own_hosts=[host_of(site)]).get(f"{site.url}/a")))


def stub(content: str) -> bytes:
    return f'<html><head><META HTTP-EQUIV="Refresh" CONTENT="{content}"></head></html>'.encode()


@every_example(
    ("body", "header", "target"),
    [
        (stub("0; url=/b"), "", "/b"),
        (stub("0;URL='/b'"), "", "/b"),
        (stub("3, /b?x=1&amp;y=2"), "", "/b?x=1&y=2"),
        (b"<meta content='0;url=/b' http-equiv=refresh>", "", "/b"),
        (b"", "0; url=/b", "/b"),
        (stub("0; url=/b,c;d"), "", "/b,c;d"),
        (stub("300; url=/b"), "", ""),
        (stub("0"), "", ""),
        (stub("soon; url=/b"), "", ""),
        (stub("0; url=/b") + b" " * 20_000, "", ""),
        (b"<meta name='refresh' content='0; url=/b'>", "", ""),
        (b"<p>http-equiv=refresh</p>", "", ""),
        (b"<meta " * 1_000, "", ""),
    ],
)
def test_where_a_page_sends_its_reader_on(body: bytes, header: str, target: str) -> None:
    headers = {"Refresh": header} if header else {}
    assert refresh_target(HttpResponse("https://e.example/a", 200, headers, body)) == target


def test_a_page_that_sends_on_is_followed_and_one_that_sends_to_itself_is_read(fetcher_of: FetcherOf) -> None:
    with Site({"/a": stub("0; url=b"), "/b": b"<p>here</p>", "/c": stub("5; url=/c")}) as site:
        fetcher = fetcher_of(site)
        assert fetcher.get(f"{site.url}/a").body == b"<p>here</p>"
        assert fetcher.get(f"{site.url}/a").moved_to == ""
        assert fetcher.get(f"{site.url}/c").body == stub("5; url=/c")


def test_validators_go_only_to_the_address_that_gave_them(fetcher_of: FetcherOf) -> None:
    pages = {"/now": redirect("/41"), "/41": Answer(b"old", etag='"1"'), "/42": Answer(b"new", etag='"1"')}
    with Site(pages) as site:
        fetcher = fetcher_of(site)
        page = fetcher.get(f"{site.url}/now")
        assert (page.url, page.etag) == (f"{site.url}/41", '"1"')
        assert fetcher.get(f"{site.url}/now", page.etag, given_by=page.url).unchanged
        site.pages["/now"] = redirect("/42")
        assert fetcher.get(f"{site.url}/now", page.etag, given_by=page.url).body == b"new"


def test_a_private_host_is_asked_for_the_source_that_names_it_and_for_no_other(fetcher_of: FetcherOf) -> None:
    with Site({"/a": b"secret"}) as inside, Site() as outside:
        outside.pages["/a"] = redirect(f"{inside.url}/a")
        outside.pages["/robots.txt"] = redirect(f"{inside.url}/rules")
        fetcher = fetcher_of(inside, outside)
        assert fetcher.get(f"{inside.url}/a", own_hosts=[inside.host]).body == b"secret"
        asked = list(inside.asked)
        for _ in range(2):
            error = error_of(lambda: fetcher.get(f"{outside.url}/a", own_hosts=[outside.host]))
            assert "leads to a private address" in str(error)
        assert inside.asked == asked, "not even its robots.txt is asked for another's sake"
        assert fetcher.get(f"{inside.url}/a", own_hosts=[inside.host]).body == b"secret"


@pytest.mark.parametrize("filler", [b"# nothing\n" * 60_000, b"Disallow: /x" * 50_000])
def test_of_a_robots_txt_beyond_what_is_read_the_beginning_counts(fetcher_of: FetcherOf, filler: bytes) -> None:
    rules = b"User-agent: *\nDisallow: /private\n" + filler + b"\nDisallow: /\n"
    with Site({"/robots.txt": rules, "/a": b"x"}) as site:
        fetcher = fetcher_of(site, max_bytes=100_000)
        assert fetcher.get(f"{site.url}/a").body == b"x"
        assert "forbids us" in str(error_of(lambda: fetcher.get(f"{site.url}/private")))

"""What a page is: its bytes as sent, its validators verbatim, where it was found in the end."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from tests.tools.examples import every_example
from tests.tools.web import Answer, Request, Site, chunked, redirect, zipped
from tests.unit.fetch.conftest import FetcherOf, error_of
from watcher import __version__
from watcher.core.errors import NotUnderstood, Refused, Unreachable
from watcher.core.visits import Page

DATE = "Sat, 21 Nov 2026 09:30:00 GMT"


def test_a_page_has_its_bytes_type_and_validators(fetcher_of: FetcherOf) -> None:
    answer = Answer(b"\xff<p>", etag='W/"a b"', last_modified=DATE, content_type="text/html; charset=latin-1")
    with Site({"/page": answer}) as site:
        page = fetcher_of(site).get(f"{site.url}/page")
    assert page == Page(f"{site.url}/page", b"\xff<p>", "text/html; charset=latin-1", 'W/"a b"', DATE)


def test_a_page_that_is_known_is_unchanged_and_keeps_its_validators(fetcher_of: FetcherOf) -> None:
    with Site({"/page": Answer(b"x", etag='"1"', last_modified=DATE, headers={"X": "y"})}) as site:
        page = fetcher_of(site).get(f"{site.url}/page", '"1"', DATE)
        sent = site.requests[-1].headers
    assert page.unchanged
    assert (page.body, page.etag, page.last_modified) == (b"", '"1"', DATE)
    assert (sent["if-none-match"], sent["if-modified-since"]) == ('"1"', DATE)


def test_the_newest_validators_are_kept_on_304_too(fetcher_of: FetcherOf) -> None:
    newer = Answer(status=304, headers={"ETag": '"2"'})
    with Site({"/page": newer}) as site:
        page = fetcher_of(site).get(f"{site.url}/page", '"1"', DATE)
    assert (page.etag, page.last_modified) == ('"2"', DATE)


def test_a_page_without_validators_is_not_given_any(fetcher_of: FetcherOf) -> None:
    with Site({"/page": b"x"}) as site:
        page = fetcher_of(site).get(f"{site.url}/page", '"1"', DATE)
    assert (page.unchanged, page.etag, page.last_modified) == (False, "", "")


def test_no_conditions_are_sent_where_there_are_none(fetcher_of: FetcherOf) -> None:
    with Site({"/page": b"x"}) as site:
        fetcher_of(site).get(f"{site.url}/page")
        sent = site.requests[-1].headers
    assert not {"if-none-match", "if-modified-since", "cookie", "referer"} & set(sent)


def test_a_304_to_a_question_without_conditions_is_no_page(fetcher_of: FetcherOf) -> None:
    with Site({"/page": Answer(status=304)}) as site:
        error = error_of(lambda: fetcher_of(site).get(f"{site.url}/page"))
    assert isinstance(error, Unreachable)
    assert str(error) == f"{site.host} answered 304 Not Modified"


def test_we_say_who_we_are_and_how_to_reach_us(fetcher_of: FetcherOf) -> None:
    with Site({"/page": b"x"}) as site:
        fetcher_of(site).get(f"{site.url}/page")
        agents = {request.headers["user-agent"] for request in site.requests}
    assert agents == {f"HaveringWatcher/{__version__} (+https://watcher.example/about)"}


def test_no_cookie_is_kept(fetcher_of: FetcherOf) -> None:
    with Site({"/page": Answer(b"x", headers={"Set-Cookie": "session=1; Path=/"})}) as site:
        fetcher = fetcher_of(site)
        fetcher.get(f"{site.url}/page")
        fetcher.get(f"{site.url}/page")
        assert "cookie" not in site.requests[-1].headers


def test_no_password_is_taken_from_the_environment(
    fetcher_of: FetcherOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret")
    monkeypatch.setenv("NETRC", str(netrc))
    with Site({"/page": b"x"}) as site:
        fetcher_of(site).get(f"{site.url}/page")
        assert "authorization" not in site.requests[-1].headers


def test_no_proxy_of_the_environment_is_used(fetcher_of: FetcherOf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with Site({"/page": b"x"}) as site, Site() as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        assert fetcher_of(site).get(f"{site.url}/page").body == b"x"
        assert proxy.requests == []


@every_example(
    "answer",
    [
        zipped(b"hello"),
        Answer(zlib.compress(b"hello"), headers={"Content-Encoding": "deflate"}),
        chunked(b"3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n"),
        Answer(b"hello", headers={"Content-Length": None}),
        Answer(b"hello", headers={"Content-Length": None, "Cteonnt-Length": "5"}),
        Answer(b"hello", headers={"Content-Encoding": "utf-8"}),
        Answer(b"hello", status=203),
    ],
    ids=["gzip", "deflate", "chunked", "no length", "misspelt length", "charset as encoding", "203"],
)
def test_the_body_is_what_was_meant(fetcher_of: FetcherOf, answer: Answer) -> None:
    with Site({"/page": answer}) as site:
        assert fetcher_of(site).get(f"{site.url}/page").body == b"hello"


@every_example(
    ("typed", "asked"),
    [
        ("/a b", "/a%20b"),
        ("/réunion?q=é", "/r%C3%A9union?q=%C3%A9"),
        ("/a%20b", "/a%20b"),
        ("/100%", "/100%25"),
        ("/x#part", "/x"),
        ("/ieList.aspx?CId=153&Year=0", "/ieList.aspx?CId=153&Year=0"),
    ],
)
def test_an_address_is_quoted_as_browsers_do(fetcher_of: FetcherOf, typed: str, asked: str) -> None:
    with Site({asked: b"x"}) as site:
        page = fetcher_of(site).get(f" {site.url}{typed}\n")
    assert page.url == site.url + asked


def test_a_host_is_found_in_its_ascii_form(fetcher_of: FetcherOf) -> None:
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    with Site({"/": b"x"}) as site:
        place = f"gemeinde-süd.example:{site.host.partition(':')[2]}"
        fetcher_of(own_hosts=[place], resolve=resolve).get(f"http://{place}/")
    assert set(asked) == {"gemeinde-süd.example".encode("idna").decode()}


@every_example("location", ["/new?x=é", "/new?x=é".encode().decode("latin-1"), "new?x=%C3%A9"])
def test_redirects_are_followed_to_the_final_url(fetcher_of: FetcherOf, location: str) -> None:
    with Site({"/old": redirect(location), "/new": b"x"}) as site:
        page = fetcher_of(site).get(f"{site.url}/old")
    assert (page.url, page.moved_to) == (f"{site.url}/new?x=%C3%A9", "")


def test_five_redirects_are_followed_but_not_six(fetcher_of: FetcherOf) -> None:
    pages: dict[str, Answer | bytes] = {f"/{n}": redirect(f"/{n - 1}") for n in range(1, 7)}
    with Site(pages | {"/0": b"x"}) as site:
        fetcher = fetcher_of(site)
        assert fetcher.get(f"{site.url}/5").body == b"x"
        error = error_of(lambda: fetcher.get(f"{site.url}/6"))
        assert site.asked.count("/0") == 1
    assert "on and on" in str(error)


@pytest.mark.parametrize("status", [301, 308])
def test_a_move_for_good_is_made_known(fetcher_of: FetcherOf, status: int) -> None:
    with Site({"/old": redirect("/new", status), "/new": redirect("/today"), "/today": b"x"}) as site:
        page = fetcher_of(site).get(f"{site.url}/old")
    assert (page.url, page.moved_to) == (f"{site.url}/today", f"{site.url}/new")


@every_example("status", [302, 303, 307])
def test_a_detour_is_no_move(fetcher_of: FetcherOf, status: int) -> None:
    with Site({"/old": redirect("/new", status), "/new": redirect("/today", 301), "/today": b"x"}) as site:
        assert fetcher_of(site).get(f"{site.url}/old").moved_to == ""


def test_a_move_is_known_although_the_page_is_unchanged(fetcher_of: FetcherOf) -> None:
    with Site({"/old": redirect("/new", 301), "/new": Answer(b"x", etag='"1"')}) as site:
        page = fetcher_of(site).get(f"{site.url}/old", '"1"', given_by=f"{site.url}/new")
    assert (page.unchanged, page.moved_to) == (True, f"{site.url}/new")


def test_each_answer_is_handed_to_save_also_one_that_is_no_page(fetcher_of: FetcherOf) -> None:
    saved: list[Page] = []
    with Site({"/a": b"a", "/b": redirect("/a")}) as site:
        fetcher = fetcher_of(site, save=saved.append)
        pages = [fetcher.get(f"{site.url}/a"), fetcher.get(f"{site.url}/b")]
        error_of(lambda: fetcher.get(f"{site.url}/none"))
    assert saved[:2] == pages
    assert [page.body for page in saved[2:]] == [b"<title>Not found</title>"]


@every_example("url", ["", "/etc/passwd", "http://", "http://[::1", "http://a b/", "https://x:port/", "http://x\0y/"])
def test_what_is_no_web_address_is_said_plainly(fetcher_of: FetcherOf, url: str) -> None:
    error = error_of(lambda: fetcher_of().get(url))
    assert isinstance(error, NotUnderstood)
    assert str(error).endswith("is no web address")


@every_example("url", ["file:///etc/passwd", "ftp://127.0.0.1/x", "javascript:alert(1)", "data:,x", "mailto:a@b"])
def test_other_schemes_are_refused(fetcher_of: FetcherOf, url: str) -> None:
    assert isinstance(error_of(lambda: fetcher_of().get(url)), Refused)


@every_example("place", ["me:secret@{}", ":secret@{}", "secret@{}"])
def test_a_password_in_an_address_is_refused_and_not_repeated(fetcher_of: FetcherOf, place: str) -> None:
    with Site({"/": b"x"}) as site:
        error = error_of(lambda: fetcher_of(site).get(f"http://{place.format(site.host)}/"))
        assert site.requests == []
    assert isinstance(error, Refused)
    assert "secret" not in str(error)


@pytest.mark.parametrize("url", ["ftp://me:secret@x/", "http://me:secret@x y/"])
def test_a_password_in_what_is_no_address_is_not_repeated(fetcher_of: FetcherOf, url: str) -> None:
    assert "secret" not in str(error_of(lambda: fetcher_of().get(url)))


def test_callables_see_the_request(fetcher_of: FetcherOf) -> None:
    def echo(request: Request) -> Answer:
        return Answer(request.headers["accept-encoding"].encode())

    with Site({"/page": echo}) as site:
        assert fetcher_of(site).get(f"{site.url}/page").body == b"gzip, deflate"


def test_a_connection_serves_again_after_a_page_that_is_unchanged(fetcher_of: FetcherOf) -> None:
    with Site({"/page": Answer(b"x", etag='"1"')}) as site:
        fetcher = fetcher_of(site)
        for _ in range(3):
            assert fetcher.get(f"{site.url}/page", '"1"').unchanged
        assert site.connections == 1


def test_of_more_hosts_than_connections_are_kept_for_each_can_be_asked_again(fetcher_of: FetcherOf) -> None:
    with Site({"/page": Answer(b"x")}) as site:
        port = site.url.rpartition(":")[2]
        hosts = [f"host-{number}.example:{port}" for number in range(34)]
        fetcher = fetcher_of(own_hosts=hosts, resolve=lambda host, port: ["127.0.0.1"])
        for host in [*hosts, hosts[0], hosts[0], hosts[-1]]:
            assert fetcher.get(f"http://{host}/page").body == b"x"
        asked = 2 * len(hosts)  # robots.txt each, over the same connection
        assert (len(site.requests), site.connections) == (asked + 3, len(hosts) + 1)


def test_a_page_that_says_unchanged_and_chunked_is_not_waited_for(fetcher_of: FetcherOf) -> None:
    wire = b"HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n"
    with Site({"/page": Answer(raw=wire)}) as site:
        assert fetcher_of(site).get(f"{site.url}/page", '"1"').unchanged

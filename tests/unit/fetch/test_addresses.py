"""Nobody makes us read a machine inside a network, unless a source of the administrator names that machine."""

from __future__ import annotations

import socket

import pytest
from requests import PreparedRequest

from tests.tools.examples import every_example
from tests.tools.web import Site, redirect
from tests.unit.fetch.conftest import FetcherOf, error_of
from watcher.core.errors import NotUnderstood, Refused, Unreachable
from watcher.fetch.addresses import leads_inside, web_address


@every_example(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "192.0.0.8", "192.0.2.1", "198.18.0.1", "203.0.113.5", "224.0.0.1", "239.1.2.3", "240.0.0.1",
        "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:192.168.0.1", "::127.0.0.1", "fe80::1",
        "fe80::1%2", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "2001:db8::1", "100::1", "64:ff9b::7f00:1",
        "64:ff9b::c0a8:101", "64:ff9b:1::808:808", "2002:7f00:1::1", "2002:c0a8:101::", "2001:0:4136:e378::1",
        "2a00:1450::5efe:c0a8:101", "2a00:1450::200:5efe:10.0.0.1", "4000::1",
    ],
)  # fmt: skip
def test_an_address_inside_is_known_as_such(address: str) -> None:
    assert leads_inside(address)


@every_example(
    "address",
    [
        "8.8.8.8", "1.1.1.1", "151.101.0.81", "100.63.255.255", "172.32.0.1", "2a00:1450:4009::1",
        "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1", "2a00:1450::5efe:808:808",
    ],
)  # fmt: skip
def test_a_public_address_is_not_taken_for_one_inside(address: str) -> None:
    assert not leads_inside(address)


def in_old_notation(host: str, port: int) -> list[str]:
    """What resolvers make of an IPv4 address in hexadecimal, octal, one number or too few parts."""
    return [socket.inet_ntoa(socket.inet_aton(host))]


@every_example("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]"])
def test_a_machine_inside_is_not_read(fetcher_of: FetcherOf, host: str) -> None:
    with Site({"/": b"secret"}) as site:
        error = error_of(lambda: fetcher_of().get(f"http://{host}:{site.port}/"))
        assert site.requests == []
    assert isinstance(error, Refused)
    assert "leads to a private address" in str(error)


@every_example("host", ["2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.1", "0"])
def test_no_notation_hides_a_machine_inside(fetcher_of: FetcherOf, host: str) -> None:
    with Site({"/": b"secret"}) as site:
        error = error_of(lambda: fetcher_of(resolve=in_old_notation).get(f"http://{host}:{site.port}/"))
        assert site.requests == []
    assert isinstance(error, Refused)


def test_a_public_name_that_leads_inside_is_refused(fetcher_of: FetcherOf) -> None:
    with Site({"/": b"secret"}) as site:
        fetcher = fetcher_of(resolve=lambda host, port: ["127.0.0.1"])
        error = error_of(lambda: fetcher.get(f"http://news.example:{site.port}/"))
        assert site.requests == []
    assert str(error).startswith("news.example leads to a private address (127.0.0.1)")


def test_one_address_inside_among_public_ones_is_refused(fetcher_of: FetcherOf) -> None:
    with Site({"/": b"secret"}) as site:
        fetcher = fetcher_of(resolve=lambda host, port: ["8.8.8.8", "127.0.0.1"])
        error = error_of(lambda: fetcher.get(f"http://news.example:{site.port}/"))
    assert isinstance(error, Refused)


@every_example("status", [301, 302, 307])
@every_example("where", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]"])
def test_a_redirect_does_not_lead_to_another_port_of_this_machine(
    fetcher_of: FetcherOf, status: int, where: str
) -> None:
    with Site({"/router": b"secret"}) as inside, Site() as site:
        site.pages["/"] = redirect(f"http://{where}:{inside.port}/router", status)
        error = error_of(lambda: fetcher_of(site).get(f"{site.url}/"))
        assert inside.requests == []
    assert isinstance(error, Refused)


@every_example("where", ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://x/", "javascript:alert(1)"])
def test_a_redirect_does_not_lead_out_of_the_web(fetcher_of: FetcherOf, where: str) -> None:
    with Site({"/": redirect(where)}) as site:
        assert isinstance(error_of(lambda: fetcher_of(site).get(f"{site.url}/")), Refused)


def test_a_robots_txt_does_not_lead_inside_either(fetcher_of: FetcherOf) -> None:
    with Site({"/router": b"secret"}) as inside, Site({"/": b"x"}) as site:
        site.pages["/robots.txt"] = redirect(f"{inside.url}/router")
        error_of(lambda: fetcher_of(site).get(f"{site.url}/"))
        assert inside.requests == []


@pytest.mark.parametrize("own", ["intranet.example:{}", "INTRANET.example.:{}"])
def test_a_host_that_a_source_names_may_lie_inside(fetcher_of: FetcherOf, own: str) -> None:
    with Site({"/": b"agenda"}) as site:
        fetcher = fetcher_of(own_hosts=[own.format(site.port)], resolve=lambda host, port: ["127.0.0.1"])
        assert fetcher.get(f"http://intranet.example:{site.port}/").body == b"agenda"


@every_example("own", ["intranet.example", "intranet.example:1", "example:{}", "other.example:{}"])
def test_another_port_or_host_than_the_named_may_not(fetcher_of: FetcherOf, own: str) -> None:
    with Site({"/": b"secret"}) as site:
        fetcher = fetcher_of(own_hosts=[own.format(site.port)], resolve=lambda host, port: ["127.0.0.1"])
        assert isinstance(error_of(lambda: fetcher.get(f"http://intranet.example:{site.port}/")), Refused)


def test_a_host_without_a_port_stands_for_those_of_the_web(fetcher_of: FetcherOf) -> None:
    fetcher = fetcher_of(own_hosts=["intranet.example"], resolve=lambda host, port: [])
    for url in ("http://intranet.example/", "https://intranet.example/"):
        assert not isinstance(error_of(lambda url=url: fetcher.get(url)), Refused)  # type: ignore[misc]


def test_one_source_without_a_proper_host_does_not_stop_the_others(fetcher_of: FetcherOf) -> None:
    with Site({"/": b"x"}) as site:
        fetcher = fetcher_of(own_hosts=["", "me:secret@router", "a b", "x:port", site.host])
        assert fetcher.get(f"{site.url}/").body == b"x"


def test_the_address_that_was_checked_is_the_one_connected_to(fetcher_of: FetcherOf) -> None:
    """A name is looked up once for a connection: a second, different answer would never be seen."""
    answers = iter(["127.0.0.1"])
    with Site({"/": b"x"}) as site:
        fetcher = fetcher_of(own_hosts=[f"news.example:{site.port}"], resolve=lambda host, port: [next(answers)])
        assert fetcher.get(f"http://news.example:{site.port}/").body == b"x"


def test_the_next_address_is_tried_where_one_does_not_answer(fetcher_of: FetcherOf) -> None:
    with Site({"/": b"x"}) as site:
        fetcher = fetcher_of(own_hosts=[f"news.example:{site.port}"], resolve=lambda host, port: ["::1", "127.0.0.1"])
        assert fetcher.get(f"http://news.example:{site.port}/").body == b"x"


def test_a_host_that_is_not_there_is_said_so(fetcher_of: FetcherOf) -> None:
    error = error_of(lambda: fetcher_of().get("https://www.nowhere.example/"))
    assert isinstance(error, Unreachable)
    assert str(error) == "www.nowhere.example could not be found (DNS)"


def test_a_closed_port_is_said_so(fetcher_of: FetcherOf) -> None:
    with Site() as site:
        pass
    error = error_of(lambda: fetcher_of(own_hosts=[f"127.0.0.1:{site.port}"]).get(f"http://127.0.0.1:{site.port}/"))
    assert str(error) == "127.0.0.1 is not reachable (connection refused)"


def quoted_by_requests(url: str) -> str:
    request = PreparedRequest()
    request.prepare_url(url, None)
    return request.url or ""


@every_example(
    "url",
    [
        "https://www.havering.gov.uk/news", "http://127.0.0.1:8080/page/3", "https://a.example/", "https://a-b.example./x",
        "https://a.example//x/~y_z/index.html", "https://a.example/mgListCommittees.aspx?bcr=1&x=a/b.c~d_e-f",
        "https://a.example:443/", "http://a.example:59999/", "http://0x7f.1/a..b/..", "http://2130706433/",
    ],
)  # fmt: skip
def test_a_plain_address_goes_over_the_wire_as_it_stands_and_as_requests_has_it(url: str) -> None:
    assert web_address(url) == quoted_by_requests(url)


@every_example(
    ("url", "sent"),
    [
        ("https://a.example", "https://a.example/"),
        ("https://A.example/x", "https://a.example/x"),
        ("HTTPS://a.example/x", "https://a.example/x"),
        (" https://a.example/x ", "https://a.example/x"),
        ("https://a.example/a/../b/./c", "https://a.example/b/c"),
        ("https://a.example/x?", "https://a.example/x"),
        ("https://a.example/x#y", "https://a.example/x"),
        ("https://a.example/a b?c=é", "https://a.example/a%20b?c=%C3%A9"),
        ("https://a.example:08/x", "https://a.example:8/x"),
        ("https://münchen.example/", "https://xn--mnchen-3ya.example/"),
    ],
)
def test_any_other_address_is_made_ready_for_the_wire(url: str, sent: str) -> None:
    assert web_address(url) == sent


@every_example("url", ["http://a.example:65536/", "http://a.example:99999/x", "http://.a.example/x", "http:///x"])
def test_an_address_of_plain_signs_that_leads_nowhere_is_none(url: str) -> None:
    with pytest.raises(NotUnderstood):
        web_address(url)

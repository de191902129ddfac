"""Sites through a proxy of the administrator's: what goes through it, what can be guarded, and how its errors read."""

from __future__ import annotations

import base64
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.tools.examples import every_example
from tests.tools.web import Answer, Site
from tests.unit.fetch.conftest import FetcherOf, error_of
from tests.unit.fetch.test_tls import CERTIFICATE
from watcher.core.errors import Refused, Unreachable
from watcher.fetch.addresses import refuse_inside

PASSWORD = "open-sesame"
INSIDE = ["127.0.0.1", "127.1", "2130706433", "0x7f.1", "[::1]", "localhost", "10.0.0.8", "169.254.169.254"]


class Proxy:
    """Takes CONNECT, to one place whatever was asked for; `refuses` is what it answers instead."""

    def __init__(self, to: tuple[str, int], refuses: bytes = b"") -> None:
        self._to, self._refuses = to, refuses
        self.heads: list[str] = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self.host = f"127.0.0.1:{self._server.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._server.accept()
                threading.Thread(target=self._take, args=(client,), daemon=True).start()

    def _take(self, client: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            head += client.recv(65_536)
        self.heads.append(head.decode("latin-1"))
        if self._refuses:
            client.sendall(self._refuses)
            client.close()
            return
        onward = socket.create_connection(self._to)
        client.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
        threading.Thread(target=_pipe, args=(onward, client), daemon=True).start()
        _pipe(client, onward)

    def close(self) -> None:
        self._server.close()


def _pipe(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while data := one.recv(65_536):
            other.sendall(data)
        other.shutdown(socket.SHUT_WR)


@pytest.fixture
def forwarder() -> Iterator[Site]:
    """A proxy for plain http: it is asked by the whole address."""
    with Site(
        {"http://town.example/robots.txt": Answer(b"", status=404), "http://town.example/": Answer(b"seen")}
    ) as it:
        yield it


def test_a_page_and_its_robots_txt_come_through_the_proxy(fetcher_of: FetcherOf, forwarder: Site) -> None:
    with fetcher_of() as web:
        assert web.get("http://town.example/", proxy=forwarder.url).body == b"seen"
    asked = [request.path for request in forwarder.requests]
    assert asked == ["http://town.example/robots.txt", "http://town.example/"]


def test_what_names_none_goes_through_that_for_all_and_direct_goes_through_none(
    fetcher_of: FetcherOf, forwarder: Site
) -> None:
    with Site({"/": Answer(b"direct")}) as site, fetcher_of(site, proxy=forwarder.url) as web:
        assert web.get("http://town.example/").body == b"seen"
        assert web.get(f"{site.url}/", proxy="").body == b"direct"


def test_user_and_password_are_sent_and_never_told(fetcher_of: FetcherOf, forwarder: Site) -> None:
    proxy = f"http://ann:{PASSWORD}@{forwarder.host}"
    forwarder.pages["http://town.example/"] = Answer(b"", status=407)
    with fetcher_of() as web:
        error = error_of(lambda: web.get("http://town.example/", proxy=proxy))
    sent = base64.b64encode(f"ann:{PASSWORD}".encode()).decode()
    assert forwarder.requests[-1].headers["proxy-authorization"] == f"Basic {sent}"
    assert str(error) == f"the proxy http://{forwarder.host} wants another user name and password"


def test_a_secure_page_comes_through_a_tunnel_and_its_certificate_is_verified(
    fetcher_of: FetcherOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Site({"/": b"x"}, certificate=CERTIFICATE) as site:
        proxy = Proxy(("127.0.0.1", site.port))
        web = fetcher_of(site)
        error = error_of(lambda: web.get(f"{site.url}/", proxy=f"http://{proxy.host}"))
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(CERTIFICATE))
        assert fetcher_of(site).get(f"{site.url}/", proxy=f"http://{proxy.host}").body == b"x"
        proxy.close()
    assert proxy.heads[0].startswith(f"CONNECT {site.host} ")
    assert str(error) == (
        f"the certificate of {site.host} through the proxy http://{proxy.host} is not valid (self-signed certificate)"
    )


def test_a_proxy_that_is_not_there_is_named_as_one(fetcher_of: FetcherOf) -> None:
    with socket.socket() as unused, fetcher_of() as web:
        unused.bind(("127.0.0.1", 0))
        proxy = f"http://ann:{PASSWORD}@127.0.0.1:{unused.getsockname()[1]}"
        error = error_of(lambda: web.get("https://town.example/", proxy=proxy))
    assert str(error).startswith("the proxy 127.0.0.1 is not reachable")
    assert PASSWORD not in str(error)


def test_a_proxy_that_refuses_a_tunnel_is_named_without_its_password(fetcher_of: FetcherOf) -> None:
    proxy = Proxy(("127.0.0.1", 9), refuses=b"HTTP/1.1 403 Forbidden by policy\r\nContent-Length: 0\r\n\r\n")
    with fetcher_of() as web:
        error = error_of(lambda: web.get("https://town.example/", proxy=f"http://ann:{PASSWORD}@{proxy.host}"))
    proxy.close()
    assert isinstance(error, Unreachable)
    assert f"town.example through the proxy http://{proxy.host}" in str(error)
    assert "403" in str(error)
    assert PASSWORD not in str(error)


@every_example(
    "host", ["127.0.0.1", "127.1", "2130706433", "0x7f.1", "[::1]", "localhost", "10.0.0.8", "169.254.169.254"]
)
def test_an_address_inside_is_refused_in_any_spelling_before_the_proxy_is_asked(
    fetcher_of: FetcherOf, forwarder: Site, host: str
) -> None:
    with fetcher_of() as web:
        error = error_of(lambda: web.get(f"http://{host}/", proxy=forwarder.url, own_hosts=()))
    assert isinstance(error, Refused)
    assert forwarder.requests == []


@every_example("host", ["town.example", "93.184.216.34", "[2606:2800:220:1::1]"])
def test_names_and_public_addresses_are_left_to_the_proxy(host: str) -> None:
    refuse_inside(host)

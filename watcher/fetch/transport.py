"""Sends one request and reads its answer, within a time and a size that hold whatever the other side does.

Connections are always direct, never through a proxy of the environment: a proxy would look names up out of our sight,
and the guard on addresses would guard nothing. requests' sessions are left out for that reason and more: they take
proxies and passwords from the environment, keep cookies, and read a redirect's whole body."""

from __future__ import annotations

import http.client
import io
import logging
import os
import re
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from threading import Lock
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakSet

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests.exceptions import ChunkedEncodingError, RequestException
from requests.structures import CaseInsensitiveDict
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import IncompleteRead, ProtocolError

from watcher.core.errors import SourceError, Stopped
from watcher.fetch.addresses import AddressGuard
from watcher.fetch.bodies import Decoder, whole
from watcher.fetch.failures import TooMuch, to_source_error
from watcher.fetch.responses import PAGE_STATUSES, HttpResponse

CONNECT_SECONDS = 10.0
"""For looking up, connecting and shaking hands (facts/moderngov.md, Quirks, 4)."""

INTERIM = (102, 103)
"""Answers that only announce one (100 is passed over by http.client itself)."""
MOST_INTERIM = 20

HEAD_BYTES = 20_000
"""So much is read of an answer that is no page, to see who sent it."""

_CHUNK = 65_536

# It warns, with a traceback, about each odd header of a site.
logging.getLogger("urllib3").setLevel(logging.ERROR)


@dataclass(slots=True)
class TimeBudget:
    """The seconds that are left for one page, through all its redirects and tries, pauses not counted."""

    seconds: float


class _Metered(io.RawIOBase):
    """Reads from a socket until its time is over or too much has come.

    Reading one byte at a time, or for ever, is no way round it: headers, chunk sizes and body all pass here."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, most: int) -> None:
        super().__init__()
        self._raw = raw
        self._sock = sock
        self._left = most
        # urllib3 sets the socket's timeout to what is left of the total when the request has been sent.
        self._end = time.monotonic() + (sock.gettimeout() or 0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        patience = self._end - time.monotonic()
        if patience <= 0:
            raise TimeoutError("the whole answer took too long")
        self._sock.settimeout(patience)
        count: int | None = self._raw.readinto(buffer)
        self._left -= count or 0
        if self._left < 0:
            raise TooMuch
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Reading:
    """The sockets that answers are read from; once stopped, nothing more is read."""

    def __init__(self) -> None:
        self.stopped = False
        self._sockets: WeakSet[socket.socket] = WeakSet()
        self._lock = Lock()

    def begins(self, sock: socket.socket) -> None:
        with self._lock:
            self._sockets.add(sock)
        self.check()

    def check(self) -> None:
        if self.stopped:
            raise Stopped("nothing more is fetched: the program ends")

    def stop(self) -> None:
        with self._lock:
            self.stopped = True
            for sock in self._sockets:
                with suppress(OSError):  # closed already
                    # Whoever reads it wakes up. Not an SSLSocket's own shutdown: it takes TLS away under a reader.
                    socket.socket.shutdown(sock, socket.SHUT_RDWR)


def _answers(most: int, reading: _Reading) -> type[http.client.HTTPResponse]:
    """Make the class of answers that are metered and leave out the interim ones before them."""

    class Answer(http.client.HTTPResponse):
        def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
            super().__init__(sock, *args, **kwargs)
            reading.begins(sock)
            self.fp = io.BufferedReader(_Metered(self.fp.detach(), sock, most))

        def begin(self) -> None:
            """Reads the head of the final answer: an interim one (102, 103) is passed over (RFC 9110, 15.2)."""
            super().begin()
            for _ in range(MOST_INTERIM):
                if self.status not in INTERIM:
                    return
                self.headers = self.msg = None  # type: ignore[assignment]  # what makes begin() read another
                super().begin()

    return Answer


def _pools(guard: AddressGuard, most: int, reading: _Reading) -> dict[str, type[HTTPConnectionPool]]:
    """Make urllib3's classes of pools, whose connections the guard opens and whose answers are metered."""
    answer = _answers(most, reading)

    class Plain(HTTPConnection):
        response_class = answer

        def _new_conn(self) -> socket.socket:
            return guard.connect(self._dns_host, self.port, float(self.timeout or CONNECT_SECONDS))

    class Secure(HTTPSConnection):
        response_class = answer

        def _new_conn(self) -> socket.socket:
            return guard.connect(self._dns_host, self.port, float(self.timeout or CONNECT_SECONDS))

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


class Transport:
    """Sends a request and hands back the answer; follows and retries nothing. Safe to share between threads."""

    def __init__(self, guard: AddressGuard, *, user_agent: str, timeout: float, max_bytes: int) -> None:
        """`timeout` is seconds for one page, `max_bytes` counts after decompression. A host that the guard lets in only
        for a source of its own has connections of its own: no other request ever travels over them."""
        self._agent = user_agent
        self._timeout = timeout
        self._most = max_bytes
        self._reading = _Reading()
        # Compressed it may be a little more than plain, chunked it may be several times as much.
        most = 2 * max_bytes + 1_000_000
        self._inside, self._outside = (_adapter(each, most, self._reading) for each in (guard, guard.for_strangers()))

    def ask(
        self, url: str, headers: Mapping[str, str], allowance: TimeBudget, *, own: bool = True, enough: int = 0
    ) -> HttpResponse:
        """Send one request and return the answer. `own`: the source that wants it names this host itself, so that it
        may lie inside a private network. Of a body longer than `enough` (bytes; 0: no limit but `max_bytes`) the rest
        is left out. Raises Refused, Unreachable and Stopped; the seconds it took are taken off the allowance."""
        self._reading.check()
        started = time.monotonic()
        try:
            return self._exchange(self._inside if own else self._outside, url, headers, allowance.seconds, enough)
        except SourceError:
            raise
        except Exception as error:  # whatever a hostile answer makes the libraries raise
            self._reading.check()
            spent = self._timeout - allowance.seconds + time.monotonic() - started
            raise to_source_error(error, urlsplit(url).netloc, spent, self._most) from error
        finally:
            allowance.seconds -= time.monotonic() - started

    def stop(self) -> None:
        """Break off every answer that is being read, and ask for none any more: `ask` raises Stopped."""
        self._reading.stop()

    def close(self) -> None:
        """End all connections."""
        self._inside.close()
        self._outside.close()

    def _exchange(
        self, adapter: HTTPAdapter, url: str, headers: Mapping[str, str], seconds: float, enough: int
    ) -> HttpResponse:
        if seconds <= 0:
            raise TimeoutError
        response = adapter.send(
            self._request(url, headers),
            stream=True,
            timeout=Timeout(total=seconds, connect=min(CONNECT_SECONDS, seconds)),  # type: ignore[arg-type]  # its stubs don't know that requests hands urllib3's own on
            # An operator's own bundle of authorities, under the name that requests gives it.
            verify=os.environ.get("REQUESTS_CA_BUNDLE") or True,
        )
        try:
            body = self._body(response, enough)
            return HttpResponse(url, response.status_code, response.headers, body, _location(response))
        finally:
            response.close()  # the connection too, unless all was read: then it waits for the next request

    def _request(self, url: str, headers: Mapping[str, str]) -> PreparedRequest:
        """Make the request for a URL that `web_address` has checked: what is asked for is that, to the letter."""
        own = {"User-Agent": self._agent, "Accept": "*/*", "Accept-Encoding": "gzip, deflate"}
        request = PreparedRequest()
        request.method, request.url, request.headers = "GET", url, CaseInsensitiveDict({**own, **headers})
        return request

    def _body(self, response: Response, enough: int) -> bytes:
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            # Nothing is read; but once that is known the connection can be used again.
            return b"" if "Transfer-Encoding" in response.headers else response.raw.read() or b""
        if response.is_redirect:
            return b""
        if response.status_code not in PAGE_STATUSES:
            return _head(response)
        declared = response.headers.get("Content-Length", "")
        if not enough and re.fullmatch(r"[0-9]+", declared) and float(declared) > self._most:
            raise TooMuch
        decoder = Decoder(response.headers.get("Content-Encoding", ""))
        body = bytearray()
        for part in _raw(response):
            for plain in decoder.feed(part):
                body += plain
                if enough and len(body) >= enough:
                    return bytes(body[:enough])
                if not enough and len(body) > self._most:
                    raise TooMuch
        decoder.end()
        return whole(bytes(body), response.headers)


def _adapter(guard: AddressGuard, most: int, reading: _Reading) -> HTTPAdapter:
    adapter = HTTPAdapter(pool_connections=32, pool_maxsize=1)
    adapter.poolmanager.pool_classes_by_scheme = _pools(guard, most, reading)
    return adapter


def _raw(response: Response) -> Iterator[bytes]:
    """Yield the body as it comes, still compressed. Raises ChunkedEncodingError where it ends before its declared
    end."""
    try:
        yield from response.raw.stream(_CHUNK, decode_content=False)
    except (ProtocolError, IncompleteRead) as error:
        raise ChunkedEncodingError(error) from error


def _head(response: Response) -> bytes:
    head = b""
    try:
        for part in response.iter_content(HEAD_BYTES):
            head += part
            if len(head) >= HEAD_BYTES:
                break
    except (RequestException, TooMuch):
        # The status says enough; what came of the body is a help, no more.
        return head
    return head


def _location(response: Response) -> str:
    """Return where a redirect leads. Headers are read as Latin-1, but most sites write UTF-8 into this one."""
    if not response.is_redirect:
        return ""
    location = response.headers["Location"]
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location

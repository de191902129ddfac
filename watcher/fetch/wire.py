"""One request and its answer, within a time and a size that hold whatever the other side does.

Connections are always direct, never through a proxy of the environment: a proxy would look names up out of
our sight, and the guard on addresses would guard nothing. requests' sessions are left out for that reason and
more: they take proxies and passwords from the environment, keep cookies, and read a redirect's whole body.
"""

from __future__ import annotations

import http.client
import io
import logging
import os
import re
import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from threading import Lock
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakSet

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests.exceptions import ContentDecodingError, RequestException
from requests.structures import CaseInsensitiveDict
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection

from watcher.errors import SourceError, Stopped
from watcher.fetch.answers import PAGE_STATUSES, Reply
from watcher.fetch.guards import Door
from watcher.fetch.troubles import TooMuch, told

CONNECT_SECONDS = 10.0
"""For looking up, connecting and shaking hands (facts/moderngov.md, Quirks, 4)."""

HEAD_BYTES = 20_000
"""So much is read of an answer that is no page, to see who sent it."""

_CHUNK = 65_536
_FOREIGN_ENCODINGS = {"br", "zstd", "compress", "x-compress"}

# It warns, with a traceback, about each odd header of a site.
logging.getLogger("urllib3").setLevel(logging.ERROR)


@dataclass(slots=True)
class Allowance:
    """The seconds that are left for one page, through all its redirects and tries, pauses not counted."""

    seconds: float


class _Metered(io.RawIOBase):
    """What comes over a socket, until its time is over or too much has come.

    Reading one byte at a time, or for ever, is no way round it: headers, chunk sizes and body all pass here.
    """

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


def _pools(door: Door, most: int, reading: _Reading) -> dict[str, type[HTTPConnectionPool]]:
    """urllib3's pools, with connections that go through the door and answers that are metered."""

    class Answer(http.client.HTTPResponse):
        def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
            super().__init__(sock, *args, **kwargs)
            reading.begins(sock)
            self.fp = io.BufferedReader(_Metered(self.fp.detach(), sock, most))

    class Plain(HTTPConnection):
        response_class = Answer

        def _new_conn(self) -> socket.socket:
            return door.connect(self._dns_host, self.port, float(self.timeout or CONNECT_SECONDS))

    class Secure(HTTPSConnection):
        response_class = Answer

        def _new_conn(self) -> socket.socket:
            return door.connect(self._dns_host, self.port, float(self.timeout or CONNECT_SECONDS))

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


class Wire:
    """Sends a request, hands back the answer; follows and retries nothing. Safe to share between threads."""

    def __init__(self, door: Door, *, user_agent: str, timeout: float, max_bytes: int) -> None:
        self._agent = user_agent
        self._timeout = timeout
        self._most = max_bytes
        self._reading = _Reading()
        self._adapter = HTTPAdapter(pool_connections=32, pool_maxsize=1)
        # Compressed it may be a little more than plain, chunked it may be several times as much.
        self._adapter.poolmanager.pool_classes_by_scheme = _pools(door, 2 * max_bytes + 1_000_000, self._reading)

    def ask(self, url: str, headers: Mapping[str, str], allowance: Allowance) -> Reply:
        """The answer. Raises Refused, Unreachable and Stopped; what it cost is taken off the allowance."""
        self._reading.check()
        started = time.monotonic()
        try:
            return self._exchange(url, headers, allowance.seconds)
        except SourceError:
            raise
        except Exception as error:  # whatever a hostile answer makes the libraries raise
            self._reading.check()
            spent = self._timeout - allowance.seconds + time.monotonic() - started
            raise told(error, urlsplit(url).netloc, spent, self._most) from error
        finally:
            allowance.seconds -= time.monotonic() - started

    def stop(self) -> None:
        """Breaks off every answer that is being read, and asks for none any more: `ask` raises Stopped."""
        self._reading.stop()

    def close(self) -> None:
        """Ends all connections."""
        self._adapter.close()

    def _exchange(self, url: str, headers: Mapping[str, str], seconds: float) -> Reply:
        if seconds <= 0:
            raise TimeoutError
        response = self._adapter.send(
            self._request(url, headers),
            stream=True,
            timeout=Timeout(total=seconds, connect=min(CONNECT_SECONDS, seconds)),  # type: ignore[arg-type]  # its stubs don't know that requests hands urllib3's own on
            # An operator's own bundle of authorities, under the name that requests gives it.
            verify=os.environ.get("REQUESTS_CA_BUNDLE") or True,
        )
        try:
            return Reply(url, response.status_code, response.headers, self._body(response), _location(response))
        finally:
            response.close()  # the connection too, unless all was read: then it waits for the next request

    def _request(self, url: str, headers: Mapping[str, str]) -> PreparedRequest:
        """For a URL that `web_address` has made ready and checked: what is asked for is that, to the letter."""
        own = {"User-Agent": self._agent, "Accept": "*/*", "Accept-Encoding": "gzip, deflate"}
        request = PreparedRequest()
        request.method, request.url, request.headers = "GET", url, CaseInsensitiveDict({**own, **headers})
        return request

    def _body(self, response: Response) -> bytes:
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            # Nothing is read; but once that is known the connection can be used again.
            return b"" if "Transfer-Encoding" in response.headers else response.raw.read() or b""
        if response.is_redirect:
            return b""
        if response.status_code not in PAGE_STATUSES:
            return _head(response)
        encodings = {each.strip().lower() for each in response.headers.get("Content-Encoding", "").split(",")}
        if foreign := encodings & _FOREIGN_ENCODINGS:
            raise ContentDecodingError(f"not asked for: {foreign}")
        declared = response.headers.get("Content-Length", "")
        if re.fullmatch(r"[0-9]+", declared) and float(declared) > self._most:
            raise TooMuch
        body = bytearray()
        for part in response.iter_content(_CHUNK):
            body += part
            if len(body) > self._most:
                raise TooMuch
        return bytes(body)


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
    """Where a redirect leads. Headers are read as Latin-1, but most sites write UTF-8 into this one."""
    if not response.is_redirect:
        return ""
    location = response.headers["Location"]
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location

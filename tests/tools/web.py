"""A small web site on a loopback port, for tests that need real HTTP: polite and hostile answers.

with Site({"/feed.xml": Answer(FEED, etag='"1"')}) as site:
    ...ask for site.url + "/feed.xml"...
    site.pages["/feed.xml"] = Answer(OTHER, etag='"2"')
    assert site.asked == ["/feed.xml"]
"""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias, cast
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Request:
    """One request as it came in. `path` holds the query too; `at` is `time.monotonic()` on arrival."""

    path: str
    headers: Mapping[str, str]
    """Names in lower case."""
    at: float
    peer: socket.socket | None = field(default=None, compare=False, repr=False)
    """The connection it came over."""


@dataclass(frozen=True)
class Answer:
    """What the site answers. With an `etag` or `last_modified` it says 304 to whoever knows it already.

    A header given in `headers` replaces the one that would be sent; None leaves it out.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str | None] = field(default_factory=dict)
    etag: str = ""
    last_modified: str = ""
    content_type: str = "text/html; charset=utf-8"
    stall: float = 0
    """Seconds of silence before the first byte; ends when the site closes."""
    drip: float = 0
    """Seconds between two bytes, of the headers as well."""
    cut: int | None = None
    """The connection ends after so many bytes of the body, whatever Content-Length promised."""
    raw: bytes | None = None
    """Sent instead of everything else, status line and all."""

    def knows(self, request: Request) -> bool:
        """The asker holds this very version (an ETag counts before a date, as RFC 9110 wants it)."""
        if asked := request.headers.get("if-none-match"):
            return bool(self.etag) and asked == self.etag
        return bool(self.last_modified) and request.headers.get("if-modified-since") == self.last_modified

    def to_bytes(self, request: Request) -> bytes:
        """Everything that goes over the wire."""
        if self.raw is not None:
            return self.raw
        status = 304 if self.status == 200 and self.knows(request) else self.status
        body = b"" if status == 304 else self.body
        headers: dict[str, str | None] = {"Content-Type": self.content_type, "Content-Length": str(len(body))}
        headers |= {"ETag": self.etag or None, "Last-Modified": self.last_modified or None, **self.headers}
        phrase = HTTPStatus(status).phrase if status in set(HTTPStatus) else "Odd"
        if headers["Content-Length"] is None and "Transfer-Encoding" not in headers:
            headers["Connection"] = "close"
        lines = [f"HTTP/1.1 {status} {phrase}", *(f"{k}: {v}" for k, v in headers.items() if v is not None)]
        return "\r\n".join([*lines, "", ""]).encode("latin-1") + body[: self.cut]


LOOK = 0.2
"""Seconds after which a site looks by itself whether it shall close."""
Served: TypeAlias = "Answer | bytes | str | Callable[[Request], Answer]"


def redirect(to: str, status: int = 302) -> Answer:
    """Sends the asker on to another URL, whole or relative."""
    return Answer(status=status, headers={"Location": to})


def zipped(body: bytes) -> Answer:
    """The body, compressed on the wire."""
    return Answer(gzip.compress(body), headers={"Content-Encoding": "gzip"})


def chunked(wire: bytes) -> Answer:
    """A chunked answer whose chunks are these raw bytes, right or wrong."""
    return Answer(wire, headers={"Transfer-Encoding": "chunked", "Content-Length": None})


class Site:
    """Serves `pages` (path, with or without its query -> what is answered) until the block ends.

    404 for all the rest. Pages may be changed while it serves; a text or bytes stand for a 200, a callable is
    asked each time.
    """

    listens_at = "127.0.0.1"

    def __init__(self, pages: Mapping[str, Served] | None = None, *, certificate: Path | None = None) -> None:
        self.pages: dict[str, Served] = dict(pages or {})
        self.requests: list[Request] = []
        """All of them, in the order of arrival, robots.txt too."""
        self.connections = 0
        """So many were opened."""
        self.at_once = 0
        """The most requests that were ever being answered at the same time."""
        self._certificate = certificate
        self._busy = 0
        self._lock = threading.Lock()
        self.closing = threading.Event()

    def __enter__(self) -> Self:
        self._server = _Server((self.listens_at, 0), _Handler)
        self._server.site = self
        if self._certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self._certificate)
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self._thread = threading.Thread(target=self._server.serve_forever, args=(LOOK,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        with suppress(OSError):  # wakes the listener; where that can't be done it looks itself
            self._server.socket.shutdown(socket.SHUT_RDWR)
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        """Chosen by the system when the block began."""
        return self._server.server_port

    @property
    def host(self) -> str:
        """`127.0.0.1:PORT`."""
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """The root, without a slash at its end."""
        return f"{'https' if self._certificate else 'http'}://{self.host}"

    @property
    def asked(self) -> list[str]:
        """The paths that were asked for, robots.txt left out."""
        return [request.path for request in self.requests if request.path != "/robots.txt"]

    def answer(self, request: Request) -> Answer:
        """What is served at that path now."""
        served = self.pages.get(request.path, self.pages.get(urlsplit(request.path).path))
        if served is None:
            return Answer(b"<title>Not found</title>", status=404)
        if isinstance(served, str):
            return Answer(served.encode())
        if isinstance(served, bytes):
            return Answer(served)
        return served if isinstance(served, Answer) else served(request)

    def arrived(self, request: Request) -> None:
        """Notes a request that begins to be answered."""
        with self._lock:
            self.requests.append(request)
            self._busy += 1
            self.at_once = max(self.at_once, self._busy)

    def left(self, request: Request) -> None:
        """Notes that a request has been answered."""
        with self._lock:
            self._busy -= 1


class _Server(ThreadingHTTPServer):
    site: Site
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def verify_request(self, request: object, client_address: tuple[str, int] | object) -> bool:
        """Nobody but this machine is answered, wherever the site listens."""
        return isinstance(client_address, tuple) and str(client_address[0]).startswith("127.")

    def handle_error(self, request: object, client_address: object) -> None:
        """An asker that hangs up early, or mistrusts our certificate, is what many tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        super().setup()
        cast(_Server, self.server).site.connections += 1

    def do_GET(self) -> None:
        site = cast(_Server, self.server).site
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.path, headers, time.monotonic(), self.connection)
        site.arrived(request)
        try:
            self._send(site.answer(request), request, site.closing)
        finally:
            site.left(request)

    def _send(self, answer: Answer, request: Request, closing: threading.Event) -> None:
        wire = answer.to_bytes(request)
        self.close_connection = answer.raw is not None or answer.cut is not None or b"Connection: close" in wire
        if answer.stall and closing.wait(answer.stall):
            return
        step = 1 if answer.drip else len(wire) or 1
        for start in range(0, len(wire), step):
            self.wfile.write(wire[start : start + step])
            if answer.drip and closing.wait(answer.drip):
                self.close_connection = True
                return

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name http.server calls
        """Silent: `Site.requests` is the log."""


def free_port() -> int:
    """A port of this machine on which nobody listens just now."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])

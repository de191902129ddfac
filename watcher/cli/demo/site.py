"""A small web site on a loopback port, made of a dict: what the demo's borough publishes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit


class Borough:
    """Serves `pages` (path with query -> body) under `url`; pages may be changed while it runs."""

    def __init__(self, pages: Mapping[str, bytes], url: str) -> None:
        self.pages = dict(pages)
        self.url = url

    def find(self, asked: str) -> bytes | None:
        """Returns the page of this path; a meeting is found by its number, whatever else the query says."""
        numbers = {name.casefold(): value[0] for name, value in parse_qs(urlsplit(asked).query).items()}
        path = urlsplit(asked).path
        for known, body in self.pages.items():
            if urlsplit(known).path == path and ("mid" not in numbers or known.endswith(f"MId={numbers['mid']}")):
                return body
        return None


@contextmanager
def served(pages: Mapping[str, bytes]) -> Iterator[Borough]:
    """Serves the site as long as the `with` block runs, and yields it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    borough = Borough(pages, f"http://127.0.0.1:{server.server_address[1]}")

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = borough.find(self.path)
            self.send_response(200 if body is not None else 404)
            self.send_header("Content-Type", _content_type(body or b""))
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            """Logs nothing: the demo tells its own story."""

    server.RequestHandlerClass = Answering
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield borough
    finally:
        server.shutdown()
        server.server_close()


def _content_type(body: bytes) -> str:
    if body.startswith(b"%PDF"):
        return "application/pdf"
    return "application/rss+xml" if body.startswith(b"<?xml") else "text/html; charset=utf-8"

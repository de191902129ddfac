"""Answers Prometheus (`/metrics`) and whoever asks whether the worker works (`/healthz`) over HTTP; nothing else is
there."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Iterable
from socketserver import ThreadingMixIn
from threading import Thread
from typing import TYPE_CHECKING, Any, cast
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import make_wsgi_app

from watcher.core.errors import StateError
from watcher.jobs.heartbeat import HealthCheck
from watcher.jobs.worker.metrics import Metrics

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger(__name__)
_PATIENCE = 10
"""Seconds for somebody who has connected and asks for nothing."""
_LOOK = 0.1
"""Seconds between looks whether it is to end; by itself the server would keep a worker that ends for half a second."""


def show(figures: Metrics, health: Callable[[], HealthCheck], address: str) -> Callable[[], object]:
    """Answers at this `HOST:PORT`; returns what ends that. An address that can't be listened on is logged: nothing else
    depends on it."""
    host, _, port = address.rpartition(":")
    host = host.strip("[]")
    kind = _ServerOfSix if ":" in host else _Server
    try:
        server = make_server(host, int(port), answers(figures, health), kind, _Handler)
    except OSError as error:
        log.error("metrics: %s can't be listened on: %s; there are none", address, error.strerror)
        return lambda: None
    thread = Thread(target=server.serve_forever, args=(_LOOK,), name="metrics", daemon=True)
    thread.start()

    def hide() -> None:
        server.shutdown()
        server.server_close()
        thread.join()

    return hide


def answers(figures: Metrics, health: Callable[[], HealthCheck]) -> WSGIApplication:
    """Returns the application that a WSGI server calls: the two pages, and 404 for any other."""
    metrics = make_wsgi_app(figures.registry)

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == "/metrics":
            return cast(Iterable[bytes], metrics(environ, start))
        if path != "/healthz":
            return _plain(start, "404 Not Found", "there is /metrics and /healthz")
        try:
            found = health()
        except StateError as error:
            found = HealthCheck(False, f"unhealthy: {error}")
        return _plain(start, "200 OK" if found.well else "503 Service Unavailable", found.words)

    return answer


def _plain(start: StartResponse, status: str, words: str) -> list[bytes]:
    body = f"{words}\n".encode()
    start(status, [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    block_on_close = False
    """Who reads slowly does not keep the worker from ending."""

    def server_bind(self) -> None:
        """Binds without WSGIServer's question to the resolver for this machine's name, which may take long."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])
        self.setup_environ()

    def handle_error(self, request: object, client_address: object) -> None:
        """Who hangs up early is no event of ours."""
        log.debug("metrics: an answer was not taken", exc_info=True)


class _ServerOfSix(_Server):
    address_family = socket.AF_INET6


class _Handler(WSGIRequestHandler):
    timeout = _PATIENCE

    def log_message(self, *_: Any) -> None:  # Any: as the library has it
        """Logs nothing: each question would be a line."""

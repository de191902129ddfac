"""Makes the connections: the guard opens them, answers are read within a time and a size, and a proxy that the
administrator named may stand between."""

from __future__ import annotations

import http.client
import io
import socket
import time
from contextlib import suppress
from threading import Lock
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakSet, WeakValueDictionary

from requests import PreparedRequest
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from watcher.core.errors import Stopped
from watcher.fetch.addresses import AddressGuard
from watcher.fetch.library_errors import TooMuch

CONNECT_SECONDS = 10.0
"""For looking up, connecting and shaking hands (facts/moderngov.md, Quirks, 4)."""

INTERIM = (102, 103)
"""Answers that only announce one (100 is passed over by http.client itself)."""
MOST_INTERIM = 20
_AT_ONCE = 65_536
"""Bytes that are read at a time, where they are there: most pages, with their head, in one or two times."""


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


class OpenSockets:
    """The sockets that answers are read from; once stopped, nothing more is read."""

    def __init__(self) -> None:
        self.stopped = False
        self._sockets: WeakSet[socket.socket] = WeakSet()
        self._lock = Lock()

    def begins(self, sock: socket.socket) -> None:
        """Note a connection that is read from. Raises Stopped where the program ends."""
        with self._lock:
            self._sockets.add(sock)
        self.check()

    def check(self) -> None:
        """Raise Stopped where the program ends."""
        if self.stopped:
            raise Stopped("nothing more is fetched: the program ends")

    def stop(self) -> None:
        """Wake up whoever reads, and let nothing be read any more."""
        with self._lock:
            self.stopped = True
            for sock in self._sockets:
                with suppress(OSError):  # closed already
                    # Whoever reads it wakes up. Not an SSLSocket's own shutdown: it takes TLS away under a reader.
                    socket.socket.shutdown(sock, socket.SHUT_RDWR)


def _answers(most: int, reading: OpenSockets) -> type[http.client.HTTPResponse]:
    """Make the class of answers that are metered and leave out the interim ones before them."""

    class Answer(http.client.HTTPResponse):
        def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
            super().__init__(sock, *args, **kwargs)
            reading.begins(sock)
            self.fp = io.BufferedReader(_Metered(self.fp.detach(), sock, most), _AT_ONCE)

        def begin(self) -> None:
            """Reads the head of the final answer: an interim one (102, 103) is passed over (RFC 9110, 15.2)."""
            super().begin()
            for _ in range(MOST_INTERIM):
                if self.status not in INTERIM:
                    return
                self.headers = self.msg = None  # type: ignore[assignment]  # what makes begin() read another
                super().begin()

    return Answer


def _pools(guard: AddressGuard, most: int, reading: OpenSockets) -> dict[str, type[HTTPConnectionPool]]:
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


class Adapter(HTTPAdapter):
    """Sends over connections that this guard opens; where `proxies` are given to `send`, it opens those to the proxy,
    which looks names up out of our sight."""

    def __init__(self, guard: AddressGuard, most: int, reading: OpenSockets) -> None:
        super().__init__(pool_connections=32, pool_maxsize=1)
        self._pools = _pools(guard, most, reading)
        self.poolmanager.pool_classes_by_scheme = self._pools
        self._direct: WeakValueDictionary[object, Any] = WeakValueDictionary()

    def get_connection_with_tls_context(
        self, request: PreparedRequest, verify: Any, proxies: Any = None, cert: Any = None
    ) -> Any:  # Any: as the library has them
        """Return the connections to the host of this request: those of the last one, unless they were closed to make
        room for other hosts. To look them up takes the libraries as long as to write the request."""
        if proxies or cert:
            return super().get_connection_with_tls_context(request, verify, proxies, cert)
        place = *str(request.url).split("/", 3)[:3], verify
        pool = self._direct.get(place)
        if pool is None or pool.pool is None:
            pool = self._direct[place] = super().get_connection_with_tls_context(request, verify)
        return pool

    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:  # Any: as the library has it
        """Return the manager of connections through this proxy, which notes them too."""
        manager = super().proxy_manager_for(proxy, **options)
        manager.pool_classes_by_scheme = self._pools
        return manager


def through(proxy: str, most: int, reading: OpenSockets) -> Adapter:
    """Make what sends through this proxy; it may lie inside the network."""
    return Adapter(AddressGuard([urlsplit(proxy).netloc.rpartition("@")[2]], called="the proxy "), most, reading)


def shown(proxy: str) -> str:
    """Name a proxy without its user and password."""
    parts = urlsplit(proxy)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"

"""A site that sends bytes exactly as they are given, right or wrong, and what it sends may change from step to step."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from types import TracebackType
from typing import Self, TypeAlias

Answerer: TypeAlias = Callable[[int, str, Mapping[str, str]], bytes | None]
"""Step, path (with its query) and the request's headers, names in lower case -> the whole answer; None for a 404."""

MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
PATIENCE = 5.0
"""Seconds without a byte after which a connection is given up; nothing waits so long where all is well."""


class RawSite:
    """Serves on 127.0.0.1 until the block ends. `step` may be changed while it serves; `closes`: the connection is
    closed after each answer."""

    def __init__(self, answer: Answerer, *, closes: bool = False) -> None:
        self.step = 0
        self.asked: list[tuple[str, Mapping[str, str]]] = []
        """Path and headers of each request, in the order of arrival."""
        self._answer, self._closes = answer, closes

    def __enter__(self) -> Self:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):  # wakes the thread that accepts
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(PATIENCE)

    def _serve(self) -> None:
        with suppress(OSError):  # the listener is closed
            while True:
                connection, _ = self._listener.accept()
                threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        connection.settimeout(PATIENCE)
        with connection, connection.makefile("rb") as lines, suppress(OSError):
            while line := lines.readline():
                path = line.split()[1].decode("latin-1")
                headers = {}
                while (header := lines.readline().strip()) != b"":
                    name, _, value = header.decode("latin-1").partition(":")
                    headers[name.lower()] = value.strip()
                self.asked.append((path, headers))
                connection.sendall(self._answer(self.step, path, headers) or MISSING)
                if self._closes:
                    return

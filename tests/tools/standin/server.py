"""The HTTP side: a real server on 127.0.0.1 that can refuse connections and come back on the same port."""

import contextlib
import socket
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from .desk import Desk, Reply
from .rules import UPLOAD_LIMIT

HOST = "127.0.0.1"
POLL = 0.2  # how often the listener looks whether it shall stop, in seconds
ROOM_BESIDE_UPLOAD = 64 * 1024


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, desk: Desk, port: int) -> None:
        super().__init__((HOST, port), _Handler, bind_and_activate=False)
        self.desk = desk
        self.connections: set[socket.socket] = set()
        self.server_bind()

    def server_bind(self) -> None:
        """Binds without asking the resolver for our own name."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()

    def process_request(self, request: Any, client_address: Any) -> None:
        self.connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self.connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no error of ours; anything else is shown."""
        if isinstance(sys.exception(), OSError):
            self.desk.was_hung_up_on()
        else:
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Listener
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Says nothing: the calls are in the records."""

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if length > UPLOAD_LIMIT + ROOM_BESIDE_UPLOAD:
            self.close_connection = True
            body = b'{"ok":false,"error_code":413,"description":"Request Entity Too Large"}'
            return self._send(Reply(413, body))
        body = self.rfile.read(length)
        if len(body) < length:  # the client ended half-way: nothing comes of that
            self.close_connection = True
            return self.server.desk.was_cut_short(self.path)
        reply = self.server.desk.answer(self.path, self.headers.get("Content-Type", ""), body)
        if reply is None:
            self.close_connection = True
            return None
        return self._send(reply)

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(reply.body)))
        if reply.retry_after is not None:
            self.send_header("Retry-After", str(reply.retry_after))
        reply.leaves()
        listens = self._client_listens()
        self.end_headers()
        self.wfile.write(reply.body)
        if listens:
            reply.has_left()

    def _client_listens(self) -> bool:
        """Whether the client has not closed its side; it says nothing before it has our answer."""
        try:
            return bool(self.connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT))
        except BlockingIOError:
            return True
        except OSError:
            return False


class Server:
    """Listens, refuses, listens again, always on one port."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._listener = _Listener(desk, 0)
        self.port = int(self._listener.server_address[1])
        self._thread: threading.Thread | None = None

    def listen(self) -> None:
        """Accepts connections from now on."""
        if self._thread is None:
            self._listener.server_activate()
            serve = self._listener.serve_forever
            self._thread = threading.Thread(target=serve, args=(POLL,), daemon=True)
            self._thread.start()

    def refuse(self) -> None:
        """Refuses connections from now on and cuts the open ones; the port stays ours."""
        if self._thread is not None:
            self.close()
            self._listener = _Listener(self.desk, self.port)

    def close(self) -> None:
        """Stops listening and cuts every connection."""
        if self._thread is not None:
            with contextlib.suppress(OSError):  # wakes the listener; where that can't be done it looks itself
                self._listener.socket.shutdown(socket.SHUT_RDWR)
            self._listener.shutdown()
            self._thread.join()
            self._thread = None
        self._listener.server_close()
        for connection in list(self._listener.connections):
            with contextlib.suppress(OSError):  # it may have been closed by its own thread meanwhile
                connection.shutdown(socket.SHUT_RDWR)

"""Shows the public pages on this machine alone, for whoever wants to look at them before others do."""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from watcher.cli.terminal import put
from watcher.core.errors import ConfigError


def show(folder: Path, port: int) -> None:
    """Shows the folder until Ctrl-C. Raises ConfigError where the port is taken."""
    with server_of(folder, port) as server:
        put(f"Open http://127.0.0.1:{port}/ in a browser. Ctrl-C ends.")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return


def server_of(folder: Path, port: int) -> ThreadingHTTPServer:
    """Returns what shows the folder on this machine alone. Raises ConfigError where the port is taken."""
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), partial(_Quiet, directory=str(folder)))
    except OSError as error:
        raise ConfigError([f"--serve {port}: {error.strerror}; choose another port"]) from error


class _Quiet(SimpleHTTPRequestHandler):
    """Shows files, and says nothing of who asks for them; no hidden one."""

    def translate_path(self, path: str) -> str:
        place = super().translate_path(path)
        hidden = any(part.startswith(".") for part in Path(place).relative_to(self.directory).parts)
        return f"{self.directory}/.nothing-is-here" if hidden else place

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        return

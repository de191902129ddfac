"""What holds for every test: only this machine is reached; nobody's real settings or state are touched."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

# Before anything imports telegram: httpx would send loopback requests to a proxy that the environment names,
# and python-telegram-bot reads the second at import (facts/telegram.md).
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,::1,localhost"
os.environ["PTB_TIMEDELTA"] = "1"

import hypothesis
import pytest
from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

ROOT = Path(__file__).resolve().parents[1]

# Hundreds of databases are synced to the disk for nobody: in memory, where there is room, that costs nothing.
MEMORY, ENOUGH = Path("/dev/shm"), 2**31  # bytes
if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH and not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

hypothesis.configuration.set_hypothesis_home_dir(ROOT / ".hypothesis")
# No deadline: no test is judged by how long it took. In CI the same examples every time; `make chaos` tries many more.
hypothesis.settings.register_profile("local", deadline=None, max_examples=20)
hypothesis.settings.register_profile("ci", deadline=None, max_examples=20, derandomize=True, database=None)
hypothesis.settings.register_profile("deep", deadline=None, max_examples=500)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "local")

# Every test has databases of its own, and SQLAlchemy would compile every statement anew for each: a fifth of the time.
SQLiteDialect_pysqlite.__hash__ = lambda self: hash(type(self))  # type: ignore[method-assign]  # one for all
SQLiteDialect_pysqlite.__eq__ = lambda self, other: type(self) is type(other)  # type: ignore[method-assign]  # the same
_compiled: dict[Any, Any] = {}


@event.listens_for(Engine, "engine_connect")
def _compiled_once(connection: Connection) -> None:
    connection.execution_options(compiled_cache=_compiled)


_OURS = ("TELEGRAM_", "WATCHER_", "DATABASE_URL")
_look_up: Callable[..., Any] = socket.getaddrinfo


@pytest.fixture(autouse=True)
def nobodys_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the token, folders or database of whoever runs it."""
    for name in [name for name in os.environ if name.startswith(_OURS)]:
        monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The working folder is the test's own: the defaults `config` and `state` are never the real ones."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture(autouse=True)
def no_name_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any name but localhost is unknown at once; pytest-socket guards only the connection that follows."""
    monkeypatch.setattr(socket, "getaddrinfo", _look_up_this_machine)


def _look_up_this_machine(host: str | bytes | None, *args: Any, **kwargs: Any) -> Any:
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost") or _is_address(name):
        return _look_up(host, *args, **kwargs)
    raise socket.gaierror(socket.EAI_NONAME, f"{name}: tests know no names but localhost")


def _is_address(name: str) -> bool:
    family = socket.AF_INET6 if ":" in name else socket.AF_INET
    try:
        socket.inet_pton(family, name.partition("%")[0])
    except OSError:
        return False
    return True


@pytest.fixture(scope="session")
def real() -> Path:
    """The real pages, feeds and reports beside the checkout; without them the tests that ask are skipped."""
    folder = ROOT.parent / "shared" / "real"
    if not folder.is_dir():
        pytest.skip("the real pages (../shared/real) are not beside this checkout")
    return folder

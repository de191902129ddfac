"""A PostgreSQL of the tests' own, and in it a fresh database for each test: `make test-postgres`.

Run as a module it starts a server in a temporary folder, has pytest run everything that touches the store against it,
and stops it; what follows on the command line is pytest's.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NoReturn, Self

if TYPE_CHECKING:
    import psycopg

VARIABLE = "WATCHER_TEST_POSTGRES"
"""Names the folder of the server's socket, for the tests that it is started for."""
ROLE = "watcher"
"""Who the tests are to the server: no superuser, so that nothing is used that a hosted database refuses."""
MISSING = (
    "there is no PostgreSQL on this machine; install its server, on Debian or Ubuntu with\n"
    "  apt-get install postgresql\n"
    "which need not be started: the tests start one of their own"
)
_PATIENCE = 60.0  # seconds for the server to start
# Killed at the end, in memory: what makes it safe would only make it slow.
_SETTINGS = (
    "listen_addresses= fsync=off full_page_writes=off synchronous_commit=off autovacuum=off max_connections=100 "
    "shared_buffers=64MB wal_level=minimal max_wal_senders=0 timezone=Asia/Tokyo log_min_messages=panic"
)
# The role `locked` needs its password, which is `right`; nobody knows `barred`.
_ACCESS = "local all locked scram-sha-256\nlocal all barred reject\nlocal all all trust\n"


def programs() -> Path | None:
    """The folder of the newest server that is installed: Debian keeps them away from the path."""
    installed = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if installed:
        return max(installed, key=lambda path: int(re.sub(r"\D", "", path.parent.name) or 0))
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@dataclass(frozen=True)
class Server:
    """One that runs; `folder` holds its socket."""

    folder: Path

    def url(self, database: str, role: str = ROLE) -> str:
        return f"postgresql://{role}@/{database}?host={self.folder}"

    def ask(self, *statements: str, database: str = "postgres", role: str = ROLE) -> None:
        """Each in a transaction of its own, as CREATE DATABASE wants it."""
        with connected(self.folder, database, role) as db:
            for statement in statements:
                db.execute(statement.encode())

    @contextmanager
    def fresh(self, name: str, template: str = "template0") -> Iterator[str]:
        """The URL of a database that is gone at the end, whoever still reads it."""
        self.ask(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield self.url(name)
        finally:
            self.ask(f"DROP DATABASE {name} WITH (FORCE)", role="postgres")

    def emptied(self, name: str) -> None:
        """Takes all rows out of a database of this version, and begins its numbers anew: a tenth of the time that
        another one takes."""
        gone = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        from watcher.store.all_tables import metadata  # not in the process that only hands out tests

        rows = (f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables))
        numbers = "SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'"
        together = "; ".join([f"{gone} AND pid <> pg_backend_pid()", *rows, numbers])
        _kept(self.folder, name).execute(together.encode())


def connected(folder: Path, database: str, role: str = ROLE) -> psycopg.Connection:
    """A connection to the server whose socket is in this folder; each statement is a transaction."""
    import psycopg

    return psycopg.connect(f"host={folder} dbname={database} user={role}", autocommit=True)


@cache
def _kept(folder: Path, database: str) -> psycopg.Connection:
    """One for all tests of a process: each takes the server longer than what is asked of it."""
    return connected(folder, database, ROLE)


def address() -> str:
    """Where the program looks for the database of the test that runs in this folder."""
    return os.environ.get("DATABASE_URL") or "sqlite:///state/watcher.sqlite3"


def given() -> Server | None:
    """The server that these tests are run against; None where they run on SQLite."""
    folder = os.environ.get(VARIABLE)
    return Server(Path(folder)) if folder else None


def _user() -> str | None:
    """PostgreSQL refuses to run as root: the user it is started as then; None stands for who we are."""
    if os.geteuid():
        return None
    known = {one.pw_name for one in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


class Cluster:
    """A server of our own that can be ended and started again, with what it holds; to be used in a `with`."""

    def __init__(self, binaries: Path) -> None:
        self._binaries, self._user = binaries, _user()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        memory = Path("/dev/shm")  # a folder of our own in it
        self._made = TemporaryDirectory(prefix="watcher-pg-", dir=memory if memory.is_dir() else None)
        self.server = Server(Path(self._made.name))
        if self._user:
            shutil.chown(self.server.folder, self._user)
        self.server.folder.chmod(0o755)
        made = [str(self._binaries / "initdb"), "-D", str(self._data), "-U", "postgres", "-A", "trust", "--no-sync"]
        made += ["-E", "UTF8", "--locale=C.UTF-8"]
        subprocess.run(made, user=self._user, check=True, stdout=subprocess.DEVNULL, cwd="/")
        (self._data / "pg_hba.conf").write_text(_ACCESS)
        try:
            self.start()
            roles = (f"{ROLE} LOGIN CREATEDB", "locked LOGIN PASSWORD 'right'", "barred LOGIN")
            self.server.ask(*(f"CREATE ROLE {role}" for role in roles), role="postgres")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.end(signal.SIGQUIT)  # at once: nothing of it is kept
        self._made.cleanup()

    @property
    def _data(self) -> Path:
        return self.server.folder / "data"

    @property
    def number(self) -> int:
        """Of its process; 0 while there is none."""
        return self._process.pid if self._process else 0

    def start(self) -> None:
        """Returns when it lets people in."""
        settings = [f"-c{setting}" for setting in (*_SETTINGS.split(), f"unix_socket_directories={self.server.folder}")]
        command = [str(self._binaries / "postgres"), "-D", str(self._data), *settings]
        self._process = subprocess.Popen(command, user=self._user, cwd="/", start_new_session=True)
        _wait(self._binaries, self.server.folder, self._process)

    def end(self, how: int = signal.SIGINT) -> None:
        """Cuts every connection; what was committed is kept."""
        if self._process:
            self._process.send_signal(how)
            self._process.wait()
            self._process = None


@contextmanager
def started(binaries: Path) -> Iterator[Server]:
    """A server with an empty cluster, stopped at the end."""
    with Cluster(binaries) as cluster:
        yield cluster.server


def _wait(binaries: Path, folder: Path, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE
    while subprocess.run([binaries / "pg_isready", "-q", "-h", folder], check=False).returncode:
        if process.poll() is not None or time.monotonic() > until:
            raise SystemExit("the PostgreSQL server did not start; it says why above")
        time.sleep(0.05)


def end_in_order() -> None:
    """Has SIGTERM end this process as an error would, so that what it started ends too."""

    def end(*_: object) -> NoReturn:
        raise SystemExit(143)

    signal.signal(signal.SIGTERM, end)


def main() -> int:
    end_in_order()
    binaries = programs()
    if not binaries:
        print(f"make test-postgres: {MISSING}", file=sys.stderr)
        return 1
    with started(binaries) as server:
        tests = [sys.executable, "-m", "pytest", *sys.argv[1:]]
        return subprocess.run(tests, env=os.environ | {VARIABLE: str(server.folder)}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())

"""What holds for every test: only this machine is reached; nobody's real settings or state are touched."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import socket
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

# Before anything imports telegram: httpx would send loopback requests to a proxy that the environment names,
# and python-telegram-bot reads the second at import (facts/telegram.md).
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,::1,localhost"
os.environ["PTB_TIMEDELTA"] = "1"

import pytest

from tests.tools import postgres

if TYPE_CHECKING:
    from watcher.store import Store

pytest_plugins = ["tests.tools.collecting", "tests.tools.reporting"]
ROOT = Path(__file__).resolve().parents[1]
NOT_HERE = "the real pages, papers and cases (../shared) are not beside this checkout"
"""Why tests are skipped there: one reason, so that it is told in one line."""

# Hundreds of databases are synced to the disk for nobody: in memory, where there is room, that costs nothing.
MEMORY, ENOUGH = Path("/dev/shm"), 2**31  # bytes
if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH and not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

POSTGRES = postgres.given()
_OURS = ("TELEGRAM_", "WATCHER_", "DATABASE_URL")
_STORES = {"database", "database_url", "server"}
_look_up: Callable[..., Any] = socket.getaddrinfo


@pytest.hookimpl(tryfirst=True)  # before Hypothesis looks for the profile that was asked for
def pytest_configure(config: pytest.Config) -> None:
    """Makes the process ready; one that only hands out tests to others loads nothing for it."""
    # What a shell starts with `&` ignores Ctrl-C, and so does all that it starts: tests of that would see none.
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    hands_out = "PYTEST_XDIST_WORKER" not in os.environ and config.getoption("dist", "no") != "no"
    if not hands_out:
        gc.disable()  # until all is loaded: what is made up to then stays, and is no garbage
    profile = config.getoption("--hypothesis-profile")  # is looked for in each process
    if profile or not hands_out:
        from tests.tools.libraries import prepare

        prepare(ROOT / ".hypothesis", steady=not profile)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Against PostgreSQL everything is run that touches the store, which is what asks for a database."""
    for item in items:
        only = item.get_closest_marker("sqlite_only") if POSTGRES else item.get_closest_marker("postgres_only")
        if only:
            item.add_marker(pytest.mark.skip(only.args[0] if only.args else "of PostgreSQL: make test-postgres"))
    if POSTGRES:
        touching = [item for item in items if _STORES & set(getattr(item, "fixturenames", ()))]
        config.hook.pytest_deselected(items=[item for item in items if item not in touching])
        items[:] = touching


def pytest_collection_finish() -> None:
    """Thousands of tests and all that they import stay to the end: they are never looked through for garbage."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A line for each reason for which tests were skipped, not one for each test."""
    reasons = Counter(str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", []))
    for reason, count in reasons.items():
        terminalreporter.write_line(f"skipped {count}: {reason.removeprefix('Skipped: ')}")


# Hooks, not fixtures that every test uses: a fixture costs as much as most of these thousands of tests do.
def pytest_sessionstart() -> None:
    """Any name but localhost is unknown at once; pytest-socket guards only the connection that follows."""
    socket.getaddrinfo = _look_up_this_machine


def pytest_sessionfinish() -> None:
    """Nothing stays behind: the folders lie in memory."""
    os.chdir(ROOT)
    shutil.rmtree(_folders(), ignore_errors=True)
    gc.freeze()  # pytest's own end would look through all that the tests have left, twice, and the process ends anyway


def pytest_runtest_setup() -> None:
    """No test sees the token, folders or database of whoever runs it. The working folder is its own: the defaults
    `config` and `state` are never the real ones."""
    for name in [name for name in os.environ if name.startswith(_OURS)]:
        del os.environ[name]
    if not _own_folder().is_dir() or any(_own_folder().iterdir()):
        _own_folder.cache_clear()  # the one before has left something in it
    os.chdir(_own_folder())


@cache
def _folders() -> Path:
    return Path(tempfile.mkdtemp(prefix="watcher-tests-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT"))).resolve()


@cache
def _own_folder() -> Path:
    return Path(tempfile.mkdtemp(dir=_folders()))


@pytest.fixture
def tmp_path() -> Path:
    """The folder in which the test stands."""
    return _own_folder()


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
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database without rows, migrated once for all tests, which takes longer than most of them: by the process that
    asks first."""
    from filelock import FileLock

    from watcher.store import Store

    ours = tmp_path_factory.getbasetemp()
    path = (ours.parent if "PYTEST_XDIST_WORKER" in os.environ else ours) / "empty" / "watcher.sqlite3"
    path.parent.mkdir(exist_ok=True)
    with FileLock(path.parent / "lock"):
        if not path.exists():
            Store(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="session")
def kept_database(worker_id: str) -> Iterator[str]:
    """The same on PostgreSQL: its URL. It is emptied for each test."""
    assert POSTGRES
    from watcher.store import Store

    with POSTGRES.fresh(f"test_{worker_id}") as url:
        Store(url).close()
        yield url


@pytest.fixture
def server() -> postgres.Server:
    """PostgreSQL itself, for a test that makes databases of its own; such a test is `postgres_only`."""
    assert POSTGRES
    return POSTGRES


@pytest.fixture
def migrated(tmp_path: Path, empty_database: Path) -> Path:
    """A copy of it where the program has its own, as the program would have made it; for a test in which the database
    has no part, which is not repeated on PostgreSQL."""
    path = tmp_path / "state" / "watcher.sqlite3"
    path.parent.mkdir(mode=0o700)
    shutil.copyfile(empty_database, path)
    path.chmod(0o600)
    return path


@pytest.fixture
def database(tmp_path: Path, worker_id: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same for a test in which it has one. On PostgreSQL nothing lies there, and DATABASE_URL is set."""
    if not POSTGRES:
        return request.getfixturevalue("migrated")  # type: ignore[no-any-return]
    path = tmp_path / "state" / "watcher.sqlite3"
    path.parent.mkdir(mode=0o700)
    monkeypatch.setenv("DATABASE_URL", request.getfixturevalue("kept_database"))
    POSTGRES.emptied(f"test_{worker_id}")
    return path


@pytest.fixture
def database_url(database: Path) -> str:
    """Its address."""
    return os.environ.get("DATABASE_URL") or f"sqlite:///{database}"


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """That database, opened."""
    from watcher.store import Store

    with Store(database_url) as opened:
        yield opened


@pytest.fixture(scope="session")
def real() -> Path:
    """The real pages, feeds and reports beside the checkout; without them the tests that ask are skipped."""
    folder = ROOT.parent / "shared" / "real"
    if not folder.is_dir():
        pytest.skip(NOT_HERE)
    return folder

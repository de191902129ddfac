"""`status --healthy` reads no more than its verdict hangs on."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.tools.configs import written
from watcher.cli.healthy import alive
from watcher.core.errors import ConfigError, StateError
from watcher.jobs import heartbeat
from watcher.store import Store, outbox, status

NOW = datetime(2026, 11, 29, 9, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
BROKEN = {"sources.yaml": "sources: ["}
LOADED = """
import sys
from datetime import datetime
from pathlib import Path
from watcher.cli.healthy import alive
print(alive({}, None, Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2])).words)
print(sorted({"sqlalchemy", "ruamel", "pydantic", "requests", "apscheduler"} & set(sys.modules)))
"""


def ran(database_url: str, ended: datetime) -> None:
    with Store(database_url) as store, store.write() as db:
        status.finish_run(db, status.begin_run(db, ended), ended, visited=0, changes=0, sent=0, problems=0)


def test_beside_a_worker_it_loads_neither_the_database_nor_the_config(tmp_path: Path) -> None:
    heartbeat.write(tmp_path, heartbeat.Beat(NOW, NOW - HOUR, None, tells=False))
    command = [sys.executable, "-c", LOADED, str(tmp_path), NOW.isoformat()]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert said == ["healthy: the worker works since 2026-11-29 08:30 UTC", "[]"]


@pytest.mark.sqlite_only("a server is asked by its driver")
def test_where_runs_are_started_by_cron_it_loads_no_library_either(database_url: str, tmp_path: Path) -> None:
    ran(database_url, NOW - HOUR)
    command = [sys.executable, "-c", LOADED, str(tmp_path / "state"), NOW.isoformat()]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert said == ["healthy: the last run ended 60 min ago", "[]"]


def test_a_pause_that_telegram_wants_is_seen_until_it_is_over(database_url: str, tmp_path: Path) -> None:
    ran(database_url, NOW - HOUR)
    with Store(database_url) as store, store.write() as db:
        outbox.set_flood_wait(db, NOW + 12 * HOUR)
    env, config = {"DATABASE_URL": database_url}, written({})
    assert "Telegram wants no message before" in alive(env, config, tmp_path / "state", NOW).words
    assert alive(env, config, tmp_path / "state", NOW + 24 * HOUR).words.endswith("the last run ended 25 h ago")


@pytest.mark.sqlite_only("there is a file")
@pytest.mark.parametrize("content", [b"", b"no database at all, whatever it is called" * 30])
def test_what_is_wrong_with_the_database_is_said_as_by_every_verb(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "watcher.sqlite3").write_bytes(content)
    with pytest.raises(StateError, match="sqlite3"):
        alive({"WATCHER_STATE": str(tmp_path)}, written({}), None, NOW)


@pytest.mark.parametrize(("ago", "reads"), [(1, False), (2, False), (3, True)])
def test_the_config_is_read_only_where_the_last_run_is_so_old_that_it_counts(
    database_url: str, tmp_path: Path, ago: int, reads: bool
) -> None:
    ran(database_url, NOW - ago * HOUR)
    env, config, state = {"DATABASE_URL": database_url}, written(BROKEN), tmp_path / "state"
    if reads:
        with pytest.raises(ConfigError):
            alive(env, config, state, NOW)
    else:
        assert alive(env, config, state, NOW).well


@pytest.mark.parametrize(("every", "well"), [("1h", False), ("6h", True)])
def test_an_old_run_is_judged_by_the_shortest_pause(database_url: str, tmp_path: Path, every: str, well: bool) -> None:
    ran(database_url, NOW - 3 * HOUR)
    source = (
        f"sources:\n  - id: one\n    name: One\n    url: https://one.example/feed\n    kind: feed\n    every: {every}\n"
    )
    config = written({"sources.yaml": source})
    assert alive({"DATABASE_URL": database_url}, config, tmp_path / "state", NOW).well is well

"""What `status --healthy` goes by: the worker's sign of life, or else the log of runs."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.tools.postgres import address
from tests.tools.web import Answer, Site
from tests.unit.cli.conftest import Watcher, config, site, watcher
from watcher.core.errors import StateError
from watcher.jobs import heartbeat
from watcher.jobs.heartbeat import Beat
from watcher.jobs.lock import held
from watcher.store import Store, status

__all__ = ["config", "site", "watcher"]
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
BEAT = Beat(NOW - MINUTE, NOW - 5 * HOUR, NOW - MINUTE, tells=True)


def test_a_worker_is_healthy_while_it_gives_signs_of_life_and_telegram_answers() -> None:
    found = heartbeat.check_worker(BEAT, NOW)
    assert (found.well, found.words) == (True, "healthy: the worker works since 2026-11-22 04:30 UTC")


@pytest.mark.parametrize(
    ("beat", "words"),
    [
        (BEAT._replace(at=NOW - 4 * MINUTE), "the worker gave its last sign of life 4 min ago"),
        (BEAT._replace(at=NOW + HOUR), "its last sign of life 60 min from now, by a clock that was changed"),
        (BEAT._replace(polled=NOW - 3 * HOUR), "the worker works, but Telegram last answered it 3 h ago"),
        (BEAT._replace(polled=None), "Telegram last answered it 5 h ago"),
    ],
    ids=["silent", "clock set back", "telegram silent", "telegram never heard"],
)
def test_a_worker_is_not_healthy(beat: Beat, words: str) -> None:
    found = heartbeat.check_worker(beat, NOW)
    assert not found.well
    assert found.words.endswith(words)


def test_a_worker_that_has_just_begun_or_has_no_token_need_not_have_heard_telegram() -> None:
    assert heartbeat.check_worker(BEAT._replace(since=NOW - MINUTE, polled=None), NOW).well
    assert heartbeat.check_worker(BEAT._replace(polled=None, tells=False), NOW).well


def test_a_worker_beside_another_one_is_healthy_and_says_who_speaks(tmp_path: Path) -> None:
    beside = "web speaks since 2026-11-22 04:00 UTC"
    waits = BEAT._replace(polled=None, tells=False, beside=beside, stands_by=True)
    heartbeat.write(tmp_path, waits)
    read = heartbeat.read(tmp_path)
    assert read == waits
    said = [heartbeat.check_worker(beat, NOW) for beat in (waits, waits._replace(stands_by=False))]
    assert all(found.well for found in said)
    assert [found.words for found in said] == [
        f"healthy: the worker stands by since 2026-11-22 04:30 UTC; {beside}",
        f"healthy: the worker works since 2026-11-22 04:30 UTC; {beside}",
    ]
    assert not heartbeat.check_worker(waits._replace(at=NOW - HOUR), NOW).well


def test_the_sign_of_life_of_a_worker_that_is_alone_is_what_it_was(tmp_path: Path) -> None:
    heartbeat.write(tmp_path, BEAT)
    assert list(json.loads((tmp_path / "worker.json").read_text())) == ["at", "since", "polled", "tells"]


@pytest.mark.parametrize(
    ("ago", "every", "well"),
    [(1.9, 0.5, True), (2.1, 0.5, False), (11, 6, True), (13, 6, False)],
)
def test_without_a_worker_the_last_run_must_have_ended_as_lately_as_the_config_wants(
    ago: float, every: float, well: bool
) -> None:
    assert heartbeat.check_runs(NOW - ago * HOUR, every * HOUR, NOW).well is well


def test_a_worker_in_which_something_is_stuck_is_not_healthy_and_says_what(tmp_path: Path) -> None:
    heartbeat.write(tmp_path, BEAT._replace(stuck="the visit of news"))
    left = heartbeat.read(tmp_path)
    assert left is not None
    said = heartbeat.check_worker(left, NOW)
    assert (said.well, said.words) == (False, "unhealthy: the worker works, but the visit of news is stuck")


def test_without_a_worker_and_a_run_nothing_is_healthy() -> None:
    assert heartbeat.check_runs(None, HOUR, NOW).words == "unhealthy: no worker works, and no run has ended yet"


def test_a_sign_of_life_is_for_its_owner_alone_and_is_read_as_it_was_left(tmp_path: Path) -> None:
    heartbeat.write(tmp_path, BEAT)
    heartbeat.write(tmp_path, BEAT._replace(polled=None))
    assert heartbeat.read(tmp_path) == BEAT._replace(polled=None)
    assert [(file.name, file.stat().st_mode & 0o777) for file in tmp_path.iterdir()] == [("worker.json", 0o600)]


def test_whoever_holds_the_lock_takes_the_sign_of_a_killed_worker_away(tmp_path: Path) -> None:
    heartbeat.write(tmp_path, BEAT)
    with held(tmp_path):
        assert heartbeat.read(tmp_path) is None


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"at": 1, "since": 2}'])
def test_a_damaged_sign_of_life_is_said_so(tmp_path: Path, content: str) -> None:
    (tmp_path / "worker.json").write_text(content)
    with pytest.raises(StateError, match="damaged"):
        heartbeat.read(tmp_path)


def leave_now(**changed: object) -> None:
    now = datetime.now(UTC)
    Path("state").mkdir(exist_ok=True)
    heartbeat.write(Path("state"), Beat(now, now, now, tells=True)._replace(**changed))  # type: ignore[arg-type]  # any field


def test_status_tells_a_worker_from_its_sign_of_life_alone(watcher: Watcher) -> None:
    leave_now()
    ended = watcher("status", "--healthy")  # neither config nor database are there
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("healthy: the worker works since ")
    assert [file.name for file in Path("state").iterdir()] == ["worker.json"]


def test_status_ends_with_1_for_a_worker_that_died(watcher: Watcher) -> None:
    leave_now(at=datetime.now(UTC) - HOUR)
    assert watcher("status", "--healthy").code == 1


@pytest.mark.usefixtures("config", "database")
def test_a_failing_site_does_not_make_a_run_of_cron_unhealthy(watcher: Watcher, site: Site) -> None:
    assert watcher("status", "--healthy").code == 1  # no run yet
    site.pages["/feed.xml"] = Answer(b"", status=403)
    assert watcher("once").code == 1
    ended = watcher("status", "--healthy")
    assert (ended.code, ended.out) == (0, "healthy: the last run ended 0 min ago\n")


@pytest.mark.usefixtures("config", "database")
def test_cron_that_stopped_is_unhealthy_whatever_runs_were_killed_since(watcher: Watcher) -> None:
    now = datetime.now(UTC)
    with Store(address()) as store, store.write() as db:
        status.finish_run(db, status.begin_run(db, now - 5 * HOUR), now - 4 * HOUR)
        status.begin_run(db, now)
    ended = watcher("status", "--healthy")
    assert (ended.code, ended.out) == (1, "unhealthy: no worker works, and the last run ended 4 h ago\n")


def test_the_file_holds_no_more_than_it_says(tmp_path: Path) -> None:
    heartbeat.write(tmp_path, BEAT)
    assert set(json.loads((tmp_path / "worker.json").read_text())) == {"at", "since", "polled", "tells"}

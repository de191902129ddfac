"""What `status --healthy` tells while Telegram wants no message."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.features.telegram.odd_days.conftest import Cron
from watcher.cli.healthy import alive
from watcher.jobs import heartbeat
from watcher.jobs.heartbeat import Beat
from watcher.store import status

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
BEAT = Beat(NOW - MINUTE, NOW - 5 * HOUR, NOW - MINUTE, tells=True)


def test_pause_of_hours_is_told_as_unhealthy_with_its_end() -> None:
    worker = heartbeat.check_worker(BEAT._replace(held_until=NOW + 12 * HOUR), NOW)
    after_runs = heartbeat.check_runs(NOW - MINUTE, HOUR, NOW, held=12 * HOUR)
    for verdict in (worker, after_runs):
        assert not verdict.well
        assert "Telegram wants no message before 2026-11-22 21:30 UTC" in verdict.words


def test_pause_of_a_minute_is_no_trouble() -> None:
    """The twin."""
    assert heartbeat.check_worker(BEAT._replace(held_until=NOW + MINUTE), NOW).well
    assert heartbeat.check_runs(NOW - MINUTE, HOUR, NOW, held=MINUTE).well


def test_pause_survives_in_the_sign_of_life(tmp_path: Path) -> None:
    heartbeat.write(tmp_path, BEAT._replace(held_until=NOW + HOUR))
    assert heartbeat.read(tmp_path) == BEAT._replace(held_until=NOW + HOUR)


@pytest.mark.soak  # quicker: what it tells, above
def test_command_line_tells_it_after_a_run_that_met_such_a_pause(cron: Cron, tmp_path: Path) -> None:
    for chat_id in range(1, 5):
        cron.api.private(chat_id)
        cron.queue(chat_id, "New: one")
    cron.api.freeze(12 * 3_600)
    with cron.store.write() as db:
        number = status.begin_run(db, cron.time.wall())
    cron.run()
    with cron.store.write() as db:
        status.finish_run(db, number, cron.time.wall(), visited=0, changes=0, sent=0, problems=0)
    env = {"DATABASE_URL": cron.database_url}
    told = alive(env, Path(__file__).parents[4] / "config", tmp_path / "state", cron.time.wall())
    assert not told.well
    assert "Telegram wants no message before" in told.words

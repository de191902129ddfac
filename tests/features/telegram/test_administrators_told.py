"""What administrators are told unasked: the weekly line that all is well, and that another program takes messages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from tests.features.telegram.archive import document, logs
from tests.features.telegram.conftest import ADMIN, CABINET, DAILY, SETTINGS, Runner
from tests.features.telegram.test_serving import eventually, serving
from tests.tools.standin import BotApi
from watcher.core.visits import Health
from watcher.messages.context import RenderContext
from watcher.store import outbox
from watcher.store import sources as remembered

SETTING = RenderContext(
    {one.id: one for one in SETTINGS.sources}, SETTINGS.timezone, (ADMIN,), SETTINGS.telegram.weekly
)
WEEK = timedelta(weeks=1)
FRIDAY = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)  # when weekly digests go out


@pytest.fixture
def weekly(runner: Runner) -> Runner:
    """A bot that knows its administrators, on a Wednesday; the sources are read well."""
    runner.post.configure(SETTING)
    at(runner, FRIDAY - timedelta(days=2))
    good = Health(CABINET.id, CABINET.kind, CABINET.url, state="ok", last_good=FRIDAY - timedelta(hours=1))
    with runner.store.write() as db:
        for source in (CABINET, DAILY):
            remembered.save_health(db, replace(good, id=source.id))
    runner.deliver()
    return runner


def at(runner: Runner, moment: datetime) -> None:
    runner.ahead = moment - runner.story()


def test_weekly_line_says_that_all_is_well(api: BotApi, weekly: Runner) -> None:
    boss, ann = api.private(ADMIN), api.private(42)
    ann.says("/subscribe all")
    weekly.answer()
    logs(weekly, CABINET, document("r1", "One"), document("r2", "Two"))
    weekly.deliver()
    assert boss.texts == []
    at(weekly, FRIDAY)
    weekly.deliver()
    assert boss.texts == [
        "All is well\nIn the last week: sources read well 2 of 2, alerts sent 2, messages given up 0.\n\n"
        "• Cabinet: last read well 20 November 2026, 06:30\n"
        "• The Example Daily: last read well 20 November 2026, 06:30"
    ]


@pytest.mark.soak  # quicker: the line that was missed, below
def test_weekly_line_comes_once_a_week_whatever_runs(api: BotApi, weekly: Runner) -> None:
    boss = api.private(ADMIN)
    for moment in (FRIDAY, FRIDAY + timedelta(hours=1), FRIDAY + timedelta(days=3)):
        at(weekly, moment)
        weekly.deliver()
        other = Runner(weekly.store, weekly.environment, weekly.story, ahead=weekly.ahead)
        with other.telegram:
            other.post.configure(SETTING)
            other.deliver()
    assert len(boss.texts) == 1
    at(weekly, FRIDAY + WEEK)
    weekly.deliver()
    assert len(boss.texts) == 2


def test_weekly_line_that_was_missed_comes_late_and_once(api: BotApi, weekly: Runner) -> None:
    boss = api.private(ADMIN)
    at(weekly, FRIDAY + 3 * WEEK + timedelta(days=1))
    weekly.deliver()
    weekly.deliver()
    assert len(boss.texts) == 1


def test_weekly_line_names_what_is_not_well(api: BotApi, weekly: Runner) -> None:
    boss = api.private(ADMIN)
    number = weekly.queue(42, "New: one")
    quiet = Health(CABINET.id, CABINET.kind, CABINET.url, state="ok", last_good=FRIDAY, last_new=FRIDAY - 6 * WEEK)
    with weekly.store.write() as db:
        remembered.save_health(db, replace(quiet, id=DAILY.id, state="failing", last_good=None, last_new=None))
        remembered.save_health(db, quiet)
        outbox.fail_permanently(db, number, "refused")
    at(weekly, FRIDAY)
    weekly.deliver()
    assert boss.texts[0].startswith("Not all is well\nIn the last week: sources read well 1 of 2")
    assert "messages given up 1" in boss.texts[0]
    assert "• Cabinet: last read well 20 November 2026, 07:30; nothing new since 9 October 2026" in boss.texts[0]
    assert "• The Example Daily (failing): last read well never" in boss.texts[0]


def test_chat_that_blocked_us_is_no_trouble(api: BotApi, weekly: Runner) -> None:
    boss = api.private(ADMIN)
    weekly.queue(42, "New: one")
    with weekly.store.write() as db:
        outbox.chat_unreachable(db, 42, "blocked", weekly.clock())
    at(weekly, FRIDAY)
    weekly.deliver()
    assert boss.texts[0].startswith("All is well")


@pytest.mark.soak  # quicker: unit/jobs/test_calm_until.py and the line above
def test_nobody_but_administrators_gets_the_weekly_line(api: BotApi, weekly: Runner) -> None:
    ann = api.private(42)
    ann.says("/subscribe all")
    weekly.answer()
    said = len(ann.texts)
    at(weekly, FRIDAY)
    weekly.deliver()
    assert len(ann.texts) == said


@pytest.mark.soak  # quicker: test_retries.py, a clock that ran ahead
def test_clock_that_ran_ahead_does_not_silence_the_weekly_line(api: BotApi, weekly: Runner) -> None:
    boss = api.private(ADMIN)
    at(weekly, FRIDAY + 300 * WEEK)
    weekly.deliver()
    said = len(boss.texts)
    for moment in (FRIDAY, FRIDAY + WEEK):
        at(weekly, moment)
        weekly.deliver()
    assert len(boss.texts) == said + 1


def conflict(api: BotApi, runner: Runner, lasts: timedelta, times: int | None) -> None:
    """Another program polls for so long, and takes so many polls of ours; None: each until it has lasted."""
    over = Event()
    words = "Conflict: terminated by other getUpdates request"
    api.fail("getUpdates", times=times, code=409, description=words, when=lambda call: not over.is_set())
    with serving(runner):
        eventually(lambda: len(api.calls_to("getUpdates")) >= 2)
        runner.ahead = lasts
        before = len(api.calls_to("getUpdates"))
        eventually(lambda: len(api.calls_to("getUpdates")) >= before + 2)  # one was answered since
        over.set()
        runner.telegram.wake()
        eventually(lambda: runner.queued()["waiting"] == 0)


def test_two_minutes_of_conflict_are_told_to_administrators_once(api: BotApi, runner: Runner) -> None:
    boss = api.private(ADMIN)
    conflict(api, runner, timedelta(minutes=3), times=None)
    assert len(boss.texts) == 1
    assert boss.texts[0].startswith("Another program uses this bot's token too")


@pytest.mark.soak  # quicker: the conflict of two minutes, above
def test_short_conflict_is_told_to_nobody(api: BotApi, runner: Runner) -> None:
    boss = api.private(ADMIN)
    conflict(api, runner, timedelta(minutes=1), times=4)
    assert boss.texts == []

"""`watcher status`: how the sources fare, for people and for scripts."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.tools.postgres import address
from tests.unit.cli.conftest import Watcher, watch_also
from watcher.cli.tables import status_lines
from watcher.core.queries import WatcherStatus
from watcher.core.sources import Source
from watcher.core.visits import Health
from watcher.core.workers import Worker
from watcher.store import Store, status
from watcher.store import sources as remembered

NOW = datetime.now(UTC)


def remember(*healths: Health) -> None:
    with Store(address()) as store, store.write() as db:
        for health in healths:
            remembered.save_health(db, health)


@pytest.mark.usefixtures("config", "database")
@pytest.mark.usefixtures("database")
def test_json_is_what_the_interface_promises_to_the_letter(watcher: Watcher) -> None:
    then = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
    remember(
        Health("gazette", "feed", "https://x", "failing", "it is down", then, then - timedelta(days=1), failures=3)
    )
    ended = watcher("status", "--format", "json")
    assert ended.out == (
        '{"sources": [{"id": "gazette", "state": "failing", "reason": "it is down", '
        '"last_visit": "2026-11-21T09:30:00Z", "last_good": "2026-11-20T09:30:00Z", "failures": 3, "documents": 0}], '
        '"queue": {"waiting": 0, "failed": 0}, "subscribers": 0}\n'
    )
    assert (ended.code, ended.err) == (0, "")


@pytest.mark.usefixtures("database")
def test_sources_stand_in_the_order_of_the_config_and_disabled_ones_are_left_out(
    watcher: Watcher, config: Path
) -> None:
    watch_also(config, "id: off", "name: Off", "url: https://x.example.org/feed", "enabled: false")
    watch_also(config, "id: a", "name: A", "url: https://x.example.org/feed")
    watcher("once", "--source", "gazette")
    found = json.loads(watcher("status", "--format", "json").out)["sources"]
    assert [(one["id"], one["state"], one["documents"]) for one in found] == [("gazette", "ok", 2), ("a", "new", 0)]
    assert found[1]["last_visit"] is None


@pytest.mark.usefixtures("config", "database")
@pytest.mark.usefixtures("database")
def test_the_table_tells_times_as_people_do_and_every_reason(watcher: Watcher) -> None:
    now = datetime.now(UTC)  # not that of a minute ago, when this file was loaded
    remember(
        Health(
            "gazette", "feed", "https://x", "blocked", "robots.txt asks us to stay away",
            last_visit=now - timedelta(hours=3, minutes=30), last_good=now - timedelta(days=2, hours=1),
            next_visit=now + timedelta(hours=5, minutes=30),
        )
    )  # fmt: skip
    lines = watcher("status").out.splitlines()
    assert lines[0].split() == ["Source", "State", "Documents", "Visited", "Good", "New", "Next"]
    assert " ".join(lines[1].split()) == "gazette blocked 0 3h ago 2d ago - in 5h"
    assert lines[2] == "gazette: robots.txt asks us to stay away"
    assert lines[3:] == ["Last run: none yet", "Waiting to be told: 0, undeliverable: 0", "0 subscribers"]


def last_heard(*, days_ago: int) -> Health:
    """A source that is read well since three months, and had its last new document so many days ago."""
    began, heard = NOW - timedelta(days=90), NOW - timedelta(days=days_ago)
    return Health("gazette", "feed", "https://x", "ok", baseline_at=began, last_new=heard)


@pytest.mark.usefixtures("config", "database")
@pytest.mark.usefixtures("database")
def test_a_source_that_was_silent_for_a_month_is_named(watcher: Watcher) -> None:
    remember(last_heard(days_ago=31))
    assert "gazette: nothing new since " in watcher("status").out


@pytest.mark.usefixtures("database")
def test_a_long_silence_of_ofsted_is_named_as_what_it_is() -> None:
    source = Source("inspections", "Ofsted", "https://x/provider/44/80500", "ofsted")
    health = Health("inspections", "ofsted", source.url, "ok", baseline_at=NOW - timedelta(days=200))
    status = WatcherStatus([(source, health)])
    first, *_ = status_lines(status, NOW, ZoneInfo("Europe/London"))
    assert first.startswith("inspections: nothing new since ")
    assert first.endswith("; months between two reports are usual there, more so before elections")


@pytest.mark.usefixtures("config", "database")
@pytest.mark.usefixtures("database")
def test_a_source_that_was_silent_since_its_first_visit_is_named(watcher: Watcher) -> None:
    remember(Health("gazette", "feed", "https://x", "ok", baseline_at=NOW - timedelta(days=31)))
    assert "gazette: nothing new since " in watcher("status").out


@pytest.mark.usefixtures("config", "database")
@pytest.mark.usefixtures("database")
def test_a_source_that_spoke_this_month_is_not_named(watcher: Watcher) -> None:
    remember(last_heard(days_ago=29))
    assert "nothing new since" not in watcher("status").out


@pytest.mark.usefixtures("config", "database")
@pytest.mark.usefixtures("database")
def test_the_last_run_is_told_and_one_that_did_not_end(watcher: Watcher) -> None:
    watcher("once")
    assert ": 1 source, 0 changes, 0 messages, 0 problems\n" in watcher("status").out
    with Store(address()) as store, store.write() as db:
        status.begin_run(db, NOW)
    assert ", not ended: it still runs, or was stopped\n" in watcher("status").out


@pytest.mark.usefixtures("config")
def test_a_state_that_is_no_database_ends_with_1_and_one_plain_line(watcher: Watcher) -> None:
    Path("state").mkdir()
    Path("state/watcher.sqlite3").write_text("this is no database, whatever its name says. " * 30)
    ended = watcher("status")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.count("\n") == 1
    assert "this file is no database" in ended.err


def test_several_workers_are_told_with_what_they_do_and_whose_config_differs() -> None:
    config = {"source a": "1", "source b": "2", "topics": "3"}
    since = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    speaker = Worker("web 7 ab", "web", since, {"telegram": since, "site a": since}, config)
    same = Worker("old box 8 cd", "old box", since, {}, config)
    other = Worker("web 9 ef", "web", since, {"site b": since, "site c": since}, {"source a": "9", "topics": "4"})
    unknown = Worker("new 1 gh", "new", since)
    found = WatcherStatus(workers=[speaker, same, other, unknown])
    assert list(status_lines(found, since, ZoneInfo("Europe/London")))[3:] == [
        "Worker on web (process 7), since 2026-11-22 09:30: speaks, visits 1 site",
        "Worker on old box (process 8), since 2026-11-22 09:30: holds nothing just now",
        "Worker on web (process 9), since 2026-11-22 09:30: visits 2 sites",
        "Worker on new (process 1), since 2026-11-22 09:30: holds nothing just now",
        "Another config is in force on web (process 9) than on web (process 7), which speaks: 2 sources, topics",
    ]


@pytest.mark.parametrize(
    ("token", "said"), [("", "speaks; it has no token, so nobody is told"), ("5eed", "speaks"), (None, "speaks")]
)
def test_that_nobody_is_told_is_said_where_whoever_speaks_has_no_token(token: str | None, said: str) -> None:
    since = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    shown = {} if token is None else {"token": token}
    workers = [Worker("web 7 ab", "web", since, {"telegram": since}, shown), Worker("b 8 cd", "b", since, {}, shown)]
    assert list(status_lines(WatcherStatus(workers=workers), since, ZoneInfo("Europe/London")))[3:] == [
        f"Worker on web (process 7), since 2026-11-22 09:30: {said}",
        "Worker on b (process 8), since 2026-11-22 09:30: holds nothing just now",
    ]


def test_one_worker_on_a_file_of_its_own_is_not_told() -> None:
    assert not [line for line in status_lines(WatcherStatus(), NOW, ZoneInfo("UTC")) if "orker" in line]

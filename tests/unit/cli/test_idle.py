"""`watcher once` with nothing due: it rests on the word of the last run, and never when anything may have happened."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.tools.soaks import some
from tests.tools.web import Answer, Request, Site
from tests.unit.cli.conftest import FIRST, Watcher, served, watch_also
from watcher.config import environment
from watcher.jobs.idle_marker import LONGEST, can_skip_run, write_idle_marker
from watcher.jobs.lock import held

DATABASE = Path("state/watcher.sqlite3")
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
pytestmark = [pytest.mark.usefixtures("config"), pytest.mark.sqlite_only("a run rests by the times of its file")]


def whole_runs() -> int:
    """A run that rests is not in the log of runs."""
    with closing(sqlite3.connect(DATABASE)) as db:
        (count,) = db.execute("SELECT count(*) FROM runs").fetchone()
    return int(count)


@pytest.fixture
def rested(watcher: Watcher, config: Path, database: Path) -> None:
    """One run has been, so that the next may rest."""
    assert watcher("once").code == 0
    assert whole_runs() == 1


@pytest.mark.usefixtures("rested")
def test_nothing_due_and_nothing_touched_rests_and_says_what_a_whole_run_says(watcher: Watcher) -> None:
    quick = watcher("once")
    assert whole_runs() == 1
    Path("state/rest.json").unlink()
    whole = watcher("once")
    assert whole_runs() == 2
    assert (quick.code, quick.out, quick.err) == (whole.code, whole.out, whole.err)


@pytest.mark.usefixtures("rested")
def test_an_edited_config_is_looked_at(watcher: Watcher, config: Path, site: Site) -> None:
    watch_also(config, "id: other", "name: Other", f"url: {site.url}/other.xml", "kind: feed")
    assert "other: failing" in watcher("once").out


@pytest.mark.usefixtures("database")
def test_a_config_that_was_edited_while_the_run_worked_is_looked_at(watcher: Watcher, config: Path, site: Site) -> None:
    def edited(_: Request) -> Answer:
        watch_also(config, "id: other", "name: Other", f"url: {site.url}/other.xml", "kind: feed")
        return served(FIRST)

    site.pages["/feed.xml"] = edited
    watcher("once")
    assert "other: failing" in watcher("once").out


@pytest.mark.usefixtures("rested")
def test_a_broken_config_is_told(watcher: Watcher, config: Path) -> None:
    (config / "topics.yaml").write_text("topics: none")
    assert watcher("once").code == 2


@pytest.mark.usefixtures("rested")
def test_a_database_that_was_put_back_is_looked_at(watcher: Watcher) -> None:
    shutil.copyfile(DATABASE, "copy")
    Path("copy").replace(DATABASE)
    watcher("once")
    assert whole_runs() == 2


@pytest.mark.usefixtures("rested")
def test_a_database_that_somebody_wrote_to_is_looked_at(watcher: Watcher) -> None:
    with closing(sqlite3.connect(DATABASE)) as db, db:
        db.execute("UPDATE sources SET next_visit = '2020-01-01 00:00:00.000000'")
    assert watcher("once").out.startswith("gazette: nothing new")


@pytest.mark.usefixtures("rested")
def test_all_and_source_visit(watcher: Watcher) -> None:
    assert watcher("once", "--all").out.startswith("gazette: nothing new")
    assert watcher("once", "--source", "gazette").out.startswith("gazette: nothing new")


@pytest.mark.soak
@pytest.mark.usefixtures("rested")
def test_a_lost_database_begins_again(watcher: Watcher) -> None:
    DATABASE.unlink()
    assert watcher("once").out.startswith("gazette: nothing new")


@pytest.mark.usefixtures("rested")
def test_another_run_is_still_told_of(watcher: Watcher) -> None:
    with held(Path("state")):
        assert watcher("once").code == 75


@pytest.mark.usefixtures("rested")
def test_the_word_holds_from_when_it_was_left_until_something_is_due() -> None:
    surroundings = environment(os.environ)
    write_idle_marker(surroundings, NOON, NOON + timedelta(minutes=10))
    assert can_skip_run(surroundings, NOON)
    assert can_skip_run(surroundings, NOON + timedelta(minutes=9, seconds=59))
    assert not can_skip_run(surroundings, NOON + timedelta(minutes=10))
    assert not can_skip_run(surroundings, NOON - timedelta(seconds=1)), "the clock was set back"


@pytest.mark.usefixtures("rested")
def test_the_word_never_holds_longer_than_an_hour() -> None:
    surroundings = environment(os.environ)
    write_idle_marker(surroundings, NOON, NOON + timedelta(days=3))
    assert can_skip_run(surroundings, NOON + LONGEST - timedelta(seconds=1))
    assert not can_skip_run(surroundings, NOON + LONGEST)


@pytest.mark.usefixtures("rested")
def test_no_word_is_left_while_something_is_due() -> None:
    surroundings = environment(os.environ)
    write_idle_marker(surroundings, NOON, None)
    assert not can_skip_run(surroundings, NOON)


@pytest.mark.parametrize(
    "spoilt", some(['{"since": 1, "until": 2}', "", "{}", "[]", '{"since": "2026-11-21T12:00:00"}'], every=3)
)
@pytest.mark.usefixtures("rested")
def test_a_spoilt_word_is_none(watcher: Watcher, spoilt: str) -> None:
    Path("state/rest.json").write_text(spoilt)
    assert watcher("once").code == 0
    assert whole_runs() == 2


def test_a_database_on_a_server_can_not_be_seen_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://db/watcher")
    surroundings = environment(os.environ)
    surroundings.state.mkdir()
    write_idle_marker(surroundings, NOON, NOON + timedelta(minutes=10))
    assert not can_skip_run(surroundings, NOON)


@pytest.mark.usefixtures("rested")
def test_every_file_of_the_state_is_for_its_owner_alone_also_in_a_folder_that_is_not() -> None:
    assert {file.name for file in Path("state").iterdir()} >= {"watcher.sqlite3", "config.json", "rest.json"}
    assert {file.stat().st_mode & 0o777 for file in Path("state").iterdir()} == {0o600}

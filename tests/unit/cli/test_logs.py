"""The lines of the log: for people, or JSON; by level; and no token in any."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest

from watcher.cli import logs

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    root, ours = logging.getLogger(), logging.getLogger("watcher")
    handlers, levels = list(root.handlers), (root.level, ours.level)
    yield
    logs.log_to_stderr()
    root.handlers = handlers
    root.setLevel(levels[0])
    ours.setLevel(levels[1])


def logged(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What the log makes of a line of each level."""
    log = logging.getLogger("watcher.jobs")
    for say in (log.debug, log.info, log.warning, log.error):
        say("of %s", TOKEN)
    said = capsys.readouterr()
    assert TOKEN not in said.err
    return said.err.splitlines()


def test_each_line_has_its_time_and_level(capsys: pytest.CaptureFixture[str]) -> None:
    logs.log_to_stderr()
    time, level, *_ = logged(capsys)[0].split()
    assert (len(time), time[-1], level) == (20, "Z", "INFO")


def test_each_line_is_an_object_where_that_is_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    logs.log_to_stderr("json", worker=True)
    found = [json.loads(line) for line in logged(capsys)]
    assert [one["level"] for one in found] == ["INFO", "WARNING", "ERROR"]
    assert set(found[0]) == {"time", "level", "message"}
    logs.say("two\nlines")
    logs.event("INFO", "visit news: 1 new")
    said = capsys.readouterr()
    assert (json.loads(said.err)["message"], json.loads(said.out)["message"]) == ("two\nlines", "visit news: 1 new")


@pytest.mark.parametrize(("level", "lines"), [("debug", 4), ("info", 3), ("warning", 2), ("error", 1)])
def test_nothing_below_the_level_is_logged(level: logs.Level, lines: int, capsys: pytest.CaptureFixture[str]) -> None:
    logs.log_to_stderr("text", level)
    assert len(logged(capsys)) == lines
    logs.event("INFO", "visit news: 1 new")
    assert bool(capsys.readouterr().out) is (level in ("debug", "info"))


def test_off_a_terminal_a_workers_problem_is_a_line_of_the_log_and_a_commands_is_not(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.log_to_stderr()
    logs.say("config/watcher.yaml:1: wrong")
    logs.log_to_stderr(worker=True)
    logs.say("config/watcher.yaml:1: wrong")
    plain, dated = capsys.readouterr().err.splitlines()
    assert plain == "config/watcher.yaml:1: wrong"
    assert dated.endswith("Z ERROR config/watcher.yaml:1: wrong")

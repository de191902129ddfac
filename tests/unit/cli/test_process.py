"""The program as a process: streams, exit codes, what it loads, terminals and signals. Few, for each starts Python."""

from __future__ import annotations

import os
import pty
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.tools.web import Answer, Site
from tests.unit.cli.conftest import FIRST, Watcher, served
from watcher.cli.log_file import Dated

ENV = {**os.environ, "PYTHONPATH": str(ROOT)}


def ended(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "watcher", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env={**ENV, **env}, timeout=300)


@pytest.mark.soak
@pytest.mark.usefixtures("config")
def test_check_prints_a_right_config_on_stdout_and_ends_with_0() -> None:
    done = ended("check")
    assert done.stdout == (
        "config: all fine, 1 source to visit, 1 topic to follow. "
        "No token is set (TELEGRAM_BOT_TOKEN), so nobody will be told.\n"
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_check_prints_problems_on_stderr_and_ends_with_2(
    config: Path, watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    (config / "watcher.yaml").write_text("fetch: {delay: 2}\n")
    for name in ("TELEGRAM_BOT_TOKEN", "TELEGRAM_API_URL"):
        monkeypatch.setenv(name, "x")
    done = watcher("check")
    assert [line.partition(" ")[0] for line in done.err.splitlines()] == [
        "TELEGRAM_BOT_TOKEN",
        "TELEGRAM_API_URL",
        "config/watcher.yaml:1:",
    ]
    assert (done.code, done.out) == (2, "")


@pytest.mark.usefixtures("migrated")
def test_check_reminds_of_the_example_contact_and_a_run_works_with_it(config: Path, watcher: Watcher) -> None:
    (config / "watcher.yaml").write_text("fetch:\n  contact: https://example.org/watcher\n  delay: 0s\n")
    assert watcher("check").code == watcher("once").code == 0  # the only site is one of this machine
    abroad = "sources:\n  - {id: news, name: News, url: 'https://example.org/feed', enabled: false}\n"
    (config / "sources.yaml").write_text(abroad)
    done = watcher("check")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(
        "config/watcher.yaml:2: fetch: contact is still the example, https://example.org/watcher;"
    )
    assert watcher("once").code == 0


def test_a_log_that_can_not_be_written_is_told_and_nothing_is_done(config: Path, watcher: Watcher, site: Site) -> None:
    done = watcher("once", "--log", str(config))
    assert (done.code, done.err) == (2, f"--log {config} can't be written: Is a directory\n")
    assert site.asked == []


@pytest.mark.usefixtures("migrated")
def test_a_log_holds_each_line_once_and_dated_once(watcher: Watcher, config: Path) -> None:
    assert watcher("once", "--log", "logs/watcher.log").out == ""
    lines = Path("logs/watcher.log").read_text().splitlines()
    assert [line.partition("Z ")[2].partition(":")[0].partition(",")[0] for line in lines] == [
        "INFO gazette",
        "INFO 1 source visited",
    ]


def test_a_log_that_the_disk_does_not_take_is_said_once_on_stderr_and_the_run_goes_on(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "__stderr__", sys.stderr)
    with Path("/dev/full").open("ab", buffering=0) as full:
        log = Dated(TextIOWrapper(full, write_through=True), "INFO")
        assert [log.write("news: 1 new\n"), log.write("one\ntwo\n")] == [12, 8]
    assert capsys.readouterr().err == "--log can't be written: No space left on device; make room. Lines are lost\n"


@pytest.mark.usefixtures("config")
def test_output_that_was_closed_goes_nowhere_and_is_no_error() -> None:
    program = f"{shlex.quote(sys.executable)} -m watcher check"
    done = subprocess.run(["sh", "-c", f"exec {program} >&- <&-"], stderr=subprocess.PIPE, env=ENV, timeout=300)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_wrong_command_line_ends_with_2(watcher: Watcher) -> None:
    done = watcher("once", "--nope")
    assert (done.code, done.out) == (2, "")
    assert "No such option: --nope" in done.err


def loaded(*arguments: str) -> set[str]:
    """The modules that a verb has loaded when it ends."""
    listing = (
        "import sys, atexit; atexit.register(lambda: print(*sorted(sys.modules))); from watcher.cli import main; main()"
    )
    command = [sys.executable, "-c", listing, *arguments]
    return set(subprocess.run(command, capture_output=True, text=True, env=ENV, timeout=300).stdout.split())


@pytest.mark.usefixtures("config")
def test_check_loads_neither_telegram_nor_a_database_nor_the_web(site: Site) -> None:
    names = {name.partition(".")[0] for name in loaded("check")}
    assert "ruamel" in names
    assert names & {"telegram", "sqlalchemy", "alembic", "requests", "bs4", "lxml", "feedparser", "rich"} == set()
    assert site.requests == []
    assert not Path("state").exists()


@pytest.mark.soak
@pytest.mark.usefixtures("config")
def test_a_run_that_finds_nothing_new_loads_neither_parsers_nor_words_nor_what_answers_people(
    site: Site, watcher: Watcher
) -> None:
    assert watcher("once").code == 0
    names = loaded("once", "--all")
    assert len(site.asked) > 1
    assert "watcher.jobs.visit" in names
    assert {name.partition(".")[0] for name in names} & {"alembic", "pydantic", "ruamel", "rich", "telegram"} == set()
    assert names & {"bs4", "feedparser", "lxml"} == set()
    assert (
        names
        & {
            f"watcher.{part}"
            for part in (
                *("bot.commands", "jobs.compose", "messages.render", "store.subscriptions", "messages.change"),
                *("jobs.record", "rules.importance", "rules.plan_rows", "rules.deadlines", "core.chats"),
                *("core.queries", "core.papers", "store.papers", "rules.same_event"),
            )
        }
        == set()
    )


def on_a_terminal(arguments: Sequence[str]) -> tuple[int, str]:
    """Exit code and all that a terminal of 100 columns would show, control sequences included."""
    mine, theirs = pty.openpty()
    env = {**ENV, "TERM": "xterm-256color", "COLUMNS": "100"}
    with subprocess.Popen(
        [sys.executable, "-m", "watcher", *arguments], stdout=theirs, stderr=theirs, env=env
    ) as program:
        os.close(theirs)
        shown = b""
        while chunk := _read(mine):
            shown += chunk
    os.close(mine)
    return program.returncode, shown.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:  # the other end is closed
        return b""


@pytest.mark.soak
@pytest.mark.usefixtures("config", "database")
def test_on_a_terminal_there_are_a_bar_and_colours(site: Site, watcher: Watcher) -> None:
    assert "\x1b" not in watcher("once").out
    site.pages["/feed.xml"] = served({**FIRST, "3": "EHCP delays"})
    code, shown = on_a_terminal(["once", "--all"])
    assert code == 0, shown
    assert "━" in shown
    assert "1/1" in shown
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown)
    assert "gazette: 1 new" in plain
    assert "EHCP delays" in plain
    assert shown.rstrip().endswith("so nobody was told.")


@pytest.mark.usefixtures("config")
def test_ctrl_c_ends_quietly_with_130(site: Site) -> None:
    site.pages["/feed.xml"] = Answer(b"", stall=600)
    with subprocess.Popen(
        [sys.executable, "-m", "watcher", "preview", "gazette"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENV
    ) as program:
        _until_asked(site, program)
        program.send_signal(signal.SIGINT)
        out, err = program.communicate(timeout=300)
    assert (program.returncode, out, err) == (130, b"", b"")


def _until_asked(site: Site, program: subprocess.Popen[bytes]) -> None:
    while not site.asked and program.poll() is None:
        site.closing.wait(0.02)


@pytest.mark.soak
@pytest.mark.usefixtures("config")
def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    command = f"{sys.executable} -m watcher check | true"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, env=ENV, timeout=300)
    assert done.stderr == ""


def test_the_version_is_told(watcher: Watcher) -> None:
    assert re.fullmatch(r"watcher \d+\.\d+\.\d+\n", watcher("--version").out)

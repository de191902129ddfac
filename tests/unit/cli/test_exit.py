"""How a verb ends: which code for which error, plain lines, and no token in any of them."""

from __future__ import annotations

import logging
from errno import EINVAL, ENOSPC

import pytest
import typer

from tests.tools.examples import every_example
from tests.unit.cli.conftest import Watcher
from watcher.cli import app
from watcher.cli.exit import command
from watcher.core.errors import ConfigError, LockHeld, SourceError, StateError, TokenError

TOKEN = "123456789:AAE" + "x" * 32


@pytest.fixture(autouse=True)
def logging_as_before(watcher: Watcher) -> None:
    """The fixture `watcher` puts logging back."""


def code_of(error: Exception | None = None, answer: int | None = None) -> int:
    """The exit code of a verb that raises this, or returns that."""

    @command
    def verb() -> int | None:
        if error:
            raise error
        return answer

    with pytest.raises(typer.Exit) as ended:
        verb()
    return int(ended.value.exit_code)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ConfigError(["config/sources.yaml:1: wrong"]), 2),
        (TokenError("Telegram does not know the token"), 2),
        (LockHeld("another run works"), 75),
        (StateError("the disk is full"), 1),
        (SourceError("the site is down"), 1),
    ],
)
def test_a_foreseeable_error_is_one_plain_line_and_its_code(
    error: Exception, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert code_of(error) == code
    assert capsys.readouterr() == ("", f"{error}\n")


def test_the_verbs_answer_is_the_code() -> None:
    assert code_of(answer=None) == 0
    assert code_of(answer=1) == 1


def test_an_unforeseen_error_asks_for_a_report_and_shows_no_trace(capsys: pytest.CaptureFixture[str]) -> None:
    assert code_of(KeyError("x")) == 1
    out, err = capsys.readouterr()
    assert err.splitlines() == [
        "unexpected error: KeyError: 'x'",
        "please report this, with what you did; with WATCHER_DEBUG=1 in the environment it also says where it was",
    ]
    assert out == ""


def test_debug_shows_the_trace_of_an_unforeseen_error(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHER_DEBUG", "1")
    code_of(KeyError("x"))
    err = capsys.readouterr().err
    assert "Traceback (most recent call last)" in err
    assert "in verb" in err


def test_no_token_is_ever_shown(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHER_DEBUG", "1")
    code_of(ValueError(f"https://api.telegram.org/bot{TOKEN}/getMe"))
    code_of(SourceError(f"bot{TOKEN}"))
    logging.getLogger("watcher.bot.telegram").warning("bot%s", TOKEN)
    logging.getLogger("httpx").warning("POST https://api.telegram.org/bot%s/getUpdates", TOKEN)
    shown = capsys.readouterr().err
    assert shown.count("(token)") >= 4
    assert TOKEN not in shown


def test_our_log_lines_go_to_stderr_and_other_libraries_chatter_does_not(capsys: pytest.CaptureFixture[str]) -> None:
    code_of()
    logging.getLogger("watcher.jobs.run").info("ours")
    logging.getLogger("httpx").info("theirs")
    out, err = capsys.readouterr()
    assert out == ""
    assert err.endswith(" INFO ours\n")


@every_example(
    "verb", [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]
)
def test_every_verb_explains_itself_and_takes_the_two_folders(watcher: Watcher, verb: str) -> None:
    ended = watcher(verb, "--help")
    assert ended.code == 0
    assert len(ended.out.splitlines()[2].split()) > 3
    if verb not in ("demo", "help", "init", "test"):  # they read neither folder
        assert {"--config", "--state"} <= set(ended.out.split())


def test_a_disk_that_is_full_is_no_unexpected_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert code_of(OSError(ENOSPC, "No space left on device")) == 1
    assert code_of(OSError(ENOSPC, "No space left on device", "out/index.html")) == 1
    assert capsys.readouterr().err.splitlines() == [
        "the output can't be written: No space left on device; make room and run again",
        "out/index.html can't be written: No space left on device; make room and run again",
    ]
    assert code_of(OSError(EINVAL, "Invalid argument")) == 1
    assert capsys.readouterr().err.startswith("unexpected error: OSError")

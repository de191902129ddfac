"""`watcher once` with a token and nothing to do: it asks Telegram one cheap question, and rests where nobody wrote."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.tools.soaks import some_rows
from tests.tools.standin import BotApi
from tests.unit.cli.conftest import Watcher
from tests.unit.cli.test_idle import whole_runs
from watcher.jobs.lock import held

pytestmark = [
    pytest.mark.usefixtures("config", "database"),
    pytest.mark.sqlite_only("a run rests by the times of its file"),
]
WORD = Path("state/rest.json")


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[BotApi]:
    with BotApi(hurry=1_000) as api:
        monkeypatch.setenv("TELEGRAM_BOT_TOKEN", api.token)
        monkeypatch.setenv("TELEGRAM_API_URL", api.url)
        yield api


@pytest.fixture
def rested(watcher: Watcher, config: Path, database: Path, api: BotApi) -> None:
    """One run has been, so that the next may rest."""
    assert watcher("once").code == 0
    assert whole_runs() == 1
    api.world.calls.clear()


def methods(api: BotApi) -> list[str]:
    return [call.method for call in api.calls]


@pytest.mark.usefixtures("rested")
def test_nobody_writing_rests_and_says_what_a_whole_run_says(watcher: Watcher, api: BotApi) -> None:
    quick = watcher("once")
    assert whole_runs() == 1
    WORD.unlink()
    whole = watcher("once")
    assert whole_runs() == 2
    assert (quick.code, quick.out, quick.err) == (whole.code, whole.out, whole.err)
    assert methods(api) == ["getUpdates", "getUpdates"]


@pytest.mark.usefixtures("rested")
def test_who_wrote_is_answered_and_telegram_is_asked_once_whether_somebody_did(watcher: Watcher, api: BotApi) -> None:
    ann = api.private(42)
    ann.says("/subscribe send")
    watcher("once")
    assert len(ann.messages) == 1
    assert whole_runs() == 2
    assert methods(api)[:3] == ["getUpdates", "getMe", "getUpdates"]
    assert len(api.world.updates) == 0


@pytest.mark.usefixtures("rested")
def test_who_writes_after_a_run_rested_is_answered_by_the_next(watcher: Watcher, api: BotApi) -> None:
    watcher("once")
    ann = api.private(42)
    ann.says("/start")
    watcher("once")
    assert len(ann.messages) == 1


@pytest.mark.usefixtures("rested")
def test_a_token_that_telegram_knows_no_more_is_told_as_ever(watcher: Watcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456789:AAE" + "x" * 32)
    ended = watcher("once")
    assert ended.code == 2
    assert "does not know this bot token" in ended.err
    assert "AAE" not in ended.out + ended.err


TROUBLES: dict[str, Callable[[BotApi], object]] = {
    "Conflict": lambda api: setattr(api.world.updates, "webhook", "https://elsewhere.example/"),
    "in trouble itself": lambda api: api.fail("getUpdates", times=None),
    "wants no call": lambda api: api.fail(times=None, code=429, parameters={"retry_after": 40}),
    "Telegram": lambda api: api.drop(times=None),
}


@pytest.mark.parametrize(("words", "trouble"), some_rows(TROUBLES.items(), every=2), ids=TROUBLES)
@pytest.mark.usefixtures("rested")
def test_trouble_is_told_in_the_words_of_a_run_that_does_not_rest(
    watcher: Watcher, api: BotApi, words: str, trouble: Callable[[BotApi], object]
) -> None:
    trouble(api)
    ended = watcher("once")
    WORD.unlink(missing_ok=True)
    whole = watcher("once")
    assert whole_runs() == 3
    assert (ended.code, ended.out, ended.err) == (whole.code, whole.out, whole.err)
    assert (ended.code, words in ended.err) == (1, True)


@pytest.mark.usefixtures("rested")
def test_a_token_that_comes_or_goes_ends_the_rest(
    watcher: Watcher, monkeypatch: pytest.MonkeyPatch, api: BotApi
) -> None:
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN")
    assert "nobody was told" in watcher("once").out
    assert whole_runs() == 2
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", api.token)
    watcher("once")
    assert whole_runs() == 3


@pytest.mark.usefixtures("rested")
def test_another_run_is_told_of_and_telegram_is_not_asked_beside_it(watcher: Watcher, api: BotApi) -> None:
    with held(Path("state")):
        assert watcher("once").code == 75
    assert api.calls == []


LOADED = """
import sys
from typer.testing import CliRunner
from watcher.cli import app
ended = CliRunner().invoke(app, sys.argv[1:], catch_exceptions=False)
print(ended.exit_code, *sorted({"telegram", "asyncio", "requests", "sqlalchemy"} & sys.modules.keys()))
"""


def loaded(*arguments: str) -> str:
    """The exit code, and which of the heavy libraries a run of its own loaded."""
    command = [sys.executable, "-c", LOADED, *arguments]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip()


@pytest.mark.soak
@pytest.mark.usefixtures("rested")
def test_a_run_that_tells_nobody_does_not_load_the_bot(api: BotApi) -> None:
    assert loaded("once") == "0"
    assert "telegram" not in loaded("once", "--all").split()

"""Connections that the environment spoils, or that never end: the visits go on, and one line names the variable."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from telegram.error import TimedOut

from tests.features.telegram.test_outages import drip
from tests.tools.soaks import some_rows
from tests.tools.standin import TEST_TOKEN, BotApi
from tests.tools.web import Site
from tests.unit.cli.conftest import served
from watcher.bot.telegram.connection import BoundedRequest, open_bot
from watcher.config import Environment, load_settings
from watcher.jobs.run import run_once
from watcher.jobs.run_result import RunResult

SPOILT = {
    "NO_PROXY": ["[::1]", "fd07:b51a:cc66::/64", "localhost,[::1]:8080"],
    "ALL_PROXY": ["socks5://127.0.0.1:1080", "ftp://127.0.0.1:21"],
    "HTTPS_PROXY": ["socks5h://someone:secret@127.0.0.1:1080", "http://[::1", "socks4://someone:secret@127.0.0.1:1"],
    "https_proxy": ["socks5://127.0.0.1:1080"],
    "HTTP_PROXY": ["gopher://127.0.0.1:70"],
}
EACH = [(name, value) for name, values in SPOILT.items() for value in values]


def run(tmp_path: Path, url: str) -> RunResult:
    with Site({"/feed.xml": served({"1": "A new bus stop"})}) as site:
        config = tmp_path / "config"
        config.mkdir()
        (config / "sources.yaml").write_text(f"sources: [{{id: news, name: News, url: '{site.url}/feed.xml'}}]\n")
        (config / "topics.yaml").write_text("topics: [{id: send, name: SEND, phrases: [SEND]}]\n")
        (config / "watcher.yaml").write_text("fetch: {delay: 0s}\n")
        database = f"sqlite:///{tmp_path / 'state' / 'watcher.sqlite3'}"
        environment = Environment(config, tmp_path / "state", TEST_TOKEN, url, database)
        return run_once(load_settings(config), environment, clock=lambda: datetime(2026, 11, 22, 9, 30, tzinfo=UTC))


@pytest.mark.usefixtures("migrated")
@pytest.mark.parametrize(("name", "value"), some_rows(EACH, every=5))
def test_variable_that_the_client_dislikes_stops_no_visit_and_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str
) -> None:
    monkeypatch.delenv("no_proxy")  # it would win over the other
    monkeypatch.setenv(name, value)
    result = run(tmp_path, "http://127.0.0.1:9")  # every variable is read for it too, and no certificates are
    assert [one.source.id for one in result.visits] == ["news"]
    assert result.failed
    assert len(result.problems) == 1
    assert name in result.problems[0]
    assert "secret" not in result.problems[0]
    assert len(result.problems[0].splitlines()) == 1


@pytest.mark.soak  # quicker: every run in end_to_end/ with the variables of the tests
@pytest.mark.usefixtures("migrated")
def test_variables_that_the_client_likes_stop_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, api: BotApi
) -> None:
    """The twin."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost,.example.org,*.example.com,10.0.0.0/8,::1")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:3128")
    monkeypatch.setenv("ALL_PROXY", "127.0.0.1:3128")
    result = run(tmp_path, api.url)
    assert result.problems == []
    assert [one.state for one in result.visits] == ["ok"]


def test_certificates_that_are_not_there_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/at/all.pem")
    _, broken = open_bot(TEST_TOKEN, "https://127.0.0.1:9")
    assert "SSL_CERT_FILE" in str(broken)


def test_call_whose_answer_never_ends_is_broken_off() -> None:
    class Hasty(BoundedRequest):
        beyond_the_read = -59.9  # each read may take a minute, so that a busy machine ends none; the whole call 0.1 s

    async def asked() -> None:
        server = await asyncio.start_server(drip, "127.0.0.1", 0)
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        async with Hasty() as request:
            await request.do_request(url=url, method="POST", read_timeout=60)

    with pytest.raises(TimedOut, match="no whole answer"):
        asyncio.run(asked())

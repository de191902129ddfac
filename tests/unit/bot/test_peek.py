"""A glance at Telegram: it says that nobody wrote, or that somebody may have; it confirms and shows nothing."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from tests.tools.examples import every_example
from tests.tools.standin import TEST_TOKEN, BotApi
from watcher.bot.peek import ALLOWED_UPDATES, nobody_wrote

NOTHING = b'{"ok":true,"result":[]}'


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as api:
        yield api


def peek(url: str, token: str = TEST_TOKEN, **environ: str) -> bool:
    return nobody_wrote(token, url, environ=environ, patience=5)


@contextmanager
def server(answer: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """The address of one that says this to the first who connects, and what it was asked."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection, suppress(OSError):  # the other may have heard enough
                asked.append(connection.recv(4_096))
                connection.sendall(answer)
                connection.shutdown(socket.SHUT_WR)
                connection.recv(1)

        serving = threading.Thread(target=serve)
        serving.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", asked
        serving.join()


def http(body: bytes, status: str = "200 OK", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def test_where_nothing_waits_nobody_wrote(api: BotApi) -> None:
    assert peek(api.url)


def test_it_is_one_call_that_confirms_nothing_and_waits_for_nothing(api: BotApi) -> None:
    ann = api.private(42)
    ann.says("/start")
    assert not peek(api.url)
    (call,) = api.calls
    assert call.method == "getUpdates"
    assert "offset" not in call.arguments
    assert (str(call.arguments["limit"]), str(call.arguments["timeout"])) == ("1", "0")
    assert len(api.world.updates) == 1


def test_it_asks_for_the_kinds_that_the_bot_reads_also_where_another_program_wanted_fewer(api: BotApi) -> None:
    api.world.updates.allowed = frozenset({"message"})
    peek(api.url)
    assert api.world.updates.allowed == frozenset(ALLOWED_UPDATES)


TROUBLES: dict[str, Callable[[BotApi], object]] = {
    "an error": lambda api: api.fail("getUpdates"),
    "flood control": lambda api: api.fail("getUpdates", code=429),
    "another poller": lambda api: api.fail("getUpdates", code=409, description="Conflict: terminated by other"),
    "a webhook": lambda api: setattr(api.world.updates, "webhook", "https://elsewhere.example/"),
    "a gateway's page": lambda api: api.bad_gateway("getUpdates"),
    "no answer": lambda api: api.drop("getUpdates"),
}


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
def test_whatever_else_telegram_says_somebody_may_have_written(
    api: BotApi, trouble: Callable[[BotApi], object]
) -> None:
    trouble(api)
    assert not peek(api.url)


def test_of_a_token_that_telegram_does_not_know_somebody_may_have_written(api: BotApi) -> None:
    assert not peek(api.url, "987654:another")


def test_where_nobody_listens_somebody_may_have_written() -> None:
    assert not peek("http://127.0.0.1:9")
    assert not peek("https://127.0.0.1:9")


@every_example(
    "answer",
    [
        http(b'{"ok":true,"result":[{}]}'),
        http(b'{"ok":true,"result":null}'),
        http(b'{"ok":1,"result":[]}'),
        http(b'{"ok":true,"result":[],"description":"and more"}'),
        http(b"[]"),
        http(b"\xff\xfe"),
        http(b""),
        http(NOTHING, "201 Created"),
        http(NOTHING, "500 Internal Server Error"),
        http(b" " * 100_000 + NOTHING),
        b"not HTTP at all\r\n\r\n",
        b"",
    ],
)
def test_anything_but_the_empty_answer_says_that_somebody_may_have_written(answer: bytes) -> None:
    with server(answer) as (url, _):
        assert not peek(url)


def test_the_empty_answer_may_have_blanks() -> None:
    with server(http(b'{"result": [],\n "ok": true}\n')) as (url, _):
        assert peek(url)


def test_it_follows_nobody_who_sends_it_elsewhere(api: BotApi) -> None:
    with server(http(b"", "302 Found", f"Location: {api.url}/bot{TEST_TOKEN}/getUpdates")) as (url, _):
        assert not peek(url)
    assert api.calls == []


def test_a_server_of_ones_own_may_lie_in_a_folder() -> None:
    with server(http(NOTHING)) as (url, asked):
        assert peek(f"{url}/telegram")
    assert asked[0].startswith(f"GET /telegram/bot{TEST_TOKEN}/getUpdates?".encode())


def test_an_answer_that_never_ends_is_waited_for_no_longer_than_patience() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:  # it never accepts
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        assert not nobody_wrote(TEST_TOKEN, url, environ={}, patience=0.05)


@pytest.mark.parametrize("name", ["HTTP_PROXY", "https_proxy", "ALL_PROXY"])
@pytest.mark.parametrize("value", ["http://127.0.0.1:3128", "socks5://127.0.0.1:1080", "http://[::1"])
def test_past_a_proxy_nobody_is_asked(api: BotApi, name: str, value: str) -> None:
    assert not peek(api.url, **{name: value})
    assert api.calls == []


def test_a_proxy_that_is_set_to_nothing_is_none(api: BotApi) -> None:
    assert peek(api.url, HTTPS_PROXY="", NO_PROXY="[::1]")


def test_no_token_is_written_anywhere(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    with caplog.at_level(logging.DEBUG):
        assert not peek("http://127.0.0.1:9")
        assert not peek("http://127.0.0.1:notaport")
    assert TEST_TOKEN not in caplog.text + "".join(capfd.readouterr())

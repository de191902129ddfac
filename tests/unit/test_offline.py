"""What tests/conftest.py promises every test: only this machine, nobody's settings, a folder of its own."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_socket import SocketConnectBlockedError

from tests.tools.examples import every_example

# pytest-socket warns of what it stops, which is what is asked of it here.
pytestmark = pytest.mark.filterwarnings("ignore:A test tried to use socket:UserWarning")

ELSEWHERE = ("192.0.2.1", 80)  # an address reserved for documentation: nobody's
SETTINGS = ("TELEGRAM_BOT_TOKEN", "TELEGRAM_API_URL", "WATCHER_STATE", "DATABASE_URL")


@pytest.fixture(scope="module", autouse=True)
def somebodys_settings() -> Iterator[None]:
    """The environment of an administrator who runs the tests beside the real thing."""
    with pytest.MonkeyPatch.context() as environment:
        for name in SETTINGS:
            environment.setenv(name, "real")
        yield


def test_another_machine_is_not_reached() -> None:
    with socket.socket() as door, pytest.raises(SocketConnectBlockedError):
        door.connect(ELSEWHERE)


def test_this_machine_is_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as door:
        assert door.getpeername() == server.getsockname()


@every_example("name", ["example.org", "api.telegram.org", b"example.org", "127.0.0.1.example.org"])
def test_no_name_server_is_asked(name: str | bytes) -> None:
    with pytest.raises(socket.gaierror, match="no names but localhost"):
        socket.getaddrinfo(name, 443)


@every_example("name", ["localhost", "127.0.0.1", "::1", "192.0.2.1", None])
def test_what_needs_no_name_server_is_looked_up(name: str | None) -> None:
    assert socket.getaddrinfo(name, 80, type=socket.SOCK_STREAM)


def test_asyncio_works_and_reaches_no_other_machine_either() -> None:
    async def knock() -> None:
        await asyncio.open_connection(*ELSEWHERE)

    with pytest.raises(SocketConnectBlockedError):
        asyncio.run(knock())


def test_nobodys_settings_are_seen() -> None:
    assert not set(SETTINGS) & os.environ.keys()


def test_the_default_folders_are_not_the_real_ones(tmp_path: Path) -> None:
    assert Path.cwd() == tmp_path
    assert not Path("state").exists()


@given(st.integers())
def test_properties_have_a_folder_of_their_own_and_all_the_time_they_need(number: int) -> None:
    assert not Path("pyproject.toml").exists(), number
    assert settings().deadline is None

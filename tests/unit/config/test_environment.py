"""What the environment and the options say: folders, addresses, and a token that is never shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.examples import every_example
from watcher.config import environment
from watcher.core.errors import ConfigError

TOKEN = "123456789:AAE" + "x" * 32


def problems(**env: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        environment(env)
    return list(caught.value.problems)


def test_an_empty_environment_has_the_promised_defaults() -> None:
    found = environment({})
    assert (found.config, found.state, found.token) == (Path("config"), Path("state"), "")
    assert found.telegram_url == "https://api.telegram.org"
    assert found.database_url == "sqlite:///state/watcher.sqlite3"


def test_variables_that_are_set_but_empty_count_as_not_set() -> None:
    names = ("TELEGRAM_BOT_TOKEN", "TELEGRAM_BOT_TOKEN_FILE", "TELEGRAM_API_URL", "WATCHER_CONFIG", "DATABASE_URL")
    assert environment(dict.fromkeys(names, "")) == environment({})


def test_the_environment_names_folders_and_addresses() -> None:
    found = environment(
        {
            "WATCHER_CONFIG": "/etc/watcher",
            "WATCHER_STATE": "/var/lib/watcher",
            "TELEGRAM_API_URL": "http://127.0.0.1:8081/",
            "DATABASE_URL": "postgresql+psycopg://me@db/watcher",
        }
    )
    assert (found.config, found.state) == (Path("/etc/watcher"), Path("/var/lib/watcher"))
    assert found.telegram_url == "http://127.0.0.1:8081"
    assert found.database_url == "postgresql+psycopg://me@db/watcher"


def test_options_win_over_the_environment_and_the_database_follows_the_state() -> None:
    env = {"WATCHER_CONFIG": "a", "WATCHER_STATE": "b"}
    found = environment(env, config=Path("c"), state=Path("/d"))
    assert (found.config, found.state) == (Path("c"), Path("/d"))
    assert found.database_url == "sqlite:////d/watcher.sqlite3"


def test_blanks_and_line_breaks_round_a_variable_are_no_part_of_it() -> None:
    found = environment(
        {"WATCHER_CONFIG": "/c\n", "WATCHER_STATE": " /s\r\n", "DATABASE_URL": "sqlite:////d.sqlite3\n"}
    )
    assert (found.config, found.state, found.database_url) == (Path("/c"), Path("/s"), "sqlite:////d.sqlite3")


@every_example("name", ["WATCHER_STATE", "DATABASE_URL"])
def test_a_variable_in_quotes_is_refused_as_it_would_name_another_place(name: str) -> None:
    assert problems(**{name: "'sqlite:////d.sqlite3'"}) == [
        f"{name} stands in quotes, which count as part of it; take them away"
    ]
    assert environment({name: "sqlite:////it's.sqlite3"}).token == ""


@every_example("url", ["sqlite://", "sqlite:///", "sqlite:///:memory:"])
def test_a_database_that_forgets_all_when_a_run_ends_is_refused(url: str) -> None:
    (problem,) = problems(DATABASE_URL=url)
    assert problem.startswith("DATABASE_URL names no file")


def test_the_token_comes_from_the_variable_or_from_the_file_it_names() -> None:
    Path("secret").write_text(f"\ufeff{TOKEN}\n")
    assert environment({"TELEGRAM_BOT_TOKEN": f" {TOKEN} "}).token == TOKEN
    assert environment({"TELEGRAM_BOT_TOKEN_FILE": "secret"}).token == TOKEN


def test_two_places_for_the_token_are_one_too_many() -> None:
    assert problems(TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_BOT_TOKEN_FILE="secret") == [
        "TELEGRAM_BOT_TOKEN and TELEGRAM_BOT_TOKEN_FILE are both set; keep one of them"
    ]


@every_example("wrong", ["secret", f"'{TOKEN}'", f"bot{TOKEN}", TOKEN.replace(":", ""), f"{TOKEN} {TOKEN}"])
def test_a_malformed_token_is_told_and_not_shown(wrong: str) -> None:
    [found] = problems(TELEGRAM_BOT_TOKEN=wrong)
    assert found.startswith("TELEGRAM_BOT_TOKEN holds no bot's token; one reads like 123456789:ABC...")
    assert wrong not in found


def test_a_token_file_that_is_missing_empty_or_wrong_is_told() -> None:
    assert problems(TELEGRAM_BOT_TOKEN_FILE="gone") == [
        "TELEGRAM_BOT_TOKEN_FILE (gone) can't be read: No such file or directory; name a file that holds the token"
    ]
    Path("empty").write_text("\n")
    assert problems(TELEGRAM_BOT_TOKEN_FILE="empty") == [
        "TELEGRAM_BOT_TOKEN_FILE (empty) is empty; it must hold the token"
    ]
    Path("picture").write_bytes(b"\xff\xd8\xff\xe0")
    [found] = problems(TELEGRAM_BOT_TOKEN_FILE="picture")
    assert found == "TELEGRAM_BOT_TOKEN_FILE (picture) is not a text file; it must hold the token and nothing else"
    Path("prose").write_text("my token")
    [found] = problems(TELEGRAM_BOT_TOKEN_FILE="prose")
    assert found.startswith("TELEGRAM_BOT_TOKEN_FILE (prose) holds no bot's token")


def test_every_problem_of_the_environment_is_told_at_once() -> None:
    assert len(problems(TELEGRAM_BOT_TOKEN="x", TELEGRAM_API_URL="api.telegram.org")) == 2


def test_an_api_address_that_is_none_is_told() -> None:
    assert problems(TELEGRAM_API_URL="127.0.0.1:8081") == [
        "TELEGRAM_API_URL must begin with https:// or http://, not '127.0.0.1:8081'; "
        "did you mean https://127.0.0.1:8081 ?"
    ]


def test_the_text_of_an_environment_shows_neither_token_nor_password() -> None:
    shown = repr(environment({"TELEGRAM_BOT_TOKEN": TOKEN, "DATABASE_URL": "postgresql://me:hidden@db/watcher"}))
    assert TOKEN not in shown
    assert "hidden" not in shown

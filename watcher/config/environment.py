"""Reads the environment and the options of the command line: folders, addresses and the token, which no error ever
shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from watcher.config.addresses import address
from watcher.core.errors import ConfigError

TELEGRAM = "https://api.telegram.org"
_TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{1,200}")


@dataclass(frozen=True, slots=True)
class Environment:
    """Where the folders, the database and Telegram are, and the token. Its text shows nothing secret."""

    config: Path
    state: Path
    token: str = field(default="", repr=False)
    """Empty: nobody can be told."""
    telegram_url: str = TELEGRAM
    """Without a slash at the end."""
    database_url: str = field(default="", repr=False)


def environment(env: Mapping[str, str], *, config: Path | None = None, state: Path | None = None) -> Environment:
    """Read the variables in `env`; an option that is given counts before them. Raises ConfigError with every
    problem."""
    problems: list[str] = []
    folder = state or Path(_given(env, "WATCHER_STATE", problems) or "state")
    found = Environment(
        config=config_folder(env, config),
        state=folder,
        token=_token(env, problems),
        telegram_url=_telegram_url(env, problems),
        database_url=_database(env, problems) or f"sqlite:///{folder / 'watcher.sqlite3'}",
    )
    if problems:
        raise ConfigError(problems)
    return found


def config_folder(env: Mapping[str, str], option: Path | None = None) -> Path:
    """Return the folder of the config: the option, else WATCHER_CONFIG, else config/."""
    return option or Path(env.get("WATCHER_CONFIG", "").strip() or "config")


def refuse_public(folder: Path, surroundings: Environment) -> None:
    """Raise ConfigError for a folder of public pages that would show everybody the state or the config."""
    pages = folder.expanduser().absolute().resolve()
    for private in (surroundings.state, surroundings.config):
        there = private.expanduser().absolute().resolve()
        if pages == there or pages in there.parents:
            raise ConfigError(
                [f"site: {folder} would show everybody {private}, which is private; choose another folder"]
            )


def _given(env: Mapping[str, str], name: str, problems: list[str]) -> str:
    """Return a variable without blanks and line breaks round it; in quotes, which Docker's env files leave there, it
    would name another folder."""
    words = env.get(name, "").strip()
    if len(words) > 1 and words[0] == words[-1] and words[0] in "\"'":
        problems.append(f"{name} stands in quotes, which count as part of it; take them away")
    return words


def _database(env: Mapping[str, str], problems: list[str]) -> str:
    url = _given(env, "DATABASE_URL", problems)
    if re.fullmatch(r"sqlite(\+\w+)?:///?(:memory:)?", url):
        problems.append(
            "DATABASE_URL names no file: all would be forgotten when a run ends; name one, such as "
            "sqlite:////var/lib/watcher/watcher.sqlite3"
        )
    return url


def _token(env: Mapping[str, str], problems: list[str]) -> str:
    token, name = env.get("TELEGRAM_BOT_TOKEN", "").strip(), "TELEGRAM_BOT_TOKEN"
    file = env.get("TELEGRAM_BOT_TOKEN_FILE", "").strip()
    if token and file:
        problems.append("TELEGRAM_BOT_TOKEN and TELEGRAM_BOT_TOKEN_FILE are both set; keep one of them")
        return ""
    if file:
        token, name = _in_file(Path(file), problems), f"TELEGRAM_BOT_TOKEN_FILE ({file})"
    if token and not _TOKEN.fullmatch(token):
        problems.append(
            f"{name} holds no bot's token; one reads like 123456789:ABC..., without quotes; copy it from @BotFather"
        )
    return token


def _in_file(path: Path, problems: list[str]) -> str:
    try:
        token = path.read_text(encoding="utf-8-sig").strip()
    except UnicodeDecodeError:
        problems.append(f"TELEGRAM_BOT_TOKEN_FILE ({path}) is not a text file; it must hold the token and nothing else")
    except OSError as error:
        problems.append(
            f"TELEGRAM_BOT_TOKEN_FILE ({path}) can't be read: {error.strerror}; name a file that holds the token"
        )
    else:
        if not token:
            problems.append(f"TELEGRAM_BOT_TOKEN_FILE ({path}) is empty; it must hold the token")
        return token
    return ""


def _telegram_url(env: Mapping[str, str], problems: list[str]) -> str:
    given = env.get("TELEGRAM_API_URL", "").strip() or TELEGRAM
    try:
        return address(given).rstrip("/")
    except ValueError as error:
        problems.append(f"TELEGRAM_API_URL {error}")
        return ""

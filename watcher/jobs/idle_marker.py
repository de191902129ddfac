"""Leaves word for the next run until when nothing is due. It holds only while nothing was touched, so that a run that
rests on it misses nothing (docs/adr/0008-a-run-may-rest.md)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from watcher.config import Environment
from watcher.config.cache import fingerprint
from watcher.core import files

LONGEST = timedelta(hours=1)
"""After which a whole run is done in any case, so that `status` never shows a last run older than that."""


def can_skip_run(environment: Environment, now: datetime) -> bool:
    """Tells whether the last run left word that nothing is due at `now`, and config and database are as it left
    them."""
    try:
        word = json.loads(_word(environment).read_text("utf-8"))
        since, until = datetime.fromisoformat(word["since"]), datetime.fromisoformat(word["until"])
        return since <= now < until and word["print"] == _print(environment) != ""
    except (OSError, ValueError, LookupError, TypeError):  # none was left, or not by us: then nothing is known
        return False


def left_ping(environment: Environment) -> str:
    """Returns what the config wants to have called when a run ended, as the last whole run left it; empty: nothing."""
    try:
        return str(json.loads(_word(environment).read_text("utf-8")).get("ping", ""))
    except (OSError, ValueError, AttributeError):
        return ""


def write_idle_marker(environment: Environment, now: datetime, until: datetime | None, ping: str = "") -> None:
    """Leaves word that nothing is due from `now` on until then, for at most an hour, and what is called when a run
    ended; None: takes it away. The database must be closed. Where it can't be written, the next run is a whole one."""
    word = _word(environment)
    try:
        word.unlink(missing_ok=True)
        if until and until > now and (seen := _print(environment)):
            said = {"since": now.isoformat(), "until": min(until, now + LONGEST).isoformat(), "print": seen}
            files.write(word, json.dumps(said | ({"ping": ping} if ping else {})))
    except OSError:
        return  # the next run is a whole one


def _word(environment: Environment) -> Path:
    return environment.state / "rest.json"


def _print(environment: Environment) -> str:
    """Returns a fingerprint that differs when the config, the program or the database does, or a token comes or goes;
    empty where that can't be seen from outside."""
    database = Path(environment.database_url.removeprefix("sqlite:///"))
    config = fingerprint(environment.config)
    if not config or not environment.database_url.startswith("sqlite:///") or not database.is_file():
        return ""
    told = "people are told" if environment.token else "nobody is told"  # then what waits for them counts for nothing
    seen = [config, told, str(database.absolute()), *_state_of(database)]
    return hashlib.sha256("\n".join(seen).encode()).hexdigest()


def _state_of(database: Path) -> Iterator[str]:
    """Yields a line for each file of the database: which it is, and when it was written."""
    for file in (database, Path(f"{database}-wal")):
        if file.exists():
            seen = file.stat()
            yield f"{file.name} {seen.st_ino} {seen.st_size} {seen.st_mtime_ns}"

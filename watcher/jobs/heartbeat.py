"""Tells whether the watcher works, for `status --healthy`. `run` leaves a sign of life in the state folder every
minute; where there is none, cron starts the watcher, and the log of runs tells. How the sites fare plays no part."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from watcher.core import files
from watcher.core.errors import StateError

LATEST_BEAT = timedelta(minutes=3)
LATEST_POLL = timedelta(minutes=10)
TOLERATED_FLOOD_WAIT = timedelta(minutes=10)
"""That Telegram may ask for; while it wants no message for longer nobody is told anything."""
LATEST_RUN = timedelta(hours=2)
"""At least: a run that finds nothing due may rest for an hour (docs/adr/0008-a-run-may-rest.md)."""


class Beat(NamedTuple):
    """A sign of life of the worker: when it was left, since when the worker works, and when Telegram last answered
    it."""

    at: datetime
    since: datetime
    polled: datetime | None
    """None: never yet."""
    tells: bool
    """Whether it has a token, and so talks with Telegram."""
    held_until: datetime | None = None
    """Until when Telegram wants no message."""
    stuck: str = ""
    """What gives no sign of life inside a worker that does; empty: nothing."""
    beside: str = ""
    """Who speaks, of several workers on one database; empty: this one, or it is alone."""
    stands_by: bool = False
    """It visits nothing either."""


class HealthCheck(NamedTuple):
    """The verdict whether all is well, and one plain line that says why."""

    well: bool
    words: str


def write(state: Path, beat: Beat) -> None:
    """Writes the sign of life. Raises StateError where it can't be written."""
    said: dict[str, object] = {
        "at": beat.at.isoformat(),
        "since": beat.since.isoformat(),
        "polled": beat.polled.isoformat() if beat.polled else None,
        "tells": beat.tells,
    }
    if beat.held_until:
        said["held_until"] = beat.held_until.isoformat()
    if beat.stuck:
        said["stuck"] = beat.stuck
    if beat.beside:
        said |= {"beside": beat.beside, "stands_by": beat.stands_by}
    path = _path(state)
    try:
        files.write(path, json.dumps(said))
    except OSError as error:
        raise StateError(f"{path}: {error.strerror}; the sign of life can't be written") from error


def read(state: Path) -> Beat | None:
    """Returns the last sign of life; None where no worker works, and none died. Raises StateError where it can't be
    read."""
    path = _path(state)
    try:
        said = json.loads(path.read_text("utf-8"))
        at, since = datetime.fromisoformat(said["at"]), datetime.fromisoformat(said["since"])
        polled = datetime.fromisoformat(said["polled"]) if said["polled"] else None
        held = datetime.fromisoformat(said["held_until"]) if said.get("held_until") else None
        beside, stands_by = str(said.get("beside", "")), bool(said.get("stands_by"))
        return Beat(at, since, polled, bool(said["tells"]), held, str(said.get("stuck", "")), beside, stands_by)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StateError(f"{path}: {error.strerror}") from error
    except (ValueError, LookupError, TypeError) as error:
        raise StateError(f"{path} is damaged; the next run writes it anew") from error


def delete(state: Path) -> None:
    """Deletes the sign of life: no worker works here, as whoever holds the lock knows. Raises StateError."""
    path = _path(state)
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise StateError(f"{path}: {error.strerror}; it can't be taken away") from error


def check_worker(beat: Beat, now: datetime) -> HealthCheck:
    """Judges the worker: well while its last sign of life is fresh, Telegram's last answer not too old, and no long
    flood wait holds it."""
    if abs(now - beat.at) > LATEST_BEAT:  # either way: the clock may have been set back since
        return HealthCheck(False, f"unhealthy: the worker gave its last sign of life {_ago(now - beat.at)}")
    if beat.stuck:
        return HealthCheck(False, f"unhealthy: the worker works, but {beat.stuck} is stuck")
    heard = beat.polled or beat.since
    if beat.tells and now - heard > LATEST_POLL:
        return HealthCheck(False, f"unhealthy: the worker works, but Telegram last answered it {_ago(now - heard)}")
    if beat.held_until and beat.held_until - now > TOLERATED_FLOOD_WAIT:
        return HealthCheck(False, f"unhealthy: the worker works, but {_held(beat.held_until)}")
    does = "stands by" if beat.stands_by else "works"
    beside = f"; {beat.beside}" if beat.beside else ""
    return HealthCheck(True, f"healthy: the worker {does} since {_utc(beat.since)}{beside}")


def check_runs(
    ended: datetime | None, shortest: timedelta, now: datetime, held: timedelta = timedelta()
) -> HealthCheck:
    """Judges the runs: well while the last one ended no longer ago than twice the shortest pause between two visits to
    a source, or two hours, and Telegram takes messages; `held` is how long it wants none."""
    if ended is None:
        return HealthCheck(False, "unhealthy: no worker works, and no run has ended yet")
    said = f"the last run ended {_ago(now - ended)}"
    if now - ended > max(LATEST_RUN, 2 * shortest):
        return HealthCheck(False, f"unhealthy: no worker works, and {said}")
    if held > TOLERATED_FLOOD_WAIT:
        return HealthCheck(False, f"unhealthy: {said}, but {_held(now + held)}")
    return HealthCheck(True, f"healthy: {said}")


def _path(state: Path) -> Path:
    return state / "worker.json"


def _ago(span: timedelta) -> str:
    minutes = int(abs(span).total_seconds()) // 60
    long = f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"
    return f"{long} ago" if span >= timedelta() else f"{long} from now, by a clock that was changed"


def _held(until: datetime) -> str:
    return f"Telegram wants no message before {_utc(until)}, so that nobody is told anything"


def _utc(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"

"""The quickest of runs: nobody to answer or to tell, and nothing due. Decided before anything heavy is loaded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from watcher.cli.summary import NO_TOKEN
from watcher.config import environment
from watcher.core.errors import ConfigError
from watcher.jobs.idle_marker import can_skip_run
from watcher.jobs.lock import held

RESTED = f"0 sources visited, 0 changes. {NO_TOKEN}"
"""What a whole run prints that found nothing due."""


def rests(env: Mapping[str, str], config: Path | None, state: Path | None, now: datetime) -> bool:
    """Whether a run may end here. Raises LockHeld where another one works."""
    try:
        surroundings = environment(env, config=config, state=state)
    except ConfigError:
        return False  # told with every other problem of the config
    if surroundings.token or not can_skip_run(surroundings, now):
        return False
    with held(surroundings.state):
        return can_skip_run(surroundings, now)

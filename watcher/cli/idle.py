"""The quickest of runs: nobody to answer or to tell, and nothing due. Decided before anything heavy is loaded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from watcher.bot.peek import nobody_wrote
from watcher.config import environment
from watcher.core.errors import ConfigError
from watcher.jobs.idle_marker import can_skip_run, left_ping
from watcher.jobs.lock import held

NO_TOKEN = "No token is set (TELEGRAM_BOT_TOKEN), so nobody was told."  # noqa: S105  # says that there is none
NOTHING = "0 sources visited, 0 changes"


class Look(NamedTuple):
    """What a look at what the last run left, and at what waits at Telegram, came to."""

    ending: str = ""
    """What a whole run would print that found nothing due: this one may end with it. Empty: it may not."""
    ping: str = ""
    """What is to be called where this run ends."""
    somebody_wrote: bool = False
    """Telegram was asked, and answered something else than that nobody did."""


def look(env: Mapping[str, str], config: Path | None, state: Path | None, now: datetime) -> Look:
    """Returns what a run that may end here says, and whether somebody wrote to the bot; an empty Look where it has to
    go on. Raises LockHeld where another one works."""
    try:
        surroundings = environment(env, config=config, state=state)
    except ConfigError:
        return Look()  # told with every other problem of the config
    if not can_skip_run(surroundings, now):
        return Look()
    with held(surroundings.state):  # two that ask Telegram at a time would get in each other's way
        if not can_skip_run(surroundings, now):
            return Look()
        if not surroundings.token:
            return Look(f"{NOTHING}. {NO_TOKEN}", left_ping(surroundings))
        if nobody_wrote(surroundings.token, surroundings.telegram_url, environ=env):
            return Look(f"{NOTHING}, 0 messages delivered.", left_ping(surroundings))
    return Look(somebody_wrote=True)

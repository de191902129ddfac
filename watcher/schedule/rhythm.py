"""How often the worker does what, and how long it waits before it takes something for stuck; all in seconds."""

from __future__ import annotations

from dataclasses import dataclass

from watcher.hard_end import USUAL as PATIENCE
from watcher.hard_end import Patience


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The defaults are those of `watcher run`."""

    visits: float = 30
    """Between two looks at a site for sources that are due."""
    jitter: float = 5
    config: float = 5
    """Between two looks at the files of the config; an edit is taken when two in a row found the same."""
    beat: float = 60
    tidying: float = 86_400
    silent: float = 900
    """Without a sign of life, something is reported as stuck."""
    stuck: float = 1_800
    """Without a sign of life, the worker ends with exit code 1, to be started again."""
    patience: Patience = PATIENCE
    """With what lets nobody look whether it is stuck."""

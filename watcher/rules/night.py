"""PURE: tells when nothing makes a sound."""

from __future__ import annotations

from datetime import datetime, time, tzinfo

NIGHT_FROM, NIGHT_UNTIL = time(21, 30), time(7)
"""By the clocks of the config's zone: everything comes without sound, and not later for it."""


def is_night(now: datetime, zone: tzinfo) -> bool:
    """Tells whether nothing makes a sound now."""
    clock = now.astimezone(zone).time()
    return clock >= NIGHT_FROM or clock < NIGHT_UNTIL

"""PURE: tells for how long Telegram wants no message."""

from __future__ import annotations

from datetime import datetime, timedelta

LONGEST_FLOOD_WAIT = timedelta(days=1)
"""After which Telegram is asked anew, whatever it asked for."""


def flood_wait_left(until: datetime | None, now: datetime) -> timedelta:
    """Returns how long it is until Telegram takes messages again; no time where that is over, or longer than
    LONGEST_FLOOD_WAIT."""
    left = (until or now) - now
    return left if timedelta() < left <= LONGEST_FLOOD_WAIT else timedelta()

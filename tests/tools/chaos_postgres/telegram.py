"""What the calls that Telegram heard tell about the workers. Each life of a worker asks under its own address, so it is
known who called."""

from __future__ import annotations

from tests.tools.chaos.traps import TrappedApi

ASKING, SENDING = "getUpdates", "sendMessage"


def spoke(api: TrappedApi) -> list[tuple[float, int]]:
    """When which life of a worker asked for updates or sent a message, oldest first."""
    with api.world.lock:
        calls = list(api.trapped.runs)
    return [(call.monotonic, run) for call, run in calls if call.method in (ASKING, SENDING)]


def messages(api: TrappedApi) -> int:
    """How many messages were sent so far."""
    return len(api.trapped.flights)

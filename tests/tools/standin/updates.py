"""The queue of updates and the one long poll that may wait on it (facts/telegram.md, section 4)."""

import random
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from .rules import Json, conflict

KEPT = 24 * 3600
LONGEST_POLL = 50
MOST = 100
BEYOND = 10  # an offset further than this behind the end of the queue is ignored
SAME_OFFSET_WAIT = 3.0
SAME_OFFSET_ONE = 0.5
BETWEEN_CONFLICTS = 3.0
WAKE = 0.05  # a waiting poll looks at the clock so often: a test's clock moves without a sound

NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
TWO_POLLERS = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_SET = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


@dataclass(frozen=True)
class _Waiting:
    update_id: int
    at: float
    kind: str
    payload: Json


class Updates:
    """What waits for the bot. Every method expects `lock` to be held; a waiting poll lets go of it."""

    def __init__(self, lock: threading.Condition, clock: Callable[[], float], hurry: float = 1) -> None:
        self.lock = lock
        self.clock = clock
        self.hurry = hurry
        self.next_id = 874_000_001
        self.allowed: frozenset[str] | None = None  # None: all but NOT_BY_DEFAULT
        self.webhook = ""
        self.closing = False
        self._queue: deque[_Waiting] = deque()
        self.polls_begun = 0  # long polls so far: the newest has this number
        self._last: tuple[int, float] | None = None  # offset and time of the poll before
        self._next_conflict = 0.0

    def __len__(self) -> int:
        self._expire()
        return len(self._queue)

    def add(self, kind: str, payload: Json) -> int | None:
        """Queues an update and wakes the poll; its id, or None where the bot asked for no such kind."""
        wanted = kind in self.allowed if self.allowed is not None else kind not in NOT_BY_DEFAULT
        if not wanted:
            return None
        update_id, self.next_id = self.next_id, self.next_id + 1
        self._queue.append(_Waiting(update_id, self.clock(), kind, payload))
        self.lock.notify_all()
        return update_id

    def restart_ids(self, at: int | None) -> None:
        """Goes on from another id, as Telegram does after a week of silence."""
        self.next_id = random.randrange(1, 2**30) if at is None else at

    def clear(self) -> None:
        """Forgets what waits."""
        self._queue.clear()

    def poll(self, offset: int, limit: int, timeout: float, allowed: frozenset[str] | None) -> list[Json]:
        """Confirms what lies before `offset` and returns the next updates; waits up to `timeout` seconds.

        `allowed` is remembered: None leaves it as it was, an empty set means the default kinds.
        """
        if self.webhook:
            raise conflict(WEBHOOK_SET)
        if allowed is not None:
            self.allowed = allowed or None
        timeout, limit = self._held_back(offset, min(timeout, LONGEST_POLL), limit)
        found = self._take(offset, limit)
        return found or (self._wait(offset, limit, timeout) if timeout > 0 else [])

    def _held_back(self, offset: int, timeout: float, limit: int) -> tuple[float, int]:
        """Timeout and limit for this poll: who asks for the same again too soon waits, and gets one."""
        now = self.clock()
        limit = limit if 1 <= limit <= MOST else MOST
        if self._last and self._last[0] == offset:
            if now < self._last[1] + SAME_OFFSET_ONE:
                limit = 1
            if now < self._last[1] + SAME_OFFSET_WAIT:
                timeout = max(timeout, SAME_OFFSET_WAIT)
        self._last = (offset, now)
        return timeout, limit

    def _expire(self) -> None:
        while self._queue and self._queue[0].at + KEPT <= self.clock():
            self._queue.popleft()

    def _take(self, offset: int, limit: int) -> list[Json]:
        self._expire()
        if offset < 0:
            while len(self._queue) > -offset:
                self._queue.popleft()
        elif offset <= self.next_id + BEYOND:
            while self._queue and self._queue[0].update_id < offset:
                self._queue.popleft()
        taken = list(self._queue)[:limit]
        return [{"update_id": waiting.update_id, waiting.kind: waiting.payload} for waiting in taken]

    def _wait(self, offset: int, limit: int, timeout: float) -> list[Json]:
        self.polls_begun += 1
        mine = self.polls_begun
        self.lock.notify_all()  # the older poll learns that it is one too many
        found: list[Json] = []
        for _ in self._moments(timeout):
            if self.webhook:
                raise conflict("terminated by setWebhook request")
            if self.polls_begun != mine:
                self._conflict()
            found = self._take(offset, limit)
            if found:
                break
        return found

    def _conflict(self) -> None:
        """Raises the 409 of the older poll: at once, but not twice within three seconds."""
        for _ in self._moments(self._next_conflict - self.clock()):
            pass
        self._next_conflict = self.clock() + BETWEEN_CONFLICTS
        raise conflict(TWO_POLLERS)

    def _moments(self, seconds: float) -> "Moments":
        return Moments(self, seconds)


class Moments:
    """Iterates while time passes: until the clock, or real time (`hurry` times as fast), is `seconds` further, or all
    is closing."""

    def __init__(self, updates: Updates, seconds: float) -> None:
        self.updates = updates
        self.ends = updates.clock() + seconds
        self.really_ends = time.monotonic() + seconds / updates.hurry

    def __iter__(self) -> "Moments":
        return self

    def __next__(self) -> None:
        updates = self.updates
        left = min(self.ends - updates.clock(), self.really_ends - time.monotonic())
        if left <= 0 or updates.closing:
            raise StopIteration
        updates.lock.wait(min(left, WAKE))

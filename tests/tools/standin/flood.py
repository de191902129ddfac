"""Flood control: who sends too fast is refused, and after that everybody, until the freeze ends.

The windows are those of facts/telegram.md, section 9, 7; the real ones are unpublished and move.
"""

import math
from collections import defaultdict, deque

from .rules import Json, Refusal

OVERALL = 30  # in any second, over all chats
IN_A_GROUP = 20  # in any minute, for each id below 0
PRIVATE_BURST = 3  # a private chat: one a second, with this many at once after a rest


class Flood:
    """Counts what is sent. `penalty` is the shortest freeze in seconds; `on=False` lets everything pass."""

    def __init__(self, on: bool = True, penalty: float = 3) -> None:
        self.on = on
        self.penalty = penalty
        self.told = False  # whether an answer with the running freeze has left for the bot
        self._until = 0.0
        self._sent: deque[float] = deque()
        self._groups: defaultdict[int, deque[float]] = defaultdict(deque)
        self._tokens: dict[int, tuple[float, float]] = {}

    def freeze(self, seconds: float, now: float) -> None:
        """Refuses every chat for so long, whether flood control is on or not."""
        self._until = now + seconds
        self.told = False

    def frozen(self, now: float) -> bool:
        """Whether a freeze is running."""
        return now < self._until

    def check(self, now: float) -> None:
        """Raises Refusal (429) while a freeze runs."""
        if self.frozen(now):
            seconds = math.ceil(self._until - now)
            parameters: Json = {"retry_after": seconds}
            raise Refusal(429, f"Too Many Requests: retry after {seconds}", parameters)

    def admit(self, chat_id: int, now: float) -> None:
        """Counts one message to a chat; raises Refusal (429) when it is one too many or a freeze runs."""
        self.check(now)
        wait = self._wait(chat_id, now) if self.on else 0.0
        if wait:
            self.freeze(max(wait, self.penalty), now)
            self.check(now)

    def _wait(self, chat_id: int, now: float) -> float:
        """Seconds until this message would be allowed; 0 when it is now, and then it is counted."""
        group = self._groups[chat_id] if chat_id < 0 else None
        wait = _until_free(self._sent, OVERALL, 1, now)
        if group is not None:
            wait = max(wait, _until_free(group, IN_A_GROUP, 60, now))
        else:
            tokens, since = self._tokens.get(chat_id, (PRIVATE_BURST, now))
            tokens = min(PRIVATE_BURST, tokens + now - since)
            wait = max(wait, 1 - tokens)
        if wait > 0:
            return wait
        self._sent.append(now)
        if group is not None:
            group.append(now)
        else:
            self._tokens[chat_id] = (tokens - 1, now)
        return 0.0


def _until_free(sent: deque[float], most: int, window: float, now: float) -> float:
    while sent and sent[0] <= now - window:
        sent.popleft()
    return sent[0] + window - now if len(sent) >= most else 0.0

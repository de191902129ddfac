"""What was asked of the stand-in, call by call, and the questions a test has about it."""

from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

SENDING = frozenset({"sendMessage", "sendDocument", "sendPhoto", "editMessageText", "editMessageReplyMarkup"})


@dataclass
class Call:
    """One request: `status` and `description` are what was answered (None, "" when nothing was).

    `delivered` tells whether Telegram did what was asked, even if the answer was lost on the way.
    """

    method: str
    arguments: dict[str, Any]
    at: float  # by the clock of the stand-in, in seconds
    monotonic: float
    status: int | None = None
    description: str = ""
    delivered: bool = False
    during_freeze: bool = field(default=False, repr=False)
    after_403: bool = field(default=False, repr=False)
    text: str = field(default="", repr=False)  # of the message it sent, as parsed

    @property
    def chat_id(self) -> str:
        """The chat as it was named in the call; "" for calls about none."""
        return str(self.arguments.get("chat_id", ""))

    @property
    def sends(self) -> bool:
        """Whether the call puts something before a reader."""
        return self.method in SENDING


def most_per_second(calls: Iterable[Call], seconds: float = 1.0) -> int:
    """The largest number of sending calls within any one second, or so many of them."""
    window: deque[float] = deque()
    most = 0
    for at in sorted(call.at for call in calls if call.sends):
        window.append(at)
        while window[0] <= at - seconds:
            window.popleft()
        most = max(most, len(window))
    return most


def doubles(calls: Iterable[Call]) -> dict[tuple[str, str], int]:
    """How often each text reached the same chat, for those that did more than once."""
    counts = Counter((call.chat_id, call.text) for call in calls if call.method == "sendMessage" and call.delivered)
    return {told: count for told, count in counts.items() if count > 1}

"""Troubles a test can order: which calls they hit, how often, and what happens to those calls."""

import enum
from collections.abc import Callable
from dataclasses import dataclass, field

from .records import Call
from .rules import REASONS, Json, Refusal

GATEWAY_PAGE = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502</h1></body></html>"


class Trouble(enum.Enum):
    """What happens to the call."""

    ERROR = "refused with an error, not processed"
    GATEWAY = "a gateway's HTML page with status 502, not processed"
    DROP = "the connection closes, not processed"
    LOSE_ANSWER = "processed, then the connection closes without an answer"
    DELAY = "processed, the answer comes late"


@dataclass
class Fault:
    """One ordered trouble. `method` None means any; `times` None means for ever."""

    trouble: Trouble
    method: str | None
    times: int | None
    when: Callable[[Call], bool] | None
    error: Refusal | None = None
    seconds: float = 0.0

    def hits(self, call: Call) -> bool:
        """Whether this call is one of those meant."""
        named = self.method is None or self.method.lower() == call.method.lower()
        return named and (self.when is None or self.when(call))


@dataclass
class Faults:
    """The troubles that wait for their calls, in the order they were ordered."""

    waiting: list[Fault] = field(default_factory=list)

    def take(self, call: Call) -> Fault | None:
        """The first trouble meant for the call, counted as used."""
        for fault in self.waiting:
            if fault.hits(call):
                if fault.times is not None:
                    fault.times -= 1
                    if fault.times <= 0:
                        self.waiting.remove(fault)
                return fault
        return None


def error(code: int, description: str | None, parameters: Json | None) -> Refusal:
    """The refusal a test ordered, described in Telegram's words unless the test has its own."""
    if description is None and code == 429:
        parameters = parameters or {"retry_after": 1}
        description = f"Too Many Requests: retry after {parameters['retry_after']}"
    return Refusal(code, description or REASONS.get(code, "Internal Server Error: restart"), parameters)

"""Has a request of a call wait for its turn just before it leaves. Until then Telegram can't have taken it, whatever
becomes of the call or of this process (docs/adr/0019 and 0056)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar, Token
from types import TracebackType
from typing import Any, Self

from watcher.core.errors import NotSent, StateError, TryLater, Unsure

_LEAVES = "send_request_body.started"
"""The head of the request is out, its body comes next: without it nothing can be done for it."""
_COMES_BEFORE_A_TUNNEL = b"CONNECT"


class Departure:
    """Watches the one call that is made in its `with`, over a bot of `open_bot`. `leave` is awaited just before the
    body of each of its requests goes out, which it does not where `leave` raises. In place of an Unsure where it never
    left it raises the TryLater of `leave`, or NotSent."""

    def __init__(self, leave: Callable[[], Awaitable[object]]) -> None:
        self.left = False
        self._kept_by: StateError | TryLater | None = None
        self._leave = leave
        self._token: Token[Departure | None] | None = None

    def __enter__(self) -> Self:
        self._token = _watching.set(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._token:
            _watching.reset(self._token)
        if isinstance(error, Unsure) and not self.left:
            kept_by = self._kept_by
            raise (kept_by if isinstance(kept_by, TryLater) else NotSent(str(kept_by or error))) from error

    async def trace(self, event: str, info: Mapping[str, Any]) -> None:  # Any: the HTTP client's business
        """Takes what the HTTP client says of each step of the call."""
        if event.endswith(_LEAVES) and info["request"].method != _COMES_BEFORE_A_TUNNEL:
            self.left = False  # one that left before it was refused: an edit, before what goes in its place
            try:
                await self._leave()
            except (StateError, TryLater) as error:
                self._kept_by = error  # the HTTP client has no words for it
                raise
            self.left = True


_watching: ContextVar[Departure | None] = ContextVar("watching", default=None)


async def watch(request: Any) -> None:  # Any: the HTTP client's business
    """Has the HTTP client tell the steps of this request to whoever watches the call; to be called before it is
    made."""
    if departure := _watching.get():
        request.extensions = {**request.extensions, "trace": departure.trace}

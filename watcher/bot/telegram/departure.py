"""Tells when a call's request is about to leave: until then Telegram can't have taken it, whatever becomes of the call
or of this process (docs/adr/0056)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextvars import ContextVar, Token
from types import TracebackType
from typing import Any, Self

from watcher.core.errors import NotSent, StateError, Unsure

_LEAVES = "send_request_body.started"
"""The head of the request is out, its body comes next: without it nothing can be done for it."""
_COMES_BEFORE_A_TUNNEL = b"CONNECT"


class Departure:
    """Watches the one call that is made in its `with`, over a bot of `open_bot`. `tell` is called once, just
    before the body of the request goes out, which it does not where `tell` raises. Raises NotSent in place of an
    Unsure where it never left."""

    def __init__(self, tell: Callable[[], object]) -> None:
        self.left = False
        self._kept_by: StateError | None = None
        self._tell = tell
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
            raise NotSent(str(self._kept_by or error)) from error

    async def trace(self, event: str, info: Mapping[str, Any]) -> None:  # Any: the HTTP client's business
        """Takes what the HTTP client says of each step of the call."""
        if event.endswith(_LEAVES) and info["request"].method != _COMES_BEFORE_A_TUNNEL:
            try:
                self._tell()
            except StateError as error:
                self._kept_by = error  # the HTTP client has no words for it
                raise
            self.left = True


_watching: ContextVar[Departure | None] = ContextVar("watching", default=None)


async def watch(request: Any) -> None:  # Any: the HTTP client's business
    """Has the HTTP client tell the steps of this request to whoever watches the call; to be called before it is
    made."""
    if departure := _watching.get():
        request.extensions = {**request.extensions, "trace": departure.trace}

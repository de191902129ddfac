"""PURE: turns what the libraries raise into one of our errors, in a person's words."""

from __future__ import annotations

import http.client
import math
import ssl
from collections.abc import Iterator

from requests.exceptions import ChunkedEncodingError, ContentDecodingError, ProxyError, SSLError
from urllib3.exceptions import TimeoutError as PoolTimeoutError

from watcher.core.errors import Unreachable
from watcher.fetch.responses import TransientError


class TooMuch(Exception):
    """More came than we are ready to take."""


_TIMED_OUT = (TimeoutError, PoolTimeoutError)
# What went wrong -> whether it may pass, and how it is told; the first that is among the causes counts.
_MEANINGS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], type[Unreachable], str], ...] = (
    (TooMuch, Unreachable, "the answer of {host} is larger than {size}"),
    (ssl.SSLCertVerificationError, Unreachable, "the certificate of {host} is not valid ({why})"),
    (ProxyError, TransientError, "{host}: the proxy refused or broke off ({why})"),
    (_TIMED_OUT, Unreachable, "{host} took longer than {time}"),
    (SSLError, TransientError, "no secure connection to {host} could be made (TLS)"),
    (ContentDecodingError, Unreachable, "{host} sent an answer whose compression can't be undone"),
    (ChunkedEncodingError, TransientError, "the answer of {host} was cut short"),
    (ConnectionError, TransientError, "{host} broke off the connection"),
    (http.client.HTTPException, Unreachable, "{host} does not speak HTTP as it should"),
)


def to_source_error(error: Exception, host: str, seconds: float, most: int) -> Unreachable:
    """Make the error that `status` shows: after so many seconds, with at most so many bytes allowed."""
    causes = list(_causes(error))
    for kind, ours, text in _MEANINGS:
        for cause in causes:
            if isinstance(cause, kind):
                why = getattr(cause, "verify_message", "") or _of_proxy(causes)
                said = text.format(host=host, why=why, time=_duration(seconds), size=_size(most))
                return ours(said, timed_out=kind is _TIMED_OUT)
    said = " ".join(str(error).split())[:200]
    return Unreachable(f"{host} could not be read: {said if said.isprintable() and said else type(error).__name__}")


def _of_proxy(causes: list[BaseException]) -> str:
    """Say what a proxy answered to CONNECT: `407 Proxy Authentication Required`."""
    said = str(causes[-1]).removeprefix("Tunnel connection failed: ")
    return said[:100] if said.isprintable() else type(causes[-1]).__name__


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield it and what is behind it; urllib3 hands some on as an argument alone."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        held = next((each for each in error.args if isinstance(each, BaseException)), None)
        error = error.__cause__ or error.__context__ or held


def _duration(seconds: float) -> str:
    return f"{math.floor(seconds * 10) / 10:g} s"


def _size(count: int) -> str:
    return f"{count / 1_000_000:.3g} MB" if count >= 100_000 else f"{count} bytes"

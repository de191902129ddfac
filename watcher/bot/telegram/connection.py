"""Makes the connections to Telegram: each call ends in its time, and what keeps them from being made is told in a line
that names the variable at fault."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from typing import Any

from telegram import Bot
from telegram.error import TimedOut
from telegram.request import HTTPXRequest

from watcher.bot.telegram.departure import watch
from watcher.bot.telegram.error_mapping import PROXIES
from watcher.bot.telegram.rate_limiter import MOST_AT_ONCE
from watcher.bot.telegram.redaction import redact
from watcher.core.errors import NotSent

READ_TIMEOUT = 20.0
_BESIDE_SENDS = 6  # connections for polls, taps and questions
_BEYOND_THE_READ = 10.0  # seconds that connecting and writing may add to a read
_CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR")
_IGNORING_THE_ENVIRONMENT = {"trust_env": False}


class BoundedRequest(HTTPXRequest):
    """Breaks a call off that takes too long as a whole: the read's own timeout begins anew with each byte."""

    beyond_the_read = _BEYOND_THE_READ

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:  # Any: python-telegram-bot's business
        """Returns the status and body of an answer. Raises TelegramError."""
        read = kwargs.get("read_timeout")
        seconds = (read if isinstance(read, int | float) else READ_TIMEOUT) + self.beyond_the_read
        try:
            async with asyncio.timeout(seconds):
                return await super().do_request(*args, **kwargs)
        except TimeoutError as error:
            raise TimedOut(f"no whole answer within {seconds:.0f} s") from error


def open_bot(token: str, api_url: str, environ: Mapping[str, str] = os.environ) -> tuple[Bot, NotSent | None]:
    """Returns a bot that is not connected yet, and why it never can be, where its connections can't be made as the
    environment wants them; else None.

    One set of connections serves sends and polls: python-telegram-bot's own for polls holds a single one, and what each
    set needs for TLS takes a quarter of a second to make ready. A server on plain http, such as one of one's own, needs
    none of that."""
    plain: dict[str, Any] = {} if api_url.startswith("https") else {"verify": False}
    broken = None
    try:
        request = _request(plain)
    except Exception as error:  # of whatever kind: of the HTTP client, of TLS, of the system
        broken = NotSent(_told(error, environ))
        request = _request({**plain, **_IGNORING_THE_ENVIRONMENT})
    addresses = f"{api_url}/bot", f"{api_url}/file/bot"
    return Bot(token, *addresses, request=request, get_updates_request=request), broken


def _request(httpx_kwargs: dict[str, Any]) -> BoundedRequest:
    return BoundedRequest(
        connection_pool_size=MOST_AT_ONCE + _BESIDE_SENDS,
        connect_timeout=10,
        read_timeout=READ_TIMEOUT,
        write_timeout=20,
        pool_timeout=10,
        httpx_kwargs={**httpx_kwargs, "event_hooks": {"request": [watch]}},
    )


def _told(error: Exception, environ: Mapping[str, str]) -> str:
    name, reason = _culprit(error, environ)
    said = f"Telegram can't be asked: {name} holds what the program can't use"
    return f"{said} ({reason}); correct it or take it out of the environment"


def _culprit(error: Exception, environ: Mapping[str, str]) -> tuple[str, str]:
    """Finds the variable at fault, as it is spelt, and what is wrong with it; its value is not shown: it may hold a
    password."""
    for name in _spelt(PROXIES, environ):
        address = environ[name]
        try:
            HTTPXRequest(proxy=address if "://" in address else f"http://{address}", httpx_kwargs={"verify": False})
        except Exception as wrong:  # whatever it is: it says what is wrong with this one
            return name, _of_proxy(address, wrong)
    certificates = _spelt(_CERTIFICATES, environ)
    if isinstance(error, OSError) and certificates:
        return certificates[0], _reason(error)
    exceptions = _spelt(("NO_PROXY",), environ)
    return (exceptions or ["a proxy variable"])[0], _reason(error)


def _of_proxy(address: str, error: Exception) -> str:
    """Says what is wrong with a proxy in words of our own: the client's may hold a password."""
    scheme, known, _ = address.partition("://")
    if known and scheme.lower().startswith("socks5"):
        return "a SOCKS proxy needs the package httpx[socks]; an http:// proxy needs none"
    if known and scheme.lower() not in ("http", "https"):
        return f"{scheme}:// is no kind of proxy that it knows"
    return f"no address of a proxy, {type(error).__name__}"


def _spelt(names: tuple[str, ...], environ: Mapping[str, str]) -> list[str]:
    """Lists those of these variables that are set, in capitals or not."""
    return [spelt for name in names for spelt in (name.lower(), name) if environ.get(spelt)]


def _reason(error: Exception) -> str:
    return redact(" ".join(str(error).split())) or type(error).__name__

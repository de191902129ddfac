"""Calls the address of a dead man's switch: whoever watches there hears when the calls, or the good ones, end. It is
never shown whole, holds nothing up, and what goes wrong with it is no failure of a run."""

from __future__ import annotations

import logging
from contextlib import suppress
from threading import Thread
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

log = logging.getLogger(__name__)

PATIENCE = 10.0
"""Seconds for all of it: the name, a proxy, redirects, a second try."""
_TRIES = 2
_KUMA = "/api/push/"
"""In the paths of Uptime Kuma, which has no /fail: the query says how it is."""


def address(url: str, well: bool) -> str:
    """Return what is called: as given where all is well, else with `/fail` at the end of its path (healthchecks); for
    Uptime Kuma with `status=up` or `status=down` in its query."""
    parts = urlsplit(url)
    if _KUMA in parts.path:
        query = dict(parse_qsl(parts.query, keep_blank_values=True)) | {"status": "up" if well else "down"}
        return urlunsplit(parts._replace(query=urlencode(query)))
    return url if well else urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/fail"))


_SILENT = "did not answer in time"


def ping(url: str, well: bool, patience: float = PATIENCE) -> str:
    """Call it, for at most so many seconds; returns what went wrong, naming its host alone. Empty: it was heard, or
    there is none (`url` is empty)."""
    if not url:
        return ""
    problems: list[str] = []
    # A read's own timeout begins anew with each byte, and the resolver knows none.
    call = Thread(target=lambda: problems.append(_called(address(url, well), patience)), name="ping", daemon=True)
    call.start()
    call.join(patience)
    why = problems[0] if problems else _SILENT
    return f"ping: {urlsplit(url).hostname} {why}; nothing else depends on it" if why else ""


def _called(url: str, patience: float) -> str:
    why = ""
    for _ in range(_TRIES):
        if not (why := _call(url, patience / _TRIES)):
            break
    return why


def _call(url: str, timeout: float) -> str:
    """Through a proxy of the environment, as Telegram is."""
    from urllib.error import HTTPError, URLError
    from urllib.request import Request, urlopen  # with TLS: a run that pings nobody does without it

    from watcher import __version__

    try:
        with urlopen(Request(url, headers={"User-Agent": f"HaveringWatcher/{__version__}"}), timeout=timeout):  # noqa: S310  # the config takes http and https alone
            return ""
    except HTTPError as error:
        with suppress(OSError):
            error.close()
        return f"answered {error.code}"
    except TimeoutError:
        return _SILENT
    except URLError as error:
        reason = error.reason
        if isinstance(reason, TimeoutError):
            return _SILENT
        known = isinstance(reason, OSError) and reason.strerror
        return f"could not be reached ({known or type(reason).__name__})"
    except Exception as error:  # of whatever kind: its words may hold the address
        return f"could not be called ({type(error).__name__})"


class Pinger:
    """Calls it again and again, and logs when that begins to fail and when it works again."""

    def __init__(self) -> None:
        self._problem = ""

    def tell(self, url: str, well: bool, patience: float = PATIENCE) -> None:
        """Says at `url` that a run went well, or that it did not; gives up after `patience` seconds."""
        before, self._problem = self._problem, ping(url, well, patience)
        if self._problem and not before:
            log.warning("%s", self._problem)
        elif before and not self._problem:
            log.info("ping: it is heard again")

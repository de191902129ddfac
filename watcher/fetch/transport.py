"""Sends one request and reads its answer, within a time and a size that hold whatever the other side does.

Connections are direct, never through a proxy of the environment: a proxy looks names up out of our sight, and the guard
on addresses then sees only those that a URL spells out. Whoever wants one says so in the config (docs/adr/0051).
requests' sessions are left out for that reason and more: they take proxies and passwords from the environment, keep
cookies, and read a redirect's whole body."""

from __future__ import annotations

import logging
import os
import re
import time
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from urllib.parse import urlsplit

from requests import PreparedRequest, Response
from requests.exceptions import ChunkedEncodingError, RequestException
from urllib3 import Timeout
from urllib3.exceptions import IncompleteRead, ProtocolError

from watcher.core.errors import SourceError, Unreachable
from watcher.fetch.addresses import AddressGuard, refuse_inside
from watcher.fetch.bodies import Decoder, whole
from watcher.fetch.connections import CONNECT_SECONDS, Adapter, OpenSockets, shown, through
from watcher.fetch.library_errors import TooMuch, to_source_error
from watcher.fetch.responses import PAGE_STATUSES, HttpResponse

HEAD_BYTES = 20_000
"""So much is read of an answer that is no page, to see who sent it."""

_CHUNK = 65_536

# It warns, with a traceback, about each odd header of a site.
logging.getLogger("urllib3").setLevel(logging.ERROR)


class TimeBudget:
    """The seconds that are left for one page, through all its redirects and tries, pauses not counted."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds


class Transport:
    """Sends a request and hands back the answer; follows and retries nothing. Safe to share between threads."""

    def __init__(self, guard: AddressGuard, *, user_agent: str, timeout: float, max_bytes: int) -> None:
        """`timeout` is seconds for one page, `max_bytes` counts after decompression. A host that the guard lets in only
        for a source of its own has connections of its own: no other request ever travels over them."""
        self._agent = user_agent
        self._timeout = timeout
        self._most = max_bytes
        self._reading = OpenSockets()
        # Compressed it may be a little more than plain, chunked it may be several times as much.
        self._wire = 2 * max_bytes + 1_000_000
        self._inside, self._outside = (
            Adapter(each, self._wire, self._reading) for each in (guard, guard.for_strangers())
        )
        self._through: dict[str, Adapter] = {}

    def ask(
        self,
        url: str,
        headers: Mapping[str, str],
        allowance: TimeBudget,
        *,
        own: bool = True,
        enough: int = 0,
        proxy: str = "",
    ) -> HttpResponse:
        """Send one request and return the answer. `own`: the source that wants it names this host itself, so that it
        may lie inside a private network. Of a body longer than `enough` (bytes; 0: no limit but `max_bytes`) the rest
        is left out. `proxy` is an address; "": none. Raises Refused, Unreachable and Stopped; the seconds it took are
        taken off the allowance."""
        self._reading.check()
        started = time.monotonic()
        try:
            return self._exchange(url, headers, allowance.seconds, own=own, enough=enough, proxy=proxy)
        except SourceError:
            raise
        except Exception as error:  # whatever a hostile answer makes the libraries raise
            self._reading.check()
            spent = self._timeout - allowance.seconds + time.monotonic() - started
            raise to_source_error(error, _asked(url, proxy), spent, self._most) from error
        finally:
            allowance.seconds -= time.monotonic() - started

    def stop(self) -> None:
        """Break off every answer that is being read, and ask for none any more: `ask` raises Stopped."""
        self._reading.stop()

    def close(self) -> None:
        """End all connections."""
        for adapter in (self._inside, self._outside, *self._through.values()):
            adapter.close()

    def _adapter(self, url: str, own: bool, proxy: str) -> Adapter:
        """Return the adapter that sends there. Raises Refused where a proxy is asked for an address that is not to be
        reached."""
        if not proxy:
            return self._inside if own else self._outside
        if not own:
            refuse_inside(urlsplit(url).hostname or "")
        if proxy not in self._through:
            self._through.setdefault(proxy, through(proxy, self._wire, self._reading))
        return self._through[proxy]

    def _exchange(
        self, url: str, headers: Mapping[str, str], seconds: float, *, own: bool, enough: int, proxy: str
    ) -> HttpResponse:
        if seconds <= 0:
            raise TimeoutError
        response = self._adapter(url, own, proxy).send(
            self._request(url, headers),
            stream=True,
            timeout=Timeout(total=seconds, connect=min(CONNECT_SECONDS, seconds)),  # type: ignore[arg-type]  # its stubs don't know that requests hands urllib3's own on
            # An operator's own bundle of authorities, under the name that requests gives it.
            verify=os.environ.get("REQUESTS_CA_BUNDLE") or True,
            proxies={"http": proxy, "https": proxy} if proxy else None,
        )
        try:
            if proxy and response.status_code == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
                raise Unreachable(f"the proxy {shown(proxy)} wants another user name and password")
            body = self._body(response, enough)
            return HttpResponse(url, response.status_code, response.headers, body, _location(response))
        finally:
            response.close()  # the connection too, unless all was read: then it waits for the next request

    def _request(self, url: str, headers: Mapping[str, str]) -> PreparedRequest:
        """Make the request for a URL that `web_address` has checked: what is asked for is that, to the letter."""
        own = {"User-Agent": self._agent, "Accept": "*/*", "Accept-Encoding": "gzip, deflate"}
        request = PreparedRequest()
        request.method, request.url = "GET", url
        request.headers = {**own, **headers}  # type: ignore[assignment]  # nobody looks one up in another case
        return request

    def _body(self, response: Response, enough: int) -> bytes:
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            # Nothing is read; but once that is known the connection can be used again.
            return b"" if "Transfer-Encoding" in response.headers else response.raw.read() or b""
        if response.is_redirect:
            return b""
        if response.status_code not in PAGE_STATUSES:
            return _head(response)
        declared = response.headers.get("Content-Length", "")
        if not enough and re.fullmatch(r"[0-9]+", declared) and float(declared) > self._most:
            raise TooMuch
        decoder = Decoder(response.headers.get("Content-Encoding", ""))
        body = bytearray()
        for part in _raw(response):
            for plain in decoder.feed(part):
                body += plain
                if enough and len(body) >= enough:
                    return bytes(body[:enough])
                if not enough and len(body) > self._most:
                    raise TooMuch
        decoder.end()
        return whole(bytes(body), response.headers)


def _asked(url: str, proxy: str) -> str:
    """Who is named where something went wrong: the host, and the proxy that stands before it."""
    return urlsplit(url).netloc + (f" through the proxy {shown(proxy)}" if proxy else "")


def _raw(response: Response) -> Iterator[bytes]:
    """Yield the body as it comes, still compressed. Raises ChunkedEncodingError where it ends before its declared
    end."""
    try:
        yield from response.raw.stream(_CHUNK, decode_content=False)
    except (ProtocolError, IncompleteRead) as error:
        raise ChunkedEncodingError(error) from error


def _head(response: Response) -> bytes:
    head = b""
    try:
        for part in response.iter_content(HEAD_BYTES):
            head += part
            if len(head) >= HEAD_BYTES:
                break
    except (RequestException, TooMuch):
        # The status says enough; what came of the body is a help, no more.
        return head
    return head


def _location(response: Response) -> str:
    """Return where a redirect leads. Headers are read as Latin-1, but most sites write UTF-8 into this one."""
    if not response.is_redirect:
        return ""
    location = response.headers["Location"]
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location

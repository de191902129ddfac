"""Guards where we may connect: to web addresses, and inside a network only where a source of ours names the host.

The address that was checked is the one connected to, so a name that changes its mind in between gains nothing."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from typing import TypeAlias
from urllib.parse import urldefrag, urljoin, urlsplit

from requests import PreparedRequest
from requests.exceptions import RequestException

from watcher.core.errors import NotUnderstood, Refused, SourceError
from watcher.fetch.responses import TransientError

Resolve: TypeAlias = Callable[[str, int], Sequence[str]]

LONGEST_ADDRESS = 8_000
"""Signs; browsers and servers take no longer ones (RFC 9110, 4.1)."""
MOST_ADDRESSES = 4
"""So many addresses of one host are tried, sharing the time to connect."""

# An address of these signs goes over the wire as it stands: quoting would change nothing, once no `.` or `..` is in it.
_PLAIN = re.compile(
    r"https?://[a-z0-9][a-z0-9.-]*(?::(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}))?/[A-Za-z0-9/_.~-]*(?:\?[A-Za-z0-9/_.~=&-]+)?"
)
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_ISATAP = 0x5EFE
# What not every Python that we run on knows yet as special (IANA's registries).
_ALSO_INSIDE = (ipaddress.IPv4Network("192.0.0.0/24"), ipaddress.IPv6Network("3fff::/20"))


@lru_cache(maxsize=1_000)
def web_address(url: str, base: str = "") -> str:
    """Return the URL, seen from the base, as it goes over the wire: host in ASCII, all odd signs quoted, no fragment.

    Raises NotUnderstood where it is none, Refused where it is of another scheme or carries a password."""
    if len(url) > LONGEST_ADDRESS:
        raise NotUnderstood(f"{_shown(url)}… is longer than any web address")
    if _PLAIN.fullmatch(url) and "/." not in url:  # most are, and to quote one takes as long as to ask the database
        return url
    try:
        quoted = PreparedRequest()
        quoted.prepare_url(urljoin(base, url.strip()), None)  # requests quotes as browsers do
        whole = urldefrag(quoted.url or "").url
        parts = urlsplit(whole)
        host, _ = parts.hostname, parts.port
    except (RequestException, ValueError) as error:
        raise NotUnderstood(f"{_shown(url)} is no web address") from error
    if parts.scheme not in ("http", "https"):
        raise Refused(f"{_shown(url)} is not a web address that starts with http:// or https://")
    if parts.username is not None:
        raise Refused(f"the address of {host} carries a user name or password: take it out")
    return whole


def _shown(url: str) -> str:
    """Shorten the URL for a message, and leave out what may be a password."""
    before, _, after = url.strip().rpartition("@")
    return (f"{before.split('/')[0]}//…@{after}" if before else after)[:200]


def leads_inside(address: str) -> bool:
    """Tell whether this IP address is no public one: loopback, private, link-local, shared, multicast, reserved and so
    on.

    An IPv4 address inside an IPv6 one (mapped, 6to4, NAT64) is judged itself."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = _embedded(ip)
        if inner is None:
            return ip not in _GLOBAL_UNICAST or not ip.is_global or any(ip in each for each in _ALSO_INSIDE)
        ip = inner
    return not ip.is_global or ip.is_multicast or ip.is_reserved or any(ip in each for each in _ALSO_INSIDE)


def _embedded(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that a translator or tunnel would make of this one; None where there is none."""
    if ip.ipv4_mapped or ip.sixtofour:
        return ip.ipv4_mapped or ip.sixtofour
    bits = int(ip)
    if ip in _NAT64 or (bits >> 32) & 0xFDFFFFFF == _ISATAP:
        return ipaddress.IPv4Address(bits & 0xFFFFFFFF)
    return None


def system_resolve(host: str, port: int) -> list[str]:
    """Return every address that the system's resolver knows for the host, in its order of preference. Raises
    OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


class AddressGuard:
    """Opens connections: to public addresses, and to the hosts that the administrator's own sources name."""

    def __init__(self, own_hosts: Collection[str], resolve: Resolve = system_resolve, called: str = "") -> None:
        """`own_hosts` as they stand in a URL: `host:port`, or `host` for the ports 80 and 443. `called` stands before a
        host's name in what is told."""
        self._own = {place for own in own_hosts for place in _places(own)}
        self._resolve, self._called = resolve, called

    def for_strangers(self) -> AddressGuard:
        """Return a guard that lets nobody inside: for a source that does not name the host itself."""
        return AddressGuard((), self._resolve)

    def connect(self, host: str, port: int, seconds: float) -> socket.socket:
        """Open a socket that is connected within so many seconds. Raises Refused and Unreachable."""
        host = host.strip("[]")
        addresses = self._addresses(host, port)
        cause: OSError | None = None
        for address in addresses:
            try:
                connected = socket.create_connection((address, port), seconds / len(addresses))
                connected.settimeout(seconds)
                return connected
            except OSError as error:
                cause = error
        host = f"{self._called}{host}"
        if isinstance(cause, TimeoutError):
            said = f"{host} did not answer within {seconds:.0f} s"
            raise TransientError(said, connected=False, timed_out=True) from cause
        raise TransientError(f"{host} is not reachable ({_reason(cause)})", connected=False) from cause

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            addresses = list(self._resolve(host, port))
        except (OSError, UnicodeError) as error:
            raise TransientError(f"{self._called}{host} could not be found (DNS)", connected=False) from error
        if not addresses:
            raise TransientError(f"{self._called}{host} could not be found (DNS)", connected=False)
        if (host.rstrip(".").lower(), port) not in self._own:
            for address in filter(leads_inside, addresses):
                raise Refused(
                    f"{host} leads to a private address ({address}); only a host that a source itself names may"
                )
        return addresses[:MOST_ADDRESSES]


def refuse_inside(host: str) -> None:
    """Raise Refused where this host is spelt as a private address, in any way that a resolver reads, or as this
    machine: all that can be seen of where a proxy will go."""
    name = host.strip("[]").rstrip(".").lower()
    try:
        address = str(ipaddress.ip_address(name))
    except ValueError:
        try:
            address = socket.inet_ntoa(socket.inet_aton(name))  # also 127.1, 0x7f000001 and 2130706433
        except OSError:
            address = "127.0.0.1" if name == "localhost" or name.endswith(".localhost") else ""
    if address and leads_inside(address):
        raise Refused(f"{host} leads to a private address ({address}); only a host that a source itself names may")


def is_own(url: str, own_hosts: Collection[str]) -> bool:
    """Tell whether one of these hosts (`host:port`, or `host` for the ports 80 and 443) is the host of this URL."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return any(((parts.hostname or "").rstrip("."), port) in _places(own) for own in own_hosts)


@lru_cache(maxsize=1_000)  # asked of the same few hosts at each request
def _places(own: str) -> Sequence[tuple[str, int]]:
    try:
        parts = urlsplit(web_address(f"http://{own}"))
    except SourceError:
        # Nothing to allow: the source itself will say what is wrong, without stopping the others.
        return []
    host = (parts.hostname or "").rstrip(".")
    return [(host, port) for port in ([parts.port] if parts.port else [80, 443])]


def _reason(error: OSError | None) -> str:
    return (error.strerror or "no answer").lower() if error else "no answer"

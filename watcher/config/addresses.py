"""Checks the web addresses of the config: which a visit can ask for, and which an HTTP header can carry.

Every function raises ValueError with the words that follow a key's name: "must be ..., not 'this'"."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote, urlsplit, urlunsplit

from watcher.config.values import often, polite, port, shown
from watcher.core.text import masked

EXAMPLE_CONTACT = "https://example.org/watcher"
"""What stands in the config that comes with the program: nobody's page."""


def address(text: object) -> str:
    """Check a web address: it begins with http:// or https://."""
    words = text.strip() if isinstance(text, str) else ""
    if not words or re.search(r"\s", words):
        raise ValueError(f"must be one web address such as https://www.example.org/news, not {shown(text)}")
    try:
        parts = urlsplit(words)
        host = parts.hostname if parts.port != 0 else None  # asking for the port checks it
    except ValueError as error:
        raise ValueError(f"is no web address: {shown(text)} ({error})") from error
    if parts.scheme in ("http", "https") and host:
        return words
    rest = words.split("://")[-1].lstrip("/")
    raise ValueError(f"must begin with https:// or http://, not {shown(text)}; did you mean https://{masked(rest)} ?")


def site(text: object) -> str:
    """Check the address of a source: a visit must be able to ask for it."""
    words = address(text)
    parts = urlsplit(words)
    if "@" in parts.netloc:
        raise ValueError(f"must not carry a user name or password: {shown(words.rpartition('@')[2])} alone")
    if not _is_host(parts.hostname or ""):
        raise ValueError(f"is no web address: {shown(text)} (its host is none)")
    return words


def site_root(text: object) -> str:
    """Check where the public pages can be read; it gets a slash at its end."""
    words = site(text)
    parts = urlsplit(words)
    if parts.query or parts.fragment:
        raise ValueError(f"must be the address of the front page, without a ? or # in it, not {shown(text)}")
    return contact(words).rstrip("/") + "/"


def listen(text: object) -> str:
    """Check where to listen, as HOST:PORT: `127.0.0.1:9105`, `[::1]:9105`, or a port alone, then of this machine."""
    words = str(text).strip()
    host, _, number = words.rpartition(":")
    host = {"": "" if ":" in words else "127.0.0.1", "localhost": "127.0.0.1"}.get(host, host)
    try:
        inner = ipaddress.ip_address(host[1:-1] if host.startswith("[") and host.endswith("]") else host)
        if (inner.version == 6) != host.startswith("["):
            raise ValueError("only IPv6 stands in brackets")
    except ValueError:
        raise ValueError(f"must be an address and port such as 127.0.0.1:9105, or a port, not {shown(text)}") from None
    return f"{host}:{port(number)}"


def ping(text: object) -> str:
    """Check the address of a dead man's switch. It is as good as a password: no error shows it."""
    words = text.strip() if isinstance(text, str) else ""
    try:
        return contact(words)
    except ValueError:
        wrong = "must be the whole web address that the monitoring service gave, such as https://hc-ping.com/..."
        raise ValueError(f"{wrong} (what stands there is not shown: whoever knows it can ping)") from None


def proxy(text: object) -> str:
    """Check the address of a proxy; `direct` is none. It may hold a password, so no error shows it."""
    words = text.strip() if isinstance(text, str) else ""
    if words == "direct":
        return ""
    try:
        parts = urlsplit(address(words))
        fine = _is_host(parts.hostname or "") and parts.port and not (parts.path.strip("/") or parts.query)
    except ValueError:
        fine = False
    if not fine:
        socks = "; SOCKS is not known" if words.startswith("socks") else ""
        wrong = "must be the address of an HTTP proxy with its port, such as http://proxy.example.org:3128, or direct"
        raise ValueError(f"{wrong}{socks} (what stands there is not shown: it may hold a password)")
    return words.rstrip("/")


def contact(text: object) -> str:
    """Check an address that is to stand in an HTTP header, and quote what is not ASCII as browsers do."""
    parts = urlsplit(site(text))
    host = (parts.hostname or "").encode("ascii" if (parts.hostname or "").isascii() else "idna").decode()
    place = parts.netloc if parts.netloc.isascii() else host + (f":{parts.port}" if parts.port else "")
    rest = (quote(part, safe="/%:;=&?@!$'()*+,~") for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, place, *rest))


def _is_host(host: str) -> bool:
    try:
        return bool(ipaddress.ip_address(host))
    except ValueError:
        pass
    try:
        plain = host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return False
    parts = plain.rstrip(".").split(".")
    return len(plain) <= 253 and all(re.fullmatch(r"[A-Za-z0-9_-]{1,63}", part) for part in parts)


def every(url: str) -> Callable[[object], timedelta]:
    """Choose the check for how often this address is visited: another's site is owed manners (`polite`), this machine
    is not (`often`)."""
    return often if on_this_machine(url) else polite


def on_this_machine(url: str) -> bool:
    """Tell whether the address is one of this machine itself, so that nobody else is asked."""
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

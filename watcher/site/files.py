"""One file of the public site, as whoever makes it hands it to the writer, and several that stay or change together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import NamedTuple


class SiteFile(NamedTuple):
    """A file that belongs to the site. Its content is made only where `stamp` is not that of last time."""

    path: str
    """Below the site's folder, with slashes: `feeds/all.atom`."""
    stamp: str
    """Differs whenever the content would: a fingerprint of all the data that the content is made of."""
    make: Callable[[], bytes]
    grow: Callable[[bytes], bytes] | None = None
    """Returns the content from what stands there, of a file that is only added to: the log is long, and a run adds few
    lines to it. Asked for only what this edition itself wrote."""


class FileGroup(NamedTuple):
    """Files that are all what they were last time where `stamp` is: then nobody asks for them one by one."""

    name: str
    """Of no other group."""
    stamp: str
    """Differs whenever the stamp of one of its files would, or one more or less belongs to it."""
    files: Callable[[], Iterable[SiteFile]]


def ready(path: str, content: bytes) -> SiteFile:
    """Returns a file whose content costs nothing to make."""
    return SiteFile(path, sha256(content).hexdigest(), lambda: content)

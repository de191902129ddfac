"""PURE: the workers that share one database, and what they may hold, as frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

TELEGRAM = "telegram"
"""The role of the worker that speaks: it answers, words, sends, reminds, tidies and publishes."""
SITE = "site "
"""Before the host that the role of a visitor is for."""


class Worker(NamedTuple):
    """One of several workers on one database: under which id it joined, on which machine, and when."""

    id: str
    host: str
    since: datetime
    roles: Mapping[str, datetime] = MappingProxyType({})
    """What it holds, with since when."""
    config: Mapping[str, str] = MappingProxyType({})
    """A fingerprint for each part of the config that is in force there."""

    @property
    def speaks(self) -> bool:
        """Tells whether it is the one that speaks."""
        return TELEGRAM in self.roles

    @property
    def sites(self) -> int:
        """Returns how many sites are its own just now."""
        return sum(role.startswith(SITE) for role in self.roles)

    @property
    def process(self) -> str:
        """Returns the number of its process on that machine."""
        return self.id.split(" ")[-2]

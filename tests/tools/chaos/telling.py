"""What a message tells of what happened on the sites, whoever sent it. Pure."""

from __future__ import annotations

import re

from tests.tools.chaos.truth import Told

TOLD = re.compile(r"\b(New|Changed): (T\d+) (News|A different)")


def told_in(text: str) -> tuple[Told, ...]:
    """What a message tells. Where what is new was retitled before it was told, it tells both in one."""
    found = []
    for word, token, title in TOLD.findall(text):
        found += [Told("New", token)] if word == "New" else []
        found += [Told("Changed", token)] if title != "News" else []
    return tuple(found)

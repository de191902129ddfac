"""What the calls that the stand-in heard tell of alerts, whoever made them. Pure."""

from __future__ import annotations

import re

from tests.tools.chaos.truth import Told
from tests.tools.standin import Call

AT_ONCE = 5.0
"""Seconds within which a run writes down an answer that has left, on a machine that is busy: it is usually 0.1."""
TOLD = re.compile(r"\b(New|Changed): (T\d+) (News|A different)")


def named(call: Call) -> tuple[str, str]:
    """As the outbox knows the message: chat and text."""
    return call.chat_id, str(call.arguments.get("text"))


def told_in(text: str) -> tuple[Told, ...]:
    """What a message tells. Where what is new was retitled before it was told, it tells both in one."""
    found = []
    for word, token, title in TOLD.findall(text):
        found += [Told("New", token)] if word == "New" else []
        found += [Told("Changed", token)] if title != "News" else []
    return tuple(found)

"""What a message says, whatever the exact words round it: those are pinned in tests/unit/messages/examples.txt."""

from __future__ import annotations

import re

_BUTTONS = re.compile(r"(?:\n(?:\[[^\[\]\n]*\] ?)+)+$")


def says(message: str, *facts: str) -> bool:
    """Whether each of these stands in the message, one behind the other."""
    at = 0
    for fact in facts:
        found = message.find(fact, at)
        assert found >= 0, f"{fact!r} does not stand behind {message[:at]!r} in {message[at:]!r}"
        at = found + len(fact)
    return True


def without_buttons(message: str) -> str:
    """The words of a message as it is shown, without the rows of buttons below."""
    return _BUTTONS.sub("", message)

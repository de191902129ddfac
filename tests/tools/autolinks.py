"""What can be tapped in a message as Telegram shows it: the judge is Telegram's own parser (tdjson)."""

import json
import re
from typing import Any

from tests.tools.standin.markup import HAS_TDJSON, parse_html

__all__ = ["HAS_TDJSON", "tappable"]

_WINS = {"text_link", "code", "pre"}  # what a tag says stands, whatever is found under it
_HARMLESS = {"MediaTimestamp"}  # `19:00` leads nowhere in a message without a film; the Bot API never tells of it


def tappable(html: str) -> list[tuple[str, str]]:
    """What Telegram makes tappable by itself in a message: each kind, as in `BotCommand`, with its words."""
    text, entities = parse_html(html)
    units = text.encode("utf-16-le")
    covered = [(one["offset"], one["offset"] + one["length"]) for one in entities if one["type"] in _WINS]
    found = []
    for one in _found(text):
        start, end = one["offset"], one["offset"] + one["length"]
        kind = one["type"]["@type"].removeprefix("textEntityType")
        if kind not in _HARMLESS and not any(start < until and since < end for since, until in covered):
            found.append((kind, units[2 * start : 2 * end].decode("utf-16-le")))
    return found


def _found(text: str) -> list[dict[str, Any]]:
    from tdjson import td_execute

    # Telegram takes these out before it looks (facts/telegram.md, "Text and HTML").
    if TAKEN_OUT.search(text):
        raise AssertionError(f"Telegram would take something out of {text!r}")
    answer = json.loads(td_execute(json.dumps({"@type": "getTextEntities", "text": text}).encode()) or "null")
    return list(answer["entities"])


TAKEN_OUT = re.compile("[\x00-\x09\x0b-\x1f\u2028-\u202e\u030a\u0333\u033f]")

"""The judge of HTML: Telegram's own parser (tdjson) where it is installed, else ours in `ownmarkup`.

Whichever judges, the answer has one shape: entities named as in the Bot API, sorted, offsets in UTF-16 units.
"""

import json
from typing import Any, NamedTuple

from .ownmarkup import MarkupError
from .ownmarkup import parse as parse_with_own

try:
    from tdjson import td_execute
except ImportError:  # the product's image carries no test libraries
    HAS_TDJSON = False
else:
    HAS_TDJSON = True

Json = dict[str, Any]

__all__ = ["Formatted", "MarkupError", "parse_html", "parse_with_own", "parse_with_tdjson"]

NAMES = {
    "Bold": "bold",
    "Italic": "italic",
    "Underline": "underline",
    "Strikethrough": "strikethrough",
    "Spoiler": "spoiler",
    "BlockQuote": "blockquote",
    "ExpandableBlockQuote": "expandable_blockquote",
    "Code": "code",
    "Pre": "pre",
    "PreCode": "pre",
    "TextUrl": "text_link",
    "MentionName": "text_mention",
    "CustomEmoji": "custom_emoji",
    "DateTime": "date_time",
}
TROUBLE = "Can't parse entities: "


class Formatted(NamedTuple):
    """A text without its tags, and what the tags said of it."""

    text: str
    entities: tuple[Json, ...]


def parse_html(html: str) -> Formatted:
    """The text and entities of Telegram HTML; raises MarkupError in Telegram's words."""
    return parse_with_tdjson(html) if HAS_TDJSON else Formatted(*parse_with_own(html))


def parse_with_tdjson(html: str) -> Formatted:
    """As `parse_html`, always by Telegram's own parser."""
    request = {"@type": "parseTextEntities", "text": html, "parse_mode": {"@type": "textParseModeHTML"}}
    answer = json.loads(td_execute(json.dumps(request).encode()) or "null")
    if answer["@type"] == "error":
        raise MarkupError(answer["message"].removeprefix(TROUBLE))
    entities = sorted((_named(entity) for entity in answer["entities"]), key=entity_order)
    return Formatted(answer["text"], tuple(entities))


def _named(entity: Json) -> Json:
    """A tdjson entity in the words of the Bot API."""
    kind = entity["type"]["@type"].removeprefix("textEntityType")
    named: Json = {"type": NAMES[kind], "offset": entity["offset"], "length": entity["length"]}
    for theirs, ours in (("url", "url"), ("language", "language"), ("custom_emoji_id", "custom_emoji_id")):
        if entity["type"].get(theirs):
            named[ours] = entity["type"][theirs]
    return named


def entity_order(entity: Json) -> tuple[int, int, str, str]:
    """Outer before inner, by place; then by name, so that two judges give one order."""
    return entity["offset"], -entity["length"], entity["type"], entity.get("url", "")


if HAS_TDJSON:
    td_execute(json.dumps({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0}).encode())

"""The limits of the Bot API and the refusals that go with them (facts/telegram.md, sections 2 and 5).

Everything here is about one argument or one text at a time; nothing knows chats, updates or HTTP.
"""

import json
import re
from typing import Any
from urllib.parse import urlsplit

from .markup import Formatted, MarkupError, parse_html

Json = dict[str, Any]

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
RAW_BYTES_LIMIT = 32 * 1024
ENTITIES_KEPT = 100
ENTITIES_BYTES_LIMIT = 9500
ENTITY_OVERHEAD = 20
CALLBACK_DATA_BYTES = 64
CALLBACK_ANSWER_LIMIT = 200
BUTTONS_LIMIT = 100
UPLOAD_LIMIT = 50 * 1024 * 1024
DELETE_WITHIN = 48 * 3600

# facts/telegram.md, section 3: what becomes of odd characters before the length is counted.
VANISHING = re.compile("[\r\u2028-\u202e]")
BLANKED = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f]")
COMMAND = re.compile(r"(?<![\w/])/([A-Za-z0-9_]{1,32})(?:@(\w{3,32}))?(?!\w)")

REASONS = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 409: "Conflict"}


class Refusal(Exception):
    """An answer that is not ok: `code`, `description` and `parameters` as they stand in the JSON."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    @property
    def body(self) -> Json:
        """The JSON object of the answer."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return body | {"parameters": self.parameters} if self.parameters else body


def bad_request(what: str, parameters: Json | None = None) -> Refusal:
    """A 400 in Telegram's words."""
    return Refusal(400, f"Bad Request: {what}", parameters)


def forbidden(what: str) -> Refusal:
    """A 403 in Telegram's words."""
    return Refusal(403, f"Forbidden: {what}")


def conflict(what: str) -> Refusal:
    """A 409 in Telegram's words."""
    return Refusal(409, f"Conflict: {what}")


def utf16_length(text: str) -> int:
    """The length in UTF-16 units, in which Telegram counts the offsets of entities (and nothing else)."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def formatted(raw: str, parse_mode: str) -> Formatted:
    """The text as parsed and trimmed; raises Refusal for too many bytes, bad markup or an unknown mode."""
    if len(raw.encode("utf-8", "surrogatepass")) > RAW_BYTES_LIMIT:
        raise bad_request("text is too long")
    if not parse_mode:
        return trimmed(Formatted(raw, ()))
    if parse_mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    try:
        return trimmed(parse_html(raw))
    except MarkupError as error:
        raise bad_request(f"can't parse entities: {error}") from error


def trimmed(parsed: Formatted) -> Formatted:
    """The text without what Telegram takes out of it, its entities moved along and cut to the 100 kept."""
    parsed = _cleaned(parsed)
    text = parsed.text.rstrip(" \n")
    first = min((entity["offset"] for entity in parsed.entities), default=len(text))
    lead = min(len(text) - len(text.lstrip(" \n")), first)
    text = text[lead:]
    end = utf16_length(text)
    moved = (
        entity | {"offset": start, "length": min(entity["length"], end - start)}
        for entity, start in ((entity, entity["offset"] - lead) for entity in parsed.entities)
    )
    return Formatted(text, tuple([entity for entity in moved if entity["length"] > 0][:ENTITIES_KEPT]))


def _cleaned(parsed: Formatted) -> Formatted:
    """The text with odd characters blanked or gone, and the entities where they then stand."""
    text = BLANKED.sub(" ", parsed.text)
    if not VANISHING.search(text):
        return Formatted(text, parsed.entities)
    places = [0]  # where each UTF-16 unit of the text stands when the vanishing ones are gone
    for character in text:
        step = 0 if VANISHING.match(character) else 1
        places += [places[-1] + step * unit for unit in range(1, utf16_length(character) + 1)]
    entities = []
    for entity in parsed.entities:
        start, stop = places[entity["offset"]], places[entity["offset"] + entity["length"]]
        entities.append(entity | {"offset": start, "length": stop - start})
    return Formatted(VANISHING.sub("", text), tuple(entities))


def check_length(parsed: Formatted, limit: int = TEXT_LIMIT) -> None:
    """Refuses blank texts, long ones (code points after parsing) and entities that are too big together."""
    if limit == TEXT_LIMIT and not parsed.text.strip():
        raise bad_request("text must be non-empty")
    if len(parsed.text) > limit:
        raise bad_request("message is too long" if limit == TEXT_LIMIT else "message caption is too long")
    size = sum(len(entity.get("url", "")) + ENTITY_OVERHEAD for entity in parsed.entities)
    if size > ENTITIES_BYTES_LIMIT:
        raise bad_request("ENTITIES_TOO_LONG")


def parsed_json(value: Any, what: str) -> Any:
    """An argument that is an object: given as one, or as JSON text; raises Refusal for anything else."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError as error:
        raise bad_request(f"can't parse {what} JSON object") from error


def keyboard(value: Any) -> list[list[Json]]:
    """The rows of an inline keyboard; raises Refusal for the form of a button (not for its data)."""
    markup = parsed_json(value, "reply keyboard markup") if value else {}
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    rows = markup.get("inline_keyboard", [])
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" must be an Array of Arrays')
    for button in (button for row in rows for button in row):
        _check_button(button)
    return [row for row in rows if row]


def _check_button(button: Any) -> None:
    trouble = "can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise bad_request(trouble + "InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request(trouble + 'Can\'t find field "text"')
    if len(button) < 2:
        raise bad_request(trouble + "Text buttons are unallowed in the inline keyboard")
    url = button.get("url")
    if url is not None and not sendable_url(url):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def sendable_url(url: str) -> bool:
    """Whether a button may lead there: http, https or tg, with a host."""
    parts = urlsplit(url)
    return parts.scheme == "tg" or (parts.scheme in ("http", "https") and "." in (parts.hostname or ""))


def check_buttons(rows: list[list[Json]]) -> None:
    """Refuses what Telegram's servers (not the Bot API in front of them) refuse in a keyboard."""
    buttons = [button for row in rows for button in row]
    if len(buttons) > BUTTONS_LIMIT:
        raise bad_request("reply markup is too long")
    for button in buttons:
        if not button["text"].strip():
            raise bad_request("BUTTON_TEXT_INVALID")
        data = button.get("callback_data")
        if data is not None and not 1 <= len(str(data).encode()) <= CALLBACK_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")


def command_entities(text: str) -> list[Json]:
    """The `bot_command` entities a person's message carries, offsets in UTF-16 units."""
    return [
        {
            "type": "bot_command",
            "offset": utf16_length(text[: found.start()]),
            "length": utf16_length(found.group()),
        }
        for found in COMMAND.finditer(text)
    ]

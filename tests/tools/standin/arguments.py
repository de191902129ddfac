"""What a request asks for: query, form, JSON and multipart bodies read into one dict of arguments."""

import json
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl

from .rules import bad_request, parsed_json


@dataclass(frozen=True)
class Upload:
    """A file that came with the request."""

    name: str
    content_type: str
    content: bytes


class Arguments(dict[str, Any]):
    """The arguments by name, and the readings of them that the Bot API allows."""

    def text(self, name: str) -> str:
        """The argument as text; "" when it is missing."""
        value = self.get(name)
        return "" if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """The argument as a whole number; `default` when it is missing or is none (as Telegram does)."""
        try:
            return int(str(self.get(name, default)))
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        """Whether the argument is set to true, in any of the ways to say so."""
        return self.text(name).lower() in ("true", "1", "yes", "t", "y")

    def parsed(self, name: str) -> Any:
        """The argument as an object, given as one or as JSON text; None when it is missing."""
        value = self.get(name)
        return None if value in (None, "") else parsed_json(value, name.replace("_", " "))


def read_arguments(query: str, content_type: str, body: bytes) -> Arguments:
    """The arguments of a request; those of the body win over those of the query. Raises Refusal."""
    arguments = Arguments(parse_qsl(query, keep_blank_values=True))
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/json":
        arguments.update(_from_json(body))
    elif kind == "multipart/form-data":
        arguments.update(_from_multipart(content_type, body))
    elif body:
        arguments.update(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return arguments


def _from_json(body: bytes) -> dict[str, Any]:
    try:
        values = json.loads(body or b"{}")
    except ValueError as error:
        raise bad_request("can't parse request JSON object") from error
    if not isinstance(values, dict):
        raise bad_request("can't parse request JSON object")
    return values


def _from_multipart(content_type: str, body: bytes) -> dict[str, Any]:
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    values: dict[str, Any] = {}
    for part in message_from_bytes(head + body, policy=HTTP).iter_parts():
        name = str(part.get_param("name", header="content-disposition"))
        payload = part.get_payload(decode=True)
        content = payload if isinstance(payload, bytes) else b""
        file_name = part.get_filename()
        values[name] = Upload(file_name, part.get_content_type(), content) if file_name else content.decode()
    return values

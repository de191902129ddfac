"""`sendPhoto`: a picture with a caption, checked as Telegram checks it (facts/telegram.md, sections 2 and 5)."""

import struct
from typing import Any

from .arguments import Arguments, Upload
from .rules import CAPTION_LIMIT, Json, Refusal, bad_request, formatted
from .sending import post, reachable_chat, read_buttons, read_reply
from .world import World

PHOTO_LIMIT = 10 * 1024 * 1024
BOTH_SIDES_LIMIT = 10_000
MOST_STRETCHED = 20  # times as long as wide, or the other way round
_PNG = b"\x89PNG\r\n\x1a\n"


def send_photo(world: World, arguments: Arguments) -> Json:
    """A new message with a photo: a PNG that comes with the request, or one sent before, by its file_id."""
    caption = formatted(arguments.text("caption"), arguments.text("parse_mode"))
    reply, buttons = read_reply(arguments), read_buttons(arguments)
    chat = reachable_chat(world, arguments)
    photo, picture = _photo(world, arguments)
    attached: Json = {"photo": photo, "picture": picture}
    return post(world, chat, arguments, caption, reply, buttons, CAPTION_LIMIT, attached)


def _photo(world: World, arguments: Arguments) -> tuple[list[Json], bytes]:
    """The sizes of the photo that is meant, and its bytes where they came along. Raises Refusal."""
    given: Any = arguments.get("photo")
    if isinstance(given, str) and given.startswith("attach://"):
        given = arguments.get(given.removeprefix("attach://"))
    if isinstance(given, Upload):
        return [_kept(world, given.content)], given.content
    if not given:
        raise bad_request("there is no photo in the request")
    if given in world.files and "width" in world.files[given]:
        return [world.files[given]], b""
    raise bad_request("wrong file identifier/HTTP URL specified")


def _kept(world: World, content: bytes) -> Json:
    if len(content) > PHOTO_LIMIT:
        raise Refusal(413, "Request Entity Too Large")
    if not content:
        raise bad_request("file must be non-empty")
    width, height = _size(content)
    if width + height > BOTH_SIDES_LIMIT or max(width, height) > MOST_STRETCHED * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    number = len(world.files) + 1
    photo: Json = {"file_id": f"AgACAgQAAx{number:08}", "file_unique_id": f"AQAD{number:08}"}
    photo |= {"width": width, "height": height, "file_size": len(content)}
    world.files[photo["file_id"]] = photo
    return photo


def _size(content: bytes) -> tuple[int, int]:
    """Width and height in pixels of a whole PNG. Raises Refusal for anything else."""
    if not content.startswith(_PNG) or content[12:16] != b"IHDR" or content[-8:-4] != b"IEND":
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = struct.unpack(">II", content[16:24])
    return int(width), int(height)

"""The methods that put something before a reader, with their checks in Telegram's order.

The order is that of facts/telegram.md, section 5: the arguments first, then the chat, its topic, the length,
the rights, and flood control last.
"""

from typing import Any
from urllib.parse import urlsplit

from .arguments import Arguments, Upload
from .chats import ChatRecord, Message
from .markup import Formatted
from .rules import (
    CAPTION_LIMIT,
    DELETE_WITHIN,
    TEXT_LIMIT,
    UPLOAD_LIMIT,
    Json,
    Refusal,
    bad_request,
    check_buttons,
    check_length,
    formatted,
    keyboard,
)
from .world import World

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
SENT_BY_URL = {".pdf": "application/pdf", ".zip": "application/zip", ".gif": "image/gif"}


def reachable_chat(world: World, arguments: Arguments) -> ChatRecord:
    """The chat that is meant; raises Refusal when there is none or the bot can't reach it."""
    chat_id = arguments.text("chat_id").strip()
    if not chat_id:
        raise bad_request("chat_id is empty")
    chat = world.find_chat(chat_id)
    if chat is None:
        raise bad_request("chat not found")
    chat.check_reachable()
    return chat


def send_message(world: World, arguments: Arguments) -> Json:
    """A new message in the chat."""
    parsed, reply, buttons = _read_text(arguments), read_reply(arguments), read_buttons(arguments)
    chat = reachable_chat(world, arguments)
    return post(world, chat, arguments, parsed, reply, buttons, TEXT_LIMIT)


def send_document(world: World, arguments: Arguments) -> Json:
    """A new message with a file: uploaded, sent again by its file_id, or fetched from an address."""
    caption = formatted(arguments.text("caption"), arguments.text("parse_mode"))
    reply, buttons = read_reply(arguments), read_buttons(arguments)
    chat = reachable_chat(world, arguments)
    document = _document(world, arguments)
    attached: Json = {"document": document, "file": world.contents.get(document["file_id"], b"")}
    return post(world, chat, arguments, caption, reply, buttons, CAPTION_LIMIT, attached)


def edit_message_text(world: World, arguments: Arguments) -> Json:
    """The message with another text; without a keyboard in the call it loses the one it has."""
    parsed, buttons = _read_text(arguments), read_buttons(arguments)
    chat = reachable_chat(world, arguments)
    message = _own_message(chat, arguments, "edit")
    if message.document or message.photo:
        raise bad_request("there is no text in the message to edit")
    check_length(parsed)
    new: Json = {"text": parsed.text, "entities": parsed.entities, "html": arguments.text("text")}
    return _edited(world, chat, message, new, buttons)


def edit_message_reply_markup(world: World, arguments: Arguments) -> Json:
    """The message with other buttons, or none."""
    buttons = read_buttons(arguments)
    chat = reachable_chat(world, arguments)
    return _edited(world, chat, _own_message(chat, arguments, "edit"), {}, buttons)


def delete_message(world: World, arguments: Arguments) -> bool:
    """Takes a message away: the bot's own, or any where it is an administrator, within 48 hours."""
    chat = reachable_chat(world, arguments)
    message = chat.shown.get(arguments.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if world.clock() - message.sent_at > DELETE_WITHIN:
        raise bad_request("message can't be deleted for everyone")
    if not message.by_bot and chat.kind != "private" and chat.bot_status != "administrator":
        raise bad_request("message can't be deleted")
    del chat.shown[message.message_id]
    return True


def _read_text(arguments: Arguments) -> Formatted:
    if not arguments.text("text"):
        raise bad_request("message text is empty")
    return formatted(arguments.text("text"), arguments.text("parse_mode"))


def read_reply(arguments: Arguments) -> Json:
    """The `reply_parameters`; empty where it answers nothing. Raises Refusal."""
    reply = arguments.parsed("reply_parameters")
    if reply is None and arguments.get("reply_to_message_id"):
        return {"message_id": arguments.integer("reply_to_message_id")}
    if reply is not None and not (isinstance(reply, dict) and "message_id" in reply):
        raise bad_request("can't parse reply parameters JSON object")
    return reply or {}


def read_buttons(arguments: Arguments) -> list[list[Json]]:
    """The inline keyboard, row by row. Raises Refusal."""
    return keyboard(arguments.get("reply_markup"))


def post(
    world: World,
    chat: ChatRecord,
    arguments: Arguments,
    parsed: Formatted,
    reply: Json,
    buttons: list[list[Json]],
    limit: int,
    attached: Json | None = None,
) -> Json:
    """Puts a new message in the chat, once all is checked; `attached` is its file, by the name it has in a message."""
    thread = arguments.integer("message_thread_id") or None
    reply_to = _reply_target(chat, reply)
    chat.check_topic(thread)
    check_length(parsed, limit)
    _check_rights(chat, next((kind for kind in ("photo", "document") if kind in (attached or {})), ""))
    world.flood.admit(chat.id, world.clock())
    check_buttons(buttons)
    message = world.new_message(chat, by_bot=True, extra=_bot_as_sender(world, chat))
    message.text, message.entities, message.buttons = parsed.text, parsed.entities, buttons
    message.html = arguments.text("caption" if attached else "text")
    message.thread, message.reply_to = thread, reply_to
    for name, value in (attached or {}).items():
        setattr(message, name, value)
    message.silent = arguments.flag("disable_notification")
    message.link_preview = not (arguments.parsed("link_preview_options") or {}).get("is_disabled", False)
    chat.shown[message.message_id] = message
    return chat.message_json(message)


def _check_rights(chat: ChatRecord, attached: str = "") -> None:
    refusal = chat.file_refusal(attached) if attached else chat.rights_refusal()
    if refusal:
        raise refusal


def _reply_target(chat: ChatRecord, reply: Json) -> int | None:
    if not reply:
        return None
    target = int(reply["message_id"])
    if target in chat.shown:
        return target
    if not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return None


def _bot_as_sender(world: World, chat: ChatRecord) -> Json:
    return {"sender_chat": chat.to_json()} if chat.kind == "channel" else {"from": world.bot_json()}


def _own_message(chat: ChatRecord, arguments: Arguments, verb: str) -> Message:
    message = chat.shown.get(arguments.integer("message_id"))
    if message is None:
        raise bad_request(f"message to {verb} not found")
    if not message.by_bot:
        raise bad_request("message can't be edited")
    return message


def _edited(world: World, chat: ChatRecord, message: Message, new: Json, buttons: list[list[Json]]) -> Json:
    _check_rights(chat)
    world.flood.check(world.clock())  # edits wait out a freeze, but only new messages are counted
    check_buttons(buttons)
    same_text = all(getattr(message, name) == new[name] for name in ("text", "entities") if name in new)
    if same_text and message.buttons == buttons:
        raise bad_request(NOT_MODIFIED)
    message.changed(**new, buttons=buttons, edit_date=int(world.clock()))
    return chat.message_json(message)


def _document(world: World, arguments: Arguments) -> Json:
    """The `document` that is meant, kept so that its file_id can be sent again; raises Refusal."""
    given: Any = arguments.get("document")
    if isinstance(given, str) and given.startswith("attach://"):
        given = arguments.get(given.removeprefix("attach://"))
    if isinstance(given, Upload):
        kept = _kept(world, given.name, given.content_type, len(given.content))
        world.contents[kept["file_id"]] = given.content
        return kept
    if not given:
        raise bad_request("there is no document in the request")
    if given in world.files and "width" in world.files[given]:
        raise bad_request("can't use file of type Photo as Document")
    if given in world.files:
        return world.files[given]
    if urlsplit(str(given)).scheme not in ("http", "https"):
        raise bad_request("wrong file identifier/HTTP URL specified")
    if given in world.unreachable:
        raise bad_request("failed to get HTTP URL content")
    name = urlsplit(given).path.rpartition("/")[2]
    content_type = SENT_BY_URL.get(name[-4:].lower())
    if content_type is None:
        raise bad_request("wrong type of the web page content")
    return _kept(world, name, content_type, None)


def _kept(world: World, name: str, content_type: str, size: int | None) -> Json:
    if size is not None and size > UPLOAD_LIMIT:
        raise Refusal(413, "Request Entity Too Large")
    if size == 0:
        raise bad_request("file must be non-empty")
    number = len(world.files) + 1
    document: Json = {"file_id": f"BQACAgQAAx{number:08}", "file_unique_id": f"AgAD{number:08}"}
    document |= {"file_name": name, "mime_type": content_type} | ({} if size is None else {"file_size": size})
    world.files[document["file_id"]] = document
    return document

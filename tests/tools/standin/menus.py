"""The lists of commands people see when they type a slash, one for each scope and language."""

import json
import re
from typing import Any

from .arguments import Arguments
from .rules import Json, bad_request
from .world import World

COMMANDS_LIMIT = 100
DESCRIPTION_LIMIT = 256
NAME = re.compile(r"[a-z0-9_]{1,32}")
SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}


def set_my_commands(world: World, arguments: Arguments) -> bool:
    """Replaces the list of one scope and language."""
    commands = arguments.parsed("commands")
    if not isinstance(commands, list):
        raise bad_request("can't parse commands JSON object")
    if len(commands) > COMMANDS_LIMIT:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.menus[_place(world, arguments)] = [_checked(command) for command in commands]
    return True


def get_my_commands(world: World, arguments: Arguments) -> list[Json]:
    """The list of one scope and language, empty when none was set."""
    return world.menus.get(_place(world, arguments), [])


def delete_my_commands(world: World, arguments: Arguments) -> bool:
    """Takes one list away."""
    world.menus.pop(_place(world, arguments), None)
    return True


def _checked(command: Any) -> Json:
    if not isinstance(command, dict) or not {"command", "description"} <= command.keys():
        raise bad_request("can't parse BotCommand: BotCommand must be an Object")
    name, description = str(command["command"]).removeprefix("/"), str(command["description"])
    if not NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description.strip()) <= DESCRIPTION_LIMIT:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def _place(world: World, arguments: Arguments) -> tuple[str, str]:
    """The scope as one text, and the language; raises Refusal for scopes there are not."""
    scope = arguments.parsed("scope") or {"type": "default"}
    fields = SCOPES.get(scope.get("type", "")) if isinstance(scope, dict) else None
    if fields is None:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    if "chat_id" in fields and world.find_chat(str(scope.get("chat_id", ""))) is None:
        raise bad_request("chat not found")
    told = {name: str(scope.get(name, "")) for name in ("type", *fields)}
    return json.dumps(told, sort_keys=True), arguments.text("language_code")

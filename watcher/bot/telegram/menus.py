"""Sets the lists of commands people see when they type a slash: what members of a group may do, what everybody else
may, and what the watcher's administrators may."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import RetryAfter, TelegramError

from watcher.bot.commands.command_list import Command, commands_for
from watcher.bot.telegram.redaction import redact

log = logging.getLogger(__name__)


async def set_menus(bot: Bot, admins: Collection[int]) -> None:
    """Brings the lists up to date, where they are not; one that Telegram does not take is left for the next time."""
    everything = commands_for(is_admin=False).values()
    looking = [command for command in everything if command.only_looks]
    try:
        if await _set_menu(bot, BotCommandScopeDefault(), everything):
            await _set_menu(bot, BotCommandScopeAllGroupChats(), looking)
            await _set_menu(bot, BotCommandScopeAllChatAdministrators(), everything)
        for chat_id in admins:
            await _set_menu(bot, BotCommandScopeChat(chat_id), commands_for(is_admin=True).values())
    except RetryAfter as error:  # lists have a limit of their own, and can wait
        log.debug("The lists of commands are left for the next time: %s", redact(str(error)))


async def _set_menu(bot: Bot, scope: BotCommandScope, listed: Iterable[Command]) -> bool:
    """Replaces the list where it was another one; tells whether it was. Raises RetryAfter."""
    commands = tuple(BotCommand(command.name, command.line) for command in listed)
    try:
        return await bot.get_my_commands(scope) != commands and await bot.set_my_commands(commands, scope)
    except RetryAfter:
        raise
    except TelegramError as error:
        log.debug("A list of commands could not be set: %s", redact(str(error)))
        return False

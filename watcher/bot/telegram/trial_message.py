"""Sends one message at once, apart from the outbox: for an administrator who wants to know whether it arrives."""

from __future__ import annotations

import asyncio

from telegram import Bot, Message
from telegram.error import TelegramError

from watcher.bot.telegram.connection import open_bot
from watcher.bot.telegram.error_mapping import translate


def send_trial(token: str, url: str, chat_id: int, words: str) -> str:
    """Send the words, as they stand, and return what Telegram answered, in a line. Raises SendError and TokenError."""
    bot, broken = open_bot(token, url)
    if broken:
        raise broken
    try:
        sent = asyncio.run(_send(bot, chat_id, words))
    except TelegramError as error:
        raise translate(error) from error
    name = sent.chat.effective_name or "without a name"
    return f"Telegram took it: message {sent.message_id}, to “{name}” ({sent.chat.type}, {sent.chat.id})."


async def _send(bot: Bot, chat_id: int, words: str) -> Message:
    async with bot:
        return await bot.send_message(chat_id, words)

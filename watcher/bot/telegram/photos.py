"""Sends pictures: drawn beside the conversation, each with its words as the caption."""

from __future__ import annotations

import asyncio
import logging

from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from watcher.bot.pictures import draw
from watcher.bot.telegram.error_mapping import translate
from watcher.bot.telegram.redaction import redact
from watcher.bot.telegram.sender import keyboard
from watcher.core.alerts import Message
from watcher.core.errors import BadMessage
from watcher.core.grade_chart import GradeChart
from watcher.messages.splitting import in_plain_words
from watcher.messages.telegram_html import plain

log = logging.getLogger(__name__)

LONGEST_CAPTION = 1_000  # code points once parsed; Telegram takes 1,024 (facts/telegram.md, "Limits")
# The group lets its members write, but send no pictures; of `error_mapping` it would be a chat that is closed.
_NO_PHOTOS_HERE = ("rights to send photos", "rights to send media", "send_photos_forbidden", "send_media_forbidden")


def is_caption(html: str) -> bool:
    """Tells whether these words are short enough to stand under a picture."""
    return len(in_plain_words(html)) <= LONGEST_CAPTION


async def send_photo(bot: Bot, message: Message) -> int:
    """Draws the message's picture and sends it with its words, or where it has none with what describes the picture;
    returns its number in the chat. Raises SendError or TokenError; BadMessage where it is the picture that can't be
    drawn, or that the chat does not take."""
    chart = message.picture
    if chart is None:
        raise ValueError("a message without a picture")
    picture = await _drawn(chart)
    try:
        sent = await bot.send_photo(
            message.chat_id,
            picture,
            caption=message.html or plain(chart.alt).html,
            parse_mode=ParseMode.HTML,
            message_thread_id=message.thread_id or None,
            reply_markup=keyboard(message.buttons),
            filename="grades.png",
        )
    except TelegramError as error:
        if isinstance(error, BadRequest) and any(part in str(error).casefold() for part in _NO_PHOTOS_HERE):
            raise BadMessage(f"Telegram refused a picture: {redact(str(error))}") from error
        raise translate(error) from error
    return sent.message_id


async def _drawn(chart: GradeChart) -> bytes:
    """Draws it in a thread of its own, so that nobody else waits. Raises BadMessage."""
    try:
        return await asyncio.to_thread(draw, chart)
    except Exception as error:  # whatever Pillow raises: the words are there still
        log.debug("Where the drawing failed", exc_info=True)
        raise BadMessage(f"a picture could not be drawn: {type(error).__name__}: {error}") from error

"""Sends files of papers that are kept, each uploaded once and then sent again by the number that Telegram gave it."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path

from telegram import Bot
from telegram import Message as Sent
from telegram.constants import ParseMode
from telegram.error import BadRequest, NetworkError, TelegramError

from watcher.bot.telegram.error_mapping import translate
from watcher.bot.telegram.redaction import redact
from watcher.bot.telegram.sender import keyboard
from watcher.core.alerts import Message
from watcher.core.errors import BadMessage
from watcher.core.papers import LARGEST_SENT, PaperFile

# The group lets its members write, but send no files; of `error_mapping` it would be a chat that is closed.
_NO_FILES_HERE = ("rights to send documents", "rights to send media", "send_docs_forbidden", "send_media_forbidden")
_NO_SUCH_NUMBER = ("wrong file identifier", "file_reference", "wrong remote file")
_TOO_LARGE = ("request entity too large", "too large", "file is too big")


class PaperSender:
    """Sends what lies in this folder, each file under its SHA-256; without a folder nothing can be sent."""

    def __init__(self, bot: Bot, folder: Path | None) -> None:
        self._bot, self._folder = bot, folder
        self._numbers: dict[str, str] = {}

    async def send(self, message: Message, file: PaperFile) -> int:
        """Sends the file with the message's words as its caption; returns its number in the chat. Raises SendError or
        TokenError; BadMessage where it is the file that can't be had, or that the chat does not take."""
        try:
            if number := self._numbers.get(file.sha256):
                try:
                    return (await self._call(message, file, number)).message_id
                except BadRequest as error:
                    if not _says(error, _NO_SUCH_NUMBER):
                        raise
            sent = await self._call(message, file, await asyncio.to_thread(self._bytes, file.sha256))
        except TelegramError as error:
            if isinstance(error, BadRequest | NetworkError) and _says(error, (*_NO_FILES_HERE, *_TOO_LARGE)):
                raise BadMessage(f"Telegram refused a file: {redact(str(error))}") from error
            raise translate(error) from error
        if sent.document:
            self._numbers[file.sha256] = sent.document.file_id
        return sent.message_id

    async def _call(self, message: Message, file: PaperFile, document: str | bytes) -> Sent:
        return await self._bot.send_document(
            message.chat_id,
            document,
            caption=message.html,
            parse_mode=ParseMode.HTML,
            message_thread_id=message.thread_id or None,
            reply_markup=keyboard(message.buttons),
            filename=file.name,
        )

    def _bytes(self, sha256: str) -> bytes:
        """Reads the file. Raises BadMessage for one that is not there, too large, or no longer what it was."""
        if not self._folder:
            raise BadMessage("no files are kept")
        path = self._folder / sha256
        try:
            if path.stat().st_size > LARGEST_SENT:
                raise BadMessage(f"{path} is too large for Telegram")
            body = path.read_bytes()
        except OSError as error:
            raise BadMessage(f"{path} can't be read: {error.strerror}") from error
        if hashlib.sha256(body).hexdigest() != sha256:
            raise BadMessage(f"{path} is no longer what was kept; `watcher papers --verify` shows which files are")
        return body


def _says(error: TelegramError, parts: tuple[str, ...]) -> bool:
    said = str(error).casefold()
    return any(part in said for part in parts)

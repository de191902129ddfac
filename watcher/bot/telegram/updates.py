"""Reads updates: turns what Telegram sent into something that was asked, or news about a chat."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from telegram import (
    CallbackQuery,
    Chat,
    ChatMemberUpdated,
    MaybeInaccessibleMessage,
    Message,
)
from telegram.constants import ChatMemberStatus

from watcher.bot.commands.callbacks import is_of_alert
from watcher.core.chats import ChatKind, Request

_INSIDE = (ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.RESTRICTED, ChatMemberStatus.OWNER)


@dataclass(frozen=True, slots=True)
class IncomingRequest:
    """Holds what was asked, and by whom as far as it matters for the answer."""

    request: Request
    at: datetime
    user_id: int = 0
    speaks_for_chat: bool = False
    """A private chat, a channel post, or an anonymous administrator: no need to ask for rights."""
    tap_id: str = ""
    telegram_id: int = 0
    """The message under the tapped button."""
    on_message: bool = True
    """Whether the message carries that button. Nobody can tell of one that Telegram no longer shows us: then not."""
    under_alert: bool = False
    """Whether the message is an alert or an alarm, which no view may take the place of."""


def from_message(message: Message, bot_name: str, admins: Collection[int]) -> IncomingRequest | None:
    """Reads what somebody wrote; a photo or the like counts as an empty text. None for what Telegram itself says there:
    a pin, a boost, a timer, whatever it thinks of next."""
    if not message.text and not _is_sent_by_somebody(message):
        return None
    asked = Request(
        message.chat.id,
        _kind(message.chat),
        text="" if _passed_on(message) else message.text or "",
        thread_id=_thread(message),
        is_admin=message.chat.id in admins,
        bot_name=bot_name,
        passed_on=_passed_on(message),
        addressed=_is_addressed(message, bot_name),
    )
    itself = message.sender_chat is not None and message.sender_chat.id == message.chat.id
    user_id = message.from_user.id if message.from_user else 0
    return IncomingRequest(asked, message.date, user_id, speaks_for_chat=itself or message.chat.type == Chat.PRIVATE)


def _is_sent_by_somebody(message: Message) -> bool:
    if message.successful_payment or message.passport_data:  # asked first: as attachments they are deprecated
        return False
    return bool(message.effective_attachment)


def from_callback(
    query: CallbackQuery, bot_name: str, admins: Collection[int], now: datetime
) -> IncomingRequest | None:
    """Reads which button somebody tapped; None for one without a message, which we never send."""
    if query.message is None:
        return None
    chat = query.message.chat
    asked = Request(
        chat.id,
        _kind(chat),
        button=query.data or "?",
        thread_id=_thread(query.message) if isinstance(query.message, Message) else 0,
        is_admin=chat.id in admins,
        bot_name=bot_name,
    )
    carried = _carried(query.message)
    return IncomingRequest(
        asked,
        now,
        query.from_user.id,
        speaks_for_chat=chat.type == Chat.PRIVATE,
        tap_id=query.id,
        telegram_id=query.message.message_id,
        on_message=query.data in carried,
        under_alert=any(is_of_alert(data) for data in carried),
    )


def _carried(message: MaybeInaccessibleMessage) -> list[str]:
    """Lists what the buttons under the message carry; nothing where Telegram no longer shows it to us."""
    keyboard = message.reply_markup if isinstance(message, Message) else None
    rows = keyboard.inline_keyboard if keyboard else ()
    return [button.callback_data for row in rows for button in row if isinstance(button.callback_data, str)]


def _passed_on(message: Message) -> bool:
    """Tells whether somebody else's words are passed on: forwarded (older servers say only when), or sent through a
    bot."""
    forwarded = message.forward_origin or message.is_automatic_forward or "forward_date" in message.api_kwargs
    return bool(forwarded or message.via_bot)


def _is_addressed(message: Message, bot_name: str) -> bool:
    """Tells whether the bot is mentioned, or one of its messages replied to."""
    replied = message.reply_to_message
    author = replied.from_user.username if replied and replied.from_user else None
    words = (word.strip(",:.!?()") for word in (message.text or "").casefold().split())
    return bool(bot_name) and ((author or "").casefold() == bot_name.casefold() or f"@{bot_name.casefold()}" in words)


def presence(update: ChatMemberUpdated) -> Literal["gone", "added", "here"]:
    """Tells how the bot stands in a chat now: put out or blocked, just let in, or in as before."""
    if update.new_chat_member.status not in _INSIDE:
        return "gone"
    return "here" if update.old_chat_member.status in _INSIDE else "added"


def _kind(chat: Chat) -> ChatKind:
    return cast("ChatKind", str(chat.type))


def _thread(message: Message) -> int:
    return (message.message_thread_id or 0) if message.is_topic_message else 0

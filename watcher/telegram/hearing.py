"""Reads updates: what Telegram sent becomes something that was asked, or news about a chat."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from telegram import CallbackQuery, Chat, ChatMemberUpdated, Message, PassportData, SuccessfulPayment
from telegram.constants import ChatMemberStatus

from watcher.commands import Asked
from watcher.commands.parts import ChatKind

_INSIDE = (ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.RESTRICTED, ChatMemberStatus.OWNER)


@dataclass(frozen=True, slots=True)
class Heard:
    """What was asked, and by whom as far as it matters for the answer."""

    asked: Asked
    at: datetime
    user_id: int = 0
    speaks_for_chat: bool = False
    """A private chat, a channel post, or an anonymous administrator: no need to ask for rights."""
    tap_id: str = ""
    telegram_id: int = 0
    """The message under the tapped button."""


def typed(message: Message, bot_name: str, admins: Collection[int]) -> Heard | None:
    """What somebody wrote; a photo or the like counts as an empty text. None for what Telegram itself says there: a
    pin, a boost, a timer, whatever it thinks of next."""
    if not message.text and not _is_sent_by_somebody(message):
        return None
    asked = Asked(
        message.chat.id,
        _kind(message.chat),
        text=message.text or "",
        thread_id=_thread(message),
        is_admin=message.chat.id in admins,
        bot_name=bot_name,
    )
    itself = message.sender_chat is not None and message.sender_chat.id == message.chat.id
    user_id = message.from_user.id if message.from_user else 0
    return Heard(asked, message.date, user_id, speaks_for_chat=itself or message.chat.type == Chat.PRIVATE)


def _is_sent_by_somebody(message: Message) -> bool:
    sent = message.effective_attachment
    return bool(sent) and not isinstance(sent, SuccessfulPayment | PassportData)


def tapped(query: CallbackQuery, bot_name: str, admins: Collection[int], now: datetime) -> Heard | None:
    """Which button somebody tapped; None for one without a message, which we never send."""
    if query.message is None:
        return None
    chat = query.message.chat
    asked = Asked(
        chat.id,
        _kind(chat),
        button=query.data or "?",
        thread_id=_thread(query.message) if isinstance(query.message, Message) else 0,
        is_admin=chat.id in admins,
        bot_name=bot_name,
    )
    private = chat.type == Chat.PRIVATE
    return Heard(asked, now, query.from_user.id, private, query.id, query.message.message_id)


def presence(update: ChatMemberUpdated) -> Literal["gone", "added", "here"]:
    """How the bot stands in a chat now: put out or blocked, just let in, or in as before."""
    if update.new_chat_member.status not in _INSIDE:
        return "gone"
    return "here" if update.old_chat_member.status in _INSIDE else "added"


def _kind(chat: Chat) -> ChatKind:
    return cast("ChatKind", str(chat.type))


def _thread(message: Message) -> int:
    return (message.message_thread_id or 0) if message.is_topic_message else 0

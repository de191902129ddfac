"""Turns Telegram's errors into ours; the only place that does."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from watcher.bot.telegram.redaction import redact
from watcher.core.errors import (
    BadMessage,
    ChatClosed,
    ChatGone,
    ChatMoved,
    NotSent,
    SendError,
    ServerTrouble,
    TokenError,
    TopicGone,
    TryLater,
    Unsure,
    WatcherError,
)

# Somebody decided so, and only somebody's deciding otherwise brings the chat back.
_CHAT_IS_GONE = (
    "blocked by the user", "user_is_blocked", "user is deactivated", "user_deactivated", "bot was kicked",
    "is not a member of", "group chat was deleted", "group chat was deactivated", "can't initiate conversation",
    "can't send messages to bots", "can't send messages to the bot",
)  # fmt: skip
# It may pass: a right comes back, a group is no longer muted, Telegram finds the chat again.
_CHAT_IS_CLOSED = (
    "chat not found", "peer_id_invalid", "chat_id_invalid", "chat_write_forbidden", "not enough rights",
    "have no rights to send", "need administrator rights", "channel_private", "channel_invalid", "chat_restricted",
    "chat_admin_required", "user_restricted", "user_banned_in_channel", "chat_send_", "upgraded to a supergroup",
    "chat is deactivated", "chat_guest_send_forbidden", "allow_payment_required",
)  # fmt: skip
_TOPIC_IS_CLOSED = ("message thread not found", "topic_closed", "topic_deleted")
_NO_JSON = ". Parsing the server response"
"""How python-telegram-bot begins to quote a page that is no answer of Telegram's."""
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
_NEVER_LEFT = {"ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError", "UnsupportedProtocol"}


def translate(error: TelegramError, environ: Mapping[str, str] = os.environ) -> WatcherError:
    """Returns a SendError, or TokenError, by the table "Error to action" of facts/telegram.md, in its order, as
    docs/adr/0019 corrects it. `environ`: where a proxy may stand that the call went by."""
    words = redact(" ".join(str(error).split())) or type(error).__name__
    if isinstance(error, RetryAfter):
        wait = error.retry_after
        seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
        return TryLater(f"Telegram wants no call for {seconds:.0f} s", seconds)
    if isinstance(error, ChatMigrated):
        return ChatMoved("Telegram: the group became a supergroup", error.new_chat_id)
    if isinstance(error, Forbidden):
        return _ended(words) or ChatClosed(f"Telegram: {words}")
    if isinstance(error, BadRequest):
        return _refused(words)
    if isinstance(error, InvalidToken | EndPointNotFound):
        return TokenError(
            "Telegram does not know this bot token; check TELEGRAM_BOT_TOKEN (BotFather shows it with /token), "
            "and TELEGRAM_API_URL where it is set"
        )
    cause = error.__cause__
    if isinstance(cause, UnicodeError):
        return BadMessage(f"the message can't be put into UTF-8: {words}")
    if type(cause).__name__ in _NEVER_LEFT:  # by name: httpx is python-telegram-bot's own business
        return NotSent(f"Telegram can't be reached: {words}{_by_a_proxy(environ)}")
    if isinstance(error, NetworkError) and (cause is None or isinstance(cause, TelegramError)):  # an answer, then
        return ServerTrouble(f"Telegram is in trouble itself: {words.partition(_NO_JSON)[0]}")
    return Unsure(f"Telegram's answer was not seen: {words}")


def _by_a_proxy(environ: Mapping[str, str]) -> str:
    """Names the variables whose proxy may be what can't be reached; their values may hold a password."""
    names = [spelt for name in PROXIES for spelt in (name.lower(), name) if environ.get(spelt)]
    return (
        f" (asked by the proxy of {' or '.join(names)} in the environment, as far as NO_PROXY lets it)" if names else ""
    )


def _refused(words: str) -> SendError:
    said = words.casefold()
    if gone := _ended(words):
        return gone
    if any(part in said for part in _CHAT_IS_CLOSED):
        return ChatClosed(f"Telegram: {words}")
    if any(part in said for part in _TOPIC_IS_CLOSED):
        return TopicGone(f"Telegram: {words}")
    return BadMessage(f"Telegram refused a message: {words}")


def _ended(words: str) -> ChatGone | None:
    said = words.casefold()
    return ChatGone(f"Telegram: {words}") if any(part in said for part in _CHAT_IS_GONE) else None

"""The methods the stand-in has; any other name is answered with 404."""

from collections.abc import Callable
from typing import Any

from . import asking, menus, photos, sending
from .arguments import Arguments
from .world import World

METHODS: dict[str, Callable[[World, Arguments], Any]] = {
    "getMe": asking.get_me,
    "getUpdates": asking.get_updates,
    "setWebhook": asking.set_webhook,
    "deleteWebhook": asking.delete_webhook,
    "getWebhookInfo": asking.get_webhook_info,
    "answerCallbackQuery": asking.answer_callback_query,
    "getChat": asking.get_chat,
    "getChatMember": asking.get_chat_member,
    "getChatAdministrators": asking.get_chat_administrators,
    "sendChatAction": asking.send_chat_action,
    "leaveChat": asking.leave_chat,
    "sendMessage": sending.send_message,
    "sendDocument": sending.send_document,
    "sendPhoto": photos.send_photo,
    "editMessageText": sending.edit_message_text,
    "editMessageReplyMarkup": sending.edit_message_reply_markup,
    "deleteMessage": sending.delete_message,
    "setMyCommands": menus.set_my_commands,
    "getMyCommands": menus.get_my_commands,
    "deleteMyCommands": menus.delete_my_commands,
}

NAMES = {name.lower(): name for name in METHODS}

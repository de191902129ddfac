"""PURE: answers /id: the number by which Telegram knows this chat, which an administrator needs before all else."""

from __future__ import annotations

from watcher.bot.commands.context import Reply, RequestContext
from watcher.messages.telegram_html import code, join
from watcher.messages.texts import chat_id as texts
from watcher.messages.texts.format import fill


def chat_id(context: RequestContext, words: str) -> Reply:
    """Says the chat's number to anybody who asks there, and the forum topic's where it is asked in one."""
    asked = context.request
    lines = [fill(texts.THIS_CHAT, number=code(str(asked.chat_id)))]
    if asked.thread_id:
        lines.append(fill(texts.THIS_TOPIC, number=code(str(asked.thread_id))))
    return Reply(join(lines, " ").html)

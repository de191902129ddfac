"""Talks to Telegram: the only package that knows python-telegram-bot, and the only one that is asynchronous inside."""

from __future__ import annotations

from watcher.bot.telegram.client import Telegram

__all__ = ["Telegram"]

"""Telegram: the only package that knows python-telegram-bot, and the only one that is asynchronous inside. Importing
it loads neither; `watcher.telegram.bot` does."""

from __future__ import annotations

import logging
import os
import re

# python-telegram-bot reads this when it is used: moments of waiting come as timedeltas (facts/telegram.md).
os.environ.setdefault("PTB_TIMEDELTA", "1")

# The first two log every URL, and with it the token, at INFO; the last a traceback for each page of a gateway.
for _name, _level in (("httpx", logging.WARNING), ("httpcore", logging.WARNING), ("telegram", logging.CRITICAL)):
    logging.getLogger(_name).setLevel(_level)

_TOKEN = re.compile(r"\d+:[\w-]{30,}")


def redact(words: str) -> str:
    """The text without anything that looks like a bot's token."""
    return _TOKEN.sub("(token)", words)

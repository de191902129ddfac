"""Keeps the token out of logs and errors, and python-telegram-bot from telling what we tell ourselves; imported before
it."""

from __future__ import annotations

import logging
import os

from watcher.core.text import masked as redact

__all__ = ["redact"]

# python-telegram-bot reads this when it makes its errors: how long to wait comes as a timedelta (facts/telegram.md).
os.environ.setdefault("PTB_TIMEDELTA", "1")

# The first two log every URL, and with it the token, at INFO; the last a traceback for each page of a gateway.
for _name, _level in (("httpx", logging.WARNING), ("httpcore", logging.WARNING), ("telegram", logging.CRITICAL)):
    logging.getLogger(_name).setLevel(_level)

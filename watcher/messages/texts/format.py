"""PURE: puts values into a sentence."""

from __future__ import annotations

from string import Formatter

from watcher.messages.telegram_html import TelegramHtml, one_line, own, plain


def fill(template: str, /, **values: TelegramHtml | str) -> TelegramHtml:
    """Returns the sentence, whose own commands can be tapped, with its values put in: one that is not styled yet may be
    anybody's words, and is cleaned."""
    whole = TelegramHtml()
    for words, name, _, _ in Formatter().parse(template):
        whole += own(words)
        if name is not None:
            value = values[name]
            whole += value if isinstance(value, TelegramHtml) else plain(one_line(value))
    return whole

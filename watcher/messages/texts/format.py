"""PURE: puts values into a sentence."""

from __future__ import annotations

import gettext
from string import Formatter

from watcher.messages.telegram_html import TelegramHtml, one_line, own, plain


def fill(template: str, /, **values: TelegramHtml | str) -> TelegramHtml:
    """The sentence, whose own commands can be tapped, with its values put in: one that is not styled yet may be
    anybody's words, and is cleaned."""
    whole = TelegramHtml()
    for words, name, _, _ in Formatter().parse(template):
        whole += own(words)
        if name is not None:
            value = values[name]
            whole += value if isinstance(value, TelegramHtml) else plain(one_line(value))
    return whole


LANGUAGE = "en_GB"
_FOLDER = __file__.rpartition("messages")[0] + "locale"
_CATALOGUE = gettext.translation("watcher", _FOLDER, [LANGUAGE], fallback=True)


def translated(words: str) -> str:
    """The sentence in the language that is spoken; as it is where there is no other. Called `_` where sentences are, so
    that `make texts` finds them."""
    return _CATALOGUE.gettext(words)

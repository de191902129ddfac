"""PURE: puts values into a sentence."""

from __future__ import annotations

from string import Formatter

from watcher.styled import Styled, clean, own, plain


def say(template: str, /, **values: Styled | str) -> Styled:
    """The sentence, whose own commands can be tapped, with its values put in: one that is not styled yet may be
    anybody's words, and is cleaned."""
    whole = Styled()
    for words, name, _, _ in Formatter().parse(template):
        whole += own(words)
        if name is not None:
            value = values[name]
            whole += value if isinstance(value, Styled) else plain(clean(value))
    return whole

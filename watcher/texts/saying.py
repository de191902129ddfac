"""PURE: puts values into a sentence."""

from __future__ import annotations

from string import Formatter

from watcher.styled import Styled, clean, plain


def say(template: str, /, **values: Styled | str) -> Styled:
    """The sentence with its values put in; a value that is not styled yet is cleaned and escaped."""
    whole = Styled()
    for words, name, _, _ in Formatter().parse(template):
        whole += plain(words)
        if name is not None:
            value = values[name]
            whole += value if isinstance(value, Styled) else plain(clean(value))
    return whole

"""PURE: says what is found by words of somebody's own."""

from __future__ import annotations

import re

from watcher.messages.buttons import LONGEST_LABEL
from watcher.messages.telegram_html import one_line
from watcher.messages.texts import conversation as texts
from watcher.rules.matching import own_words

LONGEST_WORDS = 200  # longer than any that is taken: a button may name what an older version took
MOST_PLURALS = 3
_A_PLURAL = re.compile(r"[^\Wsui]s\W*$", re.IGNORECASE)
"""How a plural ends, `breaks`, `EHCPs`; not `bus`, `class`, `crisis`."""


def about_own_words(words: str) -> str:
    """Says what is found by words of one's own, with the plurals they find too; a name has none worth saying, nor has
    what is a plural."""
    wanted = (
        phrase
        for phrase in own_words(words[:LONGEST_WORDS])
        if phrase.plural and not _is_name(phrase.as_written) and not _A_PLURAL.search(phrase.as_written)
    )
    plurals = [one_line(phrase.plural, LONGEST_LABEL) for phrase in wanted]
    if not plurals:
        return texts.ABOUT_OWN_WORDS
    return f"{texts.ABOUT_OWN_WORDS} {texts.FINDS_PLURALS.format(plurals=', '.join(plurals[:MOST_PLURALS]))}"


def _is_name(words: str) -> bool:
    """Tells whether the last word is written as a name is: `Tey`, but not `tribunal` or `EHCP`."""
    last = words.split()[-1]
    return last[:1].isupper() and last[1:].islower()

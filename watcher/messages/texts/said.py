"""PURE: tells what /said says."""

from __future__ import annotations

SAID = "Said of {words}, the newest first"
LINE = "{day}, {body}: {where}“{words}”"
IN_REPLACED = "{line} (in the version of {day}, since replaced)"
IN_WITHDRAWN = "{line} (in the version of {day}, since withdrawn)"
PAGE = "{title}, p. {page}"
FURTHER = "{search} finds every document with these words."
NOT_FOUND = "No sentence that I have read holds all of {words}."
FEWER = "Fewer words find more; {search} looks for documents in which they stand anywhere."
HOW = "Say which words, as in {example}: I look for sentences with all of them in papers, letters, decisions and news."
MENU_SAID = "who said what and when, sentence by sentence"

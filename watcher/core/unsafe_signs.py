"""PURE: signs of strangers' texts that would command a terminal, turn a line round or break it."""

from __future__ import annotations

import re

# Control characters but for tab and line feed (U+009B begins a sequence as ESC [ does), marks of direction, what nobody
# sees, and half characters that can't be written at all.
UNSAFE = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e0fff"
)
ANY_UNSAFE = re.compile(f"[{UNSAFE}]+")

"""Reads the small languages of the config: durations, sizes, times of day, ids, each from text to a value.

Every function raises ValueError with the words that follow a key's name: "must be ..., not 'this'"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import time, timedelta
from difflib import get_close_matches
from zoneinfo import ZoneInfo, available_timezones

from watcher.core.text import masked

DURATION = r"^[0-9]{1,6}[smhd]$"
SIZE = r"^[0-9]{1,9}(B|KB|MB|GB)$"
CLOCK = r"^([01]?[0-9]|2[0-3]):[0-5][0-9]$"
WEEKLY = r"^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([01]?[0-9]|2[0-3]):[0-5][0-9]$"
# At most 40: it travels in a button's data and in a link's start parameter, each of 64 (facts/telegram.md, "Limits").
ID = r"^[a-z0-9][a-z0-9-]{0,39}$"

SOONEST, LONGEST = timedelta(minutes=1), timedelta(days=3_650)
"""Between two visits of a source."""
LONGEST_WAIT = timedelta(hours=1)
"""For a site, or between two requests to it."""
LARGEST_PAGE = 2_000_000_000
"""Bytes."""
SLOWEST_RATE = 0.1
"""Messages a second."""
LONGEST_NAME = 100
LARGEST_CHAT = 2**52
"""Telegram's chats have numbers of 52 bits at most (facts/telegram.md)."""

WHERE_IT_BELONGS = "it belongs in TELEGRAM_BOT_TOKEN, never in a file of the config"

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_BYTES = {"B": 1, "KB": 1000, "MB": 1000**2, "GB": 1000**3}
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def duration(text: object) -> timedelta:
    """Read a duration: `90s`, `30m`, `6h` or `2d`."""
    if not isinstance(text, str) or not re.match(DURATION, text):
        raise ValueError(f"must be a duration such as 90s, 30m, 6h or 2d, not {shown(text)}")
    return timedelta(**{_UNITS[text[-1]]: int(text[:-1])})


def wait(text: object) -> timedelta:
    """Read a duration for which a run may wait."""
    value = duration(text)
    if value > LONGEST_WAIT:
        raise ValueError(f"must be at most 1h, not {shown(text)}")
    return value


def some_wait(text: object) -> timedelta:
    """Read a duration for which a run may wait, and that is not nought."""
    return _not_nought(wait(text), text)


def some_time(text: object) -> timedelta:
    """Read a duration that is not nought."""
    return _not_nought(duration(text), text)


def often(text: object) -> timedelta:
    """Read how often something is done: a duration that a calendar can hold."""
    value = some_time(text)
    if value > LONGEST:
        raise ValueError(f"must be at most {LONGEST.days}d, not {shown(text)}")
    return value


def polite(text: object) -> timedelta:
    """Read how often another's site is visited: at most once a minute."""
    value = often(text)
    if value < SOONEST:
        raise ValueError(f"must be at least 1m, not {shown(text)}: no site is asked more often")
    return value


def _not_nought(value: timedelta, text: object) -> timedelta:
    if not value:
        raise ValueError(f"must be more than nothing, such as 90s or 30m, not {shown(text)}")
    return value


def size(text: object) -> int:
    """Read a size such as `25MB`, in bytes."""
    value = _bytes(text)
    if not value:
        raise ValueError(f"must be a size such as 500KB or 25MB, not {shown(text)}")
    if value > LARGEST_PAGE:
        raise ValueError(f"must be at most 2GB, not {shown(text)}")
    return value


def space(text: object) -> int:
    """Read how much room something may take on the disk, such as `2GB`, in bytes; `0B` is none."""
    value = _bytes(text)
    if value is None:
        raise ValueError(f"must be a size such as 500MB or 2GB, or 0B for none, not {shown(text)}")
    return value


def _bytes(text: object) -> int | None:
    found = re.match(SIZE, text) if isinstance(text, str) else None
    return int(found[0][: -len(found[1])]) * _BYTES[found[1]] if found else None


def clock(text: object) -> time:
    """Read a time of day: `07:30`."""
    if not isinstance(text, str) or not re.match(CLOCK, text):
        raise ValueError(f'must be a time of day such as "07:30", not {shown(text)}')
    hour, minute = text.split(":")
    return time(int(hour), int(minute))


def weekly(text: object) -> tuple[int, time]:
    """Read `Sat 09:00`: the day of the week (Monday is 0) and the time."""
    day, _, at = text.strip().partition(" ") if isinstance(text, str) else ("", "", "")
    short = day[:3].capitalize()
    if short not in _DAYS or not re.match(CLOCK, at.strip()):
        raise ValueError(f'must be a day and a time such as "Sat 09:00", not {shown(text)}')
    return _DAYS.index(short), clock(at.strip())


def zone(text: object) -> ZoneInfo:
    """Read the name of a time zone, such as `Europe/London`."""
    try:
        return ZoneInfo(str(text))
    except (LookupError, ValueError, OSError) as error:
        raise ValueError(
            f"must be a time zone such as Europe/London, not {shown(text)}{meant(str(text), available_timezones())}"
        ) from error


def pattern(text: object) -> str:
    """Check a regular expression, such as `Last updated: .*`, and return its text."""
    try:
        re.compile(str(text))
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(
            f"must hold regular expressions such as 'Last updated .*', not {shown(text)}: {error}"
        ) from error
    return str(text)


def rate(text: object) -> float:
    """Read a number of messages a second. Telegram refuses more than about 30 over all chats (facts/telegram.md,
    "Limits")."""
    try:
        value = float(str(text))
    except ValueError:
        value = 0
    if not 0 < value <= 30:
        raise ValueError(f"must be a number above 0 and up to 30, not {shown(text)}")
    if value < SLOWEST_RATE:
        raise ValueError(f"must be at least {SLOWEST_RATE}, not {shown(text)}")
    return value


def port(text: object) -> int:
    """Read a TCP port that any user may open."""
    value = int(str(text)) if re.fullmatch(r"[0-9]{1,5}", str(text)) else 0
    if not 1024 <= value <= 65_535:
        raise ValueError(f"must be a port from 1024 to 65535, not {shown(text)}")
    return value


def chat(text: object) -> int:
    """Read the number of a chat in Telegram: of a person, or below 0 of a group or channel."""
    if not re.fullmatch(r"-?[0-9]+", str(text)):
        raise ValueError(f"must be a whole number, not {shown(text)}")
    number = int(str(text)) if len(str(text)) <= 17 else LARGEST_CHAT
    if not 0 < abs(number) < LARGEST_CHAT:
        hint = "; no chat has so long a number: was it pasted twice?" if number else ""
        raise ValueError(f"must be a chat's number, such as 123456789 or -1001234567890, not {shown(text)}{hint}")
    return number


def working_days(text: object) -> int:
    """Read a number of working days before a meeting."""
    value = int(str(text)) if re.fullmatch(r"[0-9]{1,2}", str(text)) else 0
    if not 1 <= value <= 60:
        raise ValueError(f"must be a whole number of working days from 1 to 60, not {shown(text)}")
    return value


def name(text: object) -> str:
    """Check a name that people read in a message or on a button: one line, and short enough for either."""
    words = text.strip() if isinstance(text, str) else ""
    if not words:
        raise ValueError(f"must be text that is not empty, not {shown(text)}")
    if len(words) > LONGEST_NAME:
        raise ValueError(f"must be at most {LONGEST_NAME} letters long, not {shown(text)}")
    if "\n" in words:
        raise ValueError(f"must be one line, not {shown(text)}")
    return words


def folder(text: object) -> str:
    """Check the name of a folder that the program fills by itself: it must not be the root of everything."""
    words = text.strip() if isinstance(text, str) else ""
    if not words.strip("/."):
        raise ValueError(f"must be a folder of its own, such as /srv/www/watcher, not {shown(text)}")
    return words


def phrase(text: object) -> str:
    """Check a phrase that is looked for in texts."""
    words = text.strip() if isinstance(text, str) else ""
    if not any(map(str.isalnum, words)):
        raise ValueError(f"must hold phrases of letters or digits, not {shown(text)}")
    return words


def identity(text: object) -> str:
    """Check an id, by which memory, commands and links name a source or a topic."""
    if not isinstance(text, str) or not re.match(ID, text):
        raise ValueError(
            f"must be at most 40 lower-case letters, digits and hyphens, and begin with no hyphen, not {shown(text)}"
        )
    if text == "all":
        raise ValueError("must not be 'all', which is the word for everything")
    return text


def unprintable(text: str) -> str:
    """Return the name of the first sign that no text has and that no message, database or header takes; "" where there
    is none."""
    for sign in text:
        if unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\t\n":
            return f"U+{ord(sign):04X}"
    return ""


def shown(value: object) -> str:
    """Quote a wrong value as a problem shows it: short, and never a token."""
    if isinstance(value, dict):
        return "`key: value` lines"
    if isinstance(value, list | tuple):
        return "a list" if value else "an empty list"
    words = masked(str(value))
    return f"'{words[:60]}…'" if len(words) > 60 else f"'{words}'"


def meant(wrong: str, known: Iterable[str]) -> str:
    """Write `; did you mean 'this'?` where one of the known words is close; "" where none is."""
    close = get_close_matches(wrong, sorted(known), n=1)
    return f"; did you mean '{close[0]}'?" if close else ""

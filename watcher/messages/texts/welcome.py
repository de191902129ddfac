"""PURE: tells what a new follower is told at once: when and how much will come, what was last, what is next."""

from __future__ import annotations

AT_ONCE = "at once; between {night} and {morning} without sound"
TOGETHER = "together, {often}; what can't wait, such as a meeting that is moved or called off, at once"
MUCH = "{much}, {when}."
MORE_A_DAY = "More than {count} a day"
A_DAY = ("About one a day", "About {count} a day")
A_WEEK = ("About one a week", "About {count} a week")
A_MONTH = ("About one a month", "About {count} a month")
NOTHING_LATELY = (
    "Nothing of this was found in the last {days} days, so it may be quiet for a while. What comes, comes {when}."
)
TOO_EARLY = "I have only just begun to read, so I can't say yet how much will come. What comes, comes {when}."

LAST = "The last that came of it:"
LAST_ONE = "• {line}"
NOTHING_YET = "Nothing of it has come yet."
NEXT_MEETING = "Next meeting: {meeting}, {when}"
NO_MEETING_YET = "No coming meeting of it is known yet."

CHANGE_LINE = "{news} – {source}, {when}"
OF_MEETING = "meeting of {day}"

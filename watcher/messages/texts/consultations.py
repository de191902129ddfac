"""PURE: tells what is said of consultations."""

from __future__ import annotations

CLOSES = "It closes on {day}."
OPENED = "opened {day}"
ASKED = "Who is asked: {who}."
NEWS_SOON = ": closes on {day}"
NEWS_MOVED = ": now closes on {day}"
NEWS_RESULTS = ": its results are published"
YOU_SAID = "What people said: “{words}”"
WE_DID = "What follows, in their words: “{words}”"
HEADING = "Consultations"
LINE = "{title}, closes on {day}"
LINE_OPEN = "{title}, open"
MORE = "… and {count} more"

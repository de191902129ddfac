"""PURE: tells what is said of consultations."""

from __future__ import annotations

CLOSES = "It closes on {day}."
OPENED = "opened {day}"
ASKED = "Who is asked: {who}."
NEWS_SOON = ": closes on {day}"
NEWS_MOVED = ": now closes on {day}"
HEADING = "Consultations"
LINE = "{title}, closes on {day}"
LINE_OPEN = "{title}, open"
MORE = "… and {count} more"

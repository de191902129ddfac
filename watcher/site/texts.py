"""Holds the words of feeds, calendars and open data."""

from __future__ import annotations

ALL_CHANGES = "Everything that is new or changed"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
RIGHTS = "Facts and links: CC BY 4.0. Titles and quotations belong to the sites they come from."

ALL_MEETINGS = "All meetings"
ASK_BY = "Last chance to send a question to {title}"
CANCELLED = "CANCELLED: {title}"
POSTPONED = "POSTPONED: {title}"
QUESTIONS_UNTIL = "Questions from the public must arrive by {day}{clock}."
QUESTIONS_TO = "Send them to {to}"
BASIS = {
    "page": "The meeting's own page says so.",
    "frontsheet": "Its agenda says so.",
    "config": "Worked out from the council's rule of so many working days before a meeting: check it on the agenda.",
}
NO_END = "When it ends is not published: two hours are a guess."
MEETING_PAGE = "The meeting at the council: {url}"
OUR_PAGE = "Its papers and what changed: {url}"

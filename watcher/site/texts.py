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
LICENCE_NOTE = """The open data of {title} {url}

The facts and links gathered here (what changed, when, where it is published) may be used by anybody
under Creative Commons Attribution 4.0: https://creativecommons.org/licenses/by/4.0/
Please name "{title}" and link to it.

Titles, summaries and quotations are the words of the sites they come from, and stay theirs. Each row
links to its source. Councils, Ofsted and GOV.UK publish most of theirs under the Open Government
Licence v3.0: https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/
Newspapers do not: quote no more of them than the law allows.

There is no warranty. What counts is what the council, Ofsted or the newspaper itself publishes.
"""

LATE_PAPERS = "How late papers are"
LATE_BY_COMMITTEE = "How late papers were in {year}, by committee"
LATE_BY_YEAR = "How late papers were, by year"
LATE_OF = "{late} of {dated} papers late ({percent}%)"
NO_DATES = "No paper has a date of the portal’s own yet."
LATE_MEANS = (
    "Papers of a meeting must be open for {days} clear working days before it (Local Government Act 1972, section "
    "100B). Counted here are the days that the council’s own portal gives."
)
LATE_URGENT = (
    "A chair may let an urgent item in, so a late paper is not by itself a breach of anything. Papers without a day of "
    "the portal’s own are not judged, and those dated on the meeting’s day or later are counted apart: they may be new "
    "versions."
)

"""PURE: tells what is said of any change: the words it goes under, the fields that differ, why somebody is told."""

from __future__ import annotations

WORDS = {
    "New": "New",
    "Changed": "Changed",
    "Withdrawn": "Withdrawn",
    "Restored": "Restored",
    "Cancelled": "Cancelled",
    "Postponed": "Postponed",
    "Moved": "Moved",
    "Unsettled": "Changed",
}
FIELDS = {
    "title": "title",
    "summary": "summary",
    "date": "date",
    "time": "time",
    "venue": "venue",
    "status": "status",
    "state": "published so far",
    "size": "size",
    "restriction": "restriction",
    "documents": "documents",
    "called_in": "called in",
    "due": "due",
    "closes": "closes",
    "figure": "figure",
    "published": "published",
    "inspection_start": "inspected",
    "latest_report": "latest report",
    "updated": "updated",
    "notice": "notice",
    "section": "section",
    "paragraphs": "text",
    "files": "files",
}
KEEPS_CHANGING = ": keeps changing"
SAYS = ": “{words}”"
FIELD = "{field}: {old} → {new}"
ADDED = "{field} added: {names}"
REMOVED = "{field} removed: {names}"
TEXT_DIFFERS = "The text of it reads differently now."
FILE_REPLACED = "“{words}” leads to another file now."
REPORT_CAN_BE_READ = "It was listed before its report could be read; this is what the report says."
UNSETTLED = "{field} keeps changing between {states}"
UNSETTLED_NOW = "{field} keeps changing between {states}; when last seen: {now}"
STANDING = {"there": "there", "withdrawn": "withdrawn"}
WHETHER_IT_STANDS = "it"
VERSIONS = "{count} versions"
NOTHING = "nothing"
AND_MORE_STATES = "{states} and more"
AND = " and "
BEFORE_YOU_GO = "Look at the page before you go: you are not told each time."
NOT_EACH_TIME = "You are not told each time; what it is in the end is told once it stands still for a day."
LAST_TODAY = "This is the third message about it in a day. The next comes a day later: look at the page meanwhile."
MASS_EDITED = {"title": "headlines", "summary": "summaries"}
MASS_EDIT = "{name} changed {count} {what} in the same way: nothing new"
MASS_EDIT_MORE = "{count} more were changed in the same way: nothing new."
PUBLISHED = "published {day}"
NO_TITLE = "(no title)"

EVERYTHING = "everything"
OWN_WORDS = "your words: {words}"
TOLD_ITEM = "an item you were told of: {title}"
FOUND_BY = "{name}: {phrases}"
QUOTED = "“{words}”"
PAGE = "p. {page}"
ABOUT = "About: {title}"
IN_THE_PRESS = "In the press: {title} ({said})"
TITLE_AND_PAGE = "{title}, p. {page}"

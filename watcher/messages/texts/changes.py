"""PURE: what is said of any change: the words it goes under, the fields that differ, why somebody is told."""

from __future__ import annotations

from watcher.messages.texts.format import translated as _

WORDS = {
    "New": _("New"),
    "Changed": _("Changed"),
    "Withdrawn": _("Withdrawn"),
    "Restored": _("Restored"),
    "Cancelled": _("Cancelled"),
    "Postponed": _("Postponed"),
    "Moved": _("Moved"),
    "Unsettled": _("Changed"),
}
FIELDS = {
    "title": _("title"),
    "summary": _("summary"),
    "date": _("date"),
    "time": _("time"),
    "venue": _("venue"),
    "status": _("status"),
    "state": _("published so far"),
    "size": _("size"),
    "restriction": _("restriction"),
    "documents": _("documents"),
    "due": _("due"),
    "published": _("published"),
    "inspection_start": _("inspected"),
    "latest_report": _("latest report"),
    "updated": _("updated"),
    "notice": _("notice"),
    "section": _("section"),
    "paragraphs": _("text"),
    "files": _("files"),
}
FIELD = "{field}: {old} → {new}"
ADDED = _("{field} added: {names}")
REMOVED = _("{field} removed: {names}")
TEXT_DIFFERS = _("The text of it reads differently now.")
FILE_REPLACED = _("“{words}” leads to another file now.")
REPORT_CAN_BE_READ = _("It was listed before its report could be read; this is what the report says.")
UNSETTLED = _("{field} keeps changing between {states}")
UNSETTLED_NOW = _("{field} keeps changing between {states}; when last seen: {now}")
STANDING = {"there": _("there"), "withdrawn": _("withdrawn")}
WHETHER_IT_STANDS = _("it")
VERSIONS = _("{count} versions")
NOTHING = _("nothing")
AND_MORE_STATES = _("{states} and more")
AND = _(" and ")
BEFORE_YOU_GO = _("Look at the page before you go: you are not told each time.")
NOT_EACH_TIME = _("You are not told each time; what it is in the end is told once it stands still for a day.")
LAST_TODAY = _("This is the third message about it in a day. The next comes a day later: look at the page meanwhile.")
PUBLISHED = _("published {day}")
NO_TITLE = _("(no title)")

EVERYTHING = _("everything")
OWN_WORDS = _("your words: {words}")
PAGE = _("p. {page}: ")

"""PURE: tells what is said of a council's meetings, papers, decisions and plans."""

from __future__ import annotations

NAMES = {
    "agenda": "agenda",
    "minutes": "minutes",
    "decisions": "decision sheet",
    "supplement": "supplementary papers",
    "report": "report",
    "decision": "decision",
    "issue": "issue",
    "plan-item": "planned decision",
}
DRAFT_MINUTES = "draft minutes"
FINAL_MINUTES = "final minutes"
KEY_DECISION = "key decision"
BY = "{what} by {who}"
ITEM = "item {item}"
FOR = "for “{title}”"
LATE = "late paper: less than five clear days before the meeting"
FOR_MEETING = "for {meeting}"
FIRST_SEEN = "we first saw it on {day}"
NOT_PUBLIC = "not public"
NOT_PUBLIC_FOR = "not public: {restriction}"
RESTRICTION = "restriction: {restriction}"
REASONS = "Reasons given: {reasons}"
MADE = "made {day}"
DUE = "due {day}"
OFFICER = "lead officer {name}"
PUBLISHED_SO_FAR = "published: {state}"

GONE = {
    "meeting": "The portal no longer lists it.",
    "decision": "The portal no longer shows it.",
    "issue": "The portal no longer shows it.",
    "plan-item": "It has left the plan before it was due.",
}
PAPER_GONE = "It is no longer where it was published."
STATUS = "{old} → {new}"
AS_PLANNED = "goes ahead"
PLACE_OPEN = ": its place is not settled yet"
MARKED = ": marked “{status}”"
AFTER_ALL = ": goes ahead after all"
STATE = "published: {old} → {new}"
NOT_YET = "nothing"
FILE_REPLACED = "The file was replaced; its words could not be compared."
TEXT_REPLACED = "The file was replaced: its text reads differently now."
TEXT_CHANGED = "The file was replaced. It reads differently:"
NEW_ON = "• new on "
GONE_FROM = "• gone from "
PAGE = "p. {page}"
SINCE_REPORT = "Since the report of {day}:"
MORE_MOVED = ("… and 1 more figure that moved", "… and {count} more figures that moved")
MORE_TEXT_CHANGES = ("… and 1 more sentence that differs", "… and {count} more sentences that differ")
DUE_CHANGED = "decision due {old} → {new}"
NOW = ": now {to}"
NEWLY = ": {what} published"
NOW_AT = ": now at {to}"
DECIDED = "decided"
FOR_DECISION = "for decision"
SLIPS = ": slips to {to}"
COMES_EARLIER = ": brought forward to {to}"
REPLACED = ", replaced"
AFTER_PUBLICATION = "{days} after publication"
BEFORE_THE_MEETING = "{days} before the meeting"
CALL_IN = "It can still be called in by councillors until {day}."
CALL_IN_EFFECTIVE = "It can still be called in by councillors until {day}. It takes effect on {effective}."
CALL_IN_WORKED_OUT = (
    "It can still be called in by councillors until {day}, worked out from the day it takes effect: {effective}."
)

AGENDA = "On the agenda: {items}"
TO_FOLLOW = "Reports to follow: {items}"
ITEM_TO_FOLLOW = "{item} (report to follow)"
ITEM_RESTRICTED = "{item} ({restriction})"
AND_MORE = "{items}; and {count} more"

NOTED_AGENDA = "agenda: {item}"
NOTED = {
    "size": "size",
    "contact": "contact",
    "webcast": "webcast",
    "agenda": "agenda file",
    "calendar": "calendar file",
    "questions_until": "questions from the public until",
    "questions_to": "questions go to",
    "consultation_until": "consultation until",
    "call_in": "subject to call-in",
    "call_ins": "call-ins",
    "effective": "takes effect on",
    "call_in_until": "last day for call-in",
    "call_in_basis": "that day is",
    "type": "type",
    "wards": "wards affected",
    "reason": "reason considered",
    "reasons_at": "reasons for the restriction",
}

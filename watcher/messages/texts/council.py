"""PURE: what is said of a council's meetings, papers, decisions and plans."""

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
PUBLISHED_SO_FAR = "published so far: {state}"

GONE = {
    "meeting": "The portal no longer lists it.",
    "decision": "The portal no longer shows it.",
    "issue": "The portal no longer shows it.",
    "plan-item": "It has left the plan before it was due.",
}
PAPER_GONE = "It is no longer where it was published."
STATUS = "status: {old} → {new}"
GOES_AHEAD = "status: {old} → {new} (it goes ahead)"
AS_PLANNED = "goes ahead"
STATE = "published so far: {old} → {new}"
SIZE = "size: {old} → {new}"
SIZE_NOW = "size now: {new}"
FILE_REPLACED_NOW = "The file was replaced, and is {new} now. Its words could not be compared."
FILE_REPLACED = "The file was replaced: {old} → {new}. Its words could not be compared."
TEXT_REPLACED = "The file was replaced: its text reads differently now."
DUE_CHANGED = "decision due {old} → {new}"
SLIPPED = "slipped: decision due {old} → {new}"
BROUGHT_FORWARD = "brought forward: decision due {old} → {new}"
CALL_IN = "Last day for call-in: {day}."
CALL_IN_EFFECTIVE = "Last day for call-in: {day}. It takes effect on {effective}."
CALL_IN_WORKED_OUT = "Last day for call-in: {day}, worked out from the day it takes effect: {effective}."

AGENDA = "On the agenda: {items}"
TO_FOLLOW = "Reports to follow: {items}"
ITEM_TO_FOLLOW = "{item} (report to follow)"
ITEM_RESTRICTED = "{item} ({restriction})"
AND_MORE = "{items}; and {count} more"

NOTED_AGENDA = "agenda: {item}"
NOTED = {
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

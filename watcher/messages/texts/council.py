"""PURE: what is said of a council's meetings, papers, decisions and plans."""

from __future__ import annotations

from watcher.messages.texts.format import translated as _

NAMES = {
    "agenda": _("agenda"),
    "minutes": _("minutes"),
    "decisions": _("decision sheet"),
    "supplement": _("supplementary papers"),
    "report": _("report"),
    "decision": _("decision"),
    "issue": _("issue"),
    "plan-item": _("planned decision"),
}
DRAFT_MINUTES = _("draft minutes")
FINAL_MINUTES = _("final minutes")
KEY_DECISION = _("key decision")
BY = _("{what} by {who}")
ITEM = _("item {item}")
FOR = _("for “{title}”")
LATE = _("late paper: less than five clear days before the meeting")
FOR_MEETING = _("for {meeting}")
FIRST_SEEN = _("we first saw it on {day}")
NOT_PUBLIC = _("not public")
NOT_PUBLIC_FOR = _("not public: {restriction}")
RESTRICTION = _("restriction: {restriction}")
REASONS = _("Reasons given: {reasons}")
MADE = _("made {day}")
DUE = _("due {day}")
OFFICER = _("lead officer {name}")
PUBLISHED_SO_FAR = _("published so far: {state}")

GONE = {
    "meeting": _("The portal no longer lists it."),
    "decision": _("The portal no longer shows it."),
    "issue": _("The portal no longer shows it."),
    "plan-item": _("It has left the plan before it was due."),
}
PAPER_GONE = _("It is no longer where it was published.")
STATUS = _("status: {old} → {new}")
GOES_AHEAD = _("status: {old} → {new} (it goes ahead)")
AS_PLANNED = _("goes ahead")
STATE = _("published so far: {old} → {new}")
SIZE = _("size: {old} → {new}")
SIZE_NOW = _("size now: {new}")
FILE_REPLACED_NOW = _("The file was replaced, and is {new} now. Its words could not be compared.")
FILE_REPLACED = _("The file was replaced: {old} → {new}. Its words could not be compared.")
TEXT_REPLACED = _("The file was replaced: its text reads differently now.")
DUE_CHANGED = _("decision due {old} → {new}")
SLIPPED = _("slipped: decision due {old} → {new}")
BROUGHT_FORWARD = _("brought forward: decision due {old} → {new}")
CALL_IN = _("Last day for call-in: {day}.")
CALL_IN_EFFECTIVE = _("Last day for call-in: {day}. It takes effect on {effective}.")
CALL_IN_WORKED_OUT = _("Last day for call-in: {day}, worked out from the day it takes effect: {effective}.")

AGENDA = _("On the agenda: {items}")
TO_FOLLOW = _("Reports to follow: {items}")
AND_MORE = _("{items}; and {count} more")

NOTED_AGENDA = _("agenda: {item}")
NOTED = {
    "call_in": _("subject to call-in"),
    "call_ins": _("call-ins"),
    "effective": _("takes effect on"),
    "call_in_until": _("last day for call-in"),
    "call_in_basis": _("that day is"),
    "type": _("type"),
    "wards": _("wards affected"),
    "reason": _("reason considered"),
    "reasons_at": _("reasons for the restriction"),
}

"""PURE: tells what a reminder says, and what is said about reminders."""

from __future__ import annotations

QUESTION = "Questions to {title} close {when}"
CALL_IN = "Call-in ends {when}: {title}"
CONSULTATION = "Consultation ends {when}: {title}"
MEETING = "{title} meets {when}"
TODAY = "today, {day}"
TOMORROW = "tomorrow, {day}"
ON = "on {day}"

SEND_THEM_TO = "Send yours to {to}."
HOW_TO_ASK = "The agenda page says how to ask one."
HOW_TO_CALL_IN = "Until then councillors can call the decision in."
HOW_TO_ANSWER = "Until then anybody can answer."
ASKED_FOR = "You asked to be reminded. /reminders"

BUTTON_PAGES = {
    "question": "Agenda page",
    "meeting": "Agenda page",
    "call-in": "The decision",
    "consultation": "Open the page",
}
BUTTON_REMIND = "Remind me"
BUTTON_REMIND_OF = "Remind me: {title}"
BUTTON_DROP = "Drop: {title}"

LISTED = "Reminders"
NONE_LISTED = "You are reminded of nothing here. Tap “Remind me” under an alert or in /meetings."
LISTED_MORE = "… and {count} more; they show as others are dropped"
SET = "I will remind you"
SET_ALREADY = "Already noted. I will remind you"
SET_LINE = "• {at}: {what}"
WHAT = {
    "question": "questions close {when}",
    "call-in": "call-in ends {when}",
    "consultation": "the consultation ends {when}",
    "meeting": "it meets {when}",
}
NOTHING_LEFT = "There is nothing left to remind you of: it is over, called off, or the last reminder would be now."
WAITS_FOR_NEWS = "no date stands now; you are reminded once there is one"
SEE_LIST = "/reminders lists them, and drops them."
DROPPED = "Dropped: {title}."
DROPPED_ALREADY = "That reminder is gone already."
MYDATA_REMINDER = "A reminder: {title}"
MENU_REMINDERS = "what you will be reminded of"

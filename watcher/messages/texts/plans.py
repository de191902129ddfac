"""PURE: tells what is said of plans that are tracked."""

from __future__ import annotations

TURNED = "In the plan: {what}"
COUNTED = {
    "red": ("1 action turned red", "{count} actions turned red"),
    "worse": ("1 action is {state} now", "{count} actions are off course now"),
    "done": ("1 action is complete", "{count} actions are complete"),
    "state": ("1 other action changed", "{count} other actions changed"),
    "slipped": ("1 date slipped", "{count} dates slipped"),
    "due": ("1 date moved", "{count} dates moved"),
    "past": ("1 action is past its date", "{count} actions are past their dates"),
}
STATE = ": {old} → {new}"
DUE = ": due {old} → {new}"
PAST = ": due {old}, {new} in this paper"
MORE = "… and {count} more. /plan"
NEWS_PAST = (": 1 action is past its date", ": {count} actions are past their dates")

MENU_PLAN = "the improvement plan: what is red, overdue or slipped"
NONE_READ = (
    "No plan is known yet. Once a paper with a table of actions, dates and states is read, this shows what of it is "
    "red, overdue or slipped."
)
AS_OF = "As the paper for {day} shows it: {count} could be read."
RED, OVERDUE, SLIPPED, OFF = "Red", "Overdue", "Slipped", "Delayed or at risk"
HEADING = "{what} ({count})"
DUE_BY = "due {due}"
WAS_DUE = "was due {due}"
MOVED = "due {before} → {due}"
AND_MORE = "… and {count} more"
ALL_WELL = "None of them is red, overdue or slipped."
ELSEWHERE = "The paper itself has the rest."

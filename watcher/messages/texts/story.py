"""What /story says."""

from __future__ import annotations

STORY = "The story of {title}"
LINE = "{day}: {said}"
STEPS = {
    "planned": "first seen in the forward plan: {title}{note}",
    "issue": "first seen as an issue: {title}{note}",
    "seen": "first seen: {title}{note}",
    "report": "report: {title}{note}",
    "agenda": "on the agenda of {title}{note}",
    "decided": "decided: {title}{note}",
    "minutes": "minutes: {title}{note}",
    "call-in": "last day on which it could be called in: {title}{note}",
    "changed": "changed: {title}{note}",
    "replaced": "replaced: {title}{note}",
    "withdrawn": "withdrawn: {title}{note}",
    "restored": "back again: {title}{note}",
}
AHEAD = {
    "agenda": "goes to {title}{note}",
    "call-in": "can be called in until then: {title}{note}",
}
"""Of what is still to come."""
NOTE = " ({note})"
DUE = "due {day}"
ITEM = "item {number}"
FIELD = "{name}: {old} → {new}"
MORE = "Only the last {count} steps are shown."
OTHERS = "Others with these words:"
PART_OF = "These belong to {title}:"
NOT_FOUND = "I know of no item of a council with all of {words} in it."
NOT_FOUND_LINK = "I have read nothing that this link leads to."
NEAR = "What comes near:"
HOW_ABOUT_FEWER = "Fewer words find more; {search} looks through everything."
HOW = "Say whose story, as in {example}, or paste a link to a report, a decision or an issue."

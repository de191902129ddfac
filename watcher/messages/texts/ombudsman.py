"""PURE: tells what is said of the Ombudsman's decisions. His outcomes are printed as they stand: "closed after initial
enquiries" is no finding either way (facts/further.md, 3)."""

from __future__ import annotations

MENU_OMBUDSMAN = "what the Ombudsman decided about the council"
NONE = "No decision of the Ombudsman is known yet."
NONE_OF = "I know of no decisions of the Ombudsman by {what}."
DECIDED = "decided {day}"
GONE = "The Ombudsman’s site no longer has it, in its list or at its address. It does not say why."
AGREED = "Agreed: {remedy}"
AGREED_TO_PAY = "Agreed, £{pounds} in all: {remedy}"
TITLE = "Ombudsman: {council}"
SINCE = "{count} decisions known, from {first} to {last}, by the day of the decision."
SINCE_ONE = "1 decision known, of {last}."
YEAR = "{year}: {outcomes}"
OUTCOME = "{count} {outcome}"
PAID = "£{pounds} agreed to be paid"
SUBJECTS = "Upheld, by subject:"
SUBJECT = "• {subject}: {count}"
NEWEST = "The newest:"
HONEST = (
    "“Upheld” is a finding of fault. “Closed after initial enquiries” is no finding either way. Older decisions may be "
    "missing, and sums are only those that could be read."
)
OTHER = "other"
LANE, LANE_UPHELD = "Decisions", "Upheld, by subject"
SUBTITLE = "Newest decision: {day}"
FOOT = "Upheld: fault was found. Closed after initial enquiries: no finding either way."
ALT = "{title}. Decisions by year and outcome as a picture; the newest is of {day}."

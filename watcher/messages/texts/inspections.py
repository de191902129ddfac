"""Holds the sentences about inspections and publications."""

from __future__ import annotations

FRAMEWORKS = {
    "ILACS": "Inspection of a council's children's services (ILACS)",
    "SIF": "Inspection of a council's children's services of the older kind (SIF)",
    "focused visit": "Focused visit to one part of a council's children's services: a letter, no grades",
    "monitoring visit": "Monitoring visit, to see what has improved: a letter, no grades",
    "JTAI": "Joint inspection of several services for children (JTAI): no grades",
    "area SEND": "Inspection of the area's services for children with SEND: one outcome, no grades",
    "local area SEND": "Inspection of the area's SEND services of the older kind: a letter, no grades",
    "EIF": "Education inspection (EIF)",
    "CIF": "Education inspection of the older kind (CIF)",
    "school report card": "School inspection with a report card",
    "SCCIF": "Inspection of a children's home or another social care service (SCCIF)",
}
ALARM = "⚠️ "
# The class of an area SEND inspection in Ofsted's meaning, and what follows from it (facts/ofsted.md, 7).
OUTCOMES = {
    "positive": (
        "typically positive experiences and outcomes",
        "The best of three outcomes. Next inspection: within about five years.",
    ),
    "inconsistent": (
        "inconsistent experiences and outcomes",
        "The middle one of three outcomes. Next inspection: within about three years.",
    ),
    "failings": (
        "⚠️ widespread and/or systemic failings",
        "The lowest of three outcomes. The council and the NHS must write a priority action plan; a monitoring "
        "inspection follows within about 18 months.",
    ),
}
# The same as the first line of an alert.
VERDICTS = {
    "positive": "Ofsted: typically positive experiences and outcomes for children with SEND in {area}",
    "inconsistent": "Ofsted: inconsistent experiences and outcomes for children with SEND in {area}",
    "failings": "Ofsted: widespread and/or systemic failings in {area}'s SEND services",
}
LISTED = {
    "withdrawn": "Ofsted no longer lists a report on {name}",
    "restored": "Ofsted lists a report on {name} again",
}
GRADED = "{name}: {grades}"
THEN_NOW = "{old} → {new}"
SAYS = "Ofsted on {name}: “{words}”"
NEW_REPORT_ON = "Ofsted has a new report on {name}"
NEW_REPORT_RATED = "{name}: new Ofsted report, rated {grade}"
REPORT_CHANGED = "Ofsted changed its report on {name}"
NEW_PROVIDER = "New on Ofsted's list: {name}"
PROVIDER_CHANGED = "Ofsted's entry of {name} changed"
BECAME = {"withdrawn": "Ofsted no longer lists it.", "restored": "Ofsted lists it again."}

INSPECTED = "inspected {days}"
INSPECTED_FROM = "inspected from {day}"
RATING = "rating: {grade}"
LATEST = "latest report: {day}"
NO_REPORT = "no report yet"
NEW_REPORT = "A new report is out."
NOT_FOUND = {
    "grades not read": "Grades were not read from the report: open it.",
    "outcome not read": "The outcome was not read from the report: open it.",
    "lists not read": "What it asks for was not read whole from the report: open it.",
}
UNREAD = "The report was not read: open it."

PRIORITY_ACTION = "⚠️ Areas for priority action"
FOUND = "What inspectors found"
VISIT = "The {number} visit"
VISIT_SINCE = "The {number} visit since {event}"
TO_IMPROVE = "What needs to improve"
MORE_POINTS = "… and {count} more in the report"
OUTCOME = "Outcome"
OUTCOME_BRIEF = "outcome: {outcome}"
AS_BEFORE = "As before: "
BEFORE = " (before: {days})"
GRADES = "Grades"
GRADE_AS_BEFORE = "{grade} (as before)"
NO_GRADE = "no grade"
GRADED_ONLY_THEN = "Graded only then: {grades}"
NO_OVERALL = "No overall grade: Ofsted has given none since April 2026."

NONE_KNOWN = "No inspection is known yet."
REPORT = "Report"
HAS_PRIORITY_ACTION = "⚠️ areas for priority action"
NOT_READ = "not read"
INSPECTED_COLUMN = "Inspected"
GRADES_TABLE = "Grades ({framework})"
SHORT_AREAS = {
    "The impact of leaders on social work practice with children and families": "Leaders",
    "The experiences and progress of children who need help and protection": "Help, protection",
    "The experiences and progress of children in care and care leavers": "Care and leavers",
    "The experiences and progress of children in care": "In care",
    "The experiences and progress of care leavers": "Care leavers",
    "Overall effectiveness": "Overall",
    "Overall judgement": "Overall",
    "Children who need help and protection": "Help, protection",
    "Children looked after and achieving permanence": "Looked after",
    "Adoption performance": "Adoption",
    "Experiences and progress of care leavers": "Care leavers",
    "Leadership, management and governance": "Leadership",
}


NEWS = ": {words}"
UPDATED = "updated {day}"
IN_COLLECTION = "in the collection “{collection}”"
IN_SECTION = "in the collection “{collection}”, section “{section}”"
NO_LONGER_IN_COLLECTION = "no longer in the collection “{collection}”"
GOVUK_SAYS = "GOV.UK says: {words}"
WITHDRAWN = "withdrawn"
NO_NOTE = "GOV.UK gives no note of what changed."

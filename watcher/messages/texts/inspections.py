"""Sentences about inspections and publications."""

from __future__ import annotations

from watcher.messages.texts.format import translated as _

FRAMEWORKS = {
    "ILACS": _("Inspection of a council's children's services (ILACS)"),
    "SIF": _("Inspection of a council's children's services of the older kind (SIF)"),
    "focused visit": _("Focused visit to one part of a council's children's services: a letter, no grades"),
    "monitoring visit": _("Monitoring visit, to see what has improved: a letter, no grades"),
    "JTAI": _("Joint inspection of several services for children (JTAI): no grades"),
    "area SEND": _("Inspection of the area's services for children with SEND: one outcome, no grades"),
    "local area SEND": _("Inspection of the area's SEND services of the older kind: a letter, no grades"),
    "EIF": _("Education inspection (EIF)"),
    "CIF": _("Education inspection of the older kind (CIF)"),
    "school report card": _("School inspection with a report card"),
    "SCCIF": _("Inspection of a children's home or another social care service (SCCIF)"),
}
# The class of an area SEND inspection in Ofsted's meaning, and what follows from it (facts/ofsted.md, 7).
OUTCOMES = {
    "positive": (_("typically positive experiences and outcomes"), _("Next inspection: within about five years.")),
    "inconsistent": (_("inconsistent experiences and outcomes"), _("Next inspection: within about three years.")),
    "failings": (
        _("⚠️ widespread and/or systemic failings"),
        _("Next: a priority action plan, and a monitoring inspection within about 18 months."),
    ),
}
BECAME = {"withdrawn": _("Ofsted no longer lists it."), "restored": _("Ofsted lists it again.")}

INSPECTED = _("inspected {days}")
INSPECTED_FROM = _("inspected from {day}")
RATING = _("rating: {grade}")
LATEST = _("latest report: {day}")
NO_REPORT = _("no report yet")
NEW_REPORT = _("A new report is out.")
NOT_FOUND = {
    "grades not read": _("Grades were not read from the report: open it."),
    "outcome not read": _("The outcome was not read from the report: open it."),
    "lists not read": _("What it asks for was not read whole from the report: open it."),
}
UNREAD = _("The report was not read: open it.")

PRIORITY_ACTION = _("⚠️ Areas for priority action")
FOUND = _("What inspectors found")
VISIT = _("The {number} visit")
VISIT_SINCE = _("The {number} visit since {event}")
TO_IMPROVE = _("What needs to improve")
MORE_POINTS = _("… and {count} more in the report")
OUTCOME = _("Outcome")
OUTCOME_BRIEF = _("outcome: {outcome}")
AS_BEFORE = _("As before: ")
BEFORE = _(" (before: {days})")
GRADES = _("Grades")
GRADE_AS_BEFORE = _("{grade} (as before)")
NO_GRADE = _("no grade")
GRADED_ONLY_THEN = _("Graded only then: {grades}")
NO_OVERALL = _("No overall grade: Ofsted has given none since April 2026.")

NONE_KNOWN = _("No inspection is known yet.")
REPORT = _("Report")
HAS_PRIORITY_ACTION = _("⚠️ areas for priority action")
NOT_READ = _("not read")
INSPECTED_COLUMN = _("Inspected")
GRADES_TABLE = _("Grades ({framework})")
SHORT_AREAS = {
    "The impact of leaders on social work practice with children and families": _("Leaders"),
    "The experiences and progress of children who need help and protection": _("Help, protection"),
    "The experiences and progress of children in care and care leavers": _("Care and leavers"),
    "The experiences and progress of children in care": _("In care"),
    "The experiences and progress of care leavers": _("Care leavers"),
    "Overall effectiveness": _("Overall"),
    "Overall judgement": _("Overall"),
    "Children who need help and protection": _("Help, protection"),
    "Children looked after and achieving permanence": _("Looked after"),
    "Adoption performance": _("Adoption"),
    "Experiences and progress of care leavers": _("Care leavers"),
    "Leadership, management and governance": _("Leadership"),
}


UPDATED = _("updated {day}")
IN_COLLECTION = _("in the collection “{collection}”")
IN_SECTION = _("in the collection “{collection}”, section “{section}”")
NO_LONGER_IN_COLLECTION = _("no longer in the collection “{collection}”")
GOVUK_SAYS = _("GOV.UK says: {words}")
WITHDRAWN = _("withdrawn")
NO_NOTE = _("GOV.UK gives no note of what changed.")

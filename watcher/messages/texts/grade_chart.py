"""Holds the words in the picture of grades over the years. Short: they stand in cells of a telephone's width."""

from __future__ import annotations

TITLE = "Ofsted: {provider}"
SUBTITLE = "Newest inspection: {day}"
FOOT = "Blue is better, orange is worse. The year is that of the inspection."
LEFT_OUT = "Blue is better, orange is worse. The year is that of the inspection. The list has more."
ALT = "{title}. Grades over the years as a picture, from {first} to the newest inspection on {day}."

CHILDREN = "Children’s social care"
LANES = {
    "ILACS": CHILDREN,
    "SIF": CHILDREN,
    "EIF": "Education inspections",
    "CIF": "Education inspections",
    "school report card": "School report card",
    "SCCIF": "Social care inspections",
}
OTHER_GRADES = "Grades"
AREA_SEND = "Services for children with SEND"
VISITS = "Visits and letters without grades"
OUTCOME = ""
NO_GRADES_READ = "Grades not read: see the report"
NOT_READ = "Not read"
LETTER = "Letter, no grade"
SEVERAL = "{count} × {words}"

OUTCOMES = {
    "positive": "Typically positive",
    "inconsistent": "Inconsistent",
    "failings": "Widespread failings",
}
MARKS = {
    "focused visit": "Focused visit",
    "monitoring visit": "Monitoring visit",
    "JTAI": "Joint inspection",
}
AREAS = {
    "Overall judgement": "Overall effectiveness",
    "The impact of leaders on social work practice with children and families": "Leaders’ impact on practice",
    "The experiences and progress of children who need help and protection": "Help and protection",
    "Children who need help and protection": "Help and protection",
    "The experiences and progress of children in care and care leavers": "Children in care and care leavers",
    "The experiences and progress of children in care": "Children in care",
    "The experiences and progress of care leavers": "Care leavers",
    "Experiences and progress of care leavers": "Care leavers",
    "Children looked after and achieving permanence": "Children looked after",
    "Leadership, management and governance": "Leadership and governance",
}

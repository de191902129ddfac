"""Reports as Ofsted sets them, in our own words: the first pages of each framework, a page in each string."""

from __future__ import annotations

from textwrap import fill

LEADERS = "The impact of leaders on social work practice with children and families"
HELP = "The experiences and progress of children who need help and protection"
IN_CARE = "The experiences and progress of children in care"
LEAVERS = "The experiences and progress of care leavers"
ONE_AREA = "The experiences and progress of children in care and care leavers"
OVERALL = "Overall effectiveness"


def ilacs(grades: dict[str, str], *, dates: str = "11 to 22 December 2023", later: str = "") -> list[str]:
    """An inspection of a council's children's services; the rows of the table break over lines."""
    rows = "\n".join(fill(f"{area} {grade}", 40) for area, grade in grades.items())
    first = f"""Inspection of Anytown local authority children's services
Inspection dates: {dates}
Lead inspector: A Person, His Majesty's Inspector
Judgement Grade
{rows}
Since they were last here, inspectors say, much has been done and more is left to do."""
    second = f"""Inspection of Anytown local authority children's services
{dates} 2
What needs to improve?
• The first matter, which is long enough
to run over two lines.
• The second matter
{later or HELP}
1. Families tell inspectors many things."""
    return [first, second]


SIF = [
    """Anytown
Inspection of services for children in need of help and protection, children looked after and care leavers
Inspection date: 27 September to 20 October 2016
Children's services in Anytown require improvement to be good
1. Children who need help and protection Requires improvement
2. Children looked after and achieving permanence Requires improvement
2.1 Adoption performance Good
2.2 Experiences and progress of care leavers Inadequate
3. Leadership, management and governance Requires improvement"""
]

FOCUSED = [
    """25 June 2021
A Person
Director of Children's Services
Focused visit to Anytown children's services
This letter says what was found in a focused visit to Anytown children's services on 12 and 13 May
2021. It follows the framework for inspections of local authority children's services (ILACS).
What needs to improve in this area of social work practice
• How plans are written.
• How often plans are looked at.
Piccadilly Gate""",
    """2
Findings
• There is much to say.""",
]

FOCUSED_ALARM = [
    FOCUSED[0].replace(
        "What needs to improve in this area",
        """Areas for priority action
• Children wait too long to be seen.
What needs to improve in this area""",
    ),
    FOCUSED[1],
]

MONITORING = [
    """30 April 2025
Monitoring visit to Anytown children's services
This letter tells of the monitoring visit to Anytown children's services on 26 and 27 March 2025. It was the second
monitoring visit since the inspection.
Findings"""
]


def send(outcome: str) -> list[str]:
    """An area SEND report with this key phrase."""
    return [
        f"""Local area partnership report
Area SEND inspection of Anytown Local Area Partnership
Inspection dates: 11 to 15 March 2024
Dates of previous inspection: 23 to 27 January 2017
Inspection outcome
The arrangements of this partnership {outcome} for its children.
Ofsted and the Care Quality Commission (CQC) ask for a plan.""",
        """Area SEND inspection report: Anytown, 11 to 15 March 2024 2
Areas for improvement
Areas for improvement
Leaders should do the first thing. It matters
to many.
Leaders should do the second thing.
Local area partnership details
Anytown Council""",
    ]


JTAI = [
    """Joint targeted area inspection of Anytown
This inspection took place from 4 to 8 March 2024. It was carried out by inspectors from Ofsted and others.
Headline findings
Partners work together."""
]

OLD_SEND = [
    """1 May 2018
Joint local area SEND inspection in Anytown
Between 26 February and 2 March 2018, Ofsted and the Care Quality Commission looked at the area."""
]

SCHOOL = [
    """Inspection of a good school: Anytown Primary School
Inspection dates: 12 and 13 March 2024
Outcome
Overall effectiveness Good
The quality of education Good
Behaviour and attitudes Outstanding
Personal development Good
Leadership and management Good
Early years provision Requires improvement
Previous inspection grade Good"""
]

REPORT_CARD = [
    """Anytown Primary School
Inspection dates: 3 and 4 February 2026
Inclusion Strong standard
Curriculum and teaching Expected standard
Achievement Needs attention
Leadership and governance Expected standard"""
]

HOME = [
    """Anytown Home
Inspection dates: 5 and 6 March 2024
Overall experiences and progress of children and young people, taking into account
good
How well children and young people are helped and protected good
The effectiveness of leaders and managers requires improvement to be good"""
]

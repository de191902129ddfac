"""What the papers and reports of the story say, page by page, written by us in the shape of real ones."""

from __future__ import annotations

COVER = """{body}
{day}
Subject Heading:
{title}
Cabinet Member:
Councillor A Marsh, Lead Member for Children and Young People
SLT Lead:
Helen Brook, Strategic Director, People
Report Author and contact details:
Tom Reed, Head of Service, 01700 430000
Consultees: Cabinet Member for Children, Young People and SEND; Director of Legal; Section 151 Officer
The subject matter of this report deals with the following Council Objectives
People - Supporting our residents to stay safe and well X
"""
LEGAL = """IMPLICATIONS AND RISKS
Legal implications and risks:
The Council must have regard to the SEND Code of Practice and to its public sector equality duty under section 149
of the Equality Act 2010 when it exercises its functions for children with SEND.
Equalities implications and risks:
The Council has due regard to the need to eliminate discrimination between those who share protected
characteristics, including pupils with SEND, and those who do not.
BACKGROUND PAPERS
None
"""


def report(body: str, day: str, title: str, *pages: str) -> tuple[str, ...]:
    """A report: its cover, these pages, and what stands at the end of all."""
    return (COVER.format(body=body, day=day, title=title), *pages, LEGAL)


TRANSPORT = report(
    "CABINET", "18 November 2026", "Home to school transport contracts",
    """SUMMARY
This report sets out the outcome of a procurement exercise for home to school transport for pupils with SEND.
RECOMMENDATIONS
Cabinet is recommended to:
1. Note the report and the work of officers.""",
    """REPORT DETAIL
3. Background
3.1 The Council has a statutory duty to make suitable travel arrangements for eligible children with SEND.
3.2 From 12 April 2027, 430 pupils with SEND will move to shared pick-up points and the number of taxi routes will
fall from 212 to 90.
3.3 The current contracts were let in 2021.""",
)  # fmt: skip

_POLICY = """2. What learners pay
2.1 Learners with SEND aged 16 to 19 will be asked for a contribution of {price} a year towards their travel.
2.2 The consultation lasts {weeks} and its results will be reported to Cabinet."""


def policy(price: str, weeks: str) -> tuple[str, ...]:
    first = """Post-16 Travel Policy 2027
Contents
1. Introduction ........ 1
2. What learners pay ........ 2
1. Introduction
This policy explains how the council supports learners with SEND up to 25 to travel."""
    return (first, _POLICY.format(price=price, weeks=weeks))


TIMELINESS = report(
    "CHILDREN'S SERVICES SCRUTINY COMMITTEE", "17 November 2026", "EHCP timeliness and quality",
    """SUMMARY
Members asked for a report on education, health and care plans.
1.1 In the year to September, 38 per cent of new EHCPs were issued within 20 weeks, against 62 per cent in 2025.
1.2 The longest wait for an EHCP was 71 weeks.""",
)  # fmt: skip
BASES = report(
    "CHILDREN'S SERVICES SCRUTINY COMMITTEE", "17 November 2026", "Inclusion bases in mainstream schools",
    """SUMMARY
Six SEND inclusion bases with 84 places will open in September 2027 in mainstream schools.""",
)  # fmt: skip
LIBRARIES = report(
    "CABINET", "18 November 2026", "Summer reading challenge",
    "SUMMARY\nSome 2,100 readers took part in the summer reading challenge at the borough's libraries.",
)[:2]  # fmt: skip
DEFICIT = report(
    "SCHOOLS FORUM", "19 November 2026", "High needs block: forecast",
    """SUMMARY
The high needs block for pupils with SEND is forecast to overspend by £12.6m this year, £3.1m more than in July.""",
)  # fmt: skip
RECOVERY = (
    """CABINET
18 November 2026
SUPPLEMENTARY AGENDA
High needs recovery plan
Reason for lateness: the figures of October came after the agenda was published.
The recovery plan for SEND spending cuts £7.2m by closing two specialist units in July 2027.""",
)
AWARD = (
    """Award of contract: short breaks for disabled children
The contract for short breaks is awarded to Eastmere Carers at £1.4m over three years from 1 February 2027.
Overnight respite for disabled children falls from 40 to 28 nights a month.""",
)
CALL_IN = (
    """OVERVIEW AND SCRUTINY BOARD
3 December 2026
Requisition of a Cabinet decision: Home to school transport contracts
Six councillors have called in the decision of Cabinet on 18 November on home to school transport contracts.
The Board is asked to refer the decision back to Cabinet or to let it stand.""",
)
MINUTES = (
    """MINUTES OF A MEETING OF CABINET
Council Chamber, 18 November 2026 (7.00 - 9.10 pm)
Present: Councillors A Marsh, B Cole
47 Apologies for absence. There were none.
52 Home to school transport contracts
RESOLVED that the seven contracts be awarded, and that a review be reported to Cabinet after six months.""",
)
DECISIONS = (
    """CABINET - DECISIONS
18 November 2026
Item 7 Home to school transport contracts
Decision: That the award of seven contracts be approved.""",
)
VERDICT = [
    """Local area partnership report
Area SEND inspection of Eastmere Local Area Partnership
Inspection dates: 5 to 9 October 2026
Dates of previous inspection: 23 to 27 January 2017
Inspection outcome
There are widespread and/or systemic failings leading to significant concerns about the experiences and outcomes of
children and young people with special educational needs and/or disabilities (SEND), which the local area partnership
must address urgently.
A monitoring inspection will be carried out within approximately 18 months. Ofsted and the Care Quality Commission
(CQC) ask that the local area partnership prepares and submits a priority action plan.""",
    """Area SEND inspection report: Eastmere, 5 to 9 October 2026 2
Areas for priority action
Leaders across the partnership should act urgently so that children are assessed within the time the law sets.
Leaders across the partnership should act urgently to cut the long waits for speech and language therapy.
Local area partnership details
Eastmere Council""",
]
LETTER = [
    """1 December 2026
Monitoring visit to Eastmere children's services
This letter summarises the findings of the monitoring visit to Eastmere children's services on 3 and 4 November 2026.
This was the second monitoring visit since the local authority was judged inadequate in February 2024.
Headline findings
Too many children still wait more than ten days for a social worker, and caseloads have risen since the first visit.
Findings
Leaders know what is to be done."""
]
NOTICE = "Improvement notice issued to Eastmere Council: children's services"

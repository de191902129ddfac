"""Alerts of all that is no council's, by name: news that several tell, what goes to and fro, what comes from the
Ombudsman, Ofsted and GOV.UK."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tests.unit.messages.example_changes import details, to_and_fro
from tests.unit.messages.example_documents import (
    AREA_SEND,
    ARTICLE,
    AT,
    LETTER,
    MEETING,
    NOTICE,
    PAGE,
    SCHOOL,
    told,
)  # fmt: skip
from watcher.core.alerts import Alert, Reason
from watcher.core.documents import Change, Document

LONG_SILENCE = timedelta(days=12)
FIELDS = ("status", "state", "size", "files")
UPHELD = Document(
    "25-002-001", "article", "Upheld: Special educational needs, Havering (25 002 001)",
    "https://www.lgo.org.uk/decisions/25-002-001", date(2025, 10, 28),
    "The Council failed to give a child the speech therapy in his plan for 14 months.",
    {"reference": "25-002-001", "outcome": "Upheld", "category": "Special educational needs", "council": "Havering",
     "remedy": "apologise, pay £2,900 and review its plans", "remedy_sum": 2900},
)  # fmt: skip
CONSULTATION = Document(
    "c1", "article", "School travel policy", "https://consult.example.gov.uk/travel", date(2026, 8, 6),
    "We want to change how pupils over 16 travel.",
    {"closes": "2026-11-30", "asked": "Parents, carers", "status": "open"},
)  # fmt: skip
ILACS = Document(
    "60", "inspection", "Inspection of children's services", "https://files.ofsted.gov.uk/v1/file/60",
    date(2026, 12, 1),
    details={
        "provider": "London Borough of Havering", "framework": "ILACS", "inspected": "5 to 16 October 2026",
        "inspection_start": "2026-10-05", "previous_inspected": "11 to 22 December 2023",
        "grades": {"The experiences and progress of care leavers": "Inadequate",
                   "The experiences and progress of children in care": "Good"},
        "previous": {"Overall effectiveness": "Inadequate", "The experiences and progress of care leavers":
                     "Requires improvement to be good", "The experiences and progress of children in care": "Good"},
        "needs_to_improve": ["The support for care leavers who are homeless."],
    },
)  # fmt: skip
CARE = "The experiences and progress of children in care and care leavers"
GRADED = {
    "ILACS": (
        "Overall effectiveness", CARE, "The experiences and progress of children who need help and protection",
        "The impact of leaders on social work practice with children and families",
        "The experiences and progress of children in care", "The experiences and progress of care leavers",
    ),
    "SIF": (
        "Overall judgement", "Children who need help and protection", "Children looked after and achieving permanence",
        "Adoption performance", "Experiences and progress of care leavers", "Leadership, management and governance",
    ),
}  # fmt: skip
INSPECTED = [
    Document(kind, "inspection", f"{kind} inspection", f"https://files.ofsted.gov.uk/v1/file/{kind}", date(year, 2, 1),
             details={"framework": kind, "inspection_start": f"{year}-01-08",
                      "grades": dict.fromkeys(GRADED[kind], "Requires improvement to be good")})
    for kind, year in (("ILACS", 2023), ("SIF", 2016))
] + [
    replace(AREA_SEND, details={**AREA_SEND.details, "provider_url": ""}),
    replace(LETTER, details={**LETTER.details, "unread": "the PDF is damaged"}),
]  # fmt: skip


def gone_again(document: Document) -> Alert:
    alert = told(document, "withdrawn", source="plan")
    return replace(alert, change=replace(alert.change, unsettled={"standing": ("there", "withdrawn")}))


def also(alert: Alert, document: Document, *sources: str) -> Alert:
    others = [
        Change("new", replace(document, url=f"https://{name}.example.org/9"), source=name, at=AT) for name in sources
    ]
    return replace(alert, elsewhere=tuple(others))


ELSEWHERE: dict[str, tuple[Alert, ...]] = {
    "an article of three papers": (also(told(ARTICLE, source="daily"), ARTICLE, "gazette", "herald"),),
    "an article of very many": (
        also(told(ARTICLE, source="daily"), ARTICLE, "gazette", "herald", "post", "echo", "star"),
    ),
    "a feed that changed most headlines": (
        replace(
            told(ARTICLE, "changed", source="daily", reason=Reason("source", "The Havering Daily")),
            change=replace(
                told(ARTICLE, "changed", source="daily", fields={"title": (ARTICLE.title,
                    ARTICLE.title + " | Daily")}).change,
                alike=20,
            ),
        ),
    ),
    "a feed that changed most summaries, among other news": (
        told(ARTICLE, source="daily"),
        replace(
            told(ARTICLE, "changed", source="daily"),
            change=replace(
                told(ARTICLE, "changed", source="daily", fields={"summary": (ARTICLE.summary, "…")}).change, alike=20,
                document=replace(ARTICLE, key="a2", title="EHCPs debated", url="https://daily.example.org/2"),
            ),
        ),
    ),
    "a feed that changed most summaries": (
        replace(
            told(ARTICLE, "changed", source="daily", reason=Reason("source", "The Havering Daily")),
            change=replace(
                told(ARTICLE, "changed", source="daily", fields={"summary": (ARTICLE.summary, "…")}).change, alike=20,
            ),
        ),
    ),
    "very many articles at once": tuple(
        told(replace(ARTICLE, key=f"a{number}", title=f"News {number}", url=f"https://daily.example.org/{number}"),
             source="daily")
        for number in range(22)
    ),
    "an article without a title": (told(replace(ARTICLE, title="", url="https://daily.example.org/"), source="daily"),),
    "a meeting of which all keeps changing": (
        replace(to_and_fro(MEETING, "state", "Agenda", "Agenda and minutes"), change=replace(
            to_and_fro(MEETING, "state", "Agenda", "Agenda and minutes").change,
            fields=dict.fromkeys(FIELDS, ("a", "b")), unsettled=dict.fromkeys(FIELDS, ("a", "b")),
        )),
    ),
    "an article that keeps changing": (
        to_and_fro(ARTICLE, "title", "Parents wait", "Parents still wait", ARTICLE.title, "They wait", source="daily"),
    ),
    "the last about an article for today": (
        replace(
            told(ARTICLE, "changed", source="daily", fields={"summary": ("", ARTICLE.summary)}), last_today=True
        ),
    ),
    "a page whose text keeps changing": (to_and_fro(PAGE, "text", "0a", "1b", source="plan"),),
    "a page that comes and goes": (gone_again(PAGE),),
    "a page with another file behind a link": (
        told(PAGE, "changed", source="plan",
             fields={"files": ({"The plan (PDF)": "/a.pdf"}, {"The plan (PDF)": "/b.pdf"})}),
    ),
    "a page whose text differs": (told(PAGE, "changed", source="plan", fields={"text": ("0a", "1b")}),),
    "an Ombudsman's decision": (told(UPHELD, source="lgo"),),
    "an Ombudsman's decision that is withdrawn": (told(UPHELD, "withdrawn", source="lgo"),),
    "an Ombudsman's decision without a sum": (
        told(replace(UPHELD, details={**UPHELD.details, "remedy_sum": None}), source="lgo"),
    ),
    "an article whose feed states no day": (
        told(replace(ARTICLE, details={**ARTICLE.details, "undated": True}), source="daily"),
    ),
    "a consultation": (told(CONSULTATION, source="consult"),),
    "two consultations of one page": (
        told(CONSULTATION, source="consult"), told(replace(CONSULTATION, key="c2", title="Library hours"),
            source="consult"),
    ),
    "a consultation that closes on another day": (
        told(CONSULTATION, "changed", source="consult", fields={"closes": ("2026-11-16", "2026-11-30")}),
    ),
    "a consultation that closes soon": (
        told(CONSULTATION, "changed", source="consult", fields={"status": ("open", "closes within three days")}),
    ),
    "a children's services inspection with grades": (told(ILACS, source="ofsted"),),
    "a report whose grades were corrected": (
        told(ILACS, "changed", source="ofsted", fields={"grades": (
            {"The experiences and progress of care leavers": "Good"}, ILACS.details["grades"])}),
    ),
    "an area's SEND inspection beside the one before": (
        told(details(AREA_SEND, outcome="inconsistent", previous_outcome="failings",
                     previous_inspected="1 to 5 March 2023", priority_action=[]), source="ofsted"),
    ),
    "an area's SEND inspection with the best outcome": (
        told(details(AREA_SEND, outcome="positive", previous_outcome="positive", priority_action=[]), source="ofsted"),
    ),
    "a report of which nothing could be read": (
        told(details(LETTER, headline="", unread="the PDF is damaged"), source="ofsted"),
    ),
    "a report of which the grades could not be read": (
        told(details(ILACS, grades={}, unread="grades not read"), source="ofsted"),
    ),
    "a report of which the outcome could not be read": (
        told(details(AREA_SEND, outcome="", unread="outcome not read"), source="ofsted"),
    ),
    "a report of which the points could not be read": (
        told(details(AREA_SEND, priority_action=[], needs_to_improve=[], unread="lists not read"), source="ofsted"),
    ),
    "a report that can be read now": (told(LETTER, "changed", source="ofsted", fields={"report": ("", "1b")}),),
    "a report that reads differently": (told(LETTER, "changed", source="ofsted", fields={"text": ("0a", "1b")}),),
    "a report that is no longer listed": (told(LETTER, "withdrawn", source="ofsted"),),
    "a report that is listed again": (told(LETTER, "restored", source="ofsted"),),
    "reports of other kinds": tuple(
        told(Document(f"7{number}", "inspection", kind, f"https://files.ofsted.gov.uk/v1/file/7{number}", details={
            "provider": "London Borough of Havering", "framework": kind, "inspection_start": "2026-10-05"}),
             source="ofsted")
        for number, kind in enumerate(
            ("SIF", "focused visit", "JTAI", "local area SEND", "EIF", "CIF", "school report card", "SCCIF"))
    ),
    "a report with very much to improve": (
        told(details(LETTER, needs_to_improve=[f"Point {number}." for number in range(40)]), source="ofsted"),
        told(details(AREA_SEND, needs_to_improve=["Leaders should write better plans. " * 6] * 60), source="ofsted"),
    ),
    "a third monitoring visit": (
        told(details(LETTER, visit="third", since="the inspection of December 2023"), source="ofsted"),
    ),
    "a school with a new report and the same grade": (
        told(SCHOOL, "changed", source="ofsted", fields={"latest_report": ("2022-01-11", "2026-12-02")}),
    ),
    "a school that is new on the list": (
        told(details(SCHOOL, rating="", latest_report="none", address="1 High Road, Romford"), source="ofsted"),
    ),
    "a school that moved": (
        told(SCHOOL, "changed", source="ofsted", fields={"address": ("1 High Road", "2 High Road")}),
    ),
    "a notice in a section of a collection": (told(details(NOTICE, section="Havering"), source="govuk"),),
    "a notice without a note": (
        told(details(NOTICE, note=""), "changed", source="govuk", fields={"updated": ("2026-03-01", "2026-11-09")}),
    ),
    "a notice that GOV.UK withdrew": (
        told(details(NOTICE, withdrawn=True, notice="This notice was lifted."), "withdrawn", source="govuk"),
    ),
    "a notice taken out of its collection": (told(NOTICE, "withdrawn", source="govuk"),),
    "a daily digest of very many": tuple(
        replace(
            told(replace(ARTICLE, key=f"a{number}", title=f"News {number}"), source="daily"), frequency="daily"
        )
        for number in range(62)
    ),
}  # fmt: skip

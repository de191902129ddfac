"""Alerts of every kind of document and what happens to one, by name, as changes found in one visit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.unit.messages.example_documents import (
    AGENDA,
    AREA_SEND,
    ARTICLE,
    CANCELLED,
    COMMITTEE,
    DECISION,
    LATER,
    LETTER,
    MEETING,
    MOVED,
    NEWS_OF_IT,
    NOTICE,
    OVERSPENT,
    PAGE,
    PAPER_OF_IT,
    PAST_MEETING,
    PLANNED,
    SCHOOL,
    paper,
    past,
    told,
    with_related,
)  # fmt: skip
from watcher.core.alerts import Alert
from watcher.core.documents import Quote

TOLD: dict[str, tuple[Alert, ...]] = {
    "an article": (told(ARTICLE, source="daily"),),
    "an article about a paper": (with_related(told(ARTICLE, source="daily"), PAPER_OF_IT),),
    "a paper that is in the press": (
        with_related(told(paper("s6", "report", "SEND PERFORMANCE", item="6. SEND performance")), NEWS_OF_IT),
    ),
    "an article that reads differently": (
        told(ARTICLE, "changed", source="daily", fields={"title": ("Parents wait for plans", ARTICLE.title)}),
    ),
    "two articles of one feed": (
        told(ARTICLE, source="daily"),
        told(replace(ARTICLE, key="a2", title="EHCPs debated", url="https://daily.example.org/2"), source="daily"),
    ),
    "the agenda of a meeting, to who follows a topic": AGENDA,
    "the same, to who follows the committee": tuple(replace(alert, reasons=(COMMITTEE,)) for alert in AGENDA),
    "an agenda without papers": (told(AGENDA[0].change.document, reason=COMMITTEE),),
    "a late paper": (told(paper("b1", "supplement", "Supplementary agenda", late=True), reason=COMMITTEE),),
    "a paper first seen late": (
        told(paper("b1", "supplement", "Supplementary agenda", first_seen="2026-11-10"), quotes=(MOVED,)),
    ),
    "a paper that was replaced": (
        told(
            replace(paper("s4", "report", "Post-16 travel policy", item="9. Travel"), published=date(2026, 11, 6)),
            "changed",
            fields={"text": ("0a", "1b"), "size": ("331 KB", "334 KB")},
        ),
    ),
    "a paper that is withdrawn": (told(paper("s4", "report", "Inclusion bases", item="6. Inclusion"), "withdrawn"),),
    "a paper that is back": (told(paper("s4", "report", "Inclusion bases", item="6. Inclusion"), "restored"),),
    "minutes": (told(past("i1", "minutes", "Printed minutes", draft=True), quotes=(OVERSPENT,)),),
    "a new meeting": (told(MEETING, reason=COMMITTEE),),
    "a meeting that was moved": (
        told(LATER, "changed", reason=COMMITTEE, fields={"date": ("2026-11-18", "2026-11-25")}),
    ),
    "a meeting that was cancelled": (
        told(CANCELLED, "changed", reason=COMMITTEE, fields={"status": ("confirmed", "cancelled")}),
    ),
    "minutes on a meeting's page": (
        told(PAST_MEETING, "changed", reason=COMMITTEE, fields={"state": ("Agenda →", "Agenda and minutes")}),
    ),
    "a decision": (told(DECISION),),
    "a decision that was called in": (
        told(
            replace(DECISION, details={**DECISION.details, "status": "Called in"}),
            "changed",
            fields={"status": ("Recommendations Approved", "Called in")},
        ),
    ),
    "a planned decision": (told(PLANNED),),
    "a planned decision that slips": (told(PLANNED, "changed", fields={"due": ("December 2026", "March 2027")}),),
    "a planned decision that is dropped": (told(PLANNED, "withdrawn"),),
    "an issue": (told(replace(PLANNED, kind="issue")),),
    "an area's SEND inspection": (told(AREA_SEND, source="ofsted"),),
    "a monitoring visit": (
        told(
            LETTER,
            source="ofsted",
            quotes=(
                Quote(1, "Children still wait too long for a social worker.", "send"),
                Quote(2, "EHCPs are written late.", "send"),
            ),
        ),
    ),
    "a school's grade that falls": (
        told(
            SCHOOL,
            "changed",
            source="ofsted",
            fields={"latest_report": ("2022-01-11", "2026-12-02"), "rating": ("Good", "Requires improvement")},
        ),
    ),
    "a notice of GOV.UK": (told(NOTICE, source="govuk"),),
    "a notice of GOV.UK with a note of what changed": (
        told(NOTICE, "changed", source="govuk", fields={"updated": ("2026-03-01", "2026-11-09")}),
    ),
    "a page": (
        told(PAGE, "changed", source="plan", fields={"paragraphs": (["The board meets monthly."], ["It is over."])}),
    ),
    "a weekly digest": tuple(
        replace(alert, frequency="weekly")
        for alert in (told(ARTICLE, source="daily"), *AGENDA, told(DECISION), told(LETTER, source="ofsted"))
    ),
}

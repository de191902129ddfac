"""Documents, changes and alerts that the examples of messages are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from watcher.core.alerts import Alert, Frequency, Reason
from watcher.core.documents import Change, ChangeKind, Document, DocumentKind, Json, Quote, RelatedDocument
from watcher.core.meetings import MeetingAndPapers
from watcher.core.sources import Source
from watcher.messages.context import RenderContext

AT = datetime(2026, 11, 10, 9, 30, tzinfo=UTC)
SOURCES = {
    "cabinet": Source("cabinet", "Cabinet", "https://d.example.gov.uk/ieListMeetings.aspx?CId=153", "moderngov"),
    "daily": Source("daily", "The Havering Daily", "https://daily.example.org/feed/", "feed"),
    "gazette": Source("gazette", "The Gazette", "https://gazette.example.org/feed/", "feed"),
    "ofsted": Source("ofsted", "Ofsted: Havering", "https://reports.ofsted.gov.uk/provider/44/80500", "ofsted"),
    "govuk": Source("govuk", "Improvement notices", "https://www.gov.uk/government/collections/notices", "govuk"),
    "lgo": Source("lgo", "Ombudsman", "https://www.lgo.org.uk/decisions", "page"),
    "plans": Source("plans", "EHC plans", "https://files.example.gov.uk/ehc.csv", "figures"),
    "consult": Source("consult", "Consultations", "https://consult.example.gov.uk", "page"),
    **{
        name: Source(name, title, f"https://{name}.example.org/feed/", "feed")
        for name, title in (
            ("herald", "Herald"),
            ("post", "The Post"),
            ("echo", "Essex Echo"),
            ("star", "The Star"),
        )
    },
    "plan": Source("plan", "Improvement plan", "https://www.havering.gov.uk/plan", "page"),
}
MEETING = Document(
    "m1", "meeting", "Cabinet", "https://d.example.gov.uk/ieListDocuments.aspx?MId=1",
    details={
        "date": "2026-11-18", "time": "19:00", "venue": "Town Hall, Romford", "status": "confirmed",
        "questions_until": "2026-11-13T12:00", "questions_to": "committees@havering.gov.uk",
        "questions_for": "2026-11-18",
    },
)  # fmt: skip
PAST_MEETING = replace(
    MEETING, key="m0", url="https://d.example.gov.uk/ieListDocuments.aspx?MId=0",
    details={"date": "2026-10-14", "time": "19:00", "venue": "Town Hall, Romford", "status": "confirmed"},
)  # fmt: skip
SETTING = RenderContext(
    SOURCES,
    ZoneInfo("Europe/London"),
    meetings={
        ("cabinet", meeting.key): MeetingAndPapers(meeting)
        for meeting in (
            MEETING,
            PAST_MEETING,
            replace(
                MEETING,
                key="m3",
                details={
                    **MEETING.details,
                    "questions_until": "2026-11-11",
                    "questions_to": "",
                    "webcast": "https://d.example.gov.uk/live",
                },
            ),
        )
    },
    now=AT,
    bot="havering_bot",
)
SEND = Reason("topic", "SEND", "EHCPs")
TRANSPORT = Reason("topic", "SEND", "school transport")
COMMITTEE = Reason("source", "Cabinet")
EVERYTHING = Reason("everything")
MOVED = Quote(3, "430 pupils move to shared pick-up points and taxis fall from 212 to 90.", "send")
OVERSPENT = Quote(9, "The dedicated schools grant is overspent by £4m.", "send")


def paper(key: str, kind: DocumentKind, title: str, **details: Json) -> Document:
    url = f"https://d.example.gov.uk/documents/{key}.pdf"
    return Document(
        key, kind, title, url, details={"meeting": "Cabinet, 18 November 2026", **details}, part_of="m1"
    )  # fmt: skip


def past(key: str, kind: DocumentKind, title: str, **details: Json) -> Document:
    """A paper of the meeting that is over."""
    return replace(paper(key, kind, title, **details, meeting="Cabinet, 14 October 2026"), part_of="m0")


def told(
    document: Document,
    kind: ChangeKind = "new",
    *,
    source: str = "cabinet",
    reason: Reason = SEND,
    quotes: tuple[Quote, ...] = (),
    fields: Mapping[str, tuple[Json, Json]] | None = None,
    often: Frequency = "now",
) -> Alert:
    change = Change(kind, document, fields or {}, source=source, at=AT)
    return Alert(
        change, 42, (reason,), frequency=often, quotes=quotes, matched_subscriptions=(("send", ""),)
    )  # fmt: skip


AGENDA = (
    told(paper("g1", "agenda", "Agenda frontsheet", items=["7. Transport", "8. Budget"])),
    told(paper("g2", "agenda", "Public reports pack")),
    told(paper("s1", "report", "HOME TO SCHOOL TRANSPORT CONTRACTS", item="7. Transport", size="388 KB"),
         reason=TRANSPORT, quotes=(MOVED,)),
    told(paper("s3", "report", "Appendix 1 - Routes", item="7. Transport")),
    told(paper("s2", "report", "Budget", item="8. Budget"), quotes=(OVERSPENT,)),
)  # fmt: skip
ARTICLE = Document(
    "a1", "article", "Parents wait 71 weeks for EHCPs as council misses deadline", "https://daily.example.org/1",
    date(2026, 11, 9), "Fewer than four in ten plans are issued on time, papers for a scrutiny meeting show.",
)  # fmt: skip
DECISION = Document(
    "d1", "decision", "Home to school transport contracts", "https://d.example.gov.uk/ieDecisionDetails.aspx?ID=1",
    date(2026, 11, 19),
    details={"maker": "Cabinet", "key": "Yes", "status": "Recommendations Approved", "decided": "2026-11-18",
             "call_in_until": "2026-11-27"},
)  # fmt: skip
PLANNED = Document(
    "p1", "plan-item", "SEND STRATEGY 2027 TO 2031", "https://d.example.gov.uk/mgIssueHistoryHome.aspx?IId=1",
    details={"maker": "Cabinet", "due": "March 2027", "officer": "A. Smith"},
)  # fmt: skip
AREA_SEND = Document(
    "50", "inspection", "Area SEND full inspection", "https://files.ofsted.gov.uk/v1/file/50", date(2026, 12, 1),
    details={
        "provider": "London Borough of Havering", "framework": "area SEND", "outcome": "failings",
        "provider_url": "https://reports.ofsted.gov.uk/provider/44/80500", "inspected": "5 to 9 October 2026",
        "priority_action": ["Leaders should end the long waits for EHC plans.", "The ICB should end those for speech."],
        "needs_to_improve": ["Leaders should write plans that say what is given."],
    },
)  # fmt: skip
LETTER = Document(
    "51", "inspection", "Monitoring visit", "https://files.ofsted.gov.uk/v1/file/51", date(2026, 11, 9),
    details={
        "provider": "London Borough of Havering", "framework": "monitoring visit",
        "headline": "Children still wait too long for a social worker. The pace of change is slow.",
    },
)  # fmt: skip
SCHOOL = Document(
    "52", "inspection", "Corbets Tey School", "https://reports.ofsted.gov.uk/provider/25/52",
    details={"category": "Special school", "rating": "Requires improvement", "latest_report": "2026-12-02"},
)  # fmt: skip
NOTICE = Document(
    "n1", "publication", "Improvement notice: Havering", "https://www.gov.uk/government/publications/n1",
    date(2026, 11, 9), "A notice to the council.",
    {"document_type": "notice", "note": "Added the letter of 9 November.", "collection": "Improvement notices"},
)  # fmt: skip
PAGE = Document("w1", "page", "Improvement plan", "https://www.havering.gov.uk/plan")
LATER = replace(MEETING, details={**MEETING.details, "date": "2026-11-25", "questions_until": ""})
CANCELLED = replace(MEETING, details={**MEETING.details, "status": "cancelled"})

PAPER_OF_IT = RelatedDocument("SEND PERFORMANCE, QUARTER 2", "https://d.example.gov.uk/documents/s6.pdf", 3)
NEWS_OF_IT = RelatedDocument(ARTICLE.title, ARTICLE.url, outlet="The Havering Daily", published=ARTICLE.published)


def with_related(alert: Alert, *related: RelatedDocument) -> Alert:
    return replace(alert, change=replace(alert.change, related=related))

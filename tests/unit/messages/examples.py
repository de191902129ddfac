"""One message of each kind, by name. Their exact words stand in examples.txt, and nowhere else; after a change of words
`python -m tests.unit.messages.examples` writes them anew, to be read before they are kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

from watcher.core.alerts import Alert, Frequency, Message, Reason
from watcher.core.documents import Change, ChangeKind, Document, DocumentKind, Json, Quote, RelatedDocument
from watcher.core.meetings import MeetingAndPapers
from watcher.core.sources import Source
from watcher.messages.context import RenderContext
from watcher.messages.grouping import bundle
from watcher.messages.render import render

FILE = Path(__file__).with_name("examples.txt")
AT = datetime(2026, 11, 10, 9, 30, tzinfo=UTC)
_HEAD = (
    "# Every kind of message as a phone shows it: ‹a link›, [ a button ], | what is folded. Written by "
    "`python -m tests.unit.messages.examples`.\n"
)
SOURCES = {
    "cabinet": Source("cabinet", "Cabinet", "https://d.example.gov.uk/ieListMeetings.aspx?CId=153", "moderngov"),
    "daily": Source("daily", "The Havering Daily", "https://daily.example.org/feed/", "feed"),
    "gazette": Source("gazette", "The Gazette", "https://gazette.example.org/feed/", "feed"),
    "ofsted": Source("ofsted", "Ofsted: Havering", "https://reports.ofsted.gov.uk/provider/44/80500", "ofsted"),
    "govuk": Source("govuk", "Improvement notices", "https://www.gov.uk/government/collections/notices", "govuk"),
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
SETTING = RenderContext(
    SOURCES,
    ZoneInfo("Europe/London"),
    meetings={("cabinet", "m1"): MeetingAndPapers(MEETING)},
    now=AT,
    bot="havering_bot",
)
SEND = Reason("topic", "SEND", "EHCPs")
TRANSPORT = Reason("topic", "SEND", "school transport")
COMMITTEE = Reason("source", "Cabinet")
MOVED = Quote(3, "430 pupils move to shared pick-up points and taxis fall from 212 to 90.", "send")
OVERSPENT = Quote(9, "The dedicated schools grant is overspent by £4m.", "send")


def paper(key: str, kind: DocumentKind, title: str, **details: Json) -> Document:
    url = f"https://d.example.gov.uk/documents/{key}.pdf"
    return Document(
        key, kind, title, url, details={"meeting": "Cabinet, 18 November 2026", **details}, part_of="m1"
    )  # fmt: skip


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


EXAMPLES: dict[str, tuple[Alert, ...]] = {
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
    "minutes": (told(paper("i1", "minutes", "Printed minutes", draft=True), quotes=(OVERSPENT,)),),
    "a new meeting": (told(MEETING, reason=COMMITTEE),),
    "a meeting that was moved": (
        told(LATER, "changed", reason=COMMITTEE, fields={"date": ("2026-11-18", "2026-11-25")}),
    ),
    "a meeting that was cancelled": (
        told(CANCELLED, "changed", reason=COMMITTEE, fields={"status": ("confirmed", "cancelled")}),
    ),
    "minutes on a meeting's page": (
        told(MEETING, "changed", reason=COMMITTEE, fields={"state": ("Agenda →", "Agenda and minutes")}),
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


def said(name: str) -> str:
    """The messages of an example as a phone shows them."""
    alerts = [replace(alert, id=number) for number, alert in enumerate(EXAMPLES[name], 1)]
    found = [message for group in bundle(alerts) for message, _ in render(group, SETTING)]
    return "\n---\n".join(map(_shown, found))


def _shown(message: Message) -> str:
    html = re.sub(r"<blockquote[^<>]*>(.*?)</blockquote>", _folded, message.html, flags=re.DOTALL)
    html = re.sub(r"<a [^<>]*>", "‹", html).replace("</a>", "›")
    rows = [" ".join(f"[ {button.label} ]" for button in row) for row in message.buttons]
    return "\n".join([unescape(re.sub("<[^<>]*>", "", html)).replace("\u2060", ""), *rows])


def _folded(found: re.Match[str]) -> str:
    return "\n".join(f"| {line}" for line in found[1].split("\n"))


def kept() -> dict[str, str]:
    """What examples.txt says, by name."""
    parts = FILE.read_text(encoding="utf-8").split("\n=== ")[1:]
    return {name: words.strip("\n") for name, _, words in (part.partition("\n") for part in parts)}


if __name__ == "__main__":
    told_now = "\n".join(f"\n=== {name}\n{said(name)}" for name in EXAMPLES)
    FILE.write_text(f"{_HEAD}{told_now}\n", encoding="utf-8")

"""A council's portal as a ModernGov portal would show it at this moment (facts/moderngov.md)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from html import escape
from urllib.parse import parse_qs, quote, unquote, urlsplit

from tests.tools.borough.papers import ENDING, HEAD, Decision, Meeting, Paper, PlanItem
from tests.tools.pdfs import pdf
from tests.tools.web import Answer, Request, Served


@dataclass
class Portal:
    """Everything on it now. `news` are the lines of What's new: day, event, path, words."""

    meetings: list[Meeting] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    plans: dict[int, tuple[str, list[PlanItem]]] = field(default_factory=dict)
    issues: dict[int, str] = field(default_factory=dict)
    news: list[tuple[date, str, str, str]] = field(default_factory=list)
    loose: list[Paper] = field(default_factory=list)

    def meeting(self, mid: int) -> Meeting:
        return next(meeting for meeting in self.meetings if meeting.mid == mid)

    def tells(self, day: date, event: str, meeting: Meeting) -> None:
        """A line of What's new about a meeting."""
        self.news.insert(0, (day, event, meeting.page, f"Meeting of {meeting.heading}"))

    def files(self) -> dict[str, Paper]:
        """Every file that is linked, by its path without the query."""
        papers = [paper for meeting in self.meetings for paper in meeting.papers()] + self.loose
        papers += [decision.paper for decision in self.decisions if decision.paper]
        return {paper.path.partition("?")[0]: paper for paper in papers}

    def serve(self, request: Request) -> Answer:
        """Whatever of it is asked for."""
        parts = urlsplit(request.path)
        asked = {name.lower(): values[0] for name, values in parse_qs(parts.query).items()}
        name = unquote(parts.path.lstrip("/"))
        if paper := self.files().get(name):
            return Answer(pdf(*paper.pages), content_type="application/pdf")
        html = self.html(name.lower(), asked)
        return Answer(html.encode()) if html else Answer(b"<title>Not found</title>", status=404)

    def html(self, page: str, asked: dict[str, str]) -> str:
        """The page of that name; "" where there is none."""
        if page == "ielistdocuments.aspx":
            return next((one.html() for one in self.meetings if str(one.mid) == asked.get("mid")), "")
        if page == "iedecisiondetails.aspx":
            return next((decided(one) for one in self.decisions if str(one.number) == asked.get("id")), "")
        if page in ("mgissuehistoryhome.aspx", "ieissuedetails.aspx"):
            return self.issues.get(int(asked.get("iid", 0)), "")
        if page == "mglistplanitems.aspx":
            return planned(*self.plans[int(asked["planid"])])
        whole = {
            "mgwebservice.asmx/getmeetings": self.all_meetings,
            "mgwebservice.asmx/getcommittees": self.committees,
            "mgwhatsnew.aspx": self.whats_new,
            "mgdelegateddecisions.aspx": self.published if asked.get("ds") == "2" else no_decisions,
            "mgplanshome.aspx": lambda: shell(
                "Forward plans", '<a href="mgListPlans.aspx?RPId=120&amp;RD=0">Cabinet</a>'
            ),
            "mglistplans.aspx": self.editions,
        }
        return whole[page]() if page in whole else ""

    def pages(self) -> dict[str, Served]:
        """Its addresses, for a site that asks it each time."""
        names = ["ieListDocuments", "ieDecisionDetails", "mgIssueHistoryHome", "ieIssueDetails", "mgListPlanItems"]
        names += ["mgWhatsNew", "mgDelegatedDecisions", "mgPlansHome", "mgListPlans"]
        paths = [f"{name}.aspx" for name in names]
        paths += [f"mgWebService.asmx/{call}" for call in ("GetMeetings", "GetCommittees")]
        return {f"/{path}": self.serve for path in (*paths, *(quote(path, safe="/,':") for path in self.files()))}

    def committees(self) -> str:
        named = {meeting.cid: meeting.committee for meeting in self.meetings}
        rows = "".join(
            f"<committee><committeeid>{cid}</committeeid><committeetitle>{escape(name)}</committeetitle>"
            "<committeedeleted>False</committeedeleted><committeeexpired>False</committeeexpired></committee>"
            for cid, name in named.items()
        )
        return f"<committees>{rows}</committees>"

    def all_meetings(self) -> str:
        grouped: dict[tuple[int, str], list[Meeting]] = {}
        for meeting in self.meetings:
            grouped.setdefault((meeting.cid, meeting.committee), []).append(meeting)
        committees = "".join(
            f"<committee><committeeid>{cid}</committeeid><committeetitle>{escape(name)}</committeetitle>"
            f"<committeemeetings>{''.join(map(listed, held))}</committeemeetings></committee>"
            for (cid, name), held in grouped.items()
        )
        return f"<getmeetings><meetingscount> {len(self.meetings)}</meetingscount>{committees}</getmeetings>"

    def whats_new(self) -> str:
        lines = "".join(
            f'<li>{day:%d/%m/%Y} - {event}: <a  href="{escape(path)}"  >{escape(words)}</a></li>'
            for day, event, path, words in self.news[:20]
        )
        return shell("What's new", f'<ul  class="mgBulletList" >{lines}</ul>')

    def published(self) -> str:
        rows = "".join(
            f'<tr><td  class="mgMainTxt" ><a  href="ieDecisionDetails.aspx?ID={one.number}"  >{escape(one.title)}'
            f'<span  class="mgHide" > ref: {one.number}</span></a></td><td>{one.published:%d/%m/%Y}</td>'
            f"<td>{one.effective:%d/%m/%Y}</td><td>{'For' if one.call_in else 'Not for'} call-in</td></tr>"
            for one in sorted(self.decisions, key=lambda one: one.published, reverse=True)
        )
        return register("Decisions published", ("Title", "Date", "Effective from", "Call-ins"), rows)

    def editions(self) -> str:
        lines = "".join(
            f'<li><a href="mgListPlanItems.aspx?PlanId={plan}&amp;RP=120">{name}</a></li>'
            for plan, (name, _) in sorted(self.plans.items(), reverse=True)
        )
        return shell("Forward plan", f'<ul  class="mgBulletList" >{lines}</ul>')


def shell(heading: str, content: str) -> str:
    head = f'<div class="mgHeader"><h1  class="mgMainTitleTxt" >{heading}</h1></div>'
    return f'{HEAD.format(heading)}{head}<div class="mgContent" >{content}{ENDING}'


def listed(meeting: Meeting) -> str:
    return (
        f"<meeting><meetingid>{meeting.mid}</meetingid><meetingdate>{meeting.at:%d/%m/%Y}</meetingdate>"
        f"<meetingstatus>{meeting.status}</meetingstatus><meetingtime>{meeting.clock}</meetingtime>"
        "<iswebcast>False</iswebcast></meeting>"
    )


def register(caption: str, columns: tuple[str, ...], rows: str) -> str:
    heads = "".join(f"<th scope='col'>{one}</th>" for one in columns)
    table = f'<table class="mgTabTable tablesorter"><caption>{caption}</caption><thead><tr>{heads}</tr></thead>'
    return shell("Decisions", f"{table}<tbody>{rows}</tbody></table>")


def no_decisions() -> str:
    return register("Forthcoming Decisions", ("Title", "Date", "Decision due"), "")


def labelled(name: str, value: str) -> str:
    return f'<p><span  class="mgLabel" >{name} </span>{escape(value)}</p>'


def decided(one: Decision) -> str:
    """The page of a decision."""
    title = f'<div class="mgSubTitle" ><h2 class="mgSubTitleTxt">{escape(one.title)}</h2></div>'
    lines = labelled("Decision Maker:", one.maker) + labelled("Decision status:", one.status)
    if one.meeting:
        held = f'<a href="{escape(one.meeting.page)}">{one.meeting.at:%d/%m/%Y} - {escape(one.meeting.committee)}</a>'
        lines += f'<p><span  class="mgLabel" >Decided at meeting: </span>{held}</p>'
    lines += labelled("Is Key decision?:", "Yes") + labelled("Is subject to call in?:", "Yes" if one.call_in else "No")
    lines += f'<h3 class="mgSubSubTitleTxt">Purpose:</h3><div class="mgWordPara"><p>{escape(one.purpose)}</p></div>'
    lines += labelled("Publication date:", f"{one.published:%d/%m/%Y}")
    made = one.meeting.at.date() if one.meeting else one.published
    lines += labelled("Date of decision:", f"{made:%d/%m/%Y}")
    if one.paper:
        lines += (
            f'<p class="mgLabel" >Accompanying Documents:</p><ul  class="mgBulletList" ><li>{one.paper.link}</li></ul>'
        )
    return shell("Decision details", lines).replace('<div class="mgContent" >', title + '<div class="mgContent" >')


def planned(name: str, items: list[PlanItem]) -> str:
    """The page of one edition of the forward plan."""
    rows = "".join(
        f'<tr><td  class="mgItemNumberCell" ><p>{number}.</p></td><td><p  class="mgAiTitleTxt" >'
        f'<a  class="mgAiTitleLnk"   href="mgIssueHistoryHome.aspx?IId={one.iid}&amp;RPID=0"  >'
        f"{escape(one.title)}</a></p>"
        + labelled("Decision maker:", "Cabinet")
        + labelled("Decision:", one.due)
        + (f"<p>{escape(one.words)}</p>" if one.words else "")
        + "</td></tr>"
        for number, one in enumerate(items, 1)
    )
    title = f'<div class="mgSubTitle" ><h2 class="mgSubTitleTxt">{name}</h2></div>'
    return shell("Forward plan", f'{title}<table  class="mgItemTable" >{rows}</table>')

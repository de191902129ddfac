"""Pages of a council for a story: what its committees, its meetings and its register of decisions show, written by us
in the shape of ModernGov's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from tests.features.end_to_end.town import Town
from tests.tools.web import Answer, Served
from watcher.cli.demo.paper import pdf

SHELL = '<html><body><div id="modgov"><h1>{}</h1><div class="mgContent">{}</div></div></body></html>'
REGISTER = "/mgDelegatedDecisions.aspx"


@dataclass
class Item:
    """One line of an agenda; a report of these pages stands under its number `paper`."""

    number: str
    title: str
    paper: int = 0
    pages: tuple[str, ...] = ()
    issue: int = 0
    size: int = 88

    def row(self) -> str:
        title = self.title
        if self.paper:
            size = f'<span class="mgFileSize"> PDF {self.size} KB</span>'
            title = f'<a class="mgAiTitleLnk" href="documents/s{self.paper}/Report.pdf">{title}{size}</a>'
        issue = f'<p><a href="mgIssueHistoryHome.aspx?IId={self.issue}">View the background</a></p>' * bool(self.issue)
        return (
            f'<tr><td class="mgItemNumberCell"><p>{self.number}.</p></td><td><a name="AI{hash_of(self)}"></a>'
            f'<p class="mgAiTitleTxt">{title}</p>{issue}</td></tr>'
        )


def hash_of(item: Item) -> int:
    return 10_000 + item.paper + 7 * int(item.number)


@dataclass
class Meeting:
    number: int
    when: date
    committee: str = "Cabinet"
    cid: int = 153
    items: list[Item] = field(default_factory=list)
    minutes: tuple[str, ...] = ()
    status: str = ""
    """What stands behind its day, in the list and on its page."""

    @property
    def address(self) -> str:
        return f"/ieListDocuments.aspx?CId={self.cid}&MId={self.number}"

    def page(self) -> str:
        state = "Agenda and minutes" if self.minutes else "Agenda" if self.items else "Meeting"
        packs = f'<li><a href="documents/g{self.number}/Printed minutes.pdf?T=1">Printed minutes</a></li>'
        links = f'<ul class="mgActionList">{packs}</ul>' if self.minutes else ""
        rows = f'<table class="mgItemTable">{"".join(item.row() for item in self.items)}</table>'
        when = f"{self.when:%A}, {self.when.day}th {self.when:%B, %Y} 7.00 pm"
        return SHELL.format(state, f'<h2 class="mgSubTitleTxt">{self.committee} - {when}{self.said}</h2>{links}{rows}')

    @property
    def said(self) -> str:
        return f" - {self.status}" if self.status else ""

    def papers(self) -> dict[str, bytes]:
        found = {f"/documents/s{item.paper}/Report.pdf": pdf(*item.pages) for item in self.items if item.paper}
        return found | (
            {f"/documents/g{self.number}/Printed%20minutes.pdf": pdf(*self.minutes)} if self.minutes else {}
        )


def committee_page(name: str, meetings: Iterable[Meeting]) -> str:
    lines = (
        f'<li><a href="{one.address[1:]}">{one.when.day} {one.when:%b %Y} 7.00 pm{one.said}</a></li>'
        for one in meetings
    )
    return SHELL.format(f"Browse meetings - {name}", f'<ul class="mgNonBulletTableList">{"".join(lines)}</ul>')


@dataclass(frozen=True)
class Decision:
    number: int
    title: str
    published: date
    effective: date
    issue: int = 0
    call_ins: str = "For call-in"

    def row(self) -> str:
        link = f'<a href="ieDecisionDetails.aspx?ID={self.number}">{self.title}</a>'
        cells = (link, f"{self.published:%d/%m/%Y}", f"{self.effective:%d/%m/%Y}", self.call_ins)
        return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"

    def page(self) -> str:
        issue = f'<p><a href="mgIssueHistoryHome.aspx?IId={self.issue}&amp;Opt=0">Issue</a></p>' * bool(self.issue)
        labels: Mapping[str, str] = {
            "Decision Maker": "Cabinet",
            "Decision status": "Recommendations Approved",
            "Is subject to call in?": "Yes",
            "Publication date": f"{self.published:%d/%m/%Y}",
            "Date of decision": f"{self.published:%d/%m/%Y}",
        }
        said = "".join(f'<p><span class="mgLabel">{name}: </span>{value}</p>' for name, value in labels.items())
        return SHELL.format("Decision details", f'<h2 class="mgSubTitleTxt">{self.title}</h2>{said}{issue}')


def register(decisions: Iterable[Decision]) -> str:
    head = "".join(f"<th>{name}</th>" for name in ("Title", "Date", "Effective from", "Call-ins"))
    rows = "".join(one.row() for one in decisions)
    table = f'<table class="mgTabTable"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return SHELL.format("Decisions", table)


@dataclass
class Borough:
    """A council as its portal shows it now: `shows` serves it in the town."""

    meetings: list[Meeting] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)

    def shows(self, town: Town) -> None:
        made, due = register(self.decisions), register(())
        pages: dict[str, Served] = {REGISTER: lambda asked: Answer((made if "DS=2" in asked.path else due).encode())}
        for one in self.meetings:
            of_it = [other for other in self.meetings if other.cid == one.cid]
            pages[f"/ieListMeetings.aspx?CId={one.cid}&Year=0"] = committee_page(one.committee, of_it)
            pages[one.address] = one.page()
            pages |= one.papers()
        pages |= {f"/ieDecisionDetails.aspx?ID={one.number}": one.page() for one in self.decisions}
        town.serves(pages)

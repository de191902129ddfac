"""What stands on a council's portal, as data, with the markup of a meeting's page (facts/moderngov.md)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from html import escape

HEAD = '<html><!-- Modern.gov Reverse CMS --><head><title>{0}</title></head><body><div id="modgov">'
ENDING = '</div><div class="mgFooter" ><p>&nbsp;</p></div></div></body></html>'
TOWN_HALL = "Council Chamber, Town Hall, Eastmere"


@dataclass
class Paper:
    """A file; `pages` are the texts of its pages, lines as lines."""

    path: str
    title: str
    pages: tuple[str, ...]
    size: str = "PDF 388 KB"
    appendices: list[Paper] = field(default_factory=list)

    @property
    def link(self) -> str:
        shown = f'{escape(self.title)}<span  class="mgFileSize" > {self.size}</span>'
        return f'<a  class="mgAiTitleLnk"   href="{self.path}"  >{shown}</a>'


@dataclass
class Item:
    """A line of an agenda. `minute` and `decision` are what it came to, once that stands there."""

    number: int
    title: str
    paper: Paper | None = None
    minute: str = ""
    decision: str = ""
    text: str = ""

    def row(self, mid: int) -> str:
        title = self.paper.link if self.paper else escape(self.title)
        words = f'<div class="mgWordPara"><p>{escape(self.text)}</p></div>' if self.text else ""
        more = "".join(f"<li>{one.link}</li>" for one in (self.paper.appendices if self.paper else ()))
        head = '<p  class="mgSubItemTitleTxt" >{}:</p>'
        words += f'{head.format("Additional documents")}<ul  class="mgBulletList" >{more}</ul>' if more else ""
        for name, said in (("Decision", self.decision), ("Minutes", self.minute)):
            words += f'{head.format(name)}<div class="mgWordPara"><p>{escape(said)}</p></div>' if said else ""
        anchor = f'<a name="AI{mid}{self.number:02}"></a>'
        number = f'<td  class="mgItemNumberCell" ><p  class="mgAiTitleTxt" >{self.number}.</p></td>'
        return f'<tr>{number}<td>{anchor}<p  class="mgAiTitleTxt" >{title}</p>{words}</td></tr>'


@dataclass
class Meeting:
    """`state` is the page's own heading; `files` stand above its items: frontsheet, pack, minutes, supplements."""

    mid: int
    cid: int
    committee: str
    at: datetime
    items: list[Item] = field(default_factory=list)
    files: list[Paper] = field(default_factory=list)
    state: str = "Agenda"
    status: str = "Confirmed"
    venue: str = TOWN_HALL

    @property
    def page(self) -> str:
        return f"ieListDocuments.aspx?CId={self.cid}&MId={self.mid}"

    @property
    def clock(self) -> str:
        return f"{self.at:%I.%M %p}".lstrip("0").lower()

    @property
    def heading(self) -> str:
        return (
            f"{escape(self.committee)} - {self.at:%A}, {ordinal(self.at.day)} {self.at:%B}, {self.at.year} {self.clock}"
        )

    def publish(self, *items: Item, front: str = "") -> None:
        """Its agenda comes out: frontsheet, pack and the reports of these items."""
        self.items = [Item(1, "Apologies for absence"), Item(2, "Declarations of interest"), *items]
        named = f"{self.at:%d}-{self.at:%b}-{self.at.year} {self.at:%H.%M} {self.committee}.pdf"
        contents = "\n".join(f"{item.number} {item.title.upper()}" for item in self.items)
        first = f"{self.committee}\nAGENDA\n{self.at:%A %d %B %Y}, {self.clock}\n{self.venue}\n{front}\n{contents}"
        packed = [page for item in items if item.paper for page in item.paper.pages]
        self.files += [
            Paper(f"documents/g{self.mid}/Agenda frontsheet {named}?T=0", "Agenda frontsheet", (first,), "PDF 132 KB"),
            Paper(f"documents/g{self.mid}/Public reports pack {named}?T=10", "Agenda reports pack",
                  (first, *packed), "PDF 5 MB"),
        ]  # fmt: skip

    def html(self) -> str:
        files = "".join(f"<li>{one.link}</li>" for one in self.files)
        links = f'<div class="mgLinks" ><ul  class="mgActionList" >{files}</ul></div>' if files else ""
        ics = f"mgVCalendar.aspx?EID={self.mid}&amp;ET=51&amp;RPID=0&amp;FMT=ICS"
        rows = "".join(item.row(self.mid) for item in self.items)
        table = f'<table  class="mgItemTable" ><caption>Items</caption>{rows}</table>' if rows else ""
        cancelled = "<p>This meeting has been CANCELLED</p>" if self.status == "Cancelled" else ""
        return (
            HEAD.format(f"{self.state} for {self.heading}")
            + f'<div class="mgHeader"><h1  class="mgMainTitleTxt" >{self.state}</h1></div>'
            f'<div class="mgSubTitle" ><h2 class="mgSubTitleTxt">{self.heading}</h2></div>{links}'
            f'<div class="mgContent" >{cancelled}'
            f'<p><span  class="mgMainTxtBold" >Venue:&nbsp;&nbsp;</span>{escape(self.venue)}. '
            '<a href="mgLocationDetails.aspx?RID=1">View directions</a></p>'
            '<p><span  class="mgMainTxtBold" >Contact:&nbsp;</span>A Clerk&nbsp; 01700 000000</p>'
            f'<p><a href="{ics}">Add this meeting to your calendar</a></p>{table}' + ENDING
        )

    def papers(self) -> list[Paper]:
        found = [*self.files, *(item.paper for item in self.items if item.paper)]
        return [*found, *(more for one in found for more in one.appendices)]


@dataclass
class Decision:
    """One of the register of decisions; with a meeting, made there."""

    number: int
    title: str
    maker: str
    purpose: str
    published: date
    effective: date
    call_in: bool = True
    status: str = "Recommendations Approved"
    meeting: Meeting | None = None
    paper: Paper | None = None


@dataclass
class PlanItem:
    """A line of the forward plan."""

    iid: int
    title: str
    due: str
    words: str = ""


def ordinal(day: int) -> str:
    ending = "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"

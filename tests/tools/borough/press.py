"""The borough's papers as feeds, Ofsted's pages and GOV.UK's notices, as they stand at this moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime

from tests.tools.pdfs import pdf
from tests.tools.web import Answer, Served
from tests.unit.sources.feeds import article, rss
from tests.unit.sources.govukpages import PATH, atom, collection, entry, held, noted, served
from tests.unit.sources.ofstedpages import found, provider_page, row, search_page

MOST = 40
"""So many articles a feed shows."""


@dataclass
class Feed:
    """A paper or newsroom; `suffix` is put on all titles."""

    id: str
    name: str
    suffix: str = ""
    items: list[tuple[str, str, datetime]] = field(default_factory=list)
    """Title, summary and time of each article, oldest first."""

    def prints(self, title: str, summary: str, at: datetime) -> None:
        self.items.append((title, summary, at))

    def link(self, number: int) -> str:
        return f"http://{self.id}.example.org/{number}"

    def body(self) -> bytes:
        numbered = list(enumerate(self.items, 1))[-MOST:]
        return rss(
            *(
                article(
                    title + self.suffix,
                    self.link(number),
                    f"{self.id}-{number}",
                    description=summary,
                    date=format_datetime(at),
                )
                for number, (title, summary, at) in reversed(numbered)
            )
        )


@dataclass
class Ofsted:
    """The council's provider page, a listing of schools, and the reports."""

    rows: list[str] = field(default_factory=list)
    reports: dict[str, bytes] = field(default_factory=dict)
    schools: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """By URN: name, day of the latest report and grade, as printed."""

    def publishes(self, number: str, label: str, inspected: str, published: str, pages: list[str]) -> None:
        path = f"/v1/file/{number}"
        self.rows.insert(0, row(number, label, inspected, published, href=path))
        self.reports[path] = pdf(*pages)

    def pages(self) -> dict[str, Served]:
        schools = (found(urn, *school) for urn, school in self.schools.items())
        listing = search_page(*schools).replace("Children's home", "School")
        council = provider_page(*self.rows, name="Eastmere Council", urn="80599")
        return {"/provider/44/80599": council, "/search": listing, **self.reports}


@dataclass
class Notices:
    """A collection of GOV.UK, and a search for what is in it: number, title and day of each notice, oldest first."""

    notices: list[tuple[int, str, str]] = field(default_factory=list)
    path: str = PATH

    def pages(self) -> dict[str, Served]:
        notes = [(f"{day}T10:00:00+00:00", f"Added: {title}.") for _, title, day in reversed(self.notices)]
        content = collection(title="Children's social care: improvement notices")
        content = noted(content, *notes) if notes else content
        content["links"]["documents"] += [held(n, title, f"{day}T10:00:00+00:00") for n, title, day in self.notices]
        content["details"]["collection_groups"][0]["documents"] += [f"id-{number}" for number, _, _ in self.notices]
        pages = [(held(n, title)["base_path"], title, f"{day}T10:00:00Z") for n, title, day in self.notices]
        older = entry("/government/news/parks", "Parks of Eastmere", "2026-10-02T09:00:00Z")
        search = atom(*(entry(*page, summary="A notice.") for page in reversed(pages) if "Eastmere" in page[1]), older)
        return {
            "/api/content" + PATH: Answer(served(content).encode(), content_type="application/json"),
            "/search/all.atom": Answer(search.encode(), content_type="application/atom+xml"),
        }

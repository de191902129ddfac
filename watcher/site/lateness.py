"""The pages of how late papers are: each committee and year, and behind it every paper that counts, so that nobody can
call it made up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from watcher.core.dates import CLEAR_DAYS_FOR_PAPERS, day
from watcher.core.paper_timing import CommitteeYear, PaperTiming
from watcher.core.site_paths import document_path, slug
from watcher.messages.readable import readable
from watcher.messages.telegram_html import one_line, web_address
from watcher.rules.late_papers import total
from watcher.site import texts
from watcher.site.charts.files import LATE_BY_COMMITTEE, LATE_BY_YEAR, chart_path
from watcher.site.charts.lateness import late_by_committee, late_by_year
from watcher.site.context import SiteContext
from watcher.site.entries import Link
from watcher.site.files import SiteFile
from watcher.site.late_papers import late_papers
from watcher.site.layout import SitePage, filled, page_file
from watcher.site.paging import Part, parts
from watcher.store.site_data import stamp_of

A_PAGE = 80
SECTION = "late-papers/index.html"


class LateRow(NamedTuple):
    """How late the papers of one committee were in one year, or of all."""

    link: Link
    year: int
    meetings: int
    dated: int
    late: int
    percent: str
    undated: int
    afterwards: int


class PaperRow(NamedTuple):
    """One paper, with both days."""

    title: str
    path: str
    outside: str
    published: str
    meeting: str
    meeting_page: str
    clear_days: int
    is_late: bool


def late_pages(context: SiteContext) -> Iterator[SiteFile]:
    """Yields the overview, and a list of papers for each committee and year."""
    found = late_papers(context)
    charts = [
        (chart_path(name), chart_path(name, "dark"), lay_out(found).description)
        for name, lay_out in ((LATE_BY_YEAR, late_by_year), (LATE_BY_COMMITTEE, late_by_committee))
    ]
    years, shown = [_row(row) for row in total(found)], charts if any(row.dated for row in found) else []
    for part in parts("late-papers", [_row(row) for row in found], A_PAGE):
        title = texts.LATE_PAPERS if part.number == 1 else f"{texts.LATE_PAPERS}, page {part.number}"
        page = SitePage(part.path, title, texts.LATE_MEANS.format(days=CLEAR_DAYS_FOR_PAPERS), SECTION)
        yield page_file(
            context, page, "late_papers.html", years=years, part=part, charts=shown, urgent=texts.LATE_URGENT
        )
    for row in found:
        yield from _papers(context, row)


def _papers(context: SiteContext, row: CommitteeYear) -> Iterator[SiteFile]:
    """Yields the lists of one committee and year; the rows are made only where one of its papers differs."""
    said = _row(row)
    name = f"{said.link.name}, {said.year}"
    for part in parts(_folder(row), _latest_first(row.dated), A_PAGE):
        title = f"{texts.LATE_PAPERS}: {name}" + (f", page {part.number}" if part.number > 1 else "")
        page = SitePage(part.path, title, texts.LATE_MEANS.format(days=CLEAR_DAYS_FOR_PAPERS), SECTION)
        yield SiteFile(page.path, stamp_of(page, said, part), partial(_list, context, page, said, part))


def _list(context: SiteContext, page: SitePage, row: LateRow, part: Part[PaperTiming]) -> bytes:
    shown = Part(part.path, part.number, [_paper(paper, context) for paper in part.items], part.before, part.after)
    name = f"{row.link.name}, {row.year}"
    return filled(context, page, "late_list.html", part=shown, row=row, name=name)


def _latest_first(papers: Sequence[PaperTiming]) -> list[PaperTiming]:
    """Returns the papers by meeting, the newest meeting first, of each the latest paper first."""
    return sorted(papers, key=lambda paper: (-paper.meeting_day.toordinal(), paper.clear_days, paper.key))


def _folder(row: CommitteeYear) -> str:
    return f"late-papers/{row.year}/{slug(row.committee.casefold())}"


def _row(row: CommitteeYear) -> LateRow:
    return LateRow(
        Link(one_line(readable(row.committee), 120), f"{_folder(row)}/index.html"), row.year, row.meetings,
        len(row.dated), len(row.late), f"{round(100 * row.share)}%" if row.dated else "", row.undated, row.afterwards,
    )  # fmt: skip


def _paper(paper: PaperTiming, context: SiteContext) -> PaperRow:
    mine = (paper.source, paper.key)
    return PaperRow(
        one_line(readable(paper.title), 200), document_path(*mine) if mine in context.data.prints else "",
        web_address(paper.url), day(paper.published), day(paper.meeting_day), web_address(paper.meeting_url),
        paper.clear_days, paper.is_late,
    )  # fmt: skip

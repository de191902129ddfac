"""The pages of inspections over the years: a picture and a table of each provider that is watched, and the providers of
each list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from watcher.core.dates import day
from watcher.core.documents import Document
from watcher.core.site_paths import document_path, slug
from watcher.messages.change import happened, title_of
from watcher.messages.grade_chart import chart
from watcher.messages.inspections import inspected_on
from watcher.messages.telegram_html import one_line
from watcher.site.charts.files import chart_path, ofsted_chart_name
from watcher.site.context import SiteContext
from watcher.site.entries import Link
from watcher.site.files import SiteFile
from watcher.site.layout import SitePage, page_file
from watcher.site.paging import parts

A_PAGE = 40
SECTION = "ofsted/index.html"


class Inspection(NamedTuple):
    """An inspection, or the row of a provider in a list."""

    title: str
    path: str
    day: str
    said: str


def ofsted_pages(context: SiteContext) -> Iterator[SiteFile]:
    """Yields a page for each source of inspections, and one that leads to them."""
    found: dict[str, list[Document]] = defaultdict(list)
    for source, stored in context.data.of_kind("inspection"):
        if not stored.withdrawn:
            found[source].append(stored.document)
    heads = []
    for source, documents in found.items():
        name = context.render.name(source)
        heads.append((Link(name, f"ofsted/{slug(source)}/index.html"), len(documents)))
        yield from _source_pages(context, source, name, documents)
    about = "Inspections by Ofsted over the years: grades, and every report that is known."
    page = SitePage(SECTION, "Ofsted over the years", about, SECTION)
    yield page_file(context, page, "ofsted.html", sources=heads)


def _source_pages(context: SiteContext, source: str, name: str, documents: Sequence[Document]) -> Iterator[SiteFile]:
    newest_first = sorted(documents, key=_when, reverse=True)
    grades = chart(documents, name)
    rows = [_inspection(source, document) for document in newest_first]
    for part in parts(f"ofsted/{slug(source)}", rows, A_PAGE):
        whole = name if "ofsted" in name.casefold() else f"Ofsted: {name}"
        title = whole if part.number == 1 else f"{whole}, page {part.number}"
        page = SitePage(part.path, title, f"Inspections of {name} over the years", SECTION)
        shown = grades if part.number == 1 else None
        picture = ofsted_chart_name(source)
        light, dark = chart_path(picture), chart_path(picture, "dark")
        yield page_file(context, page, "inspections.html", part=part, chart=shown, light=light, dark=dark)


def _when(document: Document) -> tuple[str, str]:
    return str(inspected_on(document) or ""), document.key


def _inspection(source: str, document: Document) -> Inspection:
    when = inspected_on(document)
    return Inspection(
        one_line(title_of(document), 160),
        document_path(source, document.key),
        day(when) if when else "",
        one_line(happened(document), 300),
    )

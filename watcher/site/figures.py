"""The pages of a council's figures over time: a picture and a table of each source of figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from watcher.core.figures import FigureSeries, SeriesPoint
from watcher.core.site_paths import document_path, slug, source_path
from watcher.messages.figures import heading
from watcher.messages.telegram_html import one_line
from watcher.site.charts.figures import ENGLAND, figure_chart
from watcher.site.context import SiteContext
from watcher.site.entries import Link
from watcher.site.files import SiteFile
from watcher.site.layout import SitePage, page_file

SECTION = "figures/index.html"


class FigureRow(NamedTuple):
    """A period, as a row of the table. `path`: of the page that tells when its figure came, and of its revisions."""

    period: str
    cells: Sequence[str]
    path: str


def all_series(context: SiteContext) -> Mapping[str, FigureSeries]:
    """Returns the series of each source of figures that has any, by its id."""
    return context.data.figure_series([source.id for source in context.sources.values() if source.kind == "figures"])


def figure_chart_name(source: str) -> str:
    """Returns the name of the picture of a source's figures."""
    return f"figures-{slug(source)}"


def figure_pages(context: SiteContext) -> Iterator[SiteFile]:
    """Yields a page for each source of figures, and one that leads to them."""
    heads = []
    for source, series in all_series(context).items():
        name = context.render.name(source)
        path = f"figures/{slug(source)}/index.html"
        heads.append(Link(name, path))
        columns, rows = figure_table(source, series)
        page = SitePage(path, name, heading(series), SECTION)
        chart = figure_chart(series, name)
        drawn = f"charts/{figure_chart_name(source)}"
        table = {"columns": columns, "rows": rows, "listing": Link(name, source_path(source))}
        pictures = {"light": f"{drawn}.svg", "dark": f"{drawn}-dark.svg"}
        yield page_file(context, page, "figures.html", chart=chart, **pictures, **table)
    about = "What official statistics for all councils say of ours, beside England and the neighbours."
    yield page_file(context, SitePage(SECTION, "Figures over time", about, SECTION), "figures.html", sources=heads)


def figure_table(source: str, series: FigureSeries) -> tuple[Sequence[str], Sequence[FigureRow]]:
    """Returns the names of the columns, and a row for each period, the newest first."""
    named = list(dict.fromkeys(each for point in series.points for each in point.neighbours))
    england = [ENGLAND] if any(point.england for point in series.points) else []
    columns = [one_line(each, 60) for each in (series.council, *england, *named)]
    rows = [
        FigureRow(point.period, _cells(point, england, named), document_path(source, point.key))
        for point in reversed(series.points)
    ]
    return columns, rows


def _cells(point: SeriesPoint, england: Sequence[str], named: Sequence[str]) -> Sequence[str]:
    figures = [point.council, *([point.england] if england else []), *map(point.neighbours.get, named)]
    return [one_line(figure.said, 60) if figure else "" for figure in figures]

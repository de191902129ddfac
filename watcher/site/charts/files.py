"""Writes the charts as files, each once for light pages and once for dark ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from watcher.core.charts import BarChart, LineChart
from watcher.core.documents import Document
from watcher.core.grade_chart import GradeChart
from watcher.core.site_paths import slug
from watcher.messages.grade_chart import chart as grade_chart
from watcher.site.charts.figures import figure_chart
from watcher.site.charts.lateness import late_by_committee, late_by_year
from watcher.site.context import SiteContext
from watcher.site.figures import all_series, figure_chart_name
from watcher.site.files import SiteFile
from watcher.site.late_papers import late_papers
from watcher.store.site_data import stamp_of

if TYPE_CHECKING:
    from watcher.site.charts.canvas import Theme

THEMES: tuple[Theme, ...] = ("light", "dark")
LATE_BY_COMMITTEE, LATE_BY_YEAR = "late-by-committee", "late-by-year"


def chart_path(name: str, theme: Theme = "light") -> str:
    """Returns where a chart lies: `charts/late-by-year.svg`, for dark pages `charts/late-by-year-dark.svg`."""
    return f"charts/{name}{'' if theme == 'light' else f'-{theme}'}.svg"


def ofsted_chart_name(source: str) -> str:
    """Returns the name of the chart of a source's inspections."""
    return f"ofsted-{slug(source)}"


def ofsted_charts(context: SiteContext) -> dict[str, GradeChart]:
    """Returns, by the source's id, the grades over the years of each provider that has been graded."""
    found: dict[str, list[Document]] = defaultdict(list)
    for source, stored in context.data.of_kind("inspection"):
        if not stored.withdrawn:
            found[source].append(stored.document)
    drawn = {source: grade_chart(documents, context.render.name(source)) for source, documents in found.items()}
    return {source: chart for source, chart in drawn.items() if chart}


def ofsted_pictures(context: SiteContext) -> Iterator[SiteFile]:
    """Yields the pictures of Ofsted's grades."""
    for source, chart in ofsted_charts(context).items():
        for theme in THEMES:
            path = chart_path(ofsted_chart_name(source), theme)
            yield SiteFile(path, stamp_of("grades", theme, chart), partial(_draw, chart, theme))


def late_pictures(context: SiteContext) -> Iterator[SiteFile]:
    """Yields the pictures of how late papers are."""
    rows = late_papers(context)
    for name, bars in ((LATE_BY_COMMITTEE, late_by_committee(rows)), (LATE_BY_YEAR, late_by_year(rows))):
        for theme in THEMES:
            yield SiteFile(chart_path(name, theme), stamp_of("bars", theme, bars), partial(_draw, bars, theme))


def figure_pictures(context: SiteContext) -> Iterator[SiteFile]:
    """Yields the pictures of figures over time."""
    for source, series in all_series(context).items():
        chart = figure_chart(series, context.render.name(source))
        for theme in THEMES:
            path = chart_path(figure_chart_name(source), theme)
            yield SiteFile(path, stamp_of("figures", theme, chart), partial(_draw, chart, theme))


def _draw(chart: GradeChart | LineChart | BarChart, theme: Theme) -> bytes:
    from watcher.site.charts import drawing  # its library is loaded only where a chart differs

    if isinstance(chart, GradeChart):
        return drawing.draw_grades(chart, theme)
    return drawing.draw_lines(chart, theme) if isinstance(chart, LineChart) else drawing.draw_bars(chart, theme)

"""Lays out how late papers are as charts: by committee in the newest year, and year by year."""

from __future__ import annotations

from collections.abc import Sequence

from watcher.core.charts import Bar, BarChart
from watcher.core.paper_timing import CommitteeYear
from watcher.rules.late_papers import total
from watcher.site import texts

MOST_BARS = 24


def late_by_committee(rows: Sequence[CommitteeYear]) -> BarChart:
    """Returns the share of late papers of each committee in the newest year that has papers with a day of the portal's
    own, the largest first."""
    dated = [row for row in rows if row.dated]
    year = max((row.year for row in dated), default=0)
    newest = sorted((row for row in dated if row.year == year), key=lambda row: (-row.share, row.committee.casefold()))
    title = texts.LATE_BY_COMMITTEE.format(year=year) if year else texts.LATE_PAPERS
    return _chart(title, [_bar(row, row.committee) for row in newest])


def late_by_year(rows: Sequence[CommitteeYear]) -> BarChart:
    """Returns the share of late papers of all committees year by year, the newest first."""
    return _chart(texts.LATE_BY_YEAR, [_bar(row, str(row.year)) for row in total(rows) if row.dated])


def _bar(row: CommitteeYear, label: str) -> Bar:
    said = texts.LATE_OF.format(late=len(row.late), dated=len(row.dated), percent=round(100 * row.share))
    return Bar(label, row.share, said)


def _chart(title: str, bars: Sequence[Bar]) -> BarChart:
    said = "; ".join(f"{bar.label}: {bar.said}" for bar in bars[:MOST_BARS]) or texts.NO_DATES
    return BarChart(title, said, bars[:MOST_BARS])

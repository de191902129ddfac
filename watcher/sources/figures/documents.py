"""Makes the documents of a series of figures, one a period. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from watcher.core.documents import Document, Json
from watcher.core.figures import Figure
from watcher.sources.figures.asked import ENGLAND, Asked
from watcher.sources.figures.cells import plain_name
from watcher.sources.figures.periods import Period
from watcher.sources.figures.series import Found

_OF_WHAT = ("percentage of ", "per cent of ", "percent of ", "proportion of ", "% of ", "pc of ", "share of ")
_HOW_MANY = ("number of ", "count of ", "total number of ")
_SURELY_HIGHER = ("within 20 weeks", "within 20 week", "20 weeks or less", "issued in time", "on time")
"""What is surely the better, the more of it there is: the law gives 20 weeks for a plan."""


def documents_of(found: Found, asked: Asked, url: str) -> tuple[Document, ...]:
    """Returns a document for each period, the oldest first, each with the figure before it and the others of it."""
    measure = asked.measure or in_words(found.measure, found.unit)
    better = asked.better or ("higher" if any(words in plain_name(measure) for words in _SURELY_HIGHER) else "")
    council = asked.councils[found.council]
    made: list[Document] = []
    before: tuple[Period, Figure] | None = None
    for period, by_place in found.figures.items():
        figure = by_place[found.council]
        details: dict[str, Json] = {
            "council": council,
            "figure": figure.said,
            "value": figure.value,
            "unit": found.unit,
            "period": period.name,
            "period_order": period.order,
            "measure": measure,
            "column": found.measure,
            "better": better,
            "england": _kept(by_place.get(ENGLAND)),
            "neighbours": _neighbours(by_place, asked),
            "previous": _with(before[1]) | {"period": before[0].name} if before else None,
            "not_in_file": list(found.missing),
        }
        kept = {name: value for name, value in details.items() if value not in (None, "", [], {})}
        key, title = _key(period), titled(council, figure, measure, period.name)
        matched = f"{found.measure} {measure}".replace("_", " ")
        made.append(Document(key, "article", title, f"{url}#{key}", details=kept, words=matched))
        before = period, figure
    return tuple(made)


def titled(council: str, figure: Figure, measure: str, period: str) -> str:
    """Returns the news of a figure: `Havering: 41.2 % of EHC plans within 20 weeks in 2025`."""
    said = figure.said if figure.value is not None else f"no figure, {figure.said},"
    between = " " if measure.startswith(("of ", "for ")) or figure.value is None else ", "
    behind = f" in {period}" if between == " " else f", {period}"
    return f"{council}: {said}{between if measure else ''}{measure}{behind}"


def in_words(measure: str, unit: str) -> str:
    """Returns what a column counts as it is said behind a figure: of `Percentage of plans issued` is `of plans
    issued`."""
    said = " ".join(measure.replace("_", " ").split()).removesuffix("(%)").removesuffix("%").strip()
    plain = said.casefold()
    for start in _OF_WHAT if unit == "%" else _HOW_MANY:
        if plain.startswith(start):
            return f"of {said[len(start) :]}" if unit == "%" else said[len(start) :]
    said = said[2:].strip() if plain.startswith("% ") else said
    return said[:1].lower() + said[1:] if said[1:2].islower() else said


def _key(period: Period) -> str:
    return period.name.replace(" ", "-").replace("/", "-").lower()


def _neighbours(by_place: Mapping[str, Figure], asked: Asked) -> dict[str, Json]:
    return {shown: _with(by_place[who]) for who, shown in asked.neighbours.items() if who in by_place}


def _with(figure: Figure) -> dict[str, Json]:
    return {"said": figure.said} | ({} if figure.value is None else {"value": figure.value})


def _kept(figure: Figure | None) -> dict[str, Json] | None:
    return _with(figure) if figure else None

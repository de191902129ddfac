"""PURE: a council's figure in words, beside the one before, England's and its neighbours'; and a series as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from watcher.core.documents import Change, Document
from watcher.core.figures import Figure, FigureSeries, SeriesPoint, is_figure, point_of, series_of
from watcher.messages.telegram_html import TelegramHtml, one_line, plain
from watcher.messages.texts import figures as texts

MOST_BESIDE = 3
"""Neighbours in the first line; the others follow."""
MOST_NEIGHBOURS, MOST_NAME, MOST_FIGURE = 20, 40, 40


def news(change: Change) -> str:
    """Returns what is said behind the title of a figure: the one before, England's and the neighbours', or for a
    revised one what it was; empty for any other document."""
    if not is_figure(change.document):
        return ""
    if "figure" in change.fields:
        old, new = (one_line(str(said), MOST_FIGURE) for said in change.fields["figure"])
        return texts.REVISED.format(old=old, new=new)
    before, point = _before(change.document), point_of(change.document)
    said = texts.BEFORE.format(period=one_line(before[0], MOST_NAME), figure=_said(before[1])) if before else ""
    others = _others(point, MOST_BESIDE)
    return said + (texts.OTHERS.format(others=others) if others else "")


def about(document: Document) -> TelegramHtml:
    """Returns what else is known of a figure: better or worse than what, the other neighbours, and which have no row;
    empty for any other document."""
    if not is_figure(document):
        return TelegramHtml()
    point = point_of(document)
    lines = [_comparison(document, point)]
    if point.council.value is None:
        lines.append(texts.NO_FIGURE)
    if len(point.neighbours) > MOST_BESIDE:
        lines.append(texts.ALL_NEIGHBOURS.format(neighbours=_listed(point.neighbours, MOST_NEIGHBOURS)))
    absent = document.details.get("not_in_file")
    if isinstance(absent, list) and absent:
        names = ", ".join(one_line(str(name), MOST_NAME) for name in absent[:MOST_NEIGHBOURS])
        lines.append(texts.NOT_IN_FILE.format(names=names))
    return plain(" ".join(filter(None, lines)))


def extra_lines(document: Document) -> list[str]:
    """Returns what stands beside a figure, and in which column it was found; nothing for any other document."""
    if not is_figure(document):
        return []
    beside = news(Change("new", document)).strip(" .")
    column = str(document.details.get("column") or "")
    return [beside, *([texts.NOTED_COLUMN.format(column=one_line(column, 120))] if column else [])]


def remarks(documents: Sequence[Document]) -> list[str]:
    """Returns what an administrator may want to say otherwise of the source of these figures: its neighbours."""
    series = series_of(documents)
    if series is None:
        return []
    absent = next(filter(is_figure, reversed(documents))).details.get("not_in_file")
    if isinstance(absent, list) and absent:
        return [texts.NOTED_ALL_MISSING.format(names=", ".join(one_line(str(name), MOST_NAME) for name in absent))]
    return [] if any(point.neighbours for point in series.points) else [texts.NOTED_NONE_NAMED]


def heading(series: FigureSeries) -> str:
    """Returns what a series is of: `Havering: per cent of EHC plans within 20 weeks`."""
    is_share = series.unit == "%" and series.measure.startswith("of ")
    measure = texts.SERIES_PER_CENT.format(measure=series.measure) if is_share else series.measure
    return texts.SERIES.format(council=one_line(series.council, MOST_NAME), measure=one_line(measure, 160))


def as_text(series: FigureSeries) -> str:
    """Returns a series for those who can't see its picture: a line a period, the newest first."""
    return "\n".join([heading(series), *map(_line, reversed(series.points))])


def _line(point: SeriesPoint) -> str:
    others = _others(point, MOST_NEIGHBOURS)
    said = texts.SERIES_POINT.format(period=point.period, figure=point.council.said)
    return said + (texts.SERIES_OTHERS.format(others=others) if others else "")


def _others(point: SeriesPoint, most: int) -> str:
    england = texts.ENGLAND.format(figure=_said(point.england)) if point.england else ""
    return "; ".join(filter(None, (england, _listed(point.neighbours, most))))


def _listed(neighbours: Mapping[str, Figure], most: int) -> str:
    shown = [
        texts.NEIGHBOUR.format(name=one_line(name, MOST_NAME), figure=_said(figure))
        for name, figure in list(neighbours.items())[:most]
    ]
    more = len(neighbours) - len(shown)
    return ", ".join([*shown, *([texts.AND_MORE.format(count=more)] if more else [])])


def _said(figure: Figure) -> str:
    return one_line(figure.said, MOST_FIGURE)


def _before(document: Document) -> tuple[str, Figure] | None:
    """Returns the period before and its figure; None where none is known."""
    kept = document.details.get("previous")
    if not isinstance(kept, dict):
        return None
    value = kept.get("value")
    number = float(value) if isinstance(value, int | float) else None
    return str(kept.get("period") or ""), Figure(str(kept.get("said") or ""), number)


def _comparison(document: Document, point: SeriesPoint) -> str:
    """Returns `Better than in 2024, worse than England.` as far as that is sure; higher or lower where it is not."""
    parts = []
    before = _before(document)
    if before and (word := _compared(point.council, before[1], document)):
        parts.append(texts.COMPARED.format(better=word, period=one_line(before[0], MOST_NAME)))
    if point.england and (word := _compared(point.council, point.england, document)):
        parts.append(texts.COMPARED_ENGLAND.format(better=word))
    said = ", ".join(parts)
    return f"{said[0].upper()}{said[1:]}." if said else ""


def _compared(own: Figure, other: Figure, document: Document) -> str:
    """Returns the word for how a figure stands to another one; empty where they read alike or one is no number."""
    if own.value is None or other.value is None or own.said == other.said:
        return ""
    is_higher = own.value > other.value
    better = document.details.get("better")
    if better not in ("higher", "lower"):
        return texts.HIGHER if is_higher else texts.LOWER
    return texts.BETTER if is_higher == (better == "higher") else texts.WORSE

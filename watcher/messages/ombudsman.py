"""PURE: the Ombudsman's decisions about one council in words, as figures by year, and as the data of a picture."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from watcher.core.dates import day
from watcher.core.documents import Document
from watcher.core.grade_chart import Cell, GradeChart, Lane, Row, Tone
from watcher.messages.telegram_html import TelegramHtml, bold, join, link, one_line, own, plain
from watcher.messages.texts import ombudsman as texts
from watcher.messages.texts.format import fill

MOST_YEARS, MOST_SUBJECTS, MOST_NEWEST = 6, 6, 3
_TONES: Mapping[str, Tone] = {"upheld": "weak", "not upheld": "good"}
_ORDER = ("upheld", "not upheld", "closed after initial enquiries")


def is_decision(document: Document) -> bool:
    """Whether a document is a decision of the Ombudsman."""
    return isinstance(document.details.get("reference"), str) and "outcome" in document.details


def remedy(document: Document) -> TelegramHtml:
    """What the council agreed to do, and what it pays in all where that is known; empty where neither is."""
    said = document.details.get("remedy")
    if not is_decision(document) or not isinstance(said, str):
        return TelegramHtml()
    pounds = document.details.get("remedy_sum")
    if isinstance(pounds, int):
        return plain(texts.AGREED_TO_PAY.format(pounds=f"{pounds:,}", remedy=one_line(said, 240)))
    return plain(texts.AGREED.format(remedy=one_line(said, 240)))


def record(decisions: Iterable[Document], name: str) -> TelegramHtml:
    """A council's record: the outcomes by year, the newest year first, what was upheld by subject, and the newest."""
    found = _newest_first(decisions)
    first, last = (day(one.published) for one in (found[-1], found[0]) if one.published)
    since = texts.SINCE.format(count=len(found), first=first, last=last)
    head = [bold(_title(found, name)), plain(since if len(found) > 1 else texts.SINCE_ONE.format(last=last))]
    years = [plain(_year(year, some)) for year, some in _by_year(found).items()]
    newest = [
        plain("• ") + link(one_line(one.title, 160), one.url) + plain(f", {day(one.published)}")
        for one in found[:MOST_NEWEST]
        if one.published
    ]
    parts = [join(head), join(years), *_subjects(found), join([bold(texts.NEWEST), *newest]), own(texts.HONEST)]
    return join(parts, "\n\n")


def chart(decisions: Iterable[Document], name: str) -> GradeChart:
    """The same as a picture: a column a year, a row an outcome, and a row for each subject of what was upheld."""
    found = _newest_first(decisions)
    years = list(_by_year(found))[:MOST_YEARS][::-1]
    shown = [one for one in found if _year_of(one) in years]
    upheld = [one for one in shown if _outcome(one) == "upheld"]
    title = _title(found, name)
    newest = day(found[0].published) if found[0].published else ""
    lanes = [Lane(texts.LANE, tuple(_rows(shown, years, "outcome")))]
    if upheld:
        lanes.append(Lane(texts.LANE_UPHELD, tuple(_rows(upheld, years, "category")[:MOST_SUBJECTS])))
    return GradeChart(
        title,
        texts.SUBTITLE.format(day=newest),
        tuple(years),
        tuple(lanes),
        texts.FOOT,
        texts.ALT.format(title=title, day=newest),
    )


def _newest_first(decisions: Iterable[Document]) -> list[Document]:
    dated = [one for one in decisions if one.published]
    return sorted(dated, key=lambda one: (str(one.published), one.key), reverse=True)


def _title(found: Sequence[Document], name: str) -> str:
    """The council where all are about one, else the name of the source."""
    councils = {str(one.details.get("council") or "") for one in found}
    return (
        texts.TITLE.format(council=one_line(councils.pop() or name, 80)) if len(councils) == 1 else one_line(name, 80)
    )


def _by_year(found: Iterable[Document]) -> dict[str, list[Document]]:
    years: dict[str, list[Document]] = defaultdict(list)
    for one in found:
        years[_year_of(one)].append(one)
    return years


def _year_of(document: Document) -> str:
    return str(document.published)[:4]


def _outcome(document: Document) -> str:
    return one_line(str(document.details.get("outcome") or texts.OTHER), 40).casefold()


def _rank(outcome: str) -> tuple[int, str]:
    return (_ORDER.index(outcome) if outcome in _ORDER else len(_ORDER), outcome)


def _year(year: str, some: Sequence[Document]) -> str:
    counts = Counter(map(_outcome, some))
    said = [texts.OUTCOME.format(count=counts[outcome], outcome=outcome) for outcome in sorted(counts, key=_rank)]
    pounds = sum(value for one in some if isinstance(value := one.details.get("remedy_sum"), int))
    said += [texts.PAID.format(pounds=f"{pounds:,}")] if pounds else []
    return texts.YEAR.format(year=year, outcomes=", ".join(said))


def _subjects(found: Iterable[Document]) -> list[TelegramHtml]:
    counts = Counter(_subject(one) for one in found if _outcome(one) == "upheld")
    lines = [
        fill(texts.SUBJECT, subject=plain(subject), count=plain(str(count)))
        for subject, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_SUBJECTS]
    ]
    return [join([bold(texts.SUBJECTS), *lines])] if lines else []


def _subject(document: Document) -> str:
    return one_line(str(document.details.get("category") or texts.OTHER), 60)


def _rows(shown: Sequence[Document], years: Sequence[str], name: str) -> list[Row]:
    """A row for each outcome in their order, or for each subject, that with the most first."""
    value = _outcome if name == "outcome" else _subject
    counts = Counter((value(one), _year_of(one)) for one in shown)
    totals = Counter(map(value, shown))
    ordered = sorted(totals, key=_rank if name == "outcome" else lambda said: (-totals[said], said))
    return [
        Row(
            said[:1].upper() + said[1:],
            {
                number: Cell(str(counts[said, year]), _TONES.get(said, "mark" if name == "outcome" else "weak"))
                for number, year in enumerate(years)
                if counts[said, year]
            },
        )
        for said in ordered
    ]

"""PURE: puts the Ombudsman's decisions about one council into words, into figures by year, and into the data of a
picture."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from watcher.core.dates import day
from watcher.core.documents import Change, Document
from watcher.core.grade_chart import Cell, GradeChart, Lane, Row, Tone
from watcher.messages.telegram_html import TelegramHtml, bold, join, link, one_line, own, plain
from watcher.messages.texts import ombudsman as texts
from watcher.messages.texts.format import fill

MOST_YEARS, MOST_SUBJECTS, MOST_NEWEST = 6, 6, 3
_TONES: Mapping[str, Tone] = {"upheld": "weak", "not upheld": "good"}
_ORDER = ("upheld", "not upheld", "closed after initial enquiries")


def is_decision(document: Document) -> bool:
    """Tells whether a document is a decision of the Ombudsman."""
    return isinstance(document.details.get("reference"), str) and "outcome" in document.details


def about(change: Change) -> TelegramHtml:
    """Returns what is told of a decision beside its summary: of one that is withdrawn that its site no longer has it,
    else the remedy."""
    if change.kind == "withdrawn" and is_decision(change.document):
        return plain(texts.GONE)
    return remedy(change.document)


def remedy(document: Document) -> TelegramHtml:
    """Returns what the council agreed to do, and what it pays in all where that is known; empty where neither is."""
    said = document.details.get("remedy")
    if not is_decision(document) or not isinstance(said, str):
        return TelegramHtml()
    pounds = document.details.get("remedy_sum")
    if isinstance(pounds, int):
        return plain(texts.AGREED_TO_PAY.format(pounds=f"{pounds:,}", remedy=one_line(said, 240)))
    return plain(texts.AGREED.format(remedy=one_line(said, 240)))


def record(decisions: Iterable[Document], name: str) -> TelegramHtml:
    """Returns a council's record: the outcomes by year, the newest year first, what was upheld by subject, and the
    newest."""
    found = _newest_first(decisions)
    first, last = (day(decision.published) for decision in (found[-1], found[0]) if decision.published)
    since = texts.SINCE.format(count=len(found), first=first, last=last)
    head = [bold(_title(found, name)), plain(since if len(found) > 1 else texts.SINCE_ONE.format(last=last))]
    years = [plain(_year(year, of_year)) for year, of_year in _by_year(found).items()]
    newest = [
        plain("• ") + link(one_line(decision.title, 160), decision.url) + plain(f", {day(decision.published)}")
        for decision in found[:MOST_NEWEST]
        if decision.published
    ]
    parts = [join(head), join(years), *_subjects(found), join([bold(texts.NEWEST), *newest]), own(texts.HONEST)]
    return join(parts, "\n\n")


def chart(decisions: Iterable[Document], name: str) -> GradeChart:
    """Returns a council's record as a picture: a column a year, a row an outcome, and a row for each subject of what
    was upheld."""
    found = _newest_first(decisions)
    years = list(_by_year(found))[:MOST_YEARS][::-1]
    shown = [decision for decision in found if _year_of(decision) in years]
    upheld = [decision for decision in shown if _outcome(decision) == "upheld"]
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
    dated = [decision for decision in decisions if decision.published]
    return sorted(dated, key=lambda decision: (str(decision.published), decision.key), reverse=True)


def _title(found: Sequence[Document], name: str) -> str:
    """Returns the title: the council where all are about one, else the name of the source."""
    councils = {str(decision.details.get("council") or "") for decision in found}
    return (
        texts.TITLE.format(council=one_line(councils.pop() or name, 80)) if len(councils) == 1 else one_line(name, 80)
    )


def _by_year(found: Iterable[Document]) -> dict[str, list[Document]]:
    years: dict[str, list[Document]] = defaultdict(list)
    for decision in found:
        years[_year_of(decision)].append(decision)
    return years


def _year_of(document: Document) -> str:
    return str(document.published)[:4]


def _outcome(document: Document) -> str:
    return one_line(str(document.details.get("outcome") or texts.OTHER), 40).casefold()


def _rank(outcome: str) -> tuple[int, str]:
    return (_ORDER.index(outcome) if outcome in _ORDER else len(_ORDER), outcome)


def _year(year: str, decisions: Sequence[Document]) -> str:
    counts = Counter(map(_outcome, decisions))
    said = [texts.OUTCOME.format(count=counts[outcome], outcome=outcome) for outcome in sorted(counts, key=_rank)]
    pounds = sum(value for decision in decisions if isinstance(value := decision.details.get("remedy_sum"), int))
    said += [texts.PAID.format(pounds=f"{pounds:,}")] if pounds else []
    return texts.YEAR.format(year=year, outcomes=", ".join(said))


def _subjects(found: Iterable[Document]) -> list[TelegramHtml]:
    counts = Counter(_subject(decision) for decision in found if _outcome(decision) == "upheld")
    lines = [
        fill(texts.SUBJECT, subject=plain(subject), count=plain(str(count)))
        for subject, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_SUBJECTS]
    ]
    return [join([bold(texts.SUBJECTS), *lines])] if lines else []


def _subject(document: Document) -> str:
    return one_line(str(document.details.get("category") or texts.OTHER), 60)


def _rows(shown: Sequence[Document], years: Sequence[str], name: str) -> list[Row]:
    """Returns a row for each outcome in their order, or for each subject, that with the most first."""
    value = _outcome if name == "outcome" else _subject
    counts = Counter((value(decision), _year_of(decision)) for decision in shown)
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

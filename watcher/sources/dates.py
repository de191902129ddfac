"""PURE: dates and times in UK forms, read out of text (facts/moderngov.md, quirk 6)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

from watcher.core.defaults import LONDON
from watcher.core.months import MONTHS, SHORT_MONTHS
from watcher.core.text import normalise

EARLIEST_YEAR, LATEST_YEAR = 1900, 2199
"""No date outside of these is believed in any kind: it is a machine's default (0001, 1753, 9999), and nobody who counts
days from it may fall off the calendar."""

_WELSH = (
    "ionawr", "chwefror", "mawrth", "ebrill", "mai", "mehefin",
    "gorffennaf", "awst", "medi", "hydref", "tachwedd", "rhagfyr",
)  # fmt: skip
_MONTHS = {
    **{name: number for number, name in enumerate(_WELSH, 1)},
    **{name: number for number, name in enumerate(SHORT_MONTHS, 1)},
    "sept": 9,
    **{name: number for number, name in enumerate(MONTHS, 1)},
}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_GAP = r"[\s,/-]+"
_DATES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?{_GAP}{_MONTH}{_GAP}(?P<year>\d{{4}})\b",
        rf"\b{_MONTH}{_GAP}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_GAP}(?P<year>\d{{4}})\b",
        r"(?<![\d/.-])(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)",
        r"(?<![\d/.-])(?P<day>\d{1,2})(?P<gap>[/.-])(?P<month>\d{1,2})(?P=gap)(?P<year>\d{4}|\d{2})(?![\d/-])",
    )
)
_MONTH_ALONE = re.compile(rf"\b{_MONTH}{_GAP}(?P<year>[12]\d{{3}})\b", re.IGNORECASE)
_HALF_DAY = re.compile(
    r"(?<![\d.:/])(?P<hour>1[0-2]|0?\d)(?:[.:](?P<minute>[0-5]\d))?\s*(?P<half>[ap])\.?\s?m\b", re.IGNORECASE
)
_WHOLE_DAY = re.compile(
    r"(?<![\s,T])[\s,T]*(?:(?:at|from)\s*)?(?P<hour>[01]?\d|2[0-3])[.:](?P<minute>[0-5]\d)(?!\d|\s*[ap]\.?m)",
    re.IGNORECASE,
)
_ON_A_DAY = re.compile(r"(?<!\w)(?:on[\s,]{1,5})?\w{1,30}day$|(?<!\w)on$", re.IGNORECASE)
_NOON = re.compile(r"\b(?:12\s*)?(?:noon|midday)\b", re.IGNORECASE)
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})")


def day(text: str) -> date | None:
    """Return the first date in a text, as it is called in London; None where no whole date stands."""
    return moment(text)[0]


def moment(text: str) -> tuple[date | None, time | None]:
    """Return the first date in a text and the time of day beside it; a time is only read where there is a date."""
    plain = normalise(text)
    if instant := _INSTANT.search(plain):
        try:
            local = datetime.fromisoformat(instant[0]).astimezone(LONDON)
        except (ValueError, OverflowError):  # the second for the first and the last day there are
            return None, None
        if not is_believable(local):
            return None, None
        return local.date(), local.time().replace(second=0, microsecond=0)
    found = _first_date(plain)
    if not found:
        return None, None
    when, start, end = found
    return when, time_beside(plain[end:], plain[:start])


def instant(value: object) -> str:
    """Return a moment, or its timestamp, in UTC to the second ("2016-02-29T09:24:10Z"), so that two can be compared; ""
    where it is none that can be believed."""
    try:
        moment = datetime.fromisoformat(str(value))
        if not moment.tzinfo or not is_believable(moment):
            return ""
        return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    except (ValueError, OverflowError):  # no timestamp, or one before the year 1
        return ""


def is_believable(when: date) -> bool:
    """Tell whether this can be the day of anything that a source speaks of."""
    return EARLIEST_YEAR <= when.year <= LATEST_YEAR


def month(text: str) -> date | None:
    """Return the first day of the first month named with its year ("December 2026"); for plans that give no day."""
    found = _MONTH_ALONE.search(normalise(text))
    first = date(int(found["year"]), _MONTHS[found["month"].lower()], 1) if found else None
    return first if first and is_believable(first) else None


def without_date(plain: str, start: int, end: int) -> tuple[str, str]:
    """Return the words before and behind a date that stands at these places in a text, without its weekday, its time
    and their signs."""
    before = _ON_A_DAY.sub("", plain[:start].rstrip(" ,")).rstrip(" ,")
    after = plain[end:]
    for clock in (_HALF_DAY, _NOON, _WHOLE_DAY):
        after = clock.sub("", after, count=1)
    return before.strip(" ,-"), after.strip(" ,.-")


def dates_in(plain: str) -> list[tuple[date, int, int]]:
    """Return every date in a text (as `normalise` gives it) with the places where it begins and ends, in order."""
    hits = [hit for shape in _DATES for match in shape.finditer(plain) if (hit := _real(match))]
    found: list[tuple[date, int, int]] = []
    for hit in sorted(hits, key=lambda hit: hit[1]):
        if not found or hit[1] >= found[-1][2]:
            found.append(hit)
    return found


def london_day(now: datetime) -> date:
    """Return the date that it is in London at an instant."""
    return now.astimezone(LONDON).date()


def _first_date(plain: str) -> tuple[date, int, int] | None:
    found = (_real(match) for shape in _DATES for match in shape.finditer(plain))
    return min((hit for hit in found if hit), key=lambda hit: hit[1], default=None)


def _real(match: re.Match[str]) -> tuple[date, int, int] | None:
    """Return the date of a match and where it stands; None where the calendar has no such day or nobody believes it."""
    name = match["month"].lower()
    year = int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)
    try:
        found = date(year, _MONTHS.get(name) or int(name), int(match["day"]))
    except ValueError:
        return None
    return (found, match.start(), match.end()) if is_believable(found) else None


def time_beside(after: str, before: str) -> time | None:
    """Return the time beside a date, None where there is none: one with am or pm counts anywhere beside it; a bare
    19.00, perhaps a number, right after it alone."""
    for side in (after, before):
        if found := _HALF_DAY.search(side):
            return time(
                int(found["hour"]) % 12 + (12 if found["half"].lower() == "p" else 0),
                int(found["minute"] or 0),
            )
        if _NOON.search(side):
            return time(12)
        if side is after and (bare := _WHOLE_DAY.match(after)):
            return time(int(bare["hour"]), int(bare["minute"]))
    return None

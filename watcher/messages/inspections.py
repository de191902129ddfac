"""PURE: puts an inspection into words: what it is, its grades beside those before, the alarm, what needs to improve;
and a provider's history as a small table. Says plainly what was not read from a report (facts/ofsted.md, 7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date

from watcher.core.dates import day, format_date
from watcher.core.documents import Change, Details, Document, Json
from watcher.core.grades import RATING, SCALES, code, comparable, same_grade, short_grade
from watcher.messages.report_points import short_points, whole_points
from watcher.messages.splitting import fits
from watcher.messages.telegram_html import TelegramHtml, bold, join, link, one_line, plain, pre
from watcher.messages.texts import inspections as texts
from watcher.messages.texts.changes import PUBLISHED

MOST_OF_A_POINT = 160
MOST_WHOLE = 2_000
HEADING_AND_REST = 80
"""Characters of a list of which no point has room."""
MOST_AREAS = 15
MOST_QUOTED = 500
MOST_LISTED = 15
MOST_TABLES = 3
MOST_COLUMNS = 3

# ILACS inspections that began on this day or later have no overall grade (facts/ofsted.md, 1).
_NO_OVERALL_FROM = "2026-04-27"
_NARROW = 16


def about(change: Change, room: int = MOST_WHOLE) -> list[TelegramHtml]:
    """Returns what is said under the title: whose inspection and of which kind, when; of a new one all that was read,
    of another what became of it. `room`: characters that it may take."""
    document, said = change.document, change.document.details
    if "latest_report" in said:
        news = _latest(said) if change.kind == "new" else texts.BECAME.get(change.kind) or _new_report(change)
        was = _rated_before(said) if "latest_report" in change.fields else ""
        return [plain(line) for line in (*_row(said, was), news)]
    lines = [
        link(_words(said.get("provider"), 200), _words(said.get("provider_url"), 2_000)),
        plain(texts.FRAMEWORKS.get(_words(said.get("framework")), "")),
        plain(_sentence(_dates(document))),
    ]
    if change.kind == "new" or "report" in change.fields:
        lines += [_which(said), _unread(said), *_outcome(said)]
        rest = [*_quoted(texts.FOUND, said.get("headline")), *_graded(said)]
        alarm, to_improve = _to_be_done(document, room - join([*lines, *rest]).characters)
        return [*lines, *alarm, *rest, *to_improve]
    became = plain(texts.BECAME.get(change.kind, ""))
    return [*lines, became, _unread(said) if "text" in change.fields else TelegramHtml()]


def _to_be_done(document: Document, room: int) -> tuple[list[TelegramHtml], list[TelegramHtml]]:
    """Returns the areas for priority action, and what needs to improve, which has the room that those leave. Of an area
    SEND report a point and its bullets are one, and told whole."""
    said, url = document.details, document.url
    points = said.get("needs_to_improve")
    in_short = [] if "outcome" in said else short_points(texts.TO_IMPROVE, points, MOST_OF_A_POINT)
    kept = join(in_short).characters if in_short else HEADING_AND_REST if points else 0
    alarm = whole_points(texts.PRIORITY_ACTION, said.get("priority_action"), url, room - kept)
    return alarm, in_short or whole_points(texts.TO_IMPROVE, points, url, room - join(alarm).characters)


def brief(document: Document) -> str:
    """Returns what an inspection is in one line: `ILACS, inspected 11 to 22 December 2023, published 16 February 2024,
    Overall effectiveness: Inadequate`."""
    said = document.details
    if "latest_report" in said:
        return ", ".join(filter(None, (*_row(said), _latest(said))))
    outcome = _words(said.get("outcome"))
    judged = (
        [texts.OUTCOME_BRIEF.format(outcome=_in_words(outcome))]
        if outcome
        else [f"{area}: {grade}" for area, grade in _grades(said.get("grades"))]
    )
    return ", ".join(filter(None, (_words(said.get("framework")), *_dates(document), *judged)))


def regraded(old: Json, new: Json) -> TelegramHtml:
    """Returns which grades differ between two versions of one report, one a line; empty where none does."""
    before, after = dict(_grades(old)), dict(_grades(new))
    areas = dict.fromkeys((*after, *before))
    pairs = [(area, before.get(area, texts.NO_GRADE), after.get(area, texts.NO_GRADE)) for area in areas]
    return join(plain(f"• {area}: {was} → ") + bold(now) for area, was, now in pairs if not same_grade(was, now))


def _words(value: Json, most: int = 160) -> str:
    """Returns a value that is text as one line, a date as people write it; empty for any other value."""
    return one_line(format_date(value), most) if isinstance(value, str) else ""


def _grades(value: Json) -> list[tuple[str, str]]:
    """Returns each area with its grade; the overall one, which Ofsted prints first or last, always first."""
    pairs = [(_words(area), _words(grade, 60)) for area, grade in value.items()] if isinstance(value, dict) else []
    return sorted(((area, grade) for area, grade in pairs if area and grade), key=overall_first)[:MOST_AREAS]


def graded_areas(document: Document) -> list[tuple[str, str]]:
    """Returns the areas that an inspection graded, each with its grade; the overall one first."""
    return _grades(document.details.get("grades"))


def overall_first(graded: tuple[str, object]) -> bool:
    """Returns a sort key by which the overall area comes first (False), and the others (True) stay in their order."""
    return not graded[0].startswith("Overall")


def _dates(document: Document) -> list[str]:
    """Returns the dates as the report prints them; the page gives no more than the first day."""
    printed, start = (_words(document.details.get(name)) for name in ("inspected", "inspection_start"))
    if printed:
        inspected = texts.INSPECTED.format(days=printed)
    else:
        inspected = texts.INSPECTED_FROM.format(day=start) if start else ""
    published = PUBLISHED.format(day=day(document.published)) if document.published else ""
    return [date for date in (inspected, published) if date]


def _sentence(parts: Iterable[str]) -> str:
    words = ", ".join(parts)
    return words[:1].upper() + words[1:]


def _rated_before(said: Details) -> str:
    """Returns the rating of a provider before its latest report, if it was another one on the same scale."""
    before, now = dict(_grades(said.get("previous"))).get(RATING, ""), _words(said.get("rating"))
    return before if comparable(before, now) and not same_grade(before, now) else ""


def _row(said: Details, was: str = "") -> list[str]:
    """Returns what a provider of a search listing is, and where; its rating beside the one it had before."""
    rating = " → ".join(filter(None, (was, _words(said.get("rating")))))
    what = [_words(said.get("category")), texts.RATING.format(grade=rating) if rating else ""]
    return [_sentence(filter(None, what)), _words(said.get("address"))]


def _latest(said: Details) -> str:
    latest = _words(said.get("latest_report"))
    return texts.NO_REPORT if latest in ("", "none") else texts.LATEST.format(day=latest)


def _new_report(change: Change) -> str:
    """Returns the line that there is a new report, where the latest is later than the one before: a listing may also go
    back to an earlier one."""
    before, after = map(str, change.fields.get("latest_report", ("", "")))
    return texts.NEW_REPORT if before == "none" or before < after != "none" else ""


def _unread(said: Details) -> TelegramHtml:
    reason = _words(said.get("unread"), 200).rstrip(".")
    if not reason:
        return TelegramHtml()
    if reason in texts.NOT_FOUND:
        return bold(texts.NOT_FOUND[reason])
    return bold(texts.UNREAD) + plain(f" ({reason})")


def _which(said: Details) -> TelegramHtml:
    """Returns which visit an inspection was, and what it came after."""
    number, since = (_words(said.get(name), 220) for name in ("visit", "since"))
    line = texts.VISIT_SINCE if number and since else texts.VISIT
    return plain(line.format(number=number, event=since)) if number else TelegramHtml()


def _quoted(heading: str, value: Json) -> list[TelegramHtml]:
    words = _words(value, MOST_QUOTED)
    return [plain("\n") + bold(heading), plain(f"“{words}”")] if words else []


def _outcome(said: Details) -> list[TelegramHtml]:
    now, before = (_words(said.get(name)) for name in ("outcome", "previous_outcome"))
    if not now:
        return []
    meaning, follows = texts.OUTCOMES.get(now, (now, ""))
    was = _in_words(before)
    line = plain(texts.AS_BEFORE) if now == before else plain(f"{was} → ") if was else TelegramHtml()
    return [_headed(texts.OUTCOME, said if was else {}), line + bold(meaning), plain(follows)]


def _in_words(outcome: str) -> str:
    """Returns an area SEND outcome in Ofsted's words, without the alarm that stands before what is told as news."""
    return texts.OUTCOMES.get(outcome, (outcome, ""))[0].removeprefix(texts.ALARM)


def _headed(heading: str, said: Details) -> TelegramHtml:
    """Returns the heading of a section, with the dates of the inspection it is compared with."""
    before = _words(said.get("previous_inspected"))
    return plain("\n") + bold(heading) + plain(texts.BEFORE.format(days=before) if before else "")


def _no_overall(said: Details) -> str:
    """Returns the line that Ofsted gives no overall grade; not for an earlier inspection, where that would only mean
    that we did not read it."""
    ended = said.get("framework") == "ILACS" and str(said.get("inspection_start") or "") >= _NO_OVERALL_FROM
    return texts.NO_OVERALL if ended else ""


def _graded(said: Details) -> list[TelegramHtml]:
    """Returns each area's grade, old → new where the inspection before graded the same area on the same scale."""
    grades, before = _grades(said.get("grades")), dict(_grades(said.get("previous")))
    if not grades:
        return []
    lines = [plain(f"• {area}: ") + _then_now(before.get(area, ""), grade) for area, grade in grades]
    only_then = [f"{area}: {grade}" for area, grade in before.items() if area not in dict(grades)]
    ended = plain(texts.GRADED_ONLY_THEN.format(grades="; ".join(only_then)) if only_then else "")
    overall = plain("" if "Overall effectiveness" in dict(grades) else _no_overall(said))
    return [_headed(texts.GRADES, said if before else {}), *lines, overall, ended]


def _then_now(old: str, new: str) -> TelegramHtml:
    if not comparable(old, new):
        return plain(new)
    return plain(texts.GRADE_AS_BEFORE.format(grade=new)) if same_grade(old, new) else plain(f"{old} → ") + bold(new)


def history(documents: Iterable[Document]) -> TelegramHtml:
    """Returns what is known of one provider: its inspections, newest first, each a link to its report; below, for each
    kind of inspection with grades, a table narrow enough for a phone. One message: the oldest are left out where it is
    full."""
    newest_first = sorted(documents, key=_when, reverse=True)
    if not newest_first:
        return plain(texts.NONE_KNOWN)
    said = newest_first[0].details
    provider = "" if "latest_report" in said else _words(said.get("provider"), 200)
    title = bold("Ofsted") + plain(": " if provider else "") + link(provider, _words(said.get("provider_url"), 2_000))
    tables = [_table(name, graded) for name, graded in _by_framework(newest_first).items()][:MOST_TABLES]
    listed = [_listed(document) for document in newest_first[:MOST_LISTED]]
    while not fits(whole := join([title, join(listed), *tables], "\n\n")):
        listed.pop()
    return whole


def inspected_on(document: Document) -> date | None:
    """Returns the day of an inspection by which all are listed: the first day as its report says, else when it was
    published. Of a provider's row in a listing, that of its latest report. None where none is known."""
    for name in ("latest_report", "inspection_start"):
        with suppress(ValueError):
            return date.fromisoformat(str(document.details.get(name)))
    return document.published


def _when(document: Document) -> date:
    return inspected_on(document) or date.min


def _listed(document: Document) -> TelegramHtml:
    said = document.details
    name = link(one_line(document.title, 100) or texts.REPORT, document.url)
    if "latest_report" in said:
        return plain("• ") + name + plain(": " + ", ".join(filter(None, (*_row(said), _latest(said)))))
    when = inspected_on(document)
    outcome, unread = _words(said.get("outcome")), _words(said.get("unread"))
    tail = [
        texts.OUTCOMES.get(outcome, (outcome, ""))[0],
        texts.HAS_PRIORITY_ACTION if said.get("priority_action") else "",
    ]
    tail += [texts.NOT_READ if unread and not outcome else ""]
    said_of_it = ", ".join(filter(None, tail))
    return (
        plain(f"• {when.day} {when:%b %Y}: " if when else "• ") + name + plain(f": {said_of_it}" if said_of_it else "")
    )


def _by_framework(documents: Iterable[Document]) -> dict[str, list[Document]]:
    """Returns the inspections with grades, by their framework: grades stand beside each other only on one scale."""
    found: dict[str, list[Document]] = {}
    for document in documents:
        framework = _words(document.details.get("framework"), 40)
        if framework and _grades(document.details.get("grades")):
            found.setdefault(framework, []).append(document)
    return found


def _table(framework: str, newest_first: Sequence[Document]) -> TelegramHtml:
    """Returns the last inspections side by side, oldest at the left: an area a line, and what the short forms mean."""
    shown = newest_first[:MOST_COLUMNS][::-1]
    columns = [dict(_grades(document.details.get("grades"))) for document in shown]
    areas = sorted({area: "" for column in columns[::-1] for area in column}.items(), key=overall_first)[:MOST_AREAS]
    began = [inspected_on(document) for document in shown]
    rows = [
        (texts.INSPECTED_COLUMN, [f"{day:%b}" if day else "" for day in began]),
        ("", [f"{day:%Y}" if day else "?" for day in began]),
        *(
            (texts.SHORT_AREAS.get(area, area), [code(column.get(area, "–")) for column in columns])
            for area, _ in areas
        ),
    ]
    lines = [f"{one_line(name, _NARROW):<{_NARROW}}" + "".join(f" {cell:<4}" for cell in cells) for name, cells in rows]
    used = {short_grade(grade) for column in columns for grade in column.values()}
    legend = [
        f"{code} = {grade}" for scale in SCALES for grade, code in scale.items() if grade in used - {code.lower()}
    ]
    table = pre("\n".join(line.rstrip() for line in lines))
    return join([bold(texts.GRADES_TABLE.format(framework=framework)), table, plain(", ".join(legend))])

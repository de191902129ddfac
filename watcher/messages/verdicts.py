"""PURE: tells what an inspection found, in one line: the outcome, the grades that fell, the first sentence of a
visit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from watcher.core.documents import Change, Details, Json
from watcher.core.grades import RATING, SCALES, comparable, same_grade, short_grade
from watcher.core.text import collapse_spaces
from watcher.messages.inspections import MOST_OF_A_POINT, MOST_QUOTED, MOST_WHOLE
from watcher.messages.readable import readable
from watcher.messages.telegram_html import one_line
from watcher.messages.texts import inspections as texts

MOST_GRADES, MOST_FOUND, MOST_NAME = 3, 180, 100
_SHOWN = {"headline": MOST_QUOTED, "priority_action": MOST_WHOLE, "needs_to_improve": MOST_OF_A_POINT}
_OVERALL = ("Overall effectiveness", "Overall judgement", RATING)


def verdict(change: Change) -> str:
    """Returns the news of an inspection: `Corbets Tey School: Good → Requires improvement`; empty where it has none."""
    said = change.document.details
    name = _provider(change)
    if change.kind in ("withdrawn", "restored"):
        return texts.LISTED[change.kind].format(name=name)
    if "latest_report" in said:
        return _of_row(change, name)
    told = change.kind == "new" or change.fields.keys() & {"report", "outcome", "grades"}
    outcome, found = str(said.get("outcome") or ""), str(said.get("headline") or "")
    if told and outcome in texts.VERDICTS:
        return texts.VERDICTS[outcome].format(area=name)
    if told and (grades := _grades(said, change)):
        return texts.GRADED.format(name=name, grades=grades)
    if told and found:
        return texts.SAYS.format(name=name, words=one_line(_first_sentence(found), MOST_FOUND))
    return (texts.NEW_REPORT_ON if told else texts.REPORT_CHANGED).format(name=name)


def is_found_told(sentence: str, change: Change) -> bool:
    """Tells whether a sentence of the report stands among the findings and points that are told with it anyway."""
    if change.kind != "new" and "report" not in change.fields:
        return False
    parts = [part.strip() for part in collapse_spaces(sentence).split("…")]
    return any(all(part in words for part in parts) for words in _found_told(change.document.details))


def _found_told(said: Details) -> Iterator[str]:
    """Yields the findings and the points as they are shown: cut to so many characters."""
    for name, most in _SHOWN.items():
        value = said.get(name)
        for words in value if isinstance(value, list) else [value]:
            yield one_line(words, most) if isinstance(words, str) else ""


def _provider(change: Change) -> str:
    said = change.document.details.get("provider")
    name = said if isinstance(said, str) and said else change.document.title
    return one_line(readable(name).removeprefix("London Borough of "), MOST_NAME)


def _of_row(change: Change, name: str) -> str:
    """Returns the news of a provider of a search listing: its rating beside the one before, or that it has a new
    report."""
    said = change.document.details
    rating = one_line(str(said.get("rating") or ""), 60)
    was = (
        str(change.fields["rating"][0] or "") if "rating" in change.fields else _grades_of(said, "previous").get(RATING)
    )
    if change.kind == "new":
        return texts.NEW_PROVIDER.format(name=name)
    if rating and was and comparable(was, rating) and not same_grade(was, rating):
        return texts.GRADED.format(name=name, grades=texts.THEN_NOW.format(old=was, new=rating))
    if "latest_report" in change.fields:
        return (texts.NEW_REPORT_RATED if rating else texts.NEW_REPORT_ON).format(name=name, grade=rating)
    return texts.PROVIDER_CHANGED.format(name=name)


def _grades(said: Details, change: Change) -> str:
    """Returns the overall grade beside the one before, else the areas, those that fell first."""
    now = _grades_of(said, "grades")
    before = _grades_of(said, "previous") if "grades" not in change.fields else _as_grades(change.fields["grades"][0])
    if overall := next((area for area in _OVERALL if area in now), ""):
        return _then_now(before.get(overall, ""), now[overall])
    fell = sorted(now, key=lambda area: -_fall(before.get(area, ""), now[area]))
    shown = [f"{texts.SHORT_AREAS.get(area, area)} {_then_now(before.get(area, ''), now[area])}" for area in fell]
    return "; ".join(one_line(grade, 80) for grade in shown[:MOST_GRADES])


def _then_now(old: str, new: str) -> str:
    differ = comparable(old, new) and not same_grade(old, new)
    return texts.THEN_NOW.format(old=old, new=new) if differ else new


def _fall(old: str, new: str) -> int:
    """Returns by how many grades it fell: 0 where the two cannot be compared, below 0 where it rose."""
    for scale in map(list, SCALES):
        if short_grade(old) in scale and short_grade(new) in scale:
            return scale.index(short_grade(new)) - scale.index(short_grade(old))
    return 0


def _grades_of(said: Details, name: str) -> dict[str, str]:
    return _as_grades(said.get(name))


def _as_grades(value: Json) -> dict[str, str]:
    """Returns the grades by area, without the "to be good" that was printed until 2020."""
    pairs = value.items() if isinstance(value, Mapping) else ()
    return {
        area: one_line(grade, 60).removesuffix(" to be good")
        for area, grade in pairs
        if isinstance(grade, str) and grade
    }


def _first_sentence(found: str) -> str:
    from watcher.rules.sentences import split  # slow to load, and most changes are of no inspection

    return next(iter(split(found)), found)

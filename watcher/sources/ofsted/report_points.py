"""PURE: the lists of a report, "What needs to improve" and "Areas for priority action", one area a point
(facts/ofsted.md, 7). An area is a sentence with the bullets it leads to: the bullets alone read as its opposite."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from watcher.sources.ofsted.responsible_bodies import NAMES_A_BODY, NARROW, SAYS_WHAT, SUBJECT, apart

NEEDS = re.compile(r"What needs to improve\b.{0,60}|(?:Areas? for [Ii]mprovement:? ?){1,3}")
PRIORITY = re.compile(
    r"(?:Responsible [Bb]od(?:y|ies) ?)?(?:Areas? for [Pp]riority [Aa]ction:? ?){1,3}(?:in this area.*)?"
    r"[\s:\d]*(?:\(continued\))?"
)
MOST_POINTS = 30
LONGEST_POINT = 3_000
MOST_LINES = 400
LONGEST_SENTENCE = 700

_BULLET = re.compile(r"[•◼■▪●◾∙‣❖\uf06e\uf0a7\uf0b7]\s*")
_NUMBER = re.compile(r"(\d{1,2})[.)]\s+(?=\S)")
_TABLE_HEAD = re.compile(
    r"Responsible(?: [Bb]od(?:y|ies))?|[Bb]od(?:y|ies)|(?:Responsible )?[Bb]od(?:y|ies) Areas? for [Ii]mprovement"
    r"|(?:Responsible )?[Bb]od(?:y|ies) Areas? for [Pp]riority [Aa]ction"
)
# Headings that end a list. They stand on a line of their own and have no stop; a sentence that runs on from the line
# before begins in lower case.
_HEADINGS = re.compile(
    r"(?:The experiences and progress of|The impact of leaders on)\b[^.]{0,140}"
    r"|(?:Main [Ff]|Headline [Ff]|F)indings\b[^.]{0,80}|Areas? for (?:[Pp]riority|[Ii]mprovement)\b[^.]{0,80}"
    r"|What (?:needs|is|does)\b[^.]{0,100}|Local area partnership [Dd]etails|Information about th[^.]{0,60}"
    r"|Next steps|Piccadilly Gate.{0,80}|Progress since\b[^.]{0,80}|Context|Yours sincerely,?"
    r"|Local authority Integrated care boards?",
)
_SECTION = re.compile(r"\d{1,3}\. ")
_SENTENCE = re.compile(r"(?<!\s\d)(?<!\s\d\d)[.:;?](?:\s|$)")
_GOES_ON = re.compile(
    r"(?:This|These|They|It|Its|Their|Such|Those|Here|However|Also|In particular|In addition|In doing so)\b"
)
_BROKEN = re.compile(r"(?<=[a-z])- (?=(?!and\b|or\b|to\b)[a-z])")
"""A word that a line's end parts at its hyphen, but not "short- and long-term"."""
_JOINED = re.compile(r"(?:\b(?:and|or|of|the|for|in|at|to|with|by|from|across|between|their|a|an|that)|[,:(–-])$")


@dataclass(frozen=True, slots=True)
class Points:
    """The areas under one heading, each with the bodies that answer for it (empty where none is named beside it). Where
    the list could not be read whole there are none, and `is_whole` is false."""

    said: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    is_whole: bool = True


@dataclass(slots=True)
class _Area:
    """One area as it grows: its lines, a bullet's sign kept; whether it began with a bullet or a number of its own."""

    lines: list[str]
    is_bullet: bool = False
    number: int = 0
    has_bullets: bool = field(default=False)

    @property
    def text(self) -> str:
        first = _BULLET.sub("", self.lines[0], count=1)
        return " ".join([first, *(_BULLET.sub("• ", line, count=1) for line in self.lines[1:])]).strip()


def points(lines: Sequence[str], heading: re.Pattern[str], *, is_send: bool = False) -> Points:
    """Return the points of the list under the heading. Of an area SEND report all or nothing: the end of the list must
    be seen, and where a table names the bodies each must be told apart from its sentence."""
    found = _under(lines, heading, is_send=is_send)
    if found is None:
        return Points()
    body, has_bodies, has_end = found
    areas = _areas(body)
    pairs = [apart(area.text, area.lines, area.number) if has_bodies else ("", area.text) for area in areas]
    kept = [pair for pair in pairs if pair and pair[1]]
    is_whole = has_end and len(kept) == len(areas) and 0 < len(kept) <= MOST_POINTS and not _too_long(kept)
    if is_send and not is_whole:
        return Points(is_whole=False)
    said = tuple(_cut(_BROKEN.sub("-", sentence)) for _, sentence in kept[:MOST_POINTS])
    return Points(said, tuple(name for name, _ in kept[:MOST_POINTS]))


def _too_long(pairs: Sequence[tuple[str, str]]) -> bool:
    return any(len(sentence) > LONGEST_POINT for _, sentence in pairs)


def _cut(point: str) -> str:
    return point if len(point) <= LONGEST_POINT else point[:LONGEST_POINT].rsplit(" ", 1)[0] + " …"


def _under(lines: Sequence[str], heading: re.Pattern[str], *, is_send: bool) -> tuple[list[str], bool, bool] | None:
    """Return the lines of the list, whether it is a table that names bodies, and whether its end was seen."""
    start = next((number for number, line in enumerate(lines) if heading.fullmatch(line)), None)
    if start is None:
        return None
    body: list[str] = []
    has_bodies = any(line.startswith("Responsible") for line in lines[max(0, start - 1) : start + 1])
    for line in lines[start + 1 : start + MOST_LINES]:
        if heading.fullmatch(line) or _TABLE_HEAD.fullmatch(line):
            has_bodies = has_bodies or "bod" in line.casefold()
        elif _HEADINGS.fullmatch(line) or _is_section(line, body, is_send=is_send):
            return body, has_bodies, True
        elif line and (body or not _is_rest(lines[start], line)):
            body.append(line)
    return body, has_bodies, False


def _is_section(line: str, body: Sequence[str], *, is_send: bool) -> bool:
    """Tell whether the next section begins here: with a numbered paragraph, after a list that has no numbers itself."""
    return not is_send and bool(_SECTION.match(line)) and bool(body) and not _NUMBER.match(body[0])


def _is_rest(heading: str, line: str) -> bool:
    """Tell whether a long heading runs on into this line: "What needs to improve in this area of social work /
    practice"."""
    return heading.startswith("What") and not heading.endswith("?") and bool(re.fullmatch(r"[a-z][^.:]{0,60}", line))


def _areas(lines: Sequence[str]) -> list[_Area]:
    areas: list[_Area] = []
    lines = _with_signs(lines)
    is_plain = not any(map(SAYS_WHAT.search, lines))
    for place, line in enumerate(lines):
        numbered = _NUMBER.match(line)
        is_bullet = bool(_BULLET.match(line))
        if not areas or _begins(areas, lines, place, is_plain=is_plain):
            number = int(numbered[1]) if numbered else 0
            areas.append(_Area([line[numbered.end() :] if numbered else line], is_bullet, number))
        else:
            areas[-1].lines.append(line)
            areas[-1].has_bullets = areas[-1].has_bullets or is_bullet
    return areas


def _with_signs(lines: Sequence[str]) -> list[str]:
    """Return the lines, a bullet or the next number that stands on a line of its own before the words it belongs to.
    The end of "for children aged 0 to / 5." is no such number."""
    joined: list[str] = []
    number = 0
    for line in lines:
        apart_before = bool(joined) and (
            _BULLET.fullmatch(joined[-1]) or joined[-1] in (f"{number + 1}.", f"{number + 1})")
        )
        if apart_before and not (len(joined) > 1 and _JOINED.search(joined[-2])):
            number += not _BULLET.match(joined[-1])
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return joined


def _begins(areas: Sequence[_Area], lines: Sequence[str], place: int, *, is_plain: bool) -> bool:
    """Tell whether a new area begins at this line. In a list that nowhere says "should" (`is_plain`) a stop at a line's
    end ends one."""
    line, before, area = lines[place], lines[place - 1], areas[-1]
    if _BULLET.match(line):
        return _is_own(area, lines, place)
    if numbered := _NUMBER.match(line):
        return int(numbered[1]) == len(areas) + 1 and _is_numbered(areas)
    says = is_plain or _says_what(lines, place)
    if not says or _GOES_ON.match(line) or _JOINED.search(before) or not line[:1].isupper():
        return False
    if before.endswith((".", ";", "!", "?")):
        return True
    if not SAYS_WHAT.search(area.text):  # only the names of its bodies so far
        return False
    is_apart = area.has_bullets or len(line) <= NARROW
    return bool(SUBJECT.match(line) or (is_apart and NAMES_A_BODY.search(line)))


def _is_numbered(areas: Sequence[_Area]) -> bool:
    """Tell whether the areas so far bear numbers, at their own beginning or after the name of a body."""
    names = SAYS_WHAT.split(areas[0].text, maxsplit=1)[0]
    return any(area.number for area in areas) or bool(re.search(r"\s1[.)]\s", names))


def _is_own(area: _Area, lines: Sequence[str], place: int) -> bool:
    """Tell whether a bullet is an area of its own, not one of those the area before leads to."""
    says = _says_what(lines, place) and _BULLET.sub("", lines[place], count=1)[:1].isupper()
    if area.is_bullet:
        return says or not (area.text.endswith(":") or area.has_bullets)
    if area.has_bullets or not area.text.endswith("."):
        return False
    return says


def _says_what(lines: Sequence[str], place: int) -> bool:
    """Tell whether the sentence that begins at this line says what should be done."""
    words = _BULLET.sub("", lines[place], count=1)
    for line in lines[place + 1 :]:
        if _BULLET.match(line) or len(words) > LONGEST_SENTENCE or _SENTENCE.search(words):
            break
        words += " " + line
    end = _SENTENCE.search(words)
    return bool(SAYS_WHAT.search(words[: end.start()] if end else words))

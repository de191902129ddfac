"""PURE: how each inspection framework is known, and how its grades stand in a report (facts/ofsted.md, 7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watcher.core.grades import same_grade

ILACS, SIF, SEND, OLD_SEND, JTAI = "ILACS", "SIF", "area SEND", "local area SEND", "JTAI"
FOCUSED, MONITORING = "focused visit", "monitoring visit"
EIF, CIF, REPORT_CARD, SCCIF = "EIF", "CIF", "school report card", "SCCIF"

LETTERS = frozenset({FOCUSED, MONITORING, JTAI, OLD_SEND})
"""Those whose reports give neither grades nor an outcome."""

_FOUR = r"(Outstanding|Good|Requires improvement(?: to be good)?|Inadequate)\b"
_FIVE = r"(Exceptional|Strong standard|Expected standard|Needs attention|Urgent improvement)\b"
BETWEEN, HEADED = r"\s*(?:[.:]\s*)?", r":\s*"
"""What stands between an area and its grade, in a table and in the heading of a section."""
_PROGRESS = "The experiences and progress of "


_TOLD_OF_BEFORE = (
    r"\b(?:previous|previously|last|earlier|re-?inspect\w*|was (?:judged|found|rated)|judged in|in 20\d\d)\b"
)
_EARLIER = re.compile(_TOLD_OF_BEFORE, re.IGNORECASE)
_EARLIER_HERE = re.compile(_TOLD_OF_BEFORE + r"[^.]*$", re.IGNORECASE)
_LISTED_WITHIN = 12
"""Characters at most between two grades of one list; between section heads there are paragraphs."""


def _runs(found: Sequence[tuple[re.Match[str], str]]) -> Iterator[list[tuple[re.Match[str], str]]]:
    """Group the matches that follow each other closely, as in a list."""
    run: list[tuple[re.Match[str], str]] = []
    for match in found:
        if run and match[0].start() - run[-1][0].end() > _LISTED_WITHIN:
            yield run
            run = []
        run.append(match)
    if run:
        yield run


@dataclass(frozen=True, slots=True)
class Table:
    """The areas that a framework grades, in Ofsted's words with the pattern each is printed by, and its scale."""

    areas: tuple[tuple[str, str], ...]
    grade: str = _FOUR
    whole: tuple[tuple[str, ...], ...] = ()
    """Of each of these groups one area must be graded; else the table was not read, and nothing of it is believed."""

    def grades(self, text: str, between: str = BETWEEN) -> dict[str, str]:
        """Return by area the grade as printed, where the area's name is followed by a grade; never by the order of
        rows."""
        found = {}
        for area, pattern in self.areas:
            if match := self.printed(pattern, between).search(text):
                found[area] = match[match.lastindex or 1]
        return found

    def printed(self, area: str, between: str) -> re.Pattern[str]:
        """Make the pattern of an area and its grade as they stand in a report."""
        return re.compile(rf"\b{area}{between}{self.grade}", re.IGNORECASE)

    def headed(self, text: str, *, is_list_earlier: bool) -> list[tuple[str, str]]:
        """Return by area the grade in every section head, "Area: grade". What is told of an earlier inspection is none:
        a sentence that says so, and a list that follows such words; with `is_list_earlier` any list."""
        areas = (*self.areas, ("", r"overall (?:effectiveness|judgement)"))
        found = [(match, area) for area, pattern in areas for match in self.printed(pattern, HEADED).finditer(text)]
        found.sort(key=lambda match: match[0].start())
        heads: list[tuple[str, str]] = []
        for run in _runs(found):
            before = text[max(0, run[0][0].start() - 250) : run[0][0].start()]
            is_earlier = is_list_earlier or _EARLIER.search(before) if len(run) > 1 else _EARLIER_HERE.search(before)
            heads += [] if is_earlier else [(area, match[match.lastindex or 1]) for match, area in run if area]
        return heads

    def is_whole(self, grades: dict[str, str]) -> bool:
        """Tell whether each group of areas that such a table has is graded."""
        return bool(grades) and all(any(area in grades for area in group) for group in self.whole)


def _plain(*areas: str) -> tuple[tuple[str, str], ...]:
    return tuple((area, re.escape(area)) for area in areas)


_LEADERS = "The impact of leaders on social work practice with children and families"
_BOTH_IN_CARE = _PROGRESS + "children in care and care leavers"
TABLES = {
    ILACS: Table(
        (
            (_LEADERS, r"impact of leaders on (?:social work )?practice with children and families"),
            *_plain(_PROGRESS + "children who need help and protection"),
            *_plain(_BOTH_IN_CARE, _PROGRESS + "children in care"),  # one area until spring 2023, then two
            (_PROGRESS + "care leavers", _PROGRESS + r"(?:children )?care leavers"),  # a misprint of 2025
            *_plain("Overall effectiveness"),
        ),
        whole=(
            (_LEADERS,),
            (_PROGRESS + "children who need help and protection",),
            (_BOTH_IN_CARE, _PROGRESS + "children in care"),
            (_BOTH_IN_CARE, _PROGRESS + "care leavers"),
        ),
    ),
    SIF: Table(
        _plain(
            "Children who need help and protection",
            "Children looked after and achieving permanence",
            "Adoption performance",
            "Experiences and progress of care leavers",
            "Leadership, management and governance",
        ),
        whole=(("Children who need help and protection",), ("Leadership, management and governance",)),
    ),
    EIF: Table(
        (
            *_plain("Overall effectiveness"),
            ("Quality of education", r"(?<!previous )quality of education"),
            *_plain("Behaviour and attitudes", "Personal development", "Leadership and management"),
            *_plain("Early years provision", "Sixth-form provision"),
        ),
        whole=(("Quality of education",),),
    ),
    CIF: Table(
        _plain(
            "Overall effectiveness",
            "Effectiveness of leadership and management",
            "Quality of teaching, learning and assessment",
            "Personal development, behaviour and welfare",
            "Outcomes for pupils",
            "Early years provision",
        ),
        whole=(("Quality of teaching, learning and assessment",),),
    ),
    REPORT_CARD: Table(
        _plain(
            "Inclusion",
            "Curriculum and teaching",
            "Achievement",
            "Attendance and behaviour",
            "Personal development and wellbeing",
            "Early years",
            "Post-16 provision",
            "Leadership and governance",
        ),
        grade=_FIVE,
        whole=(("Inclusion",), ("Leadership and governance",)),
    ),
    SCCIF: Table(
        (
            (
                "Overall experiences and progress of children and young people",
                r"overall experiences and progress of children and young people(?:, taking into account)?",
            ),
            *_plain(
                "How well children and young people are helped and protected",
                "The effectiveness of leaders and managers",
            ),
        ),
        whole=(("Overall experiences and progress of children and young people",),),
    ),
}
_HEADLINE = re.compile(
    r"Children's services in [^.]{2,80}? (?:are|(?=requires? improvement))\s?"
    r"(outstanding|good|requires? improvement(?: to be good)?|inadequate)\b",
    re.IGNORECASE,
)


def framework(pages: Sequence[str], label: str) -> str:
    """Return the framework a report was made under, by its own words on the first pages, else by the label on the site;
    "" where neither tells. `pages` on one line each."""
    first, start = " ".join(pages[:1]), " ".join(pages[:3])
    return next((name for name, told in _signs(first, start, label) if told), "")


def _signs(first: str, start: str, label: str) -> Iterator[tuple[str, object]]:
    """Yield the framework of the first sign that is there: a letter about a visit names ILACS too, and says so
    later."""

    def on(text: str, pattern: str) -> re.Match[str] | None:
        return re.search(pattern, text, re.IGNORECASE)

    yield ILACS, on(first, r"Judgement Grade") and on(first, "impact of leaders|experiences and progress of children")
    yield SIF, TABLES[SIF].is_whole(TABLES[SIF].grades(start)) and on(start, "achieving permanence")
    yield MONITORING, on(first, r"area SEND monitoring inspection")
    yield SEND, on(first, "Local area partnership report") or (on(first, "Inspection outcome") and on(first, "CQC"))
    visit = on(first, r"focused visit to\b|(monitoring visit (?:to|of)\b|(?:first|second|third|next) monitoring visit)")
    yield MONITORING if visit and visit[1] else FOCUSED, visit  # a letter may name the other kind further down
    yield OLD_SEND, on(first, r"joint local area (?:SEND|special educational needs)|local area SEND inspection")
    yield JTAI, on(first, r"joint (?:targeted )?(?:area (?:child protection )?)?inspection|\bJTAI\b")
    for name in (REPORT_CARD, EIF, CIF, SCCIF):
        yield name, TABLES[name].is_whole(TABLES[name].grades(start))
    for name, pattern in _LABELS:
        yield name, on(label, pattern)


_LABELS = (
    (SEND, r"area SEND full"),
    (FOCUSED, r"focused visit"),
    (JTAI, r"^joint (?:targeted )?area"),
    (MONITORING, r"monitoring (?:visit|inspection)"),
)


def grades(name: str, pages: Sequence[str]) -> dict[str, str]:
    """Return by area, in Ofsted's words, the grade as printed. Empty where the framework gives none, where the table
    was not found whole, and where a section's heading says otherwise: a grade is read or not told, never guessed."""
    table = TABLES.get(name)
    if not table:
        return {}
    found = table.grades(" ".join(pages[:1] if name == ILACS else pages[:3]))
    headed = table.headed(" ".join(pages), is_list_earlier=name == SIF)
    if not table.is_whole(found) or any(not same_grade(found.get(area, told), told) for area, told in headed):
        return {}
    if name == SIF and (headline := _HEADLINE.search(" ".join(pages[:3]))):
        overall = re.sub(r"^require ", "requires ", headline[1], flags=re.IGNORECASE)
        found = {"Overall judgement": overall.capitalize(), **found}
    return found

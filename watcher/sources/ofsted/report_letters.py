"""PURE: what the letter of a visit says in sentences: what was found, which visit it was and since when
(facts/ofsted.md, 7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

LONGEST_QUOTE = 1_500
NARROW_HEADING = 60
"""Characters of a heading of any words; a line of a paragraph is wider, but for its last."""

_HEADLINES = (re.compile(r"Headline [Ff]indings:?"), re.compile(r"Overview:?"))
_FINDINGS = re.compile(
    r"(?:(?:Main |Key |Summary of )?[Ff]indings|Findings and evaluation(?: of progress)?|Evaluation of progress):?"
)
_NEXT = re.compile(
    r"(?:Main |Key |Summary of )?[Ff]indings\b[^.]{0,60}|What (?:needs|is|does)\b[^.]{0,100}"
    r"|Areas? (?:for|covered)\b[^.]{0,80}|(?:Key )?[Ss]trengths\b[^.]{0,60}|Context|Background|Next steps"
    r"|Headline [Ff]indings:?|Overview:?|Yours sincerely.*|Piccadilly Gate.*"
    r"|The experiences and progress of\b[^.]{0,120}"
)
_BULLET = re.compile(r"[•◼■▪●◾\uf06e\uf0a7\uf0b7]\s*|\d{1,3}\. (?=[A-Z])")
_ORDINALS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|final|"
    r"\d{1,2}(?:st|nd|rd|th)"
)
_WHICH = re.compile(
    rf"\b(?:was|is) (?:[\w'’]+ ){{1,6}}?(?P<number>{_ORDINALS})(?: (?:[\w']+ )?visit\b|(?= since\b))"
    r"(?:(?: [\w']+){0,5}? (?:since|following|after) (?P<since>[^.]{5,200})\.)?",
    re.IGNORECASE,
)


def which_visit(text: str) -> tuple[str, str]:
    """Return which visit it was ("second") and what it came after ("the local authority was judged inadequate in
    December 2021"), each "" where the letter does not say."""
    found = _WHICH.search(text)
    return (found["number"].lower(), (found["since"] or "").strip()) if found else ("", "")


def headline(lines: Sequence[str]) -> str:
    """Return what was found, in the inspectors' sentences: all under "Headline findings" (older letters: "Overview"),
    else the first paragraph of the findings. "" where there is neither; what is too long ends with a sentence and
    "…"."""
    for heading in _HEADLINES:
        if section := _under(lines, heading):
            return _cut(_joined(section))
    section = _under(lines, _FINDINGS)
    return _cut(_joined(list(_first_paragraph(section)))) if section else ""


def _under(lines: Sequence[str], heading: re.Pattern[str]) -> list[str]:
    start = next((number for number, line in enumerate(lines) if heading.fullmatch(line)), len(lines))
    section: list[str] = []
    for place in range(start + 1, len(lines)):
        if _is_heading(lines, place, is_first=not section):
            break
        section.append(lines[place])
    return section


def _is_heading(lines: Sequence[str], place: int, *, is_first: bool) -> bool:
    line = lines[place]
    if _NEXT.fullmatch(line):
        return True
    following = lines[place + 1] if place + 1 < len(lines) else ""
    is_set_off = lines[place - 1].endswith((".", "!", "?")) and bool(re.match(r"[A-Z]|" + _BULLET.pattern, following))
    is_short = len(line) <= NARROW_HEADING and line[:1].isupper() and line[-1:] not in ".,;:!?"
    return not is_first and is_set_off and is_short


def _first_paragraph(section: Sequence[str]) -> Iterator[str]:
    """Yield its lines: up to the next bullet, or the last line, which is shorter than the others; a lead has its
    bullets."""
    widest = max(map(len, section[:40]))
    leads = False
    for number, line in enumerate(section):
        if number and _BULLET.match(line) and not leads:
            return
        yield line
        leads = leads or line.endswith(":")
        if line.endswith(".") and len(line) < widest * 0.8 and not leads and not _BULLET.match(section[0]):
            return


def _joined(lines: Sequence[str]) -> str:
    following = [re.sub(r"^[^\w\s\"'(£]\s+", "• ", line) for line in lines[1:]]
    return " ".join([_BULLET.sub("", lines[0], count=1), *following]) if lines else ""


def _cut(words: str) -> str:
    if len(words) <= LONGEST_QUOTE:
        return words
    stop = words.rfind(". ", 0, LONGEST_QUOTE)
    return (words[: stop + 1] if stop > 0 else words[:LONGEST_QUOTE].rsplit(" ", 1)[0]) + " …"

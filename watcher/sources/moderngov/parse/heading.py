"""PURE: the heading of a meeting: its name, its date, and the status that some councils write into it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time

from watcher.core.text import normalise
from watcher.sources.dates import dates_in, time_beside, without_date

# No committee is called so; the others name one ("Abandoned Vehicles Panel"), so that a sign must set them off.
_PLAIN_STATUSES = "cancelled|canceled|postponed|re-?scheduled|deferred"
_STATUSES = rf"{_PLAIN_STATUSES}|abandoned|adjourned|withdrawn|moved"
_STATUS = re.compile(rf"\b({_STATUSES})\b(?!(?<=adjourned) from\b)", re.IGNORECASE)
_SIGN = re.compile(r'(\s?-\s|\s-\s?|\s?[:;,|/]\s?|\s?[()\[\]{}<>*!~"=#_]+\s?|\.\s)')
_BRACKETS = re.compile(r'[()\[\]{}<>*!~"=#_]')
_ALONE = re.compile(
    rf"^(?:(?:this |the )?meeting )?(?:(?:is|was|now|has been) ){{0,4}}(?P<status>{_STATUSES})(?: meeting)?[.]?"
    r"(?P<more> (?:due to|owing to|because|until|pending|at|by|and|to|from|on) .*)?",
    re.IGNORECASE,
)
_OF_A_DATE = re.compile(r"\d{1,2}(?:st|nd|rd|th)? \w+(?: \d{4}.*)?|\d{4}(?: .*)?", re.IGNORECASE)
_SHOUTED = (
    re.compile(rf"^(?:MEETING )?({_STATUSES.upper()}|NEW)(?: MEETING)?(?: |$)"),
    re.compile(rf"(?:^| )({_STATUSES.upper()})[.]?$"),
)
_WEEKDAY = re.compile(r"\b(?:\w{3,6}day|mon|tues?|wed|thu(?:rs)?|fri|sat|sun|dydd \w+)\.?,?\s*$", re.IGNORECASE)
_DASH = re.compile(r"(?:^|\s)-\s*$|-\s+$")
_OF_ANOTHER = re.compile(r"\b(?:from|since|until|to)\s*$", re.IGNORECASE)
_LOOK_BACK = 80
"""So many letters before a date tell what it is: a heading is a stranger's text, and may be endless."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says; what it does not say is empty."""

    name: str = ""
    when: date | None = None
    clock: time | None = None
    status: str = ""


def read_heading(words: str) -> Heading:
    """Read a heading in any order of its parts.

    Of several dates the meeting's is the one after the last " - <weekday>" (facts/moderngov.md, "Meeting page"): the
    others belong to the name ("(Decommissioned 13th June 2022)", "adjourned from 21 January 2026")."""
    plain = normalise(words)
    found = dates_in(plain)
    if not found:
        name, status = name_and_status(plain)
        return Heading(name, status=status)
    n = max(range(len(found)), key=lambda n: _rank(plain, found[n][1]))
    when, start, end = found[n]
    ends = found[n + 1][1] if n + 1 < len(found) else len(plain)
    clock = time_beside(plain[end:ends], plain[:start] if n == 0 else "")
    parts = [name_and_status(part) for part in without_date(plain, start, end)]
    status = next((status for _, status in parts if status), "")
    return Heading(" ".join(filter(None, (name for name, _ in parts))), when, clock, status)


def name_and_status(words: str) -> tuple[str, str]:
    """Return a name without the status some councils write into it, and that status in small letters ("" where none).

    A status stands between signs of any kind, or in capitals at an end. A meeting that is "adjourned from" a day goes
    ahead, and is called so."""
    bits = _SIGN.split(normalise(words))
    said, dated = [""] * (len(bits) + 1), False
    kept: list[str | None] = list(bits)
    for n in range(0, len(bits), 2):
        if dated and _OF_A_DATE.fullmatch(bits[n]):
            kept[n] = None
            continue
        kept[n], said[n] = _bare(bits[n], "".join(bits[max(n - 1, 0) : n]), "".join(bits[n + 1 : n + 2]))
        dated = kept[n] is None and " " in bits[n]
    if kept == bits:
        return words, ""
    return _joined(bits, kept), next(filter(None, said), "")


def plain_status(words: str) -> str:
    """Return the status named anywhere in these words: "cancelled", "postponed", ..., else ""."""
    found = _STATUS.search(words)
    return found[1].lower().replace("canceled", "cancelled").replace("re-s", "res") if found else ""


def _rank(plain: str, start: int) -> tuple[bool, bool, bool, bool, int]:
    """Return how much the date that begins here looks like that of the meeting itself."""
    before = plain[max(0, start - _LOOK_BACK) : start]
    weekday = _WEEKDAY.search(before)
    lead = before[: weekday.start()] if weekday else before
    dash = bool(_DASH.search(lead))
    aside = bool(_OF_ANOTHER.search(lead)) or before.rfind("(") > before.rfind(")")
    return not aside, dash and weekday is not None, weekday is not None or not lead.strip(), dash, start


def _bare(bit: str, left: str, right: str) -> tuple[str | None, str]:
    """Return what stands between two signs without its status (None where it is nothing else), and that status."""
    if bit == "NEW":
        return None, ""
    if found := _ALONE.fullmatch(bit):
        weak = not re.fullmatch(_PLAIN_STATUSES, found["status"], re.IGNORECASE) and not found["status"].isupper()
        status = plain_status(bit)
        if status and not (weak and (found["more"] or not (left + right).strip(" ,"))):
            return None, status
        return bit, ""
    for shape in _SHOUTED:
        found = shape.search(bit)
        rest = bit.replace(found[0], " ", 1).strip() if found else ""
        if not found or (found[1] != "NEW" and not plain_status(bit)):
            continue
        if found.start() or not rest.isupper() or re.fullmatch(_PLAIN_STATUSES, found[1], re.IGNORECASE):
            return rest, plain_status(found[1])
    return bit, ""


def _joined(bits: list[str], kept: list[str | None]) -> str:
    """Return what was kept, each sign between two of them once, and no brackets around nothing."""
    words, sign = "", ""
    for n in range(0, len(bits), 2):
        before, after = "".join(bits[max(n - 1, 0) : n]), "".join(bits[n + 1 : n + 2])
        if kept[n] is None:
            if _BRACKETS.search(before) and _BRACKETS.search(after):
                before, bits[n + 1] = _BRACKETS.sub("", before), _BRACKETS.sub("", after)
            sign = _one_of(sign, before)
        else:
            words += _one_of(sign, before) + (kept[n] or "")
            sign = ""
    return words.strip(" -,:;|/.!*")


def _one_of(first: str, second: str) -> str:
    """Return the sign that stays of two around something that went."""
    return max((first, second), key=lambda sign: (bool(_BRACKETS.search(sign)), "-" in sign, len(sign)))

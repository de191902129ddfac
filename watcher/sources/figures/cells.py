"""Reads the cells of statistical tables: numbers, what stands where there is no number, and the names of places.
Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import isfinite

from watcher.core.text import normalise

LONGEST_CELL = 500
_NOTES = re.compile(r"\[[^\[\]]{0,60}\]|[†‡*¹²³⁴⁵⁶⁷⁸⁹⁰]")
_NUMBER = re.compile(r"[-+]?£?[0-9][0-9,]*(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,3})?\s?(?:%|per cent|percent)?")
_MARKED = re.compile(r"(?<=[0-9%])\s?(?:\(?[perPER]\)?)$")
"""Provisional, estimated, revised: a mark behind a number."""
# The signs that the Government Analysis Function and the DfE use for what is no number; never nought.
WITHOUT_NUMBER = {
    "c": "kept back (c)",
    "x": "not available (x)",
    "z": "does not apply (z)",
    "..": "not available (..)",
    ":": "not available (:)",
    "-": "not given (-)",
    ".": "does not apply (.)",
    "k": "rounds to nought (k)",
    "low": "rounds to nought (low)",
    "u": "not reliable (u)",
    "w": "none recorded (w)",
    "*": "kept back (*)",
    "n/a": "not available (n/a)",
    "na": "not available (na)",
    "not available": "not available",
    "suppressed": "kept back",
}
_BEFORE_A_NAME = frozenset(
    {"the", "london", "royal", "metropolitan", "borough", "city", "county", "council", "lb", "of"}
)
_BEHIND_A_NAME = _BEFORE_A_NAME | {"authority", "district", "unitary", "mbc", "ua", "local"}
_SIGNS = re.compile(r"[^a-z0-9]+")


def number(cell: str) -> float | None:
    """Returns the number in a cell, without its footnotes, thousands separators, pound and per cent signs; None where
    it is no finite number."""
    said = cell if cell.isascii() and "[" not in cell and "*" not in cell else _NOTES.sub("", normalise(cell))
    said = _MARKED.sub("", said.strip()[:60])
    if not _NUMBER.fullmatch(said):
        return None
    value = float(said.replace("£", "").replace(",", "").partition("%")[0].lower().partition("per")[0])
    return value if isfinite(value) else None


def without_number(cell: str) -> str:
    """Returns in words what a cell says instead of a number: `kept back (c)`; empty where it says nothing known."""
    said = normalise(cell).casefold()[:60]
    return WITHOUT_NUMBER.get(said) or WITHOUT_NUMBER.get(said.strip("[]() ")) or ""


def is_value(cell: str) -> bool:
    """Tells whether a cell holds a number, or one of the signs that stand for none."""
    return number(cell) is not None or bool(without_number(cell))


def place(cell: str) -> str:
    """Returns a place's name so that all its spellings are one: `London Borough of Havering [note 2]` is `havering`."""
    said = _NOTES.sub("", normalise(cell[:LONGEST_CELL])).casefold().replace("&", " and ")
    words = _SIGNS.sub(" ", said.replace("'", "")).split()
    first, last = 0, len(words)
    while first < last - 1 and words[first] in _BEFORE_A_NAME:
        first += 1
    while last > first + 1 and words[last - 1] in _BEHIND_A_NAME:
        last -= 1
    return " ".join(words if words[first:last] == ["london"] else words[first:last])


def columns_like(wanted: str, names: Iterable[str]) -> list[int]:
    """Returns the numbers of the columns that an administrator means: the one of this name, else those whose name holds
    the words."""
    asked = plain_name(wanted)
    known = [plain_name(name) for name in names]
    exact = [at for at, name in enumerate(known) if name == asked]
    return exact or [at for at, name in enumerate(known) if asked and asked in name]


def without_notes(words: str) -> str:
    """Returns the words without the marks of footnotes: `Plans issued [note 1]` is `Plans issued`."""
    return " ".join(_NOTES.sub(" ", normalise(words[:LONGEST_CELL])).split())


def plain_name(name: str) -> str:
    """Returns the name of a column without its footnotes, in lower case, with one blank between its words."""
    return " ".join(without_notes(name).casefold().replace("_", " ").split())

"""PURE: Ofsted's grade words: their scales, their short codes, and which two words mean one grade (facts/ofsted.md,
7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from watcher.core.text import collapse_spaces

RATING = "Rating"
"""What a search listing calls the one grade it shows of a provider."""
Scale: TypeAlias = Mapping[str, str]
"""The grades of a scale in lower case, the best first, each with its code."""
FOUR_GRADES: Scale = {"outstanding": "Out", "good": "Good", "requires improvement": "RI", "inadequate": "Inad"}
FIVE_GRADES: Scale = {
    "exceptional": "Exc",
    "strong standard": "Str",
    "expected standard": "Exp",
    "needs attention": "Att",
    "urgent improvement": "Urg",
}
"""Those of the school report cards, since November 2025."""
SCALES: tuple[Scale, ...] = (FOUR_GRADES, FIVE_GRADES, {"met": "met", "not met": "not"})
"""Grades of different scales are never compared."""
_LONGER = {"requires improvement": "requires improvement(?: to be good)?"}


def printed(scale: Scale) -> str:
    """Return the pattern, of one group, of a scale's grades as reports print them; for a search in any case."""
    return "(" + "|".join(_LONGER.get(grade, grade) for grade in scale) + r")\b"


def comparable(old: str, new: str) -> bool:
    """Tell whether both grades belong to one scale: only then one can be better or worse than the other."""
    return any(short_grade(old) in scale and short_grade(new) in scale for scale in SCALES)


def code(grade: str) -> str:
    """Return the code of a grade of at most four letters (`RI`); of an unknown grade its first four letters."""
    return next((scale[short_grade(grade)] for scale in SCALES if short_grade(grade) in scale), grade[:4])


def short_grade(grade: str) -> str:
    """Return a printed grade in lower case, without the "to be good" that was printed until 2020 (facts/ofsted.md,
    7)."""
    return collapse_spaces(grade).casefold().removesuffix(" to be good")


def same_grade(old: str, new: str) -> bool:
    """Tell whether two printed grades mean the same: "Requires improvement" and "Requires improvement to be good"
    do."""
    return short_grade(old) == short_grade(new)

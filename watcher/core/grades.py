"""Ofsted's grade words: their scales, short codes, and when two are one (facts/ofsted.md, 7)."""

from __future__ import annotations

from collections.abc import Mapping

from watcher.core.text import collapse_spaces

RATING = "Rating"
"""What a search listing calls the one grade it shows of a provider."""
# Grades of different scales are never compared.
SCALES: tuple[Mapping[str, str], ...] = (
    {"outstanding": "Out", "good": "Good", "requires improvement": "RI", "inadequate": "Inad"},
    {
        "exceptional": "Exc",
        "strong standard": "Str",
        "expected standard": "Exp",
        "needs attention": "Att",
        "urgent improvement": "Urg",
    },
    {"met": "met", "not met": "not"},
)


def comparable(old: str, new: str) -> bool:
    """Whether both are grades of one scale."""
    return any(short_grade(old) in scale and short_grade(new) in scale for scale in SCALES)


def code(grade: str) -> str:
    """The short form of a grade; of an unknown one its beginning."""
    return next((scale[short_grade(grade)] for scale in SCALES if short_grade(grade) in scale), grade[:4])


def short_grade(grade: str) -> str:
    """A printed grade without case, in the short form of until 2020 (facts/ofsted.md, 7)."""
    return collapse_spaces(grade).casefold().removesuffix(" to be good")


def same_grade(old: str, new: str) -> bool:
    """Whether two printed grades are one: the short form until 2020 lacks "to be good"."""
    return short_grade(old) == short_grade(new)

"""PURE: Ofsted's scales of grades, each grade with its short form for a narrow table (facts/ofsted.md, 7)."""

from __future__ import annotations

from collections.abc import Mapping

from watcher.wording import short_grade

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

"""PURE: the names of the months, as everything that reads or writes dates has them."""

from __future__ import annotations

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
SHORT_MONTHS = tuple(name[:3] for name in MONTHS)
MONTH_NUMBERS = {name.title(): number for number, name in enumerate(MONTHS, 1)}
"""1 to 12, by the names as they are printed ("January")."""

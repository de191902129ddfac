"""misspelt.py: which slips are read as the word that was meant, and which words are words of their own."""

from __future__ import annotations

from tests.tools.examples import every_example
from watcher.bot.commands.misspelt import corrected

KNOWN = {
    "send": "send", "ehcp": "send", "latest": "latest", "meetings": "meetings", "cabinet": "cabinet",
    "council": "council",
    "school transport": "transport", "safeguarding": "care", "fostering": "care", "sources": "sources", "all": "all",
}  # fmt: skip


@every_example(
    ("typed", "meant"),
    [
        ("ehpc", "ehcp"), ("EHPC", "ehcp"), ("sned", "send"), ("sendd", "send"), ("latst", "latest"),
        ("ltaest", "latest"),
        ("meetngs", "meetings"), ("cabnet", "cabinet"), ("cabinets", "cabinet"), ("saefgaurding", "safeguarding"),
        ("school trasnport", "school transport"), ("ocuncil", "council"), ("fosterng", "fostering"),
    ],
)  # fmt: skip
def test_slip_is_read_as_what_was_meant(typed: str, meant: str) -> None:
    assert corrected(typed, KNOWN) == (meant, KNOWN[meant])


@every_example(
    "typed", ["spend", "lend", "bend", "sent", "end", "al", "lates news", "courses", "kitten", "counsel", "", "x" * 500]
)
def test_word_of_its_own_is_no_slip(typed: str) -> None:
    assert corrected(typed, KNOWN) is None


def test_slip_that_may_be_two_things_is_neither() -> None:
    assert corrected("librarie", {"library": 1, "libraries": 2, "librariet": 3}) is None
    assert corrected("libraris", {"libraries": 2, "library": 2}) == ("libraries", 2)

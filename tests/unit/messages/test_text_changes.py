"""How the sentences that differ are told."""

from __future__ import annotations

import re
from html import unescape

import pytest

from watcher.core.documents import Change, Document, TextChange
from watcher.messages.change import render_change
from watcher.messages.text_changes import MOST_TOLD, text_change_lines

PAPER = Document("s1", "report", "Travel policy", "https://e.example/x.pdf", details={"text": "b"})


def replaced(*diff: TextChange) -> Change:
    return Change("changed", PAPER, {"text": ("a", "b")}, diff=diff)


def told(*diff: TextChange) -> list[str]:
    shown = "\n".join(line.html for line in text_change_lines(replaced(*diff)))
    return unescape(re.sub(r"<[^>]*>", "", shown)).replace("\u2060", "").split("\n")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Families pay £450 a year.", "Families pay £950 a year.", "• p. 2: Families pay £450 → £950 a year."),
        ("It ends.", "It ends in May.", "• p. 2: It ends. → ends in May."),
        (
            "In time fell to 78 per cent while the average caseload of all social workers rose to 17.8 at once.",
            "In time fell to 71 per cent while the average caseload of all social workers rose to 19.4 at once.",
            "• p. 2: In time fell to 78 → 71 per cent while the average caseload of all social workers rose to 17.8 → "
            "19.4 at once.",
        ),
        (
            "The date of the first meeting is for the chair of that panel alone to set and is 14 January 2027.",
            "The date of the first meeting is for the chair of that panel alone to set and is 21 January 2027.",
            "• p. 2: … panel alone to set and is 14 → 21 January 2027.",
        ),
        (None, "Buses end.", "• new on p. 2: “Buses end.”"),
        ("Buses run.", None, "• gone from p. 2: “Buses run.”"),
    ],
)
def test_a_sentence_is_told_old_and_new(old: str | None, new: str | None, said: str) -> None:
    assert told(TextChange(2, old, new)) == [said]


def test_of_many_the_first_are_told_and_the_rest_counted() -> None:
    many = [TextChange(1, f"Fee {number}.", f"Fee {number + 1}.") for number in range(5)]
    assert len(told(*many)) == MOST_TOLD + 1
    assert told(*many)[-1] == "… and 2 more sentences that differ"


def test_a_page_is_a_link_into_the_paper_and_its_words_are_no_command() -> None:
    html = render_change(replaced(TextChange(2, "Say /forget £1.", "Say /forget £2."))).html
    assert '<a href="https://e.example/x.pdf#page=2">' in html
    assert "/forget" not in html


def test_a_paper_whose_old_words_are_not_known_says_only_that_it_reads_differently() -> None:
    assert "reads differently now" in render_change(replaced()).html

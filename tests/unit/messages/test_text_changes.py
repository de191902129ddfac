"""How the sentences that differ are told."""

from __future__ import annotations

import re
from html import unescape

from tests.tools.examples import every_example
from watcher.core.documents import Change, Document, SinceLast, TextChange
from watcher.messages.change import render_change
from watcher.messages.moved_figures import moved_figure_lines
from watcher.messages.text_changes import MOST_TOLD, text_change_lines

PAPER = Document("s1", "report", "Travel policy", "https://e.example/x.pdf", details={"text": "b"})


def replaced(*diff: TextChange) -> Change:
    return Change("changed", PAPER, {"text": ("a", "b")}, diff=diff)


def told(*diff: TextChange) -> list[str]:
    shown = "\n".join(line.html for line in text_change_lines(replaced(*diff)))
    return unescape(re.sub(r"<[^>]*>", "", shown)).replace("\u2060", "").split("\n")


@every_example(
    ("old", "new", "said"),
    [
        ("Families pay £450 a year.", "Families pay £950 a year.", "• p. 2: Families pay £450 → £950 a year."),
        ("It ends.", "It ends in May.", "• p. 2: “It ends.” → “It ends in May.”"),
        ("It ends in May.", "It ends.", "• p. 2: “It ends in May.” → “It ends.”"),
        ("Buses run.", "Buses run now.", "• p. 2: “Buses run.” → “Buses run now.”"),
        ("Fee: none.", "Fee: £5.", "• p. 2: “Fee: none.” → “Fee: £5.”"),
        ("It runs from 23 November.", "It runs from 30 December.", "• p. 2: It runs from 23 November → 30 December."),
        (
            "Families pay £450 a year.",
            "Families pay £950 a year from May.",
            "• p. 2: “Families pay £450 a year.” → “Families pay £950 a year from May.”",
        ),
        (
            "The date of the next meeting of the panel that looks at every appeal in this borough, in whichever school "
            "or college it began, is for the chair alone to set.",
            "The date of the next meeting of the panel that looks at every appeal in this borough, in whichever school "
            "or college it began, is for the chair alone to set and to publish on the page.",
            "• p. 2: “The date of the next meeting of the panel that looks at every appeal in this borough, in "
            "whichever school or college it began, is for the chair alone to set.” → “… is for the chair alone to set "
            "and to publish on the page.”",
        ),
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
    assert "2 more" in told(*many)[-1]


def test_a_page_is_a_link_into_the_paper_and_its_words_are_no_command() -> None:
    html = render_change(replaced(TextChange(2, "Say /forget £1.", "Say /forget £2."))).html
    assert '<a href="https://e.example/x.pdf#page=2">' in html
    assert "/forget" not in html


def test_a_paper_whose_old_words_are_not_known_says_only_that_it_reads_differently() -> None:
    assert "reads differently now" in render_change(replaced()).html


def told_moved(*figures: TextChange) -> list[str]:
    change = Change("new", PAPER, since_last=SinceLast(figures=figures, before="9 September 2026"))
    shown = "\n".join(line.html for line in moved_figure_lines(change))
    return unescape(re.sub(r"<[^>]*>", "", shown)).replace("\u2060", "").split("\n")


@every_example(
    ("old", "new", "said"),
    [
        ("Average caseload 17.8", "Average caseload 19.4", "• p. 2: Average caseload 17.8 → 19.4"),
        (
            "At 30 June 2026, 78% of plans were on time, 71 late.",
            "At 30 September 2026, 71% of plans were on time, 80 late.",
            "• p. 2: At 30 September 2026, 78% → 71% of plans were on time, 71 → 80 late.",
        ),
        ("In all 4 nurses left.", "In all, 14 nurses left.", "• p. 2: In all, 4 → 14 nurses left."),
    ],
)
def test_each_figure_that_moved_is_told_old_and_new_within_its_sentence(old: str, new: str, said: str) -> None:
    assert told_moved(TextChange(2, old, new)) == ["Since the report of 9 September 2026:", said]


def test_of_many_figures_the_first_are_told_and_the_rest_counted() -> None:
    said = told_moved(*(TextChange(1, f"Posts {number}", f"Posts {number + 1}") for number in range(5)))
    assert len(said) == 1 + MOST_TOLD + 1
    assert "2 more" in said[-1]


def test_a_report_in_which_no_figure_moved_says_nothing_of_it() -> None:
    assert moved_figure_lines(replaced(TextChange(1, "a", "b"))) == []

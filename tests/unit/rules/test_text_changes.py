"""What reads differently in a replaced paper, and what only looks so."""

from __future__ import annotations

import pytest

from tests.tools.examples import every_example
from watcher.core.documents import TextChange
from watcher.rules.text_changes import LONGEST, MOST_KEPT, text_changes

FEE = "1. Families pay a contribution of £450 a year towards transport."
WEEKS = "2. The consultation runs for twelve weeks from 23 November 2026."
SEATS = "Pupils keep their seats on the bus until they leave the school."
PAPER = [f"Travel policy\n\n{FEE}\n{WEEKS}\nPage 1", f"{SEATS}\nPage 2"]


def changed(old: str, new: str) -> list[str]:
    return [page.replace(old, new) for page in PAPER]


def test_a_figure_that_changed_is_told_old_and_new_with_its_page() -> None:
    (one,) = text_changes(PAPER, changed("£450", "£950"))
    assert (one.page, one.old and "£450" in one.old, one.new and "£950" in one.new) == (1, True, True)


def test_a_new_sentence_has_no_old_one_and_one_that_is_gone_no_new() -> None:
    assert text_changes(PAPER, changed(SEATS, "")) == (TextChange(2, SEATS, None),)
    assert text_changes(changed(SEATS, ""), PAPER) == (TextChange(2, None, SEATS),)


def test_figures_come_before_other_words_and_those_before_what_is_new() -> None:
    new = changed("£450", "£950")
    new[1] = new[1].replace("until they leave the school", "until they leave the sixth form")
    new.append("Personal travel budgets will replace the buses of all pupils.")
    found = text_changes(PAPER, new)
    assert [one.old is None for one in found] == [False, False, True]
    assert "£950" in str(found[0].new)


@every_example(
    "new",
    [
        PAPER,
        [PAPER[1], PAPER[0]],
        ["\n".join(page.partition("Page")[0] for page in PAPER)],
        [PAPER[0].replace("1. Families", "4. Families").replace("2. The", "5. The"), PAPER[1]],
        [page.replace("contribution of", "contri-\nbution of").replace("seats on", "seats\non") for page in PAPER],
        [page.replace("consultation", "consulta\u00adtion").replace("’", "'") for page in PAPER],
    ],
    ids=["the same", "moved", "on one page", "other numbers", "re-flowed", "soft hyphens"],
)
def test_what_was_only_moved_or_set_anew_is_no_change(new: list[str]) -> None:
    assert text_changes(PAPER, new) == ()


@pytest.mark.soak
def test_a_paper_that_is_written_anew_is_bounded() -> None:
    old = "\n\n".join(f"Sentence number {number} speaks of matter {number} alone." for number in range(2_000))
    new = "\n\n".join(f"Other words {number} stand in place of everything there." for number in range(2_000))
    assert len(text_changes([old], [new])) == MOST_KEPT
    assert text_changes([], []) == ()


TABLE = """Budget by service
Early Help 1,200 1,250 50
Children in Care 14,300 15,100 800
SEND Transport 9,870 11,020 1,150
Total 25,370 27,370 2,000
"""
PROSE = (
    "The Council has a duty to secure sufficient school places for all children who need one in its area, and this\n"
    "report sets out how officers propose to do that over the next five years, with the costs of each option.\n"
)


def told(old: str, new: str) -> list[tuple[str | None, str | None]]:
    return [(one.old, one.new) for one in text_changes([old], [new])]


@pytest.mark.parametrize("around", [PROSE, ""], ids=["among prose", "alone on its page"])
def test_a_table_is_compared_row_by_row(around: str) -> None:
    old = around + TABLE
    row = "SEND Transport 9,870 11,020 1,150"
    assert told(old, old.replace("11,020", "12,020")) == [(row, row.replace("11,020", "12,020"))]
    assert told(old, old.replace(f"{row}\n", "")) == [(row, None)]
    assert told(old.replace(f"{row}\n", ""), old) == [(None, row)]
    moved = old.replace(f"{row}\n", "").replace("Early Help", f"{row}\nEarly Help")
    assert told(old, moved) == []


def test_a_cell_that_stands_alone_is_told_behind_its_label() -> None:
    old = f"{PROSE}Status\nRED\nOwner\nHead of SEND\nGREEN\n"
    assert told(old, old.replace("RED", "GREEN")) == [("Status RED", "Status GREEN")]


@every_example(
    ("old", "new"),
    [
        ("The variance is -5.2% this year.", "The variance is 5.2% this year."),
        ("The rise is 5% this year.", "The rise is 5 this year."),
        ("A fee of £450 is due.", "A fee of $450 is due."),
        ("Reserves stand at (1,200) in all.", "Reserves stand at 1,200 in all."),
        ("It costs £1.5m in all.", "It costs £1.5bn in all."),
        ("The centre will not close in April.", "The centre will close in April."),
    ],
)
def test_a_sign_a_unit_or_one_word_makes_another_sentence(old: str, new: str) -> None:
    assert told(f"{PROSE}\n{old}\n", f"{PROSE}\n{new}\n") == [(old, new)]


@every_example(
    ("old", "new"),
    [
        ("Plans that are child-\ncentred are thoughtful.", "Plans that are child-centred\nare thoughtful."),
        ("5 MINUTES (Pages 5 - 12)\nTo approve them.", "5 MINUTES (Pages 7 - 14)\nTo approve them."),
        ("Contents\nIntroduction ........ 3\nRisks ..... 5", "Contents\nIntroduction ........ 4\nRisks ..... 9"),
        (
            "Contents\nIntroduction 3\nLegal risks 5\n\nIntroduction\n\nIt begins.\n\nLegal risks\n\nThere are none.",
            "Contents\nIntroduction 4\nLegal risks 9\n\nIntroduction\n\nIt begins.\n\nLegal risks\n\nThere are none.",
        ),
        ("The o\ufb03cer \ufb01nds \ufb02exible o\ufb00ers.", "The officer finds flexible offers."),
        ("The rise – “5 per cent” – is the council’s.", 'The rise - "5 per cent" - is the council\'s.'),
    ],
    ids=[
        "a hyphen at a line's end",
        "pages of an agenda",
        "contents with dots",
        "contents without",
        "ligatures",
        "quotes and dashes",
    ],
)
def test_page_numbers_and_letterforms_are_no_change(old: str, new: str) -> None:
    assert told(f"{PROSE}\n{old}\n", f"{PROSE}\n{new}\n") == []


def test_another_header_on_every_page_is_no_change() -> None:
    texts = [f"Matter {number} is for the next meeting of the panel, as agreed.\n\n{PROSE}" for number in range(3)]
    old = [f"Cabinet, 9 November 2026\n{text}\nPage {number} of 3" for number, text in enumerate(texts)]
    new = [f"Cabinet, 16 November 2026 DRAFT\n{text}\n{number + 4}" for number, text in enumerate(texts)]
    assert text_changes(old, new) == ()


def test_of_a_long_sentence_what_differs_is_kept() -> None:
    long = (
        "The panel " + "heard from officers about matters of every kind, and " * 12 + "agreed a fee of £450 at the end."
    )
    ((old, new),) = told(long, long.replace("£450", "£950"))
    assert old is not None
    assert new is not None
    assert (old.startswith("… "), "£450 at the end." in old, "£950 at the end." in new) == (True, True, True)
    assert max(len(old), len(new)) <= LONGEST + 2


def test_text_that_runs_on_through_a_line_of_figures_is_no_table() -> None:
    old = f"{PROSE}The scheme ran between 2024 and 2025\nin 12 schools and cost £450 for each of them.\n"
    new = old.replace("2024 and 2025\nin 12", "2024 and\n2025 in 12")
    assert told(old, new) == []

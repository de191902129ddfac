"""What reads differently in a replaced paper, and what only looks so."""

from __future__ import annotations

import pytest

from watcher.core.documents import TextChange
from watcher.rules.text_changes import MOST_KEPT, text_changes

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


@pytest.mark.parametrize(
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


def test_a_paper_that_is_written_anew_is_bounded() -> None:
    old = "\n\n".join(f"Sentence number {number} speaks of matter {number} alone." for number in range(2_000))
    new = "\n\n".join(f"Other words {number} stand in place of everything there." for number in range(2_000))
    assert len(text_changes([old], [new])) == MOST_KEPT
    assert text_changes([], []) == ()

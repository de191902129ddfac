"""A first size that nobody was told is not told later as the old one."""

from __future__ import annotations

from datetime import timedelta

from tests.unit.sources.moderngov_visits import Portal
from tests.unit.sources.test_moderngov_paper_text import ADDED, AGENDA, LINK, add, settled
from watcher.cli.demo.paper import pdf
from watcher.core.errors import Unreachable
from watcher.messages.council import field_lines
from watcher.messages.texts.council import FILE_REPLACED

SIX_HOURS = timedelta(hours=6)
LABEL = '<span class="mgFileSize"> PDF 9 KB</span>'


def labelled(portal: Portal, size: str, words: str) -> list[str]:
    """What is told once the paper bears this size ("" for none) and holds these words."""
    served = str(portal.pages[AGENDA])
    start = served.index("Added report")
    label = f'<span class="mgFileSize"> PDF {size}</span>' if size else ""
    portal.pages[AGENDA] = f"{served[:start]}Added report{label}{served[served.index('</a>', start) :]}"
    portal.pages[ADDED] = pdf(words) if words else Unreachable("no answer")
    return portal.visit(SIX_HOURS)


def published(size: str) -> Portal:
    portal = settled()
    add(portal, pdf("Fees stay."))
    assert LABEL in LINK
    assert labelled(portal, size, "Fees stay.") == ["new s8190"]
    return portal


def told(portal: Portal, size: str, words: str) -> tuple[object, object]:
    """The old size and the new that the log says, once it is this and the words are others."""
    assert labelled(portal, size, words)[0].startswith("changed s8190 size")
    return portal.changes[0].fields["size"]


def test_a_first_label_on_the_same_words_is_silent_and_never_told_as_the_old_size() -> None:
    portal = published("")
    assert labelled(portal, "11 KB", "Fees stay.") == []
    assert told(portal, "12 KB", "Fees rise.") == ("", "12 KB")


def test_a_second_label_on_the_same_words_makes_the_first_no_more_told() -> None:
    portal = published("")
    assert labelled(portal, "10 KB", "Fees stay.") + labelled(portal, "11 KB", "Fees stay.") == []
    assert told(portal, "12 KB", "Fees rise.") == ("", "12 KB")
    assert told(portal, "13 KB", "Fees fall.") == ("12 KB", "13 KB")


def test_a_paper_that_had_a_label_is_told_with_the_size_it_had_last() -> None:
    portal = published("9 KB")
    assert labelled(portal, "11 KB", "Fees stay.") == []
    assert told(portal, "12 KB", "Fees rise.") == ("11 KB", "12 KB")


def test_a_file_whose_words_cannot_be_read_is_told_without_a_size_that_nobody_knows() -> None:
    portal = published("")
    assert labelled(portal, "11 KB", "Fees stay.") == []
    assert told(portal, "12 KB", "") == ("", "12 KB")
    assert field_lines(portal.changes[0])["size"] == FILE_REPLACED


def test_a_size_that_was_told_is_the_old_one_of_the_next_change() -> None:
    portal = published("9 KB")
    assert told(portal, "12 KB", "Fees rise.") == ("9 KB", "12 KB")
    assert "told_size" not in portal.document("s8190").details

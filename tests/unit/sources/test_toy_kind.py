"""The worked example of a kind, on its own: the test that CONTRIBUTING.md asks for with each, outcome by outcome."""

from __future__ import annotations

from datetime import date

import pytest

from tests.tools.toy_kind import collect
from tests.unit.sources.visits import Watched
from watcher.core.documents import Document
from watcher.core.errors import NotUnderstood, Refused
from watcher.core.visits import Reading

URL = "https://www.example.org/notices.txt"
BOARD = "Notice board\n17 | 2026-11-20 | Bridge Street is closed\n18 | 2026-11-21 | Have your say on SEND\n"


@pytest.fixture
def board() -> Watched:
    """Visited once."""
    watched = Watched(collect, URL, {URL: BOARD}, kind="notice_board")
    watched.visit()
    return watched


def test_found_a_notice_is_known_by_its_number_with_its_title_day_and_link(board: Watched) -> None:
    assert board.documents()["18"] == Document(
        "18", "article", "Have your say on SEND", f"{URL}#18", published=date(2026, 11, 21)
    )


def test_found_a_notice_more_is_new_and_those_that_stand_are_not_told_again(board: Watched) -> None:
    board.web[URL] = BOARD + "19 | 2026-11-22 | The library opens\n"
    assert [(change.kind, change.document.title) for change in board.visit()] == [("new", "The library opens")]


def test_found_other_words_under_a_number_are_a_change_and_other_blanks_are_none(board: Watched) -> None:
    board.web[URL] = BOARD.replace("is closed", "is open").replace(" | ", "  |")
    [change] = board.visit()
    assert change.fields == {"title": ("Bridge Street is closed", "Bridge Street is open")}


def test_found_a_notice_that_is_taken_down_is_withdrawn_once_two_visits_missed_it(board: Watched) -> None:
    for visit, expected in enumerate(([], ["17"])):
        board.web[URL] = BOARD.replace("17 | 2026-11-20 | Bridge Street is closed\n", "\n" * visit)
        assert [change.document.key for change in board.visit() if change.kind == "withdrawn"] == expected


def test_unchanged_the_same_bytes_are_not_read_again(board: Watched) -> None:
    assert board.read() == [Reading(URL, unchanged=True)]


def test_an_empty_board_is_understood_as_empty(board: Watched) -> None:
    board.web[URL] = "Notice board\n"
    assert board.read() == [Reading(URL, (), complete=True)]


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("", "does not begin with “Notice board”"),
        ("<html><h1>Notice board</h1></html>", "does not begin with “Notice board”"),
        (b"Notice board\n17 | 2026-11-20 | A\0B\n", "does not begin with “Notice board”"),
        (BOARD + "19 | 2026-11-22", "holds a line that is no notice: “19 | 2026-11-22”"),
        (BOARD + "19 | Sunday | The library opens", "holds a line that is no notice: “19 | Sunday"),
    ],
    ids=["nothing", "a web page", "bytes", "cut short", "no day"],
)
def test_nothing_understood_is_said_with_the_reason_and_nothing_is_withdrawn(
    board: Watched, page: str | bytes, reason: str
) -> None:
    board.web[URL] = page
    with pytest.raises(NotUnderstood, match=reason):
        board.visit()
    assert not any(known.missing for known in board.known.values())


def test_refused_is_left_to_go_up_as_it_came(board: Watched) -> None:
    board.web[URL] = Refused(f"{URL} answered 403 (it refuses us)")
    with pytest.raises(Refused, match="answered 403"):
        board.visit()

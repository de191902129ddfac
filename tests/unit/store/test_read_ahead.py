"""Rows that are read before they are asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pytest

from watcher.store.read_ahead import MOST_TOGETHER, ReadAhead

NUMBERS = range(10, 2010, 2)


class Table:
    """Rows of even numbers, and which were read, by query."""

    def __init__(self) -> None:
        self.queries: list[list[int]] = []
        self.ahead = ReadAhead(lambda: NUMBERS, self.read)

    def read(self, wanted: Collection[int]) -> Mapping[int, str]:
        self.queries.append(sorted(wanted))
        return {number: f"row {number}" for number in wanted if number in NUMBERS}


def test_rows_come_in_the_order_in_which_they_were_asked_for() -> None:
    assert Table().ahead.rows([14, 10, 12]) == ["row 14", "row 10", "row 12"]


def test_whoever_asks_for_one_after_the_other_gets_many_read_in_one_query() -> None:
    table = Table()
    for first in range(0, 600, 15):
        wanted = list(NUMBERS[first : first + 15])
        assert table.ahead.rows(wanted[::-1]) == [f"row {number}" for number in reversed(wanted)]
    assert list(map(len, table.queries)) == [15, MOST_TOGETHER, MOST_TOGETHER, MOST_TOGETHER]


def test_whoever_asks_for_some_here_and_some_there_gets_just_those_read() -> None:
    table = Table()
    asked = [[1000, 1004], [10, 12], [2000], [18, 30], [34]]
    for wanted in asked:
        table.ahead.rows(wanted)
    assert table.queries == asked


def test_more_rows_than_are_read_together_are_read_at_once_and_no_others_with_them() -> None:
    table = Table()
    table.ahead.rows(NUMBERS[:400])
    table.ahead.rows(NUMBERS[400:800])
    assert list(map(len, table.queries)) == [400, 400]


def test_a_row_that_is_not_in_the_order_is_read_all_the_same() -> None:
    class Minor(Table):
        def read(self, wanted: Collection[int]) -> Mapping[int, str]:
            return {number: f"row {number}" for number in wanted}

    assert Minor().ahead.rows([10, 11, 12]) == ["row 10", "row 11", "row 12"]


def test_nothing_is_read_for_nothing_and_what_is_not_there_is_an_error() -> None:
    table = Table()
    assert (table.ahead.rows([]), table.queries) == ([], [])
    with pytest.raises(KeyError):
        table.ahead.rows([11])

"""A table where no terminal is: cron's mail, a file, another program."""

from __future__ import annotations

import pytest

from watcher.cli.table import Column, Grid


@pytest.fixture
def grid() -> Grid:
    grid = Grid((Column("Source"), Column("Documents", right=True), Column("Last")))
    grid.add("cabinet", "7", "-")
    grid.add("the-paper", "1,204", [("Fees rise", "bold"), ("\nfrom 1 May", ""), ("\nhttps://paper.example/1", "dim")])
    return grid


def test_columns_are_as_wide_as_they_need_to_be(grid: Grid) -> None:
    assert list(grid.lines()) == [
        "Source     Documents  Last",
        "cabinet            7  -",
        "the-paper      1,204  Fees rise",
        "                      from 1 May",
        "                      https://paper.example/1",
    ]


def test_a_long_line_is_neither_wrapped_nor_cut() -> None:
    grid = Grid((Column("Document", wide=True),))
    grid.add("word " * 500)
    assert [len(line) for line in grid.lines()] == [8, 2_499]


def test_a_table_without_rows_is_its_heading() -> None:
    assert list(Grid((Column("Source"), Column("State"))).lines()) == ["Source  State"]


def test_no_colour_is_written_where_there_is_no_terminal(grid: Grid, capsys: pytest.CaptureFixture[str]) -> None:
    grid.show()
    assert capsys.readouterr().out.splitlines() == list(grid.lines())

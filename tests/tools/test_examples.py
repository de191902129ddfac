"""A table of examples is gone through to its end, and what fails is told with its row."""

from __future__ import annotations

import inspect

import pytest

from tests.tools.examples import every_example


def test_every_row_is_tried_whatever_fails_before() -> None:
    seen = []

    @every_example("number, word", [(1, "one"), (2, "two"), (3, "three")])
    def test(number: int, word: str) -> None:
        seen.append(word)
        assert number == 2, word

    with pytest.raises(ExceptionGroup, match="2 of 3 examples fail") as caught:
        test()
    assert seen == ["one", "two", "three"]
    assert [error.__notes__ for error in caught.value.exceptions] == [
        ["in example 1: 1, 'one'"],
        ["in example 3: 3, 'three'"],
    ]


def test_a_single_failure_is_raised_as_it_is_with_its_row() -> None:
    @every_example("number", [1, pytest.param(2, id="an even one"), 3])
    def test(number: int) -> None:
        assert number % 2

    with pytest.raises(AssertionError) as caught:
        test()
    assert caught.value.__notes__ == ["in example 2: an even one"]


def test_what_raises_nothing_where_an_error_is_awaited_fails_too() -> None:
    @every_example("text", ["1", "2"])
    def test(text: str) -> None:
        with pytest.raises(ValueError):
            int(text)

    with pytest.raises(BaseExceptionGroup, match="2 of 2 examples fail"):
        test()


def test_all_that_pass_are_a_test_that_passes() -> None:
    seen = []

    @every_example("number", range(3))
    def test(number: int) -> None:
        seen.append(number)

    test()
    assert seen == [0, 1, 2]


def test_a_table_on_a_table_is_every_row_with_every_row() -> None:
    seen = []

    @every_example("word", ["a", "b"])
    @every_example("number", [1, 2])
    def test(number: int, word: str) -> None:
        seen.append(f"{word}{number}")
        assert (number, word) != (2, "b")

    with pytest.raises(AssertionError) as caught:
        test()
    assert seen == ["a1", "a2", "b1", "b2"]
    assert caught.value.__notes__ == ["in example 2: 2", "in example 2: 'b'"]


def test_other_arguments_are_fixtures_that_all_rows_share() -> None:
    seen = []

    @every_example("number", [1, 2])
    def test(number: int, folder: str) -> None:
        seen.append((folder, number))

    assert list(inspect.signature(test).parameters) == ["folder"]
    test(folder="here")
    assert seen == [("here", 1), ("here", 2)]


def test_rows_are_named_as_their_ids_say() -> None:
    @every_example("number", [1], ids=["the first"])
    def listed(number: int) -> None:
        raise ValueError

    @every_example("number, other", [(1, 2)], ids=lambda value: f"no {value}")
    def computed(number: int, other: int) -> None:
        raise ValueError

    for test, name in ((listed, "the first"), (computed, "no 1-no 2")):
        with pytest.raises(ValueError) as caught:
            test()
        assert caught.value.__notes__ == [f"in example 1: {name}"]


def test_a_row_with_a_mark_or_of_another_length_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="a row with a mark is a test of its own"):
        every_example("number", [pytest.param(1, marks=pytest.mark.soak)])
    with pytest.raises(ValueError, match="3 values for 2 names"):
        every_example("number, word", [(1, 2, 3)])


def test_a_table_without_rows_is_skipped_and_does_not_pass() -> None:
    @every_example("number", [])
    def test(number: int) -> None:
        raise AssertionError

    with pytest.raises(pytest.skip.Exception, match="no examples"):
        test()

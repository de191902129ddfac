"""The judge of the tool that kills runs: what it calls lost, doubled, unwanted and let go."""

from __future__ import annotations

import pytest

from tests.tools.chaos.truth import Delivery, Happening, Told, Wish, judge
from tests.tools.examples import every_example
from tests.tools.promisedtown import Promise, judge_document

ANN = 42
KINDS = ("withdrawn", "restored", "changed", "new")
STORY = Happening(1, Told("New", "T1"), frozenset({"all"}))
SEEN, UNSEEN = Delivery(ANN, (STORY.told,), unseen=False), Delivery(ANN, (STORY.told,), unseen=True)
HEARD = [Wish(ANN, "all", heard=1)]


@pytest.mark.parametrize(
    ("deliveries", "wrong"),
    [
        ([SEEN], []),
        ([], ["lost: New T1 to 42"]),
        ([SEEN, SEEN], ["doubled: New T1 to 42"]),
        ([UNSEEN, SEEN], []),
        ([UNSEEN, SEEN, SEEN], ["doubled: New T1 to 42"]),
        ([UNSEEN, UNSEEN, UNSEEN], ["doubled: New T1 to 42"]),
    ],
)
def test_the_judge_sees_what_is_lost_or_doubled(deliveries: list[Delivery], wrong: list[str]) -> None:
    assert judge([STORY], HEARD, deliveries).wrong == wrong


def test_the_judge_sees_what_nobody_asked_for() -> None:
    ended = Wish(ANN, "all", heard=1, ended=True, ending_heard=1)
    assert judge([STORY], [ended], [SEEN]).wrong == ["unwanted: New T1 to 42"]
    assert judge([STORY], [ended], []).good


def test_the_judge_counts_what_was_rightly_let_go_apart() -> None:
    figures = judge([STORY], HEARD, [], let_go={(ANN, STORY.told)})
    assert (figures.good, figures.let_go, figures.lost, figures.expected) == (True, 1, 0, 1)


@pytest.mark.parametrize("other", [(43, STORY.told), (ANN, Told("New", "T2"))])
def test_what_was_let_go_elsewhere_excuses_nothing_here(other: tuple[int, Told]) -> None:
    assert judge([STORY], HEARD, [], let_go={other}).wrong == ["lost: New T1 to 42"]


def test_what_was_let_go_and_had_come_all_the_same_counts_as_told() -> None:
    assert judge([STORY], HEARD, [UNSEEN], let_go={(ANN, STORY.told)}).let_go == 0


# The judge of the promises (tests/features/test_promises.py)

W, R, CHANGED, NEW = (Promise(ANN, kind, "K1", version) for kind, version in zip(KINDS, (1, 1, 2, 1), strict=True))


@every_example(
    ("told", "must", "may"),
    [
        ([("new", 1)], [NEW], []),
        ([("withdrawn", 1), ("restored", 1)], [W, R], []),
        ([], [W, R], []),  # they waited together
        ([("changed", 2)], [W, R, CHANGED], []),
        ([("withdrawn", 1)], [W, R, W], []),
        ([("withdrawn", 1)], [W], [R]),
        ([], [W], [R]),
        ([("withdrawn", 1), ("changed", 2)], [W, CHANGED], []),
    ],
)
def test_the_judge_of_promises_takes_what_waited_together_as_one(
    told: list[tuple[str, int]], must: list[Promise], may: list[Promise]
) -> None:
    judge_document(told, must, may)


@every_example(
    ("told", "must"),
    [
        ([], [NEW]),
        ([("new", 1), ("new", 1)], [NEW]),
        ([], [W]),
        ([], [R]),
        ([("restored", 1)], [W, R]),
        ([("withdrawn", 1)], [W, R]),
        ([("withdrawn", 1), ("withdrawn", 1)], [W, R]),
        ([], [W, R, CHANGED]),
        ([("new", 1)], [NEW, CHANGED]),
        ([("changed", 2), ("changed", 2)], [CHANGED]),
    ],
)
def test_the_judge_of_promises_sees_what_is_missing_or_too_much(
    told: list[tuple[str, int]], must: list[Promise]
) -> None:
    with pytest.raises(AssertionError):
        judge_document(told, must, [])

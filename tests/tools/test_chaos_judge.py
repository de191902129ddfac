"""The judge of the tool that kills runs: what it calls lost, doubled, unwanted and let go."""

from __future__ import annotations

import pytest

from tests.tools.chaos.truth import Delivery, Happening, Told, Wish, judge

ANN = 42
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

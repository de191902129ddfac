"""What is too little or too much to be true: held back, asked about once, released by /approve, by three visits that
agree, or by being whole again; and nothing of it is lost."""

from __future__ import annotations

import pytest

from tests.features.end_to_end.doubts import MINUTE, Scene, doubts
from tests.tools.web import Answer


def asked_once(scene: Scene, visits: int) -> None:
    """So many visits at which nothing is told but one question."""
    scene.turns_strange()
    assert scene.visits(visits) == "suspect"
    (question,) = scene.town.told(scene.chief)
    assert scene.doubt.asked in question
    assert scene.heard() == ""


@doubts("halved", "empty", "swollen", "blocked", "language", every=5)
def test_it_is_held_back_and_asked_about_once_and_told_once_it_is_approved(scene: Scene) -> None:
    asked_once(scene, visits=1)
    scene.chief.says("/approve source")
    scene.town.once(later=MINUTE)
    scene.is_told()


@pytest.mark.soak  # quicker: the question asked once, above
@doubts("halved")
def test_it_is_asked_about_once_although_the_site_was_down_in_between(scene: Scene) -> None:
    asked_once(scene, visits=1)
    scene.serve(Answer(status=503))
    assert scene.visits() == "failing"
    scene.turns_strange()
    scene.town.once(all_sources=True)
    assert scene.visits(0) == "suspect"
    assert scene.town.told(scene.chief) == []


@pytest.mark.soak  # quicker: unit/rules/test_assess.py
@doubts("swollen", "language")
def test_what_three_visits_agree_on_is_told(scene: Scene) -> None:
    asked_once(scene, visits=2)
    assert scene.visits() == "ok"
    scene.is_told()


@pytest.mark.soak  # quicker: test_conversation.py
@doubts("halved", "language")
def test_what_is_rejected_stays_held_back_however_often_it_is_seen(scene: Scene) -> None:
    scene.turns_strange()
    assert scene.visits() == "suspect"
    scene.chief.says("/reject source")
    assert scene.visits(3) == "suspect"
    assert scene.heard() == ""


@pytest.mark.soak  # quicker: test_conversation.py, unit/rules/test_assess.py
@doubts("empty", "halved", "language")
def test_what_is_whole_again_is_released_without_a_word(scene: Scene) -> None:
    scene.turns_strange()
    assert scene.visits() == "suspect"
    scene.town.told(scene.chief)
    scene.as_usual()
    assert scene.visits() == "ok"
    assert scene.heard() == ""
    (well,) = scene.town.told(scene.chief)
    assert "is read again" in well


@pytest.mark.soak  # quicker: telegram/test_judging.py
@doubts("halved")
def test_nobody_but_an_administrator_decides(scene: Scene) -> None:
    scene.turns_strange()
    assert scene.visits() == "suspect"
    scene.ann.says("/approve source")
    scene.town.once(later=MINUTE)
    assert scene.visits(0) == "suspect"
    (answer,) = scene.town.told(scene.ann)
    assert "/help" in answer


@pytest.mark.soak  # quicker: unit/fetch/test_responses.py
@doubts("blocked")
def test_a_guards_page_that_is_known_as_such_is_a_refusal(scene: Scene) -> None:
    scene.serve(Answer(b"<title>Just a moment...</title>", status=403, headers={"cf-mitigated": "challenge"}))
    assert scene.visits(2) == "blocked"
    assert len(scene.town.told(scene.chief)) == 1
    assert scene.heard() == ""

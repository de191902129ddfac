"""An administrator's word holds for what is held back for the same reason, however much the page changes meanwhile."""

from __future__ import annotations

import pytest

from tests.features.end_to_end.doubts import MINUTE, Scene, doubts, feed, notices, page
from tests.tools.web import Answer, Request
from watcher.store import Store
from watcher.store.sources import judge


@pytest.mark.soak  # quicker: the one below; unit/rules/test_assess.py
@doubts("blocked")
def test_approval_holds_although_a_counter_on_the_page_never_stands_still(scene: Scene) -> None:
    counter = iter(range(1_000, 2_000))

    def at_another_count() -> None:
        scene.serve(page("<p>The page has moved house.</p>", f"<p>You are visitor {next(counter)}.</p>"))

    for _ in range(3):  # so many that agreed would be told
        at_another_count()
        assert scene.visits() == "suspect", "no two readings agree"
    scene.chief.says("/approve source")
    at_another_count()
    scene.town.once(later=MINUTE)
    assert scene.visits(0) == "ok"
    assert "The page has moved house." in scene.heard()


@pytest.mark.soak  # quicker: unit/rules/test_assess.py
@doubts("blocked")
def test_rejection_holds_although_a_counter_stood_still_for_a_while(scene: Scene) -> None:
    for count in (1, 2, 3, 3, 3, 3):
        scene.serve(page("<p>Pardon our interruption.</p>", f"<p>You are visitor {count}.</p>"))
        assert scene.visits() == "suspect"
        if count == 1:
            scene.chief.says("/reject source")
    assert scene.heard() == ""
    assert len([one for one in scene.town.told(scene.chief) if "Is this true" in one]) == 1
    scene.chief.says("/approve source")
    assert scene.visits() == "ok"
    assert "Pardon our interruption." in scene.heard()


@pytest.mark.soak  # quicker: unit/rules/test_assess.py
@doubts("language")
@pytest.mark.parametrize("verb", ["approve", "reject"])
def test_what_is_held_for_another_reason_than_was_judged_is_asked_about_anew(scene: Scene, verb: str) -> None:
    scene.turns_strange()
    assert scene.visits() == "suspect"
    scene.chief.says(f"/{verb} source")
    scene.serve(feed(language="en"))
    assert scene.visits(2) == "suspect"
    questions = [one for one in scene.town.told(scene.chief) if "Is this true" in one]
    assert [scene.doubt.asked in one for one in questions] == [True, False]
    assert "empty, where 2 documents stood before" in questions[1]
    assert scene.heard() == ""


@doubts("halved")
def test_approval_said_while_the_page_is_being_read_is_not_lost(scene: Scene) -> None:
    scene.turns_strange()
    assert scene.visits() == "suspect"
    with Store(scene.town.environment.database_url) as store:

        def agreed_meanwhile(_: Request) -> Answer:
            with store.write() as db:
                judge(db, "source", scene.town.clock(), true=True)
            return Answer(notices(1))

        scene.serve(agreed_meanwhile)
        assert scene.visits() == "suspect"
    scene.serve(notices(2))
    assert scene.visits() == "ok"
    assert "Withdrawn: Notice 1" in scene.heard()

"""visit.py on real HTTP and real SQLite: what a visit saves, tells and holds back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from tests.tools import web
from tests.tools.web import Answer
from tests.unit.jobs.conftest import FIRST, HOUR, NOW, SECOND, World, feed, story
from watcher.core.alerts import Message, Reason
from watcher.core.chats import Request, Subscribe
from watcher.core.errors import Stopped
from watcher.jobs.visit import visit
from watcher.store import alerts, outbox, renames, subscriptions
from watcher.store import sources as remembered


def test_the_first_visit_tells_nobody(world: World) -> None:
    world.subscribe(42, "all")
    result = world.visit(FIRST)
    assert (result.state, result.changes, result.documents) == ("ok", (), 2)
    assert world.alerts() == []
    assert world.log() == []


def test_a_new_document_is_logged_with_its_topics_and_told_to_those_who_asked(world: World) -> None:
    world.subscribe(42, "send")
    world.subscribe(43, "news")
    world.visit(FIRST)
    result = world.visit(SECOND)
    (change,) = world.log()
    assert result.changes == (change,)
    assert (change.kind, change.document.title, change.topics, change.source) == (
        "new",
        "Parents wait for EHC plans",
        ("send",),
        "news",
    )
    assert world.alerts() == [
        (42, "Parents wait for EHC plans", (Reason("topic", "SEND", "EHC plans"),)),
        (43, "Parents wait for EHC plans", (Reason("source", "The News"),)),
    ]


def test_a_visits_result_holds_no_words_that_only_topics_are_found_in(world: World) -> None:
    """A run holds the results of its visits until it ends, and the words of a paper may be a million letters."""
    world.visit(FIRST)
    told = story(3, "A place for all").replace("</item>", "<category>EHC plans</category></item>")
    result = world.visit(feed(told, story(1, "Parking"), story(2, "Bins")))
    assert result.changes == tuple(world.log())
    assert result.changes[0].topics == ("send",), "found in the category"


def test_nobody_is_told_of_what_they_did_not_ask_for(world: World) -> None:
    world.subscribe(42, "send")
    world.visit(FIRST)
    world.visit(feed(story(3, "New car park"), story(1, "Parking"), story(2, "Bins")))
    assert (len(world.log()), world.alerts()) == (1, [])


def test_one_chat_hears_of_one_change_once_with_all_its_reasons(world: World) -> None:
    for what in ("send", "news", "all"):
        world.subscribe(42, what)
    world.visit(FIRST)
    world.visit(SECOND)
    ((chat, _, reasons),) = world.alerts()
    assert (chat, len(reasons)) == (42, 3)


def test_two_forum_topics_of_one_group_hear_it_each(world: World) -> None:
    with world.store.write() as db:
        subscriptions.carry_out(db, Request(-5, "supergroup", thread_id=1), [Subscribe("send", thread_id=1)], NOW)
        subscriptions.carry_out(db, Request(-5, "supergroup", thread_id=2), [Subscribe("all", thread_id=2)], NOW)
    world.visit(FIRST)
    world.visit(SECOND)
    assert len(world.alerts()) == 2


def test_two_subscriptions_of_one_forum_topic_make_one_alert(world: World) -> None:
    with world.store.write() as db:
        for what in ("send", "all"):
            subscriptions.carry_out(db, Request(-5, "supergroup", thread_id=1), [Subscribe(what, thread_id=1)], NOW)
    world.visit(FIRST)
    world.visit(SECOND)
    assert len(world.alerts()) == 1


def test_a_daily_subscriber_waits_for_the_digest(world: World) -> None:
    world.subscribe(42, "all", frequency="daily")
    world.visit(FIRST)
    world.visit(SECOND)
    assert world.alerts() == []
    assert len(world.alerts(datetime(2026, 11, 23, 7, 30, tzinfo=UTC))) == 1


def test_a_story_edited_again_within_six_hours_is_logged_at_once_and_told_later(world: World) -> None:
    world.subscribe(42, "all")
    world.visit(FIRST)
    for title in ("Parking to be dearer", "Parking to be free", "Parking to be free at night"):
        assert len(world.visit(feed(story(1, title), story(2, "Bins"))).changes) == 1
        if title == "Parking to be dearer":
            with world.store.write() as db:
                outbox.queue(db, Message(42, "told"), [one.id for one in alerts.due(db, world.at)], world.at)
    first_edit = NOW + HOUR
    assert world.alerts(first_edit + 5 * HOUR) == []
    assert len(world.alerts(first_edit + 6 * HOUR)) == 2


def test_an_edit_of_what_is_still_to_be_told_is_told_with_it(world: World) -> None:
    world.subscribe(42, "all")
    world.visit(FIRST)
    for title in ("Parking to be dearer", "Parking to be free"):
        world.visit(feed(story(1, title), story(2, "Bins")))
    assert len(world.alerts(world.at)) == 2


def test_the_same_feed_again_changes_nothing(world: World) -> None:
    world.visit(FIRST)
    for _ in range(3):
        assert world.visit(FIRST).changes == ()


def test_a_retitled_story_is_changed_with_old_and_new(world: World) -> None:
    world.visit(FIRST)
    (change,) = world.visit(feed(story(1, "Parking to be free"), story(2, "Bins"))).changes
    assert (change.kind, change.fields) == ("changed", {"title": ("Parking", "Parking to be free")})


def test_a_story_that_slides_off_the_feed_and_comes_back_is_no_news(world: World) -> None:
    world.visit(FIRST)
    world.visit(feed(story(2, "Bins")))
    assert world.visit(FIRST).changes == ()


TROUBLES = {
    "a site that is down": (Answer(status=503), "failing"),
    "a refusal": (Answer(status=403), "blocked"),
    "nothing at all": (Answer(b""), "failing"),
    "a web page where a feed should be": (Answer(b"<html><body><h1>Welcome</h1></body></html>"), "failing"),
    "a feed that was emptied": (feed(), "suspect"),
    "gone for good": (Answer(status=410), "failing"),
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_it_touches_nothing_that_is_remembered_and_says_so(world: World, trouble: str) -> None:
    answer, state = TROUBLES[trouble]
    world.visit(FIRST)
    result = world.visit(answer)
    assert (result.state, result.changes, result.documents) == (state, (), 2)
    assert result.reason
    assert "\n" not in result.reason
    assert (world.health().failures, world.health().last_good) == (1, NOW)
    again = world.visit(SECOND)
    assert (again.state, [change.document.title for change in again.changes]) == ("ok", ["Parents wait for EHC plans"])
    assert world.health().failures == 0


def test_administrators_are_told_once_when_a_source_breaks_and_once_when_it_recovers(world: World) -> None:
    world.visit(FIRST)
    for _ in range(3):
        world.visit(Answer(status=503))
    world.visit(FIRST)
    world.visit(FIRST)
    with world.store.read() as db:
        said = db.execute(text("SELECT chat_id, html FROM messages ORDER BY id")).all()
    assert [chat for chat, _ in said] == [7, 7]
    assert "can't be read" in said[0].html
    assert "after 3 h 0 min" in said[1].html


def test_a_page_that_was_not_understood_is_not_taken_for_unchanged_later(world: World) -> None:
    world.visit(FIRST)
    odd = Answer(b"<html>not a feed</html>", etag='"odd"')
    world.visit(odd)
    assert world.visit(odd).state == "failing"


def test_validators_are_echoed_and_an_unchanged_page_is_a_good_visit(world: World) -> None:
    world.visit(replace(FIRST, etag='"1"'))
    result = world.visit()
    assert (result.state, result.documents) == ("ok", 2)
    assert world.site.requests[-1].headers["if-none-match"] == '"1"'


def test_once_a_day_a_page_is_asked_for_without_validators(world: World) -> None:
    world.visit(replace(FIRST, etag='"1"'))
    world.at = NOW + timedelta(hours=25)
    world.visit()
    assert "if-none-match" not in world.site.requests[-1].headers


def test_a_source_given_another_address_starts_silently(world: World) -> None:
    world.visit(FIRST)
    world.site.pages["/other"] = feed(story(8, "Elsewhere"), story(9, "Far away"))
    world.source = replace(world.source, url=f"{world.site.url}/other")
    assert world.visit().changes == ()
    world.site.pages["/other"] = feed(story(10, "Now this"), story(8, "Elsewhere"))
    assert [change.document.title for change in world.visit().changes] == ["Now this"]


@pytest.mark.sqlite_only("SQLite's words for a trigger")
def test_a_crash_while_saving_leaves_the_visit_as_if_it_had_not_been(world: World) -> None:
    world.subscribe(42, "all")
    world.visit(FIRST)
    with world.store.write() as db:
        db.execute(text("CREATE TRIGGER dies BEFORE INSERT ON alerts BEGIN SELECT RAISE(ABORT, 'killed'); END"))
    with pytest.raises(Exception, match="killed"):
        world.visit(SECOND)
    with world.store.write() as db:
        db.execute(text("DROP TRIGGER dies"))
    assert world.log() == []
    assert [change.document.title for change in world.visit(SECOND).changes] == ["Parents wait for EHC plans"]
    assert len(world.alerts()) == 1


def carried_over(world: World, live: str = "gazette") -> None:
    """As a worker does it whose config has `was: [news]` at the gazette, and this id at least."""
    with world.store.write() as db:
        renames.carry_over(db, {"news": "gazette"} if live == "gazette" else {}, [live], world.at)


def test_what_came_along_to_a_new_id_while_it_was_visited_is_its_baseline_and_what_is_new_is_told(world: World) -> None:
    """A worker visited the new id in the moment in which it took the edit over: its first visit, which told nobody."""
    world.subscribe(42, "news")
    world.visit(FIRST)
    gazette = replace(world.source, id="gazette")

    def meanwhile(_: web.Request) -> Answer:
        carried_over(world)
        return SECOND

    world.site.pages["/feed"] = meanwhile
    with pytest.raises(Stopped):
        visit(gazette, world.context, world.at)
    result = visit(gazette, world.context, world.at)
    assert [change.document.title for change in result.changes] == ["Parents wait for EHC plans"]
    assert [alert[:2] for alert in world.alerts()] == [(42, "Parents wait for EHC plans")]


def test_a_first_visit_that_fails_does_not_undo_what_came_along_meanwhile(world: World) -> None:
    world.visit(FIRST)

    def meanwhile(_: web.Request) -> Answer:
        carried_over(world)
        return Answer(status=404)

    world.site.pages["/feed"] = meanwhile
    with pytest.raises(Stopped):
        visit(replace(world.source, id="gazette"), world.context, world.at)
    with world.store.read() as db:
        assert remembered.health(db)["gazette"].baseline_at == NOW


def test_a_worker_that_has_not_read_the_edit_yet_begins_no_old_id_anew(world: World) -> None:
    """It took what was new for the baseline of an id that another worker had carried over."""
    world.visit(FIRST)
    carried_over(world)
    with pytest.raises(Stopped):
        world.visit(SECOND)
    carried_over(world, live="news")
    assert world.visit(SECOND).state == "ok", "the old id was given up again, to something else"

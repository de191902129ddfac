"""Whoever was told of an item hears its decision, its minutes and its next committee, as a reply to what was told,
though the later pages hold none of the topic's words; who was not, or wants no more, hears nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.features.end_to_end.boroughs import Borough, Decision, Item, Meeting
from tests.features.end_to_end.town import Town, founded
from tests.tools.soaks import some
from tests.tools.standin import Chat, Message
from watcher.messages.texts.changes import TOLD_ITEM

SEPTEMBER = datetime(2026, 9, 7, 9, 30, tzinfo=UTC)
WEEK, HOURS = timedelta(days=7), timedelta(hours=7)
TITLE = "Home to school transport contracts"
REPORT = Item("7", TITLE, 910, ("Contracts for vehicles.", "Taxis for 90 children with EHC plans end on 1 November."))
FENCES = Item("8", "Fences in parks", 911, ("New fences for all the parks of the borough will be put up in spring.",))
DECISION = "ieDecisionDetails.aspx?ID=7700"
DECIDED = Decision(7700, TITLE.upper(), date(2026, 9, 18), date(2026, 9, 28))


@pytest.fixture
def town(tmp_path: Path, database: Path) -> Iterator[Town]:
    with founded(tmp_path, SEPTEMBER) as one:
        one.watches("cabinet", "/ieListMeetings.aspx?CId=153&Year=0")
        one.watches("people", "/ieListMeetings.aspx?CId=656&Year=0")
        one.watches("decisions", "/mgDelegatedDecisions.aspx")
        yield one


@pytest.fixture
def borough(town: Town) -> Borough:
    """A council before its agenda is out."""
    cabinet = Meeting(8092, date(2026, 9, 16))
    people = Meeting(9001, date(2026, 10, 6), "People Committee", 656)
    road = Decision(7600, "Resurfacing of a lane", date(2026, 9, 1), date(2026, 9, 8))
    borough = Borough([cabinet, people], [road])
    borough.shows(town)
    return borough


def publishes_agenda(town: Town, borough: Borough, *items: Item) -> None:
    borough.meetings[0].items = list(items or (REPORT, FENCES))
    goes_on(town, borough, later=HOURS)


def goes_on(town: Town, borough: Borough, *, later: timedelta = WEEK) -> None:
    """What the council shows by now is read, in a run of its own: all that is known comes from the database."""
    borough.shows(town)
    assert not town.once(later=later).failed


def decides(town: Town, borough: Borough, decision: Decision = DECIDED) -> None:
    borough.decisions.append(decision)
    goes_on(town, borough)


def last(chat: Chat) -> Message:
    return chat.messages[-1]


def test_who_was_told_of_a_report_hears_its_decision_as_a_reply(town: Town, borough: Borough) -> None:
    ann, bob, cat = town.subscribers({42: ["send"], 43: ["roads"], 44: ["send"]})
    publishes_agenda(town, borough)
    assert TITLE in town.told(ann)[0]
    told = {chat.id: last(chat).message_id for chat in (ann, cat)}
    assert town.told(bob) == []
    town.told(cat)
    decides(town, borough)
    for chat in (ann, cat):
        (said,) = town.told(chat)
        assert f"New: {TITLE} </{DECISION}>" in said
        assert TOLD_ITEM.format(title=TITLE) in said
        assert last(chat).reply_to == told[chat.id]
    assert town.told(bob) == []
    goes_on(town, borough)
    assert town.told(ann, bob, cat) == []


def test_the_minutes_and_the_next_committee_are_told_too(town: Town, borough: Borough) -> None:
    ann, bob = town.subscribers({42: ["send"], 43: ["roads"]})
    publishes_agenda(town, borough)
    town.told(ann)
    borough.meetings[0].minutes = ("7 HOME TO SCHOOL TRANSPORT CONTRACTS", "RESOLVED that the contracts be awarded.")
    goes_on(town, borough, later=2 * WEEK)
    (said,) = town.told(ann)
    assert "New: Printed minutes" in said
    assert "RESOLVED that the contracts be awarded." in said
    assert last(ann).reply_to
    later = Item("4", TITLE, 990, ("The contracts come to this committee before the winter begins.",))
    borough.meetings[1].items = [later]
    goes_on(town, borough, later=HOURS)
    (said,) = town.told(ann)
    assert f"New: {TITLE}" in said
    assert "The contracts come to this committee before the winter begins." in said, "the sentence that matters"
    assert last(ann).reply_to
    assert town.told(bob) == []


@pytest.mark.soak  # quicker: unit/store/test_item_threads.py
@pytest.mark.parametrize("says", some(["/unsubscribe send", "/stop", "/forget yes"], every=3))
def test_who_follows_the_topic_no_more_hears_nothing_more_of_its_items(town: Town, borough: Borough, says: str) -> None:
    ann = town.subscriber(42, "send", "roads")
    publishes_agenda(town, borough)
    ann.says(says)
    goes_on(town, borough, later=HOURS)
    town.told(ann)
    decides(town, borough)
    assert town.told(ann) == []


@pytest.mark.soak  # quicker: unit/store/test_item_threads.py
def test_who_unsubscribes_while_it_waits_hears_nothing(town: Town, borough: Borough) -> None:
    ann = town.subscriber(42, "send weekly", "roads")
    publishes_agenda(town, borough)
    borough.decisions.append(DECIDED)
    goes_on(town, borough, later=timedelta(hours=1))
    assert town.queue()["waiting"] == 2
    ann.says("/unsubscribe send")
    goes_on(town, borough, later=timedelta(hours=1))
    assert town.queue()["waiting"] == 0
    goes_on(town, borough)
    assert not [said for said in town.told(ann) if TITLE.casefold() in said.casefold()]


@pytest.mark.soak  # quicker: rules and store of item threads, in unit/
def test_it_comes_as_often_as_what_brought_it(town: Town, borough: Borough) -> None:
    ann = town.subscriber(42, "send daily")
    publishes_agenda(town, borough)
    goes_on(town, borough, later=timedelta(days=1))
    assert len(town.told(ann)) == 1
    borough.decisions.append(DECIDED)
    goes_on(town, borough, later=timedelta(hours=1))
    assert town.told(ann) == []
    goes_on(town, borough, later=timedelta(days=1))
    assert DECISION in town.told(ann)[0]


@pytest.mark.soak  # quicker: the same chain, above; reasons in unit/store/test_reasons.py
def test_who_follows_the_decision_anyway_hears_it_once(town: Town, borough: Borough) -> None:
    ann = town.subscriber(42, "send", "decisions", "all")
    publishes_agenda(town, borough)
    town.told(ann)
    decides(town, borough)
    (said,) = town.told(ann)
    assert said.count(DECISION) == 1
    assert "item you were told" not in said


@pytest.mark.soak  # quicker: unit/store/test_item_threads.py, and pauses in test_settings.py
def test_a_paused_chat_hears_it_later_and_one_that_muted_the_topic_not_at_all(town: Town, borough: Borough) -> None:
    ann, bob = town.subscribers({42: ["send"], 43: ["send"]})
    publishes_agenda(town, borough)
    town.told(ann, bob)
    for button in ("Fewer like this", "Mute for 30 days …", "Mute SEND"):
        bob.taps(button)
        goes_on(town, borough, later=timedelta(minutes=20))
    ann.says("/pause 3d")
    goes_on(town, borough, later=timedelta(hours=1))
    town.told(ann, bob)
    borough.decisions.append(DECIDED)
    goes_on(town, borough, later=HOURS)
    assert town.told(ann, bob) == []
    goes_on(town, borough, later=timedelta(days=4))
    assert DECISION in town.told(ann)[0]
    assert town.told(bob) == []


@pytest.mark.soak  # quicker: unit/rules/test_item_thread.py
def test_another_decision_and_a_standing_item_are_no_news_of_it(town: Town, borough: Borough) -> None:
    ann = town.subscriber(42, "send")
    minutes = Item("2", "Minutes", 912, ("The last meeting.", "It was said that EHC plans take far too long here."))
    publishes_agenda(town, borough, minutes)
    assert "Minutes" in town.told(ann)[0]
    borough.decisions.append(Decision(7701, "Leisure centre contracts", date(2026, 9, 18), date(2026, 9, 28)))
    borough.meetings[1].items = [Item("2", "Minutes", 992, ("The last meeting of this committee was short.",))]
    borough.meetings[0].minutes = ("Cabinet met on 16 September.",)
    goes_on(town, borough, later=2 * WEEK)
    assert town.told(ann) == []


@pytest.mark.soak  # quicker: unit/rules/test_item_thread.py
def test_a_decision_under_another_title_is_known_by_its_issue(town: Town, borough: Borough) -> None:
    ann = town.subscriber(42, "send")
    publishes_agenda(town, borough, Item("7", TITLE, 910, REPORT.pages, issue=45002))
    town.told(ann)
    decides(town, borough, Decision(7702, "Award for vehicles", date(2026, 9, 18), date(2026, 9, 28), issue=45002))
    assert "New: Award for vehicles" in town.told(ann)[0]


@pytest.mark.soak  # quicker: unit/rules/test_item_minutes.py
def test_minutes_name_the_item_that_they_decide_and_no_other_that_was_told(town: Town, borough: Borough) -> None:
    ann = town.subscriber(42, "send")
    publishes_agenda(
        town, borough, Item("3", "Play areas", 912, ("Play areas for pupils with EHC plans open.",)), REPORT
    )
    town.told(ann)
    borough.meetings[0].minutes = ("6 HOME TO SCHOOL TRANSPORT CONTRACTS", "It was agreed to award them for a year.")
    goes_on(town, borough, later=2 * WEEK)
    (said,) = town.told(ann)
    assert TOLD_ITEM.format(title=TITLE) in said
    assert "Play areas" not in said
    assert "“It was agreed to award them for a year.”" in said


@pytest.mark.soak  # quicker: the decision of it, above
def test_who_was_told_of_an_item_hears_that_its_meeting_is_cancelled(town: Town, borough: Borough) -> None:
    ann, bob = town.subscribers({42: ["send"], 43: ["roads"]})
    publishes_agenda(town, borough)
    told = last(ann).message_id
    town.told(ann, bob)
    borough.meetings[1].status = "CANCELLED"
    goes_on(town, borough, later=HOURS)
    assert town.told(ann, bob) == []
    borough.meetings[0].status = "CANCELLED"
    goes_on(town, borough, later=HOURS)
    (said,) = town.told(ann)
    assert said.startswith("Cancelled: Cabinet")
    assert TOLD_ITEM.format(title=TITLE) in said
    assert last(ann).reply_to == told
    assert town.told(bob) == []


@pytest.mark.soak  # quicker: forums in telegram/test_forum_topics.py, replies above
def test_in_a_forum_it_is_a_reply_in_the_topic_that_was_told(town: Town, borough: Borough) -> None:
    forum = town.api.group(-1009000000001, admins=[7], forum=True, topics=[11])
    forum.says("/subscribe send", user=7, thread=11)
    town.once()
    publishes_agenda(town, borough)
    told = last(forum)
    decides(town, borough)
    assert DECISION in town.told(forum)[-1]
    assert (last(forum).thread, last(forum).reply_to) == (11, told.message_id)


@pytest.mark.soak  # quicker: unit/sources/test_moderngov_decisions.py, and the decision above
def test_a_call_in_is_told_that_the_register_alone_tells(town: Town, borough: Borough) -> None:
    ann, bob = town.subscribers({42: ["send"], 43: ["roads"]})
    publishes_agenda(town, borough)
    decides(town, borough)
    town.told(ann)
    borough.decisions[-1] = replace(DECIDED, call_ins="Called in")
    goes_on(town, borough, later=timedelta(days=1))
    assert "called in: no → yes" in town.told(ann)[0]
    assert town.told(bob) == []

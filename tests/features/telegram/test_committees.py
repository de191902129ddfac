"""Committees of a portal that is watched as a whole: found and followed by button and by words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.features.telegram.archive import document, knows, logs
from tests.features.telegram.conftest import CABINET, DAILY, SETTINGS, Runner
from tests.tools.standin import BotApi, Chat
from watcher.core.documents import Document
from watcher.core.sources import Source
from watcher.jobs.setup import bot_settings

PORTAL = Source("portal", "The Portal", "https://democracy.example.gov.uk/", "moderngov")
OTHER = Source("county", "The County", "https://democracy.example.org/", "moderngov")
PEOPLE = "People Overview & Scrutiny Sub-Committee"


def meeting(number: int, committee: str) -> Document:
    return document(f"m{number}", committee, "meeting", details={"committee": committee, "date": "2099-12-01"})


def paper(committee: str, title: str = "Late paper") -> Document:
    spoken = f"Special meeting, {committee}, 1 December 2099"
    return document("r1", title, part_of="m1", details={"meeting": spoken, "committee": committee})


@pytest.fixture(autouse=True)
def portal(runner: Runner) -> None:
    runner.telegram.configure(bot_settings(replace(SETTINGS, sources=(PORTAL, CABINET, DAILY))))
    knows(runner, PORTAL, meeting(1, "Licensing"), meeting(2, PEOPLE), meeting(3, PEOPLE))
    knows(runner, CABINET, meeting(4, "Cabinet"))


def said(runner: Runner, ann: Chat, text: str) -> str:
    ann.says(text)
    runner.answer()
    return ann.texts[-1]


def test_they_are_listed_behind_the_sources_with_a_button_each(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    listed = said(runner, ann, "/sources")
    assert f"{PEOPLE} – a committee of The Portal" in listed
    assert ann.messages[-1].button_texts[:5] == [
        "The Portal", "Cabinet", "The Example Daily", "Licensing", PEOPLE,
    ]  # fmt: skip
    ann.taps("Licensing")
    runner.answer()
    assert list(runner.follows(42)) == ["portal/licensing"]
    assert "✓ Licensing" in ann.messages[-1].button_texts


def test_the_only_committee_of_a_source_is_the_source(api: BotApi, runner: Runner) -> None:
    assert "a committee of Cabinet" not in said(runner, api.private(42), "/sources")


@pytest.mark.parametrize(
    "words",
    [
        "people overview & scrutiny sub-committee", "People Overview and Scrutiny Sub Committee daily",
        "portal/people-overview-and-scrutiny-sub-committee",
    ],
)  # fmt: skip
def test_one_is_followed_by_its_name(api: BotApi, runner: Runner, words: str) -> None:
    ann = api.private(42)
    told = said(runner, ann, f"/subscribe {words}")
    assert told.startswith(f"Following {PEOPLE}: ")
    assert list(runner.follows(42)) == ["portal/people-overview-and-scrutiny-sub-committee"]


@pytest.mark.soak  # quicker: the name, above; links in test_conversations.py
def test_link_leads_to_one(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    assert said(runner, ann, "/start portal_licensing").startswith("Following Licensing: as it happens.")


@pytest.mark.soak  # quicker: the name, above
def test_part_of_its_name_is_guessed_at(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    assert PEOPLE in said(runner, ann, "/subscribe people scrutiny sub")
    ann.taps("Follow People Overview & Scrutiny…")
    runner.answer()
    assert len(runner.follows(42)) == 1


def test_a_name_that_two_portals_share_is_asked_about(api: BotApi, runner: Runner) -> None:
    runner.telegram.configure(bot_settings(replace(SETTINGS, sources=(PORTAL, OTHER))))
    knows(runner, OTHER, meeting(1, "Licensing"), meeting(2, "Planning"))
    ann = api.private(42)
    told = said(runner, ann, "/subscribe licensing")
    assert ("portal/licensing" in told, "county/licensing" in told) == (True, True)
    assert runner.follows(42) == {}


def test_who_follows_one_hears_of_its_meetings_papers_and_decisions_alone(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    said(runner, ann, "/subscribe licensing")
    before = len(ann.texts)
    decision = document("d1", "Street trading", "decision", details={"maker": "Licensing"})
    logs(runner, PORTAL, meeting(1, "Licensing"), paper("Licensing"), decision)
    logs(runner, PORTAL, meeting(2, PEOPLE), document("d2", "Other", "decision", details={"maker": "Cabinet"}))
    logs(runner, CABINET, paper("Licensing", "Of another source"))
    runner.deliver()
    told = "\n".join(ann.texts[before:])
    assert [title in told for title in ("New: Licensing", "Late paper", "Street trading")] == [True, True, True]
    assert [title in told for title in ("New: People", "Other", "another source")] == [False, False, False]
    assert " · Licensing" in told


@pytest.mark.soak  # quicker: test_looking_back.py
def test_it_is_looked_back_and_ahead_at_like_a_source(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    said(runner, ann, "/subscribe licensing")
    logs(runner, PORTAL, meeting(1, "Licensing"), paper("Licensing"), meeting(2, PEOPLE))
    latest = said(runner, ann, "/latest licensing")
    assert ("New: Late paper" in latest, PEOPLE in latest) == (True, False)
    assert said(runner, ann, "/latest").count("New: ") == 2
    meetings = said(runner, ann, "/meetings")
    assert ("Licensing" in meetings, PEOPLE in meetings) == (True, False)


def test_it_is_listed_and_dropped_under_its_name(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    said(runner, ann, "/subscribe licensing weekly")
    assert "• Licensing – once a week" in said(runner, ann, "/mine")
    ann.taps("Licensing, weekly")
    runner.answer()
    ann.taps("Stop following")
    runner.answer()
    assert runner.follows(42) == {}


@pytest.mark.soak  # quicker: who follows one, above; mutes in test_alert_buttons.py
def test_its_topic_muted_the_committee_is_heard_no_more_of_that(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    said(runner, ann, "/subscribe licensing")
    logs(runner, PORTAL, paper("Licensing", "SEND transport"))
    runner.deliver()
    for label in ("Fewer like this", "Mute for 30 days …", "Mute SEND"):
        ann.taps(label)
        runner.answer()
    before = len(ann.texts)
    logs(runner, PORTAL, paper("Licensing", "SEND again"), paper("Licensing", "Roads"))
    runner.deliver()
    assert ["SEND again" in "".join(ann.texts[before:]), "Roads" in ann.texts[-1]] == [False, True]

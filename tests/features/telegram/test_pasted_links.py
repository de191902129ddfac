"""A pasted link: what is known of the page, what follows it, and what is watched near it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.features.telegram.archive import document, finds, knows, logs
from tests.features.telegram.conftest import CABINET, DAILY, SETTINGS, Runner
from tests.tools.soaks import some
from tests.tools.standin import BotApi
from watcher.core.documents import Document
from watcher.core.sources import Source
from watcher.jobs.setup import bot_settings

PORTAL = "https://democracy.example.gov.uk"
OFSTED = Source("ofsted-here", "Ofsted: Example", "https://reports.ofsted.gov.uk/provider/44/80500", "ofsted")
GOVUK = Source("govuk-here", "GOV.UK: Example", "https://www.gov.uk/search/all?keywords=example", "govuk")
MEETING = Document(
    "m9", "meeting", "Cabinet", f"{PORTAL}/ieListDocuments.aspx?CId=1&MId=9", details={"date": "2026-12-02"}
)
PAPER = Document(
    "s77", "report", "SEND strategy", f"{PORTAL}/documents/s77/SEND.pdf", part_of="m9",
    details={"meeting": "Cabinet, 2 December 2026", "item": "7"},
)  # fmt: skip


@pytest.fixture(autouse=True)
def ann(api: BotApi, runner: Runner) -> None:
    api.private(42)
    runner.telegram.configure(bot_settings(replace(SETTINGS, sources=(CABINET, DAILY, OFSTED, GOVUK))))


def says(api: BotApi, runner: Runner, words: str) -> str:
    api.chat(42).says(words)
    runner.answer()
    return api.chat(42).texts[-1]


@pytest.mark.parametrize(
    "link",
    [
        f"{PORTAL}/documents/s77/SEND.pdf",
        f"What is {PORTAL}/documents/s77/SEND%20renamed.pdf?",
        "democracy.example.gov.uk/documents/s77/SEND.pdf",
    ],
)
def test_paper_is_told_with_its_meeting_source_and_last_change(api: BotApi, runner: Runner, link: str) -> None:
    knows(runner, CABINET, MEETING, PAPER)
    logs(runner, CABINET, PAPER, kind="changed", fields={"title": ("SEND", "SEND strategy")}, ago=timedelta(days=2))
    said = says(api, runner, link)
    assert said.startswith("SEND strategy\n")
    assert "Belongs to Cabinet, 2 December 2026." in said
    assert "Source: Cabinet.\nLast change: Changed, 20 November 2026." in said
    assert api.chat(42).messages[-1].button_texts == ["Follow this"]
    api.chat(42).taps("Follow this")
    runner.answer()
    assert set(runner.follows(42)) == {"cabinet"}


def test_meeting_is_known_by_its_number_whatever_stands_around_it(api: BotApi, runner: Runner) -> None:
    knows(runner, CABINET, MEETING, replace(MEETING, key="m99", url=MEETING.url + "9", title="Another"))
    said = says(api, runner, f"{PORTAL}/ieListDocuments.aspx?MId=9&Ver=4")
    assert said.startswith("Cabinet\n2 December 2026")
    assert "I have known it since 22 November 2026; it has not changed since." in said


def test_article_and_notice_are_known_without_tracking(api: BotApi, runner: Runner) -> None:
    knows(runner, DAILY, replace(document("a1", "A story", "article"), url="https://daily.example.org/2026/a-story/"))
    knows(runner, GOVUK, replace(document("n", "A notice", "publication"), url="https://www.gov.uk/government/news/n"))
    assert says(api, runner, "https://daily.example.org/2026/a-story?utm_source=x").startswith("A story")
    assert says(api, runner, "www.gov.uk/government/news/n").startswith("A notice")


def test_page_that_is_a_source_is_told_as_that_with_its_newest(api: BotApi, runner: Runner) -> None:
    finds(runner, OFSTED, document("r1", "Full inspection", "inspection"))
    said = says(api, runner, "https://reports.ofsted.gov.uk/provider/44/80500")
    assert said.startswith("That is a page I read: Ofsted: Example.\nThe newest there: New, Full inspection")
    assert "That is a page I read: Cabinet." in says(api, runner, f"{PORTAL}/mgCommitteeDetails.aspx?ID=1")


def test_what_is_followed_already_is_offered_to_be_changed(api: BotApi, runner: Runner) -> None:
    knows(runner, CABINET, MEETING)
    says(api, runner, "/subscribe cabinet daily")
    assert "Cabinet is followed here: once a day" in says(api, runner, MEETING.url)
    assert api.chat(42).messages[-1].button_texts == ["Change Cabinet"]


def test_unknown_page_says_so_kindly_and_names_what_is_near(api: BotApi, runner: Runner) -> None:
    knows(runner, CABINET, MEETING)
    said = says(api, runner, f"{PORTAL}/ieListDocuments.aspx?MId=777")
    assert said == "I don't know that page, so I can't tell you about it.\nNear it I read:\n• Cabinet"
    assert api.chat(42).messages[-1].button_texts == ["Follow Cabinet"]
    assert "• Cabinet" in says(api, runner, "https://www.example.gov.uk/schools")


def test_page_of_a_stranger_is_near_nothing(api: BotApi, runner: Runner) -> None:
    said = says(api, runner, "https://unknown.example.com/<b>x</b>?a=1")
    assert said.startswith("I don't know that page")
    assert "Near it" not in said
    assert "/sources" in said


@pytest.mark.parametrize(
    "link", some(["https://", "https://[", "https://%%%", "https://a" + "/b" * 1_900, "http://..", "www."], every=3)
)
def test_no_link_is_too_odd_for_an_answer(api: BotApi, runner: Runner, link: str) -> None:
    assert says(api, runner, link)
    assert "went wrong" not in api.chat(42).texts[-1]

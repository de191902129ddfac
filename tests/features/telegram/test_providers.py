"""A school's name in plain words: what is known of it, whether its page is read or it stands in a list that is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.features.telegram.archive import document, knows
from tests.features.telegram.conftest import CABINET, SETTINGS, Runner
from tests.tools.soaks import some
from tests.tools.standin import BotApi
from watcher.core.documents import Document
from watcher.core.sources import Source
from watcher.jobs.setup import bot_settings

REPORTS = "https://reports.ofsted.gov.uk"
PAGE = Source("oak-ofsted", "Ofsted: Oak Park", f"{REPORTS}/provider/21/100200", "ofsted")
LIST = Source("schools", "Ofsted: schools near here", f"{REPORTS}/search?q=example", "ofsted")
REPORT = document(
    "50300001", "School inspection", "inspection",
    details={"provider": "Oak Park Academy", "provider_url": PAGE.url, "inspection_start": "2026-05-04"},
)  # fmt: skip
ROW = Document(
    "100300", "inspection", "Elm Lane Primary School", f"{REPORTS}/provider/21/100300",
    details={"rating": "Good", "latest_report": "2026-03-17", "address": "1 Elm Lane"},
)  # fmt: skip


@pytest.fixture(autouse=True)
def ann(api: BotApi, runner: Runner) -> None:
    api.private(42)
    runner.telegram.configure(bot_settings(replace(SETTINGS, sources=(CABINET, PAGE, LIST))))
    knows(runner, PAGE, REPORT)
    knows(runner, LIST, ROW)


def says(api: BotApi, runner: Runner, words: str) -> str:
    api.chat(42).says(words)
    runner.answer()
    return api.chat(42).texts[-1]


@pytest.mark.parametrize("words", some(["Oak Park Academy", "oak park academy", "Oak Park School"], every=3))
def test_school_whose_page_is_read_is_told_with_its_reports(api: BotApi, runner: Runner, words: str) -> None:
    said = says(api, runner, words)
    assert "Oak Park Academy" in said
    assert "School inspection" in said
    assert any("Follow" in label for label in api.chat(42).messages[-1].button_texts)


@pytest.mark.parametrize("words", some(["elm lane primary", "Elm Lane Primary School", "Elm Lane?"], every=3))
def test_school_in_a_list_is_told_with_its_rating_and_its_name_offered(api: BotApi, runner: Runner, words: str) -> None:
    said = says(api, runner, words)
    assert "Elm Lane Primary School" in said
    assert "Good" in said
    assert "Follow this" in api.chat(42).messages[-1].button_texts


@pytest.mark.parametrize("words", some(["Ash Grove Primary School", "Elm", "primary school", "Lane"], every=2))
def test_words_that_are_no_such_name_are_offered_as_before(api: BotApi, runner: Runner, words: str) -> None:
    assert "Elm Lane Primary School" not in says(api, runner, words)


def test_school_of_a_source_that_is_read_no_longer_is_not_told(api: BotApi, runner: Runner) -> None:
    runner.telegram.configure(bot_settings(replace(SETTINGS, sources=(CABINET,))))
    assert "Elm Lane Primary School" not in says(api, runner, "Elm Lane Primary")

"""/ofsted is answered with a picture above its words; and with the words alone where there can be none."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date

import pytest
from PIL import ImageFont

from tests.features.telegram.archive import document, knows
from tests.features.telegram.conftest import CABINET, DAILY, Runner
from tests.tools.standin import BotApi
from watcher.core.documents import Document

PNG = b"\x89PNG"


def inspection(key: str, grade: str, year: int, title: str = "") -> Document:
    details = {"framework": "ILACS", "provider": "Anytown", "grades": {"Overall effectiveness": grade}}
    return document(key, title or f"Inspection {year}", "inspection", published=date(year, 2, 1), details=details)


def ungraded() -> Document:
    letter = inspection("v1", "", 2023)
    return replace(letter, details={"framework": "focused visit", "provider": "Elsewhere"})


def calls(api: BotApi) -> list[str]:
    return [call.method for call in api.calls if call.method.startswith(("send", "edit"))]


def test_ofsted_is_a_picture_with_the_same_in_words_as_its_caption(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    knows(runner, CABINET, inspection("i1", "Good", 2022), inspection("i2", "Inadequate", 2026))
    ann.says("/ofsted")
    runner.answer()
    (told,) = ann.messages
    assert told.picture.startswith(PNG)
    assert told.text.startswith("Ofsted: Anytown\n\n• 1 Feb 2026: Inspection 2026\n• 1 Feb 2022: Inspection 2022")
    assert "Inad = inadequate" in told.text
    assert calls(api) == ["sendPhoto"]


@pytest.mark.soak  # quicker: unit/bot/test_pictures.py; messages in several parts
def test_words_that_are_too_long_for_a_caption_follow_the_picture(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    knows(
        runner,
        CABINET,
        *(inspection(f"i{year}", "Good", year, f"{year} " + "long " * 18) for year in range(2008, 2022)),
    )
    knows(runner, DAILY, inspection("i2", "Good", 2023))
    ann.says("/ofsted cabinet")
    runner.answer()
    picture, words = ann.messages
    assert picture.picture.startswith(PNG)
    assert picture.text.startswith("Ofsted: Anytown. Grades over the years as a picture, from ")
    assert len(words.text) > 1_024
    assert (picture.buttons, words.button_texts) == ([], ["The Example Daily"])


def test_a_group_that_forbids_photos_gets_the_words_and_the_log_says_so(
    api: BotApi, runner: Runner, caplog: pytest.LogCaptureFixture
) -> None:
    group = api.group(-1001234567890)
    group.no_photos = True
    knows(runner, CABINET, inspection("i1", "Good", 2022))
    group.says("/ofsted", user=7)
    with caplog.at_level(logging.WARNING):
        runner.answer()
    (told,) = group.messages
    assert (told.picture, told.text.partition("\n")[0]) == (b"", "Ofsted: Anytown")
    assert "A picture was not sent, and its words go alone" in caplog.text
    assert "Not enough rights to send photos" in caplog.text


def test_a_picture_that_can_not_be_drawn_leaves_the_words_and_the_log_says_so(
    api: BotApi, runner: Runner, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_letters(size: float) -> None:
        raise OSError("no letters")

    monkeypatch.setattr(ImageFont, "load_default", without_letters)
    ann = api.private(42)
    knows(runner, CABINET, inspection("i1", "Good", 2022))
    ann.says("/ofsted")
    with caplog.at_level(logging.WARNING):
        runner.answer()
    assert [message.picture for message in ann.messages] == [b""]
    assert "a picture could not be drawn: OSError: no letters" in caplog.text


@pytest.mark.soak  # quicker: the answer after a short pause in test_abuse.py
def test_a_photo_that_telegram_is_asked_to_wait_with_is_sent_once(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    knows(runner, CABINET, inspection("i1", "Good", 2022))
    api.fail("sendPhoto", times=1, code=429)
    ann.says("/ofsted")
    runner.answer()
    assert [message.picture[:4] for message in ann.messages] == [PNG]


@pytest.mark.soak  # quicker: the group that forbids photos, above
def test_where_telegram_takes_no_photo_for_long_the_words_wait_in_the_outbox(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    knows(runner, CABINET, inspection("i1", "Good", 2022))
    api.fail("sendPhoto", times=9, code=500)
    ann.says("/ofsted")
    runner.answer()
    assert ann.messages == []
    runner.deliver()
    assert [message.text.partition("\n")[0] for message in ann.messages] == ["Ofsted: Anytown"]


@pytest.mark.soak  # quicker: the picture, above
def test_the_other_provider_is_a_picture_of_its_own(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    knows(runner, CABINET, inspection("i1", "Good", 2022))
    knows(runner, DAILY, inspection("i2", "Inadequate", 2023))
    ann.says("/ofsted cabinet")
    runner.answer()
    ann.taps("The Example Daily")
    runner.answer()
    assert [message.picture[:4] for message in ann.messages] == [PNG, PNG]
    assert calls(api) == ["sendPhoto", "sendPhoto"]


@pytest.mark.soak  # quicker: unit/bot/test_pictures.py
def test_a_provider_without_grades_is_words_also_under_a_picture(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    knows(runner, CABINET, inspection("i1", "Good", 2022))
    knows(runner, DAILY, ungraded())
    ann.says("/ofsted cabinet")
    runner.answer()
    ann.taps("The Example Daily")
    runner.answer()
    assert [message.text.partition("\n")[0] for message in ann.messages] == ["Ofsted: Anytown", "Ofsted: Elsewhere"]
    assert ann.messages[1].picture == b""


@pytest.mark.soak  # quicker: test_groups.py, a forum topic
def test_a_topic_of_a_group_gets_its_picture_there(api: BotApi, runner: Runner) -> None:
    group = api.group(-1001234567890, admins={7})
    group.is_forum = True
    group.topics[5] = "open"
    knows(runner, CABINET, inspection("i1", "Good", 2022))
    group.says("/ofsted", user=7, thread=5)
    runner.answer()
    assert [message.thread for message in group.messages] == [5]

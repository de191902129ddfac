"""The stand-in's sendPhoto refuses what Telegram refuses, in its words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from tests.tools.standin import BotApi
from watcher.bot.pictures import draw
from watcher.core.grade_chart import GradeChart

PICTURE = draw(GradeChart("Ofsted: Anytown", "", ("2024",), ()))


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as api:
        yield api


def send(api: BotApi, picture: bytes | None = PICTURE, **arguments: Any) -> dict[str, Any]:
    url = f"{api.url}/bot{api.token}/sendPhoto"
    files = {} if picture is None else {"photo": ("grades.png", picture, "image/png")}
    answer: dict[str, Any] = requests.post(url, data={"chat_id": 42, **arguments}, files=files, timeout=60).json()
    return answer


def wide(width: int, height: int) -> bytes:
    """The picture, whose head claims another size."""
    return PICTURE[:16] + width.to_bytes(4, "big") + height.to_bytes(4, "big") + PICTURE[24:]


def test_an_uploaded_photo_comes_with_its_caption_and_size_and_can_be_sent_again(api: BotApi) -> None:
    ann = api.private(42)
    told = send(api, caption="<b>Grades</b>", parse_mode="HTML")["result"]
    assert (told["caption"], told["caption_entities"][0]["type"]) == ("Grades", "bold")
    assert told["photo"][-1]["width"] == 1080
    assert "text" not in told
    assert ann.messages[0].picture == PICTURE
    assert send(api, None, photo=told["photo"][-1]["file_id"])["ok"]
    assert ann.texts == ["Grades", ""]


@pytest.mark.parametrize(
    ("picture", "refusal"),
    [
        (None, "there is no photo in the request"),
        (b"", "file must be non-empty"),
        (b"<html>", "IMAGE_PROCESS_FAILED"),
        (PICTURE[:-20], "IMAGE_PROCESS_FAILED"),
        (wide(6_000, 5_000), "PHOTO_INVALID_DIMENSIONS"),
        (wide(10, 2_000), "PHOTO_INVALID_DIMENSIONS"),
    ],
)
def test_what_is_no_photo_is_refused(api: BotApi, picture: bytes | None, refusal: str) -> None:
    api.private(42)
    assert send(api, picture)["description"] == f"Bad Request: {refusal}"


def test_a_caption_has_1024_characters_at_most(api: BotApi) -> None:
    api.private(42)
    assert send(api, caption="x" * 1024)["ok"]
    assert send(api, caption="x" * 1025)["description"] == "Bad Request: message caption is too long"


def test_a_group_may_forbid_photos_alone(api: BotApi) -> None:
    group = api.group(-1001234567890)
    group.no_photos = True
    answer = send(api, chat_id=group.id)
    assert answer["description"] == "Bad Request: not enough rights to send photos to the chat"
    url = f"{api.url}/bot{api.token}/sendMessage"
    assert requests.post(url, data={"chat_id": group.id, "text": "words"}, timeout=60).json()["ok"]


def test_a_photo_has_no_text_to_edit(api: BotApi) -> None:
    api.private(42)
    number = send(api, caption="Grades")["result"]["message_id"]
    url = f"{api.url}/bot{api.token}/editMessageText"
    answer = requests.post(url, data={"chat_id": 42, "message_id": number, "text": "other"}, timeout=60).json()
    assert answer["description"] == "Bad Request: there is no text in the message to edit"

"""The stand-in edits, deletes and sends documents as Telegram does, or refuses to (facts/telegram.md, section 5)."""

from collections.abc import Iterator

import pytest
import requests

from tests.tools.standin import ANONYMOUS, BotApi, StillClock
from tests.tools.test_standin import ask, button, refusal, send

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def api(clock: StillClock) -> Iterator[BotApi]:
    with BotApi(flood=False, clock=clock) as api:
        api.private(42)
        yield api


def test_an_edit_replaces_text_and_buttons(api: BotApi) -> None:
    send(api, "before", reply_markup=button(callback_data="y"))
    answer = ask(api, "editMessageText", chat_id=42, message_id=1, text="<i>after</i>", parse_mode="HTML")
    assert answer["result"]["text"] == "after"
    assert "reply_markup" not in answer["result"]
    (message,) = api.world.chats[42].shown.values()
    assert (message.text, message.html, [edit.text for edit in message.edits]) == (
        "after",
        "<i>after</i>",
        ["before"],
    )


def test_an_edit_of_the_buttons_leaves_the_text(api: BotApi) -> None:
    send(api, "before")
    markup = button(callback_data="y")
    answer = ask(api, "editMessageReplyMarkup", chat_id=42, message_id=1, reply_markup=markup)
    assert answer["result"]["text"] == "before"
    assert answer["result"]["reply_markup"] == markup


def test_edits_that_are_refused(api: BotApi) -> None:
    send(api, "mine")
    theirs = api.private(43).says("theirs")
    edit = {"chat_id": 42, "message_id": 1, "text": "mine"}
    assert refusal(ask(api, "editMessageText", **edit)) == (400, NOT_MODIFIED)
    answer = ask(api, "editMessageText", **(edit | {"message_id": 9}))
    assert refusal(answer) == (400, "Bad Request: message to edit not found")
    answer = ask(api, "editMessageText", **(edit | {"chat_id": 43, "message_id": theirs.message_id}))
    assert refusal(answer) == (400, "Bad Request: message can't be edited")
    answer = ask(api, "editMessageText", **(edit | {"text": "x" * 4097}))
    assert refusal(answer) == (400, "Bad Request: message is too long")


def test_a_deleted_message_is_gone(api: BotApi) -> None:
    send(api)
    assert ask(api, "deleteMessage", chat_id=42, message_id=1)["result"] is True
    answer = ask(api, "deleteMessage", chat_id=42, message_id=1)
    assert refusal(answer) == (400, "Bad Request: message to delete not found")


def test_what_others_wrote_in_a_group_only_an_administrator_deletes(api: BotApi) -> None:
    group = api.group(-5)
    theirs = group.says("/start", user=ANONYMOUS)
    delete = {"chat_id": -5, "message_id": theirs.message_id}
    assert refusal(ask(api, "deleteMessage", **delete)) == (400, "Bad Request: message can't be deleted")
    group.adds_bot(status="administrator")
    assert ask(api, "deleteMessage", **delete)["ok"]


@pytest.mark.parametrize(
    ("document", "description"),
    [
        ("https://example.org/page.html", "wrong type of the web page content"),
        ("https://example.org/gone.pdf", "failed to get HTTP URL content"),
        ("no such file", "wrong file identifier/HTTP URL specified"),
        (None, "there is no document in the request"),
    ],
)
def test_documents_telegram_cannot_get(api: BotApi, document: str | None, description: str) -> None:
    api.world.unreachable.add("https://example.org/gone.pdf")
    answer = ask(api, "sendDocument", chat_id=42, document=document)
    assert refusal(answer) == (400, f"Bad Request: {description}")


def test_an_uploaded_file_can_be_sent_again_by_its_id(api: BotApi) -> None:
    url = f"{api.url}/bot{api.token}/sendDocument"
    files = {"document": ("agenda ü.pdf", b"%PDF-1.7 \x00\xff", "application/pdf")}
    told = requests.post(url, data={"chat_id": 42, "caption": "here"}, files=files, timeout=60).json()["result"]
    assert told["caption"] == "here"
    assert (told["document"]["file_name"], told["document"]["file_size"]) == ("agenda ü.pdf", 11)
    again = ask(api, "sendDocument", chat_id=42, document=told["document"]["file_id"])
    assert again["result"]["document"] == told["document"]


def test_a_group_may_forbid_documents_alone_and_a_photo_is_none(api: BotApi) -> None:
    group = api.group(-1001234567890)
    group.no_documents = True
    answer = ask(api, "sendDocument", chat_id=group.id, document="https://example.org/a.pdf")
    assert refusal(answer) == (400, "Bad Request: not enough rights to send documents to the chat")
    assert ask(api, "sendMessage", chat_id=group.id, text="words")["ok"]
    api.world.files["photo"] = {"file_id": "photo", "width": 9, "height": 9}
    answer = ask(api, "sendDocument", chat_id=42, document="photo")
    assert refusal(answer) == (400, "Bad Request: can't use file of type Photo as Document")


def test_an_upload_over_50_mb_is_refused(api: BotApi) -> None:
    headers = {"Content-Length": str(60 * 1024 * 1024)}
    url = f"{api.url}/bot{api.token}/sendDocument"
    request = requests.Request("POST", url, headers=headers).prepare()
    request.headers["Content-Length"] = headers["Content-Length"]
    assert requests.Session().send(request, timeout=60).status_code == 413


def test_after_48_hours_nothing_is_deleted(api: BotApi, clock: StillClock) -> None:
    send(api)
    clock.advance(48 * 3600 + 1)
    answer = ask(api, "deleteMessage", chat_id=42, message_id=1)
    assert refusal(answer) == (400, "Bad Request: message can't be deleted for everyone")

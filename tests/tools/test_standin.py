"""The stand-in answers what Telegram answers: every refusal of facts/telegram.md, section 5, over real HTTP."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from tests.tools.examples import every_example
from tests.tools.standin import BotApi

UPGRADED = "Bad Request: group chat was upgraded to a supergroup chat"


def ask(api: BotApi, method: str, token: Any = None, **arguments: Any) -> Any:
    """The answer's JSON, after a check that its status and its error_code say the same."""
    url = f"{api.url}/bot{token or api.token}/{method}"
    response = requests.post(url, json=arguments, timeout=60)
    answer = response.json()
    assert response.status_code == answer.get("error_code", 200)
    return answer


def send(api: BotApi, text: str = "Hello", chat_id: int = 42, **arguments: Any) -> Any:
    return ask(api, "sendMessage", chat_id=chat_id, text=text, **arguments)


def refusal(answer: Any) -> tuple[int, str]:
    assert answer["ok"] is False
    return answer["error_code"], answer["description"]


def button(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Yes"} | button]]}


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi(flood=False) as api:
        api.private(42)
        yield api


@every_example(
    ("arguments", "description"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "text must be non-empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "😀" * 4097}, "message is too long"),
        ({"text": "é" * 16385}, "text is too long"),
        (
            {"text": "<b>x", "parse_mode": "HTML"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ({"text": "<p>", "parse_mode": "HTML"}, 'can\'t parse entities: Unsupported start tag "p" at byte offset 0'),
        ({"text": "a < b", "parse_mode": "html"}, 'can\'t parse entities: Unsupported start tag "" at byte offset 2'),
        (
            {"text": "<b>x</i>", "parse_mode": "HTML"},
            'can\'t parse entities: Unmatched end tag at byte offset 4, expected "</b>", found "</i>"',
        ),
        ({"text": "</b>", "parse_mode": "HTML"}, "can't parse entities: Unexpected end tag at byte offset 0"),
        ({"text": "<b", "parse_mode": "HTML"}, "can't parse entities: Unclosed start tag at byte offset 0"),
        ({"parse_mode": "Wiki"}, "unsupported parse_mode"),
        ({"reply_markup": button(callback_data="é" * 33)}, "BUTTON_DATA_INVALID"),
        (
            {"reply_markup": button()},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ({"reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        (
            {"reply_markup": button(url="http://nowhere")},
            "inline keyboard button URL 'http://nowhere' is invalid: Wrong HTTP URL",
        ),
        ({"chat_id": ""}, "chat_id is empty"),
        ({"chat_id": 43}, "chat not found"),
        ({"chat_id": "@nobody"}, "chat not found"),
        ({"reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"message_thread_id": 7}, "message thread not found"),
    ],
)
def test_a_bad_message_is_refused_in_telegrams_words(api: BotApi, arguments: dict[str, Any], description: str) -> None:
    answer = ask(api, "sendMessage", **({"chat_id": 42, "text": "Hello"} | arguments))
    assert refusal(answer) == (400, f"Bad Request: {description}")
    assert not api.calls[-1].delivered


@pytest.mark.parametrize("text", ["x" * 4096, "😀" * 4096, "é" * 4096])
def test_4096_code_points_pass(api: BotApi, text: str) -> None:
    assert send(api, text)["result"]["text"] == text


def test_the_length_is_counted_after_parsing(api: BotApi) -> None:
    assert send(api, f"<b>{'&amp;' * 4096}</b>", parse_mode="HTML")["ok"]


def links(count: int, length: int) -> str:
    return " ".join(f'<a href="https://example.org/{"x" * (length - 20)}">l</a>' for _ in range(count))


def test_links_that_are_too_big_together_are_refused(api: BotApi) -> None:
    answer = send(api, links(60, 160), parse_mode="HTML")
    assert refusal(answer) == (400, "Bad Request: ENTITIES_TOO_LONG")


def test_links_of_moderate_size_are_not_refused(api: BotApi) -> None:
    assert send(api, links(52, 160), parse_mode="HTML")["ok"]


def test_entities_after_the_hundredth_are_dropped_in_silence(api: BotApi) -> None:
    answer = send(api, " ".join("<b>x</b>" for _ in range(120)), parse_mode="HTML")
    assert len(answer["result"]["entities"]) == 100


def test_a_caption_holds_1024(api: BotApi) -> None:
    document = {"document": "https://example.org/a.pdf", "chat_id": 42}
    assert ask(api, "sendDocument", caption="x" * 1024, **document)["ok"]
    answer = ask(api, "sendDocument", caption="x" * 1025, **document)
    assert refusal(answer) == (400, "Bad Request: message caption is too long")


@pytest.mark.parametrize(
    ("state", "kind", "code", "description"),
    [
        ("blocked", "private", 403, "Forbidden: bot was blocked by the user"),
        ("deactivated", "private", 403, "Forbidden: user is deactivated"),
        ("never_started", "private", 403, "Forbidden: bot can't initiate conversation with a user"),
        ("kicked", "group", 403, "Forbidden: bot was kicked from the group chat"),
        ("kicked", "supergroup", 403, "Forbidden: bot was kicked from the supergroup chat"),
        ("kicked", "channel", 403, "Forbidden: bot was kicked from the channel chat"),
        ("left", "channel", 403, "Forbidden: bot is not a member of the channel chat"),
        ("left", "supergroup", 403, "Forbidden: bot is not a member of the supergroup chat"),
        ("deleted", "group", 403, "Forbidden: the group chat was deleted"),
        ("norights", "group", 400, "Bad Request: not enough rights to send text messages to the chat"),
        ("norights", "channel", 400, "Bad Request: need administrator rights in the channel chat"),
    ],
)
def test_a_chat_that_cannot_be_written_to(api: BotApi, state: str, kind: str, code: int, description: str) -> None:
    make = {
        "private": lambda: api.private(5, state=state),
        "group": lambda: api.group(-5, state=state),
        "supergroup": lambda: api.group(-1001234567890, state=state),
        "channel": lambda: api.channel(-1001234567891, state=state),
    }
    chat = make[kind]()
    assert chat.kind == kind
    assert refusal(send(api, chat_id=chat.id)) == (code, description)
    assert chat.texts == []


def test_an_upgraded_group_names_its_new_id(api: BotApi) -> None:
    api.group(-5).migrates_to(-1001234567890)
    answer = send(api, chat_id=-5)
    assert refusal(answer) == (400, UPGRADED)
    assert answer["parameters"] == {"migrate_to_chat_id": -1001234567890}
    assert send(api, chat_id=-1001234567890)["ok"]


def test_topics_of_a_forum(api: BotApi) -> None:
    forum = api.group(-1001234567890, forum=True, topics=[7, 8])
    forum.topics[8] = "closed"
    assert send(api, chat_id=forum.id, message_thread_id=7)["result"]["message_thread_id"] == 7
    assert "message_thread_id" not in send(api, chat_id=forum.id)["result"]
    answers = [refusal(send(api, chat_id=forum.id, message_thread_id=topic)) for topic in (8, 9, 1)]
    gone = (400, "Bad Request: message thread not found")
    assert answers == [(400, "Bad Request: TOPIC_CLOSED"), gone, gone]


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        ({"text": ""}, {"text": "", "parse_mode": "Wiki"}),
        ({"text": "x" * 32769}, {"parse_mode": "Wiki"}),
        ({"text": "<p>", "parse_mode": "HTML"}, {"reply_parameters": "{"}),
        ({"reply_parameters": "{"}, {"reply_markup": "{"}),
        ({"reply_markup": "{"}, {"chat_id": 5}),
        ({"chat_id": 5}, {"message_thread_id": 9, "chat_id": 5}),
        ({"message_thread_id": 9}, {"text": " ", "message_thread_id": 9}),
        ({"text": " "}, {"chat_id": -6}),
    ],
)
def test_the_first_check_in_telegrams_order_speaks(api: BotApi, worse: dict[str, Any], better: dict[str, Any]) -> None:
    """A message wrong in two ways gets the refusal of the earlier check."""
    api.private(5, state="blocked")
    api.group(-6, state="norights")
    usual = {"chat_id": 42, "text": "Hello"}
    alone = refusal(ask(api, "sendMessage", **(usual | worse)))
    assert refusal(ask(api, "sendMessage", **(usual | better | worse))) == alone


def test_rights_are_checked_before_flood_control(api: BotApi) -> None:
    api.group(-6, state="norights")
    api.freeze(30)
    assert refusal(send(api, chat_id=-6))[0] == 400
    assert refusal(send(api))[0] == 429


def test_the_answer_carries_the_message_as_parsed(api: BotApi) -> None:
    keyboard = button(callback_data="y")
    told = send(api, "  😀 <b>bold</b> \r\x07x\u2028 \n", parse_mode="HTML", reply_markup=keyboard)["result"]
    assert told["message_id"] == 1
    assert told["chat"] == {"id": 42, "type": "private", "first_name": "Ann"}
    assert told["from"]["is_bot"] is True
    assert isinstance(told["date"], int)
    assert told["text"] == "😀 bold  x"
    assert told["entities"] == [{"type": "bold", "offset": 3, "length": 4}]
    assert told["reply_markup"] == keyboard


def test_an_entity_stays_in_place_when_characters_before_it_vanish(api: BotApi) -> None:
    told = send(api, "\r\u202ea😀\r<b>b\rc</b>", parse_mode="HTML")["result"]
    assert told["text"] == "a😀bc"
    assert told["entities"] == [{"type": "bold", "offset": 3, "length": 2}]


def test_message_ids_count_from_1_in_each_chat(api: BotApi) -> None:
    api.private(43)
    ids = [send(api, chat_id=chat)["result"]["message_id"] for chat in (42, 42, 43)]
    assert ids == [1, 2, 1]


def test_in_a_channel_the_channel_speaks(api: BotApi) -> None:
    api.channel(-1001234567890, username="news")
    told = ask(api, "sendMessage", chat_id="@News", text="Hello")["result"]
    assert "from" not in told
    assert told["sender_chat"]["id"] == -1001234567890


def test_a_reply_shows_what_it_answers(api: BotApi) -> None:
    send(api, "first")
    told = send(api, "second", reply_parameters={"message_id": 1})["result"]
    assert told["reply_to_message"]["text"] == "first"


def test_a_reply_to_nothing_goes_out_alone_if_allowed(api: BotApi) -> None:
    reply = {"message_id": 99, "allow_sending_without_reply": True}
    assert "reply_to_message" not in send(api, reply_parameters=reply)["result"]

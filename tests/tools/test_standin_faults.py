"""The stand-in's troubles: errors, lost answers, delays, refused connections, flood control, and the records."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from tests.tools.standin import BotApi, Chat, StillClock
from tests.tools.test_standin import ask, refusal, send
from tests.tools.test_standin_updates import waiting_poll


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def api(clock: StillClock) -> Iterator[BotApi]:
    with BotApi(clock=clock) as api:
        api.private(42)
        yield api


@pytest.fixture
def ann(api: BotApi) -> Chat:
    return api.chat(42)


def test_an_error_hits_the_next_calls_of_its_method_only(api: BotApi) -> None:
    api.fail("sendmessage", times=2)
    assert ask(api, "getMe")["ok"]
    assert [send(api)["ok"] for _ in range(3)] == [False, False, True]
    assert (api.calls[1].status, api.calls[1].description) == (500, "Internal Server Error: restart")
    assert api.world.chats[42].next_message_id() == 2  # the refused ones were not processed


def test_an_error_hits_the_calls_a_predicate_names(api: BotApi) -> None:
    api.fail(when=lambda call: "bad" in call.arguments.get("text", ""), times=None, code=400)
    assert [send(api, text)["ok"] for text in ("bad", "good", "bad")] == [False, True, False]
    api.heal()
    assert send(api, "bad")["ok"]


def test_a_429_can_be_ordered(api: BotApi) -> None:
    api.fail("sendMessage", code=429, parameters={"retry_after": 7})
    response = requests.get(f"{api.url}/bot{api.token}/sendMessage?chat_id=42&text=x", timeout=60)
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "7"
    assert response.json()["description"] == "Too Many Requests: retry after 7"


def test_a_gateways_page_is_html(api: BotApi) -> None:
    api.bad_gateway("sendMessage")
    response = requests.post(f"{api.url}/bot{api.token}/sendMessage", timeout=60)
    assert (response.status_code, response.headers["Content-Type"]) == (502, "text/html")
    assert "<html>" in response.text


def test_a_dropped_call_is_not_processed(api: BotApi, ann: Chat) -> None:
    api.drop("sendMessage")
    with pytest.raises(requests.ConnectionError):
        send(api)
    assert ann.texts == []
    assert (api.calls[-1].status, api.calls[-1].delivered) == (None, False)


def test_a_call_whose_answer_is_lost_is_processed(api: BotApi, ann: Chat) -> None:
    api.lose_answer("sendMessage")
    with pytest.raises(requests.ConnectionError):
        send(api)
    assert ann.texts == ["Hello"]
    assert (api.calls[-1].status, api.calls[-1].delivered) == (None, True)
    send(api)
    assert api.doubles() == {("42", "Hello"): 2}


def processed(api: BotApi, count: int) -> list[bool]:
    """Whether each call was done, once so many were taken: the answers never come, so it waits for that."""
    for _ in range(6_000):
        delivered = [call.delivered for call in api.calls]
        if len(delivered) == count and all(delivered):
            break
        time.sleep(0.01)
    return delivered


def test_a_delayed_answer_comes_after_the_reader_gave_up(api: BotApi, ann: Chat) -> None:
    api.delay("sendMessage", seconds=10)
    with pytest.raises(requests.ReadTimeout):
        requests.get(f"{api.url}/bot{api.token}/sendMessage?chat_id=42&text=x", timeout=(5, 0.05))
    assert processed(api, 1) == [True]
    assert ann.texts == ["x"]


def test_latency_is_added_to_every_answer() -> None:
    with BotApi(latency=10) as api:
        for _ in range(2):
            with pytest.raises(requests.ReadTimeout):
                requests.get(f"{api.url}/bot{api.token}/getMe", timeout=(5, 0.05))
        assert processed(api, 2) == [True, True]


def test_refused_connections_and_back_on_the_same_port(api: BotApi) -> None:
    with requests.Session() as session:
        url = f"{api.url}/bot{api.token}/getMe"
        assert session.get(url, timeout=60).ok
        api.refuse_connections()
        with pytest.raises(requests.ConnectionError, match="refused"):
            session.get(url, timeout=60)
        api.accept_connections()
        assert session.get(url, timeout=60).ok
    assert len(api.calls) == 2


def test_a_waiting_poll_is_cut_when_the_stand_in_closes() -> None:
    with ThreadPoolExecutor() as elsewhere:
        with BotApi() as api:
            answer = waiting_poll(api, elsewhere, timeout=50)
        assert isinstance(answer.exception(60), requests.ConnectionError)


def test_the_thirty_first_in_a_second_freezes_every_chat(api: BotApi, clock: StillClock) -> None:
    for person in range(100, 131):
        api.private(person)
    answers = [send(api, chat_id=person) for person in range(100, 131)]
    assert [answer["ok"] for answer in answers] == [True] * 30 + [False]
    assert answers[-1]["parameters"] == {"retry_after": 3}
    assert api.calls_during_freeze() == []
    assert refusal(send(api)) == (429, "Too Many Requests: retry after 3")
    assert [call.chat_id for call in api.calls_during_freeze()] == ["42"]
    clock.advance(3)
    assert send(api)["ok"]
    assert len(api.calls_during_freeze()) == 1
    assert api.most_per_second() == 32


@pytest.mark.soak
def test_thirty_a_second_for_long_are_not_refused(api: BotApi, clock: StillClock) -> None:
    for number in range(90):
        api.private(1000 + number)
        assert send(api, chat_id=1000 + number)["ok"]
        clock.advance(1 / 30 + 1e-6)
    assert api.most_per_second() == 30


def test_a_group_gets_twenty_a_minute(api: BotApi, clock: StillClock) -> None:
    api.group(-5)
    for _ in range(20):
        assert send(api, chat_id=-5)["ok"]
        clock.advance(1)
    assert send(api, chat_id=-5)["parameters"] == {"retry_after": 40}
    clock.advance(40)
    assert send(api, chat_id=-5)["ok"]


def test_a_private_chat_gets_one_a_second_after_a_burst_of_three(api: BotApi, clock: StillClock) -> None:
    assert [send(api)["ok"] for _ in range(4)] == [True, True, True, False]
    clock.advance(60)
    for _ in range(10):
        assert send(api)["ok"]
        clock.advance(1.05)


def test_a_call_into_a_freeze_nobody_was_told_of_does_not_count(api: BotApi, clock: StillClock) -> None:
    for _ in range(2):
        api.freeze(5)
        assert refusal(send(api))[0] == 429
        clock.advance(5)
    assert api.calls_during_freeze() == []


def test_an_edit_waits_out_a_freeze_but_is_not_counted(api: BotApi, clock: StillClock) -> None:
    send(api)
    edits = [ask(api, "editMessageText", chat_id=42, message_id=1, text=str(n))["ok"] for n in range(5)]
    assert all(edits)
    api.freeze(60)
    assert refusal(ask(api, "editMessageText", chat_id=42, message_id=1, text="x"))[0] == 429


def test_flood_control_can_be_off() -> None:
    with BotApi(flood=False) as api:
        api.private(42)
        assert all(send(api)["ok"] for _ in range(35))


def test_calls_after_a_403_are_told_until_the_chat_is_back(api: BotApi, ann: Chat) -> None:
    ann.state = "blocked"
    send(api)
    assert api.calls_after_403() == []
    send(api)
    assert len(api.calls_after_403()) == 1
    ann.unblocks()
    assert send(api)["ok"]
    assert len(api.calls_after_403()) == 1


def test_a_403_the_bot_never_saw_does_not_count(api: BotApi, ann: Chat) -> None:
    ann.state = "blocked"
    api.lose_answer()
    with pytest.raises(requests.ConnectionError):
        send(api)
    assert refusal(send(api))[0] == 403
    assert api.calls_after_403() == []


@pytest.mark.soak
def test_many_at_once_lose_nothing() -> None:
    with BotApi(flood=False) as api, ThreadPoolExecutor(8) as pool:
        ann = api.private(42)
        answers = list(pool.map(lambda number: send(api, str(number)), range(80)))
        assert sorted(answer["result"]["message_id"] for answer in answers) == list(range(1, 81))
        assert sorted(ann.texts, key=int) == [str(number) for number in range(80)]


def test_what_is_known_outlives_a_client_that_vanishes_while_it_polls(api: BotApi, ann: Chat) -> None:
    url = f"{api.url}/bot{api.token}/getUpdates"
    with pytest.raises(requests.ReadTimeout):
        requests.get(url, params={"timeout": "25"}, timeout=(5, 0.05))
    ann.says("/start")
    updates = ask(api, "getUpdates", offset=1)["result"]
    assert [update["message"]["text"] for update in updates] == ["/start"]


def test_the_same_text_to_two_people_is_no_double(api: BotApi) -> None:
    api.private(43)
    assert send(api)["ok"]
    assert send(api, chat_id=43)["ok"]
    assert api.doubles() == {}


@pytest.mark.parametrize(
    ("token", "code", "description"),
    [
        ("123456:another-token-that-is-long-enough-to-be-one", 401, "Unauthorized"),
        ("nonsense", 404, "Not Found"),
    ],
)
def test_a_wrong_token(api: BotApi, token: str, code: int, description: str) -> None:
    assert refusal(ask(api, "getMe", token=token)) == (code, description)


def test_an_unknown_method(api: BotApi) -> None:
    assert refusal(ask(api, "sendCarrierPigeon")) == (404, "Not Found: method not found")


def test_another_path_is_not_found(api: BotApi) -> None:
    assert requests.get(f"{api.url}/", timeout=60).status_code == 404


def test_every_way_to_give_arguments(api: BotApi, ann: Chat) -> None:
    api.world.flood.on = False
    url = f"{api.url}/bot{api.token}/SENDmessage"
    requests.get(url, params={"chat_id": "42", "text": "query & ü"}, timeout=60)
    requests.post(url, data={"chat_id": 42, "text": "form & ü"}, timeout=60)
    requests.post(url, json={"chat_id": 42, "text": "json & ü"}, timeout=60)
    requests.post(url, files={"chat_id": (None, "42"), "text": (None, "multipart & ü")}, timeout=60)
    requests.post(f"{url}?chat_id=42", data={"text": "both"}, timeout=60)
    assert ann.texts == ["query & ü", "form & ü", "json & ü", "multipart & ü", "both"]
    assert {call.method for call in api.calls} == {"sendMessage"}


@pytest.mark.parametrize("body", [b"{", b"[1]"])
def test_a_body_that_is_no_object_is_refused(api: BotApi, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    response = requests.post(f"{api.url}/bot{api.token}/getMe", data=body, headers=headers, timeout=60)
    assert refusal(response.json()) == (400, "Bad Request: can't parse request JSON object")

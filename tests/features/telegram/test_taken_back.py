"""What somebody no longer wants does not come, even where it is in words already and only Telegram was out of reach."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.features.telegram.archive import document, logs
from tests.features.telegram.conftest import CABINET, DAILY, Runner
from tests.features.telegram.subscribers import subscriber as says_earlier
from tests.tools.soaks import some
from tests.tools.standin import BotApi, Chat
from watcher.core.documents import Document
from watcher.core.errors import NotSent, Unsure

SEND_PAPER, ROADS = document("r1", "SEND strategy"), document("r2", "Roads")
STORY = document("s1", "A SEND story", "article")


def subscriber(api: BotApi, runner: Runner, *wishes: str) -> Chat:
    return says_earlier(api, runner, *(f"/subscribe {wish}" for wish in wishes))


def waits_in_words(runner: Runner, *found: Document, source: object = CABINET) -> None:
    logs(runner, source, *found)  # type: ignore[arg-type]  # a Source
    message = runner.post.claim()
    assert message
    runner.post.failed(message, NotSent("out of reach"))


def later_told(runner: Runner, ann: Chat, said: str) -> list[str]:
    """What comes once Telegram is back, after this was said."""
    ann.says(said)
    runner.answer()
    before = len(ann.texts)
    runner.ahead += timedelta(minutes=5)
    runner.deliver()
    return ann.texts[before:]


def test_what_nobody_takes_back_comes(api: BotApi, runner: Runner) -> None:
    ann = subscriber(api, runner, "send", "cabinet")
    waits_in_words(runner, SEND_PAPER, ROADS)
    (told,) = later_told(runner, ann, "/mine")
    assert ("SEND strategy" in told, "Roads" in told) == (True, True)


@pytest.mark.parametrize("said", some(["/unsubscribe cabinet", "/stop", "/forget yes"], every=3))
def test_what_only_that_wished_for_does_not_come(api: BotApi, runner: Runner, said: str) -> None:
    ann = subscriber(api, runner, "cabinet")
    waits_in_words(runner, ROADS)
    assert later_told(runner, ann, said) == []
    assert runner.queued() == {"waiting": 0, "failed": 0}


def test_what_something_else_wishes_for_comes_in_new_words(api: BotApi, runner: Runner) -> None:
    ann = subscriber(api, runner, "send", "cabinet")
    waits_in_words(runner, SEND_PAPER, ROADS)
    (told,) = later_told(runner, ann, "/unsubscribe cabinet")
    assert ("SEND strategy" in told, "Roads" in told) == (True, False)
    assert told.startswith("New: SEND strategy")
    assert told.endswith("SEND: “SEND”")


@pytest.mark.soak  # quicker: what nobody takes back, above
def test_what_others_wait_for_is_left_alone(api: BotApi, runner: Runner) -> None:
    ann, bob = subscriber(api, runner, "cabinet"), api.private(43)
    bob.says("/subscribe cabinet")
    runner.answer()
    waits_in_words(runner, ROADS)
    assert later_told(runner, ann, "/stop") == []
    assert "Roads" in bob.texts[-1]


@pytest.mark.soak  # quicker: what something else wishes for, above
def test_muted_source_is_taken_out_of_what_waits_in_words(api: BotApi, runner: Runner) -> None:
    ann = subscriber(api, runner, "all")
    logs(runner, CABINET, SEND_PAPER)
    runner.deliver()
    for label in ("Fewer like this", "Mute for 30 days …"):
        ann.taps(label)
        runner.answer()
    waits_in_words(runner, ROADS)
    waits_in_words(runner, STORY, source=DAILY)
    ann.taps("Mute Cabinet")
    (told,) = later_told(runner, ann, "/mine")
    assert "A SEND story" in told


def test_message_that_perhaps_arrived_comes_again_only_while_something_in_it_is_wanted(
    api: BotApi, runner: Runner
) -> None:
    ann = subscriber(api, runner, "send", "cabinet")
    logs(runner, CABINET, SEND_PAPER, ROADS)
    message = runner.post.claim()
    assert message
    runner.post.failed(message, Unsure("no answer was seen"))
    (told,) = later_told(runner, ann, "/unsubscribe cabinet")
    assert "Roads" in told  # just as it may stand there already
    logs(runner, CABINET, document("r3", "SEND budget"))
    message = runner.post.claim()
    assert message
    runner.post.failed(message, Unsure("no answer was seen"))
    assert later_told(runner, ann, "/unsubscribe send") == []

"""`watcher test CHAT`: one message, and what Telegram answered."""

from __future__ import annotations

import pytest

from tests.tools.standin.api import BotApi
from tests.unit.cli.conftest import Watcher


def test_one_message_is_sent_and_told(watcher: Watcher, monkeypatch: pytest.MonkeyPatch) -> None:
    with BotApi() as api:
        ann = api.private(7)
        api.private(8, "Bea", state="blocked")
        monkeypatch.setenv("TELEGRAM_API_URL", api.url)
        monkeypatch.setenv("TELEGRAM_BOT_TOKEN", api.token)
        ended = watcher("test", "7")
        assert (ended.code, ended.err) == (0, "")
        assert ended.out.startswith("Telegram took it: message ")
        assert "to “Ann” (private, 7)" in ended.out
        assert len(ann.messages) == 1
        refused, unknown = watcher("test", "8"), watcher("test", "-100999")
        assert (refused.code, unknown.code) == (1, 1)
        assert refused.err.startswith("Telegram: ")
        assert "chat not found" in unknown.err.lower()


@pytest.mark.parametrize(
    ("chat", "said"),
    [("ann", "CHAT must be a whole number, not 'ann'; write /id to the bot there"), ("7", "there is no token")],
)
def test_a_wrong_number_and_a_missing_token_are_told(
    watcher: Watcher, monkeypatch: pytest.MonkeyPatch, chat: str, said: str
) -> None:
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN", raising=False)
    ended = watcher("test", chat)
    assert ended.code == 2
    assert said in ended.err

"""A strict stand-in for the Telegram Bot API: a real HTTP server, people to act, troubles to order.

    with BotApi() as api:                       # BotApi(clock=StillClock(), flood=False, latency=0.1)
        ann = api.private(42)                   # also group(-1001234567890, admins={7}), channel(…), chat(42)
        ann.says("/start send")                 # queues the update; then let the bot run against api.url
        assert "Welcome" in ann.texts[-1]       # ann.messages[-1] has .html .entities .buttons .edits …
        ann.taps("SEND")                        # a button by its text or data; in groups user=7
        ann.blocks()                            # unblocks, kicks, adds_bot, migrates_to; ann.state = "…"
        api.fail("sendMessage", times=2, code=500)   # drop, lose_answer, delay, bad_gateway, freeze
        assert not api.calls_during_freeze()    # api.calls, most_per_second(), doubles(), calls_after_403()

The token is `api.token`. It refuses what Telegram refuses, in Telegram's order and words (facts/telegram.md).
"""

from .api import TEST_TOKEN, BotApi
from .chats import Message
from .clock import StillClock
from .people import Chat
from .records import Call
from .world import ANONYMOUS, Tap

__all__ = ["ANONYMOUS", "TEST_TOKEN", "BotApi", "Call", "Chat", "Message", "StillClock", "Tap"]

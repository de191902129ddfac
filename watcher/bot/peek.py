"""Asks Telegram whether somebody wrote to the bot, without loading what answers them (docs/adr/0045)."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import closing
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

if TYPE_CHECKING:
    from http.client import HTTPConnection

ALLOWED_UPDATES = ("message", "callback_query", "my_chat_member", "channel_post")
"""The kinds of updates that the bot reads; Telegram remembers what was asked for last."""
PATIENCE = 10.0
"""Seconds for the whole answer. Who asks twice within three seconds waits for three (facts/telegram.md, "Updates")."""
_LONGEST_ANSWER = 1_000
_NOTHING = {"ok": True, "result": []}
_PROXIES = ("http_proxy", "https_proxy", "all_proxy")


def nobody_wrote(
    token: str, api_url: str, *, environ: Mapping[str, str] = os.environ, patience: float = PATIENCE
) -> bool:
    """Returns whether Telegram says that no update waits, which confirms none.

    False is "somebody may have written": whatever else Telegram says, an error too, is found out and told by who
    answers people, who asks it again. So is all that has to do with a proxy.
    """
    if any(environ.get(spelt) for name in _PROXIES for spelt in (name, name.upper())):
        return False
    answers: list[bool] = []
    # A read's own timeout begins anew with each byte, and the resolver knows none.
    asking = Thread(target=lambda: answers.append(_is_empty(token, api_url, patience)), name="peek", daemon=True)
    asking.start()
    asking.join(patience)
    return answers == [True]


def _is_empty(token: str, api_url: str, timeout: float) -> bool:
    """Tells whether Telegram answers that no update waits; False for any other answer, and for any error."""
    wanted = {"limit": 1, "timeout": 0, "allowed_updates": json.dumps(ALLOWED_UPDATES)}
    try:
        with closing(_connection(api_url, timeout)) as connection:
            connection.request("GET", f"{urlsplit(api_url).path}/bot{token}/getUpdates?{urlencode(wanted)}")
            answer = connection.getresponse()
            said = json.loads(answer.read(_LONGEST_ANSWER))
        return answer.status == 200 and said == _NOTHING and said["ok"] is True
    except Exception:  # of whatever kind, and never shown: its words may hold the token
        return False


def _connection(api_url: str, timeout: float) -> HTTPConnection:
    from http.client import HTTPConnection, HTTPSConnection  # with TLS: a run without a token does without it

    address = urlsplit(api_url)
    kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
    return kind(address.hostname or "", address.port, timeout=timeout)

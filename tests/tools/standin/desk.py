"""The desk where every request is taken: token, method, ordered troubles, the answer, the record of it."""

import json
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import unquote, urlsplit

from .arguments import Arguments, read_arguments
from .faults import GATEWAY_PAGE, Fault, Faults, Trouble
from .methods import METHODS, NAMES
from .records import Call
from .rules import REASONS, Json, Refusal
from .world import World

PATH = re.compile(r"/bot([^/]*)/([^/]*)/?")
TOKEN = re.compile(r"\d{1,16}:[\w-]{1,80}")
TROUBLE_WITHOUT_PROCESSING = (Trouble.ERROR, Trouble.GATEWAY, Trouble.DROP)


@dataclass
class Reply:
    """What goes back; `leaves` is called just before, `has_left` when a client that still listened was given all."""

    status: int
    body: bytes
    content_type: str = "application/json"
    retry_after: int | None = None
    leaves: Callable[[], None] = lambda: None
    has_left: Callable[[], None] = lambda: None


class Desk:
    """Answers requests. `latency` in seconds is added to every answer."""

    def __init__(self, world: World, latency: float) -> None:
        self.world = world
        self.faults = Faults()
        self.latency = latency
        self.closing = threading.Event()

    def answer(self, target: str, content_type: str, body: bytes) -> Reply | None:
        """The reply to one request; None when the connection is to close without any."""
        parts = urlsplit(target)
        token, name = self._named(parts.path)
        call = Call(NAMES.get(name.lower(), name), {}, self.world.clock(), time.monotonic())
        try:
            call.arguments = read_arguments(parts.query, content_type, body)
        except Refusal as refusal:
            return self._reply(call, refusal.code, refusal.body)
        fault = self._record(call)
        if fault and fault.trouble in TROUBLE_WITHOUT_PROCESSING:
            self.closing.wait(self.latency)
            return self._instead(call, fault)
        status, answer = self._process(token, call)
        self.closing.wait(self.latency + (fault.seconds if fault else 0))
        lost = self.closing.is_set() or (fault is not None and fault.trouble is Trouble.LOSE_ANSWER)
        return None if lost else self._reply(call, status, answer)

    def was_cut_short(self, target: str) -> None:
        """Is told that a request ended before all of it had come."""

    def was_hung_up_on(self) -> None:
        """Is told, by the thread of a connection, that it broke."""

    def _named(self, path: str) -> tuple[str, str]:
        found = PATH.fullmatch(unquote(path))
        return (found.group(1), found.group(2)) if found else ("", "")

    def _record(self, call: Call) -> Fault | None:
        """Notes the call with what was known when it came; the trouble that was ordered for it."""
        world = self.world
        with world.lock:
            world.calls.append(call)
            flood = world.flood
            call.during_freeze = call.sends and flood.told and flood.frozen(world.clock())
            chat = world.find_chat(call.chat_id)
            call.after_403 = chat is not None and chat.refused
            return self.faults.take(call)

    def _process(self, token: str, call: Call) -> tuple[int, Json]:
        """Does what was asked; the status and the JSON of the answer."""
        try:
            self._check_token(token)
            if call.method not in METHODS:
                raise Refusal(404, "Not Found: method not found")
            with self.world.lock:
                result = METHODS[call.method](self.world, Arguments(call.arguments))
        except Refusal as refusal:
            return refusal.code, refusal.body
        call.delivered = True
        if isinstance(result, dict):
            call.text = result.get("text", "")
        return 200, {"ok": True, "result": result}

    def _check_token(self, token: str) -> None:
        if not TOKEN.fullmatch(token):
            raise Refusal(404, REASONS[404])
        if token != self.world.token:
            raise Refusal(401, REASONS[401])

    def _instead(self, call: Call, fault: Fault) -> Reply | None:
        if fault.trouble is Trouble.DROP:
            return None
        if fault.trouble is Trouble.GATEWAY or fault.error is None:
            call.status = 502
            return Reply(502, GATEWAY_PAGE, "text/html")
        return self._reply(call, fault.error.code, fault.error.body)

    def _reply(self, call: Call, status: int, answer: Json) -> Reply:
        call.status, call.description = status, answer.get("description", "")
        retry_after: Any = (answer.get("parameters") or {}).get("retry_after")
        body = json.dumps(answer, separators=(",", ":"), ensure_ascii=False)
        return Reply(status, body.encode("utf-8", "replace"), retry_after=retry_after, leaves=partial(self._told, call))

    def _told(self, call: Call) -> None:
        """Notes what the bot knows from now on: that it shall wait, or that a chat is closed to it."""
        with self.world.lock:
            chat = self.world.find_chat(call.chat_id)
            if call.status == 429:
                self.world.flood.told = True
            elif call.status == 403 and chat is not None:
                chat.refused = True

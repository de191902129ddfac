"""The stand-in as a test sees it: chats with people, troubles to order, and the records to ask."""

import time
from collections.abc import Callable, Iterable, Mapping
from types import TracebackType
from typing import Self

from . import records
from .chats import GENERAL_TOPIC
from .desk import Desk
from .faults import Fault, Trouble, error
from .flood import Flood
from .people import Chat
from .records import Call
from .rules import Json
from .server import HOST, Server
from .world import World

TEST_TOKEN = "123456:TEST-token_of-the-stand-in_0123456789"
SUPERGROUPS_BELOW = -1_000_000_000_000

When = Callable[[Call], bool]


class BotApi:
    """A strict Telegram Bot API for one bot, at `url` while the `with` block runs.

    `clock` gives seconds since 1970 and rules every window and lifetime; `flood=False` switches flood
    control off (a freeze can still be ordered); `penalty` is the shortest freeze and `latency` the
    shortest time to an answer, both in seconds; with a clock that stands still, `hurry` says how many times
    shorter a poll waits in real time. `world.tap_life` and `desk.latency` can be set later.
    """

    def __init__(
        self,
        token: str = TEST_TOKEN,
        *,
        username: str = "watcher_test_bot",
        clock: Callable[[], float] = time.time,
        flood: bool = True,
        penalty: float = 3,
        latency: float = 0.0,
        hurry: float = 1,
    ) -> None:
        self.token = token
        self.world = World(token, username, clock, Flood(flood, penalty), hurry)
        self.desk = Desk(self.world, latency)
        self.server = Server(self.desk)
        self.url = f"http://{HOST}:{self.server.port}"

    def __enter__(self) -> Self:
        self.server.listen()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stops at once; polls that wait and answers that are late are cut."""
        self.desk.closing.set()
        with self.world.lock:
            self.world.updates.closing = True
            self.world.lock.notify_all()
        self.server.close()

    # People and places

    def chat(self, chat_id: int) -> Chat:
        """The chat of that id; raises KeyError when there is none."""
        chat = self.world.chats[chat_id]
        assert isinstance(chat, Chat)
        return chat

    def private(self, chat_id: int, name: str = "Ann", state: str = "ok") -> Chat:
        """A private chat with the person of that id."""
        return Chat(self.world, chat_id, "private", name, state)

    def group(
        self,
        chat_id: int,
        title: str = "Parents",
        *,
        admins: Iterable[int] | Mapping[int, str] = (),
        forum: bool = False,
        topics: Iterable[int] = (),
        state: str = "ok",
    ) -> Chat:
        """A group, or from -100… on a supergroup; `admins` are user ids (with names, if a mapping)."""
        kind = "supergroup" if chat_id < SUPERGROUPS_BELOW or forum else "group"
        chat = Chat(self.world, chat_id, kind, title, state)
        chat.is_forum = forum
        chat.topics = dict.fromkeys((topic for topic in topics if topic != GENERAL_TOPIC), "open")
        self._take_admins(chat, admins)
        return chat

    def channel(
        self,
        chat_id: int,
        title: str = "News",
        *,
        username: str = "",
        admins: Iterable[int] | Mapping[int, str] = (),
        state: str = "ok",
    ) -> Chat:
        """A channel in which the bot is an administrator."""
        chat = Chat(self.world, chat_id, "channel", title, state)
        chat.username = username
        self._take_admins(chat, admins)
        return chat

    def _take_admins(self, chat: Chat, admins: Iterable[int] | Mapping[int, str]) -> None:
        names = admins if isinstance(admins, Mapping) else {}
        self.world.users.update(names)
        for number, user_id in enumerate(admins):
            chat.members[user_id] = "administrator" if number else "creator"

    # Troubles

    def fail(
        self,
        method: str | None = None,
        *,
        times: int | None = 1,
        code: int = 500,
        description: str | None = None,
        parameters: Json | None = None,
        when: When | None = None,
    ) -> None:
        """The next calls of `method`, where `when` holds, are refused unprocessed; `times` None: always."""
        self._order(Fault(Trouble.ERROR, method, times, when, error(code, description, parameters)))

    def bad_gateway(self, method: str | None = None, *, times: int | None = 1, when: When | None = None) -> None:
        """The next calls get 502 with an HTML page."""
        self._order(Fault(Trouble.GATEWAY, method, times, when))

    def drop(self, method: str | None = None, *, times: int | None = 1, when: When | None = None) -> None:
        """The next calls are not processed and the connection closes without an answer."""
        self._order(Fault(Trouble.DROP, method, times, when))

    def lose_answer(self, method: str | None = None, *, times: int | None = 1, when: When | None = None) -> None:
        """The next calls are processed, then the connection closes without an answer."""
        self._order(Fault(Trouble.LOSE_ANSWER, method, times, when))

    def delay(
        self,
        method: str | None = None,
        *,
        seconds: float,
        times: int | None = 1,
        when: When | None = None,
    ) -> None:
        """The next calls are processed at once and answered so much later."""
        self._order(Fault(Trouble.DELAY, method, times, when, seconds=seconds))

    def _order(self, fault: Fault) -> None:
        with self.world.lock:
            self.desk.faults.waiting.append(fault)

    def heal(self) -> None:
        """Forgets every trouble that still waits."""
        with self.world.lock:
            self.desk.faults.waiting.clear()

    def freeze(self, seconds: float) -> None:
        """Every sending call gets 429 for so long."""
        with self.world.lock:
            self.world.flood.freeze(seconds, self.world.clock())

    def restart_update_ids(self, at: int | None = None) -> None:
        """The next update gets a random id, or this one, as after a week of silence."""
        with self.world.lock:
            self.world.updates.restart_ids(at)

    def refuse_connections(self) -> None:
        """Nobody listens any more, and open connections are cut."""
        self.server.refuse()

    def accept_connections(self) -> None:
        """Listens again, on the same port, with everything it knew."""
        self.server.listen()

    # Records

    @property
    def calls(self) -> list[Call]:
        """Every call so far, oldest first."""
        with self.world.lock:
            return list(self.world.calls)

    def calls_to(self, method: str) -> list[Call]:
        """The calls of one method, in any case."""
        return [call for call in self.calls if call.method.lower() == method.lower()]

    def most_per_second(self) -> int:
        """The largest number of sending calls within any one second."""
        return records.most_per_second(self.calls)

    def doubles(self) -> dict[tuple[str, str], int]:
        """(chat as the call named it, text) that was delivered more than once -> how often."""
        return records.doubles(self.calls)

    def calls_during_freeze(self) -> list[Call]:
        """Sending calls that came after the bot had been told to wait."""
        return [call for call in self.calls if call.during_freeze]

    def calls_after_403(self) -> list[Call]:
        """Calls about a chat that had answered 403 and had not come back."""
        return [call for call in self.calls if call.after_403]

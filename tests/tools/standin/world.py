"""Everything the stand-in knows, behind one lock: it outlives every connection of the bot."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from .chats import ChatRecord, Message, member_json
from .flood import Flood
from .records import Call
from .rules import Json
from .updates import Updates

ANONYMOUS = 1087968824  # GroupAnonymousBot: the sender of what an anonymous administrator writes


@dataclass
class Tap:
    """A tap on a button. `answer` is what the bot answered ("" for no words), None while it has not."""

    tap_id: str
    chat_id: int
    user_id: int
    at: float
    data: str
    answer: str | None = None
    alert: bool = False


class World:
    """The state of Telegram as far as this one bot can see it. `tap_life` is in seconds."""

    def __init__(self, token: str, username: str, clock: Callable[[], float], flood: Flood, hurry: float = 1) -> None:
        self.token = token
        self.username = username
        self.clock = clock
        self.flood = flood
        self.lock = threading.Condition()
        self.updates = Updates(self.lock, clock, hurry)
        self.chats: dict[int, ChatRecord] = {}
        self.users: dict[int, str] = {ANONYMOUS: "Group"}
        self.taps: dict[str, Tap] = {}
        self.tap_life = 30.0
        self.menus: dict[tuple[str, str], list[Json]] = {}  # scope and language -> commands
        self.files: dict[str, Json] = {}  # file_id -> document
        self.contents: dict[str, bytes] = {}  # of documents that were uploaded, by file_id
        self.unreachable: set[str] = set()  # addresses Telegram can't fetch documents from
        self.calls: list[Call] = []

    @property
    def bot_id(self) -> int:
        """The number before the colon of the token."""
        return int(self.token.partition(":")[0])

    def bot_json(self) -> Json:
        """The bot as a `User`."""
        return {"id": self.bot_id, "is_bot": True, "first_name": "Watcher", "username": self.username}

    def user_json(self, user_id: int) -> Json:
        """A person, the bot itself or the anonymous administrator as a `User`."""
        if user_id == self.bot_id:
            return self.bot_json()
        user: Json = {"id": user_id, "is_bot": user_id == ANONYMOUS}
        user["first_name"] = self.users.get(user_id, f"User {user_id}")
        return user | ({"username": "GroupAnonymousBot"} if user_id == ANONYMOUS else {"language_code": "en"})

    def find_chat(self, chat_id: str) -> ChatRecord | None:
        """The chat of that id or @username; None when there is none."""
        if chat_id.startswith("@"):
            named = (chat for chat in self.chats.values() if chat.username.lower() == chat_id[1:].lower())
            return next(named, None)
        try:
            return self.chats.get(int(chat_id))
        except ValueError:
            return None

    def new_message(self, chat: ChatRecord, by_bot: bool, extra: Json) -> Message:
        """An empty message, dated now, not shown yet."""
        now = self.clock()
        return Message(chat.next_message_id(), chat.id, int(now), by_bot, extra=extra, sent_at=now)

    def bot_moved(self, chat: ChatRecord, user_id: int, old: str, new: str) -> None:
        """Tells the bot, by `my_chat_member`, that its own standing in a chat changed."""
        told: Json = {
            "chat": chat.to_json(),
            "from": self.user_json(user_id),
            "date": int(self.clock()),
            "old_chat_member": member_json(self.bot_json(), old),
            "new_chat_member": member_json(self.bot_json(), new),
        }
        self.updates.add("my_chat_member", told)

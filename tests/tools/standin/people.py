"""What people do in a chat, in the order a person would say it: says, taps, blocks, kicks, migrates."""

import itertools
from typing import Any

from .chats import ChatRecord, Message
from .rules import COMMAND, Json, command_entities
from .world import ANONYMOUS, Tap, World

_tap_numbers = itertools.count(4_000_000_000_000_000_001)


class Chat(ChatRecord):
    """A chat with people in it. In groups the actions ask who acts: `user=` an id (or ANONYMOUS)."""

    def __init__(self, world: World, chat_id: int, kind: str, title: str, state: str = "ok") -> None:
        super().__init__(chat_id, kind, title, state)
        if chat_id in world.chats:
            raise ValueError(f"there is a chat {chat_id} already: chat({chat_id}) finds it")
        self.world = world
        world.chats[chat_id] = self
        if kind == "private":
            world.users.setdefault(chat_id, title)

    @property
    def messages(self) -> list[Message]:
        """The bot's messages as they stand now, oldest first, without deleted ones."""
        with self.world.lock:
            return [message for message in self.shown.values() if message.by_bot]

    @property
    def texts(self) -> list[str]:
        """The texts of `messages`."""
        return [message.text for message in self.messages]

    def says(
        self, text: str, user: int | None = None, thread: int | None = None, reply_to: Message | None = None
    ) -> Message:
        """Someone writes. In groups the bot sees only what privacy mode lets through."""
        with self.world.lock:
            message = self.world.new_message(self, by_bot=False, extra=self._sender(user))
            message.text, message.entities = text, tuple(command_entities(text))
            message.thread, message.reply_to = thread, reply_to.message_id if reply_to else None
            self.shown[message.message_id] = message
            if self.state == "never_started":
                self.state = "ok"
            if self._seen_by_bot(message):
                self._queue("channel_post" if self.kind == "channel" else "message", message)
            return message

    def edits(self, message: Message, text: str) -> None:
        """Someone corrects what they wrote; the bot sees it as an edited message."""
        with self.world.lock:
            now = int(self.world.clock())
            message.changed(text=text, entities=tuple(command_entities(text)), edit_date=now)
            if self._seen_by_bot(message):
                self._queue("edited_channel_post" if self.kind == "channel" else "edited_message", message)

    def taps(self, text_or_data: str, message: Message | None = None, user: int | None = None) -> Tap:
        """Someone taps the newest button with that text or data; raises ValueError when there is none."""
        with self.world.lock:
            shown = [message] if message else [m for m in reversed(self.shown.values()) if m.by_bot]
            for candidate in shown:
                button = candidate.button(text_or_data)
                if button and "callback_data" in button:
                    return self._tap(candidate, str(button["callback_data"]), self._who(user))
            offered = [text for candidate in shown for text in candidate.button_texts]
            raise ValueError(f"no button {text_or_data!r} to tap in chat {self.id}; there are {offered}")

    def forges(self, data: str, message: Message, user: int | None = None) -> Tap:
        """A client of somebody's own says that a button was tapped, which may not hang under that message."""
        with self.world.lock:
            return self._tap(message, data, self._who(user))

    def _tap(self, message: Message, data: str, user: int) -> Tap:
        tap = Tap(str(next(_tap_numbers)), self.id, user, self.world.clock(), data)
        self.world.taps[tap.tap_id] = tap
        told: Json = {"id": tap.tap_id, "from": self.world.user_json(user), "data": data}
        told |= {"message": self.message_json(message), "chat_instance": str(-(7 * self.id + 11))}
        self.world.updates.add("callback_query", told)
        return tap

    def blocks(self) -> None:
        """The person blocks the bot."""
        self._moves("blocked", "member", "kicked", self.id)

    def unblocks(self) -> None:
        """The person lets the bot write again."""
        self._moves("ok", "kicked", "member", self.id)

    def kicks(self, user: int | None = None) -> None:
        """The bot is thrown out of a group or channel."""
        self._moves("kicked", self.bot_status, "kicked", self._admin(user))

    def removes_bot(self, user: int | None = None) -> None:
        """The bot is taken out of a group or channel without a ban."""
        self._moves("left", self.bot_status, "left", self._admin(user))

    def adds_bot(self, user: int | None = None, status: str | None = None) -> None:
        """The bot is added (to a channel as its administrator), or its standing there changes."""
        inside = self.state in ("ok", "norights")
        old = self.bot_status if inside else {"kicked": "kicked"}.get(self.state, "left")
        self.bot_status = status or self.bot_status
        self._moves("ok", old, self.bot_status, self._admin(user))

    def migrates_to(self, chat_id: int) -> "Chat":
        """The group becomes a supergroup under a new id, with the same people; the new chat."""
        with self.world.lock:
            new = Chat(self.world, chat_id, "supergroup", self.title)
            new.members, new.bot_status = self.members, self.bot_status
            self.migrated_to, self.state = chat_id, "migrated"
            for chat, fact in ((self, "migrate_to_chat_id"), (new, "migrate_from_chat_id")):
                other = new if chat is self else self
                extra: Json = {"from": self.world.user_json(ANONYMOUS), "sender_chat": chat.to_json()}
                service = self.world.new_message(chat, by_bot=False, extra=extra | {fact: other.id})
                chat._queue("message", service)
            return new

    def _moves(self, state: str, old: str, new: str, user: int) -> None:
        with self.world.lock:
            self.state = state
            self.world.bot_moved(self, user, old, new)

    def _queue(self, kind: str, message: Message) -> None:
        self.world.updates.add(kind, self.message_json(message))

    def _who(self, user: int | None) -> int:
        if self.kind == "private":
            return self.id
        if user is None and self.kind == "channel":
            return self._admin(None)
        if user is None:
            raise ValueError(f"say who does it in the {self.kind} {self.id}: user=…")
        self.members.setdefault(user, "member")
        return user

    def _admin(self, user: int | None) -> int:
        admins = [id_ for id_, status in self.members.items() if status in ("creator", "administrator")]
        return user if user is not None else next(iter(admins), ANONYMOUS)

    def _sender(self, user: int | None) -> dict[str, Any]:
        if self.kind == "channel":
            return {"sender_chat": self.to_json()}
        if user == ANONYMOUS:
            return {"from": self.world.user_json(ANONYMOUS), "sender_chat": self.to_json()}
        return {"from": self.world.user_json(self._who(user))}

    def _seen_by_bot(self, message: Message) -> bool:
        """Privacy mode: in groups commands to this bot and answers to it; all of it for an administrator."""
        if self.state in ("blocked", "deactivated", "kicked", "left", "deleted", "migrated"):
            return False
        if self.kind not in ("group", "supergroup") or self.bot_status == "administrator":
            return True
        replied = self.shown.get(message.reply_to or 0)
        named = [found.group(2) for found in COMMAND.finditer(message.text)]
        ours = any(name is None or name.lower() == self.world.username.lower() for name in named)
        return ours or bool(replied and replied.by_bot)

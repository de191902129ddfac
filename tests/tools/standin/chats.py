"""What Telegram keeps of a chat: its state towards the bot, its topics, members and messages."""

import copy
from dataclasses import dataclass, field
from typing import Any

from .rules import Json, Refusal, bad_request, forbidden

GENERAL_TOPIC = 1
STATES = (
    "ok",
    "never_started",
    "blocked",
    "deactivated",
    "kicked",
    "left",
    "deleted",
    "norights",
    "migrated",
)
RIGHTS = [
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
]


@dataclass
class Message:
    """A message as it stands now; `edits` are its earlier forms, oldest first."""

    message_id: int
    chat_id: int
    date: int
    by_bot: bool
    text: str = ""
    html: str = ""
    entities: tuple[Json, ...] = ()
    buttons: list[list[Json]] = field(default_factory=list)
    thread: int | None = None
    reply_to: int | None = None
    silent: bool = False
    document: Json | None = None
    photo: list[Json] | None = None  # its sizes, the largest last
    picture: bytes = field(default=b"", repr=False)  # the photo as it was uploaded
    file: bytes = field(default=b"", repr=False)  # the document as it was uploaded, now or when it was first sent
    edits: list["Message"] = field(default_factory=list, repr=False)
    extra: Json = field(default_factory=dict, repr=False)  # what Telegram adds: from, sender_chat, …
    edit_date: int | None = None
    sent_at: float = 0.0  # as `date`, not rounded
    link_preview: bool = True

    @property
    def button_texts(self) -> list[str]:
        """What stands on the buttons, row by row."""
        return [button["text"] for row in self.buttons for button in row]

    def button(self, text_or_data: str) -> Json | None:
        """The button with that text or callback data; None when there is none."""
        buttons = [button for row in self.buttons for button in row]
        named = (b for b in buttons if text_or_data in (b["text"], b.get("callback_data")))
        return next(named, None)

    def changed(self, **new: Any) -> bool:
        """Takes the new form, keeps the old one in `edits`; False when nothing would change."""
        if all(getattr(self, name) == value for name, value in new.items()):
            return False
        before = copy.copy(self)
        before.edits = []
        self.edits.append(before)
        for name, value in new.items():
            setattr(self, name, value)
        return True


class ChatRecord:
    """A chat as the server sees it. `refused`: the bot was told 403 and the chat has not come back."""

    def __init__(self, chat_id: int, kind: str, title: str, state: str = "ok") -> None:
        self.id = chat_id
        self.kind = kind
        self.title = title
        self.username = ""
        self.is_forum = False
        self.topics: dict[int, str] = {}  # id -> "open" or "closed"
        self.members: dict[int, str] = {}  # user id -> status
        self.bot_status = "administrator" if kind == "channel" else "member"
        self.migrated_to: int | None = None
        self.refused = False
        self.no_photos = self.no_documents = False  # rights that a group can take from its members alone
        self._state = state
        self.shown: dict[int, Message] = {}
        self._last_message_id = 0

    @property
    def state(self) -> str:
        """How the chat stands towards the bot: one of STATES."""
        return self._state

    @state.setter
    def state(self, state: str) -> None:
        if state not in STATES:
            raise ValueError(f"no such state: {state!r}; allowed: {', '.join(STATES)}")
        self._state = state
        if state in ("ok", "norights"):
            self.refused = False

    def next_message_id(self) -> int:
        """Message ids run from 1 in each chat."""
        self._last_message_id += 1
        return self._last_message_id

    def check_reachable(self) -> None:
        """Raises Refusal when nothing can be sent here at all."""
        if self.state == "migrated":
            raise bad_request("group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": self.migrated_to})
        reasons = {
            "never_started": "bot can't initiate conversation with a user",
            "blocked": "bot was blocked by the user",
            "deactivated": "user is deactivated",
            "kicked": f"bot was kicked from the {self.kind} chat",
            "left": f"bot is not a member of the {self.kind} chat",
            "deleted": "the group chat was deleted",
        }
        if self.state in reasons:
            raise forbidden(reasons[self.state])

    def check_topic(self, thread: int | None) -> None:
        """Raises Refusal for a topic that is gone or closed (General is left out, never named)."""
        if thread is None:
            return
        if not self.is_forum or thread not in self.topics:
            raise bad_request("message thread not found")
        if self.topics[thread] == "closed":
            raise bad_request("TOPIC_CLOSED")

    def rights_refusal(self) -> Refusal | None:
        """The refusal where the bot is in the chat but may not write; None where it may."""
        if self.kind == "channel" and (self.state == "norights" or self.bot_status != "administrator"):
            return bad_request("need administrator rights in the channel chat")
        if self.state == "norights":
            return bad_request("not enough rights to send text messages to the chat")
        return None

    def file_refusal(self, kind: str) -> Refusal | None:
        """The refusal where the bot may not send photos, or documents, here: not write at all, or this alone."""
        if not {"photo": self.no_photos, "document": self.no_documents}[kind]:
            return self.rights_refusal()
        return bad_request(f"not enough rights to send {kind}s to the chat")

    def to_json(self) -> Json:
        """The `chat` of a message."""
        named: Json = {"id": self.id, "type": self.kind}
        named["first_name" if self.kind == "private" else "title"] = self.title
        if self.username:
            named["username"] = self.username
        return named | ({"is_forum": True} if self.is_forum else {})

    def message_json(self, message: Message) -> Json:
        """A message as the Bot API gives it; its text alone where it answers another one."""
        told: Json = {"message_id": message.message_id, "chat": self.to_json(), "date": message.date}
        told |= message.extra
        words = "caption" if message.document or message.photo else "text"
        if message.text:
            told[words] = message.text
        if message.entities:
            told["entities" if words == "text" else "caption_entities"] = list(message.entities)
        if message.document:
            told["document"] = message.document
        if message.photo:
            told["photo"] = message.photo
        if message.buttons:
            told["reply_markup"] = {"inline_keyboard": message.buttons}
        if message.thread is not None:
            told |= {"message_thread_id": message.thread, "is_topic_message": True}
        if message.edit_date is not None:
            told["edit_date"] = message.edit_date
        if message.reply_to in self.shown:
            told["reply_to_message"] = self.message_json(self.shown[message.reply_to])
            told["reply_to_message"].pop("reply_to_message", None)
        return told


def member_json(user: Json, status: str) -> Json:
    """A `ChatMember` object."""
    member: Json = {"user": user, "status": status}
    if status == "creator":
        member["is_anonymous"] = False
    elif status == "administrator":
        member |= dict.fromkeys(RIGHTS, True) | {"can_be_edited": False, "is_anonymous": False}
    elif status == "kicked":
        member["until_date"] = 0
    return member

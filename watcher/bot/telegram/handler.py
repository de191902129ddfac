"""Answers what people write and tap: first their choices are stored, then they are answered, each chat in its order."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from telegram import Bot, ChatMemberUpdated, Message, Update
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from watcher.bot.commands import Reply, answer
from watcher.bot.settle import move
from watcher.bot.telegram.redaction import redact
from watcher.bot.telegram.replies import PendingReply, Replier
from watcher.bot.telegram.updates import IncomingRequest, from_callback, from_message, presence
from watcher.core.chats import Action, Catalogue, Forget, Request
from watcher.core.errors import StateError
from watcher.core.meetings import Committee
from watcher.core.queries import WatcherStatus
from watcher.messages.telegram_html import plain
from watcher.messages.texts import conversation as texts
from watcher.store import Connection, Store, chats, outbox, subscriptions, timestamps
from watcher.store.erase import forget
from watcher.store.lookups import StoredLookups, committees
from watcher.store.status import watcher_status

log = logging.getLogger(__name__)

_RULERS = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)


class UpdateHandler:
    """Takes batches of updates. `catalogue` and `admins` may be replaced while it works; `newcomers` tells whether
    somebody said /start."""

    def __init__(
        self,
        bot: Bot,
        store: Store,
        replier: Replier,
        clock: Callable[[], datetime],
        catalogue: Catalogue,
        admins: Collection[int],
    ) -> None:
        self.catalogue, self.admins = catalogue, admins
        self.newcomers = False
        self._bot, self._store = bot, store
        self._replier, self._clock = replier, clock
        self._rulers: Collection[int] = ()
        self._out_of_reach = False
        self._rights: dict[tuple[int, int], bool | None] = {}
        self._committees: tuple[Committee, ...] = ()
        self._committees_of: tuple[object, ...] = ()

    async def handle(self, updates: Iterable[Update]) -> list[asyncio.Task[None]]:
        """Stores all that a batch asks for, and returns the tasks that say the answers, one a chat. Raises StateError
        where it can't be stored: then the batch must be fetched again."""
        self._rights.clear()
        self._out_of_reach = False
        self._rulers = self.rulers()
        self._replier.admins = self.admins
        replies: list[PendingReply] = []
        for update in updates:
            try:
                replies += await self._one(update)
            except StateError:
                raise
            except Exception as error:  # one update must never stop the others, nor be fetched again for ever
                log.error("A message could not be answered: %s: %s", type(error).__name__, redact(str(error)))
                log.debug("Where it happened", exc_info=True)
                replies += self._sorry(update)
        return self._replier.start(replies)

    async def _one(self, update: Update) -> list[PendingReply]:
        if update.my_chat_member:
            return self._moved_in_or_out(update.my_chat_member)
        message = update.message or update.channel_post
        if message and (message.migrate_to_chat_id or message.migrate_from_chat_id):
            return self._migrated(message)
        heard = self._heard(update)
        return await self._answer(heard, update.update_id) if heard else []

    def rulers(self) -> Collection[int]:
        """Returns the chats in which the watcher's administrators write: a group that has moved has a new one."""
        with self._store.read() as db:
            return chats.reached(db, self.admins)

    def tell_admins(self, words: str) -> None:
        """Queues these words for the watcher's administrators. Raises StateError."""
        now = self._clock()
        with self._store.write() as db:
            chats.tell_administrators(db, self.admins, plain(words).html, now)

    def _heard(self, update: Update) -> IncomingRequest | None:
        name = self._bot.username
        if update.callback_query:
            return from_callback(update.callback_query, name, self._rulers, self._clock())
        message = update.message or update.channel_post
        return from_message(message, name, self._rulers) if message else None

    async def _answer(self, heard: IncomingRequest, number: int) -> list[PendingReply]:
        asked, now = heard.request, self._clock()
        if not heard.on_message:
            return [PendingReply(asked, Reply(callback_text=texts.BUTTON_GONE), heard.at, heard.tap_id)]
        self.newcomers |= asked.text.startswith("/start")
        with self._store.read() as db:
            returned = chats.is_gone(db, asked.chat_id)
        found = await asyncio.to_thread(self._find, asked, now)
        if found and found.needs_rights(asked) and (may_change := await self._may_change(heard)) is not True:
            refused = replace(asked, may_change=False, rights_known=may_change is not None)
            found = await asyncio.to_thread(self._find, refused, now)
        if found and found.edit and found.html and self._under_alert(heard):
            found = replace(found, edit=False)
        actions = found.actions if found else ()
        if returned or actions:
            self._carry_out(asked, actions, now, f"{timestamps.CARRIED_OUT}{number}")
        return [PendingReply(asked, found, heard.at, heard.tap_id, heard.telegram_id)] if found else []

    def _under_alert(self, heard: IncomingRequest) -> bool:
        """Tells whether what was tapped hangs under something that was told: an alert stays as it was."""
        with self._store.read() as db:
            return heard.under_alert or outbox.was_told(db, heard.request.chat_id, heard.telegram_id)

    def _find(self, asked: Request, now: datetime) -> Reply | None:
        """Finds the answer, from one view of what is stored. It may be looked for long: to be called away from the
        loop."""
        with self._store.read() as db:
            stored = subscriptions.stored(db, asked.chat_id, now, asked.thread_id)
            status = partial(watcher_status, db, self.catalogue.sources) if asked.is_admin else WatcherStatus
            catalogue = self._with_committees(db, now)
            lookups = StoredLookups(db, asked.chat_id, catalogue, now, asked.thread_id)
            return answer(asked, catalogue, stored, lookups, status)

    def _with_committees(self, db: Connection, now: datetime) -> Catalogue:
        """Returns the catalogue with the committees that are known by now, looked up every ten minutes: there may be
        very many documents to look through."""
        portals = tuple(source.id for source in self.catalogue.sources if source.kind == "moderngov")
        wanted = (portals, int(now.timestamp() // 600))
        if self._committees_of != wanted:
            self._committees, self._committees_of = committees(db, portals), wanted
        return replace(self.catalogue, committees=self._committees)

    def _carry_out(self, asked: Request, actions: Sequence[Action], now: datetime, mark: str) -> None:
        """Stores the actions, once: the update comes again where a run was killed before Telegram heard that it came,
        and a `/stop` carried out again would take back what was queued since."""
        with self._store.read() as db:
            if timestamps.last(db, mark):
                return
        if Forget() in actions:
            forget(self._store, asked.chat_id)
        with self._store.write() as db:
            if Forget() not in actions:
                chats.back(db, asked.chat_id)
                subscriptions.carry_out(db, asked, actions, now)
            timestamps.done(db, mark, now)

    async def _may_change(self, heard: IncomingRequest) -> bool | None:
        """Tells whether this person may change the chat's settings: administrators only, where a chat has them; None
        where Telegram could not be asked."""
        if heard.speaks_for_chat:
            return True
        person = heard.request.chat_id, heard.user_id
        if person not in self._rights:
            # Of a Telegram that does not answer one question is asked, not a hundred.
            self._rights[person] = None if self._out_of_reach else await self._rules(*person)
        return self._rights[person]

    async def _rules(self, chat_id: int, user_id: int) -> bool | None:
        try:
            return (await self._bot.get_chat_member(chat_id, user_id)).status in _RULERS
        except ChatMigrated as error:  # its people are the same
            return await self._rules(error.new_chat_id, user_id)
        except TelegramError as error:
            self._out_of_reach = bool(error.__cause__)  # no cause: the error is Telegram's answer
            log.warning("Telegram did not say who is an administrator: %s", redact(str(error)))
            return False if isinstance(error, (BadRequest, Forbidden)) else None  # those two are about this person

    def _moved_in_or_out(self, update: ChatMemberUpdated) -> list[PendingReply]:
        """Stores that the bot was put out of a chat or let in. Blocked or put out: nothing more is sent there. Let in
        again: the choices hold. A group that has none yet is greeted."""
        chat, how = update.chat, presence(update)
        with self._store.write() as db:
            known = bool(chats.subscriptions(db, chat.id))
            if how == "gone":
                outbox.chat_unreachable(db, chat.id, "blocked, or put out of the group", self._clock())
            else:
                chats.back(db, chat.id)
        if how != "added" or known or chat.type not in ("group", "supergroup"):
            return []
        asked = Request(chat.id, "supergroup" if chat.type == "supergroup" else "group")
        return [PendingReply(asked, Reply(texts.GREETING), self._clock())]

    def _migrated(self, message: Message) -> list[PendingReply]:
        """Takes a group over to its new id. Both the old and the new chat say so; whichever comes first, the second
        changes nothing."""
        old, new = message.migrate_from_chat_id or message.chat.id, message.migrate_to_chat_id or message.chat.id
        with self._store.write() as db:
            move(db, old, new, self._clock(), self.admins)
        self._rulers = self.rulers()
        return []

    def _sorry(self, update: Update) -> list[PendingReply]:
        heard = self._heard(update)
        words = texts.WENT_WRONG
        return [PendingReply(heard.request, Reply(words, callback_text=words), heard.at, heard.tap_id)] if heard else []

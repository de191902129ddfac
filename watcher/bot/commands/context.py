"""PURE: what goes into an answer and what comes out: the question, what is on offer, the answer, the intents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from watcher.bot.commands.lookups import Lookups
from watcher.core.alerts import Buttons, Subscription
from watcher.core.chats import Action, Catalogue, ChatSettings, Request, Subscribe, Unsubscribe
from watcher.core.queries import WatcherStatus


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said back, and what is to be stored first. Every text is valid Telegram HTML within every limit."""

    html: str = ""
    """Empty: nothing is said but the toast."""
    buttons: Buttons = ()
    actions: tuple[Action, ...] = ()
    edit: bool = False
    """It takes the place of the message whose button was tapped; without a text only the buttons do."""
    callback_text: str = ""
    """At most 200 characters, shown for a moment to the person who tapped."""
    more: tuple[str, ...] = ()
    """Further messages that follow, where one can't hold all."""
    for_rulers: bool = False
    """Only for those who may change what the chat gets, although nothing is to be stored yet."""

    def needs_rights(self, asked: Request) -> bool:
        """Whether it is only for those: it stores something, asks whether to, or a tap changes what all see."""
        changes_view = bool(asked.button) and (self.edit or bool(self.html))
        return bool(self.actions) or self.for_rulers or changes_view


@dataclass(frozen=True, slots=True)
class RequestContext:
    """What every answer is made from: what is asked, what there is to follow, what is stored of the chat, what else
    can be looked up; for the watcher's administrators, how the watcher fares."""

    request: Request
    catalogue: Catalogue
    settings: ChatSettings
    lookups: Lookups
    status: WatcherStatus | None = None

    @property
    def mine(self) -> Sequence[Subscription]:
        """What the chat follows, oldest first."""
        return self.settings.subscriptions

    def held(self, what: str, words: str = "") -> Subscription | None:
        return next(
            (subscription for subscription in self.mine if (subscription.what, subscription.words) == (what, words)),
            None,
        )

    def after(self, *intents: Action) -> RequestContext:
        """The same, once these are carried out; a pause and quiet hours change nothing that a list shows."""
        held = {(subscription.what, subscription.words): subscription for subscription in self.mine}
        for intent in intents:
            match intent:
                case Subscribe(what, words, frequency, thread_id, corrections):
                    before = held.get((what, words)) or Subscription(self.request.chat_id, what, words)
                    held[what, words] = replace(
                        before, frequency=frequency, thread_id=thread_id, corrections=corrections
                    )
                case Unsubscribe(what, words):
                    held.pop((what, words), None)
        return replace(self, settings=replace(self.settings, subscriptions=tuple(held.values())))

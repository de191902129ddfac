"""PURE: holds what an answer is made from (`RequestContext`), and what it is (`Reply`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from watcher.bot.commands.lookups import Lookups
from watcher.core.alerts import Buttons, Subscription
from watcher.core.chats import Action, Catalogue, ChatSettings, Request, Subscribe, Unsubscribe
from watcher.core.grade_chart import GradeChart
from watcher.core.papers import PaperFile
from watcher.core.queries import WatcherStatus
from watcher.messages.telegram_html import one_line

LONGEST_CALLBACK_TEXT = 190  # characters; Telegram takes 200 (facts/telegram.md, "Limits")


def as_callback_text(words: str) -> str:
    """Puts the words in one line, cut to what can be shown to the person who tapped a button."""
    return one_line(words, LONGEST_CALLBACK_TEXT)


@dataclass(frozen=True, slots=True)
class Reply:
    """Holds what is said back, and what is to be stored first. Every text is valid Telegram HTML within every limit."""

    html: str = ""
    """Empty: nothing is said but `callback_text`."""
    buttons: Buttons = ()
    actions: tuple[Action, ...] = ()
    edit: bool = False
    """It takes the place of the message whose button was tapped; without a text only the buttons do."""
    callback_text: str = ""
    """Shown for a moment to the person who tapped; cut by `as_callback_text` to what Telegram takes."""
    more: tuple[str, ...] = ()
    """Further messages that follow, where one can't hold all."""
    picture: GradeChart | None = None
    """Drawn above the text, which says the same and stands alone where the chat can't have the picture. Not with
    `edit`: no text can become a picture."""
    file: PaperFile | None = None
    """Sent with the text as its caption. Not with `edit`."""
    for_rulers: bool = False
    """Only for those who may change what the chat gets, although nothing is to be stored yet."""

    def needs_rights(self, asked: Request) -> bool:
        """Tells whether only who may change the chat's settings gets this reply: it stores something, asks whether to,
        or a tap changes what all see."""
        changes_view = bool(asked.button) and (self.edit or bool(self.html))
        return bool(self.actions) or self.for_rulers or changes_view


@dataclass(frozen=True, slots=True)
class RequestContext:
    """Holds what every answer is made from: what is asked, what there is to follow, what is stored of the chat, what
    else can be looked up."""

    request: Request
    catalogue: Catalogue
    settings: ChatSettings
    lookups: Lookups
    status: Callable[[], WatcherStatus] = WatcherStatus
    """Looks up how the watcher fares: every source, so only where it is to be told."""

    @property
    def mine(self) -> Sequence[Subscription]:
        """Lists what the chat follows, oldest first."""
        return self.settings.subscriptions

    def subscription_to(self, what: str, words: str = "") -> Subscription | None:
        """Returns the chat's subscription to this topic, source or committee, or to these words; None where it has
        none."""
        return self._by_wish().get((what, words))

    def _by_wish(self) -> dict[tuple[str, str], Subscription]:
        return {(subscription.what, subscription.words): subscription for subscription in self.mine}

    def after(self, *actions: Action) -> RequestContext:
        """Returns this context as it is once these actions are carried out; of them only Subscribe and Unsubscribe show
        in lists."""
        followed = self._by_wish()
        for action in actions:
            match action:
                case Subscribe(what, words, frequency, thread_id, corrections):
                    before = followed.get((what, words)) or Subscription(self.request.chat_id, what, words)
                    followed[what, words] = replace(
                        before, frequency=frequency, thread_id=thread_id, corrections=corrections
                    )
                case Unsubscribe(what, words):
                    followed.pop((what, words), None)
        return replace(self, settings=replace(self.settings, subscriptions=tuple(followed.values())))

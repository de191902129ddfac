"""PURE: answers /privacy, /mydata and /forget: what is stored about a chat, why, and how it is erased."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from watcher.bot.commands.context import Reply, RequestContext
from watcher.bot.commands.views import NOTHING, local_day, moment, name_of, often, restraints
from watcher.core.alerts import Button, Subscription
from watcher.core.chats import Forget
from watcher.messages.buttons import callback_data
from watcher.messages.splitting import split_into_messages
from watcher.messages.telegram_html import TelegramHtml, bold, code, join, link, one_line, own, plain
from watcher.messages.texts import conversation as texts
from watcher.messages.texts.format import fill
from watcher.messages.texts.reminders import MYDATA_REMINDER

MOST_LISTED = 100
LONGEST_STOPPED = 3_000
VIEW = "forget"


def privacy(context: RequestContext, words: str) -> Reply:
    """Says what is stored and why, and who can be asked."""
    contact = context.catalogue.contact
    asked = fill(texts.PRIVACY_CONTACT, contact=link(contact, contact)) if contact else NOTHING
    return Reply(join([fill(texts.PRIVACY, title=bold(texts.PRIVACY_TITLE)), asked], "\n\n").html)


def mydata(context: RequestContext, words: str) -> Reply:
    """Shows all that is stored about the chat, in as many messages as that takes."""
    if not context.settings.since:
        return Reply(plain(texts.NOTHING_STORED).html)
    kept = context.lookups.kept(MOST_LISTED)
    followed = [
        _subscription(
            context, subscription, kept.since.get((subscription.thread_id, subscription.what, subscription.words))
        )
        for subscription in (*context.mine, *context.settings.elsewhere)
    ]
    waiting = [fill(texts.MYDATA_WAITING, title=one_line(title, 160)) for title in kept.waiting]
    reminded = [
        fill(MYDATA_REMINDER, title=one_line(kept.title, 160)) for kept in context.lookups.reminders(in_all_topics=True)
    ]
    blocks = [_chat(context), *followed, *reminded, *_stopped(context), *_messages(context, kept.messages), *waiting]
    first, *more = (text.html for text, _ in split_into_messages(blocks, bold(texts.MYDATA_TITLE)))
    return Reply(first, more=tuple(more))


def _chat(context: RequestContext) -> TelegramHtml:
    stored = context.settings
    lines = [
        fill(
            texts.MYDATA_CHAT,
            number=code(str(context.request.chat_id)),
            kind=texts.CHAT_KINDS[context.request.chat_kind],
        ),
        fill(texts.MYDATA_SINCE, since=moment(context, stored.since)),
        fill(texts.MYDATA_MESSAGES, count=str(stored.messages)),
    ]
    followed = plain(texts.MYDATA_FOLLOWED if context.mine or context.settings.elsewhere else texts.NOTHING_YET)
    return join([*lines, *restraints(context), followed])


def _subscription(context: RequestContext, subscription: Subscription, since: datetime | None) -> TelegramHtml:
    extras = [texts.MYDATA_THREAD.format(thread=subscription.thread_id)] if subscription.thread_id else []
    said = ", ".join([often(context, subscription), *extras])
    day = local_day(context, since) if since else texts.NEVER
    return fill(texts.MYDATA_LINE, name=bold(name_of(context, subscription)), often=said, since=day)


def _stopped(context: RequestContext) -> list[TelegramHtml]:
    """Returns what was followed until a stop that can still be undone, a line for each stop."""
    return [
        fill(
            texts.MYDATA_STOPPED,
            at=moment(context, ended.at),
            names=one_line(
                ", ".join(name_of(context, subscription) for subscription in ended.subscriptions), LONGEST_STOPPED
            ),
        )
        for ended in context.settings.stopped[:MOST_LISTED]
    ]


def _messages(context: RequestContext, messages: Sequence[tuple[datetime, str]]) -> list[TelegramHtml]:
    lines = [fill(texts.MYDATA_MESSAGE, at=moment(context, at), line=one_line(line, 160)) for at, line in messages]
    more = context.settings.messages - len(messages)
    lines += [fill(texts.MYDATA_MORE, count=str(more))] if more > 0 else []
    blocks = [join(lines[at : at + 10]) for at in range(0, len(lines), 10)]
    return [plain(texts.MYDATA_TOLD), *blocks] if blocks else []


def forget(context: RequestContext, words: str) -> Reply:
    """Erases all that is stored about the chat; asks once more, unless `yes` is said with it: it can't be undone."""
    if not context.settings.since:
        return Reply(plain(texts.NOTHING_STORED).html)
    if words.casefold().strip(" .!") == "yes":
        return Reply(own(texts.FORGOTTEN).html, actions=(Forget(),))
    rows = (
        (Button(texts.BUTTON_FORGET, callback_data(VIEW, verb="yes")),),
        (Button(texts.BUTTON_KEEP, callback_data(VIEW, verb="no")),),
    )
    return Reply(own(texts.FORGET_ASK).html, rows, for_rulers=True)


def forget_tapped(context: RequestContext, verb: str) -> Reply:
    """Erases all that is stored about the chat where the button says `yes`; else leaves it as it is."""
    answer = forget(context, "yes") if verb == "yes" else Reply(plain(texts.LEFT).html)
    return replace(answer, edit=True)

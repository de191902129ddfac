"""PURE: answers the buttons under an alert: why it came, and what to mute for a while."""

from __future__ import annotations

from collections.abc import Sequence

from watcher.bot.commands.context import Reply, RequestContext, as_callback_text
from watcher.bot.commands.views import name_of, name_of_what, often
from watcher.core.alerts import Alert, Button, Buttons, Subscription
from watcher.core.chats import Mute, Muted, Unmute
from watcher.core.meetings import meeting_of
from watcher.messages.buttons import LONGEST_LABEL, VIEW, alert_buttons, callback_data, tag
from watcher.messages.change import title_of
from watcher.messages.reasons import reason_lines
from watcher.messages.telegram_html import TelegramHtml, bold, join, link, one_line, plain
from watcher.messages.texts import conversation as texts
from watcher.messages.texts.format import fill
from watcher.rules.muting import MUTED_FOR, topics_of

MOST_SOURCES, MOST_TOPICS = 5, 3
MOST_DOCUMENTS = 5


def alert_tapped(context: RequestContext, page: int, verb: str, wanted: str) -> Reply:
    """Answers a button under the alert whose number is `wanted`; `page` is which of the things offered for muting is
    meant."""
    told = context.lookups.told(int(wanted)) if wanted.isascii() and wanted.isdigit() and len(wanted) < 18 else ()
    if not told:
        return Reply(callback_text=texts.ALERT_FORGOTTEN)
    if verb == "why":
        return _why(context, told)
    if verb == "mute":
        return Reply(buttons=_choices(context, told, wanted), edit=True)
    if verb == "back":
        return Reply(buttons=alert_buttons(int(wanted)), edit=True)
    offered = mutable(told)
    if page >= len(offered):
        return Reply(buttons=alert_buttons(int(wanted)), edit=True)
    return _muted(context, offered[page], page, wanted) if verb == "off" else _unmuted(context, offered[page], wanted)


def mutable(told: Sequence[Alert]) -> list[Mute]:
    """Lists what can be muted to hear no more of this: its source, its topics, its meeting; of a digest, the first
    sources and topics in it."""
    sources = dict.fromkeys(alert.change.source for alert in told)
    topics = dict.fromkeys(topic for alert in told for topic in topics_of(alert))
    meetings = {(alert.change.source, meeting_of(alert.change.document)) for alert in told}
    found = [*map(Mute, list(sources)[:MOST_SOURCES]), *map(Mute, list(topics)[:MOST_TOPICS])]
    return [*found, *(Mute(*meeting) for meeting in meetings if meeting[1])] if len(meetings) == 1 else found


def _choices(context: RequestContext, told: Sequence[Alert], wanted: str) -> Buttons:
    rows = [
        (
            Button(
                texts.BUTTON_MUTE_ONE.format(name=_label(context, offered)), callback_data(VIEW, number, "off", wanted)
            ),
        )
        for number, offered in enumerate(mutable(told))
    ]
    return (*rows, (Button(texts.BUTTON_BACK, callback_data(VIEW, 0, "back", wanted)),))


def _label(context: RequestContext, mute: Mute | Muted) -> str:
    return texts.THIS_MEETING if mute.key else one_line(name_of_what(context, mute.what), LONGEST_LABEL - 10)


def _muted(context: RequestContext, mute: Mute, page: int, wanted: str) -> Reply:
    name = _label(context, mute)
    undo = Button(
        one_line(texts.BUTTON_UNMUTE.format(name=name), LONGEST_LABEL), callback_data(VIEW, page, "on", wanted)
    )
    said = texts.MUTED.format(name=name, days=MUTED_FOR.days)
    why = alert_buttons(int(wanted))[0][0]
    return Reply(buttons=((undo,), (why,)), actions=(mute,), edit=True, callback_text=as_callback_text(said))


def _unmuted(context: RequestContext, mute: Mute, wanted: str) -> Reply:
    said = as_callback_text(texts.UNMUTED.format(name=_label(context, mute)))
    actions = (Unmute(mute.what, mute.key),)
    return Reply(buttons=alert_buttons(int(wanted)), actions=actions, edit=True, callback_text=said)


def _why(context: RequestContext, told: Sequence[Alert]) -> Reply:
    """Says why the alert came: in a private chat in a message with a button for each subscription; elsewhere only for
    the person who tapped."""
    reasons = reason_lines(reason for alert in told for reason in alert.reasons)
    if context.request.chat_kind != "private":
        return Reply(callback_text=as_callback_text(texts.WHY_SHORT.format(reasons="; ".join(reasons))))
    blocks = [_reasons(alert) for alert in told[:MOST_DOCUMENTS]]
    more = len(told) - MOST_DOCUMENTS
    left = [fill(texts.AND_MORE, count=str(more))] if more > 0 else []
    wished = dict.fromkeys(wish for alert in told for wish in alert.matched_subscriptions)
    followed = [subscription for subscription in (context.subscription_to(*wish) for wish in wished) if subscription]
    return Reply(
        join([bold(texts.WHY_TITLE), *blocks, *left, *_followed(context, followed)], "\n\n").html,
        _cards(context, followed),
    )


def _reasons(alert: Alert) -> TelegramHtml:
    document = alert.change.document
    lines = [plain(f"• {one_line(reason, 160)}") for reason in reason_lines(alert.reasons)]
    return join([link(one_line(title_of(document), 120), document.url), *lines])


def _followed(context: RequestContext, followed: Sequence[Subscription]) -> list[TelegramHtml]:
    """Says how often each subscription comes; where none is left, that it is followed no longer."""
    if not followed:
        return [plain(texts.FOLLOWED_NO_LONGER)]
    return [
        join(
            fill(
                texts.MINE_LINE,
                name=bold(name_of(context, subscription)),
                frequency=often(context, subscription),
            )
            for subscription in followed[:8]
        )
    ]


def _cards(context: RequestContext, followed: Sequence[Subscription]) -> Buttons:
    return tuple(
        (
            Button(
                one_line(texts.BUTTON_CHANGE.format(name=name_of(context, subscription)), LONGEST_LABEL),
                callback_data("one", 0, "show", tag(subscription.what, subscription.words)),
            ),
        )
        for subscription in followed[:8]
    )

"""PURE: the buttons under an alert: why it came, and what to mute for a while."""

from __future__ import annotations

from collections.abc import Sequence

from watcher.bot.commands.context import Reply, RequestContext
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
LONGEST_TOAST = 190


def alert_tapped(scene: RequestContext, page: int, verb: str, wanted: str) -> Reply:
    told = scene.lookups.told(int(wanted)) if wanted.isascii() and wanted.isdigit() and len(wanted) < 18 else ()
    if not told:
        return Reply(callback_text=texts.ALERT_FORGOTTEN)
    if verb == "why":
        return _why(scene, told)
    if verb == "mute":
        return Reply(buttons=_choices(scene, told, wanted), edit=True)
    if verb == "back":
        return Reply(buttons=alert_buttons(int(wanted)), edit=True)
    offered = mutable(told)
    if page >= len(offered):
        return Reply(buttons=alert_buttons(int(wanted)), edit=True)
    return _muted(scene, offered[page], page, wanted) if verb == "off" else _unmuted(scene, offered[page], wanted)


def mutable(told: Sequence[Alert]) -> list[Mute]:
    """What can be muted to hear no more of this: its source, its topics, its meeting; of a digest, the first sources
    and topics in it."""
    sources = dict.fromkeys(alert.change.source for alert in told)
    topics = dict.fromkeys(topic for alert in told for topic in topics_of(alert))
    meetings = {(alert.change.source, meeting_of(alert.change.document)) for alert in told}
    found = [*map(Mute, list(sources)[:MOST_SOURCES]), *map(Mute, list(topics)[:MOST_TOPICS])]
    return [*found, *(Mute(*one) for one in meetings if one[1])] if len(meetings) == 1 else found


def _choices(scene: RequestContext, told: Sequence[Alert], wanted: str) -> Buttons:
    rows = [
        (Button(texts.BUTTON_MUTE_ONE.format(name=_label(scene, one)), callback_data(VIEW, number, "off", wanted)),)
        for number, one in enumerate(mutable(told))
    ]
    return (*rows, (Button(texts.BUTTON_BACK, callback_data(VIEW, 0, "back", wanted)),))


def _label(scene: RequestContext, one: Mute | Muted) -> str:
    return texts.THIS_MEETING if one.key else one_line(name_of_what(scene, one.what), LONGEST_LABEL - 10)


def _muted(scene: RequestContext, one: Mute, page: int, wanted: str) -> Reply:
    name = _label(scene, one)
    undo = Button(
        one_line(texts.BUTTON_UNMUTE.format(name=name), LONGEST_LABEL), callback_data(VIEW, page, "on", wanted)
    )
    said = texts.MUTED.format(name=name, days=MUTED_FOR.days)
    why = alert_buttons(int(wanted))[0][0]
    return Reply(buttons=((undo,), (why,)), actions=(one,), edit=True, callback_text=one_line(said, LONGEST_TOAST))


def _unmuted(scene: RequestContext, one: Mute, wanted: str) -> Reply:
    said = one_line(texts.UNMUTED.format(name=_label(scene, one)), LONGEST_TOAST)
    intents = (Unmute(one.what, one.key),)
    return Reply(buttons=alert_buttons(int(wanted)), actions=intents, edit=True, callback_text=said)


def _why(scene: RequestContext, told: Sequence[Alert]) -> Reply:
    """In a private chat a message with a button for each subscription; elsewhere only for the person who tapped."""
    reasons = reason_lines(reason for alert in told for reason in alert.reasons)
    if scene.request.chat_kind != "private":
        return Reply(callback_text=one_line(texts.WHY_SHORT.format(reasons="; ".join(reasons)), LONGEST_TOAST))
    blocks = [_reasons(alert) for alert in told[:MOST_DOCUMENTS]]
    more = len(told) - MOST_DOCUMENTS
    left = [fill(texts.AND_MORE, count=str(more))] if more > 0 else []
    wished = dict.fromkeys(wish for alert in told for wish in alert.matched_subscriptions)
    held = [one for one in (scene.held(*wish) for wish in wished) if one]
    return Reply(
        join([bold(texts.WHY_TITLE), *blocks, *left, *_followed(scene, held)], "\n\n").html, _cards(scene, held)
    )


def _reasons(alert: Alert) -> TelegramHtml:
    document = alert.change.document
    lines = [plain(f"• {one_line(reason, 160)}") for reason in reason_lines(alert.reasons)]
    return join([link(one_line(title_of(document), 120), document.url), *lines])


def _followed(scene: RequestContext, held: Sequence[Subscription]) -> list[TelegramHtml]:
    """How often each comes; that it is followed no longer, where that is so."""
    if not held:
        return [plain(texts.FOLLOWED_NO_LONGER)]
    return [
        join(
            fill(texts.MINE_LINE, name=bold(name_of(scene, one)), frequency=often(scene, one), elsewhere="")
            for one in held[:8]
        )
    ]


def _cards(scene: RequestContext, held: Sequence[Subscription]) -> Buttons:
    return tuple(
        (
            Button(
                one_line(texts.BUTTON_CHANGE.format(name=name_of(scene, one)), LONGEST_LABEL),
                callback_data("one", 0, "show", tag(one.what, one.words)),
            ),
        )
        for one in held[:8]
    )

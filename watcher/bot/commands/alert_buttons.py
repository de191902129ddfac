"""PURE: answers the buttons under an alert: why it came, how it comes less often, what to mute for a while."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from watcher.bot.commands.context import Reply, RequestContext, as_callback_text
from watcher.bot.commands.papers import version_tapped
from watcher.bot.commands.views import name_of, name_of_what, often
from watcher.core.alerts import Alert, Button, Buttons, Subscription
from watcher.core.chats import Mute, Muted, Unmute
from watcher.core.meetings import MeetingAndPapers, meeting_of
from watcher.messages.buttons import LONGEST_LABEL, VIEW, alert_buttons, callback_data, fewer_rows, remind_button, tag
from watcher.messages.card import meeting_buttons
from watcher.messages.change import title_of
from watcher.messages.context import RenderContext
from watcher.messages.paper_buttons import VERSION, paper_rows
from watcher.messages.reasons import reason_lines
from watcher.messages.site_links import story_row
from watcher.messages.telegram_html import TelegramHtml, bold, join, link, one_line, plain
from watcher.messages.texts import conversation as texts
from watcher.messages.texts.format import fill
from watcher.rules.merging import merge_edits
from watcher.rules.muting import MUTED_FOR, topics_of

MOST_SOURCES, MOST_TOPICS = 5, 3
MOST_DOCUMENTS = 5
MOST_SUBSCRIPTIONS = 5


def alert_tapped(context: RequestContext, page: int, verb: str, wanted: str) -> Reply:
    """Answers a button under the alert whose number is `wanted`; `page` is which of the things offered for muting is
    meant."""
    told = context.lookups.told(int(wanted)) if wanted.isascii() and wanted.isdigit() and len(wanted) < 18 else ()
    if not told:
        return Reply(callback_text=texts.ALERT_FORGOTTEN)
    if verb == "why" or (verb == "fewer" and not context.request.may_change):
        return _why(context, told)
    if verb == "fewer":
        return _fewer(context, told, wanted)
    if verb == "mute":
        return Reply(buttons=(*_kept(context, told, wanted), *_choices(context, told, wanted)), edit=True)
    if verb == VERSION:
        return version_tapped(context, told, wanted)
    offered = mutable(told)
    if verb == "back" or page >= len(offered):
        return Reply(buttons=_usual(context, told, wanted), edit=True)
    return _muted(context, told, page, wanted) if verb == "off" else _unmuted(context, told, page, wanted)


def _usual(context: RequestContext, told: Sequence[Alert], wanted: str, above: Buttons = ()) -> Buttons:
    """Returns the buttons that an alert comes with, below its links those of `above`."""
    reminds = bool(context.lookups.remindable(told))
    return (*_links(context, told), *above, *_papers(context, told), *alert_buttons(int(wanted), reminds=reminds))


def _papers(context: RequestContext, told: Sequence[Alert]) -> Buttons:
    merged = merge_edits(told)
    found = {alert.id: context.lookups.earlier_version(alert.change) for alert in merged}
    earlier = {number: version for number, version in found.items() if version}
    site = context.catalogue.site
    papers = paper_rows(merged, earlier, context.catalogue.timezone, context.lookups.now, site)
    return (*papers, *story_row(merged, site))


def _kept(context: RequestContext, told: Sequence[Alert], wanted: str) -> Buttons:
    """Returns the buttons that stay while others are shown: the links, and what reminds."""
    reminds = context.lookups.remindable(told)
    remind = ((remind_button("alert", wanted),),) if reminds else ()
    return (*_links(context, told), *_papers(context, told), *remind)


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


def _muted(context: RequestContext, told: Sequence[Alert], page: int, wanted: str) -> Reply:
    """Mutes what the button's place among the things offered means, and says so."""
    mute = mutable(told)[page]
    name = _label(context, mute)
    undo = Button(
        one_line(texts.BUTTON_UNMUTE.format(name=name), LONGEST_LABEL), callback_data(VIEW, page, "on", wanted)
    )
    said = texts.MUTED.format(name=name, days=MUTED_FOR.days)
    buttons = _usual(context, told, wanted, above=((undo,),))
    return Reply(buttons=buttons, actions=(mute,), edit=True, callback_text=as_callback_text(said))


def _unmuted(context: RequestContext, told: Sequence[Alert], page: int, wanted: str) -> Reply:
    mute = mutable(told)[page]
    said = as_callback_text(texts.UNMUTED.format(name=_label(context, mute)))
    buttons = _usual(context, told, wanted)
    return Reply(buttons=buttons, actions=(Unmute(mute.what, mute.key),), edit=True, callback_text=said)


def _links(context: RequestContext, told: Sequence[Alert]) -> Buttons:
    """Returns the links that stand under the alert of a meeting that lies ahead, and stay when its other buttons
    change."""
    first = told[0]
    key = meeting_of(first.change.document)
    if not key or first.frequency != "now":
        return ()
    known = {(coming.source, coming.meeting.key): coming for coming in context.lookups.meetings()}
    coming = known.get((first.change.source, key))
    meetings = {(first.change.source, key): MeetingAndPapers(coming.meeting)} if coming else {}
    sources = {source.id: source for source in context.catalogue.sources}
    render_context = RenderContext(sources, context.catalogue.timezone, meetings=meetings, bot=context.request.bot_name)
    return meeting_buttons(first, render_context)


def _fewer(context: RequestContext, told: Sequence[Alert], wanted: str) -> Reply:
    """Opens what makes such alerts fewer: in a private chat below the reasons, in another under the alert itself."""
    fewer = (*_less_often(context, _followed_by(context, told)), *fewer_rows(int(wanted)))
    if context.request.chat_kind == "private":
        return replace(_why(context, told), buttons=(*fewer[:-1], fewer[-1][1:]))
    back = (Button(texts.BUTTON_BACK, callback_data(VIEW, 0, "back", wanted)),)
    return Reply(buttons=(*_kept(context, told, wanted), *fewer, back), edit=True)


def _less_often(context: RequestContext, followed: Sequence[Subscription]) -> Buttons:
    """Returns a row for each subscription: less often, and no more."""
    rows = []
    for subscription in followed[:MOST_SUBSCRIPTIONS]:
        name, of = name_of(context, subscription), tag(subscription.what, subscription.words)
        verb = {"now": "daily", "daily": "weekly"}.get(subscription.frequency)
        less = texts.BUTTON_LESS_OFTEN.get(subscription.frequency, "")
        row = (
            [Button(one_line(less.format(name=name), LONGEST_LABEL), callback_data("one", 0, verb, of))] if verb else []
        )
        stop = one_line(texts.BUTTON_STOP_THIS.format(name=name), LONGEST_LABEL)
        rows.append((*row, Button(stop, callback_data("one", 0, "drop", of))))
    return tuple(rows)


def _followed_by(context: RequestContext, told: Sequence[Alert]) -> list[Subscription]:
    """Returns the subscriptions that these alerts came by, those that are still there."""
    wished = dict.fromkeys(wish for alert in told for wish in alert.matched_subscriptions)
    return [subscription for subscription in (context.subscription_to(*wish) for wish in wished) if subscription]


def _why(context: RequestContext, told: Sequence[Alert]) -> Reply:
    """Says why the alert came: in a private chat in a message with a button for each subscription; elsewhere only for
    the person who tapped."""
    reasons = reason_lines(reason for alert in told for reason in alert.reasons)
    if context.request.chat_kind != "private":
        return Reply(callback_text=as_callback_text(texts.WHY_SHORT.format(reasons="; ".join(reasons))))
    blocks = [_reasons(alert) for alert in told[:MOST_DOCUMENTS]]
    more = len(told) - MOST_DOCUMENTS
    left = [fill(texts.AND_MORE, count=str(more))] if more > 0 else []
    followed = _followed_by(context, told)
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

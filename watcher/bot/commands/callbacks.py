"""PURE: answers tapped buttons. A button says what it does, not "the other way": a second tap does no harm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from watcher.bot.commands import alert_buttons, history, meetings, privacy, stop
from watcher.bot.commands.approvals import judged_tapped
from watcher.bot.commands.context import Reply, RequestContext, as_callback_text
from watcher.bot.commands.names import tagged
from watcher.bot.commands.papers import text_changes_tapped
from watcher.bot.commands.reminders import reminder_tapped
from watcher.bot.commands.settings import MOST_KEYWORDS, has_most_keywords
from watcher.bot.commands.views import (
    NOTHING,
    card,
    mine_list,
    mute_tag,
    muted_name,
    name_of,
    often,
    source_list,
    topic_list,
)
from watcher.bot.commands.volume_warning import carried_words, volume_warning
from watcher.bot.commands.what_to_expect import what_to_expect
from watcher.core.alerts import FREQUENCIES, Subscription
from watcher.core.chats import Action, Subscribe, Unmute, Unsubscribe, subscribe
from watcher.messages import buttons
from watcher.messages.paper_buttons import TEXT_CHANGES
from watcher.messages.telegram_html import TelegramHtml, join, plain
from watcher.messages.texts import conversation as texts


def answer_tap(context: RequestContext) -> Reply:
    """Returns what the message with the tapped button becomes; a button of an older version leads to the topics."""
    view, page, verb, wanted = _read(context.request.button)
    if view in _PAGES:
        shown = _PAGES[view](context, page, wanted)
        return replace(shown, edit=shown.picture is None)  # no message becomes a picture: that is a new one
    if view in _WITH_VERBS:
        return _WITH_VERBS[view](context, page, verb, wanted)
    if verb == "unmute":
        return _unmute(context, wanted)
    pair = carried_words(wanted) or (tagged(context.catalogue, context.mine, wanted) if wanted else None)
    if not pair:
        said = texts.NOT_OFFERED_NOW if wanted else ""
        return replace(_show(view, context, page), edit=True, callback_text=said)
    before = context.subscription_to(*pair)
    fresh = Subscription(context.request.chat_id, *pair, thread_id=context.request.thread_id)
    if verb == "follow" and not before and pair[1] and has_most_keywords(context):
        return Reply(callback_text=texts.KEYWORDS_FULL.format(most=MOST_KEYWORDS))
    if verb == "follow" and (question := volume_warning(context, fresh)):
        return replace(question, edit=True)
    return _tapped(context, view, page, verb, fresh)


def _tapped(context: RequestContext, view: str, page: int, verb: str, fresh: Subscription) -> Reply:
    """Does what the button asks of what `fresh` follows, and shows the message as it is afterwards."""
    pair = fresh.what, fresh.words
    before = context.subscription_to(*pair)
    actions = _actions(before, fresh, verb)
    expect = _what_to_expect(context, view, before, next(iter(actions), None))
    context = context.after(*actions)
    now = context.subscription_to(*pair)
    said = _what_changed(context, now, before) if actions else ""
    if view == "one" and now:
        shown = card(context, now)
        html = "\n\n".join(filter(None, (shown.html, expect.html)))
        return replace(shown, html=html, edit=True, actions=actions, callback_text=said)
    head = join([plain(said), expect]) if view == "one" or expect.html else NOTHING
    return replace(_show(view, context, page, head), edit=True, actions=actions, callback_text=said)


def _what_to_expect(
    context: RequestContext, view: str, before: Subscription | None, action: Action | None
) -> TelegramHtml:
    """Returns what the chat will get, which proves that it works, when it follows its first, and each time from /start;
    else nothing."""
    if before or not isinstance(action, Subscribe) or (context.mine and view != "start"):
        return NOTHING
    of = Subscription(context.request.chat_id, action.what, action.words, action.frequency, action.thread_id)
    return what_to_expect(context, of)


def is_of_alert(button: str) -> bool:
    """Tells whether this button hangs under an alert, or under what administrators are told of a source."""
    return _read(button)[0] in (buttons.VIEW, "held")


_PAGES: dict[str, Callable[[RequestContext, int, str], Reply]] = {
    "latest": history.latest_tapped,
    "search": lambda context, page, words: history.search_page(context, words, page),
    "meetings": meetings.meetings_tapped,
    "ofsted": history.ofsted_tapped,
    TEXT_CHANGES: text_changes_tapped,
}

_WITH_VERBS: dict[str, Callable[[RequestContext, int, str, str], Reply]] = {
    "held": lambda context, page, verb, wanted: judged_tapped(context, verb, wanted),
    buttons.VIEW: alert_buttons.alert_tapped,
    buttons.REMIND: lambda context, page, verb, wanted: reminder_tapped(context, verb, wanted),
    privacy.VIEW: lambda context, page, verb, wanted: privacy.forget_tapped(context, verb),
    stop.VIEW: lambda context, page, verb, wanted: stop.stop_tapped(context, verb, wanted),
}


def _unmute(context: RequestContext, wanted: str) -> Reply:
    """Ends a mute and shows the list without it; a second tap changes nothing."""
    ended = next((mute for mute in context.settings.mutes if mute_tag(mute) == wanted), None)
    if not ended:
        return replace(mine_list(context), edit=True)
    left = replace(context.settings, mutes=[mute for mute in context.settings.mutes if mute != ended])
    said = as_callback_text(texts.UNMUTED.format(name=muted_name(context, ended)))
    actions = (Unmute(ended.what, ended.key),)
    return replace(mine_list(replace(context, settings=left)), edit=True, actions=actions, callback_text=said)


def _read(button: str) -> tuple[str, int, str, str]:
    view, page, verb, wanted = (*button.split(":", 3), "", "", "", "")[:4]
    return view, int(page) if page.isascii() and page.isdigit() and len(page) < 5 else 0, verb, wanted


def _actions(before: Subscription | None, fresh: Subscription, verb: str) -> tuple[Action, ...]:
    """Returns what a tap of this button is to store: `before` is the subscription as it is now, None where it is not
    followed; `fresh` as a new follower would have it."""
    if verb == "drop":
        return (Unsubscribe(fresh.what, fresh.words),) if before else ()
    wanted = before or fresh
    if verb in FREQUENCIES:
        wanted = replace(wanted, frequency=next(frequency for frequency in FREQUENCIES if frequency == verb))
    elif before and verb in ("corrections", "plain"):
        wanted = replace(wanted, corrections=verb == "corrections")
    elif verb != "follow":
        return ()
    return () if wanted == before else (subscribe(wanted),)


def _what_changed(context: RequestContext, now: Subscription | None, before: Subscription | None) -> str:
    """Says for a moment what became of it: how it comes from now on, or that it comes no longer."""
    if now:
        said = texts.FOLLOWING.format(name=name_of(context, now), frequency=often(context, now))
    else:
        said = texts.NO_LONGER.format(name=name_of(context, before)) if before else ""
    return as_callback_text(said)


def _show(view: str, context: RequestContext, page: int, head: TelegramHtml = NOTHING) -> Reply:
    if view == "sources":
        return source_list(context, page, head=head)
    if view in ("mine", "one"):
        return mine_list(context, page, head=head)
    return topic_list(context, page, head=head, view="start" if view == "start" else "topics")

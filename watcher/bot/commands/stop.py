"""PURE: answers /stop, and `stop` in plain words: ends everything, or one thing, and undoes that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from watcher.bot.commands.context import Reply, RequestContext
from watcher.bot.commands.intent import recognise_intent
from watcher.bot.commands.names import find, find_spoken
from watcher.bot.commands.settings import own_subscription, pause
from watcher.bot.commands.subscribe import drop
from watcher.bot.commands.views import followed_elsewhere, mine_list, name_of, name_of_what
from watcher.core.alerts import Button, Buttons, Subscription
from watcher.core.chats import ALL, Pause, StopAll, StoppedSubscriptions, UndoStop
from watcher.messages.buttons import callback_data
from watcher.messages.telegram_html import TelegramHtml, bold, code, join, one_line, own, plain
from watcher.messages.texts import conversation
from watcher.messages.texts import plain_words as texts
from watcher.messages.texts.format import fill

VIEW = "stop"
MOST_NAMED = 5
_MICROSECOND = 1_000_000


def stop(context: RequestContext, words: str) -> Reply:
    """Ends all that the chat follows; with words, what they name alone: a topic, a source, a committee, or words of
    one's own."""
    if not words:
        return stop_all(context)
    meant = recognise_intent(f"stop {words}")
    if not find(context.catalogue, words, context.mine) and meant.kind == "pause":
        return pause(context, meant.about)
    return drop_named(context, words) or (stop_all(context) if meant.kind == "stop" else _unknown(context, words))


def drop_named(context: RequestContext, words: str) -> Reply | None:
    """Ends what is called so, or says that it is not followed, and shows what is left; None where nothing is called so.
    Where everything is followed besides other things, `all` may mean either: that is asked."""
    what = find_spoken(context.catalogue, words, context.mine)
    if what == ALL and len(context.mine) > 1:
        return ask_whether_to_stop(context)
    if what == ALL:
        return stop_all(context)
    subscription = context.subscription_to(what) if what else own_subscription(context, words.strip('“”"'))
    if subscription:
        return drop(context, subscription)
    if not what:
        return None
    return mine_list(context, head=fill(conversation.NOT_FOLLOWED, name=bold(name_of_what(context, what))))


def _unknown(context: RequestContext, words: str) -> Reply:
    asked = ask_whether_to_stop(context) if context.mine else Reply(own(texts.ALREADY_STOPPED).html)
    head = fill(texts.STOP_UNKNOWN, what=code(one_line(words, 60) or "?"))
    return replace(asked, html=f"{head.html}\n\n{asked.html}")


def stop_all(context: RequestContext) -> Reply:
    """Ends all that the chat follows, with buttons that undo it."""
    if not context.mine:
        return _nothing_to_stop(context)
    said = fill(texts.STOPPED, followed=_named(context, context.mine))
    html = join([said, followed_elsewhere(context)]).html
    return Reply(html, _ways_back(context.lookups.now), actions=(StopAll(),))


def _nothing_to_stop(context: RequestContext) -> Reply:
    """Returns the reply that nothing is followed, with the way back from the last stop: it may be said twice in a
    hurry."""
    last = next(iter(context.settings.stopped), None)
    html = join([own(texts.ALREADY_STOPPED), followed_elsewhere(context)]).html
    return Reply(html, _ways_back(last.at) if last else ())


def _ways_back(at: datetime) -> Buttons:
    """Returns the buttons that undo the stop of this moment, or make it a pause."""
    moment = str(_number(at))
    return (
        (
            Button(texts.BUTTON_UNDO, callback_data(VIEW, verb="undo", what=moment)),
            Button(texts.BUTTON_ONLY_PAUSE, callback_data(VIEW, verb="pause", what=moment)),
        ),
    )


def ask_whether_to_stop(context: RequestContext) -> Reply:
    """Asks whether all is to be stopped, paused, or go on: a wrong stop is worse than this question."""
    if not context.mine:
        return _nothing_to_stop(context)
    said = fill(texts.ASK_WHETHER_TO_STOP, followed=_named(context, context.mine), example=code("/stop NAME"))
    rows = (
        (Button(texts.BUTTON_STOP_ALL, callback_data(VIEW, verb="all")),),
        (Button(texts.BUTTON_ONLY_PAUSE, callback_data(VIEW, verb="hold")),),
        (Button(texts.BUTTON_GO_ON, callback_data(VIEW, verb="no")),),
    )
    return Reply(said.html, rows, for_rulers=True)


def go_on(context: RequestContext) -> Reply:
    """Returns the reply that nothing was stopped."""
    return Reply(own(texts.GO_ON if context.mine else texts.GO_ON_NOTHING).html)


def stop_tapped(context: RequestContext, verb: str, wanted: str) -> Reply:
    """Answers a button under a stop, or under the question whether to stop."""
    if verb in ("undo", "pause"):
        return replace(_taken_back(context, verb, wanted), edit=True)
    if verb == "hold":
        return replace(pause(context, ""), edit=True)
    return replace(stop_all(context) if verb == "all" else go_on(context), edit=True)


def _taken_back(context: RequestContext, verb: str, wanted: str) -> Reply:
    """Follows again what a stop ended; with `pause`, nothing of it is sent until /resume."""
    ended = next((stopped for stopped in context.settings.stopped if str(_number(stopped.at)) == wanted), None)
    if not ended:
        return Reply(own(texts.UNDO_TOO_LATE).html)
    now = _again(context, ended)
    followed = _named(context, ended.subscriptions)
    if verb == "pause":
        said = fill(texts.PAUSED_INSTEAD, followed=followed)
        return Reply(said.html, actions=(UndoStop(ended.at), Pause()))
    return replace(mine_list(now, head=fill(texts.UNDONE, followed=followed)), actions=(UndoStop(ended.at),))


def _again(context: RequestContext, ended: StoppedSubscriptions) -> RequestContext:
    """Returns the context as it is once what a stop ended is followed again."""
    back = [
        subscription
        for subscription in ended.subscriptions
        if not context.subscription_to(subscription.what, subscription.words)
    ]
    return replace(context, settings=replace(context.settings, subscriptions=[*context.mine, *back]))


def _number(at: datetime) -> int:
    """Returns a moment as a button carries it, in whole microseconds since 1970, for a fraction is not exact."""
    passed = at - datetime.fromtimestamp(0, UTC)
    return (passed.days * 86_400 + passed.seconds) * _MICROSECOND + passed.microseconds


def _named(context: RequestContext, subscriptions: Sequence[Subscription]) -> TelegramHtml:
    """Returns what is followed in few words: `SEND, Cabinet and 2 words of yours`."""
    whats = [subscription for subscription in subscriptions if subscription.what]
    names = [bold(one_line(name_of(context, subscription), 60)) for subscription in whats[:MOST_NAMED]]
    if len(whats) > MOST_NAMED:
        names.append(plain(texts.AND_OTHERS.format(count=len(whats) - MOST_NAMED)))
    if own_count := len(subscriptions) - len(whats):
        names.append(plain(texts.OWN_WORDS_COUNT[own_count > 1].format(count=own_count)))
    before, last = names[:-1], names[-1]
    return join([join(before, ", "), last], texts.AND) if before else last

"""PURE: answers /keyword, /quiet, /pause and /resume: words of one's own, and when nothing is to come."""

from __future__ import annotations

import re
from datetime import time, timedelta

from watcher.bot.commands.context import Reply, RequestContext
from watcher.bot.commands.subscribe import ANYHOW, drop, follow, split_how
from watcher.bot.commands.views import mine_list, name_of
from watcher.core.alerts import FREQUENCIES, Subscription
from watcher.core.chats import Action, Pause, Quiet, Resume
from watcher.core.text import collapse_spaces, normalise
from watcher.messages.telegram_html import bold, code, join, one_line, own, plain
from watcher.messages.texts import conversation as texts
from watcher.messages.texts.format import fill
from watcher.rules.matching import own_words

MOST_KEYWORDS = 50
LONGEST_KEYWORD = 100
LONGEST_SPAN = timedelta(days=365)
_REMOVE = re.compile(r"(?:remove|delete|drop)(?:\s(.*))?", re.IGNORECASE | re.DOTALL)
_TIME = r"(\d{1,2})(?:[:.](\d{2}))?\s?(am|pm)?"
_HOURS = re.compile(rf"{_TIME}\s?(?:-|–|—|to|until)\s?{_TIME}", re.IGNORECASE | re.ASCII)
_SPAN = re.compile(r"(\d{1,4})\s*(h|hours?|d|days?|w|weeks?)", re.IGNORECASE | re.ASCII)
_SPANS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


def keyword(context: RequestContext, words: str) -> Reply:
    """Follows these words, or no longer where they begin with `remove`; without words, lists those that are
    followed."""
    removal = _REMOVE.fullmatch(words)
    if removal:
        return _remove(context, (removal.group(1) or "").strip())
    if not words:
        return _own_words(context)
    is_followed = own_subscription(context, words)
    if words.casefold() in FREQUENCIES and not is_followed:  # the words are missing; in quotes it is one
        return _own_words(context)
    words, how = (words, ANYHOW) if is_followed else split_how(words)
    wanted = one_line(normalise(words), LONGEST_KEYWORD + 1)
    if len(wanted) > LONGEST_KEYWORD:
        return Reply(fill(texts.KEYWORD_TOO_LONG, most=str(LONGEST_KEYWORD)).html)
    if not any(len("".join(phrase.words)) > 1 for phrase in own_words(wanted)):
        return Reply(fill(texts.KEYWORD_EMPTY, example=code("/keyword school places")).html)
    known = own_subscription(context, wanted)
    if not known and has_most_keywords(context):
        return Reply(fill(texts.KEYWORDS_FULL, most=str(MOST_KEYWORDS)).html)
    return follow(context, known or Subscription(context.request.chat_id, "", wanted), how)


def has_most_keywords(context: RequestContext) -> bool:
    """Tells whether the chat follows as many words of its own as it may."""
    return sum(bool(subscription.words) for subscription in context.mine) >= MOST_KEYWORDS


def own_subscription(context: RequestContext, words: str) -> Subscription | None:
    """Returns the subscription to these words, whatever their case; None where they are not followed."""
    wanted = one_line(normalise(words)).casefold()
    return next(
        (
            subscription
            for subscription in context.mine
            if subscription.words and subscription.words.casefold() == wanted
        ),
        None,
    )


def _remove(context: RequestContext, words: str) -> Reply:
    if not words.strip("“”\"' "):  # to follow the word itself it can be put in quotes
        return mine_list(context, head=fill(texts.KEYWORD_REMOVE_HOW, example=code("/keyword remove school places")))
    subscription = own_subscription(context, words) or own_subscription(context, words.strip('“”"'))
    if not subscription:
        return mine_list(context, head=fill(texts.NOT_FOLLOWED, name=bold(one_line(words, LONGEST_KEYWORD) or "?")))
    return drop(context, subscription)


def _own_words(context: RequestContext) -> Reply:
    names = [name_of(context, subscription) for subscription in context.mine if subscription.words]
    listed = plain("\n".join(f"• {name}" for name in names))
    how = fill(texts.KEYWORD_HOW, words=code("/keyword school places"), phrase=code('/keyword "special school"'))
    return Reply(join([how, listed], "\n\n").html) if len(names) <= MOST_KEYWORDS // 2 else mine_list(context, head=how)


def quiet(context: RequestContext, words: str) -> Reply:
    """Sets or ends the hours in which nothing comes; without words, shows them."""
    if not words:
        return _quiet_now(context)
    if words.lower() in ("off", "none", "no", "never"):
        return _done(texts.QUIET_OFF, Quiet())
    found = _HOURS.fullmatch(collapse_spaces(words))
    hours = (_time(*found.group(1, 2, 3)), _time(*found.group(4, 5, 6))) if found else (None, None)
    start, end = hours
    if start is None or end is None or start == end:
        return Reply(fill(texts.QUIET_HOW, example=code("/quiet 22:00-07:00"), off=code("/quiet off")).html)
    return _done(texts.QUIET_ON.format(start=f"{start:%H:%M}", end=f"{end:%H:%M}"), Quiet((start, end)))


def _quiet_now(context: RequestContext) -> Reply:
    how = fill(texts.QUIET_HOW, example=code("/quiet 22:00-07:00"), off=code("/quiet off"))
    if not context.settings.quiet:
        return Reply(join([plain(texts.QUIET_NONE), how]).html)
    start, end = (f"{moment:%H:%M}" for moment in context.settings.quiet)
    return Reply(join([fill(texts.QUIET_ON, start=start, end=end), how]).html)


def _time(hour: str, minute: str | None, half: str | None) -> time | None:
    """Reads a time of day; None for one that no clock shows."""
    hours, minutes = int(hour), int(minute or 0)
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half.lower() == "pm" else 0)
    if hours == 24 and not minutes:
        hours = 0
    return time(hours, minutes) if hours < 24 and minutes < 60 else None


def pause(context: RequestContext, words: str) -> Reply:
    """Sends nothing for the span these words say; without words, until /resume."""
    if not words:
        return _done(texts.PAUSED, Pause())
    found = _SPAN.fullmatch(words)
    span = int(found.group(1)) * _SPANS[found.group(2)[0].lower()] if found else timedelta()
    if not timedelta() < span <= LONGEST_SPAN:
        return Reply(fill(texts.PAUSE_HOW, days=code("/pause 7d"), weeks=code("/pause 2w")).html)
    return _done(texts.PAUSED_FOR.format(span=_said(span)), Pause(span))


def _said(span: timedelta) -> str:
    """Puts a span into words: `7 days`, `1 hour`."""
    days = span >= timedelta(days=1)
    count = span.days if days else span.seconds // 3_600
    return (texts.DAYS_LONG if days else texts.HOURS_LONG)[count > 1].format(count=count)


def resume(context: RequestContext, words: str) -> Reply:
    """Ends the pause."""
    if not context.settings.paused_until:
        return Reply(own(texts.NOT_PAUSED).html)
    return _done(texts.RESUMED, Resume())


def _done(said: str, action: Action) -> Reply:
    return Reply(own(said).html, actions=(action,))

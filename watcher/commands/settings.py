"""PURE: /keyword, /quiet, /pause, /resume: words of one's own, and when nothing is to come."""

from __future__ import annotations

import re
from datetime import time, timedelta

from watcher.commands.choosing import drop, follow
from watcher.commands.parts import Answer, Intent, Pause, Quiet, Resume, Scene
from watcher.commands.views import mine_list, name_of
from watcher.matching import own_words
from watcher.model import Subscription
from watcher.styled import bold, clean, code, join, own, plain
from watcher.texts import conversation as texts
from watcher.texts.saying import say
from watcher.wording import fold, squeeze

MOST_KEYWORDS = 50
LONGEST_KEYWORD = 100
LONGEST_PAUSE = timedelta(days=365)
_REMOVE = re.compile(r"(?:remove|delete|drop)(?:\s(.*))?", re.IGNORECASE | re.DOTALL)
_TIME = r"(\d{1,2})(?:[:.](\d{2}))?\s?(am|pm)?"
_HOURS = re.compile(rf"{_TIME}\s?(?:-|–|—|to|until)\s?{_TIME}", re.IGNORECASE | re.ASCII)
_SPAN = re.compile(r"(\d{1,4})\s*(h|hours?|d|days?|w|weeks?)", re.IGNORECASE | re.ASCII)
_SPANS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


def keyword(scene: Scene, words: str) -> Answer:
    removal = _REMOVE.fullmatch(words)
    if removal:
        return _remove(scene, (removal.group(1) or "").strip())
    if not words:
        return _own_words(scene)
    wanted = clean(fold(words), LONGEST_KEYWORD + 1)
    if len(wanted) > LONGEST_KEYWORD:
        return Answer(say(texts.KEYWORD_TOO_LONG, most=str(LONGEST_KEYWORD)).html)
    if not any(len("".join(phrase.words)) > 1 for phrase in own_words(wanted)):
        return Answer(say(texts.KEYWORD_EMPTY, example=code("/keyword school places")).html)
    one = _find(scene, wanted)
    if not one and sum(bool(held.words) for held in scene.mine) >= MOST_KEYWORDS:
        return Answer(say(texts.KEYWORDS_FULL, most=str(MOST_KEYWORDS)).html)
    return follow(scene, one or Subscription(scene.asked.chat_id, "", wanted))


def _find(scene: Scene, words: str) -> Subscription | None:
    """The subscription to these words, whatever their case."""
    wanted = clean(fold(words)).casefold()
    return next((one for one in scene.mine if one.words and one.words.casefold() == wanted), None)


def _remove(scene: Scene, words: str) -> Answer:
    if not words.strip("“”\"' "):  # to follow the word itself it can be put in quotes
        return mine_list(scene, head=say(texts.KEYWORD_REMOVE_HOW, example=code("/keyword remove school places")))
    one = _find(scene, words) or _find(scene, words.strip('“”"'))
    if not one:
        return mine_list(scene, head=say(texts.NOT_FOLLOWED, name=bold(clean(words, LONGEST_KEYWORD) or "?")))
    return drop(scene, one)


def _own_words(scene: Scene) -> Answer:
    held = [name_of(scene, one) for one in scene.mine if one.words]
    listed = plain("\n".join(f"• {name}" for name in held))
    how = say(texts.KEYWORD_HOW, words=code("/keyword school places"), phrase=code('/keyword "special school"'))
    return Answer(join([how, listed], "\n\n").html) if len(held) <= MOST_KEYWORDS // 2 else mine_list(scene, head=how)


def quiet(scene: Scene, words: str) -> Answer:
    if not words:
        return _quiet_now(scene)
    if words.lower() in ("off", "none", "no", "never"):
        return _done(texts.QUIET_OFF, Quiet())
    found = _HOURS.fullmatch(squeeze(words))
    hours = (_time(*found.group(1, 2, 3)), _time(*found.group(4, 5, 6))) if found else (None, None)
    start, end = hours
    if start is None or end is None or start == end:
        return Answer(say(texts.QUIET_HOW, example=code("/quiet 22:00-07:00"), off=code("/quiet off")).html)
    return _done(texts.QUIET_ON.format(start=f"{start:%H:%M}", end=f"{end:%H:%M}"), Quiet((start, end)))


def _quiet_now(scene: Scene) -> Answer:
    how = say(texts.QUIET_HOW, example=code("/quiet 22:00-07:00"), off=code("/quiet off"))
    if not scene.stored.quiet:
        return Answer(join([plain(texts.QUIET_NONE), how]).html)
    start, end = (f"{moment:%H:%M}" for moment in scene.stored.quiet)
    return Answer(join([say(texts.QUIET_ON, start=start, end=end), how]).html)


def _time(hour: str, minute: str | None, half: str | None) -> time | None:
    """A time of day; None for one that no clock shows."""
    hours, minutes = int(hour), int(minute or 0)
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half.lower() == "pm" else 0)
    if hours == 24 and not minutes:
        hours = 0
    return time(hours, minutes) if hours < 24 and minutes < 60 else None


def pause(scene: Scene, words: str) -> Answer:
    if not words:
        return _done(texts.PAUSED, Pause())
    found = _SPAN.fullmatch(words)
    span = int(found.group(1)) * _SPANS[found.group(2)[0].lower()] if found else timedelta()
    if not timedelta() < span <= LONGEST_PAUSE:
        return Answer(say(texts.PAUSE_HOW, days=code("/pause 7d"), weeks=code("/pause 2w")).html)
    return _done(texts.PAUSED_FOR.format(span=_said(span)), Pause(span))


def _said(span: timedelta) -> str:
    """In words: `7 days`, `1 hour`."""
    days = span >= timedelta(days=1)
    count = span.days if days else span.seconds // 3_600
    return (texts.DAYS_LONG if days else texts.HOURS_LONG)[count > 1].format(count=count)


def resume(scene: Scene, words: str) -> Answer:
    if not scene.stored.paused_until:
        return Answer(own(texts.NOT_PAUSED).html)
    return _done(texts.RESUMED, Resume())


def _done(said: str, intent: Intent) -> Answer:
    return Answer(own(said).html, intents=(intent,))

"""PURE: proves to a new follower that it works: when and how much will come, the last two things that came of it, and
the next meeting. What is not known is said to be so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from watcher.bot.commands.change_line import change_line
from watcher.bot.commands.context import RequestContext
from watcher.bot.commands.meeting_deadlines import question_deadline
from watcher.bot.commands.views import often, restraints
from watcher.core.alerts import Subscription
from watcher.core.documents import Change
from watcher.core.meetings import UpcomingMeeting, meeting_of
from watcher.core.queries import VolumeEstimate
from watcher.messages.change import title_of
from watcher.messages.coming_meetings import full_day, questions_line
from watcher.messages.telegram_html import TelegramHtml, join, link, one_line, own, plain
from watcher.messages.texts import welcome as texts
from watcher.messages.texts.format import fill
from watcher.rules.deadlines import takes_place
from watcher.rules.night import NIGHT_FROM, NIGHT_UNTIL

MOST_SHOWN = 2
MOST_LOOKED_AT = 40  # changes: the papers of one meeting are one thing
LONGEST_LINK = 500
FEWEST_DAYS = 7
"""After how many days of reading it can be said how much will come."""
A_MONTH = 30


def what_to_expect(context: RequestContext, wish: Subscription) -> TelegramHtml:
    """Returns what somebody who follows this from now on can expect."""
    last, upcoming = _last(context, wish), _next(context, wish)
    blocks = [join([_how_much(context, wish), *restraints(context)]), _last_lines(context, last)]
    return join([*blocks, *_next_meeting(context, wish, upcoming)], "\n\n")


def _how_much(context: RequestContext, wish: Subscription) -> TelegramHtml:
    found = context.lookups.sample(wish)
    when = _at_once() if wish.frequency == "now" else texts.TOGETHER.format(often=often(context, wish))
    if found.days < FEWEST_DAYS:
        return own(texts.TOO_EARLY.format(when=when))
    if not found.count:
        return own(texts.NOTHING_LATELY.format(days=found.days, when=when))
    return own(texts.MUCH.format(much=_rate(found), when=when))


def _at_once() -> str:
    night, morning = (f"{clock.hour}:{clock:%M}" for clock in (NIGHT_FROM, NIGHT_UNTIL))
    return texts.AT_ONCE.format(night=night, morning=morning)


def _rate(found: VolumeEstimate) -> str:
    """Says about how many messages come, by the day where they are many, by the month where they are few."""
    a_day = found.messages / found.days
    if found.more:
        return texts.MORE_A_DAY.format(count=max(1, int(a_day)))
    if round(a_day * 7) >= 10:
        return _counted(texts.A_DAY, a_day)
    return _counted(texts.A_WEEK, a_day * 7) if round(a_day * 7) else _counted(texts.A_MONTH, a_day * A_MONTH)


def _counted(said: tuple[str, str], count: float) -> str:
    whole = max(1, round(count))
    return said[whole > 1].format(count=whole)


def _last(context: RequestContext, wish: Subscription) -> list[Change]:
    """Lists the newest changes of what is followed, only one of each meeting."""
    what = wish.what
    newest = context.lookups.latest(what, 0, MOST_LOOKED_AT) if what else context.lookups.sample(wish).examples
    found: dict[tuple[str, str], Change] = {}
    for change in newest:
        document = change.document
        if change.kind != "withdrawn" and len(document.url) <= LONGEST_LINK:
            found.setdefault((change.source, meeting_of(document) or document.key), change)
    return list(found.values())[:MOST_SHOWN]


def _last_lines(context: RequestContext, last: Sequence[Change]) -> TelegramHtml:
    if not last:
        return plain(texts.NOTHING_YET)
    lines = [fill(texts.LAST_ONE, line=change_line(context, change)) for change in last]
    return join([plain(texts.LAST), *lines])


def _next(context: RequestContext, wish: Subscription) -> UpcomingMeeting | None:
    """Returns the next meeting that this subscription wants and that takes place."""
    coming = context.lookups.meetings([wish])
    return next((upcoming for upcoming in coming if upcoming.wanted and takes_place(upcoming.meeting)), None)


def _next_meeting(context: RequestContext, wish: Subscription, upcoming: UpcomingMeeting | None) -> list[TelegramHtml]:
    if upcoming is None:
        return [plain(texts.NO_MEETING_YET)] if _may_have_meetings(context, wish.what) else []
    document = upcoming.meeting
    when = full_day(date.fromisoformat(str(document.details["date"])))
    details = (one_line(str(document.details.get(name) or ""), 120) for name in ("time", "venue"))
    meeting = link(one_line(title_of(document), 120), document.url)
    said = fill(texts.NEXT_MEETING, meeting=meeting, when=", ".join(filter(None, (when, *details))))
    return [join([said, questions_line(upcoming.meeting, question_deadline(context, upcoming), context.lookups.now)])]


def _may_have_meetings(context: RequestContext, what: str) -> bool:
    """Tells whether following this can bring a meeting: not of a newspaper, of inspections or of any other page."""
    kinds = {source.id: source.kind for source in context.catalogue.sources}
    return kinds.get(what, "moderngov") == "moderngov"

"""PURE: makes the lists and cards the bot shows, each with its buttons; a long list is shown a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from watcher.bot.commands.about_own_words import about_own_words
from watcher.bot.commands.context import Reply, RequestContext
from watcher.bot.commands.names import Choice, choice_of, committees, is_watched, sources, topics
from watcher.core.alerts import FREQUENCIES, Button, Buttons, Subscription
from watcher.core.chats import Muted
from watcher.core.dates import day, day_and_time
from watcher.messages.buttons import LONGEST_LABEL, callback_data, tag
from watcher.messages.telegram_html import TelegramHtml, bold, code, join, link, one_line, own, plain
from watcher.messages.texts import conversation as texts
from watcher.messages.texts.format import fill

A_PAGE = 10
LABEL_IN_PAIRS = 16  # two buttons stand beside each other where no label is longer
NOTHING = TelegramHtml()


def name_of(context: RequestContext, subscription: Subscription) -> str:
    """Says what a subscription is for: the name of its topic, source or committee, or its own words."""
    words = one_line(subscription.words, 100)
    if not subscription.words:
        return choice_of(context.catalogue, subscription.what).name
    return words if '"' in words else f"“{words}”"


def name_of_what(context: RequestContext, what: str) -> str:
    """Returns the name of a topic, a source or a committee, or of everything."""
    return choice_of(context.catalogue, what).name


def often(context: RequestContext, subscription: Subscription) -> str:
    """Says how often a subscription comes, and when; and whether small corrections come too. Says that nothing comes,
    where what it is for is not watched any more."""
    if subscription.what and not is_watched(context.catalogue, subscription.what):
        return texts.NOT_WATCHED
    day, weekly = context.catalogue.weekly
    when = {"daily": f"{context.catalogue.daily:%H:%M}", "day": texts.DAYS[day], "weekly": f"{weekly:%H:%M}"}
    said = texts.FREQUENCIES[subscription.frequency].format(**when)
    return f"{said}, {texts.WITH_CORRECTIONS}" if subscription.corrections else said


def moment(context: RequestContext, at: datetime | None) -> str:
    """Writes a point in time as people here read it; one that lies beyond all calendars is the end of a pause without
    one."""
    if at is None:
        return texts.NEVER
    if at.year >= texts.NO_END_YEAR:
        return texts.NO_END
    return day_and_time(at, context.catalogue.timezone)


def local_day(context: RequestContext, when: date) -> str:
    """Writes a day, or the day of a moment, as people here read it: `22 November 2026`."""
    return day(when.astimezone(context.catalogue.timezone) if isinstance(when, datetime) else when)


def muted_name(context: RequestContext, mute: Muted) -> str:
    """Says what is muted: a topic, a source, or one meeting of a source."""
    name = name_of_what(context, mute.what)
    return (
        texts.MEETING_OF.format(meeting=one_line(mute.name, 80) or texts.THIS_MEETING, source=name)
        if mute.key
        else name
    )


def _unmuting(context: RequestContext) -> Buttons:
    label = texts.BUTTON_UNMUTE
    return tuple(
        (
            Button(
                one_line(label.format(name=muted_name(context, mute)), LONGEST_LABEL),
                callback_data("mine", 0, "unmute", mute_tag(mute)),
            ),
        )
        for mute in context.settings.mutes[:A_PAGE]
    )


def mute_tag(mute: Muted) -> str:
    """Returns what stands for a mute in a button."""
    return tag(mute.what, mute.key)


def restraints(context: RequestContext) -> list[TelegramHtml]:
    """Says when nothing comes, whatever is followed."""
    said = []
    if context.settings.quiet:
        start, end = (f"{hour:%H:%M}" for hour in context.settings.quiet)
        said.append(fill(texts.QUIET_HOURS, start=start, end=end))
    if context.settings.paused_until:
        said.append(fill(texts.PAUSED_UNTIL, until=own(moment(context, context.settings.paused_until))))
    for mute in context.settings.mutes:
        said.append(fill(texts.MUTED_UNTIL, name=muted_name(context, mute), until=local_day(context, mute.until)))
    return said


def welcome(context: RequestContext) -> Reply:
    """Greets somebody new, with the first page of the topics."""
    return _topics(context, 0, fill(texts.WELCOME, title=bold(texts.TITLE)), view="start")


def topic_list(context: RequestContext, page: int = 0, *, head: TelegramHtml = NOTHING, view: str = "topics") -> Reply:
    """Shows a page of the topics, each with a button to follow it."""
    if view == "start":
        greeting = fill(texts.WELCOME, title=bold(texts.TITLE))
        said = join([head, plain(texts.TAP_TO_FOLLOW)], "\n\n") if head.html else greeting
        return _topics(context, page, said, view)
    title = _titled(texts.TOPICS, page, len(topics(context.catalogue)))
    return _topics(context, page, join([head, title, plain(texts.TAP_TO_FOLLOW)], "\n\n"), view)


def _topics(context: RequestContext, page: int, head: TelegramHtml, view: str) -> Reply:
    shown = topics(context.catalogue)
    if not shown:
        return Reply(own(texts.NO_TOPICS).html)
    last_row = (Button(texts.BUTTON_SOURCES, callback_data("sources")), _mine_button())
    return _list(context, shown, page, head, view, last_row)


def source_list(context: RequestContext, page: int = 0, *, head: TelegramHtml = NOTHING) -> Reply:
    """Shows a page of the sources and committees, each with a button to follow it."""
    shown = [*sources(context.catalogue), *committees(context.catalogue)]
    if not shown:
        return Reply(plain(texts.NO_SOURCES).html)
    title = _titled(texts.SOURCES_AND_COMMITTEES if context.catalogue.committees else texts.SOURCES, page, len(shown))
    last_row = (Button(texts.BUTTON_TOPICS, callback_data("topics")), _mine_button())
    return _list(context, shown, page, join([head, title, plain(texts.TAP_TO_FOLLOW)], "\n\n"), "sources", last_row)


def _list(
    context: RequestContext,
    choices: Sequence[Choice],
    page: int,
    head: TelegramHtml,
    view: str,
    last_row: tuple[Button, ...],
) -> Reply:
    page = max(0, min(page, (len(choices) - 1) // A_PAGE))
    shown = choices[page * A_PAGE : (page + 1) * A_PAGE]
    lines = join([_listed(context, choice) for choice in shown])
    buttons = [_toggle(context, choice, view, page) for choice in shown]
    rows = (*_rows(buttons), *pager(view, page, more=(page + 1) * A_PAGE < len(choices)), last_row)
    return Reply(join([head, lines], "\n\n").html, rows)


def _listed(context: RequestContext, choice: Choice) -> TelegramHtml:
    name = link(choice.name, choice.url) if choice.url and len(choice.url) <= 500 else bold(choice.name)
    mark = texts.FOLLOWED_MARK if context.subscription_to(choice.what) else ""
    return fill(texts.LISTED if choice.about else texts.LISTED_SHORT, mark=plain(mark), name=name, about=choice.about)


def _toggle(context: RequestContext, choice: Choice, view: str, page: int) -> Button:
    """Makes a button that says which way it goes: tapped twice in a hurry it does the same thing twice, not the
    opposite."""
    followed = context.subscription_to(choice.what)
    label = one_line(choice.name, LONGEST_LABEL)
    verb = "drop" if followed else "follow"
    return Button((texts.FOLLOWED_MARK if followed else "") + label, callback_data(view, page, verb, tag(choice.what)))


def _rows(buttons: Sequence[Button]) -> Buttons:
    beside = 2 if all(len(button.label) <= LABEL_IN_PAIRS for button in buttons) else 1
    return tuple(tuple(buttons[at : at + beside]) for at in range(0, len(buttons), beside))


def pager(view: str, page: int, carried: str = "", *, more: bool) -> Buttons:
    """Makes a row of buttons to the page before and to the next, where there are such; both carry what is listed."""
    back = [Button(texts.BUTTON_BACK, callback_data(view, page - 1, what=carried))] if page else []
    further = [Button(texts.BUTTON_MORE, callback_data(view, page + 1, what=carried))] if more else []
    return (tuple(back + further),) if back or further else ()


def _titled(title: str, page: int, count: int) -> TelegramHtml:
    pages = (count - 1) // A_PAGE + 1
    where = fill(texts.PAGE, page=str(min(page, pages - 1) + 1), pages=str(pages))
    return bold(title) + (plain(", ") + where if pages > 1 else TelegramHtml())


def _mine_button() -> Button:
    return Button(texts.BUTTON_MINE, callback_data("mine"))


def mine_list(context: RequestContext, page: int = 0, *, head: TelegramHtml = NOTHING) -> Reply:
    """Shows a page of what the chat follows, each with a button that leads to its card; the topics where it follows
    nothing."""
    if not context.mine:
        head = head if head.html else plain(texts.NOTHING_YET)
        return topic_list(context, head=join([head, followed_elsewhere(context)]))
    page = max(0, min(page, (len(context.mine) - 1) // A_PAGE))
    shown = context.mine[page * A_PAGE : (page + 1) * A_PAGE]
    lines = join([_mine_line(context, subscription) for subscription in shown])
    title = _titled(texts.MINE, page, len(context.mine))
    buttons = [
        Button(
            _mine_label(context, subscription),
            callback_data("one", page, "show", tag(subscription.what, subscription.words)),
        )
        for subscription in shown
    ]
    last_row = (
        Button(texts.BUTTON_TOPICS, callback_data("topics")),
        Button(texts.BUTTON_SOURCES, callback_data("sources")),
    )
    rows = (
        *_rows(buttons),
        *pager("mine", page, more=(page + 1) * A_PAGE < len(context.mine)),
        *_unmuting(context),
        last_row,
    )
    blocks = [head, title, lines, join([*restraints(context), followed_elsewhere(context)]), plain(texts.TAP_TO_CHANGE)]
    return Reply(join(blocks, "\n\n").html, rows)


def _mine_line(context: RequestContext, subscription: Subscription) -> TelegramHtml:
    return fill(texts.MINE_LINE, name=bold(name_of(context, subscription)), frequency=often(context, subscription))


def followed_elsewhere(context: RequestContext) -> TelegramHtml:
    """Says where else the group is told something: each of its forum topics follows what it likes."""
    topics = len({subscription.thread_id for subscription in context.settings.elsewhere})
    return own(texts.FOLLOWED_ELSEWHERE[topics > 1].format(count=topics)) if topics else NOTHING


def _mine_label(context: RequestContext, subscription: Subscription) -> str:
    watched = not subscription.what or is_watched(context.catalogue, subscription.what)
    often = texts.FREQUENCY_LABELS[subscription.frequency] if watched else texts.NOT_WATCHED
    return f"{one_line(name_of(context, subscription), LONGEST_LABEL - 10)}, {often}"


def card(context: RequestContext, subscription: Subscription, said: str = texts.FOLLOWING) -> Reply:
    """Shows one subscription: what was done about it, and buttons to change how it comes, or to drop it."""
    wanted = tag(subscription.what, subscription.words)
    head = fill(said, name=bold(name_of(context, subscription)), frequency=often(context, subscription))
    about = (
        about_own_words(subscription.words)
        if subscription.words
        else choice_of(context.catalogue, subscription.what).about
    )
    frequencies = tuple(
        _switch(
            texts.FREQUENCY_BUTTONS[frequency],
            callback_data("one", 0, frequency, wanted),
            on=subscription.frequency == frequency,
        )
        for frequency in FREQUENCIES
    )
    verb = "plain" if subscription.corrections else "corrections"
    corrections = _switch(texts.BUTTON_CORRECTIONS, callback_data("one", 0, verb, wanted), on=subscription.corrections)
    drop = Button(texts.BUTTON_STOP_ONE, callback_data("one", 0, "drop", wanted))
    last_row = (Button(texts.BUTTON_TOPICS, callback_data("topics")), _mine_button())
    about = about[:1].upper() + about[1:]
    return Reply(join([head, plain(about)], "\n\n").html, (frequencies, (corrections,), (drop,), last_row))


def _switch(label: str, carries: str, *, on: bool) -> Button:
    return Button((texts.FOLLOWED_MARK if on else "") + label, carries)


def suggestions(found: Sequence[Choice], head: TelegramHtml) -> Reply:
    """Answers a name that nothing bears, with a button for each thing that comes near it."""
    if not found:
        return Reply(join([head, own(texts.SEE_LISTS)]).html)
    buttons = tuple(
        (
            Button(
                one_line(texts.BUTTON_FOLLOW.format(name=choice.name), LONGEST_LABEL),
                callback_data("one", 0, "follow", tag(choice.what)),
            ),
        )
        for choice in found
    )
    named = [plain("• ") + bold(choice.name) + plain(" – ") + code(choice.what) for choice in found]
    return Reply(join([head, plain(texts.DID_YOU_MEAN), *named]).html, buttons)

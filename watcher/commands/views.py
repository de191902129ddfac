"""PURE: the lists and cards the bot shows, each with its buttons; a long list is shown a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from watcher.commands.finding import Choice, choice, committees, is_watched, sources, tag, topics
from watcher.commands.parts import Answer, Scene
from watcher.matching import own_words
from watcher.model import Button, Buttons, Frequency, Subscription
from watcher.muting import Muted
from watcher.styled import Styled, bold, clean, code, join, link, own, plain
from watcher.texts import conversation as texts
from watcher.texts.saying import say
from watcher.wording import day

A_PAGE = 10
LONGEST_LABEL = 40
LABEL_IN_PAIRS = 16  # two buttons stand beside each other where no label is longer
NOTHING = Styled()
LONGEST_WORDS = 200  # longer than any that is taken: a button may name what an older version took
MOST_PLURALS = 3
FREQUENCIES: tuple[Frequency, ...] = ("now", "daily", "weekly")


def name_of(scene: Scene, one: Subscription) -> str:
    """What a subscription is for: the name of its topic, source or committee, or its own words."""
    words = clean(one.words, 100)
    if not one.words:
        return choice(scene.offer, one.what).name
    return words if '"' in words else f"“{words}”"


def name_of_what(scene: Scene, what: str) -> str:
    """The name of a topic, a source or a committee, or of everything."""
    return choice(scene.offer, what).name


def often(scene: Scene, one: Subscription) -> str:
    """How often it comes, and when; and whether small corrections come too. That nothing comes, where it is not watched
    any more."""
    if one.what and not is_watched(scene.offer, one.what):
        return texts.NOT_WATCHED
    day, weekly = scene.offer.weekly
    when = {"daily": f"{scene.offer.daily:%H:%M}", "day": texts.DAYS[day], "weekly": f"{weekly:%H:%M}"}
    said = texts.FREQUENCIES[one.frequency].format(**when)
    return f"{said}, {texts.WITH_CORRECTIONS}" if one.corrections else said


def moment(scene: Scene, at: datetime | None) -> str:
    """A point in time as people here read it; one that lies beyond all calendars is the end of a pause without one."""
    if at is None:
        return texts.NEVER
    if at.year >= texts.NO_END_YEAR:
        return texts.NO_END
    local = at.astimezone(scene.offer.timezone)
    return f"{local.day} {local:%B %Y, %H:%M}"


def local_day(scene: Scene, when: date) -> str:
    """A day, or the day of a moment, as people here read it: `22 November 2026`."""
    return day(when.astimezone(scene.offer.timezone) if isinstance(when, datetime) else when)


def muted_name(scene: Scene, one: Muted) -> str:
    """What is muted: a topic, a source, or one meeting of a source."""
    name = name_of_what(scene, one.what)
    return texts.MEETING_OF.format(meeting=clean(one.name, 80) or texts.THIS_MEETING, source=name) if one.key else name


def _unmuting(scene: Scene) -> Buttons:
    label = texts.BUTTON_UNMUTE
    return tuple(
        (
            Button(
                clean(label.format(name=muted_name(scene, one)), LONGEST_LABEL),
                data("mine", 0, "unmute", mute_tag(one)),
            ),
        )
        for one in scene.stored.mutes[:A_PAGE]
    )


def mute_tag(one: Muted) -> str:
    """What stands for a mute in a button."""
    return tag(one.what, one.key)


def restraints(scene: Scene) -> list[Styled]:
    """When nothing comes, whatever is followed."""
    said = []
    if scene.stored.quiet:
        start, end = (f"{hour:%H:%M}" for hour in scene.stored.quiet)
        said.append(say(texts.QUIET_HOURS, start=start, end=end))
    if scene.stored.paused_until:
        said.append(say(texts.PAUSED_UNTIL, until=own(moment(scene, scene.stored.paused_until))))
    for one in scene.stored.mutes:
        said.append(say(texts.MUTED_UNTIL, name=muted_name(scene, one), until=local_day(scene, one.until)))
    return said


def data(view: str, page: int = 0, verb: str = "show", what: str = "") -> str:
    """What a button carries; read back by `taps`."""
    return f"{view}:{page}:{verb}:{what}"


def welcome(scene: Scene) -> Answer:
    return _topics(scene, 0, say(texts.WELCOME, title=bold(texts.TITLE)), view="start")


def topic_list(scene: Scene, page: int = 0, *, head: Styled = NOTHING, view: str = "topics") -> Answer:
    if view == "start":
        return _topics(scene, page, say(texts.WELCOME, title=bold(texts.TITLE)), view)
    title = _titled(texts.TOPICS, page, len(topics(scene.offer)))
    return _topics(scene, page, join([head, title, plain(texts.TAP_TO_FOLLOW)], "\n\n"), view)


def _topics(scene: Scene, page: int, head: Styled, view: str) -> Answer:
    shown = topics(scene.offer)
    if not shown:
        return Answer(own(texts.NO_TOPICS).html)
    last_row = (Button(texts.BUTTON_SOURCES, data("sources")), _mine_button())
    return _list(scene, shown, page, head, view, last_row)


def source_list(scene: Scene, page: int = 0, *, head: Styled = NOTHING) -> Answer:
    shown = [*sources(scene.offer), *committees(scene.offer)]
    if not shown:
        return Answer(plain(texts.NO_SOURCES).html)
    title = _titled(texts.SOURCES_AND_COMMITTEES if scene.offer.committees else texts.SOURCES, page, len(shown))
    last_row = (Button(texts.BUTTON_TOPICS, data("topics")), _mine_button())
    return _list(scene, shown, page, join([head, title, plain(texts.TAP_TO_FOLLOW)], "\n\n"), "sources", last_row)


def _list(
    scene: Scene, choices: Sequence[Choice], page: int, head: Styled, view: str, last_row: tuple[Button, ...]
) -> Answer:
    page = max(0, min(page, (len(choices) - 1) // A_PAGE))
    shown = choices[page * A_PAGE : (page + 1) * A_PAGE]
    lines = join([_listed(scene, one) for one in shown])
    buttons = [_toggle(scene, one, view, page) for one in shown]
    rows = (*_rows(buttons), *pager(view, page, more=(page + 1) * A_PAGE < len(choices)), last_row)
    return Answer(join([head, lines], "\n\n").html, rows)


def _listed(scene: Scene, one: Choice) -> Styled:
    name = link(one.name, one.url) if one.url and len(one.url) <= 500 else bold(one.name)
    mark = texts.FOLLOWED_MARK if scene.held(one.what) else ""
    return say(texts.LISTED if one.about else texts.LISTED_SHORT, mark=plain(mark), name=name, about=one.about)


def _toggle(scene: Scene, one: Choice, view: str, page: int) -> Button:
    """Says which way it goes: tapped twice in a hurry it does the same thing twice, not the opposite."""
    followed = scene.held(one.what)
    label = clean(one.name, LONGEST_LABEL)
    verb = "drop" if followed else "follow"
    return Button((texts.FOLLOWED_MARK if followed else "") + label, data(view, page, verb, tag(one.what)))


def _rows(buttons: Sequence[Button]) -> Buttons:
    beside = 2 if all(len(button.label) <= LABEL_IN_PAIRS for button in buttons) else 1
    return tuple(tuple(buttons[at : at + beside]) for at in range(0, len(buttons), beside))


def pager(view: str, page: int, carried: str = "", *, more: bool) -> Buttons:
    """A row of buttons to the page before and to the next, where there are such; both carry what is listed."""
    back = [Button(texts.BUTTON_BACK, data(view, page - 1, what=carried))] if page else []
    further = [Button(texts.BUTTON_MORE, data(view, page + 1, what=carried))] if more else []
    return (tuple(back + further),) if back or further else ()


def _titled(title: str, page: int, count: int) -> Styled:
    pages = (count - 1) // A_PAGE + 1
    where = say(texts.PAGE, page=str(min(page, pages - 1) + 1), pages=str(pages))
    return bold(title) + (plain(", ") + where if pages > 1 else Styled())


def _mine_button() -> Button:
    return Button(texts.BUTTON_MINE, data("mine"))


def mine_list(scene: Scene, page: int = 0, *, head: Styled = NOTHING) -> Answer:
    """What the chat follows, each with a button that leads to its card; the topics where it follows nothing."""
    if not scene.mine:
        return topic_list(scene, head=head if head.html else plain(texts.NOTHING_YET))
    page = max(0, min(page, (len(scene.mine) - 1) // A_PAGE))
    shown = scene.mine[page * A_PAGE : (page + 1) * A_PAGE]
    lines = join([_mine_line(scene, one) for one in shown])
    title = _titled(texts.MINE, page, len(scene.mine))
    buttons = [Button(_mine_label(scene, one), data("one", page, "show", tag(one.what, one.words))) for one in shown]
    last_row = (Button(texts.BUTTON_TOPICS, data("topics")), Button(texts.BUTTON_SOURCES, data("sources")))
    rows = (
        *_rows(buttons),
        *pager("mine", page, more=(page + 1) * A_PAGE < len(scene.mine)),
        *_unmuting(scene),
        last_row,
    )
    blocks = [head, title, lines, join(restraints(scene)), plain(texts.TAP_TO_CHANGE)]
    return Answer(join(blocks, "\n\n").html, rows)


def _mine_line(scene: Scene, one: Subscription) -> Styled:
    elsewhere = texts.TOLD_ELSEWHERE if one.thread_id != scene.asked.thread_id else ""
    name, frequency = bold(name_of(scene, one)), often(scene, one)
    return say(texts.MINE_LINE, name=name, frequency=frequency, elsewhere=plain(elsewhere))


def _mine_label(scene: Scene, one: Subscription) -> str:
    watched = not one.what or is_watched(scene.offer, one.what)
    often = texts.FREQUENCY_LABELS[one.frequency] if watched else texts.NOT_WATCHED
    return f"{clean(name_of(scene, one), LONGEST_LABEL - 10)}, {often}"


def _about_own_words(words: str) -> str:
    """What is found by words of one's own, with the plurals they find too."""
    plurals = [clean(phrase.plural, LONGEST_LABEL) for phrase in own_words(words[:LONGEST_WORDS]) if phrase.plural]
    if not plurals:
        return texts.ABOUT_OWN_WORDS
    return f"{texts.ABOUT_OWN_WORDS} {texts.FINDS_PLURALS.format(plurals=', '.join(plurals[:MOST_PLURALS]))}"


def card(scene: Scene, one: Subscription, said: str = texts.FOLLOWING) -> Answer:
    """One subscription: what was done about it, and buttons to change how it comes, or to drop it."""
    wanted = tag(one.what, one.words)
    head = say(said, name=bold(name_of(scene, one)), frequency=often(scene, one))
    about = _about_own_words(one.words) if one.words else choice(scene.offer, one.what).about
    frequencies = tuple(
        _switch(texts.FREQUENCY_BUTTONS[each], data("one", 0, each, wanted), on=one.frequency == each)
        for each in FREQUENCIES
    )
    verb = "plain" if one.corrections else "corrections"
    corrections = _switch(texts.BUTTON_CORRECTIONS, data("one", 0, verb, wanted), on=one.corrections)
    drop = Button(texts.BUTTON_STOP_ONE, data("one", 0, "drop", wanted))
    last_row = (Button(texts.BUTTON_TOPICS, data("topics")), _mine_button())
    about = about[:1].upper() + about[1:]
    return Answer(join([head, plain(about)], "\n\n").html, (frequencies, (corrections,), (drop,), last_row))


def _switch(label: str, carries: str, *, on: bool) -> Button:
    return Button((texts.FOLLOWED_MARK if on else "") + label, carries)


def suggestions(found: Sequence[Choice], head: Styled) -> Answer:
    """What is said to something unknown, with a button for each thing that comes near it."""
    if not found:
        return Answer(join([head, own(texts.SEE_LISTS)]).html)
    buttons = tuple(
        (
            Button(
                clean(texts.BUTTON_FOLLOW.format(name=one.name), LONGEST_LABEL), data("one", 0, "follow", tag(one.what))
            ),
        )
        for one in found
    )
    named = [plain("• ") + bold(one.name) + plain(" – ") + code(one.what) for one in found]
    return Answer(join([head, plain(texts.DID_YOU_MEAN), *named]).html, buttons)

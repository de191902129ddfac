"""PURE: /meetings: what lies ahead, when its papers are due, and until when the public can ask."""

from __future__ import annotations

from datetime import date

from watcher.commands.library import Coming
from watcher.commands.parts import Answer, Scene
from watcher.commands.views import name_of_what, pager
from watcher.styled import Styled, bold, clean, join, link, pack, plain
from watcher.telling import title_of
from watcher.texts import conversation as texts
from watcher.texts.saying import say
from watcher.workdays import papers_due, working_days_before

A_PAGE = 8


def meetings(scene: Scene, words: str) -> Answer:
    return meetings_page(scene, 0)


def meetings_page(scene: Scene, page: int) -> Answer:
    """Those that are followed; all of them, and that this is so, where none is."""
    every = scene.library.meetings()
    if not every:
        return Answer(plain(texts.NO_MEETINGS).html)
    wanted = [one for one in every if one.wanted]
    head = bold(texts.MEETINGS) if wanted else plain(texts.NO_MEETINGS_FOLLOWED if scene.mine else texts.ALL_MEETINGS)
    shown = wanted or every
    page = min(page, (len(shown) - 1) // A_PAGE)
    blocks = [_coming(scene, one) for one in shown[page * A_PAGE : (page + 1) * A_PAGE]]
    first, *more = (text.html for text, _ in pack(blocks, head))
    return Answer(first, pager("meetings", page, more=(page + 1) * A_PAGE < len(shown)), more=tuple(more))


def _coming(scene: Scene, one: Coming) -> Styled:
    said = one.meeting.details.get
    when = date.fromisoformat(str(said("date")))
    clock = clean(str(said("time") or ""), 20)
    head = bold(full_day(when) + (f", {clock}" if clock else ""))
    committee = link(clean(title_of(one.meeting), 120), one.meeting.url)
    source = name_of_what(scene, one.source)
    elsewhere = plain(f" – {source}") if source.casefold() not in title_of(one.meeting).casefold() else Styled()
    venue = clean(str(said("venue") or ""), 120)
    return join([head, committee + elsewhere, plain(venue), *_dates(scene, one, when)])


def _dates(scene: Scene, one: Coming, meeting: date) -> list[Styled]:
    """When papers are due and questions must be in; of one that does not take place only that."""
    status = str(one.meeting.details.get("status") or "").casefold()
    if off := next((shown for said, shown in texts.CALLED_OFF.items() if said in status), ""):
        return [bold(off)]
    today = scene.library.now.astimezone(scene.offer.timezone).date()
    return [_papers(one.papers, papers_due(meeting), today), _questions(scene, one.source, meeting, today)]


def _papers(out: int, due: date, today: date) -> Styled:
    if out:
        return plain(texts.PAPERS_OUT)
    return say(texts.PAPERS_DUE if today <= due else texts.PAPERS_LATE, day=full_day(due))


def _questions(scene: Scene, source: str, meeting: date, today: date) -> Styled:
    rule = next((one.options.get("questions") for one in scene.offer.sources if one.id == source), None)
    if not isinstance(rule, int):
        return Styled()
    last = working_days_before(meeting, rule)
    return say(texts.QUESTIONS_UNTIL if today <= last else texts.QUESTIONS_OVER, day=full_day(last))


def full_day(when: date) -> str:
    """`Tuesday 1 December 2026`."""
    return f"{texts.DAYS[when.weekday()]} {when.day} {when:%B %Y}"

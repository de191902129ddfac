"""PURE: puts promises into words: briefly in the alert of the minutes, as a nudge, and as a line of /promises."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from watcher.core.alerts import Button, Buttons
from watcher.core.dates import day
from watcher.core.documents import Quote
from watcher.messages.readable import readable, short_day
from watcher.messages.telegram_html import TelegramHtml, bold, join, link, one_line, plain
from watcher.messages.texts import promises as texts
from watcher.messages.texts.format import fill
from watcher.rules.shortening import excerpt

if TYPE_CHECKING:
    from watcher.core.promises import KeptPromise

MOST_TOLD, MOST_NUDGED = 2, 8
"""Promises in one alert, and in one nudge."""
_SENTENCE, _WHAT, _NAME = 220, 110, 80


def promise_lines(promises: Sequence[KeptPromise]) -> list[TelegramHtml]:
    """Returns a line for each of the first two promises, `Promised by 8 December: ‹p. 3›: “…”`, and how many more there
    are."""
    lines = [_told(kept) for kept in promises[:MOST_TOLD]]
    left = len(promises) - len(lines)
    if left > 0:
        lines.append(fill(texts.MORE_PROMISED_ONE if left == 1 else texts.MORE_PROMISED, count=str(left)))
    return lines


def unless_promised(quotes: Sequence[Quote], promises: Sequence[KeptPromise]) -> list[Quote]:
    """Returns the sentences that are not told as a promise beside them."""
    told = {_letters(kept.promise.text) for kept in promises[:MOST_TOLD]}
    return [quote for quote in quotes if _letters(quote.text) not in told]


def nudge_about(promises: Sequence[KeptPromise], nudge: str, today: date) -> tuple[str, Buttons]:
    """Returns what a chat is told once of promises whose day has passed (`date`), or which the agenda of their
    committee does not name (`agenda`), and the button that leads to it."""
    first, agenda = promises[0], promises[0].lacking
    shown = promises[:MOST_NUDGED]
    if nudge == "agenda" and agenda:
        head = texts.NOT_NAMED.format(what=_all(promises))
        where = link(one_line(f"{readable(agenda.title)}, {short_day(agenda.day, today)}", _NAME), agenda.url)
        lines = [where, *(_block(kept, _lacking(kept)) for kept in shown), plain(texts.NOT_NAMED_MEANS)]
        buttons: Buttons = ((Button(texts.BUTTON_AGENDA, url=agenda.url),),) if agenda.url else ()
    else:
        due = first.promise.due
        head = texts.PASSED.format(day=day(due) if due else "", what=_all(promises))
        lines = [*(_block(kept, _passed(kept)) for kept in shown), plain(texts.PASSED_MEANS)]
        buttons = ()
    return join([bold(one_line(head, 250)), *lines, fill(texts.SEE_ALL)]).html, buttons


def line_of(kept: KeptPromise, today: date) -> TelegramHtml:
    """Returns one promise as /promises lists it: when, by which committee, what, who, until when, and how it stands."""
    promise = kept.promise
    due = texts.DUE_NEXT if promise.to_next_meeting else ""
    due = texts.DUE.format(day=_short(promise.due, today)) if promise.due else due
    return fill(
        texts.LINE,
        made=_short(kept.made, today) if kept.made else texts.UNDATED,
        committee=one_line(readable(kept.committee), _NAME),
        what=what_of(kept),
        who=plain(texts.WHO.format(who=one_line(promise.who, _NAME)) if promise.who else ""),
        due=plain(due),
        page=_page(kept, texts.MINUTES) + plain(". "),
        state=_state(kept, today),
    )


def what_of(kept: KeptPromise) -> str:
    """Returns what is promised in a few words: the thing itself, else the sentence."""
    promise = kept.promise
    return one_line(promise.what or excerpt(promise.text, _WHAT).rstrip("."), _WHAT)


def _state(kept: KeptPromise, today: date) -> TelegramHtml:
    if kept.state == "kept":
        paper = link(one_line(readable(kept.seen_title), _NAME), kept.seen_url)
        return fill(texts.KEPT, paper=paper, day=_short(kept.seen_on, today) if kept.seen_on else "")
    if kept.lacking:
        return plain(texts.LACKING.format(day=_short(kept.lacking.day, today)))
    return plain(texts.OVERDUE if kept.is_overdue(today) else texts.OPEN)


def _told(kept: KeptPromise) -> TelegramHtml:
    promise = kept.promise
    template = texts.PROMISED_NEXT if promise.to_next_meeting else texts.PROMISED
    if promise.due:
        template = texts.PROMISED_BY
    page = TelegramHtml() if kept.only_page else _page(kept) + plain(": ")
    words = one_line(excerpt(promise.text, _SENTENCE), _SENTENCE)
    return fill(template, day=day(promise.due) if promise.due else "", page=page, words=words)


def _block(kept: KeptPromise, said: str) -> TelegramHtml:
    where = _page(kept, texts.MINUTES)
    quoted = plain(": “" + one_line(excerpt(kept.promise.text, _SENTENCE), _SENTENCE) + "”")
    return join([plain("• " + said), plain(one_line(readable(kept.committee), _NAME) + ", ") + where + quoted])


def _lacking(kept: KeptPromise) -> str:
    template = texts.ON_THIS_AGENDA if kept.made else texts.PROMISED_ONCE
    return template.format(day=_day_and_month(kept.made), what=what_of(kept))


def _passed(kept: KeptPromise) -> str:
    made, due = _day_and_month(kept.made), _day_and_month(kept.promise.due)
    return texts.DAY_PASSED.format(made=made, what=what_of(kept), day=due)


def _all(promises: Sequence[KeptPromise]) -> str:
    what, more = what_of(promises[0]), len(promises) - 1
    return texts.AND_MORE.format(what=what, count=more) if more else what


def _page(kept: KeptPromise, name: str = "") -> TelegramHtml:
    """Returns the page of a promise as a link into the paper; of a paper of one page its name."""
    if kept.only_page:
        return link(name, kept.url) if name else TelegramHtml()
    return link(texts.PAGE.format(page=kept.promise.page), f"{kept.url.partition('#')[0]}#page={kept.promise.page}")


def _short(when: date | None, today: date) -> str:
    return short_day(when, today) if when else ""


def _day_and_month(when: date | None) -> str:
    return f"{when.day} {when:%B}" if when else ""


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words.casefold()))

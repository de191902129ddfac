"""PURE: puts the papers of a meeting in the order of what matters to a reader: items whose title says it, strong
sentences, the others by name, the agenda and the pack last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from watcher.core.alerts import Alert, Reason
from watcher.core.documents import Document
from watcher.messages.change import NOTHING, first_line, render_change
from watcher.messages.council import agenda_line
from watcher.messages.promises import promise_lines, unless_promised
from watcher.messages.readable import is_appendix
from watcher.messages.telegram_html import TelegramHtml, folded, join, plain
from watcher.messages.texts import alerts as texts
from watcher.rules.matching import own_words
from watcher.rules.phrases import Phrase, Text

ABOUT = 900
"""Characters that are shown before the rest is folded."""
MOST_NEWS = 120
WORST = 5
"""The rank of what is told last."""
_MOST_FOLDED = 1_800
_HEAVIEST_FOLDED, _MOST_ENTITIES = 4_500, 50


def in_order(alerts: Sequence[Alert]) -> list[Alert]:
    """Returns the alerts of one meeting in the order in which they are told: what was called off or moved, the items
    whose title says what is followed, those with a sentence, the others; an appendix behind its item, the agenda, the
    pack and what became of the meeting's page last."""
    first = {key: at for at, key in reversed([(at, _group(alert)) for at, alert in enumerate(alerts)])}
    best: dict[tuple[str, str], int] = {}
    for alert in alerts:
        best[_group(alert)] = min(_rank(alert), best.get(_group(alert), WORST))

    def place(alert: Alert) -> tuple[int, int, bool]:
        """Returns the sort key of an alert."""
        key = _group(alert)
        return best[key], first[key], is_appendix(alert.change.document)

    return sorted(alerts, key=place)


def is_asked_for(alert: Alert) -> bool:
    """Tells whether an alert's title says what somebody follows."""
    title = _title(alert.change.document.title)
    wanted = (_looked_for(reason) for reason in alert.reasons)
    return any(phrases and all(map(title.holds, phrases)) for phrases in wanted)


@lru_cache(256)
def _title(words: str) -> Text:
    return Text([words])


def turned_since(alert: Alert) -> bool:
    """Tells whether an alert says what differs in its paper from the paper before."""
    since = alert.change.since_last
    return bool(since.plan or since.figures)


def is_followed(alerts: Sequence[Alert]) -> bool:
    """Tells whether some of these alerts come for a topic or for words of somebody's own."""
    return any(reason.phrase or reason.kind == "words" for alert in alerts for reason in alert.reasons)


def is_of_the_agenda(document: Document) -> bool:
    """Tells whether a document is the agenda, or the pack that holds all papers once more."""
    return document.kind == "agenda"


def told_with_the_rest_folded(alerts: Sequence[Alert], most_quotes: int = 2) -> list[tuple[TelegramHtml, list[Alert]]]:
    """Returns the blocks that tell the papers, each with the alerts it tells: about 900 characters whole, the rest
    folded with their names alone."""
    blocks: list[tuple[TelegramHtml, list[Alert]]] = []
    room = ABOUT
    rest: list[Alert] = []
    for alert in alerts:
        quotes = unless_promised(alert.quotes, alert.promises)[:most_quotes]
        said = render_change(alert.change, quotes, last_today=alert.last_today)
        block = join([said, *promise_lines(alert.promises)])
        if blocks and ((block.characters > room and not turned_since(alert)) or _is_told_by_name(alert)):
            rest.append(alert)
        else:
            blocks.append((block, [alert]))
            room -= block.characters
    return blocks + _folded(rest)


def _is_told_by_name(alert: Alert) -> bool:
    document = alert.change.document
    new = alert.change.kind == "new"
    meant = is_asked_for(alert) or alert.quotes or alert.promises or turned_since(alert) or alert.change.related
    return is_page_only(alert) or (new and not meant and (is_of_the_agenda(document) or is_appendix(document)))


def is_page_only(alert: Alert) -> bool:
    """Tells whether an alert only says that more stands on the meeting's page, as the papers beside it say too."""
    return alert.change.document.kind == "meeting" and alert.change.fields.keys() == {"state"}


def _folded(alerts: Sequence[Alert]) -> list[tuple[TelegramHtml, list[Alert]]]:
    blocks: list[tuple[TelegramHtml, list[Alert]]] = []
    for group in _together(alerts):
        lines = folded(join(_by_name(alert) for alert in group))
        blocks.append((join([plain(_what_follows(group)), lines]), group))
    return blocks


def _what_follows(alerts: Sequence[Alert]) -> str:
    """Returns the line above a folded block: `Also mentioned in 2 more papers; agenda and pack:`"""
    papers = [alert for alert in alerts if not is_of_the_agenda(alert.change.document) and not is_page_only(alert)]
    said = texts.MENTIONED if is_followed(papers) else texts.FURTHER
    parts = [said[len(papers) > 1].format(count=len(papers))] if papers else []
    if any(is_of_the_agenda(alert.change.document) for alert in alerts):
        parts.append(texts.AND_AGENDA if papers else texts.AGENDA)
    parts = parts or [texts.MEETINGS_PAGE]
    return texts.FOLLOWS.format(what="; ".join(parts))


def _together(alerts: Sequence[Alert]) -> Iterator[list[Alert]]:
    """Yields as many alerts as one folded block can hold."""
    group: list[Alert] = []
    so_far = NOTHING
    for alert in alerts:
        longer = join([so_far, _by_name(alert)])
        full = longer.characters > _MOST_FOLDED or longer.weight > _HEAVIEST_FOLDED or longer.entities > _MOST_ENTITIES
        if group and full:
            yield group
            group, longer = [], _by_name(alert)
        group.append(alert)
        so_far = longer
    if group:
        yield group


def _by_name(alert: Alert) -> TelegramHtml:
    return join([first_line(alert.change, MOST_NEWS), plain(agenda_line(alert.change))])


def _group(alert: Alert) -> tuple[str, str]:
    """Returns a key, equal for what is told side by side: an item with its appendices."""
    document = alert.change.document
    item = document.details.get("item")
    alone = document.kind not in ("report", "decision") or not item
    return document.part_of, document.key if alone else str(item)


def _rank(alert: Alert) -> int:
    """Returns where an alert stands among those of its meeting: the lowest is told first, WORST last."""
    change = alert.change
    if change.document.kind == "meeting":
        return WORST if is_page_only(alert) else -1
    if is_of_the_agenda(change.document) and change.kind == "new":
        return 4
    if is_asked_for(alert):
        return 0
    return 1 if alert.quotes or turned_since(alert) else 3 if is_appendix(change.document) else 2


@lru_cache(256)
def _looked_for(reason: Reason) -> tuple[Phrase, ...]:
    """Returns the phrase a topic was found by; of somebody's own words each."""
    if reason.kind == "words":
        return own_words(reason.name)
    return (Phrase(reason.phrase),) if reason.phrase else ()

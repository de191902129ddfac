"""PURE: tells what very many changes of one source come to, in one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from watcher.core.documents import PAPER_KINDS, Change
from watcher.messages.telegram_html import TelegramHtml, bold, one_line
from watcher.messages.texts import alerts as texts
from watcher.rules.event_word import event_word

MOST_NAMED = 3


def tally(changes: Sequence[Change], where: str) -> TelegramHtml:
    """Returns in one line what happened and how often: `11 new articles, all at once: The Daily`, as after a long
    silence or where a site edits everything. `where` is their source."""
    return bold(one_line(texts.HEADLINE_AT_ONCE.format(what=_what(changes), where=where)))


def _what(changes: Sequence[Change]) -> str:
    """Returns what happened, the most urgent first: `Meeting moved, 3 new papers`."""
    happened = list(_papers_together(Counter(_happened(change) for change in _telling(changes))))
    nouns = Counter(noun for (_, noun), _ in happened)
    said = [
        # Two things that happened to articles are counted even where each is one: `1 new article, 1 article changed`.
        texts.HAPPENED[what][count > 1 or nouns[noun] > 1].format(count=count, what=texts.NOUNS[noun][count > 1])
        for (what, noun), count in happened
    ]
    named = ", ".join(said[:MOST_NAMED]) + (texts.AND_OTHERS if len(said) > MOST_NAMED else "")
    return named[:1].upper() + named[1:]


def _telling(changes: Sequence[Change]) -> Sequence[Change]:
    """Returns the changes without meetings of which only more is published: their papers, told beside them, say so."""
    return [
        change for change in changes if change.document.kind != "meeting" or change.fields.keys() != {"state"}
    ] or changes


def _happened(change: Change) -> tuple[str, str]:
    """Returns the word for a change, and what it happened to. A row of an Ofsted listing is a provider; its later
    report is new (INTERFACE.md)."""
    if event_word(change) == "Unsettled":
        return "Unsettled", change.document.kind
    if change.document.kind == "inspection" and "latest_report" in change.document.details:
        return ("New", "inspection") if "latest_report" in change.fields else (event_word(change), "provider")
    return event_word(change), change.document.kind


def _papers_together(counted: Counter[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], int]]:
    """Yields what happened and to what, with how often, in the order in which it is told; papers of several kinds that
    share a word are counted as papers."""
    for what in texts.HAPPENED:
        nouns = Counter({noun: count for (happened, noun), count in counted.items() if happened == what})
        papers = nouns.keys() & PAPER_KINDS
        if len(papers) > 1:
            nouns["paper"] = sum(_taken(nouns, papers))
        yield from (((what, noun), count) for noun, count in nouns.items())


def _taken(counted: Counter[str], names: Iterable[str]) -> list[int]:
    return [counted.pop(name) for name in names]

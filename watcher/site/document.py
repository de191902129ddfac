"""The page of each document: what it is, what it says, what changed in it and when, the versions of its file, what is
promised in it; of a meeting its papers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from watcher.core.dates import day, day_and_time, read_day
from watcher.core.documents import Change, Document, Quote, TextChange
from watcher.core.meetings import meeting_label
from watcher.core.papers import PaperVersion
from watcher.core.site_paths import document_path, source_path
from watcher.core.site_records import DocumentId, DocumentLife, SiteDocument
from watcher.messages.change import event_label, news, render_below, title_of
from watcher.messages.coming_meetings import called_off, full_day, questions_line
from watcher.messages.promises import line_of
from watcher.messages.readable import readable
from watcher.messages.telegram_html import one_line, web_address
from watcher.rules.deadlines import deadlines_of
from watcher.rules.event_word import event_word
from watcher.site.context import SiteContext
from watcher.site.entries import Link, name_of, topic_links
from watcher.site.files import FileGroup, SiteFile
from watcher.site.layout import SitePage, filled
from watcher.site.markup import web
from watcher.site.shared_link import shared_document

MOST_BYTES = 60_000
MOST_QUOTES, MOST_VERSIONS = 12, 30
MOST_WORDS = 400
"""Characters of a sentence."""


class Limits(NamedTuple):
    """How much of each a page shows at most: changes, sentences that differ in one of them, papers, promises."""

    events: int
    differing: int
    papers: int
    promises: int


LIMITS = (Limits(25, 40, 120, 40), Limits(10, 15, 80, 20), Limits(4, 8, 40, 10), Limits(1, 2, 10, 3))
"""From much to little; the first with which the page has at most MOST_BYTES is taken."""


class Quoted(NamedTuple):
    """A sentence of a paper, and its page with the address at which it opens there."""

    words: str
    page: int
    url: str


class Differing(NamedTuple):
    """A sentence that reads otherwise: empty where there was none, or is none any more."""

    page: int
    old: str
    new: str


class Event(NamedTuple):
    """Something that happened to the document."""

    moment: str
    iso: str
    event: str
    label: str
    news: str
    told: Markup
    differing: Sequence[Differing]
    left_out: int


class Version(NamedTuple):
    """A version of the file."""

    sha256: str
    first_seen: str
    last_seen: str
    size: str
    pages: int


def document_pages(context: SiteContext) -> Iterator[FileGroup]:
    """Yields the page of every document, in the groups that stay or change together."""
    prints = context.data.prints
    for name, group in prints.groups.items():
        yield FileGroup(f"documents/{name}", prints.group_stamps[name], partial(_pages, context, group))


def _pages(context: SiteContext, group: Sequence[DocumentId]) -> Iterator[SiteFile]:
    for mine in group:
        make = partial(_make, context, mine)
        yield SiteFile(document_path(*mine), context.data.prints.page_stamp(mine), make)


def _make(context: SiteContext, mine: DocumentId) -> bytes:
    prints = context.data.prints
    part_of = prints.meeting_of(mine)
    (meeting,) = context.data.light([part_of]) if part_of else (None,)
    papers = context.data.light(prints.papers_of.get(mine, ()))
    return document_page(context.data.life(*mine), meeting, papers, context)


def document_page(
    life: DocumentLife, meeting: SiteDocument | None, papers: Sequence[SiteDocument], context: SiteContext
) -> bytes:
    """Returns the page of a document, with as much of its life as is not too large."""
    standing = [paper for paper in papers if not paper.withdrawn]
    for limits in LIMITS:
        page = _filled(life, meeting, standing, context, limits)
        if len(page) <= MOST_BYTES:
            break
    return page


def _filled(
    life: DocumentLife, meeting: SiteDocument | None, papers: Sequence[SiteDocument], context: SiteContext, most: Limits
) -> bytes:
    document, path = life.document, document_path(life.source, life.document.key)
    day_published = document.stated_day.isoformat() if document.stated_day else ""
    page = SitePage(path, _title(document), published=day_published)
    return filled(
        context, page, "document.html", shared_document(context, path, life),
        kind=document.kind.replace("-", " "),
        source=Link(context.render.name(life.source), source_path(life.source)),
        topics=topic_links(dict.fromkeys(topic for change in life.changes for topic in change.topics), context),
        withdrawn=life.withdrawn,
        when=_when(document),
        first_seen=day_and_time(life.first_seen, context.timezone),
        published=day(document.stated_day) if document.stated_day else "",
        outside=web_address(document.url),
        about=_about(document),
        questions=_questions(life, context),
        meeting=_meeting_link(document, meeting) if meeting else None,
        papers=[_link(paper) for paper in papers[: most.papers]],
        papers_left=max(len(papers) - most.papers, 0),
        quotes=_quotes(life),
        events=[_event(change, context, most.differing) for change in reversed(life.changes[-most.events :])],
        events_left=max(len(life.changes) - most.events, 0),
        versions=[_version(version, context) for version in reversed(life.versions[-MOST_VERSIONS:])],
        promises=[web(line_of(kept, kept.made or life.first_seen.date())) for kept in life.promises[: most.promises]],
    )  # fmt: skip


def _title(document: Document) -> str:
    """Returns the title; of a meeting with its day, for its committee meets again."""
    label = meeting_label(document) if document.kind == "meeting" else ""
    return one_line(readable(label) or title_of(document), 250)


def _when(document: Document) -> str:
    """Returns when a meeting is; empty for anything else."""
    when = read_day(document.details.get("date")) if document.kind == "meeting" else None
    clock = one_line(str(document.details.get("time") or ""), 20)
    return ", ".join(filter(None, (full_day(when), clock))) if when else ""


def _about(document: Document) -> Markup:
    """Returns what is known of a document, as its alert would tell when it is new."""
    return web(render_below(Change("new", document)))


def _questions(life: DocumentLife, context: SiteContext) -> Markup:
    """Returns how and until when the public can put a question to a meeting, or that it is called off."""
    source = context.sources.get(life.source)
    if life.document.kind != "meeting" or not source:
        return Markup()
    if off := called_off(life.document):
        return Markup("<strong>{}</strong>").format(off)
    found = deadlines_of(life.document, source.options)
    asked = next((deadline for deadline in found if deadline.kind == "question"), None)
    return web(questions_line(life.document, asked, life.first_seen)) if asked else Markup()


def _link(document: SiteDocument) -> Link:
    return Link(name_of(document), document.path)


def _meeting_link(document: Document, meeting: SiteDocument) -> Link:
    """Returns what a document belongs to; a meeting with its day, as the document itself says."""
    return Link(one_line(readable(meeting_label(document))) or name_of(meeting), _link(meeting).path)


def _quotes(life: DocumentLife) -> list[Quoted]:
    """Returns what the newest version says that matters for somebody; nothing of a paper that is gone."""
    told = next((change.quotes for change in reversed(life.changes) if change.quotes), ())
    if life.withdrawn:
        return []
    once: dict[tuple[int, str], Quote] = {(quote.page, quote.text): quote for quote in told}
    return [_quoted(quote, life.document.url) for quote in list(once.values())[:MOST_QUOTES]]


def _quoted(quote: Quote, url: str) -> Quoted:
    page = 0 if quote.only_page else quote.page
    return Quoted(one_line(quote.text, MOST_WORDS), page, web_address(f"{url.partition('#')[0]}#page={quote.page}"))


def _event(change: Change, context: SiteContext, most: int) -> Event:
    shown = change.diff[:most]
    at = (change.at or context.now).astimezone(context.timezone)
    return Event(
        moment=day_and_time(at, context.timezone),
        iso=at.isoformat(timespec="minutes"),
        event=event_word(change).lower(),
        label=event_label(change),
        news=one_line(news(change), 240).removeprefix(": "),
        told=web(render_below(replace(change, diff=()))) if change.kind != "new" else Markup(),
        differing=[_differing(sentence) for sentence in shown],
        left_out=len(change.diff) - len(shown),
    )


def _differing(sentence: TextChange) -> Differing:
    return Differing(sentence.page, one_line(sentence.old or "", MOST_WORDS), one_line(sentence.new or "", MOST_WORDS))


def _version(version: PaperVersion, context: SiteContext) -> Version:
    return Version(
        version.sha256,
        day_and_time(version.first_seen, context.timezone),
        day_and_time(version.last_seen, context.timezone) if version.last_seen else "",
        f"{max(version.size // 1000, 1):,} KB",
        version.pages,
    )

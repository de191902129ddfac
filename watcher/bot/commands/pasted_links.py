"""PURE: answers a pasted link: what is known of the page behind it, how to follow it, and what is watched near it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from watcher.bot.commands.context import Reply, RequestContext
from watcher.bot.commands.offers import follow_row
from watcher.bot.commands.views import local_day, name_of_what, often
from watcher.core.alerts import Button, Buttons
from watcher.core.meetings import committee_of, meeting_label
from watcher.core.queries import LinkedDocument
from watcher.core.sources import Source
from watcher.messages.buttons import LONGEST_LABEL, callback_data, tag
from watcher.messages.change import event_label, happened, title_of
from watcher.messages.telegram_html import TelegramHtml, bold, join, link, one_line, own, plain
from watcher.messages.texts import conversation
from watcher.messages.texts import plain_words as texts
from watcher.messages.texts.format import fill
from watcher.messages.texts.intent_phrases import BARE_START
from watcher.sources.moderngov.parse.links import link as read_link
from watcher.sources.moderngov.parse.links import portal_of
from watcher.sources.urls import LONGEST_ADDRESS, canon, is_url

MOST_NEAR = 3
_PORTAL_PAGES = {
    "ielistdocuments": ("meeting", "mid"),
    "mgmeetingattendance": ("meeting", "mid"),
    "ielistmeetings": ("committee", "cid"),
    "mgcommitteedetails": ("committee", "id"),
    "mgcommitteemailinglist": ("committee", "id"),
    "mgcommitteeattendance": ("committee", "id"),
    "ieissuedetails": ("issue", "iid"),
    "mgissuehistoryhome": ("issue", "iid"),
    "mgissuehistorychronology": ("issue", "iid"),
    "iedecisiondetails": ("decision", "id"),
    "mglistplanitems": ("plan", "planid"),
}
"""What a page of a portal shows, and the parameter that says which; some pages show the same thing."""
_LAST_NUMBER = re.compile(r"\d+(?=\D*$)")


def identity(url: str) -> tuple[str, ...]:
    """Returns what a page shows, equal for every spelling of its address; a portal's and Ofsted's go by their
    numbers."""
    if not is_url(url):
        return ("",)
    host = _host(url)
    where = read_link(url)
    if where.page in _PORTAL_PAGES:
        shows, name = _PORTAL_PAGES[where.page]
        if number := where.id(name):
            return (host, shows, number)
    if file := portal_of(url).file(url):
        return (host, "file", file.key)
    address = canon(url)
    if "/provider/" in address and (found := _LAST_NUMBER.search(address.partition("?")[0])):
        return (host, "provider", found[0])
    return (address,)


def clue(url: str) -> str:
    """Returns a part that stands in every spelling of the address; "" where nothing tells it from others."""
    number = identity(url)[-1]
    if len(identity(url)) > 1:
        return re.sub(r"^[a-z]|/.*", "", number)
    return canon(url).partition("?")[0].rpartition("/")[2]


def answer_link(context: RequestContext, url: str) -> Reply:
    """Returns what is known of the page at this address, how to follow it, and else what is watched near it."""
    if not is_url(url) or len(url) > LONGEST_ADDRESS:
        return _unknown(context, "")
    wanted = identity(url)
    source = next((source for source in context.catalogue.sources if _is_of(source, wanted)), None)
    if source:
        return _watched(context, source)
    part = clue(url)
    known = [hit for hit in context.lookups.linked(part) if part and identity(hit.document.url) == wanted]
    watched = {source.id for source in context.catalogue.sources}
    known.sort(key=lambda hit: (hit.source not in watched, hit.withdrawn))
    return _document(context, known[0]) if known else _unknown(context, url)


def _is_of(source: Source, wanted: tuple[str, ...]) -> bool:
    site = source.options.get("site")
    return wanted in [identity(source.url), *([identity(site)] if isinstance(site, str) else [])]


def _watched(context: RequestContext, source: Source) -> Reply:
    """Returns what is said of a page that a source reads, with how to follow that."""
    name = name_of_what(context, source.id)
    newest = next(iter(context.lookups.latest(source.id, 0, 1)), None)
    lines = [fill(texts.LINK_IS_SOURCE, source=bold(name))]
    if newest and newest.at:
        title = link(one_line(title_of(newest.document), 160), newest.document.url)
        lines.append(fill(texts.LINK_LATEST, word=event_label(newest), title=title, when=local_day(context, newest.at)))
    else:
        lines.append(plain(texts.LINK_QUIET))
    said, rows = _following(context, source.id)
    return Reply(join([*lines, said]).html, rows)


def _document(context: RequestContext, known: LinkedDocument) -> Reply:
    """Returns what is known of a document that was read, what happened to it last, and how to follow its source."""
    document = known.document
    brief = one_line(happened(document), 200)
    title = link(one_line(title_of(document), 160), document.url)
    lines = [fill(texts.LINK_KNOWN, title=title, brief=plain(f"\n{brief}" if brief else ""))]
    if document.part_of and (meeting := one_line(meeting_label(document), 160)):
        lines.append(fill(texts.LINK_OF_MEETING, meeting=meeting))
    lines.append(fill(texts.LINK_SOURCE, source=name_of_what(context, known.source)))
    lines.append(_last_change(context, known))
    if known.withdrawn:
        lines.append(plain(texts.LINK_WITHDRAWN))
    said, rows = _following(context, _followed_by(context, known))
    return Reply(join([*lines, said]).html, rows)


def _last_change(context: RequestContext, known: LinkedDocument) -> TelegramHtml:
    if known.last and known.last.at:
        return fill(texts.LINK_CHANGED, word=event_label(known.last), when=local_day(context, known.last.at))
    return fill(texts.LINK_SEEN, when=local_day(context, known.seen))


def _followed_by(context: RequestContext, known: LinkedDocument) -> str:
    """Returns what can be followed to hear of a document: its committee where its source reads several, else its
    source."""
    committee = committee_of(known.source, known.document)
    offered = {choice.what for choice in context.catalogue.committees}
    return committee.what if committee and committee.what in offered else known.source


def _following(context: RequestContext, what: str) -> tuple[TelegramHtml, Buttons]:
    """Returns how to follow this, or that it is followed, in words and as a button."""
    name = name_of_what(context, what)
    if what.partition("/")[0] not in {source.id for source in context.catalogue.sources}:
        return TelegramHtml(), ()
    if held := context.subscription_to(what):
        label = one_line(conversation.BUTTON_CHANGE.format(name=name), LONGEST_LABEL)
        said = fill(texts.LINK_FOLLOWED, name=bold(name), frequency=often(context, held))
        return said, ((Button(label, callback_data("one", 0, "show", tag(what))),),)
    button = Button(texts.BUTTON_FOLLOW_THIS, callback_data("one", 0, "follow", tag(what)))
    return fill(texts.LINK_FOLLOW, name=bold(name)), ((button,),)


def _unknown(context: RequestContext, url: str) -> Reply:
    """Returns the reply that nothing reads this page, with what is watched at the same site."""
    near = _near(context.catalogue.sources, url)
    if not near:
        return Reply(join([plain(texts.LINK_UNKNOWN), own(texts.LINK_NOT_NEAR)]).html)
    lines = [plain("• ") + bold(name_of_what(context, source.id)) for source in near]
    html = join([plain(texts.LINK_UNKNOWN), plain(texts.LINK_NEAR), *lines]).html
    return Reply(html, tuple(follow_row(context, source.id) for source in near))


def _near(sources: Sequence[Source], url: str) -> list[Source]:
    """Returns the sources at the same host, at most MOST_NEAR; else those of the same site (`democracy.havering.gov.uk`
    beside `www`)."""
    host = _host(url)
    same = [source for source in sources if host and _host(source.url) == host]
    site = _site(host)
    return (same or [source for source in sources if site and _site(_host(source.url)) == site])[:MOST_NEAR]


def _host(url: str) -> str:
    try:
        return (urlsplit(url.strip()).hostname or "").removeprefix(BARE_START)
    except ValueError:
        return ""


def _site(host: str) -> str:
    """Returns the site of a host, `havering.gov.uk` of `democracy.havering.gov.uk`; "" of what is no name of a site's
    own, as `gov.uk`."""
    parts = host.split(".")
    own_name = 3 if len(parts) > 2 and len(parts[-1]) == 2 and len(parts[-2]) <= 3 else 2
    return ".".join(parts[-own_name:]) if len(parts) >= own_name and not parts[-1].isdigit() else ""

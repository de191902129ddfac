"""PURE: the portal's web service: its XML answers read safely, and told from what only looks like one.

It knows no packs, supplements, decisions, plans or issues (facts/moderngov.md, 3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import quote

from lxml import etree

from watcher.core.errors import NotUnderstood
from watcher.core.text import collapse_spaces, normalise
from watcher.core.visits import Page
from watcher.sources.dates import day, moment
from watcher.sources.moderngov.parse.committee import CommitteePage, MeetingRow
from watcher.sources.moderngov.parse.files import Paper
from watcher.sources.moderngov.parse.heading import plain_status
from watcher.sources.moderngov.parse.links import Portal
from watcher.sources.moderngov.parse.meeting import SOMEHOW_RESTRICTED, Item, Meeting
from watcher.sources.moderngov.parse.raw_markup import holds_tags, well_formed

ALL_MEETINGS = (("GetMeetings", "0"), ("GetAllMeetingsByDate", "0"), ("GetAllMeetingsByDate", "-1"))
"""Calls that give the meetings of all committees on some portals, and nothing on others; tried in this order."""
_MOST_MEETINGS = 3000
"""More in one answer means that the dates asked for were ignored."""
_MOST_TAGS = 500_000
"""A hundred for each of those."""


def meetings_url(portal: Portal, method: str, cid: str, first: date, last: date) -> str:
    """Return the address that calls for the meetings of a committee (or of all) between two days, in the only date form
    it heeds."""
    asked = {"lCommitteeId": cid, "sFromDate": f"{first:%d/%m/%Y}", "sToDate": f"{last:%d/%m/%Y}"}
    if method == "GetAllMeetingsByDate":
        asked["bIsAscendingDateOrder"] = "true"
    return _call(portal, method, asked)


def meeting_url(portal: Portal, mid: str) -> str:
    """Return the address that calls for one meeting with its items and their papers."""
    return _call(portal, "GetMeeting", {"lMeetingId": mid})


def committees_url(portal: Portal) -> str:
    """Return the address that calls for all committees."""
    return f"{portal.base}mgWebService.asmx/GetCommittees"


def parse_committees(page: Page) -> list[CommitteePage]:
    """Return the committees that still exist. Raises NotUnderstood where this is no such answer."""
    found = [
        CommitteePage(_said(element, "committeeid"), _said(element, "committeetitle"))
        for element in _children(_root(page, "committees"), "committee")
        if not _is_true(element, "committeedeleted") and not _is_true(element, "committeeexpired")
    ]
    return [committee for committee in found if committee.cid and committee.name]


def parse_meetings(page: Page, first: date, last: date) -> list[CommitteePage]:
    """Return the meetings between two days by committee; others are left out, in case the dates were ignored. Raises
    NotUnderstood where this is no such answer, or far too much of one."""
    found, count = [], 0
    for element in _children(_root(page, "getmeetings", "getallmeetingsbydate", "getallmeetings"), "committee"):
        listed = [_listed(meeting) for meeting in element.iter() if _name(meeting) == "meeting"]
        count += len(listed)
        inside = tuple(meeting for meeting in listed if meeting and first <= meeting.when <= last)
        found.append(CommitteePage(_said(element, "committeeid"), _said(element, "committeetitle"), inside))
    if count > _MOST_MEETINGS:
        raise NotUnderstood(f"{page.url} answered with {count} meetings: the dates asked for were ignored")
    return [committee for committee in found if committee.cid]


def parse_meeting(page: Page) -> Meeting:
    """Return a meeting without its packs, so never complete. Raises NotUnderstood where this is no such answer."""
    root = _root(page, "meeting")
    when, clock = moment(f"{_said(root, 'meetingdate')} {_said(root, 'meetingtime')}")
    if not when:
        raise NotUnderstood(f"{page.url} answered with a meeting that has no date")
    items = _children(_child(root, "agendaitems"), "agendaitem")
    return Meeting(
        when=when,
        clock=clock,
        state=_state(root),
        status=plain_status(_said(root, "meetingstatus").partition(";")[0]),
        venue=_said(root, "meetinglocation").rstrip(". "),
        items=tuple(_item(element) for element in items if _said(element, "agendaitemtitle")),
        complete=False,
    )


def xml_root(page: Page) -> etree._Element:
    """Return the root of an XML answer, with nothing fetched or expanded on its behalf. Raises NotUnderstood where it
    is not well-formed, is endless, or brings its own entities."""
    if page.body.count(b"<") > _MOST_TAGS:
        raise NotUnderstood(f"{page.url} answered with more than {_MOST_TAGS:,} tags")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(page.body.strip(), parser)
    except etree.XMLSyntaxError as error:
        raise NotUnderstood(f"{page.url} answered with something that is no XML ({error.msg})") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise NotUnderstood(f"{page.url} answered with a document type of its own, which no portal does")
    return root


def _call(portal: Portal, method: str, asked: dict[str, str]) -> str:
    query = "&".join(f"{name}={quote(value, safe='/')}" for name, value in asked.items())
    return f"{portal.base}mgWebService.asmx/{method}?{query}"


def _root(page: Page, *names: str) -> etree._Element:
    """Return the answer's root. An error page or a script sent in its place parses too, so its name is looked at."""
    # A page sent in place of an answer stays one, with its own fault.
    ours = any(f"<{name}".encode() in page.body[:500].lower() for name in names)
    root = xml_root(replace(page, body=well_formed(page.body)) if ours else page)
    if _name(root) not in names:
        raise NotUnderstood(f"{page.url} answered with <{_name(root)}> in place of <{names[0]}>")
    return root


def _listed(meeting: etree._Element) -> MeetingRow | None:
    when, clock = moment(f"{_said(meeting, 'meetingdate')} {_said(meeting, 'meetingtime')}")
    status = plain_status(_said(meeting, "meetingstatus").partition(";")[0])
    mid = _said(meeting, "meetingid")
    return MeetingRow(mid, when, clock, status, status) if mid and when else None


def _state(root: etree._Element) -> str:
    """Write what is published as the heading of the page would say it, but for drafts, which the service does not
    tell."""
    flags = (("agendapublished", "Agenda"), ("decisionpublished", "decisions"), ("minutepublished", "minutes"))
    parts = [word for flag, word in flags if _is_true(root, flag)]
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]])).capitalize()


def _item(element: etree._Element) -> Item:
    number = _said(element, "fulldisplaynumberformat")
    documents = _children(_child(element, "linkeddocuments"), "linkeddoc")
    restricted = _is_true(element, "isrestricted") or any(_is_true(document, "isrestricted") for document in documents)
    words = " ".join(
        normalise(_said(element, name)) for name in ("agendaitemtitle", "agendatext", "minutesnonemptyhtmlbody")
    )
    return Item(
        ai=_said(element, "agendaitemid"),
        number="" if number.strip(".") in ("", "0") else number,
        title=_said(element, "agendaitemtitle"),
        words=_without_tags(words),
        papers=tuple(_paper(document) for document in documents if not _is_true(document, "isrestricted")),
        restriction=SOMEHOW_RESTRICTED if restricted else "",
        to_follow="to follow" in words.lower(),
        decision=_is_true(element, "isdecisionpublished"),
    )


def _paper(document: etree._Element) -> Paper:
    number, title = _said(document, "attachmentid"), _said(document, "title")
    return Paper(
        f"a{number}", "report", title, _said(document, "url"), published=day(_said(document, "publicationdate"))
    )


def _without_tags(words: str) -> str:
    parsed = etree.HTML(f"<p>{words}</p>", etree.HTMLParser(no_network=True))
    return collapse_spaces(" ".join(map(str, parsed.itertext())))


def _name(element: etree._Element) -> str:
    """Return the element's name without its namespace: the answers to GET have none, those to SOAP do."""
    return etree.QName(element).localname.lower()


def _children(element: etree._Element | None, name: str) -> list[etree._Element]:
    return [child for child in element if _name(child) == name] if element is not None else []


def _child(element: etree._Element, name: str) -> etree._Element | None:
    return next(iter(_children(element, name)), None)


def _said(element: etree._Element, name: str) -> str:
    """Return a child's text: blanks collapsed, tags of pages left out, entities that were encoded twice decoded."""
    child = _child(element, name)
    words = normalise(child.text or "") if child is not None else ""
    return _without_tags(words) if holds_tags(words) else words


def _is_true(element: etree._Element, name: str) -> bool:
    return _said(element, name).lower() == "true"

"""How late papers are, from all that is remembered, for its page and its charts."""

from __future__ import annotations

from collections.abc import Iterator
from weakref import WeakKeyDictionary

from watcher.core.paper_timing import CommitteeYear
from watcher.rules.late_papers import KINDS, MeetingPaper, lateness
from watcher.site.context import SiteContext
from watcher.store.site_data import stamp_of

_found: WeakKeyDictionary[SiteContext, list[CommitteeYear]] = WeakKeyDictionary()
"""Found once for a writing of the site: pages and charts ask for it."""


def late_papers(context: SiteContext) -> list[CommitteeYear]:
    """Returns how late papers were, the newest year first, in it by committee. Those that were withdrawn count too:
    they were published."""
    if context not in _found:
        _found[context] = lateness(_papers(context), context.today)
    return _found[context]


def late_papers_stamp(context: SiteContext) -> str:
    """Returns what differs when a meeting does or one of its papers, or the day."""
    return stamp_of(context.today, context.data.prints.of_kinds("meeting", *KINDS))


def _papers(context: SiteContext) -> Iterator[MeetingPaper]:
    meetings = {(source, stored.document.key): stored.document for source, stored in context.data.of_kind("meeting")}
    withheld = context.data.withheld()
    for source, paper in context.data.papers_of_kinds(KINDS):
        meeting = meetings.get((source, paper.part_of))
        if meeting and (source, paper.key) not in withheld:
            yield MeetingPaper(source, paper, meeting)

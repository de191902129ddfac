"""PURE: how late the papers of meetings are published, by committee and year, from the days that portals themselves
give. Local Government Act 1972, s. 100B: five clear days before the meeting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from watcher.core.dates import clear_days
from watcher.core.documents import Document
from watcher.core.meetings import DUE_BEFORE, committee_of, meeting_day
from watcher.core.paper_timing import CommitteeYear, PaperTiming
from watcher.core.text import normalise
from watcher.rules.deadlines import takes_place


@dataclass(frozen=True, slots=True)
class MeetingPaper:
    """A paper with the meeting it is for, as they are remembered in a source."""

    source: str
    paper: Document
    meeting: Document


@dataclass(slots=True)
class _Tally:
    """What is counted for one committee and year, each paper once by its address."""

    dated: dict[str, PaperTiming] = field(default_factory=dict)
    undated: set[str] = field(default_factory=set)
    afterwards: set[str] = field(default_factory=set)


def lateness(papers: Iterable[MeetingPaper], today: date) -> list[CommitteeYear]:
    """Returns how late papers were, the newest year first, in it by committee. Counted are the papers of meetings that
    took place on a day that is over, each once however many sources read it; not what is kept from the public. A paper
    without a day of the portal's own is no more than counted as such: when we first saw it says nothing of when it was
    published."""
    tallies: dict[tuple[int, str], _Tally] = defaultdict(_Tally)
    names: dict[str, str] = {}
    days_between = cache(clear_days)  # the papers of a meeting are mostly published on one day
    for some in _by_meeting(papers):
        meeting = some[0].meeting
        when = meeting_day(meeting)
        if when and when < today and takes_place(meeting):
            name = _committee(some[0])
            folded = normalise(name).casefold()
            names.setdefault(folded, name)
            for each in some:
                _count(tallies[when.year, folded], each, when, days_between)
    found = [_year(names[folded], year, tally) for (year, folded), tally in tallies.items()]
    return sorted(found, key=lambda row: (-row.year, row.committee.casefold()))


def _by_meeting(papers: Iterable[MeetingPaper]) -> Iterable[Sequence[MeetingPaper]]:
    found: dict[tuple[str, str], list[MeetingPaper]] = defaultdict(list)
    for each in papers:
        if _is_public(each.paper):
            found[each.source, each.meeting.key].append(each)
    return found.values()


def _is_public(paper: Document) -> bool:
    return paper.kind in DUE_BEFORE and not paper.details.get("withheld")


def _committee(each: MeetingPaper) -> str:
    committee = committee_of(each.source, each.meeting)
    return committee.name if committee else each.meeting.title


def _count(tally: _Tally, each: MeetingPaper, when: date, days_between: Callable[[date, date], int]) -> None:
    published, address = each.paper.published, each.paper.url
    if published is None:
        tally.undated.add(address)
    elif published >= when:
        tally.afterwards.add(address)
    elif address not in tally.dated or published < tally.dated[address].published:
        tally.dated[address] = PaperTiming(
            each.source, each.paper.key, each.paper.kind, each.paper.title, address, each.meeting.key,
            each.meeting.url, when, published, days_between(published, when),
        )  # fmt: skip


def _year(committee: str, year: int, tally: _Tally) -> CommitteeYear:
    dated = sorted(tally.dated.values(), key=lambda paper: (paper.meeting_day, paper.meeting, paper.title, paper.key))
    dated.sort(key=lambda paper: (paper.meeting_day, paper.published), reverse=True)
    afterwards = tally.afterwards - tally.dated.keys()
    undated = tally.undated - tally.dated.keys() - afterwards
    return CommitteeYear(committee, year, tuple(dated), len(undated), len(afterwards))


def total(rows: Iterable[CommitteeYear], committee: str = "") -> list[CommitteeYear]:
    """Returns the rows of each year as one, the newest year first, under this name."""
    years: dict[int, CommitteeYear] = {}
    for row in rows:
        sum_ = years.get(row.year, CommitteeYear(committee, row.year))
        years[row.year] = replace(
            sum_, dated=(*sum_.dated, *row.dated), undated=sum_.undated + row.undated,
            afterwards=sum_.afterwards + row.afterwards,
        )  # fmt: skip
    return [years[year] for year in sorted(years, reverse=True)]

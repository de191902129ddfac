"""Follows forward plans: the newest edition of each series, as one listing that goes on from month to month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from watcher.core.documents import Document
from watcher.core.errors import NotUnderstood, SourceError
from watcher.core.visits import FailedReading, Reading, Visit
from watcher.sources.dates import london_day
from watcher.sources.moderngov import notes
from watcher.sources.moderngov.decisions import plan_document, planned
from watcher.sources.moderngov.parse.forward_plan import newest, parse_editions, parse_items, parse_registers, title_key
from watcher.sources.moderngov.parse.links import Link, Portal

_EDITIONS_AGAIN = timedelta(hours=6)
_PLANS = "plans"
_ONLY = "0"
"""Stands for the number of its series where a portal shows its plans without one."""


def plans_scope(portal: Portal) -> str:
    """Return the address at which a portal's plans are found."""
    return portal.url("mgPlansHome")


def series_scope(portal: Portal, series: str) -> str:
    """Return the address under which planned decisions are remembered, whatever the edition: one that leaves it before
    it was due was dropped."""
    return portal.url("mgListPlans", RPId="" if series == _ONLY else series)


def read_plans(visit: Visit, portal: Portal, where: Link) -> Iterator[Reading | FailedReading]:
    """Read the newest edition of the series that the URL names, or of every one. Raises SourceError where none is
    found."""
    plans = notes.recall(visit, _PLANS)
    if not plans or notes.is_due(visit, "editions", _EDITIONS_AGAIN):
        plans = _newest_of_each(visit, portal, where, plans)
        notes.remember(visit, _PLANS, plans)
        notes.stamp(visit, "editions")
    for series, plan in plans.items():
        try:
            yield _edition(visit, portal, series, plan)
        except SourceError as error:
            if len(plans) == 1:
                raise
            yield FailedReading(series_scope(portal, series), error)


def _newest_of_each(visit: Visit, portal: Portal, where: Link, before: dict[str, str]) -> dict[str, str]:
    """Return by series the number of its newest plan. A list that is as it was names the plan it named before."""
    home = plans_scope(portal)
    if named := where.id("rpid"):
        asked = [named]
    else:
        page = visit.get(home)
        asked = [series for series in before if series != _ONLY] if page.unchanged else parse_registers(page)
        if not asked and not page.unchanged and (editions := parse_editions(page)):
            return {_ONLY: newest(editions).plan}
    found = dict(before) if not asked else {}
    for series in asked:
        page = visit.get(f"{portal.base}mgListPlans.aspx?RPId={series}&RD=0")
        editions = [] if page.unchanged else parse_editions(page)
        found |= {series: newest(editions).plan} if editions else {series: before[series]} if series in before else {}
    if not found:
        raise NotUnderstood(f"{home} shows no forward plan")
    return found


def _edition(visit: Visit, portal: Portal, series: str, plan: str) -> Reading:
    scope = series_scope(portal, series)
    url = portal.url("mgListPlanItems", PlanId=plan, RP="" if series == _ONLY else series)
    page = visit.get(url)
    if page.unchanged:
        return Reading(scope, unchanged=True)
    found = list(_as_known(visit, portal, [plan_document(item, portal, url) for item in parse_items(page)]))
    standing = [stored.document for stored in visit.documents.on_page(scope) if not stored.withdrawn]
    past = _past_due(standing, {document.key for document in found}, london_day(visit.now)) if found else []
    return Reading(scope, (*found, *past), complete=True, baseline=scope not in visit.read_at)


def _as_known(visit: Visit, portal: Portal, found: list[Document]) -> Iterator[Document]:
    """Yield the planned decisions; one that was known by its title, or by another register's number, is still the same
    once it has an issue, unless another has the same title; and so is one without an issue that was only renamed."""
    titles = Counter(title_key(document.title) for document in found)
    there = visit.documents.get_many(document.key for document in found)
    known = [stored.document for stored in planned(visit, portal)]
    unnumbered = {title_key(document.title): document for document in known if document.key.startswith(("t-", "pd"))}
    gone = [document for title, document in unnumbered.items() if title not in titles]
    before, notices = {_notice(document): document for document in gone}, Counter(map(_notice, [*gone, *found]))
    for document in found:
        title, notice = title_key(document.title), _notice(document)
        renamed = before.get(notice) if document.key.startswith("t-") and notices[notice] == 2 else None
        twin = unnumbered.get(title) or renamed
        other = twin and any(name.startswith("i") and name != document.key for name in twin.aliases)
        if twin and not other and titles[title] == 1 and document.key not in there:
            document = replace(document, aliases=(twin.key,))
        yield document


def _notice(document: Document) -> tuple[object, ...]:
    """Return what stays of a planned decision that is renamed: when its notice was first published, and by whom. One
    without a notice is like no other."""
    if not document.published:
        return (document.key,)
    return (document.published, document.details.get("maker"), document.details.get("officer"))


def _past_due(standing: list[Document], found: set[str], today: date) -> list[Document]:
    """Return known plan items that left the plan when they were due: decided, not dropped."""
    left = [document for document in standing if document.key not in found]
    return [
        document for document in left if str(document.details.get("due_by") or today.isoformat()) <= today.isoformat()
    ]

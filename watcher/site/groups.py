"""Names what differs seldom, in groups each with its stamp. What makes a group is loaded only where the group differs:
to load it all took longer than most changes take to write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from itertools import chain

from watcher.core.dates import read_day
from watcher.core.meetings import DUE_BEFORE
from watcher.core.site_records import DocumentId
from watcher.site.context import SiteContext
from watcher.site.files import FileGroup, SiteFile
from watcher.store.site_data import stamp_of


def seldom(context: SiteContext) -> Iterator[FileGroup]:
    """Yields the pages of promises, plans, inspections, figures and late papers, with their pictures, and those of
    which the config alone says what they are."""
    prints, today = context.data.prints, context.today
    yield FileGroup("about", "all in the edition", partial(_about, context))
    yield FileGroup("promises", stamp_of(today, prints.of_promises()), partial(_promises, context))
    yield FileGroup("plan", stamp_of(today, prints.of_plans()), partial(_plan, context))
    yield FileGroup("ofsted", prints.of_kinds("inspection"), partial(_ofsted, context))
    figures = [source.id for source in context.sources.values() if source.kind == "figures"]
    yield FileGroup("figures", prints.of_sources(figures), partial(_figures, context))
    yield FileGroup("late-papers", prints.of_all(_papers_of_the_past(context, today)), partial(_late, context))


def _papers_of_the_past(context: SiteContext, today: date) -> Iterable[DocumentId]:
    """Yields the meetings whose day is over, each with its papers: no other counts among late papers, and an ordinary
    change is a paper of a meeting to come."""
    prints = context.data.prints
    for meeting in prints.ids_of(("meeting",)):
        when = read_day(prints.details(meeting).get("date"))
        if when and when < today:
            yield meeting
            yield from (paper for paper in prints.papers_of.get(meeting, ()) if prints.kind(paper) in DUE_BEFORE)


def _about(context: SiteContext) -> Iterable[SiteFile]:
    from watcher.site.about import about_pages
    from watcher.site.open_data_page import open_data_pages

    return chain(about_pages(context), open_data_pages(context))


def _promises(context: SiteContext) -> Iterable[SiteFile]:
    from watcher.site.promises import promise_pages

    return promise_pages(context)


def _plan(context: SiteContext) -> Iterable[SiteFile]:
    from watcher.site.plan import plan_pages

    return plan_pages(context)


def _ofsted(context: SiteContext) -> Iterable[SiteFile]:
    from watcher.site.charts.files import ofsted_pictures
    from watcher.site.ofsted import ofsted_pages

    return chain(ofsted_pages(context), ofsted_pictures(context))


def _figures(context: SiteContext) -> Iterable[SiteFile]:
    from watcher.site.charts.files import figure_pictures
    from watcher.site.figures import figure_pages

    return chain(figure_pages(context), figure_pictures(context))


def _late(context: SiteContext) -> Iterable[SiteFile]:
    from watcher.site.charts.files import late_pictures
    from watcher.site.lateness import late_pages

    return chain(late_pages(context), late_pictures(context))

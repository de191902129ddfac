"""PURE: writes the first line of an alert: the news itself. It is what a phone shows of a message before it is
opened."""

from __future__ import annotations

from collections.abc import Sequence

from watcher.core.alerts import Alert
from watcher.core.documents import PAPER_KINDS, Document
from watcher.core.meetings import meeting_label, meeting_of
from watcher.messages.change import title_of
from watcher.messages.context import RenderContext
from watcher.messages.grouping import is_flood
from watcher.messages.papers import is_asked_for, is_followed
from watcher.messages.plans import turned_in_short
from watcher.messages.readable import is_appendix, meeting_time, readable
from watcher.messages.tally import tally
from watcher.messages.telegram_html import TelegramHtml, bold, one_line
from watcher.messages.texts import alerts as texts
from watcher.messages.verdicts import verdict

MOST_TITLE, MOST_TITLES, MOST_OF_TITLES, MOST_NAME = 140, 3, 60, 120


def headline(alerts: Sequence[Alert], context: RenderContext) -> TelegramHtml:
    """Returns the news of a message: an inspection's verdict, which item of which meeting there is a paper of, or none
    any more; empty where the first document's own line is the news. `alerts`: the first to be told first."""
    first = alerts[0].change
    if is_flood(alerts):
        return tally([alert.change for alert in alerts], context.name(first.source))
    if first.document.kind == "inspection":
        return bold(one_line(verdict(first)))
    if first.document.kind in PAPER_KINDS and meeting_of(first.document):
        place = place_of(alerts[0], context)
        if first.kind == "new":
            return bold(one_line(_papers(alerts, place)))
        return gone_or_back(alerts, place)
    return TelegramHtml()


def gone_or_back(alerts: Sequence[Alert], place: str) -> TelegramHtml:
    """Returns which papers of a meeting were withdrawn, or are there again; empty where the first is neither."""
    first = alerts[0].change
    if first.kind not in texts.GONE_OR_BACK:
        return TelegramHtml()
    alike = [alert for alert in alerts if alert.change.kind == first.kind]
    titles = what_is_in(alike) or one_line(title_of(first.document), MOST_TITLE)
    return bold(one_line(texts.GONE_OR_BACK[first.kind].format(place=place, titles=titles)))


def meeting_named(alert: Alert, context: RenderContext) -> str:
    """Returns the meeting of a paper, for a message whose first line is the paper's own; empty for all else."""
    document = alert.change.document
    return place_of(alert, context) if document.kind in PAPER_KINDS and meeting_of(document) else ""


def place_of(alert: Alert, context: RenderContext) -> str:
    """Returns the meeting that an alert is about, with its day and hour: `Cabinet, Wed 18 Nov, 19:00`; empty where it
    is about none."""
    document = alert.change.document
    meeting = document if document.kind == "meeting" else _meeting(alert, context)
    if not meeting:
        return one_line(meeting_label(document), 200)
    when = meeting_time(meeting, context.day(alert.change.at))
    return ", ".join(filter(None, (one_line(readable(meeting.title), MOST_NAME), when)))


def _meeting(alert: Alert, context: RenderContext) -> Document | None:
    return context.meeting(alert.change.source, meeting_of(alert.change.document)).meeting


def _papers(alerts: Sequence[Alert], place: str) -> str:
    """Returns the news that there are papers of a meeting: what turned in a plan, else the title that was asked for,
    else the items, else what the first says."""
    lead = alerts[0]
    if turned := turned_in_short(lead.change):
        title = one_line(title_of(lead.change.document), MOST_TITLE)
        return texts.PLAN.format(title=title, turned=turned, place=place)
    asked_for = is_asked_for(lead) or (bool(lead.quotes) and is_followed([lead]))
    if asked_for and lead.change.document.kind == "report":
        return texts.PAPER.format(title=one_line(title_of(lead.change.document), MOST_TITLE), place=place)
    if said := what_is_in(alerts):
        return texts.PAPERS.format(titles=said, place=place)
    kind = lead.change.document.kind
    if lead.quotes:
        return texts.SAYS[kind].format(place=place, words=one_line(lead.quotes[0].text, MOST_TITLE))
    return texts.IS_OUT[kind].format(place=place)


def what_is_in(alerts: Sequence[Alert]) -> str:
    """Returns the items that papers are about, at most three: `transport contracts; budget; Local Plan`; of mere
    appendices what these are."""
    documents = [alert.change.document for alert in alerts]
    reports = [paper for paper in documents if paper.kind in ("report", "decision")]
    items = [report for report in reports if not is_appendix(report)]
    titles = list(dict.fromkeys(title_of(report) for report in items or reports))
    room = MOST_TITLE if len(titles) == 1 else MOST_OF_TITLES
    more = texts.AND_OTHERS if len(titles) > MOST_TITLES else ""
    return "; ".join(one_line(title, room) for title in titles[:MOST_TITLES]) + more

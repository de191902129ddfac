"""The pages of a made-up borough, before and after a day: a committee's portal, an Ofsted provider page, a news
feed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape

from watcher.cli.demo.paper import pdf

COMMITTEE = "/ieListMeetings.aspx?CId=7&Year=0"
PROVIDER = "/provider/44/80999"
FEED = "/news/rss"
SOON, LATER, PAST = 9101, 9102, 9100


def before(now: datetime) -> dict[str, bytes]:
    """Path with query -> body, as the borough's sites stand at the first visit."""
    return {
        COMMITTEE: _committee({SOON: _when(now, 12), LATER: _when(now, 20), PAST: _when(now, -14)}, {PAST: "Agenda"}),
        _meeting_path(SOON): _meeting("Agenda", _when(now, 12), ""),
        _meeting_path(LATER): _meeting("Agenda", _when(now, 20), ""),
        _meeting_path(PAST): _meeting("Agenda and draft minutes", _when(now, -14), _item(8101, "Budget", "388 KB")),
        PROVIDER: _provider(_INSPECTION),
        "/v1/file/50990001": _judged("11 to 22 December 2023", *["Inadequate"] * 4, overall="Inadequate"),
        FEED: _feed(
            _article(now, 1, "Parking charges to rise"),
            _article(now, 2, "Children's centre opens in spring"),
        ),
    }


def after(now: datetime) -> dict[str, bytes]:
    """Returns the pages of a day later: an agenda, a moved meeting, an Ofsted report, one new story and one
    retitled."""
    agenda = _item(8201, "SEND Strategy 2027 to 2031", "1 MB") + _item(8202, "Budget monitoring, period 7", "412 KB")
    report = _report(50990002, "Children's services inspection", _day(now, -60), _day(now, 0))
    return before(now) | {
        COMMITTEE: _committee(
            {SOON: _when(now, 12), LATER: _when(now, 27), PAST: _when(now, -14)}, {SOON: "Agenda", PAST: "Agenda"}
        ),
        _meeting_path(SOON): _meeting("Agenda", _when(now, 12), agenda, packs=_pack(now)),
        _meeting_path(LATER): _meeting("Agenda", _when(now, 27), ""),
        "/documents/s8201/Report.pdf": pdf(
            "SEND Strategy 2027 to 2031\nChildren with SEND are to get their plans in time."
        ),
        "/documents/s8202/Report.pdf": pdf(
            "Budget monitoring", "Home to school transport is overspent by £1.2 million."
        ),
        "/v1/file/50990002": _judged(_day(now, -60), *["Requires improvement to be good"] * 2, "Good", "Good"),
        PROVIDER: _provider(report + _INSPECTION),
        FEED: _feed(
            _article(now, 3, "Parents wait months for EHC plans, council told"),
            _article(now, 1, "Parking charges to rise"),
            _article(now, 2, "Children's centre opening put off until autumn"),
        ),
    }


def _day(now: datetime, days: int) -> str:
    day = now + timedelta(days=days)
    return f"{day.day} {day:%B %Y}"


def _when(now: datetime, days: int) -> datetime:
    return (now + timedelta(days=days)).replace(hour=19, minute=0)


def _meeting_path(number: int) -> str:
    return f"/ieListDocuments.aspx?CId=7&MId={number}"


def _committee(meetings: Mapping[int, datetime], suffixes: Mapping[int, str]) -> bytes:
    lines = "".join(
        f'<li><a class="mgMeetingTableLnk" href="ieListDocuments.aspx?CId=7&amp;MId={number}&amp;Ver=4">'
        f"{when.day} {when:%b %Y}&nbsp;7.00 pm</a>{' - ' + suffixes[number] if number in suffixes else ''}</li>"
        for number, when in meetings.items()
    )
    listed = f'<h2 class="mgSubTitleTxt">Meetings</h2><ul class="mgNonBulletTableList">{lines}</ul>'
    return _portal("Browse meetings - Children&#39;s Scrutiny Committee", "", listed)


def _meeting(state: str, when: datetime, items: str, packs: str = "") -> bytes:
    subtitle = f"Children&#39;s Scrutiny Committee - {when:%A}, {when.day} {when:%B, %Y} 7.00 pm"
    venue = '<p><span class="mgMainTxtBold">Venue:&nbsp;</span>Town Hall. <a href="mgLocationDetails.aspx">View</a></p>'
    return _portal(state, subtitle, f'{venue}<table class="mgItemTable">{items}</table>', packs)


def _item(number: int, title: str, size: str) -> str:
    number_cell = f'<td class="mgItemNumberCell"><p class="mgAiTitleTxt">{number % 100}.</p></td>'
    return (
        f'<tr>{number_cell}<td><a name="AI{number}"></a>'
        f'<p class="mgAiTitleTxt"><a class="mgAiTitleLnk" href="documents/s{number}/Report.pdf">{escape(title)}'
        f'<span class="mgFileSize"> PDF {size}</span></a></p>'
        '<div class="mgWordPara"><p>Report attached.</p></div></td></tr>'
    )


def _pack(now: datetime) -> str:
    name = f"documents/g{SOON}/Public reports pack {_when(now, 12):%d-%b-%Y}.pdf?T=10"
    return f'<li><a href="{name}">Public reports pack<span class="mgFileSize"> PDF 3 MB</span></a></li>'


def _portal(title: str, subtitle: str, content: str, links: str = "") -> bytes:
    return (
        "<!DOCTYPE html><html><head><title>Example Borough</title></head><body><!-- Modern.gov Reverse CMS -->"
        f'<div id="modgov"><div class="mgHeader"><h1 class="mgMainTitleTxt">{title}</h1></div>'
        f'<div class="mgSubTitle"><h2 class="mgSubTitleTxt">{subtitle}</h2></div>'
        f'<div class="mgLinks"><ul class="mgActionList">{links}</ul></div>'
        f'<div class="mgContent">{content}</div></div></body></html>'
    ).encode()


def _report(number: int, label: str, inspected: str, published: str) -> str:
    return (
        f'<li class="timeline__day"><div class="event"><p class="timeline__date"><time>{inspected}</time></p>'
        f'<span class="event__title"><a class="publication-link" href="/v1/file/{number}">{escape(label)}'
        f'<span class="nonvisual">{escape(label)}, pdf - {published}</span></a></span><div class="event__metadata">'
        f'<span class="filetype">PDF</span> Published <time pubdate>{published}</time></div></div></li>'
    )


_AREAS = (
    "The impact of leaders on social work practice with children and families",
    "The experiences and progress of children who need help and protection",
    "The experiences and progress of children in care",
    "The experiences and progress of care leavers",
)


def _judged(inspected: str, *grades: str, overall: str = "") -> bytes:
    """Returns the first page of a report, with a grade for each area."""
    areas = [f"{area} {grade}" for area, grade in zip(_AREAS, grades, strict=True)]
    areas += [f"Overall effectiveness {overall}"] if overall else []
    return pdf(
        ["Example Borough", f"Inspection dates: {inspected}", "Lead inspector: A Person", "Judgement Grade", *areas]
    )


def _provider(reports: str) -> bytes:
    return (
        "<!DOCTYPE html><html><head><title>Example Borough - Open - Find an Inspection Report</title></head><body>"
        '<main id="main"><div class="title-block"><h1 class="title-block__heading">Example Borough</h1>'
        '<p class="title-block__subheading">URN: 80999</p></div><div class="provider provider--la">'
        f'<ol class="timeline">{reports}</ol></div></main></body></html>'
    ).encode()


def _article(now: datetime, number: int, title: str) -> str:
    published = format_datetime(now - timedelta(hours=number))
    link = f"http://news.example.org/{number}/story"
    return (
        f"<item><title>{escape(title)}</title><link>{link}</link><guid isPermaLink='false'>story-{number}</guid>"
        f"<description>A story of the Example Gazette.</description><pubDate>{published}</pubDate></item>"
    )


def _feed(*articles: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Example Gazette</title>'
        f"<link>http://news.example.org/</link><description>News</description>{''.join(articles)}</channel></rss>"
    ).encode()


_INSPECTION = _report(50990001, "Children's services inspection", "11 December 2023", "16 February 2024")

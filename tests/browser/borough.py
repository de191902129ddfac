"""A made-up borough that has something of every kind of page, as a database holds it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tests.unit.messages.example_figures import having
from tests.unit.site.contexts import STORABLE
from watcher.core.defaults import LONDON
from watcher.core.documents import Change, Document, Quote, TextChange
from watcher.core.papers import PaperRead
from watcher.core.promises import KeptPromise, Promise
from watcher.core.site_paths import document_path, slug
from watcher.core.sources import Source
from watcher.core.topics import Topic
from watcher.core.visits import Health, StoredDocument
from watcher.rules.compare import StoredDocuments
from watcher.rules.plan_rows import PlanRow
from watcher.site.context import SiteContext
from watcher.site.outputs import write_outputs
from watcher.store import Store, changes, documents, papers, promises, sources
from watcher.store.plans import StoredPlan, save
from watcher.store.site_data import SiteData

NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
PORTAL, OFSTED, PRESS, FIGURES = "portal", "ofsted", "press", "ehc-plans"
SOURCES = {
    PORTAL: Source(
        PORTAL, "Elmbridge Green: council meetings", "https://portal.example/", "moderngov", options={"questions": 3}
    ),
    OFSTED: Source(OFSTED, "Ofsted: Elmbridge Green", "https://ofsted.example/", "ofsted"),
    PRESS: Source(PRESS, "The Elmbridge Courier", "https://courier.example/feed", "feed"),
    FIGURES: Source(FIGURES, "EHC plans in time", "https://figures.example/plans.csv", "figures"),
}
TOPICS = {
    "send": Topic("send", "SEND", "Special educational needs and disabilities", ()),
    "safeguarding": Topic("safeguarding", "Safeguarding", "Keeping children safe", ()),
}
COMMITTEES = {
    "Cabinet": "Town Hall, High Street",
    "Children and Young People Overview and Scrutiny Committee": "Committee Room 3, Town Hall",
    "Audit Committee": "Committee Room 1, Town Hall",
}
REPORT = Document(
    "s7", "report", "Home to School Transport: proposals for 2027", "https://portal.example/documents/s7/transport.pdf",
    date(2026, 11, 27), "Options for the transport of pupils with an education, health and care plan.",
    details={"meeting": "Cabinet, 8 December 2026", "item": "7", "size": "388 KB"}, part_of="m1",
)  # fmt: skip
MINUTES = Document(
    "s9", "minutes", "Minutes of the Cabinet, 10 November 2026", "https://portal.example/documents/s9/minutes.pdf",
    date(2026, 11, 20), details={"meeting": "Cabinet, 10 November 2026"}, part_of="m9",
)  # fmt: skip
GONE = Document(
    "s8", "report", "Budget monitoring, quarter 2", "https://portal.example/documents/s8/budget.pdf",
    date(2026, 11, 20), details={"meeting": "Cabinet, 8 December 2026"}, part_of="m1",
)  # fmt: skip
EVIL = Document("evil", "article", STORABLE, "javascript:alert(1)//é", date(2026, 11, 28), STORABLE)
UNBROKEN = Document("long", "article", "x" * 300, f"https://courier.example/{'y' * 300}", date(2026, 11, 28))
QUOTES = (
    Quote(6, "From September 2027 the council would no longer pay for a taxi where a bus pass is enough.", "send"),
    Quote(9, "412 pupils with a plan use this service today.", "send"),
)
DIFF = (
    TextChange(6, "The change would save £1.1m a year.", "The change would save £1.4m a year."),
    TextChange(7, "Parents are consulted until 31 January 2027.", "Parents are consulted until 15 January 2027."),
    TextChange(12, None, "No equality impact assessment is attached to this report."),
    TextChange(14, "The panel will meet weekly.", None),
    TextChange(15, None, STORABLE),
)
ROWS = (
    PlanRow("All EHC plans are issued in 20 weeks", "Red", 4, "1.1", "Head of SEND", "30 September 2026",
            date(2026, 9, 30)),
    PlanRow("A short-breaks offer is published", "Amber", 5, "1.2", "Director", "31 December 2026",
            date(2026, 12, 31)),
    PlanRow("Social workers have no more than 16 children each", "Green", 7, "2.1", "Director", "Done", None),
)  # fmt: skip


def build(database: Path, folder: Path) -> None:
    """Writes the borough's site into a folder, from an empty database."""
    with Store(f"sqlite:///{database}") as store:
        fill(store)
        with store.read() as db:
            context = SiteContext(
                "Elmbridge Green Watcher", "https://watcher.example.org/", NOW, LONDON, SOURCES, TOPICS,
                SiteData(db, list(SOURCES)), "https://watcher.example.org/contact",
            )  # fmt: skip
            write_outputs(context, folder)


def page_kinds() -> dict[str, str]:
    """Returns a page of every kind, by what it is; the site has no other kinds."""
    return {
        "the front page": "index.html",
        "an earlier page of what is new": "changes/page-1.html",
        "coming meetings": "meetings/index.html",
        **_document_kinds(),
        "topics": "topics/index.html",
        "a topic": "topics/send/index.html",
        "open promises": "promises/index.html",
        "kept promises": "promises/kept/index.html",
        "the improvement plan": "plan/index.html",
        "who is inspected": "ofsted/index.html",
        "inspections over the years": "ofsted/ofsted/index.html",
        "figures over time": "figures/index.html",
        "the figures of a source": f"figures/{slug(FIGURES)}/index.html",
        "late papers": "late-papers/index.html",
        "sources": "sources/index.html",
        "a source": "sources/portal/index.html",
        "the late papers of a committee": f"late-papers/2026/{slug('Cabinet'.casefold())}/index.html",
        "open data": "data/index.html",
        "about": "about.html",
        "privacy": "privacy.html",
        "not found": "404.html",
    }


def _document_kinds() -> dict[str, str]:
    return {
        "a meeting": document_path(PORTAL, "m1"),
        "a paper that was replaced": document_path(PORTAL, REPORT.key),
        "a paper that was withdrawn": document_path(PORTAL, GONE.key),
        "minutes with promises": document_path(PORTAL, MINUTES.key),
        "an article with a hostile title": document_path(PRESS, EVIL.key),
        "an article without a place to break a line": document_path(PRESS, UNBROKEN.key),
        "an inspection": document_path(OFSTED, "o1"),
    }


def fill(store: Store) -> None:
    """Remembers a little of everything, and enough articles for a second page."""
    with store.write() as db:
        for source in SOURCES.values():
            sources.save_health(db, Health(source.id, source.kind, source.url, "ok", last_visit=NOW, last_good=NOW))
        for name, some in (
            (PORTAL, [*_meetings(), *_old_papers(), REPORT, GONE, MINUTES]),
            (OFSTED, _inspections()),
            (PRESS, [EVIL, UNBROKEN, *_articles()]),
            (FIGURES, _figures()),
        ):
            held = [StoredDocument(document, withdrawn=document is GONE) for document in some]
            documents.save(db, name, held, StoredDocuments({}, {}), NOW)
        for change in _log():
            changes.add(db, change)
    with store.write() as db:
        for content, text in ((b"%PDF-1", "It saves £1.1m."), (b"%PDF-2", "It saves £1.4m.")):
            papers.add(db, PORTAL, papers.prepare(PaperRead(REPORT.key, REPORT.url, content, [text])), NOW, NOW)
        promises.replace_of(db, PORTAL, MINUTES.key, list(_promises()), NOW)
        paper = replace(REPORT, title="Children’s services improvement plan")
        save(db, PORTAL, paper, date(2026, 11, 10), StoredPlan(), [(None, row) for row in ROWS], NOW.date())


def _meetings() -> Iterator[Document]:
    days = (date(2026, 12, 8), date(2026, 12, 10), date(2026, 12, 15))
    for number, ((committee, venue), when) in enumerate(zip(COMMITTEES.items(), days, strict=True), 1):
        yield _meeting(f"m{number}", committee, when, venue)
    yield replace(
        _meeting("m4", "Cabinet", date(2027, 1, 12), "Town Hall, High Street"),
        details={"date": "2027-01-12", "time": "19:00", "committee": "Cabinet", "status": "Cancelled"},
    )
    yield _meeting("m9", "Cabinet", date(2026, 11, 10), "Town Hall, High Street")


def _meeting(key: str, committee: str, when: date, venue: str) -> Document:
    return Document(key, "meeting", committee, f"https://portal.example/ieListDocuments.aspx?MId={key}", details={
        "date": when.isoformat(), "time": "19:00", "venue": venue, "committee": committee,
        "contact": "democracy@portal.example",
    })  # fmt: skip


def _old_papers() -> Iterator[Document]:
    """Yields papers of past meetings, some of them late."""
    for year in (2024, 2025, 2026):
        for number, committee in enumerate(COMMITTEES):
            key, when = f"p{year}-{number}", date(year, 6, 10 + number)
            yield _meeting(key, committee, when, "Town Hall")
            for place in range(4):
                published = when - timedelta(days=2 if place < number + year - 2024 else 9)
                yield Document(
                    f"{key}-{place}", "report", f"Report {place + 1} of the year {year}",
                    f"https://portal.example/documents/{key}-{place}.pdf", published, part_of=key,
                )  # fmt: skip


def _inspections() -> Iterator[Document]:
    grades = ("Requires improvement to be good", "Inadequate", "Requires improvement to be good", "Good")
    areas = ("Overall effectiveness", "The experiences and progress of children in care", "The impact of leaders")
    for number, grade in enumerate(grades, 1):
        when = date(2016 + 3 * number, 2, 16)
        yield Document(
            f"o{number}", "inspection", "Elmbridge Green", f"https://ofsted.example/{number}", when,
            details={"provider": "Elmbridge Green", "framework": "ILACS", "inspection_start": when.isoformat(),
                     "grades": dict.fromkeys(areas, grade)},
        )  # fmt: skip


def _figures() -> Iterator[Document]:
    """Yields the figure of each of five years, of which one is kept back."""
    for year, said in zip(range(2021, 2026), (31.5, 38.0, None, 41.2, 50.3), strict=True):
        known = f"{said} %" if said else "kept back (c)"
        made = having(period=str(year), period_order=str(year), figure=known, value=said)
        yield replace(made, key=f"f{year}", title=f"EHC plans in time, {year}", url=SOURCES[FIGURES].url)


def _articles() -> list[Document]:
    return [
        Document(f"a{number}", "article", f"Parents ask for more places at special schools ({number})",
                 f"https://courier.example/{number}", date(2026, 11, 1), "Dozens came to the Town Hall.")
        for number in range(60)
    ]  # fmt: skip


def _log() -> Sequence[Change]:
    def at(hours: int) -> datetime:
        return NOW - timedelta(hours=hours)

    old = [
        Change("new", article, topics=("send",) if number % 2 else (), source=PRESS, at=at(600 - number))
        for number, article in enumerate(_articles())
    ]
    sha = ("a1" * 32, "b2" * 32)
    return [
        *old,
        Change("new", next(_inspections()), topics=("safeguarding",), source=OFSTED, at=at(90)),
        Change("new", REPORT, topics=("send",), quotes=QUOTES, versions=sha[:1], source=PORTAL, at=at(52)),
        Change("new", MINUTES, topics=("send",), source=PORTAL, at=at(50)),
        Change("new", UNBROKEN, source=PRESS, at=at(30)),
        Change("new", EVIL, topics=("send",), quotes=(Quote(1, STORABLE, "send"),), source=PRESS, at=at(28)),
        Change("changed", REPORT, {"text": sha}, topics=("send",), versions=sha, diff=DIFF, source=PORTAL, at=at(3)),
        Change("withdrawn", GONE, source=PORTAL, at=at(2)),
        Change("new", next(_meetings()), source=PORTAL, at=at(1)),
    ]


def _promises() -> Iterator[KeptPromise]:
    open_one = KeptPromise(
        0, PORTAL, MINUTES.key, MINUTES.url, "Cabinet", "m9", date(2026, 11, 10),
        Promise("The Director undertook to bring the figures on EHC plans to the next meeting.", 3,
                who="The Director of Children’s Services", what="EHC plan figures", due=date(2026, 11, 27)),
    )  # fmt: skip
    yield open_one
    yield replace(
        open_one,
        promise=Promise("The Leader would write to parents before Christmas.", 4, who="The Leader"),
        state="kept", seen_on=date(2026, 11, 25), seen_title="Letter to parents", seen_url="https://portal.example/l",
    )  # fmt: skip
    yield replace(open_one, promise=Promise(f"The officer would look into {STORABLE}.", 5, who=STORABLE))

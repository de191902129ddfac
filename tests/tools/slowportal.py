"""A committee on a site that asks for 30 seconds between two requests, visited again and again: its time is a clock
that moves only while somebody waits for the site."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.tools.web import Answer, Site
from tests.unit.sources.moderngov_visits import fixture
from watcher.cli.demo.paper import pdf
from watcher.core.documents import Change
from watcher.core.sources import Source
from watcher.core.topics import Places, Topic
from watcher.core.visits import Health
from watcher.fetch import Fetcher
from watcher.jobs.visit import VisitResult, visit
from watcher.jobs.visit_context import VisitContext
from watcher.rules.digests import Timetable
from watcher.rules.matching import Matcher
from watcher.store import Store, changes, documents
from watcher.store import sources as remembered

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
FAR = 14  # days: the meetings of the next week are looked at again and again (docs/adr/0028)
LIST = "/ieListMeetings.aspx?CId=153&Year=0"
SEND = Topic("send", "SEND", "Special educational needs", ("SEND",))
HEAD, _, _ = fixture("meetings_a.html").partition("<h2")
BARE = fixture("meeting_a.html").partition('<div class="mgLinks"')[0]
ENDING = "</div></body></html>"


@dataclass
class SlowClock:
    """Moves on only when somebody sleeps by it."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.seconds += seconds


def listing(meetings: int) -> str:
    """So many meetings, one a day, from tomorrow on."""
    lines = "".join(
        f'<li><a class="mgMeetingTableLnk" href="ieListDocuments.aspx?CId=153&amp;MId={number}&amp;Ver=4">'
        f"{day(number)}&nbsp;7.00 pm</a> - Agenda</li>"
        for number in range(1, meetings + 1)
    )
    return f'{HEAD}<h2 class="mgSubTitleTxt">Future meetings</h2><ul>{lines}</ul></div>{ENDING}'


def day(number: int) -> str:
    at = NOW + timedelta(days=FAR + number)
    return f"{at.day} {at:%b %Y}"


def meeting(number: int, *papers: str) -> str:
    """The page of a meeting, with a paper for each title."""
    links = "".join(
        f'<li><a href="documents/s{number}0{n}/{title}.pdf">{title}</a></li>' for n, title in enumerate(papers)
    )
    at = NOW + timedelta(days=FAR + number)
    dated = BARE.replace("Tuesday, 1st December, 2026", f"{at:%A}, {at.day} {at:%B}, 2026")
    return f'{dated}<div class="mgLinks"><ul class="mgActionList">{links}</ul></div><div class="mgContent">{ENDING}'


@dataclass
class SlowPortal:
    """Visited by `visit`, as much later as it says; the seconds that each visit took are in `times`."""

    site: Site
    store: Store
    meetings: int = 12
    now: datetime = NOW
    clock: SlowClock = field(default_factory=SlowClock)
    times: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.site.pages["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 30\n", content_type="text/plain")
        self.lists()
        for number in range(1, self.meetings + 1):
            self.serves(number, f"Budget {number}")
        self.source = Source("slow", "The Slow", self.site.url + LIST, "moderngov", timedelta(hours=6))
        contact = "http://127.0.0.1/us"
        web = Fetcher(
            contact=contact,
            delay=2,
            timeout=60,
            max_bytes=10**6,
            own_hosts=[self.site.host],
            sleep=self.clock.sleep,
            monotonic=self.clock,
        )
        times = Timetable(ZoneInfo("Europe/London"), time(7, 30), (4, time(7, 30)))
        self.context = VisitContext(self.store, web, lambda: Matcher([SEND], Places()), times, monotonic=self.clock)

    def serves(self, number: int, *papers: str, words: str = "Nothing of note") -> None:
        self.site.pages[f"/ieListDocuments.aspx?CId=153&MId={number}"] = meeting(number, *papers)
        for n, title in enumerate(papers):
            self.site.pages[f"/documents/s{number}0{n}/{title.replace(' ', '%20')}.pdf"] = pdf(f"{title}. {words}.")

    def visit(self, later: timedelta = timedelta(minutes=10)) -> VisitResult:
        self.now += later
        began = self.clock()
        result = visit(self.source, self.context, self.now)
        self.times.append(self.clock() - began)
        return result

    def baseline(self) -> list[VisitResult]:
        """As many visits as the baseline takes, 10 at most."""
        results: list[VisitResult] = []
        while self.health().baseline_at is None:
            assert len(results) < 10
            results.append(self.visit())
        return results

    def lists(self) -> None:
        """As many meetings as there are now."""
        self.site.pages[LIST] = listing(self.meetings)

    def health(self) -> Health:
        with self.store.read() as db:
            return remembered.health(db).get("slow", Health("slow", "moderngov", self.source.url))

    def known(self) -> set[str]:
        with self.store.read() as db:
            return {one.document.title for one in documents.memory(db, "slow").known.values()}

    def changes(self) -> list[Change]:
        """The log, oldest first."""
        with self.store.read() as db:
            return list(changes.since(db))

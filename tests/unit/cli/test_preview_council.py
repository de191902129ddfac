"""`watcher preview` of a council's portal: for every address that may be pasted, a table to check against the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.soaks import some
from tests.tools.web import Answer, Site
from tests.unit.cli.conftest import Watcher, watch_also
from tests.unit.sources.moderngov_visits import Portal
from tests.unit.sources.test_moderngov_committee import committee
from tests.unit.sources.test_moderngov_decisions import decisions, plans
from tests.unit.sources.test_moderngov_issues import issues
from tests.unit.sources.test_moderngov_portal import portal, registers

AGENDA = (
    "meeting 2026-12-01 Cabinet m8092",
    "1 December 2026, 19:00, Council Chamber, Town Hall, published: agenda and decisions",
    "agenda: 70. APOLOGIES FOR ABSENCE",
    "agenda: 72. Home to School Transport (report to follow)",
    "agenda: 73. Placement contract (Part exempt)",
    "supplement Supplementary Agenda b4410",
    "size: 388 KB",
    "item 73, not public: Part exempt",
)
COMMITTEE = (*AGENDA, "4 November 2026, 19:00, cancelled, published: agenda and decisions", "meeting 2023-06-07")
MADE = (
    "decision 2026-11-18 Award of contract (short breaks) d8123",
    "call-ins: For call-in",
    "takes effect on: 26 November 2026",
    "last day for call-in: 25 November 2026",
    "that day is: worked out",
    "call-ins: Not for call-in",
)
DUE = ("plan-item 2026-11-09 Temporary Accommodation Strategy i45003", "planned decision, due 12 March 2027")
PLAN = (
    "planned decision by Cabinet, due not before 4 February 2027, restriction: Part exempt",
    "plan-item Short breaks",
)
ISSUE = (
    "issue, due 12 March 2027, For consideration",
    "wards affected: (All Wards)",
    "report Improvement plan v2 s8201",
    "meeting 2027-03-12 Cabinet m8102",
    "decision Approve the plan d9001",
)
KINDS_OF_URL: dict[str, tuple[str, ...]] = {
    "ieListMeetings.aspx?CId=153&Year=0": COMMITTEE,
    "mgCommitteeDetails.aspx?ID=153": COMMITTEE,
    "ieListDocuments.aspx?MId=8092&CID=153&Ver=4": AGENDA,
    "mgDelegatedDecisions.aspx?bcr=1": MADE + DUE,
    "mgDelegatedDecisions.aspx?DS=1": DUE,
    "ieDecisionDetails.aspx?ID=8123": ("subject to call-in: Yes", "report Award report s8301"),
    "mgPlansHome.aspx?bcr=1": PLAN,
    "mgListPlans.aspx?RPId=120&RD=0": PLAN,
    "mgListPlanItems.aspx?PlanId=214&RP=120": PLAN,
    "mgIssueHistoryHome.aspx?IId=45592&Opt=0": ISSUE,
    "mgWhatsNew.aspx?bcr=1": ("meeting 2026-12-08 Cabinet m9001", *PLAN, *DUE, *MADE),
}


@pytest.fixture
def council(site: Site, config: Path) -> Site:
    """A portal with all of it."""
    whole: list[Portal] = [portal(), committee(), issues(), plans(), decisions()]
    for one in whole:
        site.pages |= {f"/{path}": page for path, page in one.pages.items() if isinstance(page, str | bytes)}
    site.pages["/mgDelegatedDecisions.aspx"] = lambda request: Answer(registers(request.path).encode())
    watch_also(config, "id: portal", "name: Portal", f"url: {site.url}/", "kind: moderngov", "committees: [People]")
    return site


@pytest.mark.parametrize("url", some(KINDS_OF_URL, every=3))
def test_every_kind_of_address_shows_what_stands_on_its_page(watcher: Watcher, council: Site, url: str) -> None:
    ended = watcher("preview", f"{council.url}/{url}")
    lines = [" ".join(line.split()) for line in ended.out.splitlines()]
    assert [line for line in KINDS_OF_URL[url] if not any(shown.startswith(line) for shown in lines)] == []
    assert (ended.code, ended.err) == (0, "")


def test_a_committee_that_the_portal_does_not_have_is_told_with_the_nearest_names(
    watcher: Watcher, council: Site
) -> None:
    ended = watcher("preview", "portal")
    assert "has no committee called 'People'; nearest are People Overview & Scrutiny Sub Committee (656)" in (
        ended.err + ended.out
    )
    assert ended.code == 1


def test_an_answer_that_is_refused_or_not_understood_is_kept_all_the_same(watcher: Watcher, council: Site) -> None:
    page = "ieListMeetings.aspx?CId=153&Year=0"
    council.pages[f"/{page}"] = Answer(b"<title>Forbidden</title>", status=403)
    council.pages["/mgWebService.asmx/GetMeetings"] = "<script>elsewhere()</script>"
    assert watcher("preview", f"{council.url}/{page}", "--save", "raw").code == 1
    kept = [file.read_bytes() for file in sorted(Path("raw").iterdir())]
    assert b"<title>Forbidden</title>" in kept
    assert b"<script>elsewhere()</script>" in kept

"""A year of what an ombudsman, consultations, the schools forum, a call for views, Parliament and statistics say of one
council, through the whole product: each thing is told once, when it comes, and nothing else is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.features.end_to_end.boroughs import Item, Meeting, committee_page
from tests.features.end_to_end.test_further_sources import SEARCH, areas
from tests.features.end_to_end.town import Town, founded
from tests.tools.standin import Chat
from tests.tools.web import Served
from tests.unit.sources.figures_files import HEAD
from tests.unit.sources.test_ombudsman import AGREED, CLOSED, UPHELD, decision, results
from watcher.core.figures import FigureSeries
from watcher.sources.consultation import API
from watcher.store import Store
from watcher.store.figures import figure_series

BEGINS = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
WEEK = timedelta(days=7)
FILE, FORUM, QUESTIONS, CALLS = "/appeals.csv", "/ieListMeetings.aspx?CId=398&Year=0", "/questions/rss", "/calls"
FORUM_NAME = "Schools Funding Forum"
MEASURE = "appeals per 10,000 children"
QUARTERS = {1: ("Q4", 2025, "2.1"), 4: ("Q1", 2026, "2.4"), 7: ("Q2", 2026, "3.0"), 10: ("Q3", 2026, "c")}
"""By the month in which the file has it."""
REVISED_IN, CALLED_IN, UPHELD_IN, ASKED_IN, FORUM_IN = 10, 6, 3, 5, 9
OPENS, MOVED, CLOSES, CLOSES_AT_LAST = date(2026, 2, 1), date(2026, 3, 1), date(2026, 3, 20), date(2026, 4, 20)


def appeals(month: int) -> str:
    """The file as it stands in a month: a row a quarter; in October the quarter before is another number."""
    rows = [HEAD.replace("pc_issued_20_weeks", "appeals_rate").replace("num_issued,", "")]
    for begins, (quarter, year, value) in QUARTERS.items():
        if month >= begins:
            ours = "2.9" if value == "3.0" and month >= REVISED_IN else value
            rows += [
                f"{year},{quarter},National,E92000001,England,,,,,,Total,1.9",
                f"{year},{quarter},Local authority,E92000001,England,,,311,E09000016,Havering,Total,{ours}",
            ]
    return "\n".join(rows) + "\n"


def asked(day: date) -> str:
    closes = CLOSES_AT_LAST if day >= MOVED else CLOSES
    if not OPENS <= day <= closes:
        return "[]"
    travel = {
        "id": "travel", "dept": "education", "title": "Have your say on school travel", "status": "open",
        "startdate": "2026/02/01", "enddate": closes.strftime("%Y/%m/%d"), "url": "/education/travel/consult_view",
    }  # fmt: skip
    return json.dumps([travel])


def questions(day: date) -> str:
    items = [("Roads: Havering", "1")] + [("Special Educational Needs: Havering", "2")] * (day.month >= ASKED_IN)
    listed = "".join(
        f"<item><title>{title} (4 May 2026)</title><link>http://q.example/?id=2026-05-04.{n}</link></item>"
        for title, n in items
    )
    return f'<rss version="2.0"><channel><title>Parliament</title>{listed}</channel></rss>'


def forum(day: date) -> dict[str, Served]:
    """The forum's meetings: in September one more, with a paper."""
    held = [Meeting(11, date(2026, 1, 15), FORUM_NAME, 398)]
    if day.month >= FORUM_IN:
        paper = Item("5", "High needs forecast", 501, ("The forecast. We forecast £28.5m over the grant for SEND.",))
        held.append(Meeting(12, date(2026, 9, 17), FORUM_NAME, 398, [paper]))
    pages: dict[str, Served] = {FORUM: committee_page(FORUM_NAME, held)}
    for meeting in held:
        pages |= {meeting.address: meeting.page(), **meeting.papers()}
    return pages


def as_of(day: date) -> Mapping[str, Served]:
    """What the sites say on a day of the year."""
    decided = (UPHELD, CLOSED) if day.month >= UPHELD_IN else (CLOSED,)
    path = "/decisions/education/special-educational-needs/"
    return {
        SEARCH: results(*decided), path + CLOSED[0]: decision(), path + UPHELD[0]: decision(AGREED),
        API: asked(day), QUESTIONS: questions(day), FILE: appeals(day.month),
        CALLS: areas("Sunderland", *(["Havering"] if day.month == CALLED_IN else [])), **forum(day),
    }  # fmt: skip


EXPECTED = (
    "Upheld: Special educational needs",
    "New: Have your say on school travel",
    "Have your say on school travel </education/travel/>: now closes on 20 April 2026",
    "Have your say on school travel </education/travel/>: closes on 20 April 2026",
    "text added: Havering; Havering: the survey for parents closes at 9am",
    "New: Special Educational Needs: Havering",
    f"New: Havering: 2.4, {MEASURE}, 2026 Q1",
    f"New: Havering: 3, {MEASURE}, 2026 Q2",
    f"New: Havering: no figure, kept back (c), {MEASURE} in 2026 Q3",
    "revised: 3 → 2.9",
    "High needs forecast",
)


def follows_send(town: Town) -> Chat:
    """The file of figures is watched, and somebody follows SEND."""
    town.watches("appeals", FILE, council="Havering", measure=MEASURE, topics=["send"])
    town.serves(as_of(BEGINS.date()))
    (ann,) = town.subscribers({42: ["send"]})
    return ann


@pytest.fixture
def town_and_ann(tmp_path: Path, database: Path) -> Iterator[tuple[Town, Chat]]:
    """One that watches all six."""
    with founded(tmp_path, BEGINS) as town:
        town.topics["places"] = {"ours": ["Havering"], "others": ["Sunderland"]}
        town.topics["topics"][0]["phrases"] += ["Special educational needs", "Schools Funding Forum", "school travel"]
        town.watches("ombudsman", SEARCH)
        town.watches("asked", "/consultation_finder/?st=open", topics=["send"])
        town.watches("forum", FORUM, topics=["send"])
        town.watches("calls", CALLS, kind="page", local=False, topics=["send"])
        town.watches("parliament", QUESTIONS, kind="feed")
        yield town, follows_send(town)


def lived(town: Town, ann: Chat, steps: int, step: timedelta) -> list[str]:
    told: list[str] = []
    day = BEGINS
    for _ in range(steps):
        day += step
        town.serves(as_of(day.date()))
        town.once(later=step)
        told += town.told(ann)
    return told


def series(town: Town) -> FigureSeries:
    with Store(town.environment.database_url) as store, store.read() as db:
        return figure_series(db, ["appeals", "asked"])["appeals"]


@pytest.fixture
def town(tmp_path: Path, database: Path) -> Iterator[Town]:
    with founded(tmp_path, BEGINS) as town:
        yield town


def test_a_quarters_figure_is_told_looked_up_and_kept_as_a_series(town: Town) -> None:
    ann, told = follows_send(town), list[str]()
    for month in (4, 10):
        town.serves({FILE: appeals(month)})
        assert not town.once(later=timedelta(days=90)).failed
        told += town.told(ann)
    assert f"New: Havering: 2.4, {MEASURE}, 2026 Q1 </appeals.csv#2026-q1> (2025 Q4: 2.1). England 1.9" in told[0]
    assert "Higher than in 2025 Q4, higher than England." in told[0]
    assert len([message for message in told if "no figure, kept back (c)" in message]) == 1
    ann.says("/latest appeals")
    ann.says("/search appeals per 10,000")
    ann.says("/story appeals per 10,000 children")
    town.once()
    latest, found, story = town.told(ann)[-3:]
    assert all("Havering: 2.4" in said for said in (latest, found))
    assert story
    kept = series(town)
    assert [(point.period, point.council.value) for point in kept.points] == [
        ("2025 Q4", 2.1), ("2026 Q1", 2.4), ("2026 Q2", 2.9), ("2026 Q3", None)
    ]  # fmt: skip
    assert kept.points[3].council.said == "kept back (c)"


@pytest.mark.soak
def test_each_thing_of_a_year_is_told_once_when_it_comes_and_nothing_else_is(town_and_ann: tuple[Town, Chat]) -> None:
    town, ann = town_and_ann
    told = lived(town, ann, 75, timedelta(days=4))
    for expected in EXPECTED:
        assert len([message for message in told if expected in message]) == 1, (expected, told)
    others = [message for message in told if not any(expected in message for expected in EXPECTED)]
    assert [message.split("\n")[1] for message in others] == [
        "text removed: Havering; Havering: the survey for parents closes at 9am on 15 September."
    ]

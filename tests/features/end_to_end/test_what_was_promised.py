"""What a committee promised in its minutes is told with them, asked for when the next agenda does not name it, and
listed with what became of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tests.features.end_to_end.boroughs import Borough, Item, Meeting
from tests.features.end_to_end.town import founded
from tests.tools.says import says

OCTOBER = datetime(2026, 10, 13, 9, 30, tzinfo=UTC)
WEEK, HOURS = timedelta(days=7), timedelta(hours=7)
MINUTES = (
    "12 SEND UPDATE\nMembers noted the report.\n"
    "The Committee asked for EHCP timeliness figures to be brought to its next meeting.",
    "13 WORK PROGRAMME\nThe Committee noted its work programme.",
)


def test_a_promise_is_told_with_the_minutes_asked_for_once_and_listed(tmp_path: Path, database: Path) -> None:
    with founded(tmp_path, OCTOBER) as town:
        town.watches("people", "/ieListMeetings.aspx?CId=656&Year=0")
        held, coming = (
            Meeting(n, day, "People Committee", 656)
            for n, day in ((9001, date(2026, 10, 6)), (9002, date(2026, 11, 10)))
        )
        borough = Borough([held, coming], [])
        borough.shows(town)
        ann, bob = town.subscribers({42: ["send"], 43: ["roads"]})
        held.minutes = MINUTES
        borough.shows(town)
        assert not town.once(later=WEEK).failed
        (said,) = town.told(ann)
        assert says(said, "Promised", "p. 1")
        assert "EHCP timeliness figures to be brought" in said
        coming.items = [Item("4", "Fences in parks", 911, ("New fences for all the parks of the borough are put up.",))]
        borough.shows(town)
        for _ in range(2):
            assert not town.once(later=HOURS).failed
        (asked,) = town.told(ann)
        assert says(asked.partition("\n")[0], "Not named", "EHCP timeliness figures")
        assert says(asked, "6 October", "EHCP timeliness figures", "agenda: no")
        ann.says("/promises open")
        town.once(later=HOURS)
        (listed,) = town.told(ann)
        assert says(listed, "Tue 6 Oct", "People Committee", "EHCP timeliness figures", "Tue 10 Nov")
        assert town.told(bob) == []

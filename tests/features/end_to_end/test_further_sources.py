"""The Ombudsman and a council's consultations in the whole product: told, reminded of before it is over, looked up."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.features.end_to_end.town import Town, founded
from tests.tools.says import says
from tests.tools.standin import Chat
from tests.tools.web import Served
from tests.unit.sources.test_consultation import activity
from tests.unit.sources.test_ombudsman import AGREED, CLOSED, UPHELD, decision, results
from watcher.sources.consultation import API

SEARCH = "/Decisions/SearchResults?aname=Anytown&page=1"


def asked(*found: dict[str, object]) -> Served:
    return json.dumps([{**one, "url": f"/education/{one['id']}/consult_view"} for one in found])


@pytest.fixture
def town_and_ann(tmp_path: Path, database: Path) -> Iterator[tuple[Town, Chat]]:
    """One in which a decision was known from the beginning, and a decision and a consultation came after it."""
    with founded(tmp_path, datetime(2026, 9, 1, 9, 30, tzinfo=UTC)) as town:
        town.watches("ombudsman", SEARCH)
        town.watches("asked", "/consultation_finder/?st=open")
        path = "/decisions/education/special-educational-needs/"
        town.serves(
            {SEARCH: results(CLOSED), API: asked(), path + CLOSED[0]: decision(), path + UPHELD[0]: decision(AGREED)}
        )
        (ann,) = town.subscribers({42: ["ombudsman", "asked"]})
        assert not town.once().failed
        assert town.told(ann) == []
        town.serves({SEARCH: results(UPHELD, CLOSED), API: asked(activity())})
        assert not town.once().failed
        yield town, ann


def test_a_decision_and_a_consultation_are_told_looked_up_and_the_latter_told_again_once_before_it_closes(
    town_and_ann: tuple[Town, Chat],
) -> None:
    town, ann = town_and_ann
    said = "\n".join(town.told(ann))
    assert "New: Upheld: Special educational needs, London Borough of Anytown (25 002 039)" in said
    assert says(said, "£2,900", "Within four weeks")
    assert "New: Have your say on travel" in said
    assert "30 September 2026" in said
    ann.says("/ombudsman")
    ann.says("/meetings")
    town.once(later=timedelta(minutes=1))
    said = "\n".join(town.told(ann))
    assert says(said, "2025", "1 upheld", "£2,900")
    assert says(said, "Consultations", "Have your say on travel")
    for later, expected in ((timedelta(days=26), 1), (timedelta(days=1), 0), (timedelta(days=9), 0)):
        assert not town.once(later=later).failed
        told = town.told(ann)
        assert len(told) == expected
        assert all("30 September 2026" in message.partition("\n")[0] for message in told)


def areas(*named: str) -> str:
    rows = "".join(
        f"<h3>{area}</h3><p>{area}: the survey for parents closes at 9am on 15 September.</p>" for area in named
    )
    return f"<html><body><main><h1>Area SEND inspections</h1><p>Tell us what you think.</p>{rows}</main></body></html>"


def test_a_call_for_views_is_told_when_it_names_our_area_and_others_come_and_go_in_silence(
    tmp_path: Path, database: Path
) -> None:
    with founded(tmp_path, datetime(2026, 9, 1, 9, 30, tzinfo=UTC)) as town:
        town.topics["places"] = {"ours": ["Havering"], "others": ["Hackney", "Sunderland"]}
        town.watches("calls", "/calls", kind="page", local=False, topics=["send"])
        (ann,) = town.subscribers({42: ["send"]})
        told = []
        for named in (["Sunderland"], ["Sunderland", "Havering"], ["Hackney"]):
            town.serves({"/calls": areas(*named)})
            assert not town.once(later=timedelta(days=2)).failed
            told.append(" ".join(town.told(ann)))
        assert [bool(said) for said in told] == [False, True, True]
        assert "Havering: the survey for parents closes at 9am on 15 September." in told[1]

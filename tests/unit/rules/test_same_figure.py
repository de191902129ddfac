"""Two figures of one file are two events; one figure that two sources read is one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from tests.unit.messages.example_figures import PLANS
from watcher.core.documents import Change
from watcher.rules.same_event import Told, same_event

NOW = datetime(2026, 6, 25, 9, 30, tzinfo=UTC)
OTHER = replace(
    PLANS, title="Havering: 1,204 EHC plans issued, 2025", details={**PLANS.details, "measure": "EHC plans issued"}
)


def test_two_figures_of_one_file_are_two_events_and_the_same_one_is_one() -> None:
    first = Told(Change("new", PLANS, source="plans", at=NOW, id=1), "EHC plans")
    assert not same_event(Told(Change("new", OTHER, source="issued", at=NOW, id=2), "Issued"), first)
    assert same_event(Told(Change("new", PLANS, source="again", at=NOW, id=2), "Again"), first)

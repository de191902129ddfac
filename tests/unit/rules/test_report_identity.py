"""Which reports are one, whatever number or source they come under."""

from __future__ import annotations

from dataclasses import replace

from tests.tools.examples import every_example
from tests.unit.rules.test_same_event import LETTER, OFSTED, RATED, REPORT, new
from watcher.rules.earlier_events import EarlierEvents, EventIndex
from watcher.rules.same_event import Told


@every_example(("words", "is_one"), [("0a1b", True), ("2c3d", False), ("", False)])
def test_a_letter_that_its_own_source_lists_under_another_number_is_the_same_if_it_says_the_same(
    words: str, is_one: bool
) -> None:
    first = replace(new(replace(LETTER, details={"text": "0a1b"})), id=7)
    again = new(replace(LETTER, key="50280000", url=f"{OFSTED}/file/50280000", details={"text": words}), hours=5)
    assert EarlierEvents(EventIndex([Told(first)])).first_of(Told(again)) == (7 if is_one else 0)


def test_of_two_reports_that_came_in_a_day_one_is_that_of_the_row() -> None:
    events = EarlierEvents(EventIndex([Told(replace(RATED, id=4))]))
    assert [events.first_of(Told(new(each))) for each in (REPORT, LETTER)] == [4, 0]

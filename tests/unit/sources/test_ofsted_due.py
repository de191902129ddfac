"""Which report files are due to be opened at a visit: a few, and never one that is not worth asking for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.tools.examples import every_example
from tests.unit.sources.ofstedpages import FILES
from tests.unit.sources.visits import MORNING
from watcher.core.documents import Document
from watcher.sources.ofsted.report_files import AGAIN, MOST_A_VISIT, NEWEST, Look, due


def a_document(number: int, *, read: bool, published: date | None) -> Document:
    details = {"text": "0123"} if read else {}
    return Document(str(number), "inspection", "Full inspection", FILES + str(number), published, details=details)


def keys(documents: Sequence[Document], looked_at: dict[str, datetime], now: datetime = MORNING) -> list[str]:
    return [one.key for one in due(documents, {key: Look(at) for key, at in looked_at.items()}, now)]


def history(count: int, *, read: bool = True) -> list[Document]:
    return [
        a_document(number, read=read, published=date(2020, 1, 31) - timedelta(days=number)) for number in range(count)
    ]


def test_never_more_than_a_few_files_at_a_visit() -> None:
    assert keys(history(40, read=False), {}) == [str(number) for number in range(MOST_A_VISIT)]


def test_of_those_read_only_the_newest_five_are_looked_at_again() -> None:
    documents = history(9)
    looked_at = {one.key: MORNING - AGAIN for one in documents}
    assert keys(documents, looked_at) == [str(number) for number in range(NEWEST)]


def test_an_old_file_that_is_dead_is_tried_once_a_week() -> None:
    dead = a_document(1, read=False, published=date(2012, 5, 1))
    assert keys([dead], {"1": MORNING - timedelta(days=6)}) == []
    assert keys([dead], {"1": MORNING - AGAIN}) == ["1"]


def test_a_fresh_file_that_is_not_there_yet_is_tried_at_every_visit() -> None:
    fresh = a_document(1, read=False, published=date(2024, 2, 16))
    assert keys([fresh], {"1": MORNING - timedelta(hours=3)}) == ["1"]


@every_example(("failures", "minutes"), [(1, 15), (2, 30), (5, 240), (30, 1440)])
def test_a_fresh_file_that_its_host_refuses_is_tried_less_and_less_often(failures: int, minutes: int) -> None:
    fresh = a_document(1, read=False, published=date(2024, 2, 16))
    for early, expected in ((timedelta(minutes=1), []), (timedelta(), [fresh])):
        look = Look(MORNING - timedelta(minutes=minutes) + early, failures)
        assert due([fresh], {"1": look}, MORNING) == expected


@pytest.mark.parametrize("now", [datetime(2024, 2, 24, 12, tzinfo=UTC), datetime(2024, 2, 20, 23, tzinfo=UTC)])
def test_outside_office_hours_only_a_number_never_opened_is_worth_asking(now: datetime) -> None:
    new, old = a_document(1, read=False, published=None), a_document(2, read=True, published=date(2024, 2, 16))
    assert keys([new, old], {"2": now - 2 * AGAIN}, now) == ["1"]


def test_what_is_no_file_is_not_opened() -> None:
    assert keys([Document("/letter", "inspection", "Letter", "https://reports.ofsted.gov.uk/letter")], {}) == []

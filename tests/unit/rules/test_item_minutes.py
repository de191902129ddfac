"""What minutes say of one item, and nothing that they say of its neighbour."""

from __future__ import annotations

import pytest

from watcher.core.documents import Quote
from watcher.rules.item_minutes import minute_of

MINUTES = (
    "MINUTES OF A MEETING OF THE CABINET\nTown Hall, 16 September 2026\n\n"
    "6 FENCES IN PARKS\n\nThe report was agreed by all who were there.\n",
    "7 HOME TO SCHOOL TRANSPORT CONTRACTS\n\nThe Leader presented the report and thanked the officers.\n\n"
    "RESOLVED\n\nThat the contracts be awarded for two years from November.\n\n"
    "8 BUDGET MONITORING\n\nCabinet noted the forecast of the quarter.\n",
)


def test_the_sentence_that_decides_is_taken_with_its_page() -> None:
    found = minute_of(MINUTES, "Home to school transport contracts")
    assert found is not None
    assert found.page == 2
    assert "be awarded for two years" in found.text
    assert minute_of(MINUTES, "Budget monitoring") == Quote(2, "Cabinet noted the forecast of the quarter.")


@pytest.mark.parametrize("title", ["Leisure centres", "", "Contracts for transport"])
def test_of_an_item_that_is_not_there_nothing_is_said(title: str) -> None:
    assert minute_of(MINUTES, title) is None
    assert minute_of((), title) is None

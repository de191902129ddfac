"""The words of every kind of message: examples.txt is the one place where they are pinned."""

from __future__ import annotations

from typing import get_args

import pytest

from tests.unit.messages.examples import EXAMPLES, SOURCES, kept, said
from watcher.core.documents import DocumentKind


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_is_told_in_these_words(name: str) -> None:
    assert said(name) == kept()[name]


def test_the_file_has_no_example_that_is_not_told() -> None:
    assert list(kept()) == list(EXAMPLES)


def test_every_kind_of_document_has_an_example() -> None:
    shown = {alert.change.document.kind for alerts in EXAMPLES.values() for alert in alerts}
    assert set(get_args(DocumentKind)) - shown == {"decisions"}  # told as minutes are


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_first_line_is_the_news_and_neither_a_kind_nor_an_outlet(name: str) -> None:
    first = said(name).partition("\n")[0].casefold()
    names = {source.name.casefold() for source in SOURCES.values()}
    assert not first.startswith(("new article", "new report", "new paper", "new inspection", "publication changed"))
    assert first not in names
    assert len(first) <= 200


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_portals_words_are_left(name: str) -> None:
    words = said(name)
    assert not any(left in words for left in ("confirmed", "published so far", "Recommendations", " KB", "→\n"))

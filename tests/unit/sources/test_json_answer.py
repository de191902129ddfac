"""What a site answers in JSON, however odd."""

from __future__ import annotations

import pytest

from tests.tools.examples import every_example
from watcher.core.errors import NotUnderstood
from watcher.core.visits import Page
from watcher.sources.json_answer import read_answer


def answer(said: bytes) -> object:
    return read_answer(Page("https://www.gov.uk/api/content/x", said))


@every_example(
    ("said", "read"),
    [
        (rb'{"title": "A \ud83d fall"}', {"title": "A ? fall"}),
        (rb'["\uDC00 \uD83D\uDE00"]', ["? \U0001f600"]),
        (rb'{"\udbff": 1}', {"?": 1}),
    ],
)
def test_half_a_character_can_be_saved_and_sent(said: bytes, read: object) -> None:
    assert answer(said) == read


@every_example(
    ("said", "read"),
    [
        (rb'"\ud83d\ude00 \u00e9"', "\U0001f600 é"),
        (rb'"C:\\ud83d"', r"C:\ud83d"),
        ('["é", 1.5, null]'.encode(), ["é", 1.5, None]),
    ],
)
def test_whole_characters_stay_as_they_are(said: bytes, read: object) -> None:
    assert answer(said) == read


@every_example("said", [b"<html>", b"", b"[" * 100_000, b'{"a": ' + b"9" * 5_000 + b"}"])
def test_what_is_no_json_is_said_to_be_none(said: bytes) -> None:
    with pytest.raises(NotUnderstood, match="did not answer in JSON"):
        answer(said)

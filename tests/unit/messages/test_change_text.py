"""A change in words without its first line, and as a line of JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from tests.unit.messages.examples import ALERTS
from watcher.core.documents import Change, Document
from watcher.messages.change import first_line, render_below, render_change
from watcher.messages.change_json import as_json, moment
from watcher.messages.telegram_html import TelegramHtml, join, plain

CHANGES = [alert.change for alerts in ALERTS.values() for alert in alerts]
LONG = Change(
    "new", Document("k", "page", "T" * 290, "https://example.org/"), {f"f{n}": ("a" * 250, "b") for n in range(9)}
)


def test_what_stands_below_the_first_line_is_what_an_alert_says_there() -> None:
    roomy = [change for change in CHANGES if render_change(change, change.quotes).characters < 2_000]
    assert len(roomy) > 50
    for change in roomy:
        assert render_below(change, change.quotes).html == render_change(change, change.quotes).html.partition("\n")[2]


def test_the_first_line_takes_no_room_of_what_stands_below_it() -> None:
    whole, below = (made(LONG).html.split("\n") for made in (render_change, render_below))
    assert whole[0] == first_line(LONG).html
    assert whole[-1] == "…"
    assert below == [*whole[1:-1], "f8: " + "a" * 250 + " → b"]


def test_joined_parts_cost_what_all_of_them_do() -> None:
    part, link = plain("a & b"), TelegramHtml('<a href="https://a.example/">é</a>', 1, 1, 38)
    assert join([part, TelegramHtml(), link, part]) == part + plain("\n") + link + plain("\n") + part
    assert join([TelegramHtml(), link], ", ") == link
    assert join([]) == TelegramHtml()


@pytest.mark.parametrize(
    "at",
    [datetime(2026, 7, 3, 9, 5, 7, 999_999, UTC), datetime(2026, 7, 3, 10, 5, 7, tzinfo=timezone(timedelta(hours=1)))],
)
def test_a_moment_is_written_in_utc_to_the_second(at: datetime) -> None:
    assert moment(at) == "2026-07-03T09:05:07Z"


def test_no_moment_is_none() -> None:
    assert moment(None) is None


@pytest.mark.parametrize("sign", ["\x7f", "\x9b", "\u202e", "\u00ad", "\U000e0100"])
def test_an_unsafe_sign_is_written_as_a_number_even_one_that_counts_as_printable(sign: str) -> None:
    line = as_json({"title": f"Budget {sign} “2026”"})
    assert (sign in line, "“2026”" in line) == (False, True)
    assert json.loads(line)["title"] == f"Budget {sign} “2026”"


def test_plain_words_stand_in_a_line_as_they_are() -> None:
    assert as_json({"title": 'A "b" é\tc', "none": None}) == '{"title": "A \\"b\\" é\\tc", "none": null}'

"""What can be followed is cleaned once for each catalogue, and found by every name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from tests.tools.examples import every_example
from tests.tools.lookups import NOTHING_KNOWN
from watcher.bot.commands import answer
from watcher.bot.commands.directory import directory
from watcher.bot.commands.names import find, near
from watcher.bot.commands.near_names import NearNames
from watcher.core.alerts import Subscription
from watcher.core.chats import Catalogue, ChatSettings, Request
from watcher.core.meetings import Committee
from watcher.core.queries import WatcherStatus
from watcher.core.sources import Source
from watcher.core.topics import Topic

COUNTRY = Catalogue(
    topics=(Topic("send", "SEND", "Special needs", ("SEND",)),),
    sources=tuple(
        Source(f"feed-{number}", f"Council number {number} News", f"https://h{number}.example/feed", "feed")
        for number in range(300)
    ),
)
MINE = ChatSettings([Subscription(42, "feed-17"), Subscription(42, "send")], datetime(2026, 11, 29))  # noqa: DTZ001


class Counted(tuple[Source, ...]):
    """Sources that know how often somebody went through them all."""

    times = 0

    def __iter__(self) -> Iterator[Source]:
        self.times += 1
        return super().__iter__()


@every_example(
    "said",
    ["/subscribe Council number 17 News", "/stop feed-18", "/latest council number 19 news", "/sources", "follow send"],
)
def test_a_command_goes_through_no_source_of_a_catalogue_that_was_used_before(said: str) -> None:
    sources = Counted(COUNTRY.sources)
    country = replace(COUNTRY, sources=sources)
    answer(Request(42, "private", "/sources"), country, MINE, NOTHING_KNOWN)
    assert sources.times
    sources.times = 0
    again = replace(country, committees=country.committees)  # as the bot makes it anew for each command
    assert answer(Request(42, "private", said), again, MINE, NOTHING_KNOWN)
    assert sources.times == 0
    assert directory(again) is directory(country)


def test_a_catalogue_with_another_source_or_committee_is_another_directory() -> None:
    more = replace(COUNTRY, sources=(*COUNTRY.sources, Source("new", "New here", "https://new.example/", "feed")))
    assert (find(COUNTRY, "new here"), find(more, "new here")) == (None, "new")
    held = replace(COUNTRY, committees=(Committee("feed-1", "Cabinet"),))
    assert (find(COUNTRY, "cabinet"), find(held, "cabinet")) == (None, held.committees[0].what)


def test_of_many_names_that_are_alike_the_one_with_a_slip_is_the_nearest() -> None:
    assert near(COUNTRY, "Counicl number 117 News")[0].what == "feed-117"
    assert near(COUNTRY, "Havering Daily") == []


def test_names_come_in_their_order_in_passing_by_letters_and_as_parts() -> None:
    many = {f"paper {number}": f"paper {number}" for number in range(100)}
    names = NearNames({"cabinet": "Cabinet", "cabinet office": "Office"} | many)
    assert list(names.near("the cabinet"))[:2] == ["Cabinet", "Cabinet"]
    assert set(names.near("office")) == {"Office"}
    assert next(names.near("papre 71")) == "paper 71"


def test_a_short_name_with_two_letters_that_changed_places_is_found_among_many() -> None:
    others = {f"paper of council {number}": str(number) for number in range(100)}
    names = NearNames({"ofsted": "Ofsted", "send": "SEND"} | others)
    assert next(names.near("sned")) == "SEND"
    assert list(names.near("zzzz")) == []


def test_how_every_source_fares_is_looked_up_only_for_who_asks_for_that() -> None:
    looked: list[int] = []

    def status() -> WatcherStatus:
        looked.append(1)
        return WatcherStatus()

    asked = Request(42, "private", "/topics", is_admin=True)
    answer(asked, COUNTRY, MINE, NOTHING_KNOWN, status)
    assert looked == []
    answer(replace(asked, text="/status"), COUNTRY, MINE, NOTHING_KNOWN, status)
    assert looked == [1]

"""What hangs all the same is ended from outside: processes of their own whose reader really hangs."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.features.end_to_end.hanging import HOLD, HUNG, SPIN
from tests.features.end_to_end.inprocess import ended
from tests.features.end_to_end.processes import LONGEST, Ended, Worker, end_of, started
from tests.features.end_to_end.town import Town
from tests.tools.standin import Chat
from tests.tools.web import Answer, Request, Site
from watcher.cli.exit import LOCKED
from watcher.jobs.lock import held

HANGING = (sys.executable, "-m", "tests.features.end_to_end.hanging")


@pytest.fixture
def elsewhere() -> Iterator[Site]:
    """Another site: its sources are visited at the same time."""
    with Site() as site:
        yield site


def watching(town: Town, elsewhere: Site) -> list[Chat]:
    """Two sources of one site and one of another, and somebody for each; each was visited a day ago, and all but `bad`
    have changed since. One chat has one message: a second one would come a second later."""
    town.serves({f"/{name}": Answer(b"as it was") for name in ("bad", "good")})
    elsewhere.pages["/far"] = Answer(b"as it was")
    for name, site in (("bad", town.site), ("good", town.site), ("far", elsewhere)):
        town.watches(name, f"{site.url}/{name}", kind="page")
    chats = town.subscribers({42: ["bad", "good"], 43: ["far"]})
    town.serves({"/good": Answer(b"good has changed")})
    elsewhere.pages["/far"] = Answer(b"far has changed")
    return chats


def far_only_waits(town: Town, elsewhere: Site) -> None:
    """`far`, whose site never answers, is at work too when `bad` makes the program hang, but only waits."""
    elsewhere.pages["/far"] = Answer(b"", stall=60)
    hangs_beside_far(town, elsewhere, HOLD)


def hangs_beside_far(town: Town, elsewhere: Site, how: bytes) -> None:
    """`bad` makes the program hang, though not before `far` has been asked."""
    asked = len(elsewhere.asked)

    def hold(request: Request) -> Answer:
        give_up = time.monotonic() + LONGEST
        while len(elsewhere.asked) == asked and time.monotonic() < give_up:
            time.sleep(0.01)
        return Answer(how)

    town.serves({"/bad": hold})


def once(town: Town) -> Ended:
    return end_of(started(town.folder, [*HANGING, "once"], **town.variables))


def state_of(town: Town, source: str) -> dict[str, Any]:
    done = ended(town.folder, "status", "--format", "json", **town.variables)
    return next(one for one in json.loads(done.out)["sources"] if one["id"] == source)


def lock_is_free(town: Town) -> bool:
    with held(town.folder / "state"):
        return True


def titles(town: Town, chats: list[Chat]) -> list[str]:
    return sorted(
        word for told in town.told(*chats) for word in ("good has changed", "far has changed") if word in told
    )


def test_source_that_holds_the_interpreter_is_ended_and_skipped_for_a_day_and_the_others_are_told(
    yesterday: Town, elsewhere: Site
) -> None:
    town, chats = yesterday, watching(yesterday, elsewhere)
    far_only_waits(town, elsewhere)
    hung = once(town)
    assert (hung.code, hung.out, lock_is_free(town)) == (1, "", True)
    elsewhere.pages["/far"] = Answer(b"far has changed")
    done = ended(town.folder, "once", **town.variables)
    said = done.err
    while done.code == LOCKED:  # on PostgreSQL the one that was ended keeps its place for six seconds
        done = ended(town.folder, "once", **town.variables)
    assert done.out.startswith("bad: ")
    assert titles(town, chats) == ["far has changed", "good has changed"]
    assert "the last run hung for 3 min and was ended by force, while it read bad, which is left alone" in said
    assert "Traceback" not in hung.err + done.err
    assert "hanging.py" in (town.folder / "state" / "last-hang.txt").read_text()
    bad = state_of(town, "bad")
    assert bad["state"] == "failing"
    assert bad["reason"] == (
        f"{town.site.url}/bad could not be read to its end within 3 min, and the whole program had to be ended: it "
        "is left alone for a day. Please report this, with last-hang.txt of the state folder"
    )
    asked = len(town.site.asked)
    assert (ended(town.folder, "once", **town.variables).code, len(town.site.asked)) == (0, asked)


@pytest.mark.soak  # quicker: the same of a run that waits, above, and unit/jobs/test_hang_log.py
def test_source_that_hangs_alone_is_ended_too_with_a_plain_line(yesterday: Town, elsewhere: Site) -> None:
    town, chats = yesterday, watching(yesterday, elsewhere)
    hangs_beside_far(town, elsewhere, SPIN)
    hung = once(town)
    assert (hung.code, lock_is_free(town)) == (1, True)
    said = f"end by force: bad: {town.site.url}/bad could not be read to its end within {HUNG} s; the next visit leaves"
    assert said in hung.err
    assert ended(town.folder, "once", **town.variables).out.splitlines()[0].startswith("bad: ")
    assert titles(town, chats) == ["far has changed", "good has changed"]


@pytest.mark.soak  # quicker: the same of a run
def test_worker_that_hangs_is_ended_and_its_next_start_tells_the_others(yesterday: Town, elsewhere: Site) -> None:
    town, chats = yesterday, watching(yesterday, elsewhere)
    far_only_waits(town, elsewhere)
    hung = end_of(started(town.folder, [*HANGING, "run"], **town.variables))
    assert (hung.code, lock_is_free(town)) == (1, True)
    elsewhere.pages["/far"] = Answer(b"far has changed")
    told: list[str] = []

    def all_told() -> bool:
        told.extend(titles(town, chats))
        return len(told) == 2

    # Where the other source was at work in that moment too, each is visited alone first, and the bad one ends it again.
    for _ in range(2):
        process = started(town.folder, [*HANGING, "run"], **town.variables)
        while process.poll() is None and not all_told():
            time.sleep(0.02)
        if process.poll() is None:
            break
    assert Worker(process).ends().code == 0
    assert sorted(told) == ["far has changed", "good has changed"]
    assert state_of(town, "bad")["state"] == "failing"


@pytest.mark.soak  # quicker: the notes of a killed run, in unit/jobs/test_hang_log.py
def test_run_that_is_killed_blames_nobody(yesterday: Town, elsewhere: Site) -> None:
    town, chats = yesterday, watching(yesterday, elsewhere)
    town.serves({"/bad": Answer(b"", stall=60)})
    killed = started(town.folder, [*HANGING, "once"], **town.variables)
    Worker(killed).until(lambda: "/bad" in town.site.asked[2:])
    killed.kill()
    end_of(killed)
    town.serves({"/bad": Answer(b"as it was")})
    done = once(town)
    assert [line.split()[:2] for line in done.out.splitlines()] == [["bad", "ok"], ["good", "ok"], ["far", "ok"]]
    assert "hung" not in done.err
    assert titles(town, chats) == ["far has changed", "good has changed"]

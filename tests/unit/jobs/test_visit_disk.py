"""When a visit waits for the disk: always where it found something, never where it found nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.tools.web import Answer
from tests.unit.jobs.conftest import FIRST, SECOND, World


def _waited_for_the_disk(world: World) -> bool:
    """Whether the last transaction that wrote waited until the disk had it (SQLite)."""
    with world.store.read() as db:
        return bool(db.execute(text("PRAGMA synchronous")).scalar() == 2)


@pytest.mark.sqlite_only("a setting of SQLite alone")
def test_a_visit_that_finds_all_as_it_was_does_not_wait_for_the_disk(world: World) -> None:
    world.visit(FIRST)
    assert _waited_for_the_disk(world)
    world.visit(FIRST)
    assert not _waited_for_the_disk(world)


@pytest.mark.sqlite_only("a setting of SQLite alone")
@pytest.mark.parametrize("answer", [SECOND, Answer(b"", status=500)], ids=["something new", "a site in trouble"])
def test_a_visit_that_finds_anything_else_waits_for_the_disk(world: World, answer: Answer) -> None:
    world.visit(FIRST)
    world.visit(FIRST)
    world.visit(answer)
    assert _waited_for_the_disk(world)


@pytest.mark.sqlite_only("a setting of SQLite alone")
def test_that_all_is_well_again_waits_for_the_disk_once(world: World) -> None:
    world.visit(FIRST)
    world.visit(Answer(b"", status=500))
    world.visit(FIRST)
    assert _waited_for_the_disk(world)
    world.visit(FIRST)
    assert not _waited_for_the_disk(world)

"""A kind that is added as CONTRIBUTING.md says (one file, one line in KINDS) works through the whole product: the
config knows it by its address, a run visits it, a change is told, and a refusal is reported as one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.features.end_to_end.town import Town, founded
from tests.tools.says import says
from tests.tools.standin import Chat
from tests.tools.web import Answer
from watcher.cli.discover import source_at
from watcher.cli.preview import look
from watcher.core.errors import ConfigError
from watcher.sources import KINDS, recognise
from watcher.sources.kinds import Kind

BOARD = "Notice board\n17 | 2026-11-20 | Bridge Street is closed\n"
MORE = BOARD + "18 | 2026-11-22 | Have your say on SEND\n"


@pytest.fixture
def _added(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one line."""
    monkeypatch.setitem(KINDS, "notice_board", Kind("tests.tools.toy_kind", looks=r"/notices\.txt$"))


@pytest.fixture
def town(tmp_path: Path, database: Path, _added: None) -> Iterator[Town]:
    """It watches the board by its address alone: no `kind:` stands in its config."""
    with founded(tmp_path) as town:
        town.watches("board", "/notices.txt")
        town.serves({"/notices.txt": BOARD})
        yield town


@pytest.fixture
def ann(town: Town) -> Chat:
    return town.subscriber(42, "board")


def state(town: Town) -> tuple[str, str]:
    """What the visit of the next run comes to, and why, without the address of this machine."""
    [visit] = town.once().visits
    return visit.state, (visit.reason or "").replace(town.site.url, "")


def test_the_config_knows_the_kind_by_its_address_and_by_its_name(town: Town) -> None:
    assert recognise("https://www.example.org/notices.txt") == "notice_board"
    assert recognise("https://www.example.org/about.txt") is None
    assert [source.kind for source in town.settings().sources] == ["notice_board"]
    town.watches("other", "/about.txt", kind="notice_board")
    assert [source.kind for source in town.settings().sources] == ["notice_board", "notice_board"]


def test_a_wrong_kind_is_answered_with_all_there_are_this_one_too(town: Town) -> None:
    town.watches("other", "/about.txt", kind="notices")
    with pytest.raises(ConfigError, match=r"kind must be one of .*, notice_board, .*, not 'notices'"):
        town.settings()


def test_found_is_told_to_who_follows_it_and_the_first_visit_is_silent(town: Town, ann: Chat) -> None:
    town.serves({"/notices.txt": MORE})
    assert state(town) == ("ok", "")
    (message,) = town.told(ann)
    assert says(message, "New: Have your say on SEND </notices.txt#18>", "The Board </notices.txt>", "22 November 2026")


@pytest.mark.soak  # quicker: unit/sources/test_toy_kind.py
def test_unchanged_is_told_to_nobody(town: Town, ann: Chat) -> None:
    assert state(town) == ("ok", "")
    assert (town.told(ann), town.log()) == ([], [])


def test_nothing_understood_makes_the_source_fail_and_is_told_to_nobody(town: Town, ann: Chat) -> None:
    town.serves({"/notices.txt": "<html><h1>We are moving to a new site</h1></html>"})
    assert state(town) == ("failing", "/notices.txt does not begin with “Notice board”")
    assert (town.told(ann), town.log()) == ([], [])
    town.serves({"/notices.txt": MORE})
    assert state(town) == ("ok", "")
    assert [message.count("New: Have your say on SEND") for message in town.told(ann)] == [1]


@pytest.mark.soak  # quicker: unit/sources/test_toy_kind.py
def test_refused_is_blocked_and_is_told_to_nobody(town: Town, ann: Chat) -> None:
    town.serves({"/notices.txt": Answer(b"Forbidden", 403)})
    blocked, reason = state(town)
    assert (blocked, "403" in reason) == ("blocked", True)
    assert (town.told(ann), town.log()) == ([], [])


def test_an_administrator_sees_what_is_understood_of_an_address_before_it_is_watched(town: Town) -> None:
    settings = town.settings()
    seen = look(source_at(f"{town.site.url}/notices.txt", settings), settings, town.clock())
    assert [document.title for reading in seen.readings for document in reading.documents] == [
        "Bridge Street is closed"
    ]

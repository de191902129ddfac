"""The demo tells the whole story: what is new, changed and moved on all three sites, once."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.tools.says import says, without_buttons
from watcher.cli.demo import Scene, play

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> list[Scene]:
    return list(play(tmp_path_factory.mktemp("demo"), NOW))


def told(scene: Scene) -> list[str]:
    """The lines of its messages that name a document, without their links."""
    lines = "\n".join(scene.messages).splitlines()
    return [line.partition(" <")[0] for line in lines if line.startswith(("New: ", "Changed: ", "Moved: "))]


def test_the_first_visit_tells_nobody(scenes: list[Scene]) -> None:
    first = scenes[0]
    assert all(line.endswith("nothing to tell") for line in first.found)
    assert len(first.found) == 3
    assert len(first.messages) == 1
    assert "[SEND]" in first.messages[0]


def test_what_she_chose_is_confirmed(scenes: list[Scene]) -> None:
    chosen = "\n".join(scenes[1].messages)
    assert "[✓ SEND]" in chosen
    assert "[✓ Children's services]" in chosen
    assert "Following Ofsted: Example Borough" in chosen


def test_a_day_later_new_changed_and_moved_are_told_of_all_three_sites(scenes: list[Scene]) -> None:
    assert told(scenes[2]) == [
        "Moved: Children's Scrutiny Committee",
        "New: SEND Strategy 2027 to 2031",
        "New: Budget monitoring, period 7",
        "New: Public reports pack",
        "New: Children's services inspection",
        "New: Parents wait months for EHC plans, council told",
        "Changed: Children's centre opening put off until autumn",
    ]


def test_the_sentence_that_matters_and_the_grades_are_quoted(scenes: list[Scene]) -> None:
    said = "\n".join(scenes[2].messages)
    assert says(said, "p. 2", ": “Home to school transport is overspent by £1.2 million.”")
    assert "children in care: Inadequate → Good" in said


def test_every_alert_says_where_it_is_from_and_why_it_came(scenes: list[Scene]) -> None:
    for message in scenes[2].messages:
        assert message.endswith("[Fewer like this]")
        source, reason = without_buttons(message).rpartition("\n\n")[2].split(" · ")
        assert source.startswith(("Children's Scrutiny Committee <", "Ofsted: Example Borough <", "Example Gazette <"))
        assert reason


def test_what_changed_is_told_with_old_and_new(scenes: list[Scene]) -> None:
    shown = "\n".join(scenes[2].messages)
    assert "title: Children's centre opens in spring → Children's centre opening put off until autumn" in shown
    assert "date: 12 December 2026 → 19 December 2026" in shown


def test_the_last_scene_finds_nothing_new_and_tells_nothing(scenes: list[Scene]) -> None:
    assert len(scenes) == 4
    assert all(line.endswith("nothing to tell") for line in scenes[3].found)
    assert scenes[3].messages == ()


@pytest.mark.soak  # quicker: the scenes, above
def test_it_tells_the_same_in_the_last_minutes_of_a_leap_day(tmp_path: Path) -> None:
    *_, day_later, last = play(tmp_path, datetime(2028, 2, 29, 23, 50, tzinfo=UTC))
    assert [line.partition(":")[0] for line in told(day_later)].count("New") == 5
    assert (len(told(day_later)), last.messages) == (7, ())

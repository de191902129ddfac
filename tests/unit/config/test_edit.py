"""Renaming and removing in the files of the config: only what says so changes, comments stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from watcher.config import load_settings
from watcher.config.edit import remove, rename
from watcher.core.errors import ConfigError

SOURCES = """# what is watched
sources:
  # the paper
  - id: gazette   # short
    name: "Gazette: news"
    url: https://g.example.org/feed
    topics: [send, ofsted]   # both

  # the council
  - id: cabinet
    name: Cabinet
    url: https://d.example.org/ieListMeetings.aspx?CId=1
    topics:
      - send   # always
    was:
      - old-cabinet

  - {id: short, name: Short, url: "https://s.example.org/rss"}
"""
TOPICS = """topics:
  - id: send
    name: SEND
    phrases: [SEND]
  - id: ofsted   # inspections
    name: Ofsted
    phrases: [Ofsted]
    includes: [send]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sources.yaml").write_text(SOURCES)
    (tmp_path / "topics.yaml").write_text(TOPICS)
    (tmp_path / "watcher.yaml").write_text("timezone: Europe/London\n")
    return tmp_path


def sources(folder: Path) -> str:
    return (folder / "sources.yaml").read_text()


def test_a_renamed_source_names_its_old_id_and_nothing_else_changes(folder: Path) -> None:
    assert rename(folder, "gazette", "paper") == [folder / "sources.yaml"]
    assert sources(folder) == SOURCES.replace("- id: gazette   # short", "- id: paper   # short\n    was: [gazette]")


def test_earlier_ids_that_stand_there_stay(folder: Path) -> None:
    rename(folder, "cabinet", "the-cabinet")
    expected = SOURCES.replace("- id: cabinet", "- id: the-cabinet").replace(
        "      - old-cabinet", "      - old-cabinet\n      - cabinet"
    )
    assert sources(folder) == expected


def test_a_source_on_one_line_stays_on_it(folder: Path) -> None:
    rename(folder, "short", "brief")
    assert "  - {id: brief, was: [short], name: Short," in sources(folder)


def test_a_source_gets_its_old_id_back(folder: Path) -> None:
    rename(folder, "gazette", "paper")
    rename(folder, "paper", "gazette")
    assert load_settings(folder).sources[0].was == ("paper",)
    rename(folder, "cabinet", "old-cabinet")
    assert load_settings(folder).sources[1].was == ("cabinet",)


def test_a_renamed_topic_is_renamed_where_it_is_named(folder: Path) -> None:
    assert rename(folder, "send", "needs") == [folder / "sources.yaml", folder / "topics.yaml"]
    made = load_settings(folder)
    assert [source.topics for source in made.sources] == [("needs", "ofsted"), ("needs",), ()]
    assert sources(folder) == SOURCES.replace("[send,", "[needs,").replace("- send   # always", "- needs   # always")


def test_a_removed_source_takes_its_own_lines_along_and_no_others(folder: Path) -> None:
    remove(folder, "cabinet")
    start = SOURCES.index("  - id: cabinet")
    end = SOURCES.index("\n  - {id: short")
    assert sources(folder) == SOURCES[:start] + SOURCES[end:]
    remove(folder, "short")
    remove(folder, "gazette")
    assert load_settings(folder).sources == ()
    assert "# what is watched" in sources(folder)


def test_a_removed_topic_leaves_the_lists_that_named_it(folder: Path) -> None:
    remove(folder, "send")
    made = load_settings(folder)
    assert [source.topics for source in made.sources] == [("ofsted",), (), ()]
    assert [topic.id for topic in made.topics] == ["ofsted"]


def test_line_ends_and_the_mark_at_the_beginning_stay(folder: Path) -> None:
    windows = b"\xef\xbb\xbf" + SOURCES.replace("\n", "\r\n").encode()
    (folder / "sources.yaml").write_bytes(windows)
    rename(folder, "gazette", "paper")
    expected = windows.replace(b"- id: gazette   # short", b"- id: paper   # short\r\n    was: [gazette]")
    assert (folder / "sources.yaml").read_bytes() == expected
    remove(folder, "short")
    assert b"\n" not in (folder / "sources.yaml").read_bytes().replace(b"\r\n", b"")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("gazete", "x", "there is no source or topic 'gazete'; did you mean 'gazette'?"),
        ("gazette", "cabinet", "cabinet is taken"),
        ("gazette", "send", "send is taken"),
        ("gazette", "The Paper", "NEW must"),
        ("gazette", "old-cabinet", "which is an id in use"),
    ],
)
def test_what_would_be_wrong_is_refused_and_nothing_changes(folder: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        rename(folder, old, new)
    assert sources(folder) == SOURCES


def test_dashes_in_the_column_of_the_section_are_cut_too(folder: Path) -> None:
    text = "sources:\n- id: a\n  name: A\n  url: https://a.example.org/rss\n- id: b\n  name: B\n  url: https://b.example.org/rss"
    (folder / "sources.yaml").write_text(text)
    remove(folder, "b")
    assert sources(folder) == text.partition("- id: b")[0]

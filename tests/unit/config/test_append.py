"""A source added to sources.yaml: the file differs by the added lines and by nothing else."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.tools.configs import written
from watcher.config import load_settings
from watcher.config.append import append_source
from watcher.core.errors import ConfigError

NEW = {"id": "daily", "name": "The Daily", "url": "https://daily.example.org/feed/", "kind": "feed"}
ADDED = "\n{0}- id: daily\n{0}  name: The Daily\n{0}  url: https://daily.example.org/feed/\n{0}  kind: feed\n"
ONE = "id: one, name: One, url: 'https://one.example.org/feed'"


@pytest.mark.parametrize(
    ("before", "indent"),
    [
        (f"# top\nsources:\n  # about one\n  - {{{ONE}}}   # here\n  # bottom\n", "  "),
        (f"sources:\n- {{{ONE}}}\n", ""),
        (f"---\nsources:\n    - {{{ONE}}}\n", "    "),
        ("sources:\n  # - id: x\n", "  "),
    ],
)
def test_the_new_lines_stand_in_the_column_of_the_others(before: str, indent: str) -> None:
    folder = written({"sources.yaml": before})
    lines = append_source(folder, NEW)

    assert lines == ADDED.format(indent)
    assert (folder / "sources.yaml").read_text() == before + lines
    assert load_settings(folder).sources[-1].id == "daily"


def test_the_config_that_comes_with_the_program_differs_only_by_the_added_lines() -> None:
    before = (ROOT / "config" / "sources.yaml").read_text()
    topics = "topics:\n" + "".join(
        f"  - {{id: {id_}, name: x, phrases: [x]}}\n"
        for id_ in ("ofsted", "childrens-services", "send", "send-funding")
    )
    folder = written({"sources.yaml": before, "topics.yaml": topics})
    append_source(folder, NEW)

    after = (folder / "sources.yaml").read_text()
    assert [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[0] in "-?"] == []
    assert after.startswith(before)


def test_an_empty_list_makes_room_for_the_first_source() -> None:
    folder = written({"sources.yaml": "# none yet\nsources: []   # add some\n"})
    append_source(folder, NEW)
    assert (folder / "sources.yaml").read_text() == "# none yet\nsources:   # add some\n" + ADDED.format("  ")


def test_windows_line_ends_a_byte_order_mark_and_a_missing_last_line_end_are_kept() -> None:
    before = b"\xef\xbb\xbfsources:\r\n  - {" + ONE.encode() + b"}"
    folder = written({"sources.yaml": before})
    append_source(folder, NEW)
    assert (folder / "sources.yaml").read_bytes() == before + b"\r\n" + ADDED.format("  ").replace(
        "\n", "\r\n"
    ).encode()
    assert [source.id for source in load_settings(folder).sources] == ["one", "daily"]


@pytest.mark.parametrize(
    "name", ["News: all of it", "- x", "A # B", "'quoted'", '"x"', "null", "[x]", "a\tb", "*", "Ü – “ß”"]
)
def test_any_name_is_read_back_as_it_was_given(name: str) -> None:
    folder = written({})
    append_source(folder, {**NEW, "name": name})
    assert load_settings(folder).sources[-1].name == name


def test_a_link_to_the_file_stays_a_link() -> None:
    folder = written({})
    (folder / "sources.yaml").rename("elsewhere.yaml")
    (folder / "sources.yaml").symlink_to(Path("elsewhere.yaml").resolve())
    append_source(folder, NEW)
    assert (folder / "sources.yaml").is_symlink()
    assert "id: daily" in Path("elsewhere.yaml").read_text()


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({**NEW, "id": "cabinet"}, "cabinet: id is used twice, first on line 2"),
        ({**NEW, "every": "often"}, "daily: every must be a duration"),
    ],
)
def test_a_source_that_would_break_the_file_is_refused_and_nothing_changes(entry: dict[str, str], words: str) -> None:
    folder = written({})
    before = (folder / "sources.yaml").read_bytes()
    with pytest.raises(ConfigError, match=words):
        append_source(folder, entry)
    assert (folder / "sources.yaml").read_bytes() == before
    assert sorted(path.name for path in folder.iterdir()) == ["sources.yaml", "topics.yaml", "watcher.yaml"]


def test_sources_in_one_line_are_left_to_the_administrator() -> None:
    before = f"sources: [{{{ONE}}}]\n"
    folder = written({"sources.yaml": before})
    with pytest.raises(ConfigError, match="add this one by hand"):
        append_source(folder, NEW)
    assert (folder / "sources.yaml").read_text() == before


def test_a_folder_that_can_not_be_written_is_told_and_the_file_stays() -> None:
    folder = written({})
    before = (folder / "sources.yaml").read_bytes()
    (folder / "sources.yaml.new").mkdir()
    with pytest.raises(ConfigError, match="can't be written: Is a directory; nothing was changed"):
        append_source(folder, NEW)
    assert (folder / "sources.yaml").read_bytes() == before

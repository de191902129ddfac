"""The settings that are kept in the state: the same as those that are read, and never older than the files."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests.tools.configs import written
from watcher.config import load_all, load_settings
from watcher.config.cache import fingerprint, read_cached, write_cache

ALL_OPTIONS = """\
sources:
  - {id: council, name: Council, url: "https://democracy.havering.gov.uk/", committees: [Cabinet, 153], every: 90s}
  - {id: page, name: Page, url: "https://a.example/b", kind: page, select: main, ignore: ["x.*"], local: false}
  - {id: off, name: Off, url: "https://a.example/feed", enabled: false, topics: [send]}
"""


@pytest.fixture
def config() -> Path:
    Path("state").mkdir()
    return written({"sources.yaml": ALL_OPTIONS})


def test_kept_settings_are_those_that_were_read(config: Path) -> None:
    settings = load_settings(config)
    write_cache(settings, fingerprint(config), Path("state"))
    assert read_cached(config, Path("state")) == settings
    assert settings.source("council").every == timedelta(seconds=90)


def test_shipped_config_is_kept_whole() -> None:
    Path("state").mkdir()
    shipped = Path(__file__).resolve().parents[3] / "config"
    write_cache(load_settings(shipped), fingerprint(shipped), Path("state"))
    assert read_cached(shipped, Path("state")) == load_settings(shipped)


@pytest.mark.parametrize("name", ["sources.yaml", "topics.yaml", "watcher.yaml"])
def test_edited_file_is_read_again(config: Path, name: str) -> None:
    write_cache(load_settings(config), fingerprint(config), Path("state"))
    file = config / name
    file.write_text(file.read_text() + "# a word more\n")
    assert read_cached(config, Path("state")) is None


def test_what_is_kept_is_used_and_what_changed_is_seen(config: Path) -> None:
    first, _ = load_all({}, kept=True)
    assert load_all({}, kept=True)[0] == first
    (config / "sources.yaml").write_text(ALL_OPTIONS.replace("90s", "2h"))
    assert load_all({}, kept=True)[0].source("council").every == timedelta(hours=2)


@pytest.mark.parametrize("spoilt", ["", "[]", "{}", '{"print": 1}', '{"settings": {"sources": 3}}'])
def test_spoilt_file_is_none(config: Path, spoilt: str) -> None:
    Path("state/config.json").write_text(spoilt)
    assert load_all({}, kept=True)[0] == load_settings(config)


def test_spoilt_settings_under_the_right_print_are_none(config: Path) -> None:
    write_cache(load_settings(config), fingerprint(config), Path("state"))
    kept = json.loads(Path("state/config.json").read_text())
    Path("state/config.json").write_text(json.dumps({**kept, "settings": {"sources": [{}]}}))
    assert read_cached(config, Path("state")) is None


def test_nothing_is_kept_where_nothing_is_asked_for(config: Path) -> None:
    load_all({})
    assert config.is_dir()
    assert list(Path("state").iterdir()) == []

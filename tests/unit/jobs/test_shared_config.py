"""What workers on one database compare of their configs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conftest import ROOT
from watcher.config import Settings, load_settings
from watcher.jobs.shared_config import config_difference, fingerprints, has_token

TOKEN = "1:secret"


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings(ROOT / "config")


def test_the_same_config_is_the_same_whatever_is_a_machines_own(settings: Settings) -> None:
    other = replace(settings, site=None, metrics="127.0.0.1:9", ping="https://ping.example.org/secret")
    assert config_difference(fingerprints(settings, TOKEN), fingerprints(other, TOKEN)) == ""


def test_what_is_watched_otherwise_is_counted_and_what_else_differs_is_named(settings: Settings) -> None:
    first, second, *rest = settings.sources
    other = replace(settings, sources=(replace(first, name="Another"), *rest), topics=settings.topics[1:])
    assert config_difference(fingerprints(settings, TOKEN), fingerprints(other, TOKEN)) == "2 sources, topics"
    fewer = replace(settings, sources=(second, *rest))
    assert config_difference(fingerprints(settings, TOKEN), fingerprints(fewer, TOKEN)) == "1 source"


def test_nothing_is_said_of_a_worker_that_has_not_shown_its_config_yet(settings: Settings) -> None:
    assert config_difference(fingerprints(settings, TOKEN), {}) == ""


def test_another_token_is_said_and_none_is_shown(settings: Settings) -> None:
    """Whoever takes over with it speaks as another bot, which none of the subscribers has let in."""
    ours, theirs, none = (fingerprints(settings, token) for token in (TOKEN, "2:other", ""))
    assert (config_difference(ours, theirs), config_difference(ours, none)) == ("token", "token")
    assert [has_token(shown) for shown in (ours, theirs, none, {})] == [True, True, False, False]
    assert TOKEN not in repr(ours)


def test_nothing_is_said_of_the_token_of_an_older_version_that_shows_none(settings: Settings) -> None:
    shown = fingerprints(settings, TOKEN)
    older = {name: seen for name, seen in shown.items() if name != "token"}
    assert (config_difference(shown, older), config_difference(older, shown)) == ("", "")

"""What workers on one database compare of their configs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conftest import ROOT
from watcher.config import Settings, load_settings
from watcher.jobs.shared_config import config_difference, fingerprints


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings(ROOT / "config")


def test_the_same_config_is_the_same_whatever_is_a_machines_own(settings: Settings) -> None:
    other = replace(settings, site=None, metrics="127.0.0.1:9", ping="https://ping.example.org/secret")
    assert config_difference(fingerprints(settings), fingerprints(other)) == ""


def test_what_is_watched_otherwise_is_counted_and_what_else_differs_is_named(settings: Settings) -> None:
    first, second, *rest = settings.sources
    other = replace(settings, sources=(replace(first, name="Another"), *rest), topics=settings.topics[1:])
    assert config_difference(fingerprints(settings), fingerprints(other)) == "2 sources, topics"
    assert config_difference(fingerprints(settings), fingerprints(replace(settings, sources=(second, *rest)))) == (
        "1 source"
    )


def test_nothing_is_said_of_a_worker_that_has_not_shown_its_config_yet(settings: Settings) -> None:
    assert config_difference(fingerprints(settings), {}) == ""

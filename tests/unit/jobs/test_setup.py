"""What is made from the config for those who must not know it."""

from __future__ import annotations

from dataclasses import replace

from tests.features.telegram.conftest import ADMIN, CABINET, CLOSED, DAILY, SETTINGS
from watcher.jobs.setup import bot_settings


def test_the_bot_is_told_what_there_is_to_follow_who_rules_and_how_fast_to_go() -> None:
    found = bot_settings(SETTINGS)
    assert (found.admins, found.rate) == ((ADMIN,), 28)
    assert found.catalogue.topics == SETTINGS.topics
    assert (found.catalogue.daily, found.catalogue.weekly) == (SETTINGS.telegram.daily, SETTINGS.telegram.weekly)
    assert found.catalogue.contact == SETTINGS.fetch.contact


def test_a_source_that_is_not_read_is_not_offered_but_keeps_its_name() -> None:
    catalogue = bot_settings(SETTINGS).catalogue
    assert catalogue.sources == (CABINET, DAILY)
    assert catalogue.disabled == (CLOSED,)


def test_an_edit_that_the_bot_need_not_know_changes_nothing_for_it() -> None:
    assert bot_settings(replace(SETTINGS, metrics="127.0.0.1:9100")) == bot_settings(SETTINGS)

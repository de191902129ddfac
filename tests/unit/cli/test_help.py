"""Help where people look for it: `help`, and what a shell completes."""

from __future__ import annotations

import pytest

from tests.unit.cli.conftest import Watcher


def test_help_of_a_verb_is_what_its_option_says(watcher: Watcher) -> None:
    asked, option = watcher("help", "run"), watcher("run", "--help")
    assert (asked.code, asked.out.split()) == (0, option.out.split())
    assert "--log-level" in asked.out


def test_help_alone_names_every_verb(watcher: Watcher) -> None:
    assert watcher("help").out.split() == watcher("--help").out.split()


def test_help_of_what_is_no_verb_names_those_that_are(watcher: Watcher) -> None:
    ended = watcher("help", "nope")
    assert ended.code == 2
    assert "preview" in ended.err


@pytest.mark.parametrize("option", ["--install-completion", "--show-completion"])
def test_a_shell_can_be_taught_the_verbs(watcher: Watcher, option: str) -> None:
    assert option in watcher("--help").out

"""The list of commands: what is offered keeps its promises, whoever adds one."""

from __future__ import annotations

import re

from tests.tools.examples import every_example
from tests.unit.bot.commands.talk import follow, read, says
from watcher.bot.commands.command_list import COMMANDS, Command, commands_for

WORDS = ("", "send", "cabinet daily", "no such thing", "22:00-07:00", "7d", "yes", "remove send")


def named(command: Command) -> str:
    return command.name


def test_no_command_stands_twice() -> None:
    assert len({command.name for command in COMMANDS}) == len(COMMANDS)


@every_example("command", COMMANDS, ids=named)
def test_telegram_takes_its_name_and_its_line(command: Command) -> None:
    assert re.fullmatch(r"[a-z0-9_]{1,32}", command.name)
    assert 1 <= len(command.line) <= 256


@every_example("command", [command for command in COMMANDS if command.only_looks], ids=named)
def test_what_members_of_groups_are_offered_stores_nothing(command: Command) -> None:
    for words in WORDS:
        found = says(f"/{command.name} {words}", follow("send"))
        assert found.actions == ()
        assert not found.for_rulers


@every_example("command", COMMANDS, ids=named)
def test_help_shows_it_to_those_who_may_use_it_and_to_nobody_else(command: Command) -> None:
    line = f"/{command.name} – {command.line}"
    assert line in read(says("/help", is_admin=True)).splitlines()
    assert (line in read(says("/help")).splitlines()) == (not command.for_admins)


def test_an_administrators_command_is_unknown_to_others() -> None:
    assert "status" not in commands_for(is_admin=False)
    assert "don't know the command /status" in read(says("/status"))

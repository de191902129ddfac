"""What python-telegram-bot learns from the stand-in about chats, members and menus, and may change there."""

from collections.abc import Iterator

import pytest
import telegram
from telegram.error import BadRequest, Forbidden

from tests.tools.standin import BotApi
from tests.tools.test_standin_people import run, says_hello


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi(flood=False) as api:
        yield api


def test_members_and_administrators(api: BotApi) -> None:
    group = api.group(-5, admins={7: "Bea", 8: "Cy"})
    group.says("/start", user=9)

    async def job(bot: telegram.Bot) -> tuple[list[str], list[int], str]:
        statuses = [(await bot.get_chat_member(-5, user)).status for user in (7, 8, 9, bot.id)]
        admins = [member.user.id for member in await bot.get_chat_administrators(-5)]
        return statuses, admins, str((await bot.get_chat(-5)).title)

    expected = (["creator", "administrator", "member", "member"], [7, 8], "Parents")
    assert run(api, job) == expected
    with pytest.raises(BadRequest, match="User not found"):
        run(api, lambda bot: bot.get_chat_member(-5, 999))


def test_a_private_chat_has_no_administrators_and_cannot_be_left(api: BotApi) -> None:
    api.private(42)
    with pytest.raises(BadRequest, match="no administrators in the private chat"):
        run(api, lambda bot: bot.get_chat_administrators(42))
    with pytest.raises(BadRequest, match="private chats"):
        run(api, lambda bot: bot.leave_chat(42))


def test_a_group_the_bot_left_is_closed_to_it(api: BotApi) -> None:
    group = api.group(-5)
    assert run(api, lambda bot: bot.send_chat_action(-5, "typing"))
    assert run(api, lambda bot: bot.leave_chat(-5))
    with pytest.raises(Forbidden, match="not a member of the group chat"):
        run(api, says_hello(group))


def test_a_state_that_does_not_exist_is_refused(api: BotApi) -> None:
    ann = api.private(42)
    with pytest.raises(ValueError, match="allowed: ok, never_started"):
        ann.state = "asleep"


def test_menus_by_scope_and_language(api: BotApi) -> None:
    group = api.group(-5)
    scope = telegram.BotCommandScopeChat(group.id)

    async def job(bot: telegram.Bot) -> list[list[str]]:
        await bot.set_my_commands([("start", "begin")])
        await bot.set_my_commands([("quiet", "silence")], scope=scope, language_code="en")
        found = [await bot.get_my_commands(), await bot.get_my_commands(scope, "en")]
        await bot.delete_my_commands(scope, "en")
        found.append(await bot.get_my_commands(scope, "en"))
        return [[command.command for command in menu] for menu in found]

    assert run(api, job) == [["start"], ["quiet"], []]


@pytest.mark.parametrize(
    ("commands", "scope", "trouble"),
    [
        ([("Start", "begin")], None, "bot_command_invalid"),
        ([("start", "")], None, "bot_command_description_invalid"),
        ([("start", "x" * 257)], None, "bot_command_description_invalid"),
        ([(f"c{number}", "x") for number in range(101)], None, "bot_commands_too_much"),
        ([("start", "begin")], telegram.BotCommandScopeChat(-6), "chat not found"),
    ],
)
def test_menus_that_are_refused(
    api: BotApi, commands: list[tuple[str, str]], scope: telegram.BotCommandScope | None, trouble: str
) -> None:
    with pytest.raises(BadRequest, match=f"(?i){trouble}"):
        run(api, lambda bot: bot.set_my_commands(commands, scope=scope))


def test_a_chat_is_made_once_and_found_again() -> None:
    api = BotApi()
    ann = api.private(42)
    assert api.chat(42) is ann
    with pytest.raises(ValueError, match="there is a chat 42 already"):
        api.private(42)
    api.close()

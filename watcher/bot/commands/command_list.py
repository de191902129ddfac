"""PURE: lists every command there is, once: dispatch, menus and /help are made from this list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from watcher.bot.commands import (
    approvals,
    chat_id,
    history,
    meetings,
    ombudsman,
    plan,
    privacy,
    promises,
    reminders,
    said,
    settings,
    status,
    stop,
    story,
    subscribe,
)
from watcher.bot.commands.context import Reply, RequestContext
from watcher.bot.commands.views import mine_list, source_list, topic_list
from watcher.messages.telegram_html import code, join, own
from watcher.messages.texts import conversation as texts
from watcher.messages.texts.chat_id import MENU_ID
from watcher.messages.texts.format import fill
from watcher.messages.texts.ombudsman import MENU_OMBUDSMAN
from watcher.messages.texts.plans import MENU_PLAN
from watcher.messages.texts.promises import MENU_PROMISES
from watcher.messages.texts.reminders import MENU_REMINDERS
from watcher.messages.texts.said import MENU_SAID

Handler: TypeAlias = Callable[[RequestContext, str], Reply]
"""Answers a command; is given the words after it, stripped, or an empty text."""


@dataclass(frozen=True, slots=True)
class Command:
    """Names one command, what answers it, and who is offered it: everybody but members of groups, unless said
    otherwise."""

    name: str
    answer: Handler
    line: str
    """What it does, in a few words: its line in the menus and in /help."""
    only_looks: bool = False
    """It stores nothing, whatever is said with it: members of groups are offered it too."""
    for_admins: bool = False
    """For the watcher's administrators alone; to others there is no such command."""


def _help(context: RequestContext, words: str) -> Reply:
    known = [
        f"/{command.name} – {command.line}" for command in commands_for(is_admin=context.request.is_admin).values()
    ]
    example = fill(texts.HELP_EXAMPLE, all=code("all"), example=code("/subscribe send daily"))
    return Reply(join([fill(texts.HELP, title=texts.TITLE), own("\n".join(known)), example], "\n\n").html)


COMMANDS = (
    Command("start", subscribe.start, texts.MENU_START),
    Command("topics", lambda context, words: topic_list(context), texts.MENU_TOPICS, only_looks=True),
    Command("sources", lambda context, words: source_list(context), texts.MENU_SOURCES, only_looks=True),
    Command("mine", lambda context, words: mine_list(context), texts.MENU_MINE, only_looks=True),
    Command("subscribe", subscribe.subscribe, texts.MENU_SUBSCRIBE),
    Command("unsubscribe", subscribe.unsubscribe, texts.MENU_UNSUBSCRIBE),
    Command("keyword", settings.keyword, texts.MENU_KEYWORD),
    Command("latest", history.latest, texts.MENU_LATEST, only_looks=True),
    Command("search", history.search, texts.MENU_SEARCH, only_looks=True),
    Command("story", story.story, texts.MENU_STORY, only_looks=True),
    Command("said", said.said, MENU_SAID, only_looks=True),
    Command("promises", promises.promises, MENU_PROMISES, only_looks=True),
    Command("meetings", meetings.meetings, texts.MENU_MEETINGS, only_looks=True),
    Command("plan", plan.plan, MENU_PLAN, only_looks=True),
    Command("reminders", reminders.reminders, MENU_REMINDERS, only_looks=True),
    Command("ofsted", history.ofsted, texts.MENU_OFSTED, only_looks=True),
    Command("ombudsman", ombudsman.ombudsman, MENU_OMBUDSMAN, only_looks=True),
    Command("quiet", settings.quiet, texts.MENU_QUIET),
    Command("pause", settings.pause, texts.MENU_PAUSE),
    Command("resume", settings.resume, texts.MENU_RESUME),
    Command("stop", stop.stop, texts.MENU_STOP),
    Command("privacy", privacy.privacy, texts.MENU_PRIVACY, only_looks=True),
    Command("mydata", privacy.mydata, texts.MENU_MYDATA, only_looks=True),
    Command("forget", privacy.forget, texts.MENU_FORGET),
    Command("id", chat_id.chat_id, MENU_ID, only_looks=True),
    Command("help", _help, texts.MENU_HELP, only_looks=True),
    Command("status", status.status, texts.MENU_STATUS, for_admins=True),
    Command("failed", status.failed, texts.MENU_FAILED, for_admins=True),
    Command("approve", approvals.approve, texts.MENU_APPROVE, for_admins=True),
    Command("reject", approvals.reject, texts.MENU_REJECT, for_admins=True),
)
"""In the order in which people see them."""


def commands_for(*, is_admin: bool) -> Mapping[str, Command]:
    """Returns the commands that an administrator of the watcher, or everybody else, may use, by name, in the order
    listed."""
    return {command.name: command for command in COMMANDS if is_admin or not command.for_admins}

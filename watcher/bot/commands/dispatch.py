"""PURE: answers what somebody typed: a command with its words, or words without one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

from watcher.bot.commands.command_list import Command, commands_for
from watcher.bot.commands.context import Reply, RequestContext
from watcher.bot.commands.misspelt import corrected
from watcher.bot.commands.offers import read_as
from watcher.bot.commands.plain_words import answer_words
from watcher.messages.telegram_html import code, join, one_line, own
from watcher.messages.texts import conversation as texts
from watcher.messages.texts.format import fill

_COMMAND = re.compile(r"/(\w{1,64})(?:@(\w{1,64}))?(?:\s+(.*))?", re.DOTALL)


def answer_typed(context: RequestContext) -> Reply | None:
    """Returns what to say to a text; None where it is not for this bot."""
    asked = context.request
    if asked.passed_on:
        return Reply(own(texts.PASSED_ON).html) if asked.chat_kind == "private" else None
    found = _COMMAND.fullmatch(asked.text.strip())
    if not found:
        return answer_words(context, commands_for(is_admin=asked.is_admin))
    command, other, words = found.group(1).lower(), found.group(2), (found.group(3) or "").strip()
    if other and other.lower() != asked.bot_name.lower():
        return None
    known = commands_for(is_admin=asked.is_admin)
    if command in known:
        return known[command].answer(context, words)
    return _unknown_command(context, command, words, known) if other or asked.chat_kind == "private" else None


def _unknown_command(context: RequestContext, command: str, words: str, known: Mapping[str, Command]) -> Reply:
    """Does the only one that is meant by a command with a slip in it, and says so (MESSAGES.md, "Words without a
    slash"); asks about any other, and where an administrator's may be meant: what is approved stays so."""
    slip = corrected(command, {name: name for name in known})
    if slip and not known[slip[0]].for_admins:
        return read_as(known[slip[0]].answer(context, words), f"/{command}", f"/{slip[0]}")
    lines = [fill(texts.UNKNOWN_COMMAND, command=code("/" + one_line(command, 40)))]
    close = get_close_matches(command[:40], known, n=1, cutoff=0.6)
    lines += [fill(texts.DID_YOU_MEAN_COMMAND, command=own(f"/{name}")) for name in close]
    return Reply(join([*lines, own(texts.SEE_HELP)]).html)

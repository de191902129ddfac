"""PURE: answers to what somebody typed: a command with its words, or words without one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches

from watcher.bot.commands import approvals, history, meetings, privacy, settings, status, stop, subscribe
from watcher.bot.commands.context import Reply, RequestContext
from watcher.bot.commands.misspelt import corrected
from watcher.bot.commands.offers import read_as
from watcher.bot.commands.plain_words import answer_words
from watcher.bot.commands.views import mine_list, source_list, topic_list
from watcher.messages.telegram_html import code, join, one_line, own
from watcher.messages.texts import conversation as texts
from watcher.messages.texts.format import fill

_COMMAND = re.compile(r"/(\w{1,64})(?:@(\w{1,64}))?(?:\s+(.*))?", re.DOTALL)

Handler = Callable[[RequestContext, str], Reply]


def answer_typed(scene: RequestContext) -> Reply | None:
    """What to say to a text; None where it is not for this bot."""
    asked = scene.request
    if asked.passed_on:
        return Reply(own(texts.PASSED_ON).html) if asked.chat_kind == "private" else None
    found = _COMMAND.fullmatch(asked.text.strip())
    if not found:
        return answer_words(scene, commands_for(is_admin=asked.is_admin))
    command, other, words = found.group(1).lower(), found.group(2), (found.group(3) or "").strip()
    if other and other.lower() != asked.bot_name.lower():
        return None
    handlers = commands_for(is_admin=asked.is_admin)
    if command in handlers:
        return handlers[command](scene, words)
    return _unknown_command(scene, command, words) if other or asked.chat_kind == "private" else None


def commands_for(*, is_admin: bool) -> Mapping[str, Handler]:
    """The commands there are for an administrator of the watcher, or for everybody, in the order they are listed."""
    return {**_FOR_EVERYBODY, **_FOR_ADMINS} if is_admin else _FOR_EVERYBODY


def _help(scene: RequestContext, words: str) -> Reply:
    known = [f"/{name} – {texts.MENU[name]}" for name in commands_for(is_admin=scene.request.is_admin)]
    example = fill(texts.HELP_EXAMPLE, all=code("all"), example=code("/subscribe send daily"))
    return Reply(join([fill(texts.HELP, title=texts.TITLE), own("\n".join(known)), example], "\n\n").html)


_FOR_EVERYBODY: dict[str, Handler] = {
    "start": subscribe.start,
    "topics": lambda scene, words: topic_list(scene),
    "sources": lambda scene, words: source_list(scene),
    "mine": lambda scene, words: mine_list(scene),
    "subscribe": subscribe.subscribe,
    "unsubscribe": subscribe.unsubscribe,
    "keyword": settings.keyword,
    "latest": history.latest,
    "search": history.search,
    "meetings": meetings.meetings,
    "ofsted": history.ofsted,
    "quiet": settings.quiet,
    "pause": settings.pause,
    "resume": settings.resume,
    "stop": stop.stop,
    "privacy": privacy.privacy,
    "mydata": privacy.mydata,
    "forget": privacy.forget,
    "help": _help,
}
# What changes nothing: all that members of a group may do.
LOOKING = ("topics", "sources", "mine", "latest", "search", "meetings", "ofsted", "privacy", "mydata", "help")
_FOR_ADMINS: dict[str, Handler] = {
    "status": status.status,
    "failed": status.failed,
    "approve": approvals.approve,
    "reject": approvals.reject,
}


def _unknown_command(scene: RequestContext, command: str, words: str) -> Reply:
    """One that changes nothing, with a slip in it, is done; any other is asked about."""
    handlers = commands_for(is_admin=scene.request.is_admin)
    slip = corrected(command, {name: name for name in handlers})
    if slip and slip[0] in LOOKING:
        return read_as(handlers[slip[0]](scene, words), f"/{command}", f"/{slip[0]}")
    lines = [fill(texts.UNKNOWN_COMMAND, command=code("/" + one_line(command, 40)))]
    close = get_close_matches(command[:40], handlers, n=1, cutoff=0.6)
    lines += [fill(texts.DID_YOU_MEAN_COMMAND, command=own(f"/{name}")) for name in close]
    return Reply(join([*lines, own(texts.SEE_HELP)]).html)

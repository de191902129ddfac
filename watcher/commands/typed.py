"""PURE: answers to what somebody typed: a command with its words, or chatter."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches

from watcher.commands import ahead, choosing, judging, lookback, privacy, settings, standing
from watcher.commands.finding import near
from watcher.commands.parts import Answer, Scene
from watcher.commands.views import mine_list, source_list, suggestions, topic_list
from watcher.styled import clean, code, join, own
from watcher.texts import conversation as texts
from watcher.texts.saying import say

_COMMAND = re.compile(r"/(\w{1,64})(?:@(\w{1,64}))?(?:\s+(.*))?", re.DOTALL)
LONGEST_CHATTER = 60

Handler = Callable[[Scene, str], Answer]


def answer_typed(scene: Scene) -> Answer | None:
    """What to say to a text; None where it is not for this bot."""
    asked = scene.asked
    if asked.passed_on:
        return Answer(own(texts.PASSED_ON).html) if asked.chat_kind == "private" else None
    found = _COMMAND.fullmatch(asked.text.strip())
    if not found:
        return _chatter(scene) if asked.chat_kind == "private" else None
    command, other, words = found.group(1).lower(), found.group(2), (found.group(3) or "").strip()
    if other and other.lower() != asked.bot_name.lower():
        return None
    handlers = commands_for(is_admin=asked.is_admin)
    if command in handlers:
        return handlers[command](scene, words)
    return _unknown_command(command, handlers) if other or asked.chat_kind == "private" else None


def commands_for(*, is_admin: bool) -> Mapping[str, Handler]:
    """The commands there are for an administrator of the watcher, or for everybody, in the order they are listed."""
    return {**_FOR_EVERYBODY, **_FOR_ADMINS} if is_admin else _FOR_EVERYBODY


def _help(scene: Scene, words: str) -> Answer:
    known = [f"/{name} – {texts.MENU[name]}" for name in commands_for(is_admin=scene.asked.is_admin)]
    example = say(texts.HELP_EXAMPLE, all=code("all"), example=code("/subscribe send daily"))
    return Answer(join([say(texts.HELP, title=texts.TITLE), own("\n".join(known)), example], "\n\n").html)


_FOR_EVERYBODY: dict[str, Handler] = {
    "start": choosing.start,
    "topics": lambda scene, words: topic_list(scene),
    "sources": lambda scene, words: source_list(scene),
    "mine": lambda scene, words: mine_list(scene),
    "subscribe": choosing.subscribe,
    "unsubscribe": choosing.unsubscribe,
    "keyword": settings.keyword,
    "latest": lookback.latest,
    "search": lookback.search,
    "meetings": ahead.meetings,
    "ofsted": lookback.ofsted,
    "quiet": settings.quiet,
    "pause": settings.pause,
    "resume": settings.resume,
    "stop": choosing.stop,
    "privacy": privacy.privacy,
    "mydata": privacy.mydata,
    "forget": privacy.forget,
    "help": _help,
}
# What changes nothing: all that members of a group may do.
LOOKING = ("topics", "sources", "mine", "latest", "search", "meetings", "ofsted", "privacy", "mydata", "help")
_FOR_ADMINS: dict[str, Handler] = {
    "status": standing.status,
    "failed": standing.failed,
    "approve": judging.approve,
    "reject": judging.reject,
}


def _unknown_command(command: str, handlers: Mapping[str, Handler]) -> Answer:
    lines = [say(texts.UNKNOWN_COMMAND, command=code("/" + clean(command, 40)))]
    close = get_close_matches(command[:40], handlers, n=1, cutoff=0.6)
    lines += [say(texts.DID_YOU_MEAN_COMMAND, command=own(f"/{name}")) for name in close]
    return Answer(join([*lines, own(texts.SEE_HELP)]).html)


def _chatter(scene: Scene) -> Answer:
    words = scene.asked.text
    found = near(scene.offer, words) if len(words) <= LONGEST_CHATTER else []
    return suggestions(found, own(texts.CHATTER)) if found else Answer(own(texts.CHATTER).html)

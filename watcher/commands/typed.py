"""PURE: answers to what somebody typed: a command with its words, or chatter."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from difflib import get_close_matches

from watcher.commands import texts
from watcher.commands.finding import find, near
from watcher.commands.parts import Answer, StopAll, Subscribe, Unsubscribe, after
from watcher.commands.texts import say
from watcher.commands.views import FREQUENCIES, Scene, card, mine_list, source_list, suggestions, topic_list, welcome
from watcher.model import Frequency, Subscription
from watcher.styled import bold, clean, code, join, plain

_COMMAND = re.compile(r"/(\w{1,64})(?:@(\w{1,64}))?(?:\s+(.*))?", re.DOTALL)
LONGEST_CHATTER = 60


def answer_typed(scene: Scene) -> Answer | None:
    """What to say to a text; None where it is not for this bot."""
    asked = scene.asked
    found = _COMMAND.fullmatch(asked.text.strip())
    if not found:
        return _chatter(scene) if asked.chat_kind == "private" else None
    command, other, words = found.group(1).lower(), found.group(2), (found.group(3) or "").strip()
    if other and other.lower() != asked.bot_name.lower():
        return None
    handler = _HANDLERS.get(command)
    if handler:
        return handler(scene, words)
    return _unknown_command(command) if other or asked.chat_kind == "private" else None


def _start(scene: Scene, words: str) -> Answer:
    if not words:
        return welcome(scene)
    what = find(scene.offer, words)
    if what:
        return _follow(scene, what, None)
    shown = welcome(scene)
    missed = say(texts.LINK_LED_NOWHERE, what=code(clean(words, 64) or "?"))
    return replace(shown, html=missed.html + "\n\n" + shown.html)


def _subscribe(scene: Scene, words: str) -> Answer:
    if not words:
        return topic_list(scene, head=say(texts.WHICH, example=code("/subscribe send")))
    what, frequency = _what_and_frequency(scene, words)
    return _follow(scene, what, frequency) if what else _unknown_what(scene, words)


def _what_and_frequency(scene: Scene, words: str) -> tuple[str | None, Frequency | None]:
    """The whole of the words may be a name (“The Havering Daily”); only else is the last one a frequency."""
    what = find(scene.offer, words)
    name, _, last = words.rpartition(" ")
    frequency = next((one for one in FREQUENCIES if one == last.strip().lower()), None)
    if what or not frequency:
        return what, None
    return find(scene.offer, name), frequency


def _follow(scene: Scene, what: str, frequency: Frequency | None) -> Answer:
    before = scene.follows(what)
    wished = frequency or (before.frequency if before else "now")
    intent = Subscribe(what, frequency=wished, thread_id=scene.asked.thread_id)
    shown = replace(scene, mine=after(scene.mine, scene.asked, (intent,)))
    said = texts.FOLLOWING if not before else texts.FOLLOWED_ALREADY if before.frequency == wished else texts.CHANGED
    one = shown.follows(what)
    return replace(card(shown, one, said), intents=(intent,)) if one else Answer()


def _unknown_what(scene: Scene, words: str) -> Answer:
    last = words.rsplit(maxsplit=1)
    name = last[0] if len(last) == 2 and last[1].lower() in FREQUENCIES else words
    head = say(texts.UNKNOWN_WHAT, what=code(clean(name, 60) or "?"))
    return suggestions(near(scene.offer, name), head)


def _unsubscribe(scene: Scene, words: str) -> Answer:
    if not words:
        return mine_list(scene)
    what = find(scene.offer, words, scene.mine)
    if not what:
        return _unknown_what(scene, words)
    one = scene.follows(what)
    name = bold(scene.name(one or Subscription(scene.asked.chat_id, what)))
    if not one:
        return mine_list(scene, head=say(texts.NOT_FOLLOWED, name=name))
    intent = Unsubscribe(what)
    left = replace(scene, mine=after(scene.mine, scene.asked, (intent,)))
    return replace(mine_list(left, head=say(texts.NO_LONGER, name=name)), intents=(intent,))


def _stop(scene: Scene, words: str) -> Answer:
    if not scene.mine:
        return Answer(plain(texts.ALREADY_STOPPED).html)
    return Answer(plain(texts.STOPPED).html, intents=(StopAll(),))


def _help(scene: Scene, words: str) -> Answer:
    often = {one: code(one) for one in FREQUENCIES}
    example = code("/subscribe send daily")
    return Answer(say(texts.HELP, title=bold(texts.TITLE), all=code("all"), example=example, **often).html)


_HANDLERS: dict[str, Callable[[Scene, str], Answer]] = {
    "start": _start,
    "subscribe": _subscribe,
    "unsubscribe": _unsubscribe,
    "topics": lambda scene, words: topic_list(scene),
    "sources": lambda scene, words: source_list(scene),
    "mine": lambda scene, words: mine_list(scene),
    "stop": _stop,
    "help": _help,
}


def _unknown_command(command: str) -> Answer:
    lines = [say(texts.UNKNOWN_COMMAND, command=code("/" + clean(command, 40)))]
    close = get_close_matches(command[:40], _HANDLERS, n=1, cutoff=0.6)
    lines += [say(texts.DID_YOU_MEAN_COMMAND, command=f"/{name}") for name in close]
    return Answer(join([*lines, plain(texts.SEE_HELP)]).html)


def _chatter(scene: Scene) -> Answer:
    words = scene.asked.text
    found = near(scene.offer, words) if len(words) <= LONGEST_CHATTER else []
    return suggestions(found, plain(texts.CHATTER)) if found else Answer(plain(texts.CHATTER).html)

"""PURE: /start, /subscribe, /unsubscribe, /stop: what a chat follows, by words."""

from __future__ import annotations

from dataclasses import replace

from watcher.commands import parts
from watcher.commands.finding import find, near
from watcher.commands.flooding import flood
from watcher.commands.parts import Answer, Scene, StopAll, Unsubscribe
from watcher.commands.views import FREQUENCIES, card, mine_list, name_of, suggestions, topic_list, welcome
from watcher.model import Frequency, Subscription
from watcher.styled import bold, clean, code, plain
from watcher.texts import conversation as texts
from watcher.texts.saying import say


def start(scene: Scene, words: str) -> Answer:
    if not words:
        return welcome(scene)
    what = find(scene.offer, words)
    if what:
        return follow(scene, Subscription(scene.asked.chat_id, what))
    shown = welcome(scene)
    missed = say(texts.LINK_LED_NOWHERE, what=code(clean(words, 64) or "?"))
    return replace(shown, html=missed.html + "\n\n" + shown.html)


def subscribe(scene: Scene, words: str) -> Answer:
    if not words:
        return topic_list(scene, head=say(texts.WHICH, example=code("/subscribe send")))
    what, frequency = _what_and_frequency(scene, words)
    return follow(scene, Subscription(scene.asked.chat_id, what), frequency) if what else _unknown(scene, words)


def _what_and_frequency(scene: Scene, words: str) -> tuple[str | None, Frequency | None]:
    """The whole of the words may be a name (“The Havering Daily”); only else is the last one a frequency."""
    what = find(scene.offer, words)
    name, frequency = _without_frequency(words)
    return (what, None) if what or not frequency else (find(scene.offer, name), frequency)


def _without_frequency(words: str) -> tuple[str, Frequency | None]:
    name, _, last = words.rpartition(" ")
    frequency = next((one for one in FREQUENCIES if one == last.strip().lower()), None)
    return (name, frequency) if name and frequency else (words, None)


def follow(scene: Scene, wish: Subscription, frequency: Frequency | None = None) -> Answer:
    """The card of something that is followed from now on; a question first where that would be a flood and nobody said
    how often. Said again, it comes here, and as often as is said now."""
    before = scene.held(wish.what, wish.words)
    if not frequency and (question := flood(scene, wish)):
        return question
    one = before or wish
    one = replace(one, frequency=frequency or one.frequency, thread_id=scene.asked.thread_id)
    intent = parts.subscribe(one)
    if not before:
        said = texts.FOLLOWING
    else:
        said = texts.FOLLOWED_ALREADY if before.frequency == one.frequency else texts.CHANGED
    return replace(card(scene.after(intent), one, said), intents=(intent,))


def _unknown(scene: Scene, words: str) -> Answer:
    name, _ = _without_frequency(words)
    head = say(texts.UNKNOWN_WHAT, what=code(clean(name, 60) or "?"))
    return suggestions(near(scene.offer, name), head)


def unsubscribe(scene: Scene, words: str) -> Answer:
    if not words:
        return mine_list(scene)
    what = find(scene.offer, words, scene.mine)
    if not what:
        return _unknown(scene, words)
    one = scene.held(what)
    if not one:
        name = name_of(scene, Subscription(scene.asked.chat_id, what))
        return mine_list(scene, head=say(texts.NOT_FOLLOWED, name=bold(name)))
    return drop(scene, one)


def drop(scene: Scene, one: Subscription) -> Answer:
    """What is left when it is followed no longer."""
    intent = Unsubscribe(one.what, one.words)
    head = say(texts.NO_LONGER, name=bold(name_of(scene, one)))
    return replace(mine_list(scene.after(intent), head=head), intents=(intent,))


def stop(scene: Scene, words: str) -> Answer:
    if not scene.mine:
        return Answer(plain(texts.ALREADY_STOPPED).html)
    return Answer(plain(texts.STOPPED).html, intents=(StopAll(),))

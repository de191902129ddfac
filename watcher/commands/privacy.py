"""PURE: /privacy, /mydata, /forget: what is stored about a chat, why, and how it is erased."""

from __future__ import annotations

from watcher.commands.parts import Answer, Forget, Scene
from watcher.commands.views import NOTHING, moment, name_of, often, restraints
from watcher.styled import Styled, bold, code, join, link, pack, plain
from watcher.texts import conversation as texts
from watcher.texts.saying import say


def privacy(scene: Scene, words: str) -> Answer:
    contact = scene.offer.contact
    asked = say(texts.PRIVACY_CONTACT, contact=link(contact, contact)) if contact else NOTHING
    return Answer(join([say(texts.PRIVACY, title=bold(texts.PRIVACY_TITLE)), asked], "\n\n").html)


def mydata(scene: Scene, words: str) -> Answer:
    """All of it, in as many messages as that takes."""
    if not scene.stored.since:
        return Answer(plain(texts.NOTHING_STORED).html)
    followed = [_subscription(scene, number) for number in range(len(scene.mine))]
    first, *more = (text.html for text, _ in pack([_chat(scene), *followed], bold(texts.MYDATA_TITLE)))
    return Answer(first, more=tuple(more))


def _chat(scene: Scene) -> Styled:
    stored = scene.stored
    lines = [
        say(texts.MYDATA_CHAT, number=code(str(scene.asked.chat_id)), kind=texts.CHAT_KINDS[scene.asked.chat_kind]),
        say(texts.MYDATA_SINCE, since=moment(scene, stored.since)),
        say(texts.MYDATA_MESSAGES, count=str(stored.messages)),
    ]
    followed = plain(texts.MYDATA_FOLLOWED if scene.mine else texts.NOTHING_YET)
    return join([*lines, *restraints(scene), followed])


def _subscription(scene: Scene, number: int) -> Styled:
    one = scene.mine[number]
    extras = [texts.MYDATA_THREAD.format(thread=one.thread_id)] if one.thread_id else []
    said = ", ".join([often(scene, one), *extras])
    return say(texts.MYDATA_LINE, name=bold(name_of(scene, one)), often=said)


def forget(scene: Scene, words: str) -> Answer:
    if not scene.stored.since:
        return Answer(plain(texts.NOTHING_STORED).html)
    return Answer(plain(texts.FORGOTTEN).html, intents=(Forget(),))

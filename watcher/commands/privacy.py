"""PURE: /privacy, /mydata, /forget: what is stored about a chat, why, and how it is erased."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from watcher.commands.parts import Answer, Forget, Scene
from watcher.commands.views import NOTHING, data, local_day, moment, name_of, often, restraints
from watcher.model import Button, Subscription
from watcher.styled import Styled, bold, clean, code, join, link, own, pack, plain
from watcher.texts import conversation as texts
from watcher.texts.saying import say

MOST_LISTED = 100
VIEW = "forget"


def privacy(scene: Scene, words: str) -> Answer:
    contact = scene.offer.contact
    asked = say(texts.PRIVACY_CONTACT, contact=link(contact, contact)) if contact else NOTHING
    return Answer(join([say(texts.PRIVACY, title=bold(texts.PRIVACY_TITLE)), asked], "\n\n").html)


def mydata(scene: Scene, words: str) -> Answer:
    """All of it, in as many messages as that takes."""
    if not scene.stored.since:
        return Answer(plain(texts.NOTHING_STORED).html)
    kept = scene.library.kept(MOST_LISTED)
    followed = [_subscription(scene, one, kept.since.get((one.what, one.words))) for one in scene.mine]
    waiting = [say(texts.MYDATA_WAITING, title=clean(title, 160)) for title in kept.waiting]
    blocks = [_chat(scene), *followed, *_messages(scene, kept.messages), *waiting]
    first, *more = (text.html for text, _ in pack(blocks, bold(texts.MYDATA_TITLE)))
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


def _subscription(scene: Scene, one: Subscription, since: datetime | None) -> Styled:
    extras = [texts.MYDATA_THREAD.format(thread=one.thread_id)] if one.thread_id else []
    said = ", ".join([often(scene, one), *extras])
    day = local_day(scene, since) if since else texts.NEVER
    return say(texts.MYDATA_LINE, name=bold(name_of(scene, one)), often=said, since=day)


def _messages(scene: Scene, messages: Sequence[tuple[datetime, str]]) -> list[Styled]:
    lines = [say(texts.MYDATA_MESSAGE, at=moment(scene, at), line=clean(line, 160)) for at, line in messages]
    more = scene.stored.messages - len(messages)
    lines += [say(texts.MYDATA_MORE, count=str(more))] if more > 0 else []
    blocks = [join(lines[at : at + 10]) for at in range(0, len(lines), 10)]
    return [plain(texts.MYDATA_TOLD), *blocks] if blocks else []


def forget(scene: Scene, words: str) -> Answer:
    """Asks once more, unless `yes` is said with it: it can't be undone."""
    if not scene.stored.since:
        return Answer(plain(texts.NOTHING_STORED).html)
    if words.casefold().strip(" .!") == "yes":
        return Answer(own(texts.FORGOTTEN).html, intents=(Forget(),))
    rows = ((Button(texts.BUTTON_FORGET, data(VIEW, verb="yes")),), (Button(texts.BUTTON_KEEP, data(VIEW, verb="no")),))
    return Answer(own(texts.FORGET_ASK).html, rows, for_rulers=True)


def forget_tapped(scene: Scene, verb: str) -> Answer:
    answer = forget(scene, "yes") if verb == "yes" else Answer(plain(texts.LEFT).html)
    return replace(answer, edit=True)

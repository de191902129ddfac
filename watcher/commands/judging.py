"""PURE: /approve and /reject, for the watcher's administrators: what is held back as suspect, and what comes of it."""

from __future__ import annotations

from watcher.commands.finding import find, tag, tagged
from watcher.commands.library import Held
from watcher.commands.parts import Answer, Approve, Reject, Scene
from watcher.commands.views import LONGEST_LABEL, NOTHING, data, name_of_what
from watcher.model import Button, Buttons
from watcher.styled import Styled, bold, clean, code, join, link, pack, plain
from watcher.texts import conversation as texts
from watcher.texts.saying import say

VERBS = ("approve", "reject")


def approve(scene: Scene, words: str) -> Answer:
    return _judge(scene, "approve", words)


def reject(scene: Scene, words: str) -> Answer:
    return _judge(scene, "reject", words)


def _judge(scene: Scene, verb: str, words: str) -> Answer:
    if not words:
        return held(scene)
    what = find(scene.offer, words)
    return judged(scene, verb, what) if what else held(scene, say(texts.UNKNOWN_SOURCE, what=code(clean(words, 60))))


def judged(scene: Scene, verb: str, source: str) -> Answer:
    """What becomes of all that is held back of this source."""
    name = bold(name_of_what(scene, source))
    if source not in {one.source for one in scene.library.held()}:
        return held(scene, say(texts.NOT_HELD, name=name))
    if verb == "approve":
        return Answer(say(texts.APPROVED, name=name).html, intents=(Approve(source),))
    return Answer(say(texts.REJECTED, name=name).html, intents=(Reject(source),))


def judged_tapped(scene: Scene, verb: str, wanted: str) -> Answer:
    """For administrators alone: a message with these buttons may have been passed on, or its chat be one no more."""
    pair = tagged(scene.offer, scene.mine, wanted)
    if not scene.asked.is_admin or verb not in VERBS:
        return Answer(toast=texts.WATCHERS_ADMINISTRATORS_ONLY)
    return judged(scene, verb, pair[0]) if pair else held(scene)


def held(scene: Scene, head: Styled = NOTHING) -> Answer:
    """All that is held back, with buttons to decide on each source."""
    found = scene.library.held()
    if not found:
        return Answer(join([head, plain(texts.NOTHING_HELD)], "\n\n").html)
    blocks = [head, *(_held(scene, one) for one in found)] if head.html else [_held(scene, one) for one in found]
    buttons = tuple(judging_row(name_of_what(scene, one), one) for one in dict.fromkeys(one.source for one in found))
    first, *more = (text.html for text, _ in pack(blocks, bold(texts.HELD_TITLE)))
    return Answer(first, buttons[:20], more=tuple(more))


def _held(scene: Scene, one: Held) -> Styled:
    page = link(texts.THE_PAGE, one.scope)
    rejected = plain(texts.REJECTED_ALREADY) if one.rejected else Styled()
    name = bold(name_of_what(scene, one.source))
    return say(texts.HELD_LINE, name=name, reason=one.reason, page=page, rejected=rejected)


def judging_row(name: str, source: str) -> tuple[Button, ...]:
    """The two buttons that decide on what is held back of a source."""
    labels = (texts.BUTTON_APPROVE, texts.BUTTON_REJECT)
    return tuple(
        Button(clean(label.format(name=name), LONGEST_LABEL), data("held", 0, verb, tag(source)))
        for label, verb in zip(labels, VERBS, strict=True)
    )


def judging_buttons(name: str, source: str) -> Buttons:
    return (judging_row(name, source),)

"""PURE: answers to tapped buttons. A button says what it does, not "the other way": a second tap does no harm."""

from __future__ import annotations

from dataclasses import replace

from watcher.commands import texts
from watcher.commands.finding import tagged
from watcher.commands.parts import Answer, Intent, Subscribe, Unsubscribe, after
from watcher.commands.views import FREQUENCIES, NOTHING, Scene, card, mine_list, source_list, topic_list
from watcher.model import Subscription
from watcher.styled import Styled, clean, plain

LONGEST_TOAST = 190


def answer_tap(scene: Scene) -> Answer:
    """What the message under the tapped button becomes; a button of an older version leads to the topics."""
    view, page, verb, wanted = _read(scene.asked.button)
    pair = tagged(scene.offer, scene.mine, wanted) if wanted else None
    if wanted and not pair:
        return replace(_show(view, scene, page), edit=True, toast=texts.NOT_OFFERED_NOW)
    if not pair:
        return replace(_show(view, scene, page), edit=True)
    one = _subscription(scene, *pair)
    intents = _intents(scene, one, verb)
    scene = replace(scene, mine=after(scene.mine, scene.asked, intents))
    now = next((held for held in scene.mine if (held.what, held.words) == pair), None)
    toast = _toast(scene, now, one) if intents else ""
    if view == "one" and now:
        return replace(card(scene, now), edit=True, intents=intents, toast=toast)
    head = plain(toast) if view == "one" and toast else NOTHING
    return replace(_show(view, scene, page, head), edit=True, intents=intents, toast=toast)


def _read(button: str) -> tuple[str, int, str, str]:
    view, page, verb, wanted = (*button.split(":", 3), "", "", "", "")[:4]
    return view, int(page) if page.isascii() and page.isdigit() and len(page) < 5 else 0, verb, wanted


def _subscription(scene: Scene, what: str, words: str) -> Subscription:
    """The one that is meant: as it is, or as it would be."""
    held = (one for one in scene.mine if (one.what, one.words) == (what, words))
    return next(held, Subscription(scene.asked.chat_id, what, words))


def _intents(scene: Scene, one: Subscription, verb: str) -> tuple[Intent, ...]:
    held = one in scene.mine
    if verb == "drop":
        return (Unsubscribe(one.what, one.words),) if held else ()
    if verb == "follow":
        return () if held else (Subscribe(one.what, one.words, thread_id=scene.asked.thread_id),)
    frequency = next((often for often in FREQUENCIES if often == verb), None)
    if frequency is None or (held and one.frequency == frequency):
        return ()
    thread = one.thread_id if held else scene.asked.thread_id
    return (Subscribe(one.what, one.words, frequency, thread),)


def _toast(scene: Scene, now: Subscription | None, before: Subscription) -> str:
    if now is None:
        return clean(texts.NO_LONGER.format(name=scene.name(before)), LONGEST_TOAST)
    said = texts.FOLLOWING.format(name=scene.name(now), frequency=scene.frequency(now))
    return clean(said, LONGEST_TOAST)


def _show(view: str, scene: Scene, page: int, head: Styled = NOTHING) -> Answer:
    if view == "sources":
        return source_list(scene, page, head=head)
    if view in ("mine", "one"):
        return mine_list(scene, page, head=head)
    return topic_list(scene, page, head=head, view="start" if view == "start" else "topics")

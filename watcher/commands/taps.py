"""PURE: answers to tapped buttons. A button says what it does, not "the other way": a second tap does no harm."""

from __future__ import annotations

from dataclasses import replace

from watcher.commands import texts
from watcher.commands.finding import tagged
from watcher.commands.parts import Answer, Intent, Scene, Unsubscribe, subscribe
from watcher.commands.views import FREQUENCIES, NOTHING, card, mine_list, name_of, often, source_list, topic_list
from watcher.model import Subscription
from watcher.styled import Styled, clean, plain

LONGEST_TOAST = 190


def answer_tap(scene: Scene) -> Answer:
    """What the message under the tapped button becomes; a button of an older version leads to the topics."""
    view, page, verb, wanted = _read(scene.asked.button)
    pair = tagged(scene.offer, scene.mine, wanted) if wanted else None
    if not pair:
        toast = texts.NOT_OFFERED_NOW if wanted else ""
        return replace(_show(view, scene, page), edit=True, toast=toast)
    before = scene.held(*pair)
    intents = _intents(before, Subscription(scene.asked.chat_id, *pair, thread_id=scene.asked.thread_id), verb)
    scene = scene.after(*intents)
    now = scene.held(*pair)
    toast = _toast(scene, now, before) if intents else ""
    if view == "one" and now:
        return replace(card(scene, now), edit=True, intents=intents, toast=toast)
    head = plain(toast) if view == "one" else NOTHING
    return replace(_show(view, scene, page, head), edit=True, intents=intents, toast=toast)


def _read(button: str) -> tuple[str, int, str, str]:
    view, page, verb, wanted = (*button.split(":", 3), "", "", "", "")[:4]
    return view, int(page) if page.isascii() and page.isdigit() and len(page) < 5 else 0, verb, wanted


def _intents(before: Subscription | None, fresh: Subscription, verb: str) -> tuple[Intent, ...]:
    """What a button wants of something that is followed as `before` says, or would be as `fresh` says."""
    if verb == "drop":
        return (Unsubscribe(fresh.what, fresh.words),) if before else ()
    one = before or fresh
    if verb in FREQUENCIES:
        one = replace(one, frequency=next(each for each in FREQUENCIES if each == verb))
    elif before and verb in ("corrections", "plain"):
        one = replace(one, corrections=verb == "corrections")
    elif verb != "follow":
        return ()
    return () if one == before else (subscribe(one),)


def _toast(scene: Scene, now: Subscription | None, before: Subscription | None) -> str:
    if now:
        said = texts.FOLLOWING.format(name=name_of(scene, now), frequency=often(scene, now))
    else:
        said = texts.NO_LONGER.format(name=name_of(scene, before)) if before else ""
    return clean(said, LONGEST_TOAST)


def _show(view: str, scene: Scene, page: int, head: Styled = NOTHING) -> Answer:
    if view == "sources":
        return source_list(scene, page, head=head)
    if view in ("mine", "one"):
        return mine_list(scene, page, head=head)
    return topic_list(scene, page, head=head, view="start" if view == "start" else "topics")

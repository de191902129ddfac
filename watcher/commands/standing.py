"""PURE: /status and /failed, for the watcher's administrators: how its sources fare, and what could not be told."""

from __future__ import annotations

from watcher.commands.parts import Answer, Scene, Standing
from watcher.commands.views import moment
from watcher.model import Health, Source
from watcher.styled import Styled, bold, clean, join, pack, plain
from watcher.texts import conversation as texts
from watcher.texts.saying import say


def status(scene: Scene, words: str) -> Answer:
    """Every source, and what waits; in as many messages as that takes."""
    found = scene.standing or Standing()
    numbers = say(
        texts.STATUS_NUMBERS,
        subscribers=str(found.subscribers),
        waiting=str(found.waiting),
        failed=str(sum(count for _, count in found.failed)),
    )
    ended = say(texts.STATUS_RUN, run=moment(scene, found.run_ended)) if found.run_ended else plain(texts.STATUS_NO_RUN)
    return _listed(texts.STATUS_TITLE, [join([numbers, ended]), *(_source(scene, *one) for one in found.sources)])


def _source(scene: Scene, source: Source, health: Health) -> Styled:
    """Good ones in a line; the others with the reason."""
    name = bold(clean(source.name, 80) or source.id)
    line = say(texts.STATUS_SOURCE, name=name, state=health.state, good=moment(scene, health.last_good))
    return join([line, plain(clean(health.reason or "", 300))])


def failed(scene: Scene, words: str) -> Answer:
    """The sources that can't be read now, and why messages were given up."""
    found = scene.standing or Standing()
    broken = [_source(scene, *one) for one in found.sources if one[1].state not in ("ok", "new")]
    given_up = [say(texts.FAILED_LINE, reason=clean(reason, 300), count=str(count)) for reason, count in found.failed]
    if not broken and not given_up:
        return Answer(plain(texts.NOTHING_FAILED).html)
    return _listed(texts.FAILED_TITLE, [*broken, *given_up])


def _listed(title: str, blocks: list[Styled]) -> Answer:
    first, *more = (text.html for text, _ in pack(blocks, bold(title)))
    return Answer(first, more=tuple(more))

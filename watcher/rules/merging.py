"""PURE: makes several alerts about one document into one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from watcher.core.alerts import Alert
from watcher.core.documents import Change, ChangeKind, Json, SinceLast, TextChange
from watcher.core.text import only_minor
from watcher.rules.same_event import event_number

EDITS_APART = timedelta(hours=6)
_STANDING = ("withdrawn", "restored")


def edit_due(told: datetime | None, waiting: datetime | None, now: datetime) -> datetime:
    """Returns when a chat is told of an edit seen now: with the edit before, if that is still `waiting`; else six hours
    after the one before was `told`, or at once (facts/news.md: live pages are edited every few minutes). A moment that
    only a clock which ran ahead can have named counts for nothing."""
    due = waiting or (told + EDITS_APART if told else now)
    return due if now < due <= now + EDITS_APART else now


def merge_edits(alerts: Iterable[Alert]) -> list[Alert]:
    """Returns the alerts with each document told once: a change of what waits to be told anyway becomes part of it, old
    as before the first and new as after the last. `also` names the alerts that are told with one. What was taken back
    in between is left without fields (`was_reverted`)."""
    waiting: list[list[Alert]] = []
    last: dict[tuple[object, ...], list[Alert]] = {}
    for alert in alerts:
        of = (alert.chat_id, alert.thread_id, alert.frequency, alert.change.source, alert.change.document.key)
        if of in last and _continues([earlier.change.kind for earlier in last[of]], alert.change.kind):
            last[of].append(alert)
        else:
            last[of] = [alert]
            waiting.append(last[of])
    return [_together(run) if len(run) > 1 else run[0] for run in waiting]


def was_reverted(alert: Alert) -> bool:
    """Tells whether nothing is left to tell: an edit was taken back before anybody heard of it."""
    return alert.change.kind == "changed" and not alert.change.fields


def _continues(told: Sequence[ChangeKind], kind: ChangeKind) -> bool:
    """Tells whether a change of this kind becomes part of a waiting alert, by the kinds of changes in that."""
    if kind == "changed":
        return _comes_to(told) in ("new", "changed")
    return kind in _STANDING and any(earlier in _STANDING for earlier in told)


def _comes_to(kinds: Sequence[ChangeKind]) -> ChangeKind:
    """Returns the kind that the changes of one document are together: withdrawn and restored again is `changed`."""
    standing = [kind for kind in kinds if kind in _STANDING]
    if not standing:
        return kinds[0]
    return standing[-1] if standing[0] == standing[-1] else "changed"


def _together(run: Sequence[Alert]) -> Alert:
    """Returns several alerts about one document as one, oldest first."""
    first, last = run[0], run[-1]
    kind = _comes_to([alert.change.kind for alert in run])
    minor = all(alert.change.minor for alert in run)
    stays_away = kind == "changed" and first.change.kind == "restored"
    alike = last.change.alike if all(alert.change.alike for alert in run) else 0
    event = event_number(first.change if kind == "new" else last.change)
    fields = {} if kind == "new" or stays_away else _net([alert.change for alert in run], minor=minor)
    return replace(
        last,
        change=replace(
            last.change,
            kind=kind,
            at=first.change.at,
            fields=fields,
            minor=minor,
            same_as=event,
            alike=alike,
            versions=_versions(first.change, last.change),
            diff=text_changes_together([alert.change.diff for alert in run]),
            since_last=_since_last([alert.change.since_last for alert in run]),
            related=tuple(dict.fromkeys(each for alert in reversed(run) for each in alert.change.related)),
        ),
        reasons=tuple(dict.fromkeys(reason for alert in run for reason in alert.reasons)),
        quotes=tuple(dict.fromkeys(quote for alert in run for quote in alert.quotes)),
        matched_subscriptions=tuple(dict.fromkeys(wish for alert in run for wish in alert.matched_subscriptions)),
        also=tuple(alert.id for alert in run[:-1]),
    )


def _since_last(run: Sequence[SinceLast]) -> SinceLast:
    """Returns what differs from the paper before: the turns of a plan told with each of the changes, the figures that
    the last of them says."""
    turns = tuple(dict.fromkeys(turn for since in run for turn in since.plan))
    figures = next((since for since in reversed(run) if since.figures), SinceLast())
    return replace(figures, plan=turns)


def _versions(first: Change, last: Change) -> tuple[str, ...]:
    """Returns the versions before the first of the changes, and the last one after them: what was read in between
    nobody was told of."""
    before = first.versions[:-1] if first.kind == "changed" else first.versions
    return (*before, *last.versions[-1:]) if last.kind == "changed" else last.versions


def text_changes_together(diffs: Sequence[Sequence[TextChange]]) -> tuple[TextChange, ...]:
    """Returns what several replacements of one paper, one after another, come to: old as before the first, new as after
    the last; what was taken back is left out."""
    whole = list(diffs[0])
    for diff in diffs[1:]:
        for change in diff:
            before = next((known for known in whole if known.new is not None and known.new == change.old), None)
            if before:
                whole[whole.index(before)] = replace(change, old=before.old)
            else:
                whole.append(change)
    return tuple(change for change in whole if change.old != change.new)


def _net(changes: Iterable[Change], *, minor: bool) -> dict[str, tuple[Json, Json]]:
    """Returns the fields that the changes make different together, old as before the first and new as after the
    last."""
    fields: dict[str, tuple[Json, Json]] = {}
    for change in changes:
        for name, (old, new) in change.fields.items():
            fields[name] = (fields[name][0], new) if name in fields else (old, new)
    return {name: pair for name, pair in fields.items() if _counts(name, *pair, minor=minor)}


def _counts(name: str, old: Json, new: Json, *, minor: bool) -> bool:
    """Tells whether two edits of a field together make a difference; a mere correction only where each of them was one
    (`minor`)."""
    if name in ("title", "summary") and not minor:
        return not only_minor(str(old), str(new))
    return old != new

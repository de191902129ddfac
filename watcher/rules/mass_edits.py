"""PURE: tells whether a feed changed most of its articles in the same way at one visit: a suffix on all titles, an
outlet with a new name, another encoding. Nothing happened then that anybody wants to read (docs/adr/0038)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from watcher.core.documents import Change, Json
from watcher.core.text import decoded, normalise

FEWEST = 5
FEWEST_OF_ALL = 3
"""So few suffice where they are all that the feed holds, and each got the same words before or behind it."""
LONGEST_COMPARED = 3_000
_FIELDS = frozenset({"title", "summary"})
_LETTERS = re.compile(r"[A-Za-z0-9]+")

Edit: TypeAlias = tuple[str, str, str]
"""How a text was edited: the kind of edit, the words that went, the words that came."""
Way: TypeAlias = frozenset[tuple[str, Edit]]
"""By field, how an article was edited."""
_SIGNS, _CUT, _LONGER = ("signs", "", ""), ("cut", "", ""), ("longer", "", "")


def with_mass_edit(changes: Sequence[Change], articles: int) -> list[Change]:
    """Returns the changes of one visit to a feed that holds so many `articles`; those of a mass edit say how many
    changed alike."""
    edited = {
        place: change
        for place, change in enumerate(changes)
        if change.kind == "changed" and change.document.kind == "article" and change.fields.keys() <= _FIELDS
    }
    for how in (edit_between, length_between):
        ways = {place: _way(change.fields, how) for place, change in edited.items()}
        way, _ = (Counter(ways.values()).most_common(1) or [(frozenset(), 0)])[0]
        alike = {
            place for place, own_way in ways.items() if own_way == way or _is_edited_so(changes[place].fields, way)
        }
        if way and _is_mass_edit(way, len(alike), articles):
            return [
                replace(change, alike=len(alike)) if place in alike else change for place, change in enumerate(changes)
            ]
    return list(changes)


def _way(fields: Mapping[str, tuple[Json, Json]], how: Callable[[str, str], Edit]) -> Way:
    """Returns how each field was edited, by its name; `how` judges summaries, which a feed may give at any length."""
    return frozenset(
        (name, (how if name == "summary" else edit_between)(str(old or ""), str(new or "")))
        for name, (old, new) in fields.items()
    )


def edit_between(old: str, new: str) -> Edit:
    """Returns how a text became another: only its signs, or some words for others, the words round them kept."""
    if _differ_by_signs(old, new):
        return _SIGNS
    old, new = normalise(old)[:LONGEST_COMPARED], normalise(new)[:LONGEST_COMPARED]
    before, after = old.split(" "), new.split(" ")
    shared = min(len(before), len(after))
    begin = next((at for at in range(shared) if before[at] != after[at]), shared)
    left = shared - begin
    end = next((at for at in range(left) if before[-1 - at] != after[-1 - at]), left)
    went, came = before[begin : len(before) - end], after[begin : len(after) - end]
    where = "end" if not end else "begin" if not begin else "inside"
    return where, " ".join(went), " ".join(came)


def length_between(old: str, new: str) -> Edit:
    """Returns how a text became another, where that is all that happened to it: cut short, as by a feed that gives
    excerpts now, or gone on with; else as `edit_between`."""
    before, after = (normalise(text).rstrip("….[] ") for text in (old, new))
    if before.startswith(after):
        return _CUT
    return _LONGER if before and after.startswith(before) else edit_between(old, new)


def _is_edited_so(fields: Mapping[str, tuple[Json, Json]], way: Way) -> bool:
    """Tells whether these fields differ by nothing but that edit, wherever in them it was made, and however often."""
    edits = dict(way)
    if fields.keys() != edits.keys():
        return False
    return all(_becomes(str(old or ""), str(new or ""), edits[name]) for name, (old, new) in fields.items())


def _becomes(old: str, new: str, edit: Edit) -> bool:
    kind, went, came = edit
    if kind == "signs":
        return _differ_by_signs(old, new)
    return bool(went) and normalise(old).replace(went, came) == normalise(new)


def _is_mass_edit(way: Way, count: int, articles: int) -> bool:
    """Tells whether `count` articles edited in one way are most of the feed. A handful that had one name put right is
    none."""
    if count >= FEWEST:
        return count * 2 > articles
    is_frame = all(kind == "signs" or (kind in ("begin", "end") and not went) for _, (kind, went, _) in way)
    return is_frame and count >= max(FEWEST_OF_ALL, articles)


def _differ_by_signs(old: str, new: str) -> bool:
    """Tells whether only another encoding or case tells the texts apart; nothing is known of a text in another
    alphabet."""
    letters = _letters(old)
    return letters == _letters(new) and len(letters) * 2 >= len("".join(old.split()))


def _letters(text: str) -> str:
    """Returns the plain letters and figures of a text in small letters: what another encoding, or case, leaves as they
    are."""
    return "".join(_LETTERS.findall(decoded(text))).casefold()

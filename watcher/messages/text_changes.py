"""PURE: tells what reads differently in a paper that was replaced: the few sentences that weigh most, old beside new,
each with its page as a link."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from watcher.core.documents import Change, TextChange
from watcher.messages.telegram_html import TelegramHtml, link, one_line, plain
from watcher.messages.texts import council as texts

MOST_TOLD = 3
_MOST_ROUND = 6
"""Words that are told before and after what differs."""
_MOST_DIFFERING, _MOST_TOLD_WHOLE, _MOST_TOLD_OF_ONE = 14, 160, 300
"""Words; and characters of each of two sentences, and of one."""


def text_change_lines(change: Change) -> list[TelegramHtml]:
    """Returns a line for each of the first changes, `• p. 2: a contribution of £450 → £950 a year`, and how many more
    there are; empty where no words were compared."""
    lines = [change_line(differing, change.document.url) for differing in change.diff[:MOST_TOLD]]
    left = len(change.diff) - len(lines)
    return [*lines, plain(texts.MORE_TEXT_CHANGES[left > 1].format(count=left))] if left > 0 else lines


def change_line(changed: TextChange, url: str) -> TelegramHtml:
    """Returns one change of a paper's words, with its page as a link into the paper at this address."""
    page = link(texts.PAGE.format(page=changed.page), f"{url.partition('#')[0]}#page={changed.page}")
    if changed.old is None:
        return plain(texts.NEW_ON) + page + plain(": “" + one_line(changed.new or "", _MOST_TOLD_WHOLE) + "”")
    if changed.new is None:
        return plain(texts.GONE_FROM) + page + plain(": “" + one_line(changed.old, _MOST_TOLD_WHOLE) + "”")
    return plain("• ") + page + plain(": " + _old_to_new(changed.old.split(), changed.new.split()))


def _old_to_new(old: Sequence[str], new: Sequence[str]) -> str:
    """Returns a sentence with each figure that differs old → new, and some of the words round them; the two sentences
    where anything but figures differs, for a lone word or the tail of a sentence beside an arrow says nothing."""
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    differing = sum(max(end - start, until - begin) for tag, start, end, begin, until in steps if tag != "equal")
    told_in_place = all(
        tag == "equal" or _are_figures(old[start:end], new[begin:until]) for tag, start, end, begin, until in steps
    )
    if not told_in_place or (differing > _MOST_DIFFERING and 2 * differing > min(len(old), len(new))):
        was = [(old[start:end], tag == "equal") for tag, start, end, _, _ in steps]
        now = [(new[begin:until], tag == "equal") for tag, _, _, begin, until in steps]
        return f"“{_side(was)}” → “{_side(now)}”"
    parts = []
    for tag, start, end, begin, until in steps:
        if tag == "equal":
            parts.append(_round(old[start:end], first=not start, last=end == len(old)))
        else:
            parts.append(f"{' '.join(old[start:end]).rstrip('.,;:')} → {' '.join(new[begin:until])}")
    return one_line(" ".join(parts), _MOST_TOLD_OF_ONE)


def _are_figures(old: Sequence[str], new: Sequence[str]) -> bool:
    """Tells whether two runs of words can stand old → new inside their sentence: a figure, sum or date each."""
    return all(any(character.isdigit() for character in " ".join(words)) for words in (old, new))


def _side(runs: Sequence[tuple[Sequence[str], bool]]) -> str:
    """Returns one of two sentences, whole where that is short; else without what both have far from what differs.
    `runs` are its words, and whether the other has them too."""
    whole = " ".join(word for words, _ in runs for word in words)
    if len(whole) <= _MOST_TOLD_WHOLE:
        return one_line(whole, _MOST_TOLD_WHOLE)
    last = len(runs) - 1
    parts = [
        _round(words, first=not at, last=at == last) if shared else " ".join(words)
        for at, (words, shared) in enumerate(runs)
    ]
    return one_line(" ".join(filter(None, parts)), _MOST_TOLD_WHOLE)


def _round(words: Sequence[str], *, first: bool, last: bool) -> str:
    """Returns words that both sentences have, as far as they stand beside what differs."""
    before, after = ([] if first else words[:_MOST_ROUND]), ([] if last else words[-_MOST_ROUND:])
    return " ".join(words) if len(words) <= len(before) + len(after) else " ".join([*before, "…", *after])

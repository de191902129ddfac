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
    """Returns each thing that differs, old → new, with some of the words round it; both sentences where that is most of
    them."""
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    differing = sum(max(end - start, until - begin) for tag, start, end, begin, until in steps if tag != "equal")
    if differing > _MOST_DIFFERING and 2 * differing > min(len(old), len(new)):
        return f"“{one_line(' '.join(old), _MOST_TOLD_WHOLE)}” → “{one_line(' '.join(new), _MOST_TOLD_WHOLE)}”"
    parts = []
    for tag, start, end, begin, until in steps:
        was, now = old[start:end], new[begin:until]
        if tag == "equal":
            parts.append(_round(was, first=not start, last=end == len(old)))
        else:
            parts.append(f"{' '.join(was) or texts.NO_WORDS} → {' '.join(now) or texts.NO_WORDS}")
    return one_line(" ".join(parts), _MOST_TOLD_OF_ONE)


def _round(words: Sequence[str], *, first: bool, last: bool) -> str:
    """Returns words that both sentences have, as far as they stand beside what differs."""
    before, after = ([] if first else words[:_MOST_ROUND]), ([] if last else words[-_MOST_ROUND:])
    return " ".join(words) if len(words) <= len(before) + len(after) else " ".join([*before, "…", *after])

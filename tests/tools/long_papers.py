"""Papers as long and as unkind as a stranger could make them, made up: each shape as pages, in proportion to a size."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from random import Random
from typing import TypeAlias

Pages: TypeAlias = Sequence[str]

_WORDS = (
    *("council", "cabinet", "committee", "report", "school", "children", "family", "budget", "housing", "transport"),
    *("road", "library", "park", "river", "parent", "pupil", "teacher", "place", "funding", "strategy", "review"),
    *("service", "care", "health", "community", "grant", "scheme", "site", "delay", "Havering", "Romford", "Ofsted"),
    *("SEND", "EHCP", "the", "of", "and", "to", "in", "for", "on", "with", "by", "from", "after", "before", "under"),
)
_HEAD = "Ref Action Lead Due date RAG"
_PROMISE = "It was agreed that the Director would bring the figures on EHCP {} to the next meeting by 31 December 2026."


def _sentence(number: int) -> str:
    chance = Random(number)  # the same every time
    return f"{' '.join(chance.choices(_WORDS, k=14)).capitalize()} by {chance.randint(2, 90)} per cent and £{number}."


def _paged(lines: Sequence[str], each: int = 40) -> Pages:
    """So many lines on a page."""
    rest = iter(lines)
    return list(iter(lambda: "\n".join(islice(rest, each)), ""))


def _row(number: int) -> str:
    action = f"Recruit {_WORDS[number % 20]} officers for {_WORDS[number % 17]}"
    return f"{1 + number // 900}.{1 + number % 900} {action} Head of Service 31/03/2027 Amber"


def _numbered_once(size: int) -> Pages:
    """The number of one row, and nothing that ends it."""
    return _paged([_HEAD, "1. Recruit officers for schools", *(f"{_sentence(at)[:60]}" for at in range(size))])


SHAPES: Mapping[str, Callable[[int], Pages]] = {
    "sentences": lambda size: _paged([_sentence(at) for at in range(size)]),
    "one page of sentences": lambda size: ["\n".join(_sentence(at) for at in range(size))],
    "one line of sentences": lambda size: [" ".join(_sentence(at) for at in range(size))],
    "one sentence": lambda size: [" ".join(_sentence(at).strip(".") for at in range(size)) + "."],
    "a word": lambda size: ["a" * 100 * size],
    "the same line": lambda size: _paged(["The average caseload rose from 17.8 to 19.4 in September 2026."] * size),
    "the same page": lambda size: [f"{_sentence(1)}\n{_sentence(2)}"] * (size // 2),
    "empty pages": lambda size: [""] * size,
    "table rows": lambda size: _paged([f"Children {_WORDS[at % 30]} {at} {at * 7} {at % 90}%" for at in range(size)]),
    "the same table row": lambda size: ["\n".join(["Looked after children 17 19 Red"] * size)],
    "rows of a plan": lambda size: _paged([_HEAD, *(_row(at) for at in range(1, size))]),
    "rows without numbers": lambda size: _paged(
        ["Action Due date RAG", *(f"Recruit {_WORDS[at % 40]} officer {at} 31/03/2027 Amber" for at in range(size))]
    ),
    "rows of colours": lambda size: _paged(
        ["RAG Action Due date", *(f"Amber Recruit {_WORDS[at % 40]} officer {at} 31/03/2027" for at in range(size))]
    ),
    "a row without end": _numbered_once,
    "heads of plans": lambda size: _paged([_HEAD] * size),
    "words of heads": lambda size: _paged([f"{_HEAD} " * 3] * size),
    "promises": lambda size: _paged([_PROMISE.format(at) for at in range(size)]),
    "promises in one line": lambda size: [" ".join(_PROMISE.format(at).strip(".") for at in range(size))],
    "dates in one line": lambda size: ["by 31 December 2026 and £4.2m of 12% in March, " * size],
    "offices in one line": lambda size: ["Cabinet Member for Children, Young People and SEND " * size],
    "headings": lambda size: _paged([f"Schools and places {at}" for at in range(size)]),
    "bullets": lambda size: _paged([f"• the EHCP of {at} schools;" for at in range(size)]),
    "items": lambda size: _paged(
        [f"{at}. EHCP TRANSPORT\nRESOLVED: That EHCP report {at} be noted." for at in range(size)]
    ),
    "broken words": lambda size: _paged(
        [f"trans-\nport of co-\noperation and edu-\ncation {at}" for at in range(size)]
    ),
    "brackets": lambda size: ["(" * size + ") " * size, "[ " * size + "£" * size + "- " * size],
    "figures": lambda size: [" ".join(f"{at:,} {at}%" for at in range(size))],
    "words of no blanks": lambda size: ["-".join(_WORDS) * (size // 10)],
    "cells": lambda size: _paged(["Red", "31/03/2027"] * size),
}
"""By name: what makes pages of a size, in letters some hundred times as many."""

"""What a pattern is made of, read from its own parser's tree: the signs that it repeats, and texts that its beginnings
would take."""

from __future__ import annotations

import re
import re._constants as code  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, TypeAlias

from tests.tools.patterns.finding import Pattern

SIGNS = "a1_ \n-.<>&/\"'(A0é|:;,T=*"
FEW = 3
"""What is repeated no more often than this makes nothing slow."""
Node: TypeAlias = tuple[Any, Any]
REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT)
CLASSES = (code.LITERAL, code.ANY, code.NOT_LITERAL, code.IN)


def tree_of(pattern: Pattern) -> list[Node]:
    if isinstance(pattern.pattern, bytes):
        return list(parser.parse(pattern.pattern.decode("latin-1"), pattern.flags | re.ASCII))
    return list(parser.parse(pattern.pattern, pattern.flags))


def parts(op: Any, value: Any) -> list[list[Node]]:
    """The trees inside a node, one for each way through it."""
    if op in REPEATS:
        return [list(value[2])]
    if op is code.BRANCH:
        return [list(branch) for branch in value[1]]
    if op is code.SUBPATTERN:
        return [list(value[-1])]
    if op in (code.ASSERT, code.ASSERT_NOT):
        return [list(value[1])]
    return [list(value)] if op is code.ATOMIC_GROUP else []


def nodes(tree: Sequence[Node]) -> Iterator[Node]:
    """All of them, from the outside in."""
    for op, value in tree:
        yield op, value
        for part in parts(op, value):
            yield from nodes(part)


def repeated(tree: Sequence[Node]) -> list[list[Node]]:
    """The body of every repetition."""
    return [list(value[2]) for op, value in nodes(tree) if op in REPEATS and value[1] > FEW]


def signs(tree: Sequence[Node]) -> list[str]:
    """Those that stand in repetitions, one of each sort that the pattern tells apart."""
    inside = {sign for body in repeated(tree) for node in nodes(body) if node[0] in CLASSES for sign in of_class(*node)}
    shapes = [re.compile(written(*node), re.DOTALL) for node in nodes(tree) if node[0] in CLASSES]
    sorts = {tuple(bool(shape.fullmatch(sign)) for shape in shapes): sign for sign in sorted(inside)}
    return list(sorts.values())


def of_class(op: Any, value: Any) -> tuple[str, ...]:
    """Signs that it takes: those that it names, and some of ours."""
    named = [chr(inner) for kind, inner in value if kind is code.LITERAL] if op is code.IN else []
    named += [chr(value)] if op is code.LITERAL else []
    return _taken(written(op, value), (*SIGNS, *named))


@cache  # many patterns have the same classes, and each is asked for again at every beginning
def _taken(shape: str, some: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sign for sign in some if re.fullmatch(shape, sign, re.DOTALL))


def written(op: Any, value: Any) -> str:
    """One sign's node as a pattern again."""
    if op is code.ANY:
        return "."
    if op is code.NOT_LITERAL:
        return f"[^{re.escape(chr(value))}]"
    if op is code.LITERAL:
        return re.escape(chr(value))
    return f"[{''.join(_item(kind, inner) for kind, inner in value)}]"


_CATEGORIES = {
    code.CATEGORY_DIGIT: r"\d",
    code.CATEGORY_NOT_DIGIT: r"\D",
    code.CATEGORY_SPACE: r"\s",
    code.CATEGORY_NOT_SPACE: r"\S",
    code.CATEGORY_WORD: r"\w",
    code.CATEGORY_NOT_WORD: r"\W",
}


def _item(kind: Any, inner: Any) -> str:
    if kind is code.NEGATE:
        return "^"
    if kind is code.CATEGORY:
        return _CATEGORIES[inner]
    first, last = inner if kind is code.RANGE else (inner, inner)
    return f"{re.escape(chr(first))}-{re.escape(chr(last))}"


def sample(tree: Sequence[Node], least: int = 0) -> str:
    """A short text that it takes, each part that may be left out taken `least` times."""
    said = ""
    for op, value in tree:
        if op in CLASSES:
            said += next(iter(of_class(op, value)), "a")
        elif op in REPEATS:
            said += sample(list(value[2]), least) * max(least, value[0])
        elif op not in (code.ASSERT, code.ASSERT_NOT) and (inside := parts(op, value)):
            said += sample(inside[0], least)
    return said


def beginnings(tree: Sequence[Node], least: int, before: str = "") -> Iterator[str]:
    """What each of its beginnings takes, up to and with each repetition, on each way through it."""
    for op, value in tree:
        for part in parts(op, value) if op not in (code.ASSERT, code.ASSERT_NOT) else ():
            yield from beginnings(part, least, before)
        if op in REPEATS:
            yield before
        before += sample([(op, value)], least)
    yield before

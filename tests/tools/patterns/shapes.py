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
Tree: TypeAlias = tuple[Node, ...]
REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT)
CLASSES = (code.LITERAL, code.ANY, code.NOT_LITERAL, code.IN)


def tree_of(pattern: Pattern) -> Tree:
    """Of tuples all the way down, so that what is found out of a part is found out once."""
    text, flags = pattern.pattern, pattern.flags
    if isinstance(text, bytes):
        text, flags = text.decode("latin-1"), flags | re.ASCII
    tree: Tree = _frozen(parser.parse(text, flags))
    return tree


_PLAIN = (int, type(None), type(code.LITERAL))
"""What is no tree."""


def _frozen(parsed: Any) -> Any:
    inside = parsed.data if isinstance(parsed, parser.SubPattern) else parsed
    if not isinstance(inside, list | tuple):
        return inside
    return tuple([part if type(part) in _PLAIN else _frozen(part) for part in inside])  # most are a code and a sign


def parts(op: Any, value: Any) -> Sequence[Tree]:
    """The trees inside a node, one for each way through it."""
    if op in REPEATS:
        return [value[2]]
    if op is code.BRANCH:
        return value[1]  # type: ignore[no-any-return]
    if op is code.SUBPATTERN:
        return [value[-1]]
    if op in (code.ASSERT, code.ASSERT_NOT):
        return [value[1]]
    return [value] if op is code.ATOMIC_GROUP else []


def nodes(tree: Tree) -> Iterator[Node]:
    """All of them, from the outside in."""
    for op, value in tree:
        yield op, value
        for part in parts(op, value):
            yield from nodes(part)


def repeated(tree: Tree) -> list[Tree]:
    """The body of every repetition."""
    return [value[2] for op, value in nodes(tree) if op in REPEATS and value[1] > FEW]


def signs(tree: Tree) -> list[str]:
    """Those that stand in repetitions, one of each sort that the pattern tells apart."""
    inside = {sign for body in repeated(tree) for node in nodes(body) if node[0] in CLASSES for sign in of_class(*node)}
    classes = dict.fromkeys(node for node in nodes(tree) if node[0] in CLASSES)
    shapes = [re.compile(written(*node), re.DOTALL) for node in classes]
    sorts = {tuple(bool(shape.fullmatch(sign)) for shape in shapes): sign for sign in sorted(inside)}
    return list(sorts.values())


@cache
def of_class(op: Any, value: Any) -> tuple[str, ...]:
    """Signs that it takes: those that it names, and some of ours."""
    named = [chr(inner) for kind, inner in value if kind is code.LITERAL] if op is code.IN else []
    named += [chr(value)] if op is code.LITERAL else []
    return _taken(written(op, value), (*SIGNS, *named))


@cache  # many patterns have the same classes
def _taken(shape: str, some: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sign for sign in some if re.fullmatch(shape, sign, re.DOTALL))


@cache
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


@cache  # is asked for again at every beginning
def sample(tree: Tree, least: int = 0) -> str:
    """A short text that it takes, each part that may be left out taken `least` times."""
    said = ""
    for op, value in tree:
        if op in CLASSES:
            said += next(iter(of_class(op, value)), "a")
        elif op in REPEATS:
            said += sample(value[2], least) * max(least, value[0])
        elif op not in (code.ASSERT, code.ASSERT_NOT) and (inside := parts(op, value)):
            said += sample(inside[0], least)
    return said


def beginnings(tree: Tree, least: int, before: str = "") -> Iterator[str]:
    """What each of its beginnings takes, up to and with each repetition, on each way through it."""
    for op, value in tree:
        for part in parts(op, value) if op not in (code.ASSERT, code.ASSERT_NOT) else ():
            yield from beginnings(part, least, before)
        if op in REPEATS:
            yield before
        before += sample(((op, value),), least)
    yield before

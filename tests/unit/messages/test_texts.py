"""The sentences people read stand in one place."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from tests.conftest import ROOT
from tests.tools.examples import every_example
from tests.tools.syntax import tree_of
from watcher.messages.telegram_html import bold
from watcher.messages.texts import changes
from watcher.messages.texts.format import fill
from watcher.rules.compare import COMPARED

TEXTS = ROOT / "watcher" / "messages" / "texts"

# What may say something to a person in Telegram.
NAMES = (
    "messages/render",
    "messages/headline",
    "jobs/weekly_report",
    "messages/change",
    "messages/council",
    "messages/reasons",
    "messages/inspections",
    "messages/publications",
    "rules/matching",
    "rules/quotes",
    "messages/grouping",
    "messages/admin",
    "messages/buttons",
)
SPEAKING = sorted([*ROOT.glob("watcher/bot/commands/*.py"), *(ROOT / f"watcher/{name}.py" for name in NAMES)])
WORDS = re.compile(r"[A-Za-z]{2,}[,;:.]? [A-Za-z]{2,}|[a-z]{3,}[.:]$")


def not_said(tree: ast.Module) -> set[int]:
    """The strings that are docstrings, or that a source's words are looked up by or compared with."""
    found: set[int] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=words):
                found.add(id(words))
            case ast.Dict(keys=keys):
                found.update(map(id, keys))
            case ast.Compare(left=left, comparators=others):
                found.update(map(id, (left, *others)))
    return found


def sentences_in(path: Path) -> Iterator[str]:
    """What looks like words for people; examples of commands, and what was said by a source, left out."""
    tree = tree_of(path.read_text("utf-8"))
    silent = not_said(tree)
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(words)) if id(node) not in silent and not words.startswith("/"):
                if WORDS.search(words):
                    yield f"{path.name}:{node.lineno}: {words}"


def said_in(path: Path) -> list[str]:
    tree = tree_of(path.read_text("utf-8"))
    silent = not_said(tree)
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in silent]
    return [node.value for node in constants if isinstance(node.value, str)]


@every_example("path", SPEAKING, ids=lambda path: path.name)
def test_no_sentence_stands_outside_the_texts(path: Path) -> None:
    assert list(sentences_in(path)) == []


def test_a_sentence_outside_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "some.py"
    path.write_text('"""Of many words."""\nSAID = f"{1} things were found"\nEXAMPLE = "/search some words"\n')
    assert list(sentences_in(path)) == ["some.py:2:  things were found"]


def test_every_field_that_is_compared_has_a_name() -> None:
    compared = {name for names in COMPARED.values() for name in names}
    assert compared - changes.FIELDS.keys() == {"text", "report"}  # told in sentences of their own


def test_every_sentence_can_be_filled() -> None:
    for path in TEXTS.glob("*.py"):
        for words in said_in(path):
            names = {name: "x" for _, name, _, _ in Formatter().parse(words) if name is not None}
            assert all(name.isidentifier() for name in names), words
            assert fill(words, **names).characters == len(words.format(**names))


def test_a_value_is_escaped_and_a_styled_one_kept() -> None:
    assert fill("{a} and {b}", a="<x>", b=bold("y")).html == "&lt;x&gt; and <b>y</b>"

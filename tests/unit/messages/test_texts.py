"""The sentences people read stand in one place, marked for translation, and the translators' template is current."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from tests.conftest import ROOT
from tests.tools.bracketed import CLOSE, OPEN
from tests.tools.catalogue import TEMPLATE, TEXTS, marked, template
from watcher.messages.telegram_html import bold
from watcher.messages.texts import changes
from watcher.messages.texts.format import fill
from watcher.rules.compare import COMPARED

# What may say something to a person in Telegram.
NAMES = (
    "messages/render",
    "messages/headline",
    "jobs/weekly_report",
    "messages/change",
    "messages/council",
    "messages/inspections",
    "messages/publications",
    "rules/matching",
    "rules/quotes",
    "messages/bundles",
    "messages/admin",
    "messages/buttons",
)
WRITTEN_BY_SOURCES = {" (report to follow)"}
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
    tree = ast.parse(path.read_text("utf-8"))
    silent = not_said(tree)
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(words)) if id(node) not in silent and not words.startswith("/"):
                if WORDS.search(words) and words not in WRITTEN_BY_SOURCES:
                    yield f"{path.name}:{node.lineno}: {words}"


@pytest.mark.parametrize("path", SPEAKING, ids=lambda path: path.name)
def test_no_sentence_stands_outside_the_texts(path: Path) -> None:
    assert list(sentences_in(path)) == []


def test_a_sentence_outside_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "some.py"
    path.write_text('"""Of many words."""\nSAID = f"{1} things were found"\nEXAMPLE = "/search some words"\n')
    assert list(sentences_in(path)) == ["some.py:2:  things were found"]


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.py")), ids=lambda path: path.name)
def test_every_sentence_of_the_texts_is_marked(path: Path) -> None:
    """Those with a docstring's place are none."""
    said = {words for words, _ in marked(path)}
    tree = ast.parse(path.read_text("utf-8"))
    silent = not_said(tree)
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in silent]
    found = {node.value for node in constants if isinstance(node.value, str) and WORDS.search(node.value)}
    assert found - said == set()


def test_the_template_for_translators_is_current() -> None:
    assert TEMPLATE.read_text("utf-8") == template(), "run: make texts"


def test_every_field_that_is_compared_has_a_name() -> None:
    compared = {name for names in COMPARED.values() for name in names}
    assert compared - changes.FIELDS.keys() == {"text", "report"}  # told in sentences of their own


def test_every_sentence_can_be_filled() -> None:
    for path in TEXTS.glob("*.py"):
        for words, _ in marked(path):
            names = {name: "x" for _, name, _, _ in Formatter().parse(words) if name is not None}
            assert all(name.isidentifier() for name in names), words
            assert fill(words, **names).characters == len(words.format(**names))


def unbracketed(html: str) -> list[str]:
    """The words that stand in no brackets; commands and months are the same in every language, for now."""
    words, before = re.sub(r"<[^>]*>", "", html), ""
    while words != before:
        before, words = words, re.sub(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", "", words)
    months = {f"{date(2026, month, 1):{form}}" for month in range(1, 13) for form in ("%B", "%b")}
    return [word for word in re.findall(r"(?<![/\w])[^\W\d_]{2,}", words) if word not in {*months, "Ofsted"}]


def test_in_another_language_no_english_is_left() -> None:
    """Sentences are made when their module is loaded, so it takes a program of its own."""
    done = subprocess.run([sys.executable, "-m", "tests.tools.bracketed"], cwd=ROOT, capture_output=True, check=True)
    said = json.loads(done.stdout)
    assert len(said) > 100
    assert [words for one in said if (words := unbracketed(one))] == []


def test_english_that_is_left_is_seen() -> None:
    assert unbracketed(f"{OPEN}New {OPEN}report{CLOSE}{CLOSE}: <b>Cabinet</b> /mine 1 December") == ["Cabinet"]


def test_a_value_is_escaped_and_a_styled_one_kept() -> None:
    assert fill("{a} and {b}", a="<x>", b=bold("y")).html == "&lt;x&gt; and <b>y</b>"

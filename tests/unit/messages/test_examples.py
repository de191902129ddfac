"""The words of every kind of message: examples.txt is the one place where they are pinned."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

from tests.tools.examples import every_example
from tests.unit.messages.example_documents import SOURCES
from tests.unit.messages.examples import ALERTS, EXAMPLES, kept, said
from watcher.core.documents import ChangeKind, DocumentKind
from watcher.messages import texts
from watcher.rules.event_word import event_word

CONVERSATION = frozenset({"capitals", "conversation", "format", "grade_chart"})
"""The texts in which nothing is told of what was found: how the bot talks of itself. So is whatever messages/ does not
use, for it is what a command says by itself."""
OF_A_COMMAND = frozenset({"said"})
"""What was found is told by the command itself."""
_USED = re.compile(r"^from watcher\.messages\.texts(?:\.(\w+) import| import ([\w, ]+))", re.MULTILINE)
NOT_IN_A_MESSAGE = re.compile(r"MENU_\w+|NOTED(_\w+)?|SERIES(_\w+)?")
"""What stands in Telegram's list of commands, what `watcher preview` says, and a chart's figures as text."""
TESTS = Path(__file__).parents[2]
_SPLIT = re.compile(r'"\n *f?"')
"""Between the parts of one string on several lines."""
A_SENTENCE = 6
"""So many of our words, one behind the other, are no key word any more."""


@every_example("name", EXAMPLES)
def test_it_is_told_in_these_words(name: str) -> None:
    assert said(name) == kept()[name]


def test_the_file_has_no_example_that_is_not_told() -> None:
    assert list(kept()) == list(EXAMPLES)


def test_every_kind_of_document_has_an_example_and_everything_that_can_happen_to_one() -> None:
    told = [alert.change for alerts in ALERTS.values() for alert in alerts]
    assert {change.document.kind for change in told} == set(get_args(DocumentKind))
    assert {change.kind for change in told} == set(get_args(ChangeKind))
    assert {event_word(change) for change in told} >= {"Cancelled", "Postponed", "Moved", "Unsettled"}


def of_ours() -> Iterator[tuple[str, str]]:
    """Each text that can stand in a message about what was found, under the name it has in the code."""
    told = used_by_messages() - CONVERSATION | OF_A_COMMAND
    for module in pkgutil.iter_modules(texts.__path__):
        if module.name in told:
            named = vars(importlib.import_module(f"{texts.__name__}.{module.name}"))
            for name, value in named.items():
                if name.isupper() and not NOT_IN_A_MESSAGE.fullmatch(name):
                    yield from ((f"{module.name}.{name}", text) for text in _strings(value))


def used_by_messages() -> set[str]:
    """The modules of texts that a message about what was found may take its words from."""
    files = [file.read_text("utf-8") for file in Path(texts.__path__[0]).parent.glob("*.py")]
    found = [part or names.partition(" as ")[0] for file in files for part, names in _USED.findall(file)]
    return {name.strip() for names in found for name in names.split(",")}


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)


def stands_in(lines: Iterable[str], template: str) -> bool:
    """Whether a line of a message can be the template, filled with something."""
    parts = re.split(r"\{[^{}]*\}", template.replace("\u2060", "").casefold())
    return any(_one_behind_the_other(parts, line) for line in lines if max(parts, key=len) in line)


def _one_behind_the_other(parts: Iterable[str], line: str) -> bool:
    at = 0
    for part in parts:
        found = line.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return True


def test_every_text_that_a_message_can_hold_stands_in_an_example() -> None:
    shown = set(re.sub("[‹›]", "", "\n".join(kept().values())).casefold().split("\n"))
    unseen = [name for name, text in of_ours() if not stands_in(shown, text)]
    assert unseen == [], "give them an example in the example_*.py beside this file"


def test_a_text_that_no_example_shows_would_be_missed() -> None:
    assert not stands_in(["cabinet has come home"], "{name} has gone {where}")
    assert stands_in(["new", "cabinet has gone home"], "{name} has gone {where}")


def test_no_other_test_pins_a_sentence_of_a_message() -> None:
    ours = {bit.strip(" .:") for _, text in of_ours() for bit in re.split(r"\{[^{}]*\}|\n", text)}
    tests = {
        file: file.read_text(encoding="utf-8") for file in TESTS.rglob("*.py") if not file.name.startswith("example_")
    }
    everything = _SPLIT.sub("", "\0".join(tests.values()))
    pinned = [bit for bit in ours if len(bit.split()) >= A_SENTENCE and bit in everything]
    assert {bit: [file.name for file, text in tests.items() if bit in _SPLIT.sub("", text)] for bit in pinned} == {}


def test_the_first_line_is_the_news_and_neither_a_kind_nor_an_outlet() -> None:
    firsts = [kept()[name].partition("\n")[0].casefold() for name in ALERTS]
    names = {source.name.casefold() for source in SOURCES.values()}
    kinds = ("new article", "new report", "new paper", "new inspection", "publication changed")
    assert [first for first in firsts if first.startswith(kinds) or first in names or len(first) > 200] == []


def test_no_portals_or_programs_words_are_left() -> None:
    left = ("confirmed", "Recommendations", " KB", "→\n", ":  →", " None", "outcome: failings", "{", "}")
    assert [(name, word) for name, said in kept().items() for word in left if word in said] == []

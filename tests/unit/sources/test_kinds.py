"""The table of kinds is the only place that lists them: a kind more is one line there, and no test breaks."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT
from tests.tools.examples import every_example
from tests.tools.syntax import tree_of
from watcher.config.models import SourceEntry
from watcher.sources import KINDS, load, recognise
from watcher.sources.kinds import unread

PYTHON = sorted(file for folder in ("watcher", "tests", "bench") for file in (ROOT / folder).rglob("*.py"))
PROSE = [*(ROOT / "config").glob("*.yaml"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
FEW = 3
"""So many kinds may be named together, where something is said of each."""


def listed(words: str) -> bool:
    """Whether these enumerate the kinds."""
    if sum(kind in words for kind in KINDS) <= FEW:
        return False  # most of them name none, and are not taken apart
    return len(KINDS.keys() & set(re.findall(r"\w+", words))) > FEW


def lists_in(source: str) -> Iterator[int]:
    """The lines where a collection or a string of the program names most of the kinds."""
    if not listed(source):
        return  # it is not even parsed
    for node in ast.walk(tree_of(source)):
        match node:
            case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Set(elts=parts) | ast.Dict(keys=parts):
                names = [part.value for part in parts if isinstance(part, ast.Constant)]
                if len(KINDS.keys() & {name for name in names if isinstance(name, str)}) > FEW:
                    yield node.lineno
            case ast.Constant(value=str() as words) if any(map(listed, words.splitlines())):
                yield node.lineno


def test_the_kinds_are_listed_in_their_table_alone() -> None:
    found = [f"{file.relative_to(ROOT)}:{line}" for file in PYTHON for line in lists_in(file.read_text("utf-8"))]
    found += [
        f"{file.relative_to(ROOT)}:{number}"
        for file in PROSE
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if listed(line)
    ]
    assert [place.rpartition(":")[0] for place in found] == ["watcher/sources/kinds.py"]


@every_example(
    "code",
    [
        f"KINDS = {list(KINDS)}",
        f"KINDS = {set(KINDS)}",
        f"ADDRESSES = {dict.fromkeys(KINDS, '/')}",
        f"Kind = Literal[{', '.join(map(repr, KINDS))}]",
        f"raise ValueError('must be one of {', '.join(KINDS)}')",
    ],
    ids=["list", "set", "dict", "Literal", "sentence"],
)
def test_a_second_list_is_seen_in_whatever_form(code: str) -> None:
    assert list(lists_in(code)) == [1]


@every_example("code", ["BOTH = ('feed', 'page')", "x = 'a page or a feed of GOV.UK'", "y = sorted(KINDS)"])
def test_a_few_that_have_something_in_common_are_no_list(code: str) -> None:
    assert list(lists_in(code)) == []


@every_example("name", KINDS)
def test_the_module_of_each_kind_can_be_loaded_and_collects(name: str) -> None:
    assert callable(load(name).collect)


@every_example("name", KINDS)
def test_each_option_of_a_kind_is_a_key_of_the_config_and_of_no_other_kind(name: str) -> None:
    others = {option for other, kind in KINDS.items() if other != name for option in kind.options}
    assert set(KINDS[name].options) <= SourceEntry.model_fields.keys() - others


@every_example("name", KINDS)
def test_a_kind_that_cannot_read_every_address_says_what_it_reads(name: str) -> None:
    assert bool(KINDS[name].reads) == bool(KINDS[name].reads_what)


@every_example("url", ["", "feed", "ftp://example.org/feed.xml", "http://[::1/feed"])
def test_what_is_no_web_address_is_of_no_kind_and_no_complaint_is_made_of_it(url: str) -> None:
    assert recognise(url) is None
    assert [unread(name, url) for name in ("moderngov", "unheard of")] == ["", ""]


def test_files_are_there_to_be_looked_through() -> None:
    assert Path("watcher/sources/kinds.py") in {file.relative_to(ROOT) for file in PYTHON}
    assert len(PROSE) == 5

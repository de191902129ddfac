"""`python -m tests.tools.catalogue` writes the template for translators: every sentence of `watcher/messages/texts`
that is marked.

With it a language is one file: LANGUAGE/LC_MESSAGES/watcher.po in `watcher/locale`, compiled with msgfmt.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT

TEXTS = ROOT / "watcher" / "messages" / "texts"
TEMPLATE = ROOT / "watcher" / "locale" / "watcher.pot"
HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


def marked(path: Path) -> Iterator[tuple[str, int]]:
    """Each sentence in `_(…)`, with its line."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id="_"), args=[ast.Constant(value=str(words))]):
                yield words, node.lineno


def template() -> str:
    """All sentences, each once, in the order of modules and lines, with the names of the values put into it."""
    found: dict[str, list[str]] = {}
    for path in sorted(TEXTS.glob("*.py")):
        for words, line in sorted(marked(path), key=lambda one: one[1]):
            found.setdefault(words, []).append(f"watcher/messages/texts/{path.name}:{line}")
    return "\n".join([HEAD, *(_entry(words, places) for words, places in found.items())])


def _entry(words: str, places: list[str]) -> str:
    flag = "#, python-brace-format\n" if re.search(r"\{\w+\}", words) else ""
    lines = "\n".join(f'"{_quoted(line)}"' for line in words.splitlines(keepends=True))
    text = f'""\n{lines}' if "\n" in words else lines
    where = "".join(f"#: {place.rpartition(':')[0]}\n" for place in dict.fromkeys(places))
    return f'{where}{flag}msgid {text}\nmsgstr ""\n'


def _quoted(words: str) -> str:
    return words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


if __name__ == "__main__":
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_text(template(), "utf-8")

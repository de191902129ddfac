"""Reads one YAML file as plain data, with its lines and its problems; the only module that knows ruamel.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.composer import MaxDepthExceededError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from watcher.config.values import WHERE_IT_BELONGS, shown, unprintable
from watcher.core.text import holds_token, masked

Place: TypeAlias = tuple[str | int, ...]
"""The way to a value: `("sources", 3, "kind")`."""

_DEEPEST = 12
_QUOTES = "“”„‟‘’‚‛«»"
_NO_SPACES = re.compile("[\u00a0\u2007\u202f\u3000\u200b\u2060\ufeff]")
"""They look like a space, or like nothing, and YAML takes them for letters."""
_BEGAN_EARLIER = ("found unexpected end of stream", "'<stream end>'", "expected ',' or", "could not find expected ':'")
"""What YAML notices only behind the line that is wrong: there a quote or bracket was opened, or a colon left out."""
_HINTS = {
    "mapping values are not allowed": "put quotes round a value that holds a colon, and check the indentation",
    "cannot start any token": "indent with spaces, never tabs; put quotes round a value that begins with a sign",
    "found undefined alias": "put quotes round a value that begins with *",
    "but found '<scalar>'": "a quote has no other half, here or above (what holds an apostrophe wants double quotes)",
    "comment or a line break": "put quotes round a value that begins with | or >",
    "mapping keys are not allowed": "put quotes round a value that begins with ?",
    "sequence entries are not allowed": "put quotes round a value that begins with -",
    "expected <block end>": "check the indentation: the keys of one entry begin in one column; what begins with {"
    " stands in quotation marks",
    "found unexpected end of stream": "a quote is not closed",
    "could not find expected ':'": "a key must be followed by a colon and a space",
    "but found '<stream end>'": "a bracket is not closed",
    "but found another document": "take away the line --- or ... in the middle",
    "expected ',' or ']'": "a [ is not closed",
    "expected ',' or '}'": "a { is not closed",
}


@dataclass(slots=True)
class YamlFile:
    """What a file holds. Every scalar is text as written (`NO`, `1.10`); a key without a value is left out."""

    path: Path
    text: str = ""
    data: Any = None  # Any: what people write, before it is checked
    """None where nothing could be read; there is a problem then."""
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[tuple[int, str]] = field(default_factory=list)

    def complain(self, place: Place, words: str) -> None:
        """Remember a problem at the line of `place`, or of the nearest thing around it."""
        while place and place not in self.lines:
            place = place[:-1]
        self.problems.append((self.lines.get(place, 1), words))

    def problem_lines(self) -> list[str]:
        """Return the problems as people read them, by line, without any token that stands in the file."""
        return [f"{self.path}:{line}: {masked(words)}" for line, words in sorted(self.problems)]

    def entries(self, section: str) -> Iterator[tuple[Place, dict[str, Any]]]:
        """Yield the mappings in a list of this file, whatever else is wrong with it."""
        listed = self.data.get(section) if isinstance(self.data, dict) else None
        for number, entry in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(entry, dict):
                yield (section, number), entry


def read(path: Path) -> YamlFile:
    """Read the file, and remember what went wrong in reading it among its problems."""
    file = YamlFile(path)
    try:
        file.text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        file.problems.append((line, "the file is not UTF-8 text; save it as UTF-8"))
        return file
    except FileNotFoundError:
        file.problems.append((1, "the file is missing; begin with the one that comes with the program"))
        return file
    except OSError as error:
        file.problems.append((1, f"can't be read: {error.strerror}"))
        return file
    return parse(file)


def parse(file: YamlFile) -> YamlFile:
    """Fill in the data of `file.text`, and the problems of reading it."""
    for number, line in enumerate(file.text.splitlines(), 1):
        if holds_token(line):
            file.problems.append((number, f"a bot's token stands here; {WHERE_IT_BELONGS}"))
        if found := _NO_SPACES.search(line.partition(" #")[0]):
            sign = f"U+{ord(found[0]):04X}, column {found.start() + 1}"
            file.problems.append((number, f"a blank that is no space stands here ({sign}); type an ordinary space"))
    node = _compose(file)
    if node is not None:
        file.data = _plain(file, node, ())
    if file.data is None and not file.problems:
        file.problems.append((1, "the file is empty; begin with the one that comes with the program"))
    return file


def _compose(file: YamlFile) -> Node | None:
    try:
        return _nodes(file.text)
    except MaxDepthExceededError as error:
        words = f"not valid YAML: more than {_DEEPEST} lists or brackets stand in one another"
        file.problems.append((error.problem_mark.line + 1 if error.problem_mark else 1, words))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        wrong = error.problem or error.context or "not understood"
        if error.context_mark and any(said in wrong for said in _BEGAN_EARLIER):
            mark = error.context_mark
        hint = next((f"; {hint}" for said, hint in _HINTS.items() if said in wrong), "")
        line = mark.line + 1 if mark else 1
        if mark and any(sign in _line_at(file.text, mark.line) for sign in _QUOTES):
            hint = '; the quotes here are typographic, and only straight ones (") count'
        elif dash := _wrong_dash(file.text, error):
            line, hint = dash
        file.problems.append((line, f"not valid YAML: {wrong}{hint}"))
    except YAMLError as error:
        line = file.text.count("\n", 0, getattr(error, "position", 0)) + 1
        file.problems.append((line, "not valid YAML: a control character stands here"))
    return None


@lru_cache(maxsize=4)  # of the three files mostly one was edited, and who edits it reads it again for its places
def _nodes(text: str) -> Node | None:
    loader = YAML(typ="safe", pure=True)
    loader.max_depth = _DEEPEST
    node: Node | None = loader.compose(text)
    return node


@dataclass(frozen=True, slots=True)
class Span:
    """Where a value stands in the text of its file: from its first letter to behind its last one."""

    start: int
    end: int
    column: int
    is_flow: bool
    """Written in brackets on a line, not as lines of its own."""


def spans(file: YamlFile) -> dict[Place, Span]:
    """Return where each value of a file stands that was read without a problem."""
    found: dict[Place, Span] = {}
    node = _compose(file)
    if node is not None:
        _take_spans(node, (), found)
    return found


def _take_spans(node: Node, place: Place, found: dict[Place, Span]) -> None:
    start, end = node.start_mark, node.end_mark
    found[place] = Span(start.index, end.index, start.column, bool(getattr(node, "flow_style", False)))
    if isinstance(node, MappingNode):
        for key, value in node.value:
            _take_spans(value, (*place, str(key.value)), found)
    elif not isinstance(node, ScalarNode):
        for number, each in enumerate(node.value):
            _take_spans(each, (*place, number), found)


def _wrong_dash(text: str, error: MarkedYAMLError) -> tuple[int, str] | None:
    """Return the line of a dash that is missing, long or without its space, and what to do about it; None where it is
    none of these."""
    mark, began = error.problem_mark, error.context_mark
    if mark and began and "<block sequence start>" in str(error.problem) and "block mapping" in str(error.context):
        for number, line in enumerate(text.splitlines()[began.line : mark.line], began.line + 1):
            if line[:1].isspace() and line.strip()[:1].isalnum():
                said = f"; is the dash missing before {line.strip()[:60]!r}? Each entry begins with one (- id: ...)"
                return number, said
    for number in range(max(mark.line - 1, 0), mark.line + 1) if mark else ():
        line = _line_at(text, number).strip()
        if re.match(r"-\w+:", line):
            return number + 1, "; a dash needs a space behind it (- id: ...)"
        if re.match(r"[\u2013\u2014\u2212]\s?\w", line):
            return number + 1, "; the dash here is a long one, and only the short one (-) counts"
        if found := re.match(r"(?:- )?(id|name|url|kind|every):(?=[^\s/])", line):
            return number + 1, f"; a colon needs a space behind it ({found[1]}: ...)"
    return None


def _line_at(text: str, number: int) -> str:
    return next(iter(text.splitlines()[number : number + 1]), "")


def _plain(file: YamlFile, node: Node, place: Place) -> Any:
    file.lines[place] = node.start_mark.line + 1
    if node.anchor or not str(node.tag).startswith("tag:yaml.org,2002:"):
        file.complain(place, "anchors (&), aliases (*) and tags (!) are not understood; put quotes round the value")
        return None
    if isinstance(node, ScalarNode):
        return None if node.tag == "tag:yaml.org,2002:null" else _scalar(file, node, place)
    if isinstance(node, MappingNode):
        return _mapping(file, node, place)
    return [_plain(file, each, (*place, number)) for number, each in enumerate(node.value)]


def _scalar(file: YamlFile, node: ScalarNode, place: Place) -> str:
    words = str(node.value)
    if sign := unprintable(words):
        file.complain(place, f"a sign that no text has stands here ({sign}); take it out")
        return "".join(sign for sign in words if not unprintable(sign))
    if not node.style and len(words) > 1 and words[0] in _QUOTES and words[-1] in _QUOTES:
        file.complain(place, f'typographic quotes stand round {shown(words)}; use straight ones ("), or none')
        return words[1:-1]
    return words


def _mapping(file: YamlFile, node: MappingNode, place: Place) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    first: dict[str, int] = {}
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        here = (*place, key)
        if key in first:
            is_next = len(place) == 2 and isinstance(place[1], int) and key == next(iter(first))
            hint = "; is a dash missing here? Each entry begins with one" if is_next else ""
            file.problems.append((line, f"{key} is given twice, first on line {first[key]}{hint}"))
            continue
        first[key] = line
        value = _plain(file, value_node, here)
        file.lines[here] = line
        if value is not None:
            plain[key] = value
    return plain

"""Renames and removes sources and topics in the files of the config: no letter changes but those that say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from watcher.config.append import replace_file, scalar
from watcher.config.load import read_files, settings
from watcher.config.values import identity, meant, shown
from watcher.config.yamlfile import Place, YamlFile, parse, spans
from watcher.core.errors import ConfigError

_REFERENCES = (("sources", "topics"), ("topics", "includes"))
"""The lists in which the ids of topics stand, by the section of their file."""


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    words: str


class _Text:
    """A file with what is to be edited in it."""

    def __init__(self, file: YamlFile) -> None:
        self.file, self.text, self.spans = file, file.text, spans(file)
        self.edits: list[_Edit] = []
        self.newline = "\r\n" if "\r\n" in file.text else "\n"

    def put(self, start: int, end: int, words: str) -> None:
        self.edits.append(_Edit(start, end, words))

    def edited(self) -> YamlFile:
        text = self.text
        for edit in sorted(self.edits, key=lambda edit: -edit.start):
            text = text[: edit.start] + edit.words + text[edit.end :]
        return parse(YamlFile(self.file.path, text))

    def line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Return where the line ends, before its line break."""
        end = self.text.find("\n", at)
        end = len(self.text) if end < 0 else end
        return end - 1 if self.text[end - 1 : end] == "\r" else end


def rename(folder: Path, old: str, new: str) -> list[Path]:
    """Give a source or a topic another id; its old one stands in `was:` from then on, so that what is remembered comes
    along. Returns the files that were changed. Raises ConfigError where that can't be, or would be wrong."""
    try:
        identity(new)
    except ValueError as error:
        raise ConfigError([f"NEW {error}"]) from error
    texts = _read(folder)
    text, place = _find(texts, old)
    if any(
        entry.get("id") == new
        for each in texts
        for section in ("sources", "topics")
        for _, entry in each.file.entries(section)
    ):
        raise ConfigError([f"{new} is taken; choose an id that nothing has"])
    text.put(text.spans[*place, "id"].start, text.spans[*place, "id"].end, scalar(new))
    _add_earlier(text, place, old, new)
    if place[0] == "topics":
        for owner, item in _references(texts, old):
            owner.put(owner.spans[item].start, owner.spans[item].end, scalar(new))
    return _write(folder, texts)


def remove(folder: Path, gone: str) -> list[Path]:
    """Take a source or a topic out of its file, and a topic out of what names it. Returns the files that were changed.
    Raises ConfigError where that can't be, or would be wrong."""
    texts = _read(folder)
    text, place = _find(texts, gone)
    if text.spans[place[:1]].is_flow:
        raise ConfigError(
            [f"{text.file.path}: {gone} stands in brackets, not on lines of its own; take it out by hand"]
        )
    _cut_entry(text, place)
    if place[0] == "topics":
        for owner, item in _references(texts, gone):
            _cut_item(owner, item)
    return _write(folder, texts)


def _read(folder: Path) -> list[_Text]:
    sources, topics, watcher = read_files(folder)
    settings(sources, topics, watcher)
    return [_Text(sources), _Text(topics), _Text(watcher)]


def _find(texts: list[_Text], wanted: str) -> tuple[_Text, Place]:
    known: dict[str, tuple[_Text, Place]] = {}
    for text in texts:
        for section in ("sources", "topics"):
            known |= {entry["id"]: (text, place) for place, entry in text.file.entries(section)}
    if wanted not in known:
        raise ConfigError([f"there is no source or topic {shown(wanted)}{meant(wanted, known)}"])
    return known[wanted]


def _references(texts: list[_Text], topic: str) -> Iterator[tuple[_Text, Place]]:
    for text in texts:
        for section, key in _REFERENCES:
            for place, entry in text.file.entries(section):
                for number, named in enumerate(entry.get(key) or ()):
                    if named == topic:
                        yield text, (*place, key, number)


def _add_earlier(text: _Text, place: Place, old: str, new: str) -> None:
    """Put the old id into `was:`; where the new one stood there, in its place."""
    listed = (*place, "was")
    items = [text.spans[(*listed, number)] for number in range(_count(text, listed))]
    again = [span for span in items if text.text[span.start : span.end].strip("\"'") == new]
    entry, given = text.spans[place], text.spans[*place, "id"]
    if again:
        text.put(again[0].start, again[0].end, scalar(old))
    elif items:
        start = text.line_start(items[-1].start)
        before = ", " if text.spans[listed].is_flow else text.newline + text.text[start : items[-1].start]
        text.put(items[-1].end, items[-1].end, before + scalar(old))
    elif listed in text.spans:
        span = text.spans[listed]
        text.put(span.start, span.end, f"[{scalar(old)}]" if span.is_flow else f" [{scalar(old)}]")
    elif entry.is_flow:
        text.put(given.end, given.end, f", was: [{scalar(old)}]")
    else:
        end = text.line_end(given.end)
        text.put(end, end, f"{text.newline}{' ' * entry.column}was: [{scalar(old)}]")


def _count(text: _Text, listed: Place) -> int:
    return sum(1 for place in text.spans if place[:-1] == listed)


def _cut_entry(text: _Text, place: Place) -> None:
    """Cut the lines of the entry, and one of the two empty ones around them; a comment above it stays."""
    dash = text.spans[place[:1]].column
    start = text.line_start(text.spans[place].start)
    while text.text[start + dash : start + dash + 1] != "-":
        start = text.line_start(start - 1)
    last = max(span.end for inner, span in text.spans.items() if inner[:2] == place and _is_scalar(text, inner))
    end = last  # of a value of several lines that is the beginning of the next one
    if text.line_start(last) != last:
        end = text.line_end(last)
        end += len(text.newline) if text.text.startswith(text.newline, end) else 0
    before, after = text.text[:start], text.text[end:]
    if before.endswith(2 * text.newline) and (not after or after.startswith(text.newline)):
        start -= len(text.newline)
    text.put(start, end, "")


def _is_scalar(text: _Text, place: Place) -> bool:
    span = text.spans[place]
    return span.is_flow or not _count(text, place)


def _cut_item(text: _Text, item: Place) -> None:
    """Cut one item out of a list."""
    listed, number = item[:-1], int(item[-1])
    span, whole, count = text.spans[item], text.spans[listed], _count(text, listed)
    if not whole.is_flow:
        start = text.line_start(span.start)
        text.put(start, text.line_end(span.end) + len(text.newline), "")
    elif count == 1:
        text.put(whole.start, whole.end, "[]")
    elif number + 1 < count:
        text.put(span.start, text.spans[(*listed, number + 1)].start, "")
    else:
        text.put(text.spans[(*listed, number - 1)].end, span.end, "")


def _write(folder: Path, texts: list[_Text]) -> list[Path]:
    """Write what was edited, all of it or nothing."""
    edited = [text.edited() if text.edits else text.file for text in texts]
    sources, topics, watcher = edited
    settings(sources, topics, watcher)
    written: list[tuple[Path, bytes]] = []
    try:
        for text, file in zip(texts, edited, strict=True):
            if text.edits:
                before = file.path.read_bytes()
                mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
                replace_file(file.path, mark + file.text.encode())
                written.append((file.path, before))
    except ConfigError:
        for path, before in written:
            replace_file(path, before)
        raise
    return [path for path, _ in written]

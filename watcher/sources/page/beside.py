"""What stands beside a link in the row of a list: the day of the row, and the words that sum it up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date

from bs4 import Tag
from bs4.element import NavigableString, PreformattedString

from watcher.core.text import collapse_spaces
from watcher.sources.dates import dates_in, day
from watcher.sources.html import is_inside, text

ROW = ("li", "article", "tr")
_DATED = "time[datetime], time, .date, [class*=date]"
_TITLE = "h1, h2, h3, h4, h5, h6"
_WITHIN_WORDS = re.compile(
    r"a|abbr|b|bdi|bdo|cite|code|em|font|i|mark|q|s|small|strong|su[bp]|time|u|var|wbr|span", re.IGNORECASE
)
FEWEST_WORDS = 5
"""Fewer are a label ("Open", "PDF, 2 MB"), and no summary."""
_MOST_BESIDE_A_DAY = 12
"""More words round a date are a sentence, which may speak of any day."""
_TO_COME = re.compile(r"\b(?:clos(?:e|es|ed|ing)|ends?|ended|ending|until|till|due|deadline|by|expires?|to)\b", re.I)


@dataclass(frozen=True, slots=True)
class Beside:
    """The day on which what the row names was published, and its summary; each empty where the row says none."""

    published: date | None = None
    summary: str = ""


class Rows:
    """The rows of a list, each looked through once however many links it holds."""

    def __init__(self, links: Set[int]) -> None:
        """`links`: by `id()`, the links that were selected; their words are titles."""
        self._links = links
        self._found: dict[int, tuple[Tag | None, Beside]] = {}

    def beside(self, link: Tag) -> Beside:
        row = link.find_parent(ROW)
        if not row:
            return Beside()
        if id(row) not in self._found:
            self._found[id(row)] = self._read(row)
        about, found = self._found[id(row)]
        return Beside(found.published) if about and is_inside(link, {id(about)}) else found

    def _read(self, row: Tag) -> tuple[Tag | None, Beside]:
        dated = row.select_one(_DATED)
        pieces = self._pieces(row, dated)
        about = next((part for part in row.select("p") if part is not dated and text(part)), None)
        longest = max((words for words in pieces if len(words.split()) >= FEWEST_WORDS), key=len, default="")
        said = [*([str(dated.get("datetime") or ""), text(dated)] if dated else []), *([text(about)] if about else [])]
        return about, Beside(_published([*said, *pieces]), text(about) if about else longest)

    def _pieces(self, row: Tag, dated: Tag | None) -> list[str]:
        """The words of the row by the element that they stand in, without its title and its date."""
        left_out = self._links | {id(title) for title in row.select(_TITLE)} | ({id(dated)} if dated else set())
        by_element: dict[int, list[str]] = {}
        for words, element in _strings(row, left_out):
            by_element.setdefault(element, []).append(words)
        return [collapse_spaces("".join(words)) for words in by_element.values()]


def _strings(row: Tag, left_out: Set[int]) -> Iterator[tuple[str, int]]:
    """Yield each piece of text with the element it is told apart by: the outermost `span` inside the nearest block."""
    for node in row.descendants:
        if not isinstance(node, NavigableString) or isinstance(node, PreformattedString) or is_inside(node, left_out):
            continue
        element = 0
        for parent in node.parents:
            if element and not _WITHIN_WORDS.fullmatch(parent.name):
                break
            element = id(parent) if parent.name == "span" or not _WITHIN_WORDS.fullmatch(parent.name) else element
            if not _WITHIN_WORDS.fullmatch(parent.name):
                break
        yield str(node), element


def _published(said: list[str]) -> date | None:
    """The first day of these words that may be that of publication: one that nothing closes on, and no sentence's."""
    for words in said:
        if len(words.split()) > _MOST_BESIDE_A_DAY or _TO_COME.search(words):
            continue
        if len(dates_in(words)) < 2 and (found := day(words)):
            return found
    return None

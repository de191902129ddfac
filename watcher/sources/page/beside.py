"""What stands beside a link in the row of a list: the day of the row, and the words that sum it up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date

from lxml import etree

from watcher.core.text import collapse_spaces
from watcher.sources.dates import dates_in, day
from watcher.sources.page.bounds import Element
from watcher.sources.page.tree import found, text

ROW = ("li", "article", "tr")
_DATED = "(.//time | .//*[contains(@class, 'date')])[1]"
_TITLES = ("h1", "h2", "h3", "h4", "h5", "h6")
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

    def __init__(self, links: Set[Element]) -> None:
        """`links`: those that were selected; their words are titles."""
        self._links = links
        self._read_rows: dict[Element, tuple[Element | None, Beside]] = {}

    def beside(self, link: Element) -> Beside:
        """Return what stands beside the link in its row; nothing where it stands in none."""
        row = next(link.iterancestors(*ROW), None)
        if row is None:
            return Beside()
        if row not in self._read_rows:
            self._read_rows[row] = self._read(row)
        about, beside = self._read_rows[row]
        if about is not None and about in link.iterancestors():
            return Beside(beside.published)
        return beside

    def _read(self, row: Element) -> tuple[Element | None, Beside]:
        dated = next(iter(found(row, _DATED)), None)
        pieces = self._pieces(row, dated)
        about = next((part for part in row.iter("p") if part is not dated and text(part)), None)
        longest = max((words for words in pieces if len(words.split()) >= FEWEST_WORDS), key=len, default="")
        said = [] if dated is None else [dated.get("datetime") or "", text(dated)]
        if about is not None:
            said.append(text(about))
        first = "" if about is None else text(about)
        is_label = len(first.split()) < FEWEST_WORDS  # then it sums up only where nothing else does
        return about, Beside(_published([*said, *pieces]), (longest or first) if is_label else first)

    def _pieces(self, row: Element, dated: Element | None) -> list[str]:
        """Return the words of the row by the element that they stand in, without its title and its date."""
        left_out = {*self._links, *row.iter(*_TITLES), *([] if dated is None else [dated])}
        by_element: dict[Element, list[str]] = {}
        for words, parent in _strings(row, left_out):
            by_element.setdefault(_told_apart_by(parent), []).append(words)
        return [collapse_spaces("".join(words)) for words in by_element.values()]


def _strings(row: Element, left_out: Set[Element]) -> Iterator[tuple[str, Element]]:
    """Yield each piece of text with the element that it stands in, none of those that are left out."""
    inside = 0
    for event, element in etree.iterwalk(row, events=("start", "end")):
        if element in left_out:
            inside += 1 if event == "start" else -1
        words = element.text if event == "start" else element.tail
        if words and not inside and (event == "start" or element is not row):
            yield words, element if event == "start" else element.getparent()


def _told_apart_by(parent: Element) -> Element:
    """Return the outermost `span` inside the nearest block, or that block."""
    chosen = parent
    for element in (parent, *parent.iterancestors()):
        if not _WITHIN_WORDS.fullmatch(element.tag):
            return element if chosen.tag != "span" else chosen
        if element.tag == "span":
            chosen = element
    return chosen


def _published(said: list[str]) -> date | None:
    """Return the first day of these words that may be that of publication: one that nothing closes on, and no
    sentence's."""
    for words in said:
        if len(words.split()) > _MOST_BESIDE_A_DAY or _TO_COME.search(words):
            continue
        if len(dates_in(words)) < 2 and (found := day(words)):
            return found
    return None

"""PURE: splits a paper's text into its sentences, each with its page and the heading it stands under. What is furniture
is left out: headers and footers, page numbers, the numbers of paragraphs. Time grows with the text's length alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from watcher.core.text import collapse_spaces
from watcher.rules.furniture import LONGEST_LINE, Line, body_lines

MOST_SENTENCES = 15_000
"""Of one paper; a pack of 600 pages has some 15,000."""
LONGEST_BLOCK = 6_000
"""Characters: what goes on longer without a stop or a paragraph's end is cut there."""
_LONGEST_HEADING = 12
"""Words."""
_LONGEST_TITLE = 30
"""Words of a heading that are mostly written as names are."""
_A_TITLE, _A_GRADE = 5, 6
"""Words: so many at least before a colon, and at most after it, are a heading with its grade."""
_STOPS = tuple(".!?")
_MARKER = re.compile(
    r"(?:[•◼■▪●○·*\uf0b7\uf06e\uf0a7✓o-]|\d{1,2}(?:\.\d{1,3}){0,3}[.)]?|\(?[A-Za-z][.)]|\(?[ivx]{1,5}[.)]|\(\d{1,2}\))\s+"
)
_MONTH = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b")
_LABEL = re.compile(r"([A-Z][^:.;?!]{2,60})(?:\??:|\?(?= *(?:Yes|No)\b))(?=\s|$)")
_DECIDES = re.compile(r"recommend|resol|decision|decided|agreed", re.IGNORECASE)
_BARE_RESOLVED = re.compile(
    r"(?:it was )?(?:resolved|recommended|agreed|decided)\W{0,4}(?:that)?\W{0,4}", re.IGNORECASE
)
_FORM = re.compile(
    r"(?:minutes|decisions?|resolved|recommend(?:ed|ations?)|agreed|purpose|background|discussion|introduction|summary"
    r"|additional documents|supporting documents|reasons?(?: for (?:the )?decisions?)?|comments?|questions?)\W{0,4}",
    re.IGNORECASE,
)
"""What stands over a part of an item, whatever the item is."""
_DASHED_COLON = re.compile(r": ?[-\u2013\u2014]$")
_ITEM_NUMBER = re.compile(r"\d{1,4}(?:\.\d{1,3})?[.:]?")
_CLAUSE = re.compile(r"\b(?:is|are|was|were|has|have|will|would|that|should|must|can)\b")
_END = re.compile(r"[.!?][\"')\]]?\s+(?=[\"'(\[]?[A-Z0-9£])")
# "Dr. Smith", "No. 5", "s. 47", "e.g. A" end nothing.
_SHORT = re.compile(r"(?:\b(?:Mrs?|Ms|Dr|Prof|Rev|No|Nos|para|paras|p|pp|s|ss|e\.g|i\.e|etc|cf|vs|Cllr|St)|\b[A-Z])$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Holds a sentence of a paper: `page` counts from 1; `heading` is what stands over it, or the label before it on
    its line (`SLT Lead:`); `item` the heading over that one where it only names a part (`Minutes:`); `whole` is false
    for what is no sentence at all: a heading, a cell, a name; `paragraph` counts the paper's paragraphs."""

    text: str
    page: int
    heading: str = ""
    whole: bool = True
    labelled: bool = False
    item: str = ""
    paragraph: int = 0


@dataclass(slots=True)
class _Block:
    """Lines that run on: a paragraph, a list's item, a heading."""

    page: int
    lines: list[str] = field(default_factory=list)
    item: bool = False
    """It began with a bullet or a number."""

    @property
    def text(self) -> str:
        """Returns the lines as one text, a line break between two."""
        return "\n".join(self.lines)

    @property
    def ended(self) -> bool:
        """Tells whether its last line ends as sentences do."""
        return not self.lines or self.lines[-1].rstrip("\"')]").endswith((".", "!", "?", ":", ";"))


def sentences(pages: Sequence[str]) -> list[Sentence]:
    """Returns the sentences of a paper (page 1 first) in their order, headings among them, at most MOST_SENTENCES."""
    healer = Healer(pages)
    found: list[Sentence] = []
    heading = lead = item = ""
    for number, block in enumerate(_blocks(body_lines(pages))):
        text = _DASHED_COLON.sub(":", collapse_spaces(healer.heal(block.text)))
        if _ITEM_NUMBER.fullmatch(text):
            item = ""  # of an agenda: another begins
        if text and _is_heading(text, block):
            item = item if text.endswith(":") or _FORM.fullmatch(text) else text
            lead = text if text.endswith((":", ";")) else ""
            directly = bool(found) and found[-1].text == heading  # RECOMMENDATIONS / That Cabinet:
            heading = f"{heading}: {text}" if lead and directly and _DECIDES.search(heading) else text
            found.append(Sentence(text, block.page, heading, False, False, item, number))
        elif text:
            if lead and block.item and text[:1].islower():
                text = f"{lead} {text}"
            elif not block.item or text.endswith(":"):
                lead = ""  # its list is over, or another has begun
            found += islice(_sentences_of(text, block, heading, item, number), MOST_SENTENCES - len(found))
        if len(found) >= MOST_SENTENCES:
            break
    return found


def _is_heading(text: str, block: _Block) -> bool:
    """Tells whether a block is a heading: a short line without a sentence's end, or with nothing after its colon. A
    list's item is none unless it is in capitals: it is what the list says."""
    if _BARE_RESOLVED.fullmatch(text):
        return True
    label = _LABEL.match(text)
    grade = text[label.end() :].strip() if label else ""
    if label and len(label[1].split()) >= _A_TITLE and grade[:1].islower() and len(grade.split()) <= _A_GRADE:
        return True  # The experiences and progress of children in care: inadequate
    words = text.split()
    if block.item and text.isupper() and label and grade and len(words) <= _LONGEST_HEADING:
        return True  # 56 MOTION: COUNCIL TAX
    if text.endswith((".", "!", ";", ",")) or len(words) > _LONGEST_TITLE:
        return False
    if len(words) > _LONGEST_HEADING and (";" in text or not is_names(text)):
        return False
    if text.endswith((":", "?")):
        return True
    return not (label or _CLAUSE.search(text)) and (not block.item or text[:1].isupper())


def _sentences_of(text: str, block: _Block, heading: str, item: str, number: int) -> Iterator[Sentence]:
    """Yields the sentences of a paragraph. What stands after a label on its line stands under that."""
    label = None if block.item else _LABEL.match(text)
    labelled = bool(label and len(label[1].split()) <= _LONGEST_HEADING and not _CLAUSE.search(label[1]))
    if label and labelled:
        heading, text = label[1], text[label.end() :].strip()
    for words in split(text):
        whole = words.rstrip("\"')]").endswith((*_STOPS, ";")) or bool(block.item or _CLAUSE.search(words))
        yield Sentence(words, block.page, heading, whole, labelled, item, number)


def split(text: str) -> Iterator[str]:
    """Yields the sentences of a paragraph that stands on one line."""
    start = 0
    for end in _END.finditer(text):
        if text[end.start()] == "." and _SHORT.search(text, max(start, end.start() - 8), end.start()):
            continue
        yield text[start : end.end()].strip()
        start = end.end()
    if text[start:].strip():
        yield text[start:].strip()


def _blocks(lines: Sequence[Line]) -> Iterator[_Block]:
    """Yields the lines put together as they run on."""
    block = _Block(1)
    size = 0
    for line in lines:
        marker = _marker(line.text, block)
        if marker or size > LONGEST_BLOCK or _begins(line, block):
            if block.lines:
                yield block
            block, size = _Block(line.page, item=bool(marker)), 0
        block.lines.append(line.text[marker:])
        size += len(line.text)
    if block.lines:
        yield block


def _marker(line: str, block: _Block) -> int:
    """Returns how long the bullet or the number is that the line begins with; 0 for none. A number in the midst of a
    running sentence is none, nor is a day of a month."""
    found = _MARKER.match(line)
    if not found or _MONTH.match(line, found.end()):
        return 0
    sign, rest = found[0].strip(), line[found.end() : found.end() + 1]
    if sign[-1].isdigit() and not ((rest.isupper() or rest in "\"'(") and (block.ended or _is_short_of(block))):
        return 0
    return 0 if sign[0].isalpha() and rest.islower() and not (block.ended or block.item) else found.end()


def _is_short_of(block: _Block) -> bool:
    """Tells whether a block's last line is far from full."""
    return bool(block.lines) and len(block.lines[-1]) < 50


def _begins(line: Line, block: _Block) -> bool:
    """Tells whether another paragraph begins here."""
    if not block.lines or line.after_gap or len(block.lines[-1]) > LONGEST_LINE:
        return True
    before = block.lines[-1]
    starts = line.text[0].isupper() or line.text[0] in "\"'(£[" or line.text[0].isdigit()
    if not starts:
        return False
    short = len(before) < line.short
    label = _LABEL.match(line.text)
    if label and (short or block.ended or _LABEL.match(before)) and not _CLAUSE.search(label[1]):
        return True
    if block.ended:
        return short or before.endswith((":", ";")) or line.text.isupper() or line.page != block.page
    return short or line.text.isupper() or before.isupper() or line.new_page


def is_names(text: str) -> bool:
    """Tells whether most of the words are written as names are."""
    words = text.split()
    return len(words) > 2 and 2 * sum(map(str.isupper, [word[0] for word in words[1:]])) > len(words)


class Healer:
    """Makes words whole that a hyphen at a line's end breaks: `trans-` `port` is `transport`, `co-` `op` stays `co-op`,
    as the paper itself spells it elsewhere."""

    _BROKEN = re.compile(r"(?<![^\W\d_])([^\W\d_]+)-\n([^\W\d_]+)")
    _WORD = re.compile(r"[^\W\d_]+")
    _HYPHENED = re.compile(r"(?<![^\W\d_])([^\W\d_]+)-(?=([^\W\d_]+))")

    def __init__(self, pages: Sequence[str]) -> None:
        self._known: set[str] = set()
        if any("-\n" in page and self._BROKEN.search(page) for page in pages):
            for page in pages:
                unbroken = self._BROKEN.sub(" ", page.lower())
                self._known.update(self._WORD.findall(unbroken), map("-".join, self._HYPHENED.findall(unbroken)))

    def heal(self, text: str) -> str:
        """Returns the text with its broken words made whole, on lines as before."""
        return self._BROKEN.sub(self._whole, text) if "-\n" in text else text

    def _whole(self, broken: re.Match[str]) -> str:
        first, second = broken[1], broken[2]
        joined, hyphened = (first + second).lower(), f"{first}-{second}".lower()
        if joined in self._known:
            return first + second
        known = hyphened in self._known or (first.lower() in self._known and second.lower() in self._known)
        return f"{first}-{second}" if known else first + second

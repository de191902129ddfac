"""Reads the page of one decision of the Ombudsman: its whole category, and what the council agreed to do
(facts/further.md, 3). Many pages lack a heading or the labels; then what the list says stands alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bs4 import Tag

from watcher.core.documents import Document, Json
from watcher.core.errors import NotUnderstood
from watcher.core.visits import Page
from watcher.sources.dates import day
from watcher.sources.html import soup, text

_AGREED = re.compile(r"agreed (?:action|remedy)|recommended action|recommendations?|remedy", re.IGNORECASE)
_SECTION = re.compile(
    r"(?:the )?(?:complaint|ombudsman.s role and powers|how i considered this complaint|my assessment|what i found"
    r"|(?:final |draft )?decision|findings|agreed (?:action|remedy)|recommended action|recommendations?|remedy"
    r"|investigator.s (?:final |draft )?decision.{0,60})",
    re.IGNORECASE,
)
_MONEY = re.compile(r"£ ?(\d{1,3}(?:,\d{3}){1,3}|\d{1,7})(?:\.\d\d)?(?![\d,]*\d)")
_PAYS = re.compile(r"\b(?:pay|pays|paid|paying|payments?|reimburse|refund|compensat\w{1,10})\b", re.IGNORECASE)
_UNIT = r"(?:day|week|month|term|half[- ]term|year|school year)\b"
_EACH = re.compile(rf" ?(?:a {_UNIT}|[^.£]{{0,30}}\b(?:per|each|every) {_UNIT})", re.IGNORECASE)
_TOTAL = re.compile(r"\b(?:total(?:ling|s)?|altogether|in all)\b", re.IGNORECASE)
_AGAIN = re.compile(r"\b(?:the|this|that|these) $", re.IGNORECASE)
LONGEST_REMEDY, LONGEST_WORDS = 1_500, 50_000


def with_its_page(document: Document, page: Page) -> Document:
    """Return the decision with what its page says. Raises NotUnderstood where that speaks of no decision."""
    tree = soup(page)
    article = tree.select_one("article#article") or tree.select_one("article, main, #content, body")
    if article is None or not _is_decision(tree, article):
        raise NotUnderstood(f"{page.url} holds no decision of the Ombudsman")
    labels = _labels(article)
    remedy = list(_agreed(article))
    details: dict[str, Json] = dict(document.details)
    if whole := labels.get("category"):
        details["whole_category"] = whole
    if decided := day(labels.get("decision date", "")):
        details["decided"] = decided.isoformat()
    if remedy:
        details["remedy"] = " ".join(remedy)[:LONGEST_REMEDY]
        details["remedy_sum"] = remedy_sum(remedy)
    words = " ".join(filter(None, (labels.get("category", ""), text(article))))[:LONGEST_WORDS]
    return replace(document, details={name: said for name, said in details.items() if said is not None}, words=words)


def _is_decision(tree: Tag, article: Tag) -> bool:
    said = text(article)
    return "ombudsman" in said.casefold() and ("decision" in said.casefold() or bool(tree.select_one(".label")))


def _labels(article: Tag) -> dict[str, str]:
    """Return the labels with their values, in small letters without their colons."""
    found: dict[str, str] = {}
    for label in article.select(".label"):
        value = label.find_next_sibling(class_="value") or label.find_next(class_="value")
        found.setdefault(text(label).rstrip(" :").casefold(), text(value) if isinstance(value, Tag) else "")
    return found


def _agreed(article: Tag) -> Iterator[str]:
    """Yield the paragraphs and points under "Agreed action" and its like, up to the next section."""
    inside = False
    for part in article.select("h1, h2, h3, h4, h5, p, li"):
        said = text(part)
        is_heading = part.name.startswith("h") or (len(said) < 80 and _SECTION.fullmatch(said.rstrip(" :")))
        if is_heading:
            inside = bool(_AGREED.fullmatch(said.rstrip(" :")))
        elif inside and said and not part.select_one("p, li"):
            yield said


def remedy_sum(remedy: Sequence[str]) -> int | None:
    """Return what is to be paid in whole pounds; None where nothing is, and where the words do not say how much in all
    (so much a month)."""
    found = [pounds for said in _sentences(remedy) if _PAYS.search(said) for pounds in _amounts(said)]
    if not found or None in found:
        return None
    totals = {
        pounds for said in _sentences(remedy) if _TOTAL.search(said) for pounds in _amounts(said) if pounds is not None
    }
    return max(totals) if totals else sum(pounds for pounds in found if pounds is not None)


def _sentences(remedy: Iterable[str]) -> list[str]:
    return [said for part in remedy for said in re.split(r"(?<=[.;]) ", part)]


def _amounts(said: str) -> Iterator[int | None]:
    """Yield the sums of a sentence; None for one that is paid again and again. One named again ("the £500") is none."""
    for money in _MONEY.finditer(said):
        if _AGAIN.search(said[max(0, money.start() - 8) : money.start()]):
            continue
        yield None if _EACH.match(said, money.end()) else int(money[1].replace(",", ""))

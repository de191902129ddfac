"""PURE: whether an article is about a paper: it links to it, names it nearly whole, tells what was decided of it,
or tells a rare figure of it in the same words. A wrong link is worse than none (docs/adr/0054)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from watcher.core.documents import PAGE_BREAK, Change, Document
from watcher.core.papers import TOLD_OF_BY_NEWS
from watcher.core.text import collapse_spaces, normalise
from watcher.rules.headline_words import GENERIC, STOP, stem
from watcher.rules.item_thread import item_title
from watcher.rules.news_figures import LONGEST_TEXT, Claim, claims_of, figures_of, telling_words
from watcher.rules.same_event import Told, address_of
from watcher.rules.sentences import sentences, split

APART = timedelta(days=10)
"""What lies further from a paper is about another."""
MOST_LINKS = 2
_TITLED = frozenset({"report", "decision"})
"""What has a title of its own; an agenda is called after its meeting."""
_MOST_PAPERS = 3
"""That have one figure: what stands in more of them is not rare."""
_MOST_PAGES = 40
"""Of one paper that hold a figure."""
_FEWEST_TELLING, _FEWEST_OF_SHORT, _FEWEST_DECIDED = 3, 4, 2
"""Words of a title: that tell something, all of a short one, those of what was decided."""
_WORD = re.compile(r"[^\W_]+")
_FORM = frozenset(map(stem, (
    "report", "update", "strategy", "policy", "annual", "plan", "review", "appendix", "quarter", "performance", "final",
    "draft", "proposed", "proposal", "decision", "approval", "cabinet", "council", "committee", "havering", "london",
    "borough", "service", "services", "programme", "award", "contract", "the", "monitoring", "recommendation", "item",
)))  # fmt: skip
"""Of titles: says what sort of paper it is, not what of."""
_OUTCOMES: Mapping[str, str] = {
    **dict.fromkeys(map(stem, ("approve", "approved", "agreed", "agrees", "backed", "passed", "adopted")), "approved"),
    **dict.fromkeys(map(stem, ("refused", "rejected", "refuses", "rejects", "dismissed")), "refused"),
}
_NOT_DONE = re.compile(
    r"\b(?:not|never|if|unless|until|before|could|may|might|would|should|must|will|to be|set to|expected|due|asked"
    r"|urged|calls?|whether)\b|n't\b",
    re.IGNORECASE,
)
"""What was only wished for, or is to come."""
_APPROVED, _REFUSED = re.compile(r"approv|agreed|adopted", re.IGNORECASE), re.compile(r"refus|reject", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Match:
    """How an article is about a paper: on which page (0: it is of no one page), and how sure that is, the surest
    first."""

    page: int
    weight: tuple[int, int]
    claim: Claim | None = None


class Article:
    """An article, made ready to be compared with papers."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def claims(self) -> list[Claim]:
        """Returns the rare figures it tells."""
        return claims_of(self.document.title, self.document.summary)

    @cached_property
    def sentences(self) -> list[tuple[str, list[str]]]:
        """Returns its title and the sentences of its summary, each with its words in one form."""
        document = self.document
        said = [collapse_spaces(normalise(words[:LONGEST_TEXT])) for words in (document.title, document.summary)]
        return [(part, _words(part)) for part in (said[0], *split(said[1]))]

    @cached_property
    def mentions(self) -> frozenset[str]:
        """Returns the addresses it names beside its own."""
        return Told(Change("new", self.document)).mentions - {address_of(self.document.url)}

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """Returns the beginnings of its words: by these most titles are told to be others at once."""
        return _beginnings(f"{self.document.title} {self.document.summary[:LONGEST_TEXT]}")


class ComparedPaper:
    """A paper of a source, made ready to be compared with articles. `words`: its text, in which figures are looked for;
    without them its title is all that is compared."""

    def __init__(self, document: Document, words: str = "", source: str = "") -> None:
        self.document, self.source = document, source
        self._pages = words.split(PAGE_BREAK) if words else []

    @cached_property
    def title(self) -> list[str]:
        """Returns the words of its title in one form, without those that every title has; nothing for what has none of
        its own."""
        document = self.document
        return _words(normalise(item_title(document))) if document.kind in _TITLED else []

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """Returns the beginnings of the words of its title, as it is written."""
        return _beginnings(self.document.title)

    @cached_property
    def pages_by_number(self) -> Mapping[str, list[int]]:
        """Returns the pages on which each number stands, by the number as it is written."""
        found: dict[str, list[int]] = defaultdict(list)
        for at, page in enumerate(self._pages):
            for number in dict.fromkeys(_NUMBER.findall(page)):
                found[number.rstrip(",.")].append(at)
        return found

    def holds(self, page: int, words: Iterable[str]) -> int:
        """Returns how many of these words may stand on a page, by their beginnings."""
        said = self._pages[page].casefold()
        return sum(word[:4] in said for word in words)

    @property
    def is_of_one_page(self) -> bool:
        """Tells whether its words stand on one page: then no page is named."""
        return len(self._pages) < 2

    def sentences_on(self, page: int) -> list[str]:
        """Returns the sentences of one of its pages, counted from 0, each with the label before it on its line."""
        if page not in self._read:
            read = sentences([self._pages[page]])
            said = (f"{sentence.heading}: {sentence.text}" if sentence.labelled else sentence.text for sentence in read)
            self._read[page] = [collapse_spaces(normalise(words)) for words in said]
        return self._read[page]

    @cached_property
    def _read(self) -> dict[int, list[str]]:
        return {}


_NUMBER = re.compile(r"\d[\d,.]{0,20}")


def match(article: Article, paper: ComparedPaper) -> Match | None:
    """Returns how the article is about the paper; None where that is not sure."""
    if article.mentions and address_of(paper.document.url) in article.mentions:
        return Match(0, (0, 0))
    if len(article.beginnings & paper.beginnings) >= _FEWEST_DECIDED:
        if named := max(_named(words, paper.title) for _, words in article.sentences):
            return Match(0, (1, -named))
        if decided := _decided(article, paper):
            return Match(0, (2, -decided))
    return _figure(article, paper)


def surest(found: Iterable[tuple[ComparedPaper, Match]]) -> list[tuple[ComparedPaper, Match]]:
    """Returns the surest of all papers that an article seems to be about: one of those that share a title. A figure
    that stands in many of them is left out, for it is not rare."""
    every = list(found)
    titles: dict[Claim, set[str]] = defaultdict(set)
    for paper, matched in every:
        if matched.claim:
            titles[matched.claim].add(" ".join(paper.title) or paper.document.part_of or paper.document.key)
    sure = [pair for pair in every if pair[1].claim is None or len(titles[pair[1].claim]) <= _MOST_PAPERS]
    sure.sort(key=lambda pair: (pair[1].weight, TOLD_OF_BY_NEWS.index(pair[0].document.kind)))
    said: dict[object, tuple[ComparedPaper, Match]] = {}
    for paper, matched in sure:  # the same figure of a report stands in its pack too
        said.setdefault(matched.claim or " ".join(paper.title) or paper.document.key, (paper, matched))
    best = [pair for pair in said.values() if pair[1].claim is None] or list(said.values())
    return best[:MOST_LINKS]


def page_of(article: Article, paper: ComparedPaper) -> int:
    """Returns the page of the paper with a figure that the article tells; 0 where there is none."""
    found = _figure(article, paper)
    return found.page if found else 0


def _named(sentence: Sequence[str], title: Sequence[str]) -> int:
    """Returns how many words of the title stand in the sentence, in its order and close together; 0 where it is not
    named nearly whole: of what tells something at most one word in five is missing, of a short title nothing."""
    telling = _telling(title)
    places = [sentence.index(word) for word in title if word in sentence]
    missing = [word for word in title if word not in sentence and not word.isdigit()]
    if len(telling) < _FEWEST_DECIDED or not places or places != sorted(places):
        return 0
    span, own = max(places) - min(places), [word for word in missing if word not in _FORM]
    long = len(telling.intersection(sentence)) >= _FEWEST_TELLING and 5 * len(own) <= len(title)
    short = not missing and len(places) >= _FEWEST_OF_SHORT and span <= len(title)
    return len(places) if short or (long and span < 2 * len(title)) else 0


def _telling(title: Sequence[str]) -> set[str]:
    """Returns the words of a title that say what the paper is of."""
    return {word for word in title if word not in _FORM and word not in GENERIC and not word.isdigit()}


def _decided(article: Article, paper: ComparedPaper) -> int:
    """Returns how many telling words of a decision's title stand in the headline and a sentence that tells how it was
    decided; 0 where more than one in five is missing, the register says otherwise, or the sentence only that it may
    be."""
    if paper.document.kind != "decision":
        return 0
    status = str(paper.document.details.get("status") or "")
    outcome = "refused" if _REFUSED.search(status) else "approved" if _APPROVED.search(status) else ""
    telling = _telling(paper.title)
    if not outcome or len(telling) < _FEWEST_DECIDED:
        return 0
    found = 0
    for said_so, words in article.sentences:
        said = {_OUTCOMES[word] for word in words if word in _OUTCOMES} if not _NOT_DONE.search(said_so) else set()
        there = telling.intersection((*words, *article.sentences[0][1]))
        near = len(telling.intersection(words)) >= _FEWEST_DECIDED
        if said == {outcome} and near and 5 * len(telling - there) <= len(telling):
            found = max(found, len(there))
    return found


def _figure(article: Article, paper: ComparedPaper) -> Match | None:
    """Returns the sentence of the paper that shares a figure and most words with the article."""
    best: Match | None = None
    for claim in article.claims if paper.pages_by_number else ():
        for page in _pages_with(claim, paper):
            shared = max((_shared(claim, sentence) for sentence in paper.sentences_on(page)), default=0)
            if shared and (best is None or -shared < best.weight[1]):
                best = Match(0 if paper.is_of_one_page else page + 1, (3, -shared), claim)
    return best


def _shared(claim: Claim, sentence: str) -> int:
    """Returns how many telling words stand beside the figure in both; 0 where those are too few, or it is another
    figure."""
    if not any(spelled in sentence for spelled in claim.spellings):
        return 0
    shared = len(claim.words & telling_words(sentence))
    same = shared >= claim.figure.words_needed and any(figure == claim.figure for figure, _ in figures_of(sentence))
    return shared if same else 0


def _pages_with(claim: Claim, paper: ComparedPaper) -> list[int]:
    """Returns the pages on which the number stands, and enough of the words."""
    pages = paper.pages_by_number
    holding = sorted({page for spelled in claim.spellings for page in pages.get(spelled, ())})[:_MOST_PAGES]
    return [page for page in holding if paper.holds(page, claim.words) >= claim.figure.words_needed]


def _beginnings(text: str) -> frozenset[str]:
    return frozenset(word[:4] for word in _WORD.findall(text.casefold()) if len(word) > 2)


def _words(text: str) -> list[str]:
    return [stem(word) for word in _WORD.findall(text) if word.casefold() not in STOP]

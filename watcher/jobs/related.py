"""Links an article to the papers it is about, and a paper to the articles about it (docs/adr/0054)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from watcher.core.documents import Change, RelatedDocument
from watcher.core.papers import TOLD_OF_BY_NEWS
from watcher.store import Connection, documents
from watcher.store.news_links import Lately, LatelyFound, holding, lately

if TYPE_CHECKING:
    from watcher.rules.news_links import Article, ComparedPaper, Match

MOST_CLAIMS, MOST_WORDS = 3, 4
"""Figures of an article that are looked for in papers, and words beside each of them."""
MOST_OPENED = 8
"""Papers whose text is read for one article: those that hold most of its words."""
MOST_HELD_OPEN = 12
"""Papers whose text is held during a visit: the last that were opened."""
MOST_PAPERS, MOST_ARTICLES = 1_000, 300
"""That an article is compared with, and that a paper is: the last."""
MOST_DOUBTFUL = 3
"""Articles that only a figure leads to, for which it is looked whether another paper has it too."""


_Matches: TypeAlias = "list[tuple[ComparedPaper, Match]]"


def _where(paper: ComparedPaper) -> tuple[str, str]:
    return paper.source, paper.document.key


class RelatedDocuments:
    """What was found lately, looked up when the first article or paper of a visit asks for it. `local`: the sources
    that belong to the place; of others only what has a topic in common counts."""

    def __init__(self, db: Connection, outlets: Mapping[str, str], local: Collection[str], now: datetime) -> None:
        self._db, self._outlets, self._local, self._now = db, outlets, local, now
        self._open: dict[tuple[str, str], ComparedPaper] = {}
        self._known: dict[tuple[str, str], tuple[Lately, _Matches]] = {}

    def to(self, change: Change) -> Change:
        """Returns the change with what it is about, or what is about it; nothing of what went, came back or is
        corrected."""
        if change.kind not in ("new", "changed") or change.minor or change.alike:
            return change
        found = LatelyFound(change.source, change.document, frozenset(change.topics))
        if change.document.kind == "article":
            return replace(change, related=tuple(self._papers_of(found)))
        return (
            replace(change, related=tuple(self._press_of(found))) if change.document.kind in TOLD_OF_BY_NEWS else change
        )

    def _papers_of(self, found: LatelyFound) -> Iterator[RelatedDocument]:
        """Yields the papers that an article is about."""
        from watcher.rules.news_links import Article  # its words and patterns: few visits see news

        for paper, match in self._surest(found, Article(found.document)):
            yield RelatedDocument(paper.document.title, paper.document.url, match.page)

    def _press_of(self, found: LatelyFound) -> list[RelatedDocument]:
        """Returns the articles that are about a paper; by a figure alone only where no other paper is rather what they
        are about."""
        from watcher.rules.news_links import MOST_LINKS, ComparedPaper, match

        paper = ComparedPaper(found.document, found.document.words)
        told: list[RelatedDocument] = []
        doubtful = MOST_DOUBTFUL
        for news, article in self._news:
            matched = match(article, paper) if self._belong(news, found) and not self._is_old(news) else None
            if matched and matched.claim:
                doubtful -= 1
                matched = matched if doubtful >= 0 and self._is_about(news, article, found) else None
            if matched:
                outlet = self._outlets.get(news.source, news.source)
                told.append(
                    RelatedDocument(article.document.title, article.document.url, 0, outlet, news.document.stated_day)
                )
            if len(told) == MOST_LINKS:
                break
        return told

    def _is_about(self, news: LatelyFound, article: Article, found: LatelyFound) -> bool:
        best = self._surest(news, article, found)
        return any(_where(paper) == (found.source, found.document.key) for paper, _ in best)

    def _surest(
        self, news: LatelyFound, article: Article, also: LatelyFound | None = None
    ) -> list[tuple[ComparedPaper, Match]]:
        """Returns the papers that it is surely about, `also` one that is not in the log yet: the figures of one that it
        names lead to its page; of others the text is looked into."""
        from watcher.rules.news_links import ComparedPaper, match, page_of, surest

        if self._is_old(news):
            return []
        near, by_title = self._near(news, article)
        if also:
            paper, where = ComparedPaper(also.document, source=also.source), (also.source, also.document.key)
            near = {**near, where: also}
            matched = match(article, paper)
            by_title = [pair for pair in by_title if _where(pair[0]) != where] + ([(paper, matched)] if matched else [])
        if named := surest(by_title):
            return [(paper, replace(matched, page=page_of(article, self._opened(paper)))) for paper, matched in named]
        places = self._holding(article, near)
        opened = [self._opened(ComparedPaper(near[where].document, source=where[0])) for where in places]
        return surest((paper, matched) for paper in opened if (matched := match(article, paper)))

    def _near(self, news: LatelyFound, article: Article) -> tuple[Lately, _Matches]:
        """Returns the papers that an article may be about, and which of them it is by their titles: looked for once for
        each article, for several papers of a visit ask."""
        from watcher.rules.news_links import match

        name = (news.source, news.document.key)
        if name not in self._known:
            near = {where: found for where, found in self._papers.items() if self._belong(news, found)}
            bare = [self._bare[where] for where in near]
            self._known[name] = near, [(paper, found) for paper in bare if (found := match(article, paper))]
        return self._known[name]

    def _holding(self, article: Article, near: Lately) -> list[tuple[str, str]]:
        """Returns the papers that may tell one of its figures in the same words, at most so many as are opened."""
        if not near:
            return []
        found: Counter[tuple[str, str]] = Counter()
        for claim in article.claims[:MOST_CLAIMS]:
            words = sorted(claim.words, key=lambda word: (-len(word), word))[:MOST_WORDS]
            found.update(holding(self._db, near, claim.spellings, words))
        best = sorted(found, key=lambda where: (-found[where], near[where].document.kind == "agenda", where))
        return best[:MOST_OPENED]

    def _opened(self, paper: ComparedPaper) -> ComparedPaper:
        """Returns the paper with its text; the last few are held open, for the articles of a visit ask for the same
        ones."""
        from watcher.rules.news_links import ComparedPaper

        where = _where(paper)
        opened = self._open.pop(where, None)
        if opened is None or opened.document != paper.document:
            words = documents.words_of(self._db, paper.source, paper.document.key)
            opened = ComparedPaper(paper.document, words, paper.source)
        self._open[where] = opened
        if len(self._open) > MOST_HELD_OPEN:
            del self._open[next(iter(self._open))]
        return opened

    def _belong(self, news: LatelyFound, paper: LatelyFound) -> bool:
        if news.topics & paper.topics:
            return True
        return paper.source in self._local and bool(news.topics or news.source in self._local)

    def _is_old(self, news: LatelyFound) -> bool:
        published = news.document.published
        return published is not None and published < self._since.date()

    @property
    def _since(self) -> datetime:
        from watcher.rules.news_links import APART

        return self._now - APART

    @cached_property
    def _papers(self) -> Lately:
        return lately(self._db, TOLD_OF_BY_NEWS, self._since, MOST_PAPERS)

    @cached_property
    def _bare(self) -> Mapping[tuple[str, str], ComparedPaper]:
        """They without their texts, each made ready once for all articles."""
        from watcher.rules.news_links import ComparedPaper

        return {where: ComparedPaper(found.document, source=found.source) for where, found in self._papers.items()}

    @cached_property
    def _news(self) -> list[tuple[LatelyFound, Article]]:
        from watcher.rules.news_links import Article

        found = lately(self._db, {"article"}, self._since, MOST_ARTICLES).values()
        return [(news, Article(news.document)) for news in found]

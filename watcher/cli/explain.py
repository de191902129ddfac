"""`watcher explain`: the sentences of a paper that matter most, with what speaks for and against each."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from watcher.cli.app import Config, State, app
from watcher.cli.exit import command
from watcher.cli.terminal import put
from watcher.core.errors import ConfigError, NotUnderstood
from watcher.core.text import pluralise

if TYPE_CHECKING:
    from watcher.cli.table import Grid
    from watcher.config import Settings
    from watcher.core.topics import Topic
    from watcher.core.visits import Page
    from watcher.rules.importance import RankedPaper, RankedSentence

SHOWN = 5
"""Sentences of each topic."""
_MOST_BYTES = 64_000_000
_TYPES = {".html": "text/html", ".htm": "text/html", ".txt": "text/plain", ".pdf": "application/pdf"}


@app.command()
@command
def explain(
    asked: Annotated[str, typer.Argument(metavar="FILE-or-URL", help="A PDF, text or HTML file, or its address.")],
    topic: Annotated[str, typer.Option("--topic", metavar="ID", help="Only for readers of this topic.")] = "",
    config: Config = None,
    state: State = None,
) -> None:
    """The sentences of a paper that matter most, with their signals and what each counts.

    For each topic whose words stand in it, else for everybody. Writes nothing, tells nobody.
    """
    from watcher.config import load_all
    from watcher.rules.importance import RankedPaper

    settings, _ = load_all(os.environ, config=config, state=state)
    topics = _wanted(settings, topic)
    now = datetime.now(UTC)
    pages = pages_of(_page(asked, settings), now)
    refuse_an_empty_one(asked, pages)
    paper = RankedPaper(pages, now.astimezone(settings.timezone).date())
    put(f"{pluralise(len(pages), 'page')}, {pluralise(len(paper.sentences), 'sentence')}.")
    for heading, quotes in _by_topic(paper, topics, asked_for=bool(topic)):
        put(f"\n{heading}")
        table(quotes).show()


def _wanted(settings: Settings, topic: str) -> Sequence[Topic]:
    """Returns the topic of this id, or all. Raises ConfigError with the nearest where there is none."""
    from watcher.config.values import meant, shown

    by_id = {topic.id: topic for topic in settings.topics}
    if topic and topic not in by_id:
        hint = meant(topic, by_id) or f"; the topics are {', '.join(by_id)}"
        raise ConfigError([f"there is no topic {shown(topic)}{hint}"])
    return [by_id[topic]] if topic else settings.topics


def _page(asked: str, settings: Settings) -> Page:
    """Returns the file, or what stands at the address. Raises ConfigError for a file that can't be read, SourceError
    where the address can't."""
    from watcher.config.addresses import site
    from watcher.core.visits import Page

    if "://" not in asked:
        return Page(asked, _bytes(Path(asked)), _TYPES.get(Path(asked).suffix.lower(), ""))
    from watcher.cli.progress import waiting
    from watcher.jobs.setup import fetcher

    try:
        url = site(asked)
    except ValueError as error:
        raise ConfigError([f"the URL {error}"]) from error
    with waiting(f"Reading {url}"), fetcher(settings, typed=url) as web:
        return web.get(url)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ConfigError([f"{path}: the file is too big to read ({path.stat().st_size // 1_000_000} MB)"])
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ConfigError([f"{path}: no such file"]) from error
    except OSError as error:
        raise ConfigError([f"{path}: {(error.strerror or str(error)).lower()}"]) from error


def pages_of(page: Page, now: datetime) -> list[str]:
    """Returns the text of a PDF, a web page or a plain text, page by page; a form feed ends a page of a text. Raises
    NotUnderstood for anything else, and for what can't be opened."""
    from watcher.papers.reader import LEADING_BYTES, pages

    if b"%PDF" in page.body[:LEADING_BYTES]:
        return pages(page.body)
    if b"\0" in page.body[:LEADING_BYTES] and not page.body.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotUnderstood(f"{page.url}: it is neither a PDF nor a text nor a web page; save it as a PDF first")
    from watcher.sources.charset import decoded

    if "html" in page.content_type or b"<html" in page.body[:4_096].lower():
        return [_words_of_web_page(page, now)] if page.body.strip() else []
    return decoded(page).split("\f")


def _words_of_web_page(page: Page, now: datetime) -> str:
    """Returns its text proper, without what stands around it, by paragraph."""
    from watcher.core.sources import Source
    from watcher.core.visits import Visit
    from watcher.sources import load

    source = Source("page", page.url, page.url, "page")
    readings = load("page").collect(Visit(source, now, lambda _: page))
    documents = [document for reading in readings for document in getattr(reading, "documents", ())]
    paragraphs = (document.details.get("paragraphs") for document in documents)
    lines = [str(line) for paragraph in paragraphs if isinstance(paragraph, list) for line in paragraph]
    return "\n\n".join([*(document.title for document in documents), *lines])


def refuse_an_empty_one(asked: str, pages: Sequence[str]) -> None:
    """Raises NotUnderstood where no page has a word."""
    if not any(any(map(str.isalpha, page)) for page in pages):
        why = f": {pluralise(len(pages), 'page')} of pictures, perhaps a scan" if asked.lower().endswith(".pdf") else ""
        raise NotUnderstood(f"{asked}: there are no words in it{why}")


def _by_topic(
    paper: RankedPaper, topics: Sequence[Topic], *, asked_for: bool
) -> Iterator[tuple[str, list[RankedSentence]]]:
    """Yields the best sentences of each topic that the paper has, under a heading; of all where it has none."""
    from watcher.rules.importance import unlike
    from watcher.rules.phrases import Phrase

    nothing = True
    for topic in topics:
        phrases, unless = map(Phrase.of_config, topic.phrases), map(Phrase.of_config, topic.unless)
        ranked = paper.ranked(topic.id, list(phrases), list(unless))
        if ranked and ranked[0].topic:
            nothing = False
            yield f"{topic.name} ({topic.id}): the best of {len(ranked)}", unlike(ranked, SHOWN)
    if nothing:
        whose = f"No words of {topics[0].name} ({topics[0].id})" if asked_for else "No topic's words"
        ranked = paper.ranked()
        yield f"{whose} stand in it. For everybody: the best of {len(ranked)}", unlike(ranked, SHOWN)


def table(sentences: Sequence[RankedSentence]) -> Grid:
    """Score, page, sentence, and each signal with what it adds."""
    from watcher.cli.table import Column, Grid

    grid = Grid(
        (
            Column("Score", whole=True, right=True),
            Column("Page", right=True),
            Column("Sentence", wide=True),
            Column("Signals"),
        )
    )
    for quote in sentences:
        signals = "\n".join(f"{signal.name} {signal.adds:+}" for signal in quote.signals)
        grid.add(str(quote.score), str(quote.page), [(quote.text, "")], signals)
    return grid

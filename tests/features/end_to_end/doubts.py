"""Sources that turn strange: what they serve as usual and then, what is asked of it and what is told in the end."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta

import pytest

from tests.features.end_to_end.town import Town
from tests.tools.soaks import some
from tests.tools.standin import Chat
from tests.tools.web import Answer, Served
from tests.unit.sources.feeds import article, rss
from tests.unit.sources.govukpages import collection, held
from tests.unit.sources.ofstedpages import found, search_page
from watcher.cli.status import gather_status

NOTICES = "/government/collections/notices-of-anytown"
SEARCH = "/search?q=&location=Anytown&level_1_types=3"
PARAGRAPHS = tuple(f"<p>What the council has to say about its service number {number}.</p>" for number in range(6))


def notices(*numbers: int) -> bytes:
    """A collection, complete: of these notices."""
    documents = [held(number, f"Notice {number}") for number in numbers]
    return json.dumps(collection(links={"documents": documents})).encode()


def providers(count: int) -> str:
    """A whole search listing."""
    return search_page(*(found(str(1000 + number), f"Home {number}") for number in range(count)))


def feed(*titles: str, language: str = "en") -> Answer:
    articles = [article(title, f"http://news.example.org/{title}", title) for title in titles]
    body = rss(*articles).replace(b"<title>News", b"<language>%b</language><title>News" % language.encode())
    return Answer(body, content_type="application/rss+xml")


def page(*paragraphs: str) -> bytes:
    return f"<html lang='en'><body><main>{''.join(paragraphs)}</main></body></html>".encode()


@dataclass(frozen=True)
class Doubt:
    """A source that turns strange: what it serves as usual and then, what the administrators are asked, and what
    subscribers hear once it is believed."""

    address: str
    kind: str
    usual: Served
    strange: Served
    asked: str
    told: tuple[str, ...]
    served_at: str = ""


BLOCKED = page("<p>Pardon our interruption.</p>", "<p>Something about your browser made us think you were a bot.</p>")
DOUBTS = {
    "empty": Doubt("/feed.xml", "feed", feed("One", "Two"), feed(), "empty, where 2 documents stood before", ()),
    "halved": Doubt(
        NOTICES,
        "govuk",
        notices(1, 2, 3, 4, 5),
        notices(1),
        "4 of 6 documents are gone at once",
        ("Withdrawn: Notice 2", "Withdrawn: Notice 3", "Withdrawn: Notice 4", "Withdrawn: Notice 5"),
        served_at=f"/api/content{NOTICES}",
    ),
    "swollen": Doubt(
        SEARCH,
        "ofsted",
        providers(10),
        providers(60),
        "50 documents are new at once, where 10 stood before",
        ("50 new providers, all at once", "New: Home 10"),
        served_at="/search",
    ),
    "blocked": Doubt(
        "/page",
        "page",
        page(*PARAGRAPHS),
        BLOCKED,
        "6 of 6 paragraphs are gone at once; this may be another page",
        ("text added: Pardon our interruption.",),
    ),
    "language": Doubt(
        "/feed.xml",
        "feed",
        feed("One", "Two"),
        feed("Un", "One", "Two", language="cy"),
        "it is in another language now (Welsh, not English)",
        ("New: Un",),
    ),
}


def doubts(*names: str, every: int = 1) -> pytest.MarkDecorator:
    """A test of these doubts, of which the first of each `every` is quick."""
    return pytest.mark.parametrize("doubt", some((DOUBTS[name] for name in names), every), ids=names)


MINUTE = timedelta(minutes=1)


@dataclass
class Scene:
    """A town with one source, somebody who follows it, and the administrator."""

    town: Town
    doubt: Doubt
    ann: Chat
    chief: Chat

    def as_usual(self) -> None:
        self.serve(self.doubt.usual)

    def turns_strange(self) -> None:
        self.serve(self.doubt.strange)

    def serve(self, what: Served) -> None:
        self.town.serves({self.doubt.served_at or self.doubt.address: what})

    def visits(self, times: int = 1) -> str:
        """The state of the source after so many visits."""
        for _ in range(times):
            self.town.once()
        fares = gather_status(self.town.settings(), self.town.environment).sources
        return next(health.state for source, health in fares if source.id == "source")

    def heard(self) -> str:
        return "\n".join(self.town.told(self.ann))

    def is_told(self) -> None:
        """All that was held back has been heard, once."""
        said = self.heard()
        assert {words: said.count(words) for words in self.doubt.told} == dict.fromkeys(self.doubt.told, 1)
        assert bool(said) == bool(self.doubt.told)
        assert self.visits() == "ok"
        assert self.heard() == ""

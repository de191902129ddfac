"""What is too little or too much to be true: held back, asked about once, released by /approve, by three visits that
agree, or by being whole again; and nothing of it is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from tests.end_to_end.town import Town
from tests.sources.feeds import article, rss
from tests.sources.govukpages import collection, held
from tests.sources.ofstedpages import found, search_page
from tests.standin import Chat
from tests.web import Answer, Served, Site, redirect
from watcher.cli.standing import standing

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
    elsewhere: bool = False
    """The strange answer comes from another site, to which the source's own sends on."""


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
        ("Pardon our interruption.",),
    ),
    "language": Doubt(
        "/feed.xml",
        "feed",
        feed("One", "Two"),
        feed("Un", "One", "Two", language="cy"),
        "it is in another language now (Welsh, not English)",
        ("New: Un",),
    ),
    "host": Doubt(
        "/feed.xml",
        "feed",
        feed("One", "Two"),
        feed("Three", "One", "Two"),
        "it comes from ",
        ("New: Three",),
        elsewhere=True,
    ),
}


def doubts(*names: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("doubt", [DOUBTS[name] for name in names], ids=names)


MINUTE = timedelta(minutes=1)


@dataclass
class Scene:
    """A town with one source, somebody who follows it, and the administrator."""

    town: Town
    other: Site
    doubt: Doubt
    ann: Chat
    chief: Chat

    def as_usual(self) -> None:
        self.serve(self.doubt.usual)

    def turns_strange(self) -> None:
        if self.doubt.elsewhere:
            self.other.pages["/feed.xml"] = self.doubt.strange
            self.serve(redirect(f"{self.other.url}/feed.xml"))
        else:
            self.serve(self.doubt.strange)

    def serve(self, what: Served) -> None:
        self.town.serves({self.doubt.served_at or self.doubt.address: what})

    def visits(self, times: int = 1) -> str:
        """The state of the source after so many visits."""
        for _ in range(times):
            self.town.once()
        fares = standing(self.town.settings(), self.town.environment).sources
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


@pytest.fixture
def scene(town: Town, doubt: Doubt) -> Iterator[Scene]:
    """After the baseline, and a second visit at which all is as it was."""
    with Site({"/other.xml": feed("Else")}) as other:
        town.watcher["telegram"] = {"admins": [7]}
        town.watches("source", doubt.address, kind=doubt.kind)
        town.watches("other", f"{other.url}/other.xml")
        town.serves({doubt.served_at or doubt.address: doubt.usual})
        one = Scene(town, other, doubt, town.subscriber(42, "source"), town.api.private(7))
        assert one.visits() == "ok"
        assert town.told(one.ann, one.chief) == []
        yield one


def asked_once(scene: Scene, visits: int) -> None:
    """So many visits at which nothing is told but one question."""
    scene.turns_strange()
    assert scene.visits(visits) == "suspect"
    (question,) = scene.town.told(scene.chief)
    assert scene.doubt.asked in question
    assert scene.heard() == ""


@doubts(*DOUBTS)
def test_it_is_held_back_and_asked_about_once_and_told_once_it_is_approved(scene: Scene) -> None:
    asked_once(scene, visits=1)
    scene.chief.says("/approve source")
    scene.town.once(later=MINUTE)
    scene.is_told()


@doubts("halved")
def test_it_is_asked_about_once_although_the_site_was_down_in_between(scene: Scene) -> None:
    asked_once(scene, visits=1)
    scene.serve(Answer(status=503))
    assert scene.visits() == "failing"
    scene.turns_strange()
    scene.town.once(all_sources=True)
    assert scene.visits(0) == "suspect"
    assert scene.town.told(scene.chief) == []


@doubts("swollen", "language")
def test_what_three_visits_agree_on_is_told(scene: Scene) -> None:
    asked_once(scene, visits=2)
    assert scene.visits() == "ok"
    scene.is_told()


@doubts("halved", "host")
def test_what_is_rejected_stays_held_back_however_often_it_is_seen(scene: Scene) -> None:
    scene.turns_strange()
    assert scene.visits() == "suspect"
    scene.chief.says("/reject source")
    assert scene.visits(4) == "suspect"
    assert scene.heard() == ""


@doubts("empty", "halved", "host")
def test_what_is_whole_again_is_released_without_a_word(scene: Scene) -> None:
    scene.turns_strange()
    assert scene.visits() == "suspect"
    scene.town.told(scene.chief)
    scene.as_usual()
    assert scene.visits() == "ok"
    assert scene.heard() == ""
    (well,) = scene.town.told(scene.chief)
    assert "is read again" in well


@doubts("halved")
def test_nobody_but_an_administrator_decides(scene: Scene) -> None:
    scene.turns_strange()
    assert scene.visits() == "suspect"
    scene.ann.says("/approve source")
    scene.town.once(later=MINUTE)
    assert scene.visits(0) == "suspect"
    (answer,) = scene.town.told(scene.ann)
    assert "/help" in answer


@doubts("halved")
def test_what_differs_from_what_was_approved_is_asked_about_again(scene: Scene) -> None:
    scene.turns_strange()
    scene.visits()
    scene.chief.says("/approve source")
    scene.serve(notices(2))
    assert scene.visits() == "suspect"
    assert scene.heard() == ""


@doubts("host")
def test_a_site_that_was_believed_once_is_not_doubted_again(scene: Scene) -> None:
    scene.turns_strange()
    assert scene.visits(3) == "ok"
    scene.heard()
    scene.as_usual()
    assert scene.visits() == "ok"
    scene.serve(redirect(f"{scene.other.url}/feed.xml"))
    scene.other.pages["/feed.xml"] = feed("Four", "Three", "One", "Two")
    assert scene.visits() == "ok"
    assert "New: Four" in scene.heard()


@doubts("blocked")
def test_a_guards_page_that_is_known_as_such_is_a_refusal(scene: Scene) -> None:
    scene.serve(Answer(b"<title>Just a moment...</title>", status=403, headers={"cf-mitigated": "challenge"}))
    assert scene.visits(2) == "blocked"
    assert len(scene.town.told(scene.chief)) == 1
    assert scene.heard() == ""

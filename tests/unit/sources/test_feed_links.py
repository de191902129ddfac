"""Links that differ in little, that are shared, that bear a session: what is one article and what are several."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.tools.counted_calls import calls
from tests.tools.examples import every_example
from tests.tools.soaks import some
from tests.unit.sources.feeds import Polls, article, documents, rss
from watcher.sources import page

DAY = timedelta(days=1)
TITLES = ("Schools open late", "New nursery planned", "Road closed for works", "Library to move")
PER_ARTICLE = [
    "/planning?ref={}", "/planning?oc={}", "/planning?cmp={}", "/planning?ito={}", "/planning?ns_id={}",
    "/planning?utm_source=x&ref=P{}", "/notices#n{}", "/notices?ref=rss#n{}", "#n{}", "?ref=P{}",
]  # fmt: skip


def listing(*links: tuple[str, str]) -> bytes:
    items = "".join(f"<li><a href='{link}'>{title}</a></li>" for link, title in links)
    return f"<main><h1>News</h1><ul class='news'>{items}</ul></main>".encode()


def links() -> Polls:
    return Polls(page.collect, {"select": "ul.news a"})


@every_example("link", PER_ARTICLE)
def test_links_that_differ_only_so_are_articles_of_their_own(link: str) -> None:
    polls = links()
    items = [(link.format(number), title) for number, title in enumerate(TITLES)]
    polls.poll(listing(*items[1:]))
    assert len(polls.known) == 3
    assert polls.told(listing(*items)) == [("new", TITLES[0])]
    assert polls.told(listing(*items[1:])) == []
    assert polls.told(listing(items[2])) == [], "one of them alone is still itself"
    edited = [*items[:3], (items[3][0], "Library stays")]
    assert polls.told(listing(*edited)) == [("changed", "Library stays")]


@every_example("link", [link for link in PER_ARTICLE if link[0] == "/"])
def test_in_a_feed_without_guids_they_are_so_too(link: str) -> None:
    polls = Polls()
    items = [article(title, link.format(number)) for number, title in enumerate(TITLES)]
    polls.poll(rss(*items[1:]))
    assert len(polls.known) == 3
    assert polls.told(rss(*items)) == [("new", TITLES[0])]
    assert polls.told(rss(items[2])) == []


@pytest.mark.parametrize("link", ["/planning?ref=P{}", "/notices#n{}"])
def test_one_after_another_they_are_new(link: str) -> None:
    polls = links()
    polls.poll(listing((link.format(1), "New nursery planned")))
    assert polls.told(listing((link.format(2), "Road closed"))) == [("new", "Road closed")]
    assert polls.told(listing((link.format(2), "Road closed"))) == []
    assert polls.told(listing((link.format(3), "Library"))) == [("new", "Library")]
    assert polls.told(listing(*((link.format(n), t) for n, t in ((3, "Library"), (2, "Road closed"))))) == []


@pytest.mark.parametrize(
    "tracking",
    some(
        [
            "utm_source={}",
            "utm_id={}&utm_medium=x",
            "cmp={}",
            "ref={}",
            "oc={}",
            "at_medium={}",
            "fbclid=x{}",
            "ref={}#comments",
        ],
        every=3,
    ),
)
def test_what_changes_in_every_link_at_every_visit_is_tracking(tracking: str) -> None:
    for polls, made in ((links(), listing), (Polls(), lambda *all: rss(*(article(t, link) for link, t in all)))):
        for visit in range(6):
            items = [(f"/news/{number}?id=7&{tracking.format(visit)}", title) for number, title in enumerate(TITLES)]
            assert polls.told(made(*items), after=DAY * (1 + visit)) == []
        assert len(polls.known) == 4


def test_a_title_and_a_picture_with_other_tracking_are_one_article() -> None:
    polls = links()
    polls.poll(
        listing(("/a?ref=image", ""), ("/a?ref=title", "One"), ("/a?ref=more", "Read more"), ("/a?ref=top", "One"))
    )
    assert len(polls.known) == 1


def test_tracking_that_a_site_begins_with_while_it_edits_a_title_is_no_new_article() -> None:
    polls = Polls()
    polls.poll(rss(article("Before", "/a"), article("Other", "/b")))
    assert polls.told(rss(article("After", "/a?ref=rss"), article("Other", "/b?ref=rss"))) == [("changed", "After")]


BULLETIN = "https://s.example/bulletin"


def bulletin(week: int, **more: str) -> str:
    return article(
        more.pop("title", f"Bulletin {week}"), BULLETIN, more.pop("guid", f"b{week}"), description=f"Words {week}."
    )


def test_each_new_guid_with_another_title_and_text_is_a_new_article_at_the_same_link() -> None:
    polls = Polls()
    polls.poll(rss(bulletin(5)))
    for week in (6, 7, 8):
        assert polls.told(rss(bulletin(week))) == [("new", f"Bulletin {week}")]
        assert polls.told(rss(bulletin(week))) == []
    assert polls.told(rss(bulletin(8), bulletin(6))) == []


def test_so_it_is_where_there_is_no_text() -> None:
    polls = Polls()
    polls.poll(rss(article("Bulletin 5", BULLETIN, "5")))
    assert polls.told(rss(article("Bulletin 6", BULLETIN, "6"))) == [("new", "Bulletin 6")]


@every_example(
    ("title", "text", "told"),
    [
        ("Bulletin 5", "Words 5.", []),
        ("Bulletin 5", "Other words.", [("changed", "Bulletin 5")]),
        ("Bulletin five", "Words 5.", [("changed", "Bulletin five")]),
        ("Bulletin: 5!", "Other words.", [("changed", "Bulletin: 5!")]),
    ],
)
def test_new_guid_with_the_title_or_the_text_of_before_is_the_article_of_before(
    title: str, text: str, told: list[tuple[str, str]]
) -> None:
    polls = Polls()
    polls.poll(rss(bulletin(5)))
    assert polls.told(rss(article(title, BULLETIN, "renamed", description=text))) == told
    assert len(polls.known) == 1


def test_two_councils_with_one_number_are_two_articles_and_each_keeps_its_own() -> None:
    polls = Polls()
    a, b = "https://a.gov.uk/news/article/12/", "https://b.gov.uk/news/article/12/"
    polls.poll(rss(article("Bins in A", a + "bins")))
    assert polls.told(rss(article("Schools in B", b + "schools"))) == [("new", "Schools in B")]
    edited = rss(article("Bins in A again", a + "bins-again"), article("Schools in B", b))
    assert polls.told(edited) == [("changed", "Bins in A again")]


SESSIONS = [
    "/n/{};jsessionid={:016X}",
    "/n/{}?PHPSESSID={:x}",
    "/n/{}?id=1&sid={:032x}",
    "/(S({1:024d}))/n/{0}",
    "/n/{}?k={}",
]


@pytest.mark.parametrize("link", some(SESSIONS, every=3))
def test_links_with_another_session_at_every_visit_are_silent_for_ever(link: str) -> None:
    for polls, made in ((links(), listing), (Polls(), lambda *all: rss(*(article(t, link) for link, t in all)))):
        for visit, after in enumerate((0, 3, 3, 3, 9, 30, 400)):
            items = [(link.format(number, visit + 1), title) for number, title in enumerate(TITLES[:3])]
            assert polls.told(made(*items), after=DAY * after) == []
        assert len(polls.known) == 3
        fresh = (link.format(9, 99), "Quite new")
        assert polls.told(made(fresh, *((link.format(n, 99), t) for n, t in enumerate(TITLES[:3])))) == [
            ("new", "Quite new")
        ]


def test_feed_with_new_guids_and_links_on_every_fetch_is_silent_for_ever() -> None:
    polls = Polls()
    for visit, after in enumerate((0, 3, 3, 9, 60)):
        items = [
            article(title, f"/x/{visit}{n}", f"{visit}-{n}", description="W") for n, title in enumerate(TITLES[:3])
        ]
        assert polls.told(rss(*items), after=DAY * after) == []
    assert len(polls.known) == 3


SECOND_FIRST = [("Second", "2"), ("First", "1")]
ROUNDS: tuple[list[tuple[str, str]], ...] = ([], SECOND_FIRST[1:], SECOND_FIRST)


def json_feed(items: list[tuple[str, str]]) -> bytes:
    return json.dumps({"title": "N", "items": [{"id": name, "title": title} for title, name in items]}).encode()


def atom(items: list[tuple[str, str]]) -> bytes:
    entries = "".join(f"<entry><id>{name}</id><title>{title}</title></entry>" for title, name in items)
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>N</title><id>x</id>{entries}</feed>'.encode()


EMPTY = {
    "rss": [rss(*(article(title, guid=name) for title, name in items)) for items in ROUNDS],
    "json": [json_feed(items) for items in ROUNDS],
    "atom": [atom(items) for items in ROUNDS],
    "links": [listing(*((f"/{name}", title) for title, name in items)) for items in ROUNDS],
}


@every_example("kind", EMPTY)
def test_what_begins_empty_is_well_and_tells_its_first_article(kind: str) -> None:
    polls = links() if kind == "links" else Polls()
    empty, first, second = EMPTY[kind]
    assert polls.told(empty) == []
    assert polls.told(empty + b" ") == []
    assert (polls.reason, polls.known) == (None, {})
    assert polls.told(first) == [("new", "First")]
    assert polls.told(second) == [("new", "Second")]
    assert polls.told(empty) == [], "an empty answer later is doubted"
    assert polls.reason
    assert "empty, where 2 documents stood before" in polls.reason
    assert polls.told(second) == []


def test_list_whose_place_is_not_there_is_no_empty_list() -> None:
    assert "nothing on" in links().failed(b"<main><h1>News</h1><p>No news.</p></main>")
    assert "nothing on" in Polls(page.collect, {"select": "a.headline"}).failed(b"<main><p>No news.</p></main>")


def test_relative_links_start_from_the_site_that_the_feed_names() -> None:
    polls = Polls()
    there = rss(article("A", "/n/1", "1"), article("B", "n/2", "2"), article("C", "https://o.example/3", "3"))
    polls.poll(there.replace(b"https://news.example/", b"https://real.example/section/"))
    urls = [polls.known[key].document.url for key in "123"]
    assert urls == ["https://real.example/n/1", "https://real.example/section/n/2", "https://o.example/3"]


@every_example("home", [b"http://localhost/", b"http://127.0.0.1/", b"/", b"", b"https://www.news.example/section/"])
def test_home_that_is_none_or_the_same_host_is_no_base(home: bytes) -> None:
    polls = Polls()
    polls.poll(rss(article("B", "n/2", "2")).replace(b"https://news.example/", home))
    assert polls.known["2"].document.url == "https://news.example/feed/n/2"


STATED = "Mon, 31 Aug 2026 10:00:00 GMT"


def test_an_article_keeps_where_its_text_leads_but_for_its_own_site() -> None:
    text = (
        '<p>Read <a class="x" href="https://files.ofsted.gov.uk/v1/file/50271234?a=1&amp;b=2">the report</a>, '
        "<A HREF='https://www.gov.uk/x'>the notice</A>, <a href=https://www.gov.uk/x>again</a>, "
        '<a href="https://news.example/2">more of ours</a>, <a href="/3">more</a>, '
        '<a href="mailto:a@b.example">us</a>.</p>'
    )
    (document,) = documents(rss(article("Verdict", "https://www.news.example/1", "1", date=STATED, description=text)))
    assert document.details == {
        "links": ["https://files.ofsted.gov.uk/v1/file/50271234?a=1&b=2", "https://www.gov.uk/x"]
    }


def test_an_article_without_links_has_no_such_detail() -> None:
    (document,) = documents(rss(article("Verdict", "https://news.example/1", "1", date=STATED, description="Read it.")))
    assert document.details == {}


def test_an_article_of_very_many_links_keeps_the_first() -> None:
    text = "".join(f'<a href="https://other.example/{number}">x</a>' for number in range(500))
    (document,) = documents(rss(article("Verdict", "https://news.example/1", "1", description=text)))
    assert document.details["links"] == [f"https://other.example/{number}" for number in range(10)]


def test_the_base_of_links_is_worked_out_where_it_changes_and_not_anew_at_each_tag() -> None:
    def joined(items: int) -> int:
        feed = rss(*(article("A title", f"/{n}", f"{n}", category="x", author="Y") for n in range(items)))
        return calls(lambda: documents(feed), of="urljoin")

    joined(1)  # whatever is loaded and kept
    of_one_more = (joined(30) - joined(10)) / 20
    assert of_one_more <= 2, "an item of six tags"
    assert documents(rss(article("T", "x")).replace(b"<item>", b'<item xml:base="/a/">'))[0].url.endswith("/a/x")
    assert documents(rss(article("T", "x")).replace(b"<item>", b'<item xml:base="/b/">'))[0].url.endswith("/b/x")

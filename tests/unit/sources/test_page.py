"""Pages without a feed: what was added and removed, what is noise, what is another page; links that are articles."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.examples import every_example
from tests.tools.soaks import a_third
from tests.unit.sources.feeds import Polls
from watcher.core.documents import Change, Json
from watcher.core.errors import NotUnderstood
from watcher.core.sources import Source
from watcher.core.visits import Page, Reading, Visit
from watcher.sources import load, page, recognise
from watcher.sources.page.ignore import without

OFFER = """
<h2>Short breaks</h2>
<p>Families can ask for <b>up to</b> 40 hours.</p>
<ul><li>Play schemes</li><li>Overnight stays</li></ul>
<table><tr><th>Group</th><td>Hours</td></tr><tr><th>Under 5</th><td>20</td></tr></table>
<p>Apply by 1 May.</p>
"""


def html(part: str, title: str = "Local offer", around: str = "") -> bytes:
    return f"""<!doctype html><html><head><title>{title} | Council</title><script>var x = "tracked";</script></head>
        <body><header>Cookies: {around}</header><nav><a href="/">Home</a></nav>
        <main><h1>{title}</h1>{part}</main><footer>{around}</footer></body></html>""".encode()


def watched(**options: Json) -> Polls:
    return Polls(page.collect, options)


def moved(changes: list[Change]) -> tuple[list[str], list[str]]:
    """Paragraphs added and removed, as the alert lists them."""
    (change,) = changes
    assert change.kind == "changed"
    old, new = change.fields["paragraphs"]
    assert isinstance(old, list)
    assert isinstance(new, list)
    return [str(one) for one in new if one not in old], [str(one) for one in old if one not in new]


def test_page_is_one_document_of_paragraphs() -> None:
    polls = watched()
    assert polls.poll(html(OFFER)) == [], "the first visit tells nobody"
    (known,) = polls.known.values()
    assert (known.document.kind, known.document.title) == ("page", "Local offer")
    assert known.document.details["paragraphs"] == [
        "Local offer",
        "Short breaks",
        "Families can ask for up to 40 hours.",
        "Play schemes",
        "Overnight stays",
        "Group Hours",
        "Under 5 20",
        "Apply by 1 May.",
    ]


def test_change_says_what_was_added_and_removed() -> None:
    polls = watched()
    polls.poll(html(OFFER))
    changes = polls.poll(html(OFFER.replace("40 hours", "30 hours").replace("<li>Overnight stays</li>", "")))
    assert moved(changes) == (
        ["Families can ask for up to 30 hours."],
        ["Families can ask for up to 40 hours.", "Overnight stays"],
    )
    assert "30 hours" in changes[0].document.words
    assert "Play schemes" not in changes[0].document.words, "topics are matched on what moved"


def test_new_heading_of_the_page_is_a_changed_title() -> None:
    polls = watched(select="main ul")
    polls.poll(html(OFFER))
    (change,) = polls.poll(html(OFFER, title="Our local offer"))
    assert change.fields == {"title": ("Local offer", "Our local offer")}


def text_around_it() -> bytes:
    return html(OFFER, around="4,711 visitors, Tuesday")


def other_markup() -> bytes:
    return html(OFFER.replace("<p>", '<p class="new"> ').replace("<b>up to</b>", "<i>up\n to</i>"))


def other_typography() -> bytes:
    return html(OFFER.replace("Short breaks", "Short\u00a0breaks").replace("1 May", "1&nbsp;May"))


def other_order() -> bytes:
    return html(
        OFFER.replace("<li>Play schemes</li><li>Overnight stays</li>", "<li>Overnight stays</li><li>Play schemes</li>")
    )


def a_comment_and_a_script() -> bytes:
    return html(OFFER.replace("<ul>", "<!-- built 12:31 --><script>nonce=7</script><style>p {}</style><ul>"))


NOISE = [text_around_it, other_markup, other_typography, other_order, a_comment_and_a_script]


@every_example("happens", NOISE, ids=lambda one: one.__name__)
def test_nothing_is_told_for(happens) -> None:  # type: ignore[no-untyped-def]  # one of the functions above
    polls = watched()
    polls.poll(html(OFFER))
    assert polls.poll(happens()) == []
    assert polls.poll(html(OFFER)) == []


def test_only_the_selected_part_is_compared() -> None:
    polls = watched(select=".offer")
    part = '<div class="offer"><p>40 hours</p></div><p>Today is {day}</p>'
    polls.poll(html(part.format(day="Monday")))
    assert polls.poll(html(part.format(day="Tuesday"))) == []
    assert moved(polls.poll(html(part.replace("40", "30").format(day="Tuesday")))) == (["30 hours"], ["40 hours"])


def test_several_selected_parts_are_one_document_and_nested_ones_count_once() -> None:
    polls = watched(select="div")
    polls.poll(html("<div><p>One</p><div>Two</div></div><p>Left out</p><div>Three</div>"))
    (known,) = polls.known.values()
    assert known.document.details["paragraphs"] == ["One", "Two", "Three"]


def test_ignored_patterns_are_left_out() -> None:
    polls = watched(ignore=[r"viewed \d+ times", "^last updated:.*"])
    part = "<p>Plan {what}, viewed {n} times</p><p>Last updated: {n} May</p><p>More</p>"
    polls.poll(html(part.format(what="A", n=1)))
    assert polls.poll(html(part.format(what="A", n=2))) == []
    assert moved(polls.poll(html(part.format(what="B", n=3)))) == (["Plan B,"], ["Plan A,"])


def test_a_pattern_that_would_never_end_costs_the_visit_and_names_what_to_mend() -> None:
    with pytest.raises(NotUnderstood, match=r"ignore: take longer than 0\.1 s"):
        without(["a" * 60 + "!"], ["(a+)+$"], seconds=0.1)


def test_patterns_are_applied_one_after_another_and_in_any_case() -> None:
    assert without(["  Seen  TEN times \u2019", "x"], ["ten", "seen  ?times"]) == ["\u2019", "x"]


def test_page_that_turns_into_another_is_held_until_three_visits_agree() -> None:
    polls = watched()
    polls.poll(html(OFFER))
    other = html("<p>Your basket is empty.</p><p>Buy now</p>", title="Shoes")
    assert polls.poll(other) == []
    assert polls.reason
    assert "8 of 8 paragraphs are gone at once" in polls.reason
    assert polls.poll(html(OFFER)) == [], "whole again: nothing happened"
    assert polls.reason is None
    told = [polls.told(other) for _ in range(3)]
    assert told == [[], [], [("changed", "Shoes")]]


def test_page_that_reads_differently_on_every_visit_stays_held() -> None:
    polls = watched()
    polls.poll(html(OFFER))
    for number in range(5):
        assert polls.poll(html(f"<p>Your basket, {number} visitors</p><p>Buy now</p>", title="Shoes")) == []
        assert polls.reason


def test_short_text_may_change_whole() -> None:
    polls = watched(select="p")
    polls.poll(html("<p>Applications are closed.</p>"))
    assert moved(polls.poll(html("<p>Now open!</p>"))) == (["Now open!"], ["Applications are closed."])


@every_example(
    ("body", "options", "reason"),
    [
        (b"", {}, "empty page"),
        (html(OFFER), {"select": "#gone"}, "matches select: “#gone”"),
        (html(OFFER), {"select": "p["}, "“p[” is no CSS selector"),
        (html(OFFER), {"ignore": ["("]}, "“(” is no regular expression"),
        (html(OFFER), {"ignore": [".*"]}, "no text in the part that is watched"),
        (html("<p>Sorry</p>", title="Page not found"), {}, "says “Page not found"),
        (html("<p>Sorry</p>", title="404"), {}, "says “404"),
        (html("<a href='#x'>Up</a><a href='mailto:a@b.c'>Mail us</a>"), {"select": "main a"}, "none of the 2 links"),
        (b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>', {}, "give this source `kind: feed`"),
        (b"%PDF-1.7", {}, "is a file, not a web page"),
        (html("<b>x</b>" * 60_000), {}, "more than 100,000 tags"),
        (b"\x89PNG\0\0", {}, "is a file, not a web page"),
    ],
)
def test_what_can_not_be_watched_is_told_and_nothing_is_forgotten(
    body: bytes, options: dict[str, Json], reason: str
) -> None:
    polls = watched()
    polls.poll(html(OFFER))
    polls.options = options
    assert reason in polls.failed(body)
    assert len(polls.known) == 1


def test_unchanged_page_is_not_read() -> None:
    visit = Visit(
        Source("p", "P", "https://e.example/", "page"), Polls().now, lambda url: Page(url, b"", unchanged=True)
    )
    assert list(page.collect(visit)) == [Reading("https://e.example/", unchanged=True)]


def test_page_without_main_and_title_is_read_all_the_same() -> None:
    polls = watched()
    polls.poll(b"Just <b>words</b><br>on two lines")
    (known,) = polls.known.values()
    assert known.document.title == "News", "the name of the source"
    assert known.document.details["paragraphs"] == ["Just words", "on two lines"]


LIST = """
<ul><li><a href="/news/article/7/one"><img alt="Ribbon New" src="i.png"></a>
        <h2><a href="/news/article/7/one">One unit opens</a></h2>
        <p>For thirty pupils.</p><p class="date">Published: Thursday, 10 July 2025</p>
        <a href="https://news.example/news/article/7/one?utm_source=x">Read more about it</a></li>
    <li><h2><a href="/news/article/6/zero">Zero waste week</a></h2></li></ul>
<aside><a href="/news/article/1/old">Most read</a></aside>
"""


def test_selected_links_are_articles_told_oldest_first() -> None:
    polls = watched(select="main li a")
    polls.poll(html(LIST))
    one, zero = polls.known["jadu:news.example:7"].document, polls.known["jadu:news.example:6"].document
    assert (one.kind, one.title, one.summary) == ("article", "One unit opens", "For thirty pupils.")
    assert (one.published, one.url) == (date(2025, 7, 10), "https://news.example/news/article/7/one")
    assert (zero.title, zero.published) == ("Zero waste week", None)
    fresh = "".join(f'<li><a href="/news/article/{n}/x">Number {n}</a></li>' for n in (9, 8))
    assert polls.told(html(LIST.replace("<ul>", f"<ul>{fresh}"))) == [("new", "Number 8"), ("new", "Number 9")]


def test_article_that_leaves_the_list_is_not_withdrawn_and_a_new_headline_is_a_change() -> None:
    polls = watched(select="main li a")
    polls.poll(html(LIST))
    retitled = LIST.replace("One unit opens", "Unit opened").replace("article/7/one", "article/7/unit-opened")
    shorter = html(retitled[: retitled.index("<li><h2>")])
    assert polls.told(shorter) == [("changed", "Unit opened")]
    assert polls.told(shorter) == []
    assert polls.told(html(retitled)) == []


@every_example("title", ["More homes for Havering", "All change", "Here we go", "Link road opens"])
def test_title_that_begins_like_a_signpost_is_a_title(title: str) -> None:
    polls = watched(select="main a")
    polls.poll(html(f'<a href="/a">{title}</a><a href="/a">Read more about how {title} and what it means</a>'))
    assert [known.document.title for known in polls.known.values()] == [title]


def test_noise_in_a_link_is_left_out_of_its_title() -> None:
    polls = watched(select="main a", ignore=["^new!"])
    polls.poll(html('<a href="/a">NEW! Plan agreed</a>'))
    assert polls.told(html('<a href="/a">Plan agreed</a>')) == []


def test_page_is_never_guessed_from_an_address() -> None:
    assert recognise("https://www.example.org/about-us") is None
    assert load("page").collect is page.collect


@a_third()
@given(st.text(alphabet="<>/&=\"' abpdiv!-[]", max_size=60), st.sampled_from(["", "a", "p", "main *"]))
def test_any_markup_is_read_or_refused(markup: str, select: str) -> None:
    polls = watched(select=select)
    if not polls.failed(html(markup)):
        assert polls.told(html(markup)) == []


def test_every_real_web_page_is_read_or_refused(real: Path) -> None:
    read = 0
    for file in sorted(real.rglob("*.html")):
        polls = watched()
        if polls.failed(file.read_bytes()):
            continue
        read += 1
        assert [known.document.details["paragraphs"] for known in polls.known.values()] != [[]], file
    assert read > 10

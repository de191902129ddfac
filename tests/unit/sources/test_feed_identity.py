"""One article is told once, whatever its feed does to guids, links and dates; two are never taken for one."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.tools.examples import every_example
from tests.unit.sources.feeds import Polls, article, documents, rss
from watcher.sources.urls import SiteAddresses, canon, place, sites

BBC = "https://www.bbc.co.uk/news/articles/c0abc"
DAY = timedelta(days=1)


@every_example(
    ("one", "other"),
    [
        ("https://www.e.example/a/", "http://e.example/a"),
        ("https://e.example/a?utm_source=rss&utm_medium=x", "https://e.example/a"),
        ("https://e.example/a?at_medium=RSS&at_campaign=KARANGA", "https://E.example/a#comments"),
        ("https://e.example/a?b=2&a=1&fbclid=x", "https://e.example/a?a=1&amp;b=2"),
        ("https://e.example/a?x=1&amp;ref=rss", "https://e.example/a?x=1&ampref=rss"),
        ("https://e.example:443/a%20b", "https://e.example/a b"),
        ("https://havering.example/news/article/1520/old_slug", "https://www.havering.example/news/article/1520"),
        ("https://r.example/news/24139393.old-slug/?ref=rss", "https://r.example/news/local/24139393.new-slug-now/"),
        (
            "https://www.romfordrecorder.co.uk/news/education/old-slug-3170482",
            "https://romfordrecorder.co.uk/news/another-slug-3170482",
        ),
        ("https://e.example/a;jsessionid=0A1B", "https://e.example/a;jsessionid=2C3D"),
        ("https://e.example/a?PHPSESSID=1&id=5", "https://e.example/a?id=5&PHPSESSID=2"),
        ("https://e.example/a?sid=0123456789abcdef0", "https://e.example/a?sid=fedcba98765432100"),
        (
            "https://e.example/(S(lit3py55t21z5v55vlm25s55))/a.aspx",
            "https://e.example/(S(aaa3py55t21z5v55vlm25s55))/a.aspx",
        ),
    ],
)
def test_spellings_of_one_address_are_equal(one: str, other: str) -> None:
    assert canon(one) == canon(other)


@every_example(
    ("one", "other"),
    [
        ("https://e.example/?p=1", "https://e.example/?p=2"),
        ("https://e.example/a.cfm?c_id=1&objectid=5", "https://e.example/a.cfm?c_id=1&objectid=6"),
        ("https://e.example/a", "https://e.example/b"),
        ("https://e.example/a", "https://f.example/a"),
        ("https://h.example/news/article/1520/x", "https://h.example/news/article/1521/x"),
        ("https://e.example/a/20260101.html", "https://e.example/b/20260101.html"),
        ("https://e.example/reference?a=1", "https://e.example/reference?a=2"),
        ("https://e.example/story?sid=12", "https://e.example/story?sid=13"),
        ("https://a.gov.uk/news/article/12/bins", "https://b.gov.uk/news/article/12/bins"),
        ("https://a.example/news/24139393.one-story/", "https://b.example/news/24139393.one-story/"),
        ("https://e.example/orders/temporary-closure-2025101", "https://e.example/licences/premises-2025101"),
        ("https://e.example/news/temporary-closure-2025101", "https://e.example/news/premises-2025101"),
        ("https://e.example/orders/2025101.temporary-closure/", "https://e.example/licences/2025101.premises-x/"),
        ("https://e.example/news/20251101.temporary-closure/", "https://e.example/news/20251101.premises-x/"),
    ],
)
def test_different_addresses_differ(one: str, other: str) -> None:
    assert canon(one) != canon(other)


@every_example("site", sites(), ids=lambda site: site.name.partition(",")[0].partition(":")[0])
def test_each_site_is_known_by_its_own_table_and_its_examples_bear_it_out(site: SiteAddresses) -> None:
    (one,) = {place(url) for url in site.same}
    assert place(site.other) != one
    spelled = [re.sub(r"^https?://(www\.)?|/?(\?ref=rss)?$", "", url) for url in (*site.same, site.other)]
    assert [next(each for each in sites() if each.looks.match(url)) for url in spelled] == [site] * len(spelled)


# Each is what an article may look like at the next poll: (before, after), nothing of it is news.
def slug_follows_the_headline() -> tuple[str, str]:
    return article("A", "https://s.example/1/old", "1"), article("A", "https://s.example/1/new", "1")


def link_gains_tracking() -> tuple[str, str]:
    return article("A", "https://s.example/a"), article("A", "https://s.example/a?utm_source=rss")


def bbc_revision_moves() -> tuple[str, str]:
    return article("A", BBC, f"{BBC}#0"), article("A", f"{BBC}?at_medium=RSS", f"{BBC}#1")


def guid_is_new_and_link_stays() -> tuple[str, str]:
    return article("A", "https://s.example/a", "one"), article("A", "https://s.example/a", "two")


def guid_appears() -> tuple[str, str]:
    return article("A", "https://s.example/a"), article("A", "https://s.example/a", "guid")


def guid_goes() -> tuple[str, str]:
    return article("A", "https://s.example/a", "guid"), article("A", "https://s.example/a")


def guid_is_escaped_once_more() -> tuple[str, str]:
    return article("A", guid="https://s.example/?a=1&b=2"), article("A", guid="https://s.example/?a=1&amp;b=2")


def everything_is_new_but_title_and_day() -> tuple[str, str]:
    day = "Thu, 27 Aug 2026 10:00:00 GMT"
    return article("A", "https://s.example/?s=1", "1", date=day), article("A", "https://s.example/?s=9", "9", date=day)


def everything_is_new_but_the_words() -> tuple[str, str]:
    before = article("A", "https://s.example/?s=1", "1", description="Said.")
    return before, article("A", "https://s.example/?s=9", "9", description="Said.")


def date_moves() -> tuple[str, str]:
    before = article("A", guid="1", date="Thu, 27 Aug 2026 10:00:00 GMT")
    return before, article("A", guid="1", date="Fri, 28 Aug 2026 10:00:00 GMT")


def category_is_added() -> tuple[str, str]:
    return article("A", guid="1"), article("A", guid="1", category="News")


def quotes_are_curled() -> tuple[str, str]:
    return article("Children's", guid="1"), article("Children’s", guid="1")


def entry_is_doubled() -> tuple[str, str]:
    one = article("A", "https://s.example/a", "1")
    return one, one + one


NOT_NEWS = [
    slug_follows_the_headline, link_gains_tracking, bbc_revision_moves, guid_is_new_and_link_stays, guid_appears,
    guid_goes, guid_is_escaped_once_more, everything_is_new_but_title_and_day, everything_is_new_but_the_words,
    date_moves, category_is_added, quotes_are_curled, entry_is_doubled,
]  # fmt: skip


@every_example("happens", NOT_NEWS, ids=lambda one: one.__name__)
def test_nothing_is_told_when(happens) -> None:  # type: ignore[no-untyped-def]  # one of the functions above
    before, after = happens()
    polls, other = Polls(), article("Other", "https://s.example/other", "other")
    polls.poll(rss(before, other))
    assert polls.told(rss(after, other)) == []
    assert polls.told(rss(before, other)) == []
    assert polls.told(rss(after, other)) == []
    assert len(polls.known) == 2


def test_edited_headline_is_a_change_even_when_its_slug_and_guid_follow() -> None:
    polls = Polls()
    polls.poll(rss(article("Before", "https://h.example/news/article/7/before")))
    (change,) = polls.poll(rss(article("After", "https://www.h.example/news/article/7/after")))
    assert (change.kind, change.fields) == ("changed", {"title": ("Before", "After")})
    assert change.document.url == "https://www.h.example/news/article/7/after"


def test_article_that_comes_back_after_a_year_is_not_new() -> None:
    polls = Polls()
    polls.poll(rss(article("Old", guid="1"), article("Older", guid="0")))
    assert polls.told(rss(article("Fresh", guid="2"))) == [("new", "Fresh")]
    assert polls.told(rss(article("Old", guid="1")), after=400 * DAY) == []


def test_new_articles_are_told_oldest_first() -> None:
    polls = Polls()
    polls.poll(rss(article("First", guid="1")))
    told = polls.told(rss(article("Third", guid="3"), article("Second", guid="2"), article("First", guid="1")))
    assert told == [("new", "Second"), ("new", "Third")]


def test_one_guid_with_two_links_is_two_articles() -> None:
    polls = Polls()
    one, two = (article(f"Part {n}", f"https://s.example/{n}", "same") for n in (1, 2))
    polls.poll(rss(one))
    assert polls.told(rss(two, one)) == [("new", "Part 2")]
    assert polls.told(rss(two)) == []
    assert polls.told(rss(article("Part 3", "https://s.example/3", "same"), two)) == [("new", "Part 3")]


def test_articles_of_a_change_log_share_a_page_but_not_a_fragment() -> None:
    versions = [article(f"Version {n}", f"https://s.example/log#v{n}") for n in (2, 1)]
    assert [one.title for one in documents(rss(*versions))] == ["Version 2", "Version 1"]


@pytest.mark.parametrize("shared", ["https://s.example/topic", "https://news.example/"])
def test_link_shared_by_all_is_nobodys_name(shared: str) -> None:
    polls = Polls()
    polls.poll(rss(article("One", shared, "1"), article("Two", shared, "2")))
    assert polls.told(rss(article("Three", shared, "3"), article("Two", shared, "2"))) == [("new", "Three")]


def test_front_page_is_nobodys_name_even_when_it_stands_alone() -> None:
    polls = Polls()
    polls.poll(rss(article("One", "https://news.example/", "1")))
    assert polls.told(rss(article("Two", "https://news.example/", "2"))) == [("new", "Two")]


def test_same_title_on_another_day_is_another_article() -> None:
    polls = Polls()
    polls.poll(rss(article("Morning update", guid="1", date="Mon, 31 Aug 2026 08:00:00 GMT")))
    later = article("Morning update", guid="2", date="Tue, 01 Sep 2026 08:00:00 GMT")
    assert polls.told(rss(later)) == [("new", "Morning update")]


def test_same_title_beside_the_known_one_is_another_article() -> None:
    polls = Polls()
    day = "Mon, 31 Aug 2026 08:00:00 GMT"
    known = article("Update", guid="1", date=day)
    polls.poll(rss(known))
    assert polls.told(rss(article("Update", guid="2", date=day), known)) == [("new", "Update")]


def test_undated_title_after_a_week_is_another_article() -> None:
    polls = Polls()
    polls.poll(rss(article("Weekly notes", guid="1", description="Much.")))
    assert polls.told(rss(article("Weekly notes", guid="2", description="Much.")), after=8 * DAY) != []


def test_feed_that_renames_its_articles_tells_nobody_but_the_truly_new() -> None:
    polls = Polls()
    titles = [f"Story {n}" for n in range(8)]
    polls.poll(rss(*(article(title, f"https://old.example/{title}", title) for title in titles)))
    moved = [article(title, f"https://new.example/{title}", f"new {title}", description="x") for title in titles]
    fresh = article("Truly new", "https://new.example/fresh", "fresh")
    assert polls.told(rss(fresh, *moved)) == [("new", "Truly new")]
    assert polls.told(rss(fresh, *moved)) == []
    retitled = article("Story seven", "https://new.example/Story 7", "new Story 7", description="x")
    assert polls.told(rss(fresh, *moved[:-1], retitled)) == [("changed", "Story seven")]


def test_quiet_week_is_a_flood_not_a_renaming() -> None:
    polls = Polls()
    polls.poll(rss(*(article(f"Story {n}", guid=f"{n}") for n in range(15))))
    fresh = [article(f"Story {n}", guid=f"{n}") for n in range(15, 30)]
    assert len(polls.told(rss(*fresh))) == 15


def test_names_that_change_on_every_fetch_do_not_pile_up() -> None:
    polls = Polls()
    for n in range(40):
        fetch = article("A", f"https://s.example/?s={n}", f"{n}", date="Tue, 01 Sep 2026 08:00:00 GMT")
        assert polls.told(rss(fetch)) == []
    (known,) = polls.known.values()
    assert len(known.document.aliases) <= 10


def test_no_article_bears_the_name_of_another() -> None:
    polls = Polls()
    polls.poll(rss(article("One", "https://s.example/1", "1"), article("Two", "https://s.example/2", "2")))
    swapped = rss(article("One", "https://s.example/2", "1"), article("Two", "https://s.example/1", "2"))
    assert polls.told(swapped) == []
    third = article("Three", "https://s.example/1", "3")
    assert polls.told(rss(third, article("One", "https://s.example/9", "1"))) == [("new", "Three")]
    names = [name for key, one in polls.known.items() for name in (key, *one.document.aliases)]
    assert len(names) == len(set(names))


def test_article_without_guid_and_link_is_known_by_its_words() -> None:
    polls = Polls()
    polls.poll(rss(article("Bare", description="Words.")))
    assert polls.told(rss(article("Bare", description="Words."))) == []
    assert polls.told(rss(article("Bare", description="Other words."))) == [("new", "Bare")]


def test_known_by_key_goes_before_known_by_link() -> None:
    polls = Polls()
    polls.poll(rss(article("One", "https://s.example/1", "1")))
    told = polls.told(rss(article("New", "https://s.example/1", "2"), article("One", "https://s.example/1b", "1")))
    assert told == [("new", "New")]

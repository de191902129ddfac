"""Of very long feeds, lists and pages what is new is read wherever it stands, and what is left out is said."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.tools.soaks import some
from tests.unit.sources.feeds import Polls, article, documents, rss
from watcher.rules.compare import StoredDocuments
from watcher.sources import page

DAYS = [date(2026, 8, 31) - timedelta(days=number) for number in range(1_400)]


def dated_rss(numbers: list[int]) -> bytes:
    return rss(*(article(f"Decision {n}", f"/d/{n}", f"{n}", date=f"{DAYS[-n]:%d %b %Y} 09:00 GMT") for n in numbers))


def undated_rss(numbers: list[int]) -> bytes:
    return rss(*(article(f"Decision {n}", f"/d/{n}", f"{n}") for n in numbers))


def json_feed(numbers: list[int]) -> bytes:
    return json.dumps({"items": [{"id": str(n), "title": f"Decision {n}"} for n in numbers]}).encode()


def dated_json(numbers: list[int]) -> bytes:
    told = [{"id": str(n), "title": f"Decision {n}", "date_published": f"{DAYS[-n]}T09:00:00Z"} for n in numbers]
    return json.dumps({"items": told}).encode()


def listing(numbers: list[int]) -> bytes:
    return f"<ul>{''.join(f'<li><a href=/d/{n}>Decision {n}</a>' for n in numbers)}</ul>".encode()


FORMS = [json_feed, dated_rss, listing, undated_rss]  # the quickest to read is read in each run


@pytest.mark.parametrize("form", some(FORMS, every=4), ids=lambda form: form.__name__)
@pytest.mark.parametrize("count", some([501, 498, 500, 600], every=4))
def test_what_is_new_is_told_wherever_it_stands(form, count: int) -> None:  # type: ignore[no-untyped-def]  # one of FORMS
    polls = Polls(page.collect, {"select": "ul a"}) if form is listing else Polls()
    old = list(range(1, count + 1))
    new = [count + 1, count + 2]
    polls.poll(form(old))
    total = count + 2
    assert sorted(polls.told(form(old + new))) == told(new)
    assert polls.reason == (left_out(total) if total > 500 else None)
    assert polls.told(form([new[1], *old[:300], new[0], *old[300:]])) == []
    assert len(polls.known) == total


def told(numbers: list[int]) -> list[tuple[str, str]]:
    return [("new", f"Decision {n}") for n in numbers]


def left_out(count: int) -> str:
    return f"of {count:,} articles only the 500 that are new or newest are read"


@pytest.mark.soak
def test_what_is_left_out_is_said_from_the_first_visit_on_and_while_nothing_changes() -> None:
    polls = Polls()
    polls.poll(undated_rss(list(range(1, 701))))
    assert polls.reason == left_out(700)
    assert polls.notes["damaged"] == left_out(700)


def test_newest_of_more_new_ones_than_are_read_are_told_and_the_others_never() -> None:
    polls = Polls()
    polls.poll(dated_json([1, 2]))
    many = list(range(1, 503))
    changes = polls.told(dated_json(many))
    assert sorted(changes) == sorted(told(many[-500:]))
    assert polls.told(dated_json([*many, 503])) == told([503])


@pytest.mark.soak
def test_edit_of_one_of_the_newest_is_told_and_the_feed_grown_short_again_is_whole() -> None:
    polls = Polls()
    many = list(range(1, 701))
    polls.poll(dated_rss(many))
    assert polls.told(dated_rss(many).replace(b"Decision 700<", b"Decision seven<")) == [("changed", "Decision seven")]
    assert polls.told(dated_rss(many[:400])) == []
    assert polls.reason is None


def text(numbers: range, *more: str, before: str = "") -> bytes:
    paragraphs = "".join(f"<p>Paragraph {n} of the plan.</p>" for n in numbers)
    return f"<main><h1>Plan</h1>{before}{paragraphs}{''.join(f'<p>{one}</p>' for one in more)}</main>".encode()


@pytest.mark.parametrize("count", some([1_999, 1_998, 2_500, 2_000, 2_001], every=5))
def test_paragraph_that_comes_at_the_end_of_a_long_page_is_told(count: int) -> None:
    polls = Polls(page.collect)
    assert polls.poll(text(range(count))) == []
    assert polls.told(text(range(count)) + b" ") == []
    (change,) = polls.poll(text(range(count), "A new school."))
    old, new = change.fields["paragraphs"]
    assert isinstance(old, list)
    assert isinstance(new, list)
    assert ([one for one in new if one not in old], [one for one in old if one not in new]) == (["A new school."], [])
    (change,) = polls.poll(text(range(count), "A new school.", "And a library."))
    assert "And a library." in change.document.words
    assert polls.told(text(range(count), "A new school.", "And a library.")) == []
    beyond = count + 1 - 2_000  # with the heading
    said = f"of {count + 3:,} paragraphs {beyond:,} are left out: only what comes new there is read"
    assert polls.reason == (said if beyond > 0 else None)


def test_page_that_grows_long_is_told_whole_and_text_that_moves_up_is_no_news() -> None:
    polls = Polls(page.collect)
    polls.poll(text(range(1_990)))
    (change,) = polls.poll(text(range(2_050)))
    assert "Paragraph 2049 of the plan." in change.document.words
    polls = Polls(page.collect)
    polls.poll(text(range(2_100)))
    told = polls.poll(text(range(100, 2_100)))
    assert [change.kind for change in told] == ["changed"], "the first hundred are gone"
    assert "Paragraph 2099" not in told[0].document.words


def test_page_remembered_by_a_version_that_knew_only_so_many_is_not_told_the_rest() -> None:
    polls = Polls(page.collect)
    polls.poll(text(range(2_500)))
    ((key, known),) = polls.known.items()
    details = {name: value for name, value in known.document.details.items() if name != "beyond"}
    polls.memory = StoredDocuments({key: replace(known, document=replace(known.document, details=details))}, {})
    assert polls.told(text(range(2_500)) + b" ") == []
    assert polls.told(text(range(2_500), "A new school.")) == [("changed", "Plan")]


def json_titles(*numbers: int) -> bytes:
    return json.dumps({"items": [{"id": f"g{n}", "title": f"Title {n}"} for n in numbers]}).encode()


def xml_titles(*numbers: int) -> bytes:
    return rss(*(article(f"Title {n}", guid=f"g{n}") for n in numbers))


@pytest.mark.parametrize("form", some([json_titles, xml_titles], every=2))
def test_of_a_feed_without_end_both_ends_are_read(form: Callable[..., bytes]) -> None:
    body = form(*range(5_500))
    titles = {one.title for one in documents(body)}
    assert titles == {f"Title {n}" for n in (*range(2_500), *range(3_000, 5_500))}


@pytest.mark.soak
def test_tags_in_cdata_do_not_count() -> None:
    much = "<![CDATA[" + "<b>x</b>" * 300 + "]]>"
    item = f"<item><title>t</title><description>{much}</description></item>"
    body = f'<rss version="2.0"><channel>{item * 400}</channel></rss>'
    assert [one.title for one in documents(body.encode())] == ["t"]


@pytest.mark.soak
def test_500_articles_are_not_cut() -> None:
    assert len(documents(rss(*(article(f"Title {n}", guid=f"g{n}") for n in range(500))))) == 500

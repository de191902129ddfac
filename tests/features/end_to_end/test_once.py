"""One event that several sources tell comes once: three papers, a portal watched twice, GOV.UK twice, Ofsted and the
news of it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.features.end_to_end.test_council import portal
from tests.features.end_to_end.town import HOUR, Town
from tests.tools.says import says
from tests.tools.soaks import some
from tests.tools.web import Answer
from tests.unit.sources.feeds import article, rss
from tests.unit.sources.govukpages import atom, entry, served
from tests.unit.sources.ofstedpages import FILES, HISTORY, provider_page, row

PAPERS = ("daily", "recorder", "bbc")
OLD = {paper: article("Bins", f"http://{paper}.example.org/1", f"{paper}1") for paper in PAPERS}
TITLES = {
    "daily": "Parents in Havering wait months for EHC plans",
    "recorder": "UPDATED: Parents wait months for EHC plans",
    "bbc": "Parents wait months for EHC plans, report says",
}
WAIT = {paper: article(title, f"http://{paper}.example.org/2", f"{paper}2") for paper, title in TITLES.items()}


def serve(town: Town, *tellers: str) -> None:
    """These papers have the story now."""
    for paper in PAPERS:
        articles = [WAIT[paper] if paper in tellers else "", OLD[paper]]
        town.serves({f"/{paper}.xml": Answer(rss(*articles), content_type="application/rss+xml")})


@pytest.fixture
def town(town: Town) -> Town:
    for paper in PAPERS:
        town.watches(paper, f"/{paper}.xml", kind="feed")
    serve(town)
    return town


def test_three_papers_with_one_press_release_are_one_message_that_names_all(town: Town) -> None:
    ann = town.subscriber(42, "all")
    serve(town, *PAPERS)
    town.once()
    (message,) = town.told(ann)
    assert "New: Parents in Havering wait months for EHC plans <http://daily.example.org/2>" in message
    assert (
        "Also reported by The Recorder and The Bbc:\n"
        "New: UPDATED: Parents wait months for EHC plans <http://recorder.example.org/2>\n"
        "New: Parents wait months for EHC plans, report says <http://bbc.example.org/2>\n"
    ) in message
    assert says(message, "The Daily <")
    assert len(town.log()) == 3


def test_a_paper_that_comes_later_is_one_reply_and_a_third_is_nothing_more(town: Town) -> None:
    ann, bob = town.subscribers({42: ["send"], 43: ["recorder"]})
    serve(town, "daily")
    town.once()
    (first,) = ann.messages[-1:]
    town.told(ann)
    serve(town, "daily", "recorder")
    town.once()
    (reply,) = town.told(ann)
    assert says(
        reply,
        "Also reported by The Recorder:\n",
        "New: UPDATED: Parents wait months for EHC plans <http://recorder.example.org/2>\n",
        "SEND",
    )
    assert ann.messages[-1].reply_to == first.message_id
    assert ann.messages[-1].silent
    (in_full,) = town.told(bob)
    assert "Also reported" not in in_full, "he was not told of the first"
    serve(town, *PAPERS)
    town.once()
    assert town.told(ann, bob) == []
    assert town.queue() == {"waiting": 0, "failed": 0}


@pytest.mark.soak  # quicker: the reply, above
def test_the_reply_that_names_another_paper_makes_no_sound(town: Town) -> None:
    ann = town.subscriber(42, "send")
    serve(town, "daily")
    town.once()
    serve(town, "daily", "recorder")
    town.once()
    assert ann.messages[-1].reply_to
    assert ann.messages[-1].silent


@pytest.mark.soak  # quicker: the reply, above
def test_who_was_not_told_by_the_first_paper_hears_it_from_the_second_in_full(town: Town) -> None:
    ann = town.subscriber(42, "recorder")
    serve(town, "daily")
    town.once()
    serve(town, "daily", "recorder")
    town.once()
    (message,) = town.told(ann)
    assert "New: UPDATED: Parents wait months for EHC plans" in message
    assert "Also reported" not in message


@pytest.mark.soak  # quicker: unit/rules/test_merging.py
def test_a_digest_tells_it_once_and_the_next_one_not_again(town: Town) -> None:
    ann = town.subscriber(42, "send daily")
    serve(town, "daily", "recorder")
    town.once()
    town.once(later=22 * HOUR)
    (digest,) = town.told(ann)
    assert says(digest, "New: Parents in Havering wait", "Also reported by The Recorder:")
    assert digest.count("New: ") == 2, "the story, and who else has it"
    serve(town, *PAPERS)
    town.once()
    town.once(later=23 * HOUR)
    assert town.told(ann) == []


@pytest.mark.soak  # quicker: unit/rules/test_same_event.py
def test_the_same_headline_three_days_later_is_news_again(town: Town) -> None:
    ann = town.subscriber(42, "send")
    serve(town, "daily")
    town.once()
    town.told(ann)
    serve(town, "daily", "recorder")
    town.once(later=49 * HOUR)
    (message,) = town.told(ann)
    assert "Also reported" not in message


@pytest.mark.soak  # quicker: unit/rules/test_same_event.py
def test_other_stories_of_two_papers_are_two_messages(town: Town) -> None:
    ann = town.subscriber(42, "all")
    for paper, title in {"daily": "Letters: SEND", "recorder": "Letters: SEND"}.items():
        story = article(title, f"http://{paper}.example.org/3", f"{paper}3")
        town.serves({f"/{paper}.xml": Answer(rss(story, OLD[paper]), content_type="application/rss+xml")})
    town.once()
    assert len(town.told(ann)) == 2


def edited(pages: dict[str, str], path: str, old: str, new: str) -> dict[str, str]:
    assert old in pages[path]
    return {path: pages[path].replace(old, new)}


@pytest.mark.soak  # quicker: three papers, above; unit/rules/test_same_event.py
def test_a_meeting_that_moves_is_told_once_although_its_portal_is_watched_twice(town: Town) -> None:
    pages = portal()
    committee, meeting = "/ieListMeetings.aspx?CId=153&Year=0", "/ieListDocuments.aspx?CId=153&MId=8092"
    town.serves(pages)
    town.watches("cabinet", committee)
    town.watches("meeting", meeting)
    ann = town.subscriber(42, "all")
    town.serves(edited(pages, meeting, "Council Chamber, Town Hall", "Appleton Hall"))
    town.once(later=7 * HOUR)
    (message,) = town.told(ann)
    assert message.count("Moved: ") == 1
    assert "Also reported" not in message
    assert len(town.log()) == 2
    town.once(later=7 * HOUR)
    assert town.told(ann) == []


SEARCH, PAGE = "/search/all.atom?organisations%5B%5D=ofsted&order=updated-newest", "/government/publications/notice-1"


def notice(updated: str, *notes: tuple[str, str]) -> str:
    content: dict[str, Any] = {
        "content_id": "id-1",
        "base_path": PAGE,
        "title": "Notice to Havering",
        "description": "About SEND.",
        "document_type": "notice",
        "public_updated_at": updated,
        "details": {"change_history": [{"public_timestamp": when, "note": note} for when, note in notes]},
    }
    return served(content)


@pytest.mark.parametrize("at_once", some([False, True], every=2))
def test_a_notice_of_govuk_is_told_once_although_its_page_and_a_search_show_it(town: Town, at_once: bool) -> None:
    before, after = "2026-11-20T10:00:00+00:00", "2026-11-22T10:00:00+00:00"
    other = entry("/other", "Other", "2026-11-01T10:00:00+00:00")
    town.watches("page", PAGE, kind="govuk")
    town.watches("search", "/search/all?organisations%5B%5D=ofsted", kind="govuk")
    town.serves({"/api/content" + PAGE: notice(before), SEARCH: atom(other)})
    ann = town.subscriber(42, "all")
    found = {SEARCH: atom(entry(PAGE, "Notice to Havering", after), other)}
    town.serves(
        {"/api/content" + PAGE: notice(after, (after, "Added the second notice.")), **(found if at_once else {})}
    )
    town.once()
    (message,) = town.told(ann)
    assert "Added the second notice." in message
    assert message.count("Notice to Havering") == 1
    town.serves(found)
    town.once()
    assert town.told(ann) == []
    assert [change.source for change in town.log()] == ["page", "search"]


def test_news_that_links_to_a_report_is_said_beside_it_and_later_as_one_reply(town: Town) -> None:
    reports = "/provider/44/80500"
    town.watches("ofsted", reports, kind="ofsted")
    town.serves({reports: provider_page(*HISTORY.values())})
    ann = town.subscriber(42, "all")
    new = row("50271234", "Children's services inspection", "3 November 2026", "20 November 2026")
    town.serves({reports: provider_page(*HISTORY.values(), new)})
    linked = f'<p>Read <a href="{FILES}50271234">the report</a>.</p>'
    damning = article("Damning verdict on children in care", "http://daily.example.org/5", "d5", description=linked)
    named = article("Council 'must do better'", "http://bbc.example.org/5", "b5", description="See report 50271234.")
    town.serves({"/daily.xml": Answer(rss(damning, OLD["daily"]), content_type="application/rss+xml")})
    town.once()
    (message,) = town.told(ann)
    assert message.index("Children's services inspection") < message.index("Also reported by The Daily:")
    assert "New: Damning verdict on children in care <http://daily.example.org/5>" in message
    town.serves({"/bbc.xml": Answer(rss(named, OLD["bbc"]), content_type="application/rss+xml")})
    town.once()
    (reply,) = town.told(ann)
    assert "Also reported by The Bbc:\nNew: Council 'must do better'" in reply


@pytest.mark.soak  # quicker: unit/rules/test_same_event.py
def test_a_report_is_told_in_full_although_the_news_of_it_came_first(town: Town) -> None:
    reports = "/provider/44/80500"
    town.watches("ofsted", reports, kind="ofsted")
    town.serves({reports: provider_page(*HISTORY.values())})
    ann = town.subscriber(42, "all")
    named = article("Damning verdict", "http://bbc.example.org/5", "b5", description="Ofsted report 50271234.")
    town.serves({"/bbc.xml": Answer(rss(named, OLD["bbc"]), content_type="application/rss+xml")})
    town.once()
    (first,) = ann.messages[-1:]
    town.told(ann)
    new = row("50271234", "Children's services inspection", "3 November 2026", "20 November 2026")
    town.serves({reports: provider_page(*HISTORY.values(), new)})
    town.once()
    (message,) = town.told(ann)
    assert says(message, "Ofsted", "New: Children's services inspection")
    assert "Also reported" not in message
    assert ann.messages[-1].reply_to == first.message_id

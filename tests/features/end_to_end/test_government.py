"""A page of GOV.UK is updated, and this is what a subscriber reads."""

from __future__ import annotations

from typing import Any

import pytest

from tests.features.end_to_end.town import Town
from tests.tools.says import says
from tests.tools.standin import Chat
from tests.unit.sources.govukpages import PATH, atom, collection, entry, held, noted, served

API = "/api/content" + PATH


@pytest.fixture
def town(town: Town) -> Town:
    town.watches("govuk", PATH)
    town.serves({API: served(collection())})
    return town


@pytest.fixture
def ann(town: Town) -> Chat:
    return town.subscriber(42, "govuk")


def told_after(town: Town, chat: Chat, content: dict[str, Any]) -> list[str]:
    town.serves({API: served(content)})
    town.once()
    return town.told(chat)


@pytest.mark.soak  # quicker: the same in test_news.py; unit/jobs/test_visit.py
def test_the_first_visit_tells_nobody(town: Town, ann: Chat) -> None:
    assert town.log() == []
    assert town.site.asked == [API]


def test_an_update_is_told_with_the_note_that_says_what_changed(town: Town, ann: Chat) -> None:
    updated = noted(collection(), ("2026-11-20T10:00:00+00:00", "Moved notice 1 to 'Closed'."))
    (message,) = told_after(town, ann, updated)
    assert message.startswith(f"Changed: Notices of Anytown <{PATH}>: Moved notice 1 to 'Closed'.\n")
    assert says(message, "1 March 2024 → 20 November 2026", f"The Govuk <{PATH}>")
    assert told_after(town, ann, updated) == []


@pytest.mark.soak  # quicker: test_govuk_alerts.py; unit/sources/test_govuk_page.py
def test_a_document_added_to_a_collection_is_told(town: Town, ann: Chat) -> None:
    content = collection()
    content["links"]["documents"].append(held(4, "Notice four", "2026-11-20T09:00:00+00:00"))
    (message,) = told_after(town, ann, content)
    assert says(message, "New: Notice four </government/publications/notice-4>", "20 November 2026")
    assert says(message, "in the collection “Notices of Anytown”", "A notice.")


def test_a_withdrawn_page_is_told_with_the_reason(town: Town, ann: Chat) -> None:
    notice = {"explanation": "<p>Replaced by a newer list.</p>", "withdrawn_at": "2026-11-21T09:00:00Z"}
    (message,) = told_after(town, ann, collection(withdrawn_notice=notice))
    assert f"Withdrawn: Notices of Anytown <{PATH}>" in message
    assert "Replaced by a newer list." in message


@pytest.mark.soak  # quicker: unit/sources/test_govuk_page.py
def test_a_republished_page_is_silent(town: Town, ann: Chat) -> None:
    assert told_after(town, ann, collection(updated_at="2026-11-22T00:00:00.000Z")) == []
    body = collection()
    body["details"]["body"] = "<div><p>These are the notices!</p></div>"
    assert told_after(town, ann, body) == []


@pytest.mark.soak  # quicker: the update, above; unit/sources/test_govuk_search.py
def test_a_search_tells_what_it_newly_finds(town: Town) -> None:
    known = entry("/government/news/one", "One", "2026-11-01T09:00:00Z")
    town.watches("found", "/search/all.atom?keywords=havering", kind="govuk")
    town.serves({"/search/all.atom": atom(known)})
    ann = town.subscriber(42, "found")
    town.serves({"/search/all.atom": atom(entry("/government/news/two", "Two", "2026-11-21T09:00:00Z"), known)})
    town.once()
    (message,) = town.told(ann)
    assert "New: Two <" in message
    assert "/government/news/two>\nupdated 21 November 2026\nAbout it." in message

"""A collection of GOV.UK over some weeks, message by message: notes, sections, documents that come and go."""

from __future__ import annotations

from typing import Any

import pytest

from tests.features.end_to_end.town import Town
from tests.tools.standin import Chat
from tests.unit.sources.govukpages import PATH, collection, held, noted, served
from watcher.messages.telegram_html import untappable
from watcher.messages.texts.inspections import NO_LONGER_IN_COLLECTION

API = "/api/content" + PATH
NOTICES = "/government/publications/notice-"
ON_FRIDAY = "2026-11-20T10:00:00+00:00"
GOVUK = untappable("GOV.UK")  # which is an address to Telegram


@pytest.fixture
def ann(town: Town) -> Chat:
    """She follows the collection, which is watched from now on."""
    town.watches("govuk", PATH)
    town.serves({API: served(collection())})
    return town.subscriber(42, "govuk")


def told_after(town: Town, chat: Chat, content: dict[str, Any]) -> list[str]:
    town.serves({API: served(content)})
    town.once()
    return town.told(chat)


def message(*blocks: str) -> str:
    return "\n\n".join([*blocks, f"The Govuk <{PATH}> · The Govuk"])


def gaining(content: dict[str, Any], title: str) -> dict[str, Any]:
    """The collection with a fourth notice among the open ones."""
    content["links"]["documents"].append(held(4, title, ON_FRIDAY))
    content["details"]["collection_groups"][0]["documents"].append("id-4")
    return content


def test_a_collection_that_gains_a_document_and_says_so_is_one_message(town: Town, ann: Chat) -> None:
    content = gaining(noted(collection(), (ON_FRIDAY, "Added the notice to Havering to the open section.")), "Havering")
    assert told_after(town, ann, content) == [
        message(
            f"Changed: Notices of Anytown <{PATH}>: Added the notice to Havering to the open section.\n"
            "updated: 1 March 2024 → 20 November 2026",
            f"New: Havering <{NOTICES}4>\n"
            "notice, updated 20 November 2026\n"
            "in the collection “Notices of Anytown”, section “Open”\n"
            "A notice.",
        )
    ]
    assert told_after(town, ann, content) == []


@pytest.mark.soak  # quicker: unit/sources/test_govuk_page.py and unit/rules/test_same_event.py
def test_a_collection_that_only_names_the_document_it_gained_is_told_by_that(town: Town, ann: Chat) -> None:
    content = gaining(
        noted(collection(), (ON_FRIDAY, "Added 'Notice to Havering' to the open section.")), "Notice to Havering"
    )
    told = told_after(town, ann, content)
    assert [one.split(" <")[0] for one in told] == ["New: Notice to Havering"]
    assert "Changed" not in "".join(town.told(ann))
    assert [change.same_as > 0 for change in town.log()] == [False, True]


def test_a_document_that_moves_to_another_section_is_told_from_where_to_where(town: Town, ann: Chat) -> None:
    content = collection()
    content["details"]["collection_groups"] = [
        {"title": "Open", "documents": ["id-3"]},
        {"title": "Closed", "documents": ["id-2", "id-1"]},
    ]
    assert told_after(town, ann, content) == [
        message(
            f"Changed: Notice one <{NOTICES}1>\nin the collection “Notices of Anytown”\nsection: Open → Closed",
        )
    ]


@pytest.mark.soak  # quicker: the note that says it, in test_government.py; unit/messages/test_examples.py
def test_an_update_of_which_govuk_says_nothing_is_told_as_that(town: Town, ann: Chat) -> None:
    assert told_after(town, ann, collection(public_updated_at=ON_FRIDAY)) == [
        message(
            f"Changed: Notices of Anytown <{PATH}>\n"
            f"{GOVUK} gives no note of what changed.\n"
            "updated: 1 March 2024 → 20 November 2026",
        )
    ]


@pytest.mark.soak  # quicker: unit/core/test_dates.py
def test_an_update_late_in_a_summer_evening_is_dated_as_in_london(town: Town, ann: Chat) -> None:
    late = noted(collection(), ("2026-07-19T23:30:00Z", "Corrected a name."))
    assert "updated: 1 March 2024 → 20 July 2026\n" in told_after(town, ann, late)[0]


@pytest.mark.soak  # quicker: unit/sources/test_govuk_page.py
def test_a_page_that_is_only_published_again_is_silent(town: Town, ann: Chat) -> None:
    assert told_after(town, ann, collection(updated_at="2026-11-22T00:00:00.000Z")) == []
    assert town.log() == []


@pytest.mark.soak  # quicker: test_government.py
def test_what_govuk_withdraws_is_told_at_once_with_its_reason_and_told_again_when_it_is_back(
    town: Town, ann: Chat
) -> None:
    notice = {"explanation": "<p>Replaced by <a href='/new'>a newer list</a>.</p>", "withdrawn_at": ON_FRIDAY}
    withdrawn = collection(withdrawn_notice=notice)
    assert told_after(town, ann, withdrawn) == [
        message(f"Withdrawn: Notices of Anytown <{PATH}>\n{GOVUK} says: Replaced by a newer list.")
    ]
    assert told_after(town, ann, withdrawn) == []
    assert told_after(town, ann, collection()) == [message(f"Restored: Notices of Anytown <{PATH}>")]


@pytest.mark.soak  # quicker: unit/sources/test_govuk_gone.py
def test_a_page_that_is_gone_is_told_with_its_reason(town: Town, ann: Chat) -> None:
    gone = {"document_type": "gone", "base_path": PATH, "details": {"explanation": "<p>Published in error.</p>"}}
    assert told_after(town, ann, gone) == [
        message(f"Withdrawn: Notices of Anytown <{PATH}>\n{GOVUK} says: Published in error.")
    ]


@pytest.mark.soak  # quicker: unit/sources/test_govuk_page.py
def test_a_document_taken_out_of_a_collection_is_told_at_the_second_visit(town: Town, ann: Chat) -> None:
    content = collection()
    del content["links"]["documents"][1]
    assert told_after(town, ann, content) == []
    assert told_after(town, ann, content | {"updated_at": "2026-11-22T00:00:00.000Z"}) == [
        message(
            f"Withdrawn: Notice two <{NOTICES}2>\n" + NO_LONGER_IN_COLLECTION.format(collection="Notices of Anytown"),
        )
    ]


@pytest.mark.soak  # quicker: unit/rules/test_matching.py
def test_of_a_collection_for_all_councils_only_ours_is_told(town: Town) -> None:
    town.topics["places"] = {"ours": ["Havering"], "others": []}
    town.watches("govuk", PATH, local=False)
    town.serves({API: served(collection())})
    ann = town.subscriber(42, "govuk")
    assert told_after(town, ann, gaining(collection(), "Notice to another council")) == []
    content = gaining(collection(), "Notice to another council")
    content["links"]["documents"].append(held(5, "Notice to Havering"))
    assert [one.split(" <")[0] for one in told_after(town, ann, content)] == ["New: Notice to Havering"]

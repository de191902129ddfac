"""repeats.py: which alerts of one chat are told as one, in full, as a reply or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.tools.examples import every_example
from watcher.core.alerts import Alert, Reason
from watcher.core.documents import Change, Document, Quote, RelatedDocument
from watcher.rules.repeats import EventTold, as_one, by_event, is_worth_a_reply, not_covered, other_documents

NEWS = Document("a", "article", "Damning", "https://daily.example/1")
REPORT = Document("50271234", "inspection", "Report", "https://files.example/v1/file/50271234")


def alert(number: int, document: Document, same_as: int = 0, chat: int = 42) -> Alert:
    change = Change("new", document, source=f"source-{number}", id=number, same_as=same_as)
    wishes = ((f"topic-{number}", ""),)
    return Alert(change, chat, (Reason("topic", str(number)),), id=number, matched_subscriptions=wishes)


def test_alerts_of_one_event_are_grouped_by_chat_and_forum_topic() -> None:
    first, again = alert(1, NEWS), alert(2, REPORT, same_as=1)
    elsewhere, topic = replace(first, chat_id=43), replace(again, thread_id=5)
    assert by_event([first, elsewhere, again, topic, alert(3, NEWS)]) == [
        [first, again],
        [elsewhere],
        [topic],
        [alert(3, NEWS)],
    ]


def letter(number: int, words: str = "0a1b", title: str = "Monitoring visit") -> Alert:
    document = Document(str(number), "inspection", title, f"https://files.example/v1/file/{number}",
                        date(2026, 11, 9), details={"text": words})  # fmt: skip
    return replace(alert(number, document), change=replace(alert(number, document).change, source="ofsted"))


def test_one_letter_under_two_numbers_is_told_once_and_named_once() -> None:
    (group,) = by_event([letter(50270001), letter(50270002)])
    whole = as_one(group)
    assert whole.also == (50270002,)
    assert other_documents(whole.elsewhere, [whole.change.document]) == []


@every_example("other", [letter(50270002, "2c3d"), letter(50270002, ""), letter(50270002, title="Focused visit")])
def test_two_letters_of_one_day_that_read_differently_are_two(other: Alert) -> None:
    assert len(by_event([letter(50270001), other])) == 2
    assert len(by_event([letter(50270001, ""), letter(50270002, "")])) == 2, "of neither is known what it says"


PORTAL = "https://d.example.gov.uk"
ON_THE_PAGE = Document(
    "dai71", "decision", "Home to school transport", f"{PORTAL}/ieDecisionDetails.aspx?AIId=71",
    details={"meeting": "Cabinet, 18 November 2026"}, part_of="m8092",
)  # fmt: skip
REGISTERED = Document(
    "d8130", "decision", "HOME TO SCHOOL TRANSPORT", f"{PORTAL}/ieDecisionDetails.aspx?ID=8130",
    details={"maker": "Cabinet", "decided": "2026-11-18", "call_in_until": "2026-11-27"},
)  # fmt: skip


def registered(**details: str) -> Document:
    return replace(REGISTERED, details={**REGISTERED.details, **details})


@every_example("made", [REGISTERED, registered(made_at="m8092", decided="2026-11-19")])
@every_example("register_first", [True, False])
def test_a_decision_on_its_meetings_page_and_in_the_register_is_told_once_as_the_register_has_it(
    made: Document, register_first: bool
) -> None:
    quote = Quote(0, "Resolved that seven contracts be awarded.")
    both = [replace(alert(1, ON_THE_PAGE), quotes=(quote,)), alert(2, made)]
    (group,) = by_event(both[::-1] if register_first else both)
    whole = as_one(group)
    assert (whole.change.document, whole.also, whole.quotes) == (made, (1,), (quote,))
    assert other_documents(whole.elsewhere, [whole.change.document]) == []


@every_example(
    "others",
    {
        "of another item": [replace(REGISTERED, title="Post-16 transport")],
        "of another day": [registered(decided="2026-11-19")],
        "of another committee": [registered(maker="Leader")],
        "of another meeting that day": [registered(made_at="m8093")],
        "of another portal": [replace(REGISTERED, url="https://other.example.gov.uk/ieDecisionDetails.aspx?ID=8130")],
        "one of two in the register": [REGISTERED, replace(REGISTERED, key="d8131")],
        "of two on the page": [replace(ON_THE_PAGE, key="dai72")],
        "a report": [replace(REGISTERED, key="s1", kind="report")],
    }.values(),
)
def test_decisions_that_may_be_two_are_two(others: list[Document]) -> None:
    every = [ON_THE_PAGE, *others]
    assert len(by_event([alert(number, document) for number, document in enumerate(every, 1)])) == len(every)


def test_a_decision_of_what_stands_on_every_agenda_is_nobody_elses() -> None:
    both = [replace(document, title="Urgent business") for document in (ON_THE_PAGE, REGISTERED)]
    assert len(by_event([alert(number, document) for number, document in enumerate(both, 1)])) == 2


def test_a_decision_in_the_register_is_no_twin_of_one_that_another_reader_is_told() -> None:
    assert len(by_event([alert(1, ON_THE_PAGE), alert(2, REGISTERED, chat=43)])) == 2


SHEET = Document(
    "g8092", "decisions", "Decisions", f"{PORTAL}/documents/g8092/Decisions.pdf",
    details={"meeting": "Cabinet, 18 November 2026"}, part_of="m8092",
)  # fmt: skip


def sheet(*reasons: Reason, number: int = 3, **of: str) -> Alert:
    quotes = (Quote(2, "Seven contracts be awarded."),)
    return replace(alert(number, replace(SHEET, **of)), reasons=reasons, quotes=quotes)  # type: ignore[arg-type]  # texts


ITEM = Reason("item", "Home to School Transport")


@pytest.mark.parametrize("others", [[alert(1, REGISTERED)], [alert(1, ON_THE_PAGE), alert(2, REGISTERED)]])
def test_a_sheet_told_for_an_item_is_told_with_the_items_decision_in_the_register(others: list[Alert]) -> None:
    (group,) = by_event([sheet(ITEM), *others])
    whole = as_one(group)
    assert whole.change.document == REGISTERED
    assert whole.quotes == (Quote(2, "Seven contracts be awarded.", only_page=True),)
    assert [change.document for change in other_documents(whole.elsewhere, [REGISTERED])] == [SHEET]


@every_example(
    "other",
    {
        "for another item": sheet(Reason("item", "Post-16 transport")),
        "for one more item": sheet(ITEM, Reason("item", "Post-16 transport")),
        "for its topic too": sheet(ITEM, Reason("topic", "SEND", "SEND")),
        "of another meeting": sheet(ITEM, part_of="m8093", url=f"{PORTAL}/documents/g8093/x.pdf"),
        "of another portal": sheet(ITEM, url="https://other.example.gov.uk/x.pdf"),
        "minutes": sheet(ITEM, kind="minutes"),
    }.values(),
)
def test_a_sheet_that_may_tell_more_is_told_by_itself(other: Alert) -> None:
    made = registered(made_at="m8092")
    assert len(by_event([other, alert(1, made)])) == 2


def test_the_report_itself_leads_and_the_news_of_it_is_what_is_told_elsewhere() -> None:
    quote = Quote(1, "Children wait.")
    whole = as_one([replace(alert(1, NEWS), quotes=(quote,)), alert(2, REPORT, same_as=1)])
    assert (whole.id, whole.also) == (2, (1,))
    assert [change.document for change in whole.elsewhere] == [NEWS]
    assert {reason.name for reason in whole.reasons} == {"1", "2"}
    assert {what for what, _ in whole.matched_subscriptions} == {"topic-1", "topic-2"}
    assert whole.quotes == (quote,)


def test_what_is_told_elsewhere_is_not_named_as_related_once_more() -> None:
    report, news = alert(1, REPORT), alert(2, NEWS, same_as=1)
    both = tuple(RelatedDocument(one.title, one.url) for one in (NEWS, replace(NEWS, url="https://other.example/1")))
    whole = as_one([replace(report, change=replace(report.change, related=both)), news])
    assert whole.change.related == both[1:]


def test_what_is_heard_at_once_leads_before_what_waits_for_a_digest() -> None:
    whole = as_one([replace(alert(1, REPORT), frequency="daily"), alert(2, NEWS, same_as=1)])
    assert (whole.id, whole.frequency, whole.also) == (2, "now", (1,))


def test_one_alert_stays_as_it_is() -> None:
    assert as_one([alert(1, NEWS)]) == alert(1, NEWS)


def test_a_report_is_covered_by_a_report_and_not_by_the_news_of_it() -> None:
    group = [alert(2, REPORT, same_as=1), alert(3, NEWS, same_as=1)]
    assert not_covered(group, [EventTold(1, 100, has_document=False)]) == group[:1]
    assert not_covered(group, [EventTold(1, 100, has_document=True)]) == []


def test_a_second_message_about_an_event_is_the_last() -> None:
    told = EventTold(1, 100, has_document=False)
    assert is_worth_a_reply(alert(2, NEWS), [told])
    assert not is_worth_a_reply(alert(2, NEWS), [told, replace(told, message=2)])
    assert not is_worth_a_reply(replace(alert(2, NEWS), frequency="daily"), [told])


def test_one_document_in_two_sources_is_named_once() -> None:
    changes = [alert(1, REPORT).change, alert(2, REPORT).change, alert(3, NEWS).change]
    assert other_documents(changes, []) == [changes[0], changes[2]]
    assert other_documents(changes, [REPORT]) == [changes[2]]

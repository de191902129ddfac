"""render.py and change.py: what a subscriber reads, judged by Telegram's own parser."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from tests.tools.examples import every_example
from tests.tools.standin.markup import Formatted, parse_with_tdjson
from watcher.core.alerts import Alert, Message, Reason
from watcher.core.documents import Change, Document, Json
from watcher.core.sources import Source
from watcher.messages.admin import source_broke, source_recovered
from watcher.messages.context import RenderContext
from watcher.messages.grouping import bundle
from watcher.messages.render import render

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
SOURCES = {
    "cabinet": Source(
        "cabinet", "Cabinet", "https://democracy.example.gov.uk/ieListMeetings.aspx?CId=153", "moderngov"
    ),
    "daily": Source("daily", "The Example Daily", "https://daily.example.org/feed/", "feed"),
}
SETTING = RenderContext(SOURCES, ZoneInfo("Europe/London"))
MEETING = Document(
    "m1",
    "meeting",
    "Cabinet",
    "https://democracy.example.gov.uk/ieListDocuments.aspx?MId=1",
    details={"date": "2026-12-01", "time": "19:00", "venue": "Town Hall", "status": "confirmed"},
)
REPORT = Document(
    "s1",
    "report",
    "SEND Strategy <draft> & more",
    "https://democracy.example.gov.uk/documents/s1/a b.pdf",
    details={"meeting": "Cabinet, 1 December 2026", "item": "7. SEND", "size": "388 KB"},
    part_of="m1",
)
STORY = Document("a1", "article", "Parents’ long wait", "https://daily.example.org/1", summary="Months go by.")


def alert(number: int, document: Document, kind: str = "new", source: str = "cabinet", **more: object) -> Alert:
    fields: dict[str, tuple[Json, Json]] = more.pop("fields", {})  # type: ignore[assignment]  # a test's shorthand
    change = Change(kind, document, fields, source=source, at=AT, id=number)  # type: ignore[arg-type]  # likewise
    return Alert(change, 42, (Reason("source", "SEND (“SEND”)"),), id=number, **more)  # type: ignore[arg-type]  # likewise


def messages(*alerts: Alert) -> list[Message]:
    return [message for group in bundle(alerts) for message, _ in render(group, SETTING)]


def shown(message: Message) -> Formatted:
    """As Telegram understands it; fails where it would refuse."""
    return parse_with_tdjson(message.html)


def links(message: Message) -> list[tuple[str, str]]:
    text, entities = shown(message)
    units = text.encode("utf-16-le")
    return [
        (units[2 * one["offset"] : 2 * (one["offset"] + one["length"])].decode("utf-16-le"), one["url"])
        for one in entities
        if one["type"] == "text_link"
    ]


def test_a_new_document_is_named_by_title_as_a_link_behind_the_word_new() -> None:
    (message,) = messages(alert(1, REPORT))
    assert "New: SEND Strategy <draft> & more" in shown(message).text
    assert ("SEND Strategy <draft> & more", "https://democracy.example.gov.uk/documents/s1/a%20b.pdf") in links(message)


def test_it_says_which_source_it_is_from_and_why_it_was_sent() -> None:
    (message,) = messages(alert(1, REPORT))
    text = shown(message).text
    assert text.endswith("\nCabinet · SEND (“SEND”)")
    assert ("Cabinet", SOURCES["cabinet"].url) in links(message)


def test_a_topic_is_a_reason_once_with_every_phrase_it_was_found_by() -> None:
    plan, transport = (Reason("topic", "SEND", phrase) for phrase in ("EHC plan", "school transport"))
    said = ((plan, Reason("source", "Cabinet")), (transport,), (plan,))
    alerts = [replace(alert(n, replace(REPORT, key=f"s{n}")), reasons=reasons) for n, reasons in enumerate(said)]
    (message,) = messages(*alerts)
    assert shown(message).text.endswith(" · SEND: “EHC plan”, “school transport”; Cabinet")


def test_a_change_says_what_changed_from_what_to_what() -> None:
    (message,) = messages(
        alert(1, REPORT, "changed", fields={"title": ("SEND Strategy", "SEND Strategy <draft> & more")})
    )
    assert "Changed: " in shown(message).text
    assert "title: SEND Strategy → SEND Strategy <draft> & more" in shown(message).text


@every_example(
    ("fields", "word", "says"),
    [
        ({"status": ("confirmed", "cancelled")}, "Cancelled: ", "Tue 1 Dec, 19:00\nTown Hall"),
        ({"status": ("confirmed", "postponed")}, "Postponed: ", "Tue 1 Dec, 19:00\nTown Hall"),
        ({"status": ("postponed", "cancelled")}, "Cancelled: ", "postponed → cancelled"),
        ({"status": ("cancelled", "confirmed")}, "Changed: ", "cancelled → goes ahead"),
        ({"date": ("2026-12-01", "2026-12-08")}, "Moved: ", "date: 1 December 2026 → 8 December 2026"),
        ({"time": ("19:00", "18:30")}, "Moved: ", "time: 19:00 → 18:30"),
        ({"venue": ("Town Hall", "Library")}, "Moved: ", "venue: Town Hall → Library"),
        ({"state": ("Agenda", "Agenda and minutes")}, "Changed: ", "agenda → agenda and minutes"),
    ],
)
def test_of_a_meeting_it_says(fields: dict[str, tuple[Json, Json]], word: str, says: str) -> None:
    (message,) = messages(alert(1, MEETING, "changed", fields=fields))
    assert word in shown(message).text
    assert says in shown(message).text


def test_a_new_meeting_is_not_called_moved_or_cancelled() -> None:
    (message,) = messages(alert(1, replace(MEETING, details={**MEETING.details, "status": "cancelled"})))
    assert shown(message).text.count("New: ") == 1
    assert "Cancelled: " not in shown(message).text


def test_a_report_whose_text_differs_does_not_show_a_digest_of_it() -> None:
    (message,) = messages(alert(1, REPORT, "changed", fields={"text": ("0a1b2c", "3d4e5f")}))
    assert "0a1b2c" not in message.html
    assert "reads differently" in message.html


def test_added_and_removed_documents_are_named() -> None:
    fields: dict[str, tuple[Json, Json]] = {"documents": (["Plan", "Old plan"], ["Plan", "New plan"])}
    (message,) = messages(alert(1, replace(REPORT, kind="issue"), "changed", fields=fields))
    assert "documents added: New plan" in shown(message).text
    assert "documents removed: Old plan" in shown(message).text


def test_the_papers_of_one_meeting_seen_in_one_visit_are_one_message_in_their_order() -> None:
    papers = [replace(REPORT, key=f"s{n}", title=f"Paper {n}") for n in (1, 2, 3)]
    (message,) = messages(alert(1, MEETING), *(alert(n + 2, paper) for n, paper in enumerate(papers)))
    text = shown(message).text
    assert text.index("Paper 1") < text.index("Paper 2") < text.index("Paper 3")


def test_two_meetings_two_sources_two_visits_and_two_chats_are_not_one_message() -> None:
    other_meeting = replace(REPORT, key="s2", part_of="m2")
    later = alert(4, REPORT)
    later = replace(later, change=replace(later.change, at=AT + timedelta(hours=1)))
    apart = [alert(1, REPORT), alert(2, other_meeting), alert(3, STORY, source="daily"), later]
    assert len(messages(*apart, replace(alert(5, REPORT), chat_id=43))) == 5


def test_more_than_twenty_list_the_first_and_say_how_many_are_left_out() -> None:
    stories = [replace(STORY, key=f"a{n}", title=f"Story {n}") for n in range(53)]
    group = [alert(n, one, source="daily") for n, one in enumerate(stories)]
    rendered = render(group, SETTING)
    text = "".join(shown(message).text for message, _ in rendered)
    assert "Story 19" in text
    assert "Story 20" not in text
    assert "… and 33 more: /latest" in text
    assert sorted(number for _, told in rendered for number in told) == list(range(53))


def test_more_than_ten_at_once_are_a_flood_but_for_the_papers_of_a_meeting() -> None:
    stories = [alert(n, replace(STORY, key=f"a{n}"), source="daily") for n in range(11)]
    papers = [alert(n, replace(REPORT, key=f"s{n}")) for n in range(11)]
    heads = [shown(render(group, SETTING)[0][0]).text.partition("\n")[0] for group in (stories, stories[1:], papers)]
    assert heads == [
        "11 new articles, all at once: The Example Daily",
        "New: Parents’ long wait",
        "Cabinet, 1 December 2026: SEND Strategy <draft> & more",
    ]


def test_twenty_leave_nothing_out() -> None:
    group = [alert(n, replace(STORY, key=f"a{n}"), source="daily") for n in range(20)]
    assert "more: /latest" not in "".join(message.html for message, _ in render(group, SETTING))


def test_long_articles_of_one_visit_come_in_one_message_which_says_of_the_last_their_titles_alone() -> None:
    stories = [
        replace(STORY, key=f"a{n}", title=f"{'Story ' * 20}{n}", summary="Months go by. " * 17) for n in range(20)
    ]
    ((message, told),) = render([alert(n, one, source="daily") for n, one in enumerate(stories)], SETTING)
    assert [words for words, _ in links(message)][:20] == [one.title for one in stories]
    paragraphs = shown(message).text.split("\n\n")
    assert ("Months go by." in paragraphs[1], "Months go by." in paragraphs[20]) == (True, False)
    assert told == list(range(20))


def test_articles_that_one_message_holds_keep_their_summaries_and_what_changed_is_said_of_each() -> None:
    stories = [alert(n, replace(STORY, key=f"a{n}"), source="daily") for n in range(20)]
    assert shown(render(stories, SETTING)[0][0]).text.count("Months go by.") == 20
    edited = {"title": ("Was " * 30, "Is " * 30)}
    changed = [alert(n, replace(STORY, key=f"a{n}"), "changed", "daily", fields=edited) for n in range(20)]
    assert sum(shown(message).text.count("title: Was") for message, _ in render(changed, SETTING)) == 20


def test_a_digest_is_one_message_with_every_source_under_its_name() -> None:
    alerts = [alert(1, REPORT, frequency="daily"), alert(2, STORY, source="daily", frequency="daily")]
    (message,) = messages(*alerts)
    text = shown(message).text
    assert text.startswith("Today\n")
    assert "\nCabinet, 1 December 2026: SEND Strategy <draft> & more\nNew: " in text
    assert "\nNew: Parents’ long wait\nMonths go by.\nThe Example Daily · " in text
    assert not message.preview


def test_a_source_that_left_the_config_is_named_by_its_id() -> None:
    (message,) = messages(alert(1, STORY, source="gone"))
    assert "\ngone" in shown(message).text


@every_example("title", ["", "   ", "\u200b\u202e", "\x00\x07"], ids=["empty", "blanks", "unseen", "control"])
def test_a_title_that_cannot_be_seen_is_replaced_by_something_to_tap(title: str) -> None:
    (message,) = messages(alert(1, replace(REPORT, title=title)))
    assert "a b.pdf" in [words for words, _ in links(message)]


def test_a_link_telegram_would_drop_leaves_the_title_readable() -> None:
    (message,) = messages(alert(1, replace(REPORT, url="javascript:alert(1)")))
    assert "SEND Strategy" in shown(message).text


anything = st.text(st.characters(codec=None), max_size=400)
urls = st.one_of(anything, st.builds("https://example.org/{}".format, anything))


@given(
    st.lists(st.tuples(anything, urls, anything, anything), min_size=1, max_size=25), st.sampled_from(["now", "daily"])
)
def test_whatever_titles_hold_every_message_is_valid_and_within_the_limits(
    papers: list[tuple[str, str, str, str]], frequency: str
) -> None:
    group = []
    for number, (title, url, old, summary) in enumerate(papers):
        document = Document(
            f"k{number}", "article", title, url, date(2026, 1, 1), summary, {"meeting": title}, part_of="m"
        )
        kind = "changed" if number % 2 else "new"
        group.append(alert(number, document, kind, fields={"title": (old, title)}, frequency=frequency))
    told: list[int] = []
    for message, ids in render(group, SETTING):
        text, entities = shown(message)
        assert 0 < len(text.strip()) <= 4096
        assert len(entities) <= 100
        assert len(message.html.encode("utf-8", "surrogatepass")) <= 32_768
        assert sum(len(one.get("url", "")) + 20 for one in entities) <= 9_500
        told += ids
    assert sorted(told) == list(range(len(papers)))


def test_a_change_of_very_many_words_still_fits_into_one_message() -> None:
    long: dict[str, tuple[Json, Json]] = {f"field {n}": ("old " * 200, "new " * 200) for n in range(12)}
    (message,) = messages(alert(1, replace(REPORT, title="word " * 400), "changed", fields=long))
    assert len(shown(message).text) <= 4096
    assert shown(message).text.count("…") > 1


def test_administrators_read_what_broke_and_that_it_recovered() -> None:
    broke = parse_with_tdjson(source_broke(SOURCES["daily"], "failing", "daily.example.org answered 503 <b>")).text
    assert "The Example Daily can't be read (failing)" in broke
    assert "answered 503 <b>" in broke
    recovered = parse_with_tdjson(source_recovered(SOURCES["daily"], "timed out", timedelta(hours=3, minutes=5))).text
    assert recovered == "The Example Daily is read again after 3 h 5 min.\nWhat was wrong: timed out"


def test_of_articles_that_come_together_the_new_one_that_was_asked_for_comes_first() -> None:
    asked = (Reason("topic", "SEND", "SEND"),)
    kinds = (("Old", "changed"), ("Bins", "new"), ("SEND", "new"))
    stories = [(replace(STORY, key=title, title=title), kind) for title, kind in kinds]
    found = [alert(number, story, kind, source="daily") for number, (story, kind) in enumerate(stories, 1)]
    ((message, told),) = render([replace(one, reasons=asked) for one in found], SETTING)
    assert shown(message).text.startswith("New: SEND\n")
    assert told == [3, 2, 1]


def test_all_areas_for_priority_action_that_fit_are_told_whole_and_folded() -> None:
    points: list[Json] = [f"Leaders should end waits {n}. " + "They must act at once. " * 15 for n in range(4)]
    details: dict[str, Json] = {"framework": "area SEND", "outcome": "failings", "priority_action": points}
    report = Document("i1", "inspection", "Area SEND", "https://files.ofsted.gov.uk/1", details=details)
    (message,) = messages(alert(1, report))
    assert all(str(point).strip() in shown(message).text for point in points)
    assert "blockquote expandable" in message.html
    (message,) = messages(alert(1, replace(report, details={**details, "priority_action": points * 4})))
    text = shown(message).text
    told = text.count("• Leaders")
    assert f"… and {16 - told} more in the report" in text
    assert (f"… and {16 - told} more in the report", report.url) in links(message)
    assert len(text) <= 4_096
    assert len(text) + len(str(points[0])) > 3_200  # no room for one more


def test_what_needs_to_improve_has_the_room_that_the_areas_for_priority_action_leave() -> None:
    points: list[Json] = [f"Leaders should end waits {n}. " + "They must act at once. " * 30 for n in range(3)]
    needs: list[Json] = [f"Plans {n} should say what is given. " + "All of it. " * 30 for n in range(9)]
    details: dict[str, Json] = {"framework": "area SEND", "outcome": "failings", "priority_action": points}
    report = Document("i1", "inspection", "Area SEND", "https://files.ofsted.gov.uk/1", details=details)
    (message,) = messages(alert(1, replace(report, details={**details, "needs_to_improve": needs})))
    text = shown(message).text
    assert text.count("• Leaders") == 3
    assert text.count("• Plans") + int(text.partition("… and ")[2].split()[0]) == 9
    assert text.count("• Plans") >= 1
    (message,) = messages(alert(1, replace(report, details={**details, "needs_to_improve": needs[:1]})))
    assert "more in the report" not in shown(message).text


def test_of_a_point_for_which_there_is_no_room_only_the_number_is_told() -> None:
    details: dict[str, Json] = {"framework": "area SEND", "outcome": "failings", "priority_action": ["Wait. " * 700]}
    report = Document("i1", "inspection", "Area SEND", "https://files.ofsted.gov.uk/1", details=details)
    (message,) = messages(alert(1, report))
    assert "Areas for priority action\n… and 1 more in the report" in shown(message).text
